//! Dynamic values: what travels between a program and a database.
//!
//! [`Value`] is owned and is what statements bind; [`ValueRef`] is borrowed from the row that a driver is just reading
//! and is what Rust types are decoded from, so that no value is copied on the way. Neither knows any type crate: dates,
//! numbers and identifiers have small forms of their own here, which `types` converts.
//!
//! Invariant: a driver binds every `Value` exactly or refuses it with `ErrorKind::Data`; it never rounds or cuts.

mod calendar;
mod digits;
mod extension;
mod interval;
mod number;
mod unfit;

use std::sync::Arc;

use crate::error::{Error, Result};

pub use calendar::{Date, DateTime, Time};
pub use digits::Digits;
pub use extension::{Encoded, ExtensionValue};
pub use interval::Interval;
pub use number::Number;
pub use unfit::Unfit;

/// One owned dynamic value, as statements bind it.
///
/// ```
/// use alchemy_core::Value;
/// assert_eq!(Value::from("x"), Value::Text("x".into()));
/// assert_eq!(Value::from(None::<i64>), Value::Null);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// NULL.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// A signed integer of up to 64 bits.
    Int(i64),
    /// An unsigned integer that does not fit `Int`, or comes from an unsigned column.
    UInt(u64),
    /// A floating-point number.
    Float(f64),
    /// An exact decimal number.
    Decimal(Number),
    /// Text.
    Text(Arc<str>),
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// A calendar date.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A date and time without a zone.
    DateTime(DateTime),
    /// An instant, in UTC.
    Timestamp(DateTime),
    /// A length of time.
    Interval(Interval),
    /// A UUID.
    Uuid([u8; 16]),
    /// A JSON document, as text.
    Json(Arc<str>),
    /// A list of values of one type; bound as an array where the database has them.
    Array(Arc<[Value]>),
    /// A value of a type that only some databases have.
    Extension(Arc<dyn ExtensionValue>),
}

/// One value borrowed from a row that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum ValueRef<'a> {
    /// NULL.
    #[default]
    Null,
    /// The statement did not select this column: it was deferred.
    Absent,
    /// A truth value.
    Bool(bool),
    /// A signed integer.
    Int(i64),
    /// An unsigned integer.
    UInt(u64),
    /// A floating-point number.
    Float(f64),
    /// An exact decimal number.
    Decimal(Number),
    /// Text, not yet checked to be UTF-8: decoding checks it once.
    Text(&'a [u8]),
    /// Bytes.
    Bytes(&'a [u8]),
    /// A calendar date.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A date and time without a zone.
    DateTime(DateTime),
    /// An instant, in UTC.
    Timestamp(DateTime),
    /// A length of time.
    Interval(Interval),
    /// A UUID.
    Uuid([u8; 16]),
    /// A JSON document as text, not yet checked to be UTF-8.
    Json(&'a [u8]),
    /// An array that was never sent.
    Array(&'a [Value]),
    /// A value that was never sent, of a type that only some databases have.
    Extension(&'a Arc<dyn ExtensionValue>),
    /// A value as it came off the wire: an array, or of a type that only some databases have.
    Encoded(Encoded<'a>),
}

/// The row that a driver is just reading.
///
/// Columns count from zero. A driver implements it on a borrowed view of its own row.
///
/// ```
/// use alchemy_core::{Error, ErrorKind, Result, Row, ValueRef};
/// struct Pair([(&'static str, i64); 2]);
/// impl Row for Pair {
///     fn width(&self) -> usize {
///         self.0.len()
///     }
///     fn get(&self, index: usize) -> Result<ValueRef<'_>> {
///         let found = self.0.get(index).map(|(_, value)| ValueRef::Int(*value));
///         found.ok_or_else(|| Error::new(ErrorKind::Programming, "there is no such column"))
///     }
///     fn name(&self, index: usize) -> &str {
///         self.0[index].0
///     }
/// }
/// let row = Pair([("id", 7), ("pages", 300)]);
/// assert_eq!((row.name(1), row.get(1)?), ("pages", ValueRef::Int(300)));
/// # Ok::<(), alchemy_core::Error>(())
/// ```
pub trait Row {
    /// How many columns there are.
    fn width(&self) -> usize;

    /// The value of a column.
    ///
    /// # Errors
    /// `Data` for a type that the driver cannot represent, `Programming` for an index out of bounds.
    fn get(&self, index: usize) -> Result<ValueRef<'_>>;

    /// A run of values at once, starting at `at`: one virtual call a row instead of one a value.
    fn fill<'r>(&'r self, at: usize, out: &mut [ValueRef<'r>]) -> Result<()> {
        for (offset, slot) in out.iter_mut().enumerate() {
            *slot = self.get(at + offset)?;
        }
        Ok(())
    }

    /// The name of a column, as the server gave it.
    fn name(&self, index: usize) -> &str;

    /// Where a column stands in what the server gave, for messages.
    fn position(&self, index: usize) -> usize {
        index
    }
}

impl Value {
    /// Whether this is NULL.
    ///
    /// ```
    /// use alchemy_core::Value;
    /// assert!(Value::from(None::<i64>).is_null() && !Value::Int(0).is_null());
    /// ```
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// A word for the kind of value, for messages; never the value itself.
    ///
    /// ```
    /// use alchemy_core::Value;
    /// assert_eq!((Value::Int(4).kind(), Value::from("Ada").kind()), ("an integer", "text"));
    /// ```
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "NULL",
            Value::Bool(_) => "a boolean",
            Value::Int(_) => "an integer",
            Value::UInt(_) => "an unsigned integer",
            Value::Float(_) => "a float",
            Value::Decimal(_) => "a decimal",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
            Value::Date(_) => "a date",
            Value::Time(_) => "a time",
            Value::DateTime(_) => "a date and time",
            Value::Timestamp(_) => "an instant",
            Value::Interval(_) => "an interval",
            Value::Uuid(_) => "a UUID",
            Value::Json(_) => "JSON",
            Value::Array(_) => "an array",
            Value::Extension(v) => v.kind(),
        }
    }

    /// The value as it would be read back, for what was never sent: computed keys, defaults, elements of arrays.
    ///
    /// ```
    /// use alchemy_core::{Value, ValueRef};
    /// assert_eq!(Value::from("Ada").as_ref(), ValueRef::Text(b"Ada"));
    /// ```
    pub fn as_ref(&self) -> ValueRef<'_> {
        match self {
            Value::Null => ValueRef::Null,
            Value::Bool(v) => ValueRef::Bool(*v),
            Value::Int(v) => ValueRef::Int(*v),
            Value::UInt(v) => ValueRef::UInt(*v),
            Value::Float(v) => ValueRef::Float(*v),
            Value::Decimal(v) => ValueRef::Decimal(*v),
            Value::Text(v) => ValueRef::Text(v.as_bytes()),
            Value::Bytes(v) => ValueRef::Bytes(v),
            Value::Date(v) => ValueRef::Date(*v),
            Value::Time(v) => ValueRef::Time(*v),
            Value::DateTime(v) => ValueRef::DateTime(*v),
            Value::Timestamp(v) => ValueRef::Timestamp(*v),
            Value::Interval(v) => ValueRef::Interval(*v),
            Value::Uuid(v) => ValueRef::Uuid(*v),
            Value::Json(v) => ValueRef::Json(v.as_bytes()),
            Value::Array(v) => ValueRef::Array(v),
            Value::Extension(v) => ValueRef::Extension(v),
        }
    }

    /// Whether two values are the same for the purpose of change detection: like `==`, but NaN equals NaN and a zero's
    /// sign counts.
    ///
    /// ```
    /// use alchemy_core::Value;
    /// let not_a_number = Value::Float(f64::NAN);
    /// assert!(not_a_number.same(&not_a_number) && not_a_number != not_a_number);
    /// assert!(!Value::Float(0.0).same(&Value::Float(-0.0)));
    /// ```
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()),
            _ => self == other,
        }
    }
}

impl ValueRef<'_> {
    /// Whether this is NULL.
    ///
    /// ```
    /// use alchemy_core::ValueRef;
    /// assert!(ValueRef::Null.is_null() && !ValueRef::Text(b"").is_null());
    /// ```
    pub fn is_null(&self) -> bool {
        matches!(self, ValueRef::Null)
    }

    /// A word for the kind of value, for messages; never the value itself.
    ///
    /// ```
    /// use alchemy_core::ValueRef;
    /// assert_eq!(ValueRef::Absent.kind(), "a column that was not selected");
    /// ```
    pub fn kind(&self) -> &'static str {
        match self {
            ValueRef::Null => "NULL",
            ValueRef::Absent => "a column that was not selected",
            ValueRef::Bool(_) => "a boolean",
            ValueRef::Int(_) => "an integer",
            ValueRef::UInt(_) => "an unsigned integer",
            ValueRef::Float(_) => "a float",
            ValueRef::Decimal(_) => "a decimal",
            ValueRef::Text(_) => "text",
            ValueRef::Bytes(_) => "bytes",
            ValueRef::Date(_) => "a date",
            ValueRef::Time(_) => "a time",
            ValueRef::DateTime(_) => "a date and time",
            ValueRef::Timestamp(_) => "an instant",
            ValueRef::Interval(_) => "an interval",
            ValueRef::Uuid(_) => "a UUID",
            ValueRef::Json(_) => "JSON",
            ValueRef::Array(_) => "an array",
            ValueRef::Extension(v) => v.kind(),
            ValueRef::Encoded(_) => "a value of the database's own",
        }
    }

    /// An owned copy.
    ///
    /// ```
    /// use alchemy_core::{ErrorKind, Value, ValueRef};
    /// assert_eq!(ValueRef::Text(b"Ada").to_value()?, Value::from("Ada"));
    /// assert_eq!(ValueRef::Text(&[0xff]).to_value().unwrap_err().kind(), ErrorKind::Data);
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Data` for text that is not UTF-8.
    pub fn to_value(&self) -> Result<Value> {
        Ok(match *self {
            ValueRef::Null | ValueRef::Absent => Value::Null,
            ValueRef::Bool(v) => Value::Bool(v),
            ValueRef::Int(v) => Value::Int(v),
            ValueRef::UInt(v) => Value::UInt(v),
            ValueRef::Float(v) => Value::Float(v),
            ValueRef::Decimal(v) => Value::Decimal(v),
            ValueRef::Text(v) => Value::Text(utf8(v)?.into()),
            ValueRef::Bytes(v) => Value::Bytes(v.into()),
            ValueRef::Date(v) => Value::Date(v),
            ValueRef::Time(v) => Value::Time(v),
            ValueRef::DateTime(v) => Value::DateTime(v),
            ValueRef::Timestamp(v) => Value::Timestamp(v),
            ValueRef::Interval(v) => Value::Interval(v),
            ValueRef::Uuid(v) => Value::Uuid(v),
            ValueRef::Json(v) => Value::Json(utf8(v)?.into()),
            ValueRef::Array(v) => Value::Array(v.into()),
            ValueRef::Extension(v) => Value::Extension(v.clone()),
            ValueRef::Encoded(v) => v.decode()?,
        })
    }
}

/// Text from a row, checked.
///
/// # Errors
/// `Data` if it is not UTF-8.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| Error::decode("String", "text that is not UTF-8"))
}

macro_rules! from {
    ($($t:ty => |$v:ident| $e:expr),* $(,)?) => {$(
        impl From<$t> for Value {
            fn from($v: $t) -> Self { $e }
        }
    )*};
}
from! {
    bool => |v| Value::Bool(v),
    i8 => |v| Value::Int(v.into()), i16 => |v| Value::Int(v.into()), i32 => |v| Value::Int(v.into()), i64 => |v| Value::Int(v),
    u8 => |v| Value::Int(v.into()), u16 => |v| Value::Int(v.into()), u32 => |v| Value::Int(v.into()),
    u64 => |v| i64::try_from(v).map_or(Value::UInt(v), Value::Int),
    f32 => |v| Value::Float(v.into()), f64 => |v| Value::Float(v),
    &str => |v| Value::Text(v.into()), String => |v| Value::Text(v.into()), Arc<str> => |v| Value::Text(v),
    &[u8] => |v| Value::Bytes(v.into()), Vec<u8> => |v| Value::Bytes(v.into()),
    Number => |v| Value::Decimal(v), Date => |v| Value::Date(v), Time => |v| Value::Time(v),
    Interval => |v| Value::Interval(v),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}
