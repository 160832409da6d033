//! Lengths of time.

use std::fmt;

use crate::error::{Error, Result};
use crate::value::DateTime;

const DAY: i64 = 86_400_000_000;

/// A length of time. Months and days stand by themselves, as they are of different lengths; the rest is exact.
///
/// ```
/// use alchemy_core::Interval;
/// let interval = Interval { months: 0, days: 2, micros: 10_800_000_000 };
/// assert_eq!(interval.total()?, 183_600_000_000);
/// assert_eq!(interval.to_string(), "2 days 10800.000000 seconds");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Interval {
    /// Months.
    pub months: i32,
    /// Days.
    pub days: i32,
    /// Microseconds.
    pub micros: i64,
}

impl Interval {
    /// So many microseconds.
    ///
    /// ```
    /// use alchemy_core::Interval;
    /// assert_eq!(Interval::of_micros(90_000_000).to_string(), "90.000000 seconds");
    /// ```
    pub fn of_micros(micros: i64) -> Self {
        Interval { months: 0, days: 0, micros }
    }

    /// All of it in microseconds, days being of 24 hours.
    ///
    /// ```
    /// use alchemy_core::Interval;
    /// assert_eq!(Interval { months: 0, days: 1, micros: 5 }.total()?, 86_400_000_005);
    /// assert!(Interval { months: 1, days: 0, micros: 0 }.total().is_err());
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Data` for an interval of months, which have no length of their own, and for one that is too long.
    pub fn total(self) -> Result<i64> {
        let unfit = || Error::out_of_range("an interval", "microseconds");
        if self.months != 0 {
            return Err(unfit());
        }
        i64::from(self.days).checked_mul(DAY).and_then(|days| days.checked_add(self.micros)).ok_or_else(unfit)
    }

    /// The moment that lies this long after the beginning of 1970: what databases without intervals keep of one.
    ///
    /// ```
    /// use alchemy_core::Interval;
    /// let days = Interval { months: 0, days: 1, micros: 0 };
    /// assert_eq!(days.since_epoch()?.date().to_string(), "1970-01-02");
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Data` for an interval of months.
    pub fn since_epoch(self) -> Result<DateTime> {
        self.total().map(DateTime)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.months != 0 {
            write!(f, "{} months ", self.months)?;
        }
        if self.days != 0 {
            write!(f, "{} days ", self.days)?;
        }
        let sign = if self.micros < 0 { "-" } else { "" };
        let micros = self.micros.unsigned_abs();
        write!(f, "{sign}{}.{:06} seconds", micros / 1_000_000, micros % 1_000_000)
    }
}
