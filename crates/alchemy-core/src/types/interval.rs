//! chrono's lengths of time, and intervals as databases have them.

use crate::error::Error;
use crate::types::{SqlType, family::SqlInterval};
use crate::value::{Interval, Value, ValueRef, utf8};

/// Databases without intervals keep the moment that lies this long after 1970-01-01.
fn interval(value: ValueRef<'_>, target: &'static str) -> crate::Result<Interval> {
    match value {
        ValueRef::Interval(v) => Ok(v),
        ValueRef::DateTime(v) | ValueRef::Timestamp(v) => Ok(Interval::of_micros(v.0)),
        ValueRef::Text(v) => utf8(v)?.parse::<crate::DateTime>().map(|moment| Interval::of_micros(moment.0)),
        other => Err(Error::decode(target, other.kind())),
    }
}

crate::sql_value!(Interval => SqlInterval, SqlType::Interval { precision: Some(6) },
    from |value| interval(value, "Interval"),
    to |v| Value::Interval(*v));

#[cfg(feature = "chrono")]
crate::sql_value!(chrono::TimeDelta => SqlInterval, SqlType::Interval { precision: Some(6) },
    from |value| interval(value, "TimeDelta")?.total().map(chrono::TimeDelta::microseconds),
    // The longest ones, of 292,000 years, do not fit and are refused as what no database holds.
    to |v| Value::Interval(Interval::of_micros(v.num_microseconds().unwrap_or(i64::MAX))));
