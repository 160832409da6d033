//! What arithmetic is read as. Of numbers the result is as exact as both sides are together:
//!
//! | | integer | decimal | float |
//! |---|---|---|---|
//! | integer | the left one | the right one | the right one |
//! | decimal | the left one | the left one | the right one |
//! | float | the left one | the left one | the left one |
//!
//! The true quotient of two integers is an `f64`. Dates and times have rules of their own:
//!
//! | | `+` interval | `-` interval | `-` the same |
//! |---|---|---|---|
//! | date | date and time | date and time | whole days |
//! | date and time, instant | the same | the same | interval |
//! | time of day | time of day | time of day | interval |
//! | interval | interval | interval | interval |
//!
//! A date and a whole number of days make a date. Where a side may be NULL, the result may be; of sides whose type
//! is not known the result is the left one.

use crate::types::family::{
    ComparesWith, Numeral, SqlAny, SqlDate, SqlDateTime, SqlFloat, SqlInteger, SqlInterval, SqlNumeric, SqlTime, SqlTimestamp,
};
use crate::types::{Nullability, SqlValue};

/// What `+` and `-` reckon with, as far as it is known from the families.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reckoning {
    /// Numbers, or what is not known.
    Numbers,
    /// Dates, times and lengths of time. Not every database can; see
    /// [`Features::temporal_arithmetic`](crate::Features::temporal_arithmetic).
    Times,
    /// A moment and a length of time, likewise.
    Lengths,
    /// A date and a whole number of days, likewise.
    Days,
}

/// What `Rhs` can be added to.
#[diagnostic::on_unimplemented(
    message = "cannot add `{Rhs}` to `{Self}`",
    label = "expected a sum of `{Self}`, found `{Rhs}`",
    note = "numbers are added to numbers, intervals to dates and times; convert one side with `.cast::<T>()`"
)]
pub trait Addable<Rhs> {
    /// What is reckoned with.
    const RECKONING: Reckoning = Reckoning::Numbers;
    /// What the sum of an `L` and an `R` is read as.
    type Sum<L: SqlValue, R: SqlValue>: SqlValue;
}

/// What `Rhs` can be subtracted from.
#[diagnostic::on_unimplemented(
    message = "cannot subtract `{Rhs}` from `{Self}`",
    label = "expected a difference of `{Self}`, found `{Rhs}`",
    note = "numbers are subtracted from numbers, intervals and times from times; convert one side with `.cast::<T>()`"
)]
pub trait Subtractable<Rhs> {
    /// What is reckoned with.
    const RECKONING: Reckoning = Reckoning::Numbers;
    /// What the difference of an `L` and an `R` is read as.
    type Difference<L: SqlValue, R: SqlValue>: SqlValue;
}

/// What is multiplied and divided by `Rhs`.
#[diagnostic::on_unimplemented(
    message = "cannot multiply or divide `{Self}` by `{Rhs}`",
    label = "expected a number to calculate with `{Self}`, found `{Rhs}`",
    note = "numbers are multiplied and divided by numbers; convert one side with `.cast::<T>()`"
)]
pub trait Multipliable<Rhs> {
    /// What the product, the remainder and the whole quotient of an `L` and an `R` are read as.
    type Product<L: SqlValue, R: SqlValue>: SqlValue;
    /// What the true quotient of an `L` and an `R` is read as.
    type Quotient<L: SqlValue, R: SqlValue>: SqlValue;
}

/// `T`, or `Option<T>` where an `L` or an `R` may be NULL.
pub type NullableIf<L, R, T> = <<<L as SqlValue>::Null as Nullability>::Or<<R as SqlValue>::Null> as Nullability>::Of<T>;
/// What the left side is, or `Option` of it where one of the sides may be NULL.
pub type LikeLeft<L, R> = NullableIf<L, R, <L as SqlValue>::NotNull>;
/// What the right side is, or `Option` of it where one of the sides may be NULL.
type LikeRight<L, R> = NullableIf<L, R, <R as SqlValue>::NotNull>;
/// The true quotient of integers.
type Fraction<L, R> = NullableIf<L, R, f64>;

macro_rules! numbers {
    ($($left:ident $right:ident: $result:ident, $quotient:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Addable<$right> for $left {
            type Sum<L: SqlValue, R: SqlValue> = $result<L, R>;
        }
        #[diagnostic::do_not_recommend]
        impl Subtractable<$right> for $left {
            type Difference<L: SqlValue, R: SqlValue> = $result<L, R>;
        }
        #[diagnostic::do_not_recommend]
        impl Multipliable<$right> for $left {
            type Product<L: SqlValue, R: SqlValue> = $result<L, R>;
            type Quotient<L: SqlValue, R: SqlValue> = $quotient<L, R>;
        }
    )*};
}
numbers! {
    SqlInteger SqlInteger: LikeLeft, Fraction;
    SqlInteger SqlNumeric: LikeRight, LikeRight;
    SqlInteger SqlFloat: LikeRight, LikeRight;
    SqlInteger SqlAny: LikeLeft, Fraction;
    SqlNumeric SqlInteger: LikeLeft, LikeLeft;
    SqlNumeric SqlNumeric: LikeLeft, LikeLeft;
    SqlNumeric SqlFloat: LikeRight, LikeRight;
    SqlNumeric SqlAny: LikeLeft, LikeLeft;
}

/// One impl for all of its right sides: so the type is known before that of a literal is.
macro_rules! float {
    ($($trait:ident: $($result:ident),*;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<F: Numeral> $trait<F> for SqlFloat
        where
            SqlFloat: ComparesWith<F>,
        {
            $(type $result<L: SqlValue, R: SqlValue> = LikeLeft<L, R>;)*
        }
    )*};
}
float! {
    Addable: Sum;
    Subtractable: Difference;
    Multipliable: Product, Quotient;
}

impl<F> Addable<F> for SqlAny {
    type Sum<L: SqlValue, R: SqlValue> = L;
}
impl<F> Subtractable<F> for SqlAny {
    type Difference<L: SqlValue, R: SqlValue> = L;
}
impl<F> Multipliable<F> for SqlAny {
    type Product<L: SqlValue, R: SqlValue> = L;
    type Quotient<L: SqlValue, R: SqlValue> = L;
}

/// What is added and subtracted without a change of type. What is not known may be one database's own interval.
macro_rules! as_left {
    ($($reckoning:ident: $($left:ident $right:ident),*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Addable<$right> for $left {
            const RECKONING: Reckoning = Reckoning::$reckoning;
            type Sum<L: SqlValue, R: SqlValue> = LikeLeft<L, R>;
        }
        #[diagnostic::do_not_recommend]
        impl Subtractable<$right> for $left {
            const RECKONING: Reckoning = Reckoning::$reckoning;
            type Difference<L: SqlValue, R: SqlValue> = LikeLeft<L, R>;
        }
    )*)*};
}
as_left! {
    Days: SqlDate SqlInteger;
    Lengths: SqlTime SqlInterval, SqlDateTime SqlInterval, SqlTimestamp SqlInterval;
    Times: SqlInterval SqlInterval;
    Numbers: SqlDate SqlAny, SqlTime SqlAny, SqlDateTime SqlAny, SqlTimestamp SqlAny, SqlInterval SqlAny;
}

#[diagnostic::do_not_recommend]
impl Subtractable<SqlDate> for SqlDate {
    const RECKONING: Reckoning = Reckoning::Times;
    type Difference<L: SqlValue, R: SqlValue> = NullableIf<L, R, i64>;
}

#[cfg(feature = "chrono")]
mod chrono {
    use super::{Addable, NullableIf, Reckoning, SqlDate, SqlDateTime, SqlInterval, SqlTime, SqlTimestamp, SqlValue, Subtractable};
    use ::chrono::{NaiveDateTime, TimeDelta};

    #[diagnostic::do_not_recommend]
    impl Addable<SqlInterval> for SqlDate {
        const RECKONING: Reckoning = Reckoning::Times;
        type Sum<L: SqlValue, R: SqlValue> = NullableIf<L, R, NaiveDateTime>;
    }
    #[diagnostic::do_not_recommend]
    impl Subtractable<SqlInterval> for SqlDate {
        const RECKONING: Reckoning = Reckoning::Times;
        type Difference<L: SqlValue, R: SqlValue> = NullableIf<L, R, NaiveDateTime>;
    }
    #[diagnostic::do_not_recommend]
    impl Addable<SqlTime> for SqlDate {
        const RECKONING: Reckoning = Reckoning::Times;
        type Sum<L: SqlValue, R: SqlValue> = NullableIf<L, R, NaiveDateTime>;
    }

    macro_rules! between {
        ($($left:ident $right:ident)*) => {$(
            #[diagnostic::do_not_recommend]
            impl Subtractable<$right> for $left {
                const RECKONING: Reckoning = Reckoning::Times;
                type Difference<L: SqlValue, R: SqlValue> = NullableIf<L, R, TimeDelta>;
            }
        )*};
    }
    between!(SqlDateTime SqlDateTime SqlTimestamp SqlTimestamp SqlDateTime SqlTimestamp SqlTimestamp SqlDateTime SqlTime SqlTime);
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    crate::table! {
        t ("t") { small: i16, int: i32, big: i64, float: f64, own: Id, maybe: Option<i32>, maybe_float: Option<f64>, auto: crate::Auto<i64>,
            text: String, maybe_text: Option<String>, any: crate::Value }
    }

    #[derive(Debug, Clone, PartialEq)]
    pub(super) struct Id(i64);
    crate::sql_value!(Id => crate::family::SqlInteger, crate::SqlType::BigInteger,
        from |value| Ok(Id(crate::SqlValue::from_value(value)?)), to |id| crate::Value::from(id.0));

    /// Compiles where the expression is read as a `T`.
    fn read_as<T: crate::SqlValue>(_: Expr<T>) {}

    #[test]
    fn a_result_is_as_exact_as_both_sides_are_together() {
        read_as::<i32>(t::int + 1);
        read_as::<i32>(t::int % t::big);
        read_as::<f64>(t::int * t::float);
        read_as::<f64>(t::int * 2.5);
        read_as::<f64>(t::float - t::int);
        read_as::<f64>(t::int / 2);
        read_as::<f64>(t::int.floor_div(t::float));
        read_as::<i32>(t::int.floor_div(2));
        read_as::<Id>(t::own + 1);
        read_as::<i64>(t::auto + 1);
        read_as::<i32>(-t::int);
    }

    #[cfg(feature = "rust_decimal")]
    #[test]
    fn decimals_are_kept_beside_integers_and_give_way_to_floats() {
        use rust_decimal::Decimal;
        let price = || Decimal::ONE.into_expr();
        read_as::<Decimal>(t::int * price());
        read_as::<Decimal>(t::int / price());
        read_as::<Decimal>(t::int - Decimal::TWO);
        read_as::<Decimal>(price() * 2);
        read_as::<Decimal>(price() / 2);
        read_as::<f64>(price() * t::float);
        read_as::<f64>(t::float * price());
        read_as::<Option<Decimal>>(t::maybe * price());
    }

    #[test]
    fn a_result_may_be_null_where_one_side_may_be() {
        read_as::<Option<i32>>(t::int + t::maybe);
        read_as::<Option<i32>>(t::maybe + t::int);
        read_as::<Option<f64>>(t::maybe / 2);
        read_as::<Option<f64>>(t::int / t::maybe);
        read_as::<Option<f64>>(t::int * t::maybe_float);
        read_as::<Option<i32>>(t::int.floor_div(t::maybe));
        read_as::<Option<i32>>(t::int.bitwise_and(t::maybe));
        read_as::<Option<i32>>(t::int.bitwise_xor(t::maybe));
        read_as::<Option<String>>(t::text.concat(t::maybe_text));
        read_as::<Option<i32>>(-t::maybe);
    }

    #[test]
    fn what_is_not_known_stays_as_it_is() {
        read_as::<crate::Value>(t::any + t::int);
        read_as::<crate::Value>(t::any * "2");
        read_as::<i32>(t::int + t::any);
        read_as::<f64>(t::int / t::any);
    }

    #[test]
    fn literals_have_types_of_their_own_where_more_is_calculated_with_the_result() {
        let stmt = select(((t::int + 1) * 2 - 3).label("n")).filter((t::int * 2).gt(3).and((-(t::int - 1)).lt(t::big % 7)));
        assert_eq!(
            stmt.compile(&crate::dialect::Ansi).map(|compiled| compiled.text().to_owned()).unwrap_or_default(),
            "SELECT (t.int + ?) * ? - ? AS n FROM t WHERE t.int * ? > ? AND -(t.int - ?) < t.big % ?",
        );
    }
}
