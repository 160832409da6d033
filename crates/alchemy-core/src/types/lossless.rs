//! Decimals of which every database keeps every digit.

use std::ops::Deref;
use std::sync::Arc;

use crate::error::Result;
use crate::row::{Mode, Shape, read_column};
use crate::sql::{Expr, IntoExpr};
use crate::types::{NotNull, SqlType, SqlValue, family::SqlNumeric};
use crate::value::{Digits, Row, Value, ValueRef};

/// A decimal of which every digit is kept: as text in a database whose numbers would round it, and as its decimals
/// everywhere else.
///
/// Where it is text it is compared and ordered as the number that it is; but calculating with it, and summing it up, makes
/// floats of it.
///
/// ```
/// use alchemy_core::{Digits, Lossless, Number, SqlType, SqlValue, Value};
/// let price = Lossless("12345678901234567890.25".parse::<Number>()?);
/// assert_eq!(Lossless::<Number>::sql_type(), SqlType::LosslessDecimal);
/// let Value::Extension(value) = price.to_value() else { unreachable!() };
/// assert_eq!(value.text(), "12345678901234567890.25");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Lossless<T>(pub T);

impl<T> From<T> for Lossless<T> {
    fn from(value: T) -> Self {
        Lossless(value)
    }
}

impl<T> Deref for Lossless<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: SqlValue<Family = SqlNumeric, NotNull = T>> Shape for Lossless<T> {
    const WIDTH: usize = 1;
    type In<M: Mode> = Self;

    fn decode<M: Mode>(_: &mut M::Context, row: &dyn Row, at: usize) -> Result<Self> {
        read_column(row, at)
    }
}

impl<T: SqlValue<Family = SqlNumeric, NotNull = T>> SqlValue for Lossless<T> {
    type Family = SqlNumeric;
    type NotNull = Self;
    type Null = NotNull;
    type Read = Self;

    fn sql_type() -> SqlType {
        SqlType::LosslessDecimal
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        T::from_value(value).map(Lossless)
    }

    fn to_value(&self) -> Value {
        let digits = |digits: Digits| Value::Extension(Arc::new(digits.lossless()));
        match self.0.to_value() {
            Value::Decimal(number) => digits(number.into()),
            Value::Extension(value) => match value.downcast_ref::<Digits>() {
                Some(long) => digits(long.clone()),
                None => Value::Extension(value),
            },
            other => other,
        }
    }
}

impl<T: SqlValue<Family = SqlNumeric, NotNull = T>> IntoExpr for &Lossless<T> {
    type Value = Lossless<T>;

    fn into_expr(self) -> Expr<Lossless<T>> {
        Expr::of_value(self)
    }
}
