//! How values travel: `Value` to what SQLite binds, and a row's columns back.
//!
//! - Booleans are 0 and 1. Unsigned integers beyond `i64` are refused.
//! - NaN is refused, because SQLite would store NULL; infinities survive. A REAL column stores -0.0 as 0.
//! - Decimals become an integer or a float where that is exact, and are refused where it is not: a `NUMERIC` column would
//!   otherwise round them. Those of a `Lossless` column are text.
//! - Dates, times and moments are ISO text with six digits of fraction, so that text sorts like time; instants are in UTC.
//! - UUIDs are lower-case hexadecimal digits; JSON is its text. A JSON column has NUMERIC affinity, so a document that is
//!   nothing but a number is stored as that number, and refused where the number would not survive.
//! - Text may contain NUL; SQLite keeps it, though its `length()` counts only up to it.
//! - Arrays do not exist.

use alchemy_core::{Error, Number, Result, Row, Time, Value, ValueRef};
use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef as Raw};

use crate::dialect::{hexadecimal, too_large};
use crate::types::{Stored, own_text, stored};

/// A value as SQLite binds it; text and bytes are borrowed.
///
/// # Errors
/// `Data` for a value that would not survive, `Unsupported` for an array.
pub(crate) fn bound(value: &Value) -> Result<ToSqlOutput<'_>> {
    Ok(match value {
        Value::Null => ToSqlOutput::Borrowed(Raw::Null),
        Value::Bool(v) => ToSqlOutput::Borrowed(Raw::Integer((*v).into())),
        Value::Int(v) => ToSqlOutput::Borrowed(Raw::Integer(*v)),
        Value::UInt(v) => ToSqlOutput::Borrowed(Raw::Integer(i64::try_from(*v).map_err(|_| too_large())?)),
        Value::Float(v) if v.is_nan() => return Err(Error::bad_value("SQLite cannot store NaN, it would become NULL")),
        Value::Float(v) => ToSqlOutput::Borrowed(Raw::Real(*v)),
        Value::Decimal(v) => match stored(*v)? {
            Stored::Integer(v) => ToSqlOutput::Borrowed(Raw::Integer(v)),
            Stored::Real(v) => ToSqlOutput::Borrowed(Raw::Real(v)),
        },
        Value::Text(v) => ToSqlOutput::Borrowed(Raw::Text(v.as_bytes())),
        Value::Json(v) => ToSqlOutput::Borrowed(Raw::Text(survives_json(v)?.as_bytes())),
        Value::Bytes(v) => ToSqlOutput::Borrowed(Raw::Blob(v)),
        Value::Date(v) => text(v.to_string()),
        Value::Time(v) => text(of_the_day(*v)?.to_string()),
        Value::DateTime(v) | Value::Timestamp(v) => text(v.to_string()),
        Value::Interval(v) => text(v.since_epoch()?.to_string()),
        Value::Uuid(v) => text(hexadecimal(v)),
        Value::Extension(v) => text(own_text(&**v)?),
        Value::Array(_) => return Err(Error::unsupported("an array as a bound value", "sqlite")),
    })
}

fn text(text: String) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(Owned::Text(text))
}

fn of_the_day(time: Time) -> Result<Time> {
    let (hour, minute, second, micro) = time.clock();
    match Time::from_clock(hour, minute, second, micro) {
        Ok(same) if same == time => Ok(time),
        _ => Err(Error::out_of_range("a time of day", "the clock")),
    }
}

/// A document, unless it is a number that a column with NUMERIC affinity would round.
fn survives_json(document: &str) -> Result<&str> {
    let trimmed = document.trim();
    if trimmed.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        stored(trimmed.parse::<Number>()?)?;
    }
    Ok(document)
}

/// The row that a statement stands on.
pub(crate) struct View<'r, 's> {
    row: &'r rusqlite::Row<'s>,
    width: usize,
}

impl<'r, 's> View<'r, 's> {
    pub(crate) fn of(row: &'r rusqlite::Row<'s>) -> Self {
        // Asked of every row: a schema change under a cached statement shows only once it has been stepped.
        View { row, width: row.as_ref().column_count() }
    }

    fn missing(&self, index: usize) -> Error {
        let message = format!("the row has {} columns, column {index} was read", self.width);
        Error::new(alchemy_core::ErrorKind::Programming, message)
    }
}

impl Row for View<'_, '_> {
    fn width(&self) -> usize {
        self.width
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>> {
        self.row.get_ref(index).map(read).map_err(|_| self.missing(index))
    }

    fn fill<'r>(&'r self, at: usize, out: &mut [ValueRef<'r>]) -> Result<()> {
        for (index, slot) in (at..).zip(out) {
            *slot = self.row.get_ref(index).map(read).map_err(|_| self.missing(index))?;
        }
        Ok(())
    }

    fn name(&self, index: usize) -> &str {
        self.row.as_ref().column_name(index).unwrap_or_default()
    }
}

fn read(value: Raw<'_>) -> ValueRef<'_> {
    match value {
        Raw::Null => ValueRef::Null,
        Raw::Integer(v) => ValueRef::Int(v),
        Raw::Real(v) => ValueRef::Float(v),
        Raw::Text(v) => ValueRef::Text(v),
        Raw::Blob(v) => ValueRef::Bytes(v),
    }
}
