//! jiff's dates, times and lengths of time, to the microsecond; finer ones are refused when they are bound.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};

use crate::error::{Error, Result};
use crate::types::{
    SqlType,
    family::{SqlDate, SqlDateTime, SqlInterval, SqlTime, SqlTimestamp},
    interval::{interval, length},
    moment::{self, micros, or_unfit},
};
use crate::value::{self, Unfit, Value};

fn date(value: value::Date, target: &'static str) -> Result<Date> {
    let (year, month, day) = value.civil();
    // Months and days fit a byte by what they are.
    let date = i16::try_from(year).ok().and_then(|year| Date::new(year, month as i8, day as i8).ok());
    date.ok_or_else(|| Error::out_of_range("a date", target))
}

fn clock(value: value::Time, target: &'static str) -> Result<Time> {
    let (hour, minute, second, micro) = value.clock();
    // Parts of the clock fit a byte, and a second's nanoseconds 32 bits, by what they are.
    let time = Time::new(hour as i8, minute as i8, second as i8, (micro * 1000) as i32);
    time.map_err(|_| Error::out_of_range("a time", target))
}

/// The value model knows every day that jiff knows.
fn days(date: Date) -> Result<value::Date> {
    value::Date::from_civil(date.year().into(), date.month().unsigned_abs().into(), date.day().unsigned_abs().into())
}

fn of_day(time: Time) -> Option<i64> {
    let seconds = (i64::from(time.hour()) * 60 + i64::from(time.minute())) * 60 + i64::from(time.second());
    micros(time.subsec_nanosecond().unsigned_abs()).map(|micros| seconds * 1_000_000 + micros)
}

fn count(moment: DateTime) -> Option<i64> {
    let (days, micros) = (days(moment.date()).ok()?, of_day(moment.time())?);
    value::DateTime::new(days, value::Time(micros)).ok().map(|moment| moment.0)
}

crate::sql_value!(Date => SqlDate, SqlType::Date,
    from |value| date(moment::date(value, "Date")?, "Date"),
    to |v| days(*v).map_or_else(|_| Unfit::value("a date", "the days that databases keep"), Value::Date));

crate::sql_value!(Time => SqlTime, SqlType::Time.precise(6),
    from |value| clock(moment::time(value, "Time")?, "Time"),
    to |v| or_unfit(of_day(*v), |micros| Value::Time(value::Time(micros))));

crate::sql_value!(DateTime => SqlDateTime, SqlType::DateTime.precise(6),
    from |value| {
        let moment = moment::moment(value, "DateTime")?;
        Ok(DateTime::from_parts(date(moment.date(), "DateTime")?, clock(moment.time(), "DateTime")?))
    },
    to |v| or_unfit(count(*v), |micros| Value::DateTime(value::DateTime(micros))));

crate::sql_value!(Timestamp => SqlTimestamp, SqlType::Timestamp.precise(6),
    from |value| {
        let micros = moment::moment(value, "Timestamp")?.0;
        Timestamp::from_microsecond(micros).map_err(|_| Error::out_of_range("a moment", "Timestamp"))
    },
    to |v| or_unfit(micros(v.subsec_nanosecond().unsigned_abs()), |_| Value::Timestamp(value::DateTime(v.as_microsecond()))));

crate::sql_value!(SignedDuration => SqlInterval, SqlType::Interval { precision: Some(6) },
    from |value| interval(value, "SignedDuration")?.total().map(SignedDuration::from_micros),
    to |v| length(Some(v.as_nanos())));

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, DateTime, Time, date, time};
    use jiff::{SignedDuration, Timestamp};

    use crate::types::SqlValue;
    use crate::value::{self, Interval, Value};

    fn survives<T: SqlValue + PartialEq + std::fmt::Debug>(value: T) {
        assert_eq!(T::from_value(value.to_value().as_ref()).unwrap(), value);
    }

    fn refused(value: impl SqlValue) -> bool {
        matches!(value.to_value(), Value::Extension(value) if value.refusal().is_some())
    }

    #[test]
    fn dates_and_times_survive() {
        assert_eq!(date(2024, 2, 29).to_value(), Value::Date("2024-02-29".parse().unwrap()));
        let late = time(23, 59, 59, 999_999_000);
        assert_eq!(late.to_value(), Value::Time("23:59:59.999999".parse().unwrap()));
        for date in [Date::MIN, Date::MAX, date(2024, 2, 29), date(1969, 12, 31)] {
            survives(date);
            survives(DateTime::from_parts(date, late));
            survives(DateTime::from_parts(date, Time::midnight()));
        }
        for second in [-377_705_023_201, -1, 0, 1, 253_402_207_200] {
            survives(Timestamp::new(second, 0).unwrap());
        }
        survives(Timestamp::from_microsecond(-1).unwrap());
    }

    #[test]
    fn what_is_finer_than_a_microsecond_is_refused() {
        let fine = time(12, 0, 0, 1);
        assert!(refused(fine) && refused(date(2024, 1, 1).to_datetime(fine)));
        for nanos in [1, -1, 1_001, Timestamp::MAX.as_nanosecond()] {
            assert!(refused(Timestamp::from_nanosecond(nanos).unwrap()), "{nanos}");
        }
        assert!(refused(SignedDuration::from_nanos(-1)) && refused(SignedDuration::MAX) && refused(SignedDuration::MIN));
        assert_eq!(SignedDuration::from_micros(-1).to_value(), Value::Interval(Interval::of_micros(-1)));
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        assert!(Date::from_value(Value::Date(value::Date(i32::MAX)).as_ref()).is_err());
        assert!(DateTime::from_value(Value::DateTime(value::DateTime(i64::MAX)).as_ref()).is_err());
        assert!(Timestamp::from_value(Value::Timestamp(value::DateTime(i64::MIN)).as_ref()).is_err());
    }
}
