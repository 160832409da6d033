//! The only names of the core that code of the derives `FromRow`, `SqlEnum` and `SqlValue` may use. Not part of the public
//! interface.

pub use crate::family::{SqlInteger, SqlText};
pub use crate::{EnumType, Expr, FromRow, IntoExpr, Mode, Node, NotNull, Result, Row, Shape, SqlType, SqlValue, Value, ValueRef};

pub use crate::row::read_column;

use crate::Error;

/// A column of a row, by name.
pub fn row_get<T: SqlValue>(row: &dyn Row, name: &str) -> Result<T> {
    let index = (0..row.width()).find(|index| row.name(*index) == name);
    let index = index.ok_or_else(|| Error::decode(std::any::type_name::<T>(), format!("a row without a column `{name}`")))?;
    read_column(row, index)
}

/// A word in a row that is none of an enum's.
pub fn unknown_word(target: &'static str) -> Error {
    Error::decode(target, "a value that is none of its variants")
}

/// A value in a row that is no word.
pub fn not_a_word(target: &'static str, value: ValueRef<'_>) -> Error {
    Error::decode(target, value.kind())
}
