//! chrono's dates, times and lengths of time, to the microsecond; finer ones are refused when they are bound.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

use crate::error::{Error, Result};
use crate::types::{
    SqlType,
    family::{SqlDate, SqlDateTime, SqlInterval, SqlTime, SqlTimestamp},
    interval::{interval, length},
    moment::{self, micros, or_unfit},
};
use crate::value::{self, Value};

const EPOCH_CE: i32 = 719_163;

fn utc(value: value::DateTime, target: &'static str) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(value.0).ok_or_else(|| Error::out_of_range("a moment", target))
}

fn count(moment: &DateTime<Utc>) -> Option<i64> {
    micros(moment.nanosecond()).map(|_| moment.timestamp_micros())
}

crate::sql_value!(NaiveDate => SqlDate, SqlType::Date,
    from |value| {
        let days = moment::date(value, "NaiveDate")?.0.checked_add(EPOCH_CE);
        days.and_then(NaiveDate::from_num_days_from_ce_opt).ok_or_else(|| Error::out_of_range("a date", "NaiveDate"))
    },
    to |v| Value::Date(value::Date(v.num_days_from_ce() - EPOCH_CE)));

crate::sql_value!(NaiveTime => SqlTime, SqlType::Time.precise(6),
from |value| {
    let (hour, minute, second, micro) = moment::time(value, "NaiveTime")?.clock();
    NaiveTime::from_hms_micro_opt(hour, minute, second, micro).ok_or_else(|| Error::out_of_range("a time", "NaiveTime"))
},
to |v| or_unfit(micros(v.nanosecond()), |micros| {
    Value::Time(value::Time(i64::from(v.num_seconds_from_midnight()) * 1_000_000 + micros))
}));

crate::sql_value!(NaiveDateTime => SqlDateTime, SqlType::DateTime.precise(6),
    from |value| Ok(utc(moment::moment(value, "NaiveDateTime")?, "NaiveDateTime")?.naive_utc()),
    to |v| or_unfit(count(&v.and_utc()), |micros| Value::DateTime(value::DateTime(micros))));

crate::sql_value!(DateTime<Utc> => SqlTimestamp, SqlType::Timestamp.precise(6),
    from |value| utc(moment::moment(value, "DateTime<Utc>")?, "DateTime<Utc>"),
    to |v| or_unfit(count(v), |micros| Value::Timestamp(value::DateTime(micros))));

crate::sql_value!(TimeDelta => SqlInterval, SqlType::Interval { precision: Some(6) },
    from |value| interval(value, "TimeDelta")?.total().map(TimeDelta::microseconds),
    to |v| length(Some(i128::from(v.num_seconds()) * 1_000_000_000 + i128::from(v.subsec_nanos()))));

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime, TimeDelta};

    use crate::types::SqlValue;
    use crate::value::{Interval, Time, Value};

    fn refused(value: impl SqlValue) -> bool {
        matches!(value.to_value(), Value::Extension(value) if value.refusal().is_some())
    }

    #[test]
    fn what_is_finer_than_a_microsecond_is_refused() {
        let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        for (nanos, fits) in [(0, true), (999_999_000, true), (1, false), (999, false), (1_999_999_000, false)] {
            let time = NaiveTime::from_hms_nano_opt(23, 59, 59, nanos).unwrap();
            assert_eq!(refused(time), !fits, "{nanos}");
            assert_eq!(refused(day.and_time(time)), !fits, "{nanos}");
            assert_eq!(refused(day.and_time(time).and_utc()), !fits, "{nanos}");
        }
        let noon = NaiveTime::from_hms_micro_opt(12, 0, 0, 1).unwrap();
        assert_eq!(noon.to_value(), Value::Time(Time(43_200_000_001)));
    }

    #[test]
    fn lengths_of_time_are_exact_or_refused() {
        assert_eq!(TimeDelta::microseconds(-1_500_001).to_value(), Value::Interval(Interval::of_micros(-1_500_001)));
        assert_eq!(TimeDelta::microseconds(i64::MIN).to_value(), Value::Interval(Interval::of_micros(i64::MIN)));
        assert!(refused(TimeDelta::MAX) && refused(TimeDelta::nanoseconds(-1)));
    }
}
