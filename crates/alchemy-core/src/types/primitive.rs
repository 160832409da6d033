//! The numbers of the language, which are column types by one impl.
//!
//! So the compiler knows the family of a literal such as `1`, and that it is not NULL, before it has chosen one of the
//! integer types for it. What is calculated with a literal then has a type at once.

use std::fmt::Debug;

use crate::error::Result;
use crate::row::{Mode, Shape, read_column};
use crate::sql::{Expr, IntoExpr};
use crate::types::family::{Family, SqlInteger};
use crate::types::{NotNull, SqlType, SqlValue};
use crate::value::{Row, Value, ValueRef};

/// How a number of the language is stored.
#[doc(hidden)]
pub trait Stored: Copy + Debug + Send + Sync + 'static {
    /// The column type that a schema gives it.
    const SQL_TYPE: SqlType;

    /// Reads a value of a row.
    fn read(value: ValueRef<'_>) -> Result<Self>;

    /// The value to bind.
    fn write(self) -> Value;
}

/// A number of the language.
#[doc(hidden)]
pub trait Primitive: Stored {
    /// The family that it compares with.
    type Family: Family;
}

/// An integer of the language.
#[doc(hidden)]
pub trait Whole: Stored {}

#[diagnostic::do_not_recommend]
impl<T: Whole> Primitive for T {
    type Family = SqlInteger;
}

#[diagnostic::do_not_recommend]
impl<T: Primitive> Shape for T {
    const WIDTH: usize = 1;
    type In<M: Mode> = T;

    fn decode<M: Mode>(_: &mut M::Context, row: &dyn Row, at: usize) -> Result<T> {
        read_column(row, at)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Primitive> SqlValue for T {
    type Family = T::Family;
    type NotNull = T;
    type Null = NotNull;
    type Read = T;

    fn sql_type() -> SqlType {
        T::SQL_TYPE
    }

    fn from_value(value: ValueRef<'_>) -> Result<T> {
        T::read(value)
    }

    fn to_value(&self) -> Value {
        self.write()
    }
}

macro_rules! borrowed {
    ($($t:ty)*) => {$(
        impl IntoExpr for &$t {
            type Value = $t;

            fn into_expr(self) -> Expr<$t> {
                Expr::of_value(self)
            }
        }
    )*};
}
borrowed!(i8 i16 i32 i64 u16 u32 u64 f32 f64);
