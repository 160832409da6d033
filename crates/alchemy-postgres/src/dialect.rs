//! How PostgreSQL spells SQL.

use alchemy_core::dialect::ansi;
use alchemy_core::{Features, Renderer, Result, SqlType, Value};

use crate::features::FEATURES;
use crate::{keywords, types};

/// PostgreSQL's SQL. Without a server it stands for version 18.
///
/// ```
/// use alchemy_core::prelude::*;
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String, fullname: Option<String> } }
/// let stmt = select((users::id, users::name)).filter(users::name.like("s%").and(users::fullname.is_not_null()));
/// assert_eq!(
///     stmt.compile(&alchemy_postgres::Dialect::default())?.text(),
///     "SELECT user_account.id, user_account.name FROM user_account \
///      WHERE user_account.name LIKE $1 AND user_account.fullname IS NOT NULL",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    version: u32,
}

impl Dialect {
    /// The dialect of a server, by its `server_version_num`: 150020 for 15.20.
    pub fn of_version(version: u32) -> Self {
        Dialect { version }
    }

    /// The server's `server_version_num`.
    pub fn version(&self) -> u32 {
        self.version
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Dialect::of_version(180_000)
    }
}

impl alchemy_core::Dialect for Dialect {
    fn name(&self) -> &'static str {
        "postgresql"
    }

    fn features(&self) -> &Features {
        &FEATURES
    }

    fn is_reserved(&self, word: &str) -> bool {
        keywords::is_reserved(word)
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        Ok(types::column_type(sql_type))
    }

    fn literal(&self, r: &mut Renderer<'_>, value: &Value) -> Result<()> {
        match value {
            Value::Bytes(bytes) => {
                let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                r.word(&format!("'\\x{hex}'::bytea"));
                Ok(())
            }
            // Without its zone it would be read in that of the session.
            Value::Timestamp(at) => {
                r.word(&format!("'{at}+00'"));
                Ok(())
            }
            // A backslash in a plain literal depends on a setting of the server.
            Value::Text(text) if text.contains('\\') => {
                r.word(&format!("E{}", ansi::quoted(&text.replace('\\', "\\\\"))?));
                Ok(())
            }
            other => ansi::literal(r, other),
        }
    }

    fn table_names(&self) -> &'static str {
        "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    }
}
