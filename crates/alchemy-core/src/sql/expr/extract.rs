//! `EXTRACT(field FROM operand)`.

use std::marker::PhantomData;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Node};

macro_rules! parts {
    ($($(#[$doc:meta])* $variant:ident $constant:ident $value:ty, $word:literal;)*) => {
        /// A part of a date or time, erased.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum DatePart {
            $($(#[$doc])* $variant,)*
        }

        impl DatePart {
            /// What it is called where it has no name of its own.
            ///
            /// ```
            /// assert_eq!(alchemy_core::DatePart::Quarter.word(), "quarter");
            /// ```
            pub fn word(self) -> &'static str {
                match self {
                    $(DatePart::$variant => $word,)*
                }
            }
        }

        $(impl DateField<$value> {
            $(#[$doc])*
            pub const $constant: DateField<$value> = DateField(DatePart::$variant, PhantomData);
        })*
    };
}

/// A part of a date or time that is read as `T`: whole numbers, or `f64` where there may be a fraction.
#[derive(Debug, Clone, Copy)]
pub struct DateField<T>(DatePart, PhantomData<fn() -> T>);

impl<T> DateField<T> {
    /// Which part it is.
    ///
    /// ```
    /// use alchemy_core::{DateField, DatePart};
    /// assert_eq!(DateField::YEAR.part(), DatePart::Year);
    /// ```
    pub fn part(self) -> DatePart {
        self.0
    }
}

parts! {
    /// The year.
    Year YEAR i64, "year";
    /// The quarter of the year, from 1.
    Quarter QUARTER i64, "quarter";
    /// The month, from 1.
    Month MONTH i64, "month";
    /// The week of the year.
    Week WEEK i64, "week";
    /// The day of the month, from 1.
    Day DAY i64, "day";
    /// The hour.
    Hour HOUR i64, "hour";
    /// The minute.
    Minute MINUTE i64, "minute";
    /// The second, with its fraction where the database gives one.
    Second SECOND f64, "second";
    /// The seconds in thousandths, whole minutes left out.
    Milliseconds MILLISECONDS f64, "milliseconds";
    /// The seconds in millionths; whole ones included where the database counts so.
    Microseconds MICROSECONDS i64, "microseconds";
    /// The day of the week; Sunday is 0.
    DayOfWeek DOW i64, "dow";
    /// The day of the week; Monday is 1, Sunday 7.
    IsoDayOfWeek ISODOW i64, "isodow";
    /// The day of the year, from 1.
    DayOfYear DOY i64, "doy";
    /// The year that the ISO week belongs to.
    IsoYear ISOYEAR i64, "isoyear";
    /// Seconds since the beginning of 1970; of an interval all its seconds.
    Epoch EPOCH f64, "epoch";
    /// The decade: the year by ten.
    Decade DECADE i64, "decade";
    /// The century.
    Century CENTURY i64, "century";
    /// The millennium.
    Millennium MILLENNIUM i64, "millennium";
    /// Seconds by which the time zone is before UTC.
    Timezone TIMEZONE i64, "timezone";
    /// Hours by which the time zone is before UTC.
    TimezoneHour TIMEZONE_HOUR i64, "timezone_hour";
    /// Minutes of the time zone's distance from UTC.
    TimezoneMinute TIMEZONE_MINUTE i64, "timezone_minute";
}

/// One part of a date or time. Spelled by the dialect.
#[derive(Debug, Clone)]
pub struct Extract {
    /// Which part.
    pub part: DatePart,
    /// Of what.
    pub operand: Node,
}

impl Construct for Extract {
    crate::key!(operand; part);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for Extract {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.dialect().extract(r, self.part, &self.operand)
    }
}
