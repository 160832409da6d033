//! What the crates of dates and times have in common.
//!
//! Databases keep microseconds. A value with a finer fraction would be read back as another one, so it is refused when it is
//! bound, and so is a leap second; `trunc_subsecs(6)`, `truncate_to_microsecond()` and `round(Unit::Microsecond)` are what the
//! crates have for cutting it.

use crate::error::{Error, Result};
use crate::types::interval::too_fine;
use crate::value::{Date, DateTime, Time, Value, ValueRef, utf8};

/// A date from whatever form the database gave it in.
pub(super) fn date(value: ValueRef<'_>, target: &'static str) -> Result<Date> {
    match value {
        ValueRef::Date(v) => Ok(v),
        ValueRef::DateTime(v) | ValueRef::Timestamp(v) => Ok(v.date()),
        ValueRef::Text(v) => utf8(v)?.parse(),
        other => Err(Error::decode(target, other.kind())),
    }
}

/// A time of day from whatever form the database gave it in.
pub(super) fn time(value: ValueRef<'_>, target: &'static str) -> Result<Time> {
    match value {
        ValueRef::Time(v) => Ok(v),
        ValueRef::Text(v) => utf8(v)?.parse(),
        other => Err(Error::decode(target, other.kind())),
    }
}

/// A date and time from whatever form the database gave it in.
pub(super) fn moment(value: ValueRef<'_>, target: &'static str) -> Result<DateTime> {
    match value {
        ValueRef::DateTime(v) | ValueRef::Timestamp(v) => Ok(v),
        ValueRef::Date(v) => DateTime::new(v, Time(0)),
        ValueRef::Text(v) => utf8(v)?.parse(),
        other => Err(Error::decode(target, other.kind())),
    }
}

/// The whole microseconds in a second's nanoseconds; a leap second has more than a second's.
pub(super) fn micros(nanos: u32) -> Option<i64> {
    (nanos.is_multiple_of(1000) && nanos < 1_000_000_000).then(|| i64::from(nanos / 1000))
}

/// The value that a count of microseconds makes; without one there is none that a database keeps.
pub(super) fn or_unfit(micros: Option<i64>, value: impl FnOnce(i64) -> Value) -> Value {
    micros.map_or_else(too_fine, value)
}
