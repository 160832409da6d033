//! Which Rust type carries which SQL type.
//!
//! | Rust | SQL | feature |
//! |---|---|---|
//! | `bool` | BOOLEAN | |
//! | `i8`, `i16`, `i32`, `i64` | SMALLINT, SMALLINT, INTEGER, BIGINT | |
//! | `u16`, `u32`, `u64` | INTEGER, BIGINT, unsigned BIGINT | |
//! | `f32`, `f64` | REAL, DOUBLE | |
//! | `String`, `Vec<u8>` | VARCHAR, BLOB | |
//! | `Number`, `Decimal`, `BigDecimal` | NUMERIC | `rust_decimal`, `bigdecimal` |
//! | [`Lossless<T>`](Lossless) of a decimal | NUMERIC, or text where that would round | |
//! | `NaiveDate`, `NaiveTime`, `NaiveDateTime`, `DateTime<Utc>` | DATE, TIME, TIMESTAMP, TIMESTAMP WITH TIME ZONE | `chrono` |
//! | `Date`, `Time`, `PrimitiveDateTime`, `UtcDateTime`, `OffsetDateTime` | the same | `time` |
//! | `Date`, `Time`, `DateTime`, `Timestamp` | the same | `jiff` |
//! | `Interval`, `std::time::Duration`, `TimeDelta`, `time::Duration`, `SignedDuration` | INTERVAL | the same ones |
//! | `Uuid` | UUID | `uuid` |
//! | `serde_json::Value` | JSON | `json` |
//! | `Vec<T>` | an array, where the database has them | |
//!
//! `Option<T>` may be NULL, [`Auto<T>`] may be left to the database.

mod arithmetic;
mod array;
mod auto;
#[cfg(feature = "bigdecimal")]
mod bigdecimal;
mod boolean;
mod bytes;
mod checked;
mod collation;
#[cfg(feature = "rust_decimal")]
mod decimal;
mod dynamic;
mod enumeration;
mod exact;
mod extension;
pub mod family;
mod float;
mod integer;
mod interval;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "json")]
mod json;
mod lossless;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod moment;
mod number;
mod optional;
mod primitive;
mod sql_type;
#[cfg(feature = "chrono")]
mod temporal;
mod text;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;
mod variant;

use crate::error::Result;
use crate::row::Shape;
use crate::sql::Node;
use crate::value::{Value, ValueRef};
use family::Family;

pub use auto::Auto;
pub use checked::Checked;
pub use collation::Collated;
pub use enumeration::EnumType;
pub use extension::{ExtensionType, OwnType};
pub use lossless::Lossless;
pub use sql_type::Clock;
pub use sql_type::{BigInteger, Boolean, Double, Integer, Numeric, SmallInteger, SqlType, Text, Varchar};
pub use variant::Variants;

/// Says of a type whether it may be NULL, and applies that to another type.
pub trait Nullability {
    /// `T`, or `Option<T>`.
    type Of<T: SqlValue<NotNull = T>>: SqlValue;
    /// What one of two values is that may be NULL by itself or by `Other`.
    type Or<Other: Nullability>: Nullability;
}

/// Never NULL.
#[derive(Debug, Clone, Copy)]
pub struct NotNull;

/// May be NULL.
#[derive(Debug, Clone, Copy)]
pub struct Nullable;

impl Nullability for NotNull {
    type Of<T: SqlValue<NotNull = T>> = T;
    type Or<Other: Nullability> = Other;
}

impl Nullability for Nullable {
    type Of<T: SqlValue<NotNull = T>> = Option<T>;
    type Or<Other: Nullability> = Nullable;
}

/// A Rust type that a column can hold.
///
/// Newtypes derive it; for other types [`sql_value!`](crate::sql_value) writes the plumbing.
///
/// ```
/// use alchemy_core::{SqlType, SqlValue, Value, ValueRef};
/// assert_eq!(i64::sql_type(), SqlType::BigInteger);
/// assert_eq!((7_i64.to_value(), i64::from_value(ValueRef::Int(7))?), (Value::Int(7), 7));
/// assert!(<Option<i64>>::NULLABLE && !i64::NULLABLE);
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a column",
    label = "not an SQL value",
    note = "derive it for a newtype: `#[derive(SqlValue)]`",
    note = "types of other crates are columns with the cargo feature of that name: `bigdecimal`, `chrono`, `jiff`, `json`, \
            `rust_decimal`, `time`, `uuid`"
)]
pub trait SqlValue: Shape + Sync {
    /// The family that it compares with.
    type Family: Family;
    /// Without `Option` and `Auto`.
    type NotNull: SqlValue<Family = Self::Family, NotNull = Self::NotNull>;
    /// Whether it may be NULL.
    type Null: Nullability;
    /// What a query gives back: `Auto<T>` reads as `T`.
    type Read: SqlValue<Family = Self::Family, NotNull = Self::NotNull>;
    /// Whether the column may be NULL.
    const NULLABLE: bool = false;
    /// Whether the database, or the flush, may fill the column in.
    const AUTO: bool = false;
    /// Whether a query may leave the column out.
    const DEFERRABLE: bool = false;

    /// Whether [`SqlValue::wrap_bind`] and [`SqlValue::wrap_column`] do anything.
    const WRAPPED: bool = false;

    /// SQL around each bound value of the type: `lower(?)`.
    fn wrap_bind(value: Node) -> Node {
        value
    }

    /// SQL around each selected column of the type: `upper(column)`.
    fn wrap_column(column: Node) -> Node {
        column
    }

    /// The column type that a schema gives it by default.
    fn sql_type() -> SqlType;

    /// Reads a value of a row.
    ///
    /// # Errors
    /// `Data` for a value of another kind or out of range.
    fn from_value(value: ValueRef<'_>) -> Result<Self>;

    /// The value to bind.
    fn to_value(&self) -> Value;

    /// The value that is left to the database, for a type that has one.
    fn unset_value() -> Option<Self> {
        None
    }

    /// Whether there is nothing to send: an `Auto` that is left to the database.
    fn is_unset(&self) -> bool {
        false
    }
}

/// Makes a type a column type: the plumbing around `from_value` and `to_value`.
///
/// ```
/// use alchemy_core::{sql_value, family::SqlText, SqlType, Value, ValueRef, Result};
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Email(String);
/// sql_value!(Email => SqlText, SqlType::String { length: Some(254) },
///     from |value| Ok(Email(alchemy_core::SqlValue::from_value(value)?)),
///     to |email| Value::from(email.0.as_str()));
/// ```
///
/// A type may stand in SQL of its own, around each value that is bound and each column that is selected:
///
/// ```
/// use alchemy_core::{SqlType, SqlValue, dialect::Ansi, family::SqlText, prelude::*, sql_value};
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Folded(String);
/// sql_value!(Folded => SqlText, SqlType::String { length: Some(50) },
///     from |value| Ok(Folded(SqlValue::from_value(value)?)), to |folded| Value::from(folded.0.as_str()),
///     bind |value| func::lower(value), column |column| func::upper(column));
/// table! { pub vault ("vault") { code: Folded } }
/// let stmt = select(vault::code).filter(vault::code.eq("AbC"));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT upper(vault.code) AS code FROM vault WHERE vault.code = lower(?)");
/// # Ok::<(), Error>(())
/// ```
#[macro_export]
macro_rules! sql_value {
    (
        $t:ty => $family:ty, $sql_type:expr, from |$v:ident| $from:expr, to |$s:ident| $to:expr,
        bind |$b:ident| $bind:expr, column |$c:ident| $column:expr
    ) => {
        $crate::sql_value!(@ $t => $family, $sql_type, from |$v| $from, to |$s| $to, {
            const WRAPPED: bool = true;

            fn wrap_bind(value: $crate::Node) -> $crate::Node {
                let $b = $crate::Expr::<$t>::from_node(value);
                $crate::IntoExpr::into_expr($bind).into_node()
            }

            fn wrap_column(column: $crate::Node) -> $crate::Node {
                let $c = $crate::Expr::<$t>::from_node(column);
                $crate::IntoExpr::into_expr($column).into_node()
            }
        });
    };
    ($t:ty => $family:ty, $sql_type:expr, from |$v:ident| $from:expr, to |$s:ident| $to:expr) => {
        $crate::sql_value!(@ $t => $family, $sql_type, from |$v| $from, to |$s| $to, {});
    };
    (@ $t:ty => $family:ty, $sql_type:expr, from |$v:ident| $from:expr, to |$s:ident| $to:expr, { $($wrap:tt)* }) => {
        impl $crate::Shape for $t {
            const WIDTH: usize = 1;
            type In<M: $crate::Mode> = Self;

            fn decode<M: $crate::Mode>(_: &mut M::Context, row: &dyn $crate::Row, at: usize) -> $crate::Result<Self> {
                $crate::read_column(row, at)
            }

            fn unreadable(at: usize, may_be_null: &dyn Fn(usize) -> bool) -> Option<usize> {
                (may_be_null(at) && <$t as $crate::SqlValue>::from_value($crate::ValueRef::Null).is_err()).then_some(at)
            }
        }
        impl $crate::SqlValue for $t {
            type Family = $family;
            type NotNull = Self;
            type Null = $crate::NotNull;
            type Read = Self;

            $($wrap)*

            fn sql_type() -> $crate::SqlType {
                $sql_type
            }

            fn from_value($v: $crate::ValueRef<'_>) -> $crate::Result<Self> {
                $from
            }

            fn to_value(&self) -> $crate::Value {
                let $s = self;
                $to
            }
        }
        impl $crate::IntoExpr for &$t {
            type Value = $t;

            fn into_expr(self) -> $crate::Expr<$t> {
                $crate::Expr::of_value(self)
            }
        }
    };
}
