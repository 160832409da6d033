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
    SqlAny, SqlDate, SqlDateTime, SqlFloat, SqlInteger, SqlInterval, SqlNumeric, SqlTime, SqlTimestamp,
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

/// Both operators, with the type of the left side.
macro_rules! as_left {
    ($($left:ident: $($right:ident)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Addable<$right> for $left {
            type Sum<L: SqlValue> = L;
        }
        #[diagnostic::do_not_recommend]
        impl Subtractable<$right> for $left {
            type Difference<L: SqlValue> = L;
        }
    )*)*};
}
as_left! {
    SqlInteger: SqlInteger SqlNumeric SqlFloat SqlAny;
    SqlNumeric: SqlInteger SqlNumeric SqlFloat SqlAny;
    SqlFloat: SqlInteger SqlNumeric SqlFloat SqlAny;
    SqlAny: SqlInteger SqlNumeric SqlFloat SqlDate SqlTime SqlDateTime SqlTimestamp SqlInterval SqlAny;
    SqlDate: SqlInteger SqlAny;
    SqlTime: SqlInterval SqlAny;
    SqlDateTime: SqlInterval SqlAny;
    SqlTimestamp: SqlInterval SqlAny;
    SqlInterval: SqlInterval SqlAny;
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
