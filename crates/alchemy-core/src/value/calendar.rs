//! Dates and times as counts, and their civil form, without a type crate.
//!
//! The proleptic Gregorian conversion follows Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

const DAY: i64 = 86_400_000_000;

/// A date, as days since 1970-01-01.
///
/// ```
/// use alchemy_core::Date;
/// assert_eq!("2024-02-29".parse::<Date>()?, Date(19782));
/// assert_eq!(Date(19782).to_string(), "2024-02-29");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Date(pub i32);

/// A time of day, as microseconds since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(pub i64);

/// A date and time, as microseconds since 1970-01-01 00:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DateTime(pub i64);

impl Date {
    /// The date of a year, month (1 to 12) and day.
    ///
    /// ```
    /// use alchemy_core::Date;
    /// assert_eq!(Date::from_civil(2024, 2, 29)?.to_string(), "2024-02-29");
    /// assert!(Date::from_civil(2023, 2, 29).is_err());
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Data` if there is no such day.
    pub fn from_civil(year: i32, month: u32, day: u32) -> Result<Date> {
        let bad = || Error::out_of_range("a calendar date", "the calendar");
        if !(1..=12).contains(&month) || day == 0 {
            return Err(bad());
        }
        let (y, m, d) = (i64::from(year) - i64::from(month <= 2), i64::from(month), i64::from(day));
        let era = y.div_euclid(400);
        let of_era = y.rem_euclid(400);
        let of_year = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
        let date = Date(i32::try_from(days).map_err(|_| bad())?);
        if date.civil() == (year, month, day) { Ok(date) } else { Err(bad()) }
    }

    /// Year, month and day.
    ///
    /// ```
    /// assert_eq!(alchemy_core::Date(0).civil(), (1970, 1, 1));
    /// ```
    pub fn civil(self) -> (i32, u32, u32) {
        let z = i64::from(self.0) + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let mp = (5 * of_year + 2) / 153;
        let day = of_year - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        ((year + era * 400 + i64::from(month <= 2)) as i32, month as u32, day as u32)
    }
}

impl Time {
    /// The time of hours, minutes, seconds and microseconds.
    ///
    /// ```
    /// use alchemy_core::Time;
    /// assert_eq!(Time::from_clock(0, 1, 0, 5)?, Time(60_000_005));
    /// assert!(Time::from_clock(24, 0, 0, 0).is_err());
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Data` if there is no such time.
    pub fn from_clock(hour: u32, minute: u32, second: u32, micro: u32) -> Result<Time> {
        if hour > 23 || minute > 59 || second > 59 || micro > 999_999 {
            return Err(Error::out_of_range("a time of day", "the clock"));
        }
        Ok(Time(((i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second)) * 1_000_000 + i64::from(micro)))
    }

    /// Hours, minutes, seconds and microseconds.
    ///
    /// ```
    /// assert_eq!(alchemy_core::Time(60_000_005).clock(), (0, 1, 0, 5));
    /// ```
    pub fn clock(self) -> (u32, u32, u32, u32) {
        let seconds = self.0 / 1_000_000;
        ((seconds / 3600) as u32, (seconds / 60 % 60) as u32, (seconds % 60) as u32, (self.0 % 1_000_000) as u32)
    }
}

impl DateTime {
    /// The moment `time` of day `date`.
    ///
    /// ```
    /// use alchemy_core::{Date, DateTime, Time};
    /// let noon = DateTime::new(Date::from_civil(1970, 1, 2)?, Time::from_clock(12, 0, 0, 0)?)?;
    /// assert_eq!(noon, DateTime(36 * 3_600 * 1_000_000));
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Data` for a day that is more than 290,000 years away.
    pub fn new(date: Date, time: Time) -> Result<DateTime> {
        DateTime::checked(i128::from(date.0) * i128::from(DAY) + i128::from(time.0))
    }

    fn checked(micros: i128) -> Result<DateTime> {
        i64::try_from(micros).map(DateTime).map_err(|_| Error::out_of_range("a date and time", "64 bits of microseconds"))
    }

    /// Its day.
    ///
    /// ```
    /// use alchemy_core::{Date, DateTime};
    /// // A microsecond before 1970.
    /// assert_eq!(DateTime(-1).date(), Date(-1));
    /// ```
    pub fn date(self) -> Date {
        Date(self.0.div_euclid(DAY) as i32)
    }

    /// Its time of day.
    ///
    /// ```
    /// use alchemy_core::DateTime;
    /// assert_eq!(DateTime(-1).time().clock(), (23, 59, 59, 999_999));
    /// ```
    pub fn time(self) -> Time {
        Time(self.0.rem_euclid(DAY))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Time {
    /// `HH:MM:SS.ffffff`, always with six digits, so that text sorts like time.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second, micro) = self.clock();
        write!(f, "{hour:02}:{minute:02}:{second:02}.{micro:06}")
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.date(), self.time())
    }
}

fn malformed(what: &'static str) -> impl Fn() -> Error {
    move || Error::decode(what, "text in another form")
}

fn number<T: FromStr>(text: &str, what: &'static str) -> Result<T> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(malformed(what)());
    }
    text.parse().map_err(|_| malformed(what)())
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let what = "a date";
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().ok_or_else(malformed(what));
        let (year, month, day) = (next()?, next()?, next()?);
        let year: i32 = number(year, what)?;
        Date::from_civil(if negative { -year } else { year }, number(month, what)?, number(day, what)?)
    }
}

impl FromStr for Time {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let what = "a time";
        let mut parts = text.splitn(3, ':');
        let (hour, minute) = (parts.next().ok_or_else(malformed(what))?, parts.next().ok_or_else(malformed(what))?);
        let second = parts.next().unwrap_or("0");
        let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
        if fraction.len() > 9 {
            return Err(malformed(what)());
        }
        let micro: u32 = number(&format!("{fraction:0<6}")[..6], what)?;
        Time::from_clock(number(hour, what)?, number(minute, what)?, number(second, what)?, micro)
    }
}

impl FromStr for DateTime {
    type Err = Error;

    /// `YYYY-MM-DD[( |T)HH:MM[:SS[.ffffff]]][Z|±HH:MM]`; a zone is taken into account.
    fn from_str(text: &str) -> Result<Self> {
        let what = "a date and time";
        let Some((date, clock)) = text.split_once([' ', 'T']) else {
            return DateTime::new(text.parse()?, Time(0));
        };
        let (clock, offset) = match clock.find(['+', '-', 'Z']) {
            None => (clock, 0),
            Some(at) if &clock[at..] == "Z" => (&clock[..at], 0),
            Some(at) => {
                let sign = if clock.as_bytes()[at] == b'-' { -1 } else { 1 };
                let zone = &clock[at + 1..];
                let (hours, minutes) = zone.split_once(':').unwrap_or(match zone.len() {
                    4 if zone.is_ascii() => zone.split_at(2),
                    _ => (zone, "0"),
                });
                let minutes = i64::from(number::<u16>(hours, what)?) * 60 + i64::from(number::<u16>(minutes, what)?);
                (&clock[..at], sign * minutes * 60_000_000)
            }
        };
        let moment = DateTime::new(date.parse()?, clock.parse()?)?;
        DateTime::checked(i128::from(moment.0) - i128::from(offset))
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, DateTime, Time};

    #[test]
    fn days_and_dates_agree_over_eras() {
        for days in (-1_000_000..3_000_000).step_by(997) {
            let (y, m, d) = Date(days).civil();
            assert_eq!(Date::from_civil(y, m, d).unwrap(), Date(days));
        }
        assert_eq!(Date(0).to_string(), "1970-01-01");
        assert_eq!("0001-01-01".parse::<Date>().unwrap(), Date(-719_162));
    }

    #[test]
    fn impossible_dates_are_refused() {
        for bad in ["2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "x", "2024-01", "0000-00-00"] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn times_and_moments_survive_text() {
        for text in ["1969-12-31 23:59:59.999999", "2024-02-29 00:00:00.000001"] {
            assert_eq!(text.parse::<DateTime>().unwrap().to_string(), text);
        }
        assert_eq!("10:11".parse::<Time>().unwrap().to_string(), "10:11:00.000000");
        assert_eq!("10:11:12.5".parse::<Time>().unwrap().to_string(), "10:11:12.500000");
        assert_eq!("2024-01-01T01:00:00+01:00".parse::<DateTime>().unwrap().to_string(), "2024-01-01 00:00:00.000000");
        assert_eq!("2024-01-01 00:00:00Z".parse::<DateTime>().unwrap().to_string(), "2024-01-01 00:00:00.000000");
        assert!("25:00:00".parse::<Time>().is_err());
    }

    #[test]
    fn the_first_and_the_last_moment_survive_text_and_those_beyond_are_refused() {
        for moment in [DateTime(i64::MIN), DateTime(i64::MAX)] {
            assert_eq!(moment.to_string().parse::<DateTime>().unwrap(), moment);
        }
        for far in ["294247-01-10 04:00:54.775808", "5000000-01-01 00:00:00", "-290309-01-01", "294247-01-10 04:00:54-01:00"] {
            assert!(far.parse::<DateTime>().is_err(), "{far}");
        }
        assert!("2024-01-01 00:00:00+9999999999999999".parse::<DateTime>().is_err());
        assert!(DateTime::new(Date(i32::MAX), Time(0)).is_err());
    }
}
