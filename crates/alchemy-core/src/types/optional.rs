//! `Option<T>`: NULL, once, for every type; and rows whose outer side may be missing.

use crate::error::Result;
use crate::row::{Mode, Shape};
use crate::sql::{Expr, IntoExpr, Node};
use crate::types::{Nullable, SqlType, SqlValue};
use crate::value::{Row, Value, ValueRef};

impl<T: Shape> Shape for Option<T> {
    const WIDTH: usize = T::WIDTH;
    type In<M: Mode> = Option<T::In<M>>;

    /// NULL in all columns is `None`.
    fn decode<M: Mode>(context: &mut M::Context, row: &dyn Row, at: usize) -> Result<Self::In<M>> {
        for index in at..at + T::WIDTH {
            if !matches!(row.get(index)?, ValueRef::Null | ValueRef::Absent) {
                return T::decode::<M>(context, row, at).map(Some);
            }
        }
        Ok(None)
    }

    fn unreadable(_: usize, _: &dyn Fn(usize) -> bool) -> Option<usize> {
        None
    }

    fn entities<'r, M: Mode>(row: &'r mut Self::In<M>, visit: &mut dyn FnMut(Option<&'r mut (dyn std::any::Any + Send)>)) {
        match row {
            Some(row) => T::entities::<M>(row, visit),
            None => (0..T::ENTITIES).for_each(|_| visit(None)),
        }
    }

    const ENTITIES: usize = T::ENTITIES;
}

impl<T: SqlValue> SqlValue for Option<T> {
    type Family = T::Family;
    type NotNull = T::NotNull;
    type Null = Nullable;
    type Read = Option<T::Read>;
    const NULLABLE: bool = true;
    const AUTO: bool = T::AUTO;

    const WRAPPED: bool = T::WRAPPED;

    fn wrap_bind(value: Node) -> Node {
        T::wrap_bind(value)
    }

    fn wrap_column(column: Node) -> Node {
        T::wrap_column(column)
    }

    fn sql_type() -> SqlType {
        T::sql_type()
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        if value.is_null() { Ok(None) } else { T::from_value(value).map(Some) }
    }

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_value)
    }
}

impl IntoExpr for Option<&str> {
    type Value = Option<String>;

    fn into_expr(self) -> Expr<Option<String>> {
        Expr::bind(self.into())
    }
}

impl<T: SqlValue> IntoExpr for &Option<T> {
    type Value = Option<T>;

    fn into_expr(self) -> Expr<Option<T>> {
        Expr::of_value(self)
    }
}
