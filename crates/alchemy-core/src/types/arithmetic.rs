//! What a sum and a difference are read as: numbers stay what they are, dates and times have rules of their own.
//!
//! | | `+` interval | `-` interval | `-` the same |
//! |---|---|---|---|
//! | date | date and time | date and time | whole days |
//! | date and time, instant | the same | the same | interval |
//! | time of day | time of day | time of day | interval |
//! | interval | interval | interval | interval |
//!
//! A date and a whole number of days make a date.

use crate::types::SqlValue;
use crate::types::family::{
    ComparesWith, Numeral, SqlAny, SqlDate, SqlDateTime, SqlFloat, SqlInteger, SqlInterval, SqlNumeric, SqlTime, SqlTimestamp,
};

/// What `Rhs` can be added to.
#[diagnostic::on_unimplemented(
    message = "cannot add `{Rhs}` to `{Self}`",
    label = "expected a sum of `{Self}`, found `{Rhs}`",
    note = "numbers are added to numbers, intervals to dates and times; convert one side with `.cast::<T>()`"
)]
pub trait Addable<Rhs> {
    /// What the sum is read as, the left side being an `L`.
    type Sum<L: SqlValue>: SqlValue;
}

/// What `Rhs` can be subtracted from.
#[diagnostic::on_unimplemented(
    message = "cannot subtract `{Rhs}` from `{Self}`",
    label = "expected a difference of `{Self}`, found `{Rhs}`",
    note = "numbers are subtracted from numbers, intervals and times from times; convert one side with `.cast::<T>()`"
)]
pub trait Subtractable<Rhs> {
    /// What the difference is read as, the left side being an `L`.
    type Difference<L: SqlValue>: SqlValue;
}

/// Lengths of time.
pub trait Length {}
#[diagnostic::do_not_recommend]
impl Length for SqlInterval {}
#[diagnostic::do_not_recommend]
impl Length for SqlAny {}

/// One impl for each left side: so the type of a sum is known before that of the right side, which may be a literal.
macro_rules! numbers {
    ($($left:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<R: Numeral> Addable<R> for $left
        where
            $left: ComparesWith<R>,
        {
            type Sum<L: SqlValue> = L;
        }
        #[diagnostic::do_not_recommend]
        impl<R: Numeral> Subtractable<R> for $left
        where
            $left: ComparesWith<R>,
        {
            type Difference<L: SqlValue> = L;
        }
    )*};
}
numbers!(SqlInteger SqlNumeric SqlFloat);

impl<R> Addable<R> for SqlAny {
    type Sum<L: SqlValue> = L;
}
impl<R> Subtractable<R> for SqlAny {
    type Difference<L: SqlValue> = L;
}

macro_rules! times {
    ($($left:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<R: Length> Addable<R> for $left {
            type Sum<L: SqlValue> = L;
        }
    )*};
}
times!(SqlTime SqlDateTime SqlTimestamp SqlInterval);

/// What is subtracted without a change of type.
macro_rules! as_left {
    ($($left:ident: $($right:ident)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Subtractable<$right> for $left {
            type Difference<L: SqlValue> = L;
        }
    )*)*};
}
as_left! {
    SqlDate: SqlInteger SqlAny;
    SqlTime: SqlInterval SqlAny;
    SqlDateTime: SqlInterval SqlAny;
    SqlTimestamp: SqlInterval SqlAny;
    SqlInterval: SqlInterval SqlAny;
}

#[diagnostic::do_not_recommend]
impl Addable<SqlInteger> for SqlDate {
    type Sum<L: SqlValue> = L;
}
#[diagnostic::do_not_recommend]
impl Addable<SqlAny> for SqlDate {
    type Sum<L: SqlValue> = L;
}

/// `Of<T>` where the left side may not be NULL, else `Option`.
type Like<L, T> = <<L as SqlValue>::Null as crate::types::Nullability>::Of<T>;

#[diagnostic::do_not_recommend]
impl Subtractable<SqlDate> for SqlDate {
    type Difference<L: SqlValue> = Like<L, i64>;
}

#[cfg(feature = "chrono")]
mod chrono {
    use super::{Addable, Like, SqlDate, SqlDateTime, SqlInterval, SqlTime, SqlTimestamp, SqlValue, Subtractable};
    use ::chrono::{NaiveDateTime, TimeDelta};

    #[diagnostic::do_not_recommend]
    impl Addable<SqlInterval> for SqlDate {
        type Sum<L: SqlValue> = Like<L, NaiveDateTime>;
    }
    #[diagnostic::do_not_recommend]
    impl Subtractable<SqlInterval> for SqlDate {
        type Difference<L: SqlValue> = Like<L, NaiveDateTime>;
    }
    #[diagnostic::do_not_recommend]
    impl Addable<SqlTime> for SqlDate {
        type Sum<L: SqlValue> = Like<L, NaiveDateTime>;
    }

    macro_rules! between {
        ($($left:ident $right:ident)*) => {$(
            #[diagnostic::do_not_recommend]
            impl Subtractable<$right> for $left {
                type Difference<L: SqlValue> = Like<L, TimeDelta>;
            }
        )*};
    }
    between!(SqlDateTime SqlDateTime SqlTimestamp SqlTimestamp SqlDateTime SqlTimestamp SqlTimestamp SqlDateTime SqlTime SqlTime);
}
