//! `Auto<T>`: a column that the database, or the flush, may fill in.

use std::fmt;
use std::ops::Deref;
use std::panic::Location;

use crate::error::Result;
use crate::row::{Mode, Shape, read_column};
use crate::sql::{Expr, IntoExpr, Node};
use crate::types::{SqlType, SqlValue};
use crate::value::{Row, Value, ValueRef};

/// A value that may be left to the database: unset until it is set by hand, read from a row or filled in by a flush.
///
/// It derefs to `T`. An unset one is left out of an INSERT, so that the column takes its default.
///
/// ```
/// use alchemy_core::Auto;
/// let id: Auto<i64> = Auto::default();
/// assert_eq!(id.get(), None);
/// let id: Auto<i64> = 7.into();
/// assert_eq!(*id, 7);
/// ```
///
/// # Panics
/// Reading an unset one through `Deref` panics; [`Auto::get`] never does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Auto<T>(Option<T>);

impl<T> Auto<T> {
    /// The value, if it is set.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(Auto::from(7).get(), Some(&7));
    /// assert_eq!(Auto::<i64>::default().get(), None);
    /// ```
    pub fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }

    /// The value, if it is set.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(Auto::from(7).into_inner(), Some(7));
    /// ```
    pub fn into_inner(self) -> Option<T> {
        self.0
    }
}

impl<T> Default for Auto<T> {
    fn default() -> Self {
        Auto(None)
    }
}

impl<T> From<T> for Auto<T> {
    fn from(value: T) -> Self {
        Auto(Some(value))
    }
}

impl<T> Deref for Auto<T> {
    type Target = T;

    #[track_caller]
    #[expect(clippy::panic, reason = "documented: an unset value has nothing to give")]
    fn deref(&self) -> &T {
        match &self.0 {
            Some(value) => value,
            None => panic!("an `Auto` value was read at {} before it was set or flushed; `get()` asks", Location::caller()),
        }
    }
}

/// An unset value is shown as `unset`.
impl<T: fmt::Display> fmt::Display for Auto<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("unset"),
        }
    }
}

impl<T: SqlValue> Shape for Auto<T> {
    const WIDTH: usize = 1;
    type In<M: Mode> = Self;

    fn decode<M: Mode>(_: &mut M::Context, row: &dyn Row, at: usize) -> Result<Self> {
        read_column(row, at)
    }
}

impl<T: SqlValue> SqlValue for Auto<T> {
    type Family = T::Family;
    type NotNull = T::NotNull;
    type Null = T::Null;
    type Read = T::Read;
    const NULLABLE: bool = T::NULLABLE;
    const AUTO: bool = true;

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
        T::from_value(value).map(Auto::from)
    }

    fn to_value(&self) -> Value {
        self.0.as_ref().map_or(Value::Null, T::to_value)
    }

    fn unset_value() -> Option<Self> {
        Some(Auto(None))
    }

    fn is_unset(&self) -> bool {
        self.0.is_none()
    }
}

impl<T: SqlValue> IntoExpr for &Auto<T> {
    type Value = Auto<T>;

    fn into_expr(self) -> Expr<Auto<T>> {
        Expr::of_value(self)
    }
}

#[cfg(feature = "serde")]
impl<T: serde::Serialize> serde::Serialize for Auto<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
