//! How SQLite spells SQL.

use std::fmt::Write;

use alchemy_core::dialect::{ConstraintPlace, NewIndex, ansi};
use alchemy_core::{
    ColumnDef, DatePart, Digits, Error, Features, Function, KnownFunction, Limit, Node, Render, Renderer, Result, SqlType, Table,
    Value,
};
use alchemy_core::{ConstraintKind, ConstraintOptions};
use alchemy_core::{HintPlace, Lock};

use crate::features::FEATURES;
use crate::types::{self, Stored};
use crate::{ddl, functions, keywords};

/// SQLite's SQL, as of 3.45.
///
/// ```
/// use alchemy_core::Dialect as _;
/// let dialect = alchemy_sqlite::Dialect;
/// assert_eq!(dialect.column_type(&alchemy_core::SqlType::Timestamp)?, "DATETIME");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dialect;

impl alchemy_core::Dialect for Dialect {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn features(&self) -> &Features {
        &FEATURES
    }

    fn is_reserved(&self, word: &str) -> bool {
        keywords::is_reserved(word)
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        types::column_type(sql_type)
    }

    fn cast_type(&self, sql_type: &SqlType) -> Result<String> {
        types::cast_type(sql_type)
    }

    fn cast(&self, r: &mut Renderer<'_>, operand: &Node, sql_type: &SqlType) -> Result<()> {
        functions::cast(r, operand, sql_type)
    }

    fn extract(&self, r: &mut Renderer<'_>, part: DatePart, operand: &Node) -> Result<()> {
        functions::extract(r, part, operand)
    }

    fn function(&self, r: &mut Renderer<'_>, known: KnownFunction, call: &Function) -> Result<()> {
        functions::function(r, known, call)
    }

    /// OFFSET is part of LIMIT in SQLite's grammar; a negative limit is none.
    fn limit(&self, r: &mut Renderer<'_>, limit: &Limit) -> Result<()> {
        if limit.fetch.is_some() {
            return Err(r.unsupported("FETCH FIRST"));
        }
        if limit.count.is_none() && limit.offset.is_none() {
            return Ok(());
        }
        for (word, number) in [("LIMIT", &limit.count), ("OFFSET", &limit.offset)] {
            r.word(word);
            match number {
                Some(number) => number.render(r)?,
                None => r.bind(&limit.filler)?,
            }
        }
        Ok(())
    }

    /// Whoever writes locks the whole database, which no SELECT can ask for.
    fn lock(&self, _: &mut Renderer<'_>, _: &Lock) -> Result<()> {
        Ok(())
    }

    fn table_hint(&self, _: &str) -> Result<HintPlace> {
        Ok(HintPlace::Nowhere)
    }

    fn column(&self, r: &mut Renderer<'_>, table: &Table, column: &ColumnDef) -> Result<()> {
        ddl::column(r, table, column)
    }

    fn table_suffix(&self, r: &mut Renderer<'_>, table: &Table) -> Result<()> {
        ddl::table_suffix(r, table)
    }

    fn has_key_at_column(&self, table: &Table) -> bool {
        ddl::counts_up(table)
    }

    fn create_index(&self, r: &mut Renderer<'_>, new: &NewIndex<'_>) -> Result<()> {
        ddl::create_index(r, new)
    }

    fn constraint_part(
        &self,
        r: &mut Renderer<'_>,
        kind: ConstraintKind,
        place: ConstraintPlace,
        options: &ConstraintOptions,
    ) -> Result<()> {
        ddl::constraint_part(r, kind, place, options)
    }

    fn table_names_in(&self, schema: &str) -> Result<String> {
        ddl::table_names_in(schema)
    }

    fn defer_foreign_keys(&self) -> Option<&'static str> {
        Some("PRAGMA defer_foreign_keys = ON")
    }

    /// Only the changed table is in sight, and SQLite calls columns of the result by what is written.
    fn returning_is_qualified(&self) -> bool {
        false
    }

    fn literal(&self, r: &mut Renderer<'_>, value: &Value) -> Result<()> {
        match value {
            Value::Bytes(bytes) => r.word(&blob(bytes)),
            Value::Uuid(uuid) => r.word(&format!("'{}'", hexadecimal(uuid))),
            // There is no word for infinity, but a literal too large for a float is one.
            Value::Float(v) if v.is_infinite() => r.word(if *v > 0.0 { "9e999" } else { "-9e999" }),
            Value::UInt(v) if i64::try_from(*v).is_err() => return Err(too_large()),
            Value::Decimal(number) => match types::stored(*number)? {
                Stored::Integer(v) => r.word(&v.to_string()),
                Stored::Real(_) => r.word(&number.to_string()),
            },
            // As they are stored, since they compare as text.
            Value::Time(at) => r.word(&format!("'{at}'")),
            Value::DateTime(at) | Value::Timestamp(at) => r.word(&format!("'{at}'")),
            Value::Extension(own) if own.downcast_ref::<Digits>().is_some() => r.word(&ansi::quoted(&types::own_text(&**own)?)?),
            other => return ansi::literal(r, other),
        }
        Ok(())
    }

    fn json_access(&self, r: &mut Renderer<'_>, access: &alchemy_core::JsonAccess, _: bool) -> Result<()> {
        crate::documents::json_access(r, access)
    }

    /// `text MATCH words`, for tables of the FTS5 module.
    fn text_match(&self, r: &mut Renderer<'_>, operand: &Node, query: &Node) -> Result<()> {
        r.infix(operand, "MATCH", query)
    }

    fn table_names(&self) -> &'static str {
        r"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name"
    }
}

fn blob(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2 + 3);
    text.push_str("x'");
    hex(bytes, &mut text);
    text.push('\'');
    text
}

fn hex(bytes: &[u8], text: &mut String) {
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
}

/// A UUID as 32 lower-case digits.
pub(crate) fn hexadecimal(uuid: &[u8; 16]) -> String {
    let mut text = String::with_capacity(32);
    hex(uuid, &mut text);
    text
}

/// The refusal of an unsigned integer beyond SQLite's signed ones.
pub(crate) fn too_large() -> Error {
    Error::out_of_range("an unsigned integer", "SQLite's signed 64-bit integers")
}
