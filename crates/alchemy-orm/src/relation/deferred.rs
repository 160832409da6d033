//! `Deferred<T>`: a column that a query may leave out.

use std::ops::Deref;

use alchemy_core::{Error, Expr, IntoExpr, Mode, Node, Result, Row, Shape, SqlType, SqlValue, Value, ValueRef};

/// A column that may be absent: left out of a query until it is asked for. Assigning it writes it without loading.
///
/// # Panics
/// Reading an absent one through `Deref` panics; [`Deferred::try_get`] never does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Deferred<T>(Option<T>);

impl<T> Deferred<T> {
    /// Whether it is there.
    ///
    /// ```
    /// use alchemy_orm::Deferred;
    /// assert!(Deferred::from(1).is_loaded() && !Deferred::<i64>::default().is_loaded());
    /// ```
    pub fn is_loaded(&self) -> bool {
        self.0.is_some()
    }

    /// The value.
    ///
    /// ```
    /// use alchemy_orm::{Deferred, ErrorKind};
    /// assert_eq!(Deferred::from(1).try_get()?, &1);
    /// assert_eq!(Deferred::<i64>::default().try_get().unwrap_err().kind(), ErrorKind::NotLoaded);
    /// # Ok::<(), alchemy_orm::Error>(())
    /// ```
    ///
    /// # Errors
    /// `NotLoaded`.
    pub fn try_get(&self) -> Result<&T> {
        self.0.as_ref().ok_or_else(|| Error::not_loaded("a deferred column", "select it with `.undefer()`"))
    }
}

impl<T> Default for Deferred<T> {
    fn default() -> Self {
        Deferred(None)
    }
}

impl<T> From<T> for Deferred<T> {
    fn from(value: T) -> Self {
        Deferred(Some(value))
    }
}

impl<T> Deref for Deferred<T> {
    type Target = T;

    #[track_caller]
    #[expect(clippy::panic, reason = "documented: an absent value has nothing to give")]
    fn deref(&self) -> &T {
        match self.try_get() {
            Ok(value) => value,
            Err(error) => panic!("{error}"),
        }
    }
}

impl<T: SqlValue> Shape for Deferred<T> {
    const WIDTH: usize = 1;
    type In<M: Mode> = Self;

    fn decode<M: Mode>(_: &mut M::Context, row: &dyn Row, at: usize) -> Result<Self> {
        alchemy_core::private::read_column(row, at)
    }
}

impl<T: SqlValue> SqlValue for Deferred<T> {
    type Family = T::Family;
    type NotNull = T::NotNull;
    type Null = T::Null;
    type Read = T::Read;
    const NULLABLE: bool = T::NULLABLE;
    const DEFERRABLE: bool = true;
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
        match value {
            ValueRef::Absent => Ok(Deferred(None)),
            value => T::from_value(value).map(Deferred::from),
        }
    }

    fn to_value(&self) -> Value {
        self.0.as_ref().map_or(Value::Null, T::to_value)
    }

    fn is_unset(&self) -> bool {
        self.0.is_none()
    }

    fn unset_value() -> Option<Self> {
        Some(Deferred(None))
    }
}

impl<T: SqlValue> IntoExpr for &Deferred<T> {
    type Value = Deferred<T>;

    fn into_expr(self) -> Expr<Deferred<T>> {
        Expr::of_value(self)
    }
}

#[cfg(feature = "serde")]
impl<T: serde::Serialize> serde::Serialize for Deferred<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
