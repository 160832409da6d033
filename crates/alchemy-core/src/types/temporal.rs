//! chrono's dates and times. Nanoseconds are cut to the microsecond that the databases keep.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

use crate::error::{Error, Result};
use crate::types::{
    SqlType,
    family::{SqlDate, SqlDateTime, SqlTime, SqlTimestamp},
};
use crate::value::{self, Value, ValueRef, utf8};

const EPOCH_CE: i32 = 719_163;

fn moment(value: ValueRef<'_>, target: &'static str) -> Result<value::DateTime> {
    match value {
        ValueRef::DateTime(v) | ValueRef::Timestamp(v) => Ok(v),
        ValueRef::Date(v) => Ok(value::DateTime::new(v, value::Time(0))),
        ValueRef::Text(v) => utf8(v)?.parse(),
        other => Err(Error::decode(target, other.kind())),
    }
}

fn utc(value: value::DateTime, target: &'static str) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(value.0).ok_or_else(|| Error::out_of_range("a moment", target))
}

crate::sql_value!(NaiveDate => SqlDate, SqlType::Date,
    from |value| {
        let date = match value {
            ValueRef::Date(v) => v,
            ValueRef::DateTime(v) | ValueRef::Timestamp(v) => v.date(),
            ValueRef::Text(v) => utf8(v)?.parse()?,
            other => return Err(Error::decode("NaiveDate", other.kind())),
        };
        date.0.checked_add(EPOCH_CE).and_then(NaiveDate::from_num_days_from_ce_opt).ok_or_else(|| Error::out_of_range("a date", "NaiveDate"))
    },
    to |v| Value::Date(value::Date(v.num_days_from_ce() - EPOCH_CE)));

crate::sql_value!(NaiveTime => SqlTime, SqlType::Time.precise(6),
    from |value| {
        let time: value::Time = match value {
            ValueRef::Time(v) => v,
            ValueRef::Text(v) => utf8(v)?.parse()?,
            other => return Err(Error::decode("NaiveTime", other.kind())),
        };
        let (hour, minute, second, micro) = time.clock();
        NaiveTime::from_hms_micro_opt(hour, minute, second, micro).ok_or_else(|| Error::out_of_range("a time", "NaiveTime"))
    },
    to |v| Value::Time(value::Time(i64::from(v.num_seconds_from_midnight()) * 1_000_000 + i64::from(v.nanosecond() / 1000))));

crate::sql_value!(NaiveDateTime => SqlDateTime, SqlType::DateTime.precise(6),
    from |value| Ok(utc(moment(value, "NaiveDateTime")?, "NaiveDateTime")?.naive_utc()),
    to |v| Value::DateTime(value::DateTime(v.and_utc().timestamp_micros())));

crate::sql_value!(DateTime<Utc> => SqlTimestamp, SqlType::Timestamp.precise(6),
    from |value| utc(moment(value, "DateTime<Utc>")?, "DateTime<Utc>"),
    to |v| Value::Timestamp(value::DateTime(v.timestamp_micros())));
