//! Functions that SQLite leaves to the program: `REGEXP`, and `floor` where the library was built without mathematics.

use std::sync::Arc;

use regex::Regex;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Error, Result};

/// Adds them to a connection.
pub(crate) fn add(raw: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    raw.create_scalar_function("regexp", 2, flags, regexp)?;
    raw.create_scalar_function("floor", 1, flags, floor)
}

/// `text REGEXP pattern`, which SQLite calls as `regexp(pattern, text)`, in the syntax of the `regex` crate. A pattern is
/// compiled once for a statement.
fn regexp(context: &mut Context<'_>) -> Result<Option<bool>> {
    let (Some(_), Some(text)) = (text(context, 0)?, text(context, 1)?) else { return Ok(None) };
    let pattern: Arc<Regex> = context.get_or_create_aux(0, |pattern| {
        Regex::new(pattern.as_str().map_err(|error| Error::UserFunctionError(error.into()))?)
            .map_err(|error| Error::UserFunctionError(error.into()))
    })?;
    Ok(Some(pattern.is_match(&text)))
}

/// An argument as text, as SQLite's own functions on text take it.
fn text(context: &Context<'_>, at: usize) -> Result<Option<String>> {
    Ok(match context.get_raw(at) {
        ValueRef::Null => None,
        ValueRef::Integer(value) => Some(value.to_string()),
        ValueRef::Real(value) => Some(value.to_string()),
        value @ (ValueRef::Text(_) | ValueRef::Blob(_)) => {
            let bytes = value.as_bytes().map_err(|error| Error::UserFunctionError(error.into()))?;
            Some(String::from_utf8_lossy(bytes).into_owned())
        }
    })
}

/// The next integer below; what is no number has none.
fn floor(context: &mut Context<'_>) -> Result<Value> {
    Ok(match context.get_raw(0) {
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Real(value.floor()),
        _ => Value::Null,
    })
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    fn asked(sql: &str) -> rusqlite::types::Value {
        let raw = Connection::open_in_memory().unwrap();
        super::add(&raw).unwrap();
        raw.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_text_is_matched_by_a_regular_expression() {
        assert_eq!(asked("SELECT 'Dune' REGEXP '^d'"), 0.into());
        assert_eq!(asked("SELECT 'Dune' REGEXP '(?i)' || '^d'"), 1.into());
        assert_eq!(asked("SELECT NULL REGEXP '^d'"), rusqlite::types::Value::Null);
    }

    #[test]
    fn a_number_is_floored() {
        assert_eq!(asked("SELECT floor(-1.5)"), (-2.0).into());
        assert_eq!(asked("SELECT floor(7)"), 7.into());
    }
}
