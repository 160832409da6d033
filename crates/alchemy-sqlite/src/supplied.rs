//! What SQLite leaves to the program: `REGEXP`, some of mathematics, which a library may be built without, and the order of
//! decimals that are text.

use std::sync::Arc;

use regex::Regex;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Error, Result};

/// Adds them to a connection.
pub(crate) fn add(raw: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    raw.create_scalar_function("regexp", 2, flags, regexp)?;
    raw.create_scalar_function("floor", 1, flags, |context| Ok(rounded(context, f64::floor)))?;
    raw.create_scalar_function("ceil", 1, flags, |context| Ok(rounded(context, f64::ceil)))?;
    raw.create_scalar_function("pi", 0, flags, |_| Ok(std::f64::consts::PI))?;
    raw.create_scalar_function("sqrt", 1, flags, |context| Ok(number(context, 0).map(f64::sqrt)))?;
    raw.create_collation("decimal", crate::decimal::compare)?;
    for name in ["pow", "power"] {
        raw.create_scalar_function(name, 2, flags, |context| {
            Ok(number(context, 0).zip(number(context, 1)).map(|(base, exponent)| base.powf(exponent)))
        })?;
    }
    Ok(())
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

/// The next integer below, or above; what is no number has none.
fn rounded(context: &Context<'_>, round: fn(f64) -> f64) -> Value {
    match context.get_raw(0) {
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Real(round(value)),
        _ => Value::Null,
    }
}

/// An argument as a number.
fn number(context: &Context<'_>, at: usize) -> Option<f64> {
    match context.get_raw(at) {
        ValueRef::Integer(value) => Some(value as f64),
        ValueRef::Real(value) => Some(value),
        _ => None,
    }
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
        assert_eq!(asked("SELECT ceil(-1.5)"), (-1.0).into());
    }

    #[test]
    fn powers_and_roots_are_numbers() {
        assert_eq!(asked("SELECT pow(2, 10)"), 1024.0.into());
        assert_eq!(asked("SELECT sqrt(2.25)"), 1.5.into());
        assert_eq!(asked("SELECT power(NULL, 2)"), rusqlite::types::Value::Null);
    }
}
