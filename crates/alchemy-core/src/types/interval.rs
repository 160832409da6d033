//! Lengths of time: intervals as databases have them, and Rust's own, which has no sign.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::types::{SqlType, family::SqlInterval};
use crate::value::{DateTime, Interval, Unfit, Value, ValueRef, utf8};

/// A length of time from whatever form the database gave it in. Databases without intervals keep the moment that lies this
/// long after 1970-01-01.
pub(super) fn interval(value: ValueRef<'_>, target: &'static str) -> Result<Interval> {
    match value {
        ValueRef::Interval(v) => Ok(v),
        ValueRef::DateTime(v) | ValueRef::Timestamp(v) => Ok(Interval::of_micros(v.0)),
        ValueRef::Text(v) => utf8(v)?.parse::<DateTime>().map(|moment| Interval::of_micros(moment.0)),
        other => Err(Error::decode(target, other.kind())),
    }
}

/// What databases keep no digits for.
pub(super) fn too_fine() -> Value {
    Unfit::value("a time with nanoseconds or a leap second", "the microseconds that databases keep; cut it first")
}

/// The value of a length of time, in nanoseconds; `None` is longer than any.
pub(super) fn length(nanos: Option<i128>) -> Value {
    let too_long = || Unfit::value("a length of time", "64 bits of microseconds");
    match nanos {
        Some(nanos) if nanos % 1000 != 0 => too_fine(),
        Some(nanos) => i64::try_from(nanos / 1000).map_or_else(|_| too_long(), |micros| Interval::of_micros(micros).into()),
        None => too_long(),
    }
}

crate::sql_value!(Interval => SqlInterval, SqlType::Interval { precision: Some(6) },
    from |value| interval(value, "Interval"),
    to |v| Value::Interval(*v));

crate::sql_value!(Duration => SqlInterval, SqlType::Interval { precision: Some(6) },
    from |value| {
        let micros = interval(value, "Duration")?.total()?;
        micros.try_into().map(Duration::from_micros).map_err(|_| Error::out_of_range("a negative interval", "Duration"))
    },
    to |v| length(i128::try_from(v.as_nanos()).ok()));

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::types::SqlValue;
    use crate::value::{Interval, Value};

    #[test]
    fn a_duration_is_exact_or_refused() {
        let duration = Duration::from_micros(1_500_001);
        assert_eq!(duration.to_value(), Value::Interval(Interval::of_micros(1_500_001)));
        assert_eq!(Duration::from_value(duration.to_value().as_ref()).unwrap(), duration);
        assert!(Duration::from_value(Value::Interval(Interval::of_micros(-1)).as_ref()).is_err());
        for long in [Duration::from_nanos(1), Duration::MAX, Duration::from_micros(1 << 63)] {
            assert!(matches!(long.to_value(), Value::Extension(value) if value.refusal().is_some()), "{long:?}");
        }
    }
}
