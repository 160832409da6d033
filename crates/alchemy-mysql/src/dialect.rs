//! The dialect: how MySQL and MariaDB spell SQL.

use alchemy_core::Lock;
use alchemy_core::dialect::{AutoIncrement, ansi};
use alchemy_core::{Binary, Name, Operator, Raw};
use alchemy_core::{
    Clock, ColumnDef, DatePart, Error, Features, Function, KnownFunction, Limit, Node, Render, Renderer, Result, SqlType, Table,
    Value,
};

use crate::ext::{MatchAgainst, SearchMode};
use crate::server::Server;
use crate::{features, functions, keywords, limit, types};

/// How MySQL and MariaDB spell SQL.
///
/// ```
/// use alchemy_core::prelude::*;
/// let t = Table::new("t").column(Column::new("id", BigInteger).primary_key());
/// let stmt = select(t.c("rank")).offset(5);
/// let sql = stmt.compile(&alchemy_mysql::Dialect::mysql())?;
/// assert_eq!(sql.text(), "SELECT t.`rank` FROM t LIMIT ?, 18446744073709551615");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    server: Server,
}

impl Dialect {
    /// Whether the server is a MariaDB.
    pub(crate) fn is_mariadb(&self) -> bool {
        self.server.is_mariadb()
    }

    /// MySQL 8.4.
    pub const fn mysql() -> Self {
        Dialect::of(Server::MYSQL)
    }

    /// MariaDB 11.4.
    pub const fn mariadb() -> Self {
        Dialect::of(Server::MARIADB)
    }

    /// As a certain server speaks it.
    pub const fn of(server: Server) -> Self {
        Dialect { server }
    }

    /// The server that it speaks for.
    pub fn server(&self) -> &Server {
        &self.server
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Dialect::mysql()
    }
}

impl alchemy_core::Dialect for Dialect {
    fn name(&self) -> &'static str {
        if self.server.is_mariadb() { "mariadb" } else { "mysql" }
    }

    fn features(&self) -> &Features {
        features::of(&self.server)
    }

    fn is_reserved(&self, word: &str) -> bool {
        keywords::is_reserved(&self.server, word)
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        types::column(self, sql_type)
    }

    fn cast_type(&self, sql_type: &SqlType) -> Result<String> {
        types::cast(self, sql_type)
    }

    /// There is no type to convert to a truth value, so it is asked whether the operand is one.
    fn cast(&self, r: &mut Renderer<'_>, operand: &Node, sql_type: &SqlType) -> Result<()> {
        if *sql_type != SqlType::Boolean {
            return ansi::cast(r, operand, sql_type);
        }
        let (left, right) = (operand.clone(), Raw(Name::Static("0")).into());
        r.parens(|r| Binary { left, operator: Operator::Ne, right }.render(r))
    }

    fn extract(&self, r: &mut Renderer<'_>, part: DatePart, operand: &Node) -> Result<()> {
        functions::extract(r, part, operand)
    }

    fn function(&self, r: &mut Renderer<'_>, known: KnownFunction, call: &Function) -> Result<()> {
        functions::function(r, self.server.is_mariadb(), known, call)
    }

    fn limit(&self, r: &mut Renderer<'_>, limit: &Limit) -> Result<()> {
        limit::render(r, &self.server, limit)
    }

    fn lock(&self, r: &mut Renderer<'_>, lock: &Lock) -> Result<()> {
        limit::lock(r, &self.server, lock)
    }

    fn column(&self, r: &mut Renderer<'_>, _: &Table, column: &ColumnDef) -> Result<()> {
        r.name(&column.name)?;
        r.word(&types::column(self, &column.sql_type)?);
        if !column.nullable {
            r.word("NOT NULL");
        }
        if let Some(default) = &column.server_default {
            r.word("DEFAULT");
            server_default(r, &column.sql_type, default)?;
        }
        if column.auto_increment && r.features().auto_increment == AutoIncrement::Word {
            r.word("AUTO_INCREMENT");
        }
        Ok(())
    }

    fn drop_foreign_key(&self) -> &'static str {
        "DROP FOREIGN KEY"
    }

    /// Text escapes backslashes besides quotes: sessions of this crate run without NO_BACKSLASH_ESCAPES.
    fn literal(&self, r: &mut Renderer<'_>, value: &Value) -> Result<()> {
        match value {
            Value::Text(text) | Value::Json(text) => {
                let text = ansi::quoted(text)?.replace('\\', "\\\\");
                r.word(&text);
            }
            Value::Bytes(bytes) => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                r.word(&format!("x'{digits}'"));
            }
            Value::Uuid(bytes) => r.word(&format!("'{}'", hexadecimal(bytes))),
            Value::Float(v) if !v.is_finite() => return Err(Error::bad_value("only finite floats can be stored")),
            other => ansi::literal(r, other)?,
        }
        Ok(())
    }

    fn json_access(&self, r: &mut Renderer<'_>, access: &alchemy_core::JsonAccess, _: bool) -> Result<()> {
        crate::documents::json_access(r, self.is_mariadb(), access)
    }

    fn text_match(&self, r: &mut Renderer<'_>, operand: &Node, query: &Node) -> Result<()> {
        let columns = vec![operand.clone()];
        MatchAgainst { columns, words: query.clone(), mode: SearchMode::Boolean, expansion: false }.render(r)
    }

    fn table_names(&self) -> &'static str {
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' \
         ORDER BY table_name"
    }
}

/// A UUID as columns of CHAR(32) hold it; columns of UUID read it as well.
pub(crate) fn hexadecimal(bytes: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*bytes))
}

/// DEFAULT takes literals and CURRENT_TIMESTAMP as they are, and other expressions in parentheses. Large types take only
/// expressions.
fn server_default(r: &mut Renderer<'_>, sql_type: &SqlType, default: &Node) -> Result<()> {
    if let SqlType::Precise { of: Clock::DateTime | Clock::Timestamp, digits } = sql_type
        && is_now(default)
    {
        // The default's precision has to be the column's.
        r.word(&format!("CURRENT_TIMESTAMP({digits})"));
        return Ok(());
    }
    let large = matches!(sql_type, SqlType::Text | SqlType::Binary | SqlType::LargeBinary { .. } | SqlType::Json);
    match default {
        Node::Bind(_) if !large => default.render(r),
        Node::Raw(raw) if !large && stands_alone(&raw.0) => default.render(r),
        _ => r.parens(|r| default.render(r)),
    }
}

/// Whether an expression is the present moment, by one of its names.
fn is_now(node: &Node) -> bool {
    const NAMES: [&str; 3] = ["current_timestamp", "now", "localtimestamp"];
    match node {
        Node::Function(function) => function.arguments.is_empty() && NAMES.contains(&&*function.name.name().to_ascii_lowercase()),
        Node::Raw(raw) => NAMES.contains(&raw.0.trim_end_matches("()").to_ascii_lowercase().as_str()),
        _ => false,
    }
}

/// Whether SQL text is a literal, a single word or already in parentheses.
fn stands_alone(text: &str) -> bool {
    let bytes = text.as_bytes();
    let word = bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-' | b'+'));
    let quoted = bytes.len() > 1 && bytes[0] == b'\'' && bytes.ends_with(b"'") && !text[1..text.len() - 1].contains('\'');
    word || quoted || (text.starts_with('(') && text.ends_with(')'))
}
