//! The dates, times and lengths of time of the crate `time`, to the microsecond; finer ones are refused when they are bound.

use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime};

use crate::error::{Error, Result};
use crate::types::{
    SqlType,
    family::{SqlDate, SqlDateTime, SqlInterval, SqlTime, SqlTimestamp},
    interval::{interval, length},
    moment::{self, micros, or_unfit},
};
use crate::value::{self, Unfit, Value};

/// The Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

fn date(value: value::Date, target: &'static str) -> Result<Date> {
    let day = value.0.checked_add(EPOCH).and_then(|day| Date::from_julian_day(day).ok());
    day.ok_or_else(|| Error::out_of_range("a date", target))
}

fn clock(value: value::Time, target: &'static str) -> Result<Time> {
    let (hour, minute, second, micro) = value.clock();
    // Parts of the clock fit a byte by what they are.
    Time::from_hms_micro(hour as u8, minute as u8, second as u8, micro).map_err(|_| Error::out_of_range("a time", target))
}

fn moment(value: value::DateTime, target: &'static str) -> Result<PrimitiveDateTime> {
    Ok(PrimitiveDateTime::new(date(value.date(), target)?, clock(value.time(), target)?))
}

fn days(date: Date) -> value::Date {
    value::Date(date.to_julian_day() - EPOCH)
}

fn of_day(time: Time) -> Option<i64> {
    let (hour, minute, second) = time.as_hms();
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    micros(time.nanosecond()).map(|micros| seconds * 1_000_000 + micros)
}

fn count(moment: PrimitiveDateTime) -> Option<i64> {
    value::DateTime::new(days(moment.date()), value::Time(of_day(moment.time())?)).ok().map(|moment| moment.0)
}

fn utc(moment: UtcDateTime) -> Value {
    let moment = PrimitiveDateTime::new(moment.date(), moment.time());
    or_unfit(count(moment), |micros| Value::Timestamp(value::DateTime(micros)))
}

crate::sql_value!(Date => SqlDate, SqlType::Date,
    from |value| date(moment::date(value, "Date")?, "Date"), to |v| Value::Date(days(*v)));

crate::sql_value!(Time => SqlTime, SqlType::Time.precise(6),
    from |value| clock(moment::time(value, "Time")?, "Time"),
    to |v| or_unfit(of_day(*v), |micros| Value::Time(value::Time(micros))));

crate::sql_value!(PrimitiveDateTime => SqlDateTime, SqlType::DateTime.precise(6),
    from |value| moment(moment::moment(value, "PrimitiveDateTime")?, "PrimitiveDateTime"),
    to |v| or_unfit(count(*v), |micros| Value::DateTime(value::DateTime(micros))));

crate::sql_value!(UtcDateTime => SqlTimestamp, SqlType::Timestamp.precise(6),
    from |value| Ok(moment(moment::moment(value, "UtcDateTime")?, "UtcDateTime")?.as_utc()), to |v| utc(*v));

// The moment is kept, the offset is not: what is read is in UTC.
crate::sql_value!(OffsetDateTime => SqlTimestamp, SqlType::Timestamp.precise(6),
    from |value| Ok(moment(moment::moment(value, "OffsetDateTime")?, "OffsetDateTime")?.assume_utc()),
    to |v| v.checked_to_utc().map_or_else(|| Unfit::value("a moment with an offset", "the years of UTC"), utc));

crate::sql_value!(Duration => SqlInterval, SqlType::Interval { precision: Some(6) },
    from |value| interval(value, "Duration")?.total().map(Duration::microseconds),
    to |v| length(Some(v.whole_nanoseconds())));

#[cfg(test)]
mod tests {
    use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime, UtcOffset};

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
        let leap = Date::from_calendar_date(2024, Month::February, 29).unwrap();
        assert_eq!(leap.to_value(), Value::Date("2024-02-29".parse().unwrap()));
        let late = Time::from_hms_micro(23, 59, 59, 999_999).unwrap();
        assert_eq!(late.to_value(), Value::Time("23:59:59.999999".parse().unwrap()));
        for date in [Date::MIN, Date::MAX, leap] {
            survives(date);
            for time in [Time::MIDNIGHT, late] {
                survives(PrimitiveDateTime::new(date, time));
                survives(UtcDateTime::new(date, time));
                survives(OffsetDateTime::new_utc(date, time));
            }
        }
    }

    #[test]
    fn an_offset_says_which_moment_it_is() {
        let noon =
            PrimitiveDateTime::new(Date::from_calendar_date(2024, Month::June, 1).unwrap(), Time::from_hms(12, 0, 0).unwrap());
        let there = noon.assume_offset(UtcOffset::from_hms(5, 30, 0).unwrap());
        assert_eq!(there.to_value(), Value::Timestamp("2024-06-01 06:30:00".parse().unwrap()));
        survives(there);
    }

    #[test]
    fn what_is_finer_than_a_microsecond_is_refused() {
        let fine = Time::from_hms_nano(12, 0, 0, 1).unwrap();
        let moment = PrimitiveDateTime::new(Date::MIN, fine);
        assert!(refused(fine) && refused(moment) && refused(moment.as_utc()) && refused(moment.assume_utc()));
        assert!(refused(Duration::nanoseconds(1)) && refused(Duration::MAX) && refused(Duration::MIN));
        assert_eq!(Duration::microseconds(-1).to_value(), Value::Interval(Interval::of_micros(-1)));
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        let far = value::DateTime(i64::MAX);
        for value in [Value::Date(value::Date(i32::MAX)), Value::DateTime(far)] {
            assert!(Date::from_value(value.as_ref()).is_err());
        }
        assert!(UtcDateTime::from_value(Value::Timestamp(far).as_ref()).is_err());
    }
}
