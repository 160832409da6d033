//! `Vec<T>`: an array, where the database has them. `Vec<Vec<T>>` is one with two dimensions.

use crate::error::{Error, Result};
use crate::row::{Mode, Shape, read_column};
use crate::sql::{Expr, IntoExpr};
use crate::types::{NotNull, SqlType, SqlValue, family::SqlArray};
use crate::value::{Row, Value, ValueRef};

impl<T: SqlValue> Shape for Vec<T> {
    const WIDTH: usize = 1;
    type In<M: Mode> = Self;

    fn decode<M: Mode>(_: &mut M::Context, row: &dyn Row, at: usize) -> Result<Self> {
        read_column(row, at)
    }
}

fn elements<T: SqlValue>(items: &[Value]) -> Result<Vec<T>> {
    items.iter().map(|item| T::from_value(item.as_ref())).collect()
}

impl<T: SqlValue> SqlValue for Vec<T> {
    type Family = SqlArray<T::Family>;
    type NotNull = Self;
    type Null = NotNull;
    type Read = Self;

    fn sql_type() -> SqlType {
        T::sql_type().array()
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        match value {
            ValueRef::Array(items) => elements(items),
            ValueRef::Encoded(encoded) => match encoded.decode()? {
                Value::Array(items) => elements(&items),
                other => Err(Error::decode("Vec", other.kind())),
            },
            other => Err(Error::decode("Vec", other.kind())),
        }
    }

    fn to_value(&self) -> Value {
        Value::Array(self.iter().map(T::to_value).collect())
    }
}

impl<T: SqlValue> IntoExpr for &Vec<T> {
    type Value = Vec<T>;

    fn into_expr(self) -> Expr<Vec<T>> {
        Expr::bind(self.to_value())
    }
}
