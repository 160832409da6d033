//! The portable column types.

use std::sync::Arc;

use crate::types::OwnType;

/// A column's type, as a schema states it. Each dialect says what it calls each of them.
///
/// The type names a family and its parameters, not a database's spelling; [`Dialect::column_type`] spells it.
///
/// [`Dialect::column_type`]: crate::Dialect::column_type
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SqlType {
    /// True or false.
    Boolean,
    /// 16-bit signed integers.
    SmallInteger,
    /// 32-bit signed integers.
    Integer,
    /// 64-bit signed integers.
    BigInteger,
    /// 64-bit unsigned integers.
    UnsignedBigInteger,
    /// 32-bit floats.
    Real,
    /// 64-bit floats.
    Double,
    /// Exact decimals.
    Numeric {
        /// All digits that are kept; `None` leaves it to the database.
        precision: Option<u32>,
        /// How many of them stand behind the point.
        scale: Option<u32>,
    },
    /// Text of a bounded length, in characters; `None` where the database needs no bound.
    String {
        /// The most characters.
        length: Option<u32>,
    },
    /// Text of any length.
    Text,
    /// Bytes.
    Binary,
    /// A date.
    Date,
    /// A time of day, to the microsecond.
    Time,
    /// A date and time without a zone, to the microsecond.
    DateTime,
    /// An instant, to the microsecond.
    Timestamp,
    /// A UUID.
    Uuid,
    /// A JSON document.
    Json,
    /// Arrays.
    Array {
        /// The type of the elements.
        element: Arc<SqlType>,
        /// How many dimensions.
        dimensions: u8,
    },
    /// A type of one database, or of the program.
    Extension(OwnType),
}

/// 64-bit integers, for [`Column::new`](crate::Column).
#[derive(Debug, Clone, Copy)]
pub struct BigInteger;
/// 32-bit integers.
#[derive(Debug, Clone, Copy)]
pub struct Integer;
/// 16-bit integers.
#[derive(Debug, Clone, Copy)]
pub struct SmallInteger;
/// True or false.
#[derive(Debug, Clone, Copy)]
pub struct Boolean;
/// 64-bit floats.
#[derive(Debug, Clone, Copy)]
pub struct Double;
/// Exact decimals: precision (all digits) and scale (digits behind the point).
#[derive(Debug, Clone, Copy)]
pub struct Numeric(pub u32, pub u32);
/// Text of at most so many characters.
#[derive(Debug, Clone, Copy)]
pub struct Varchar(pub u32);
/// Text of any length.
#[derive(Debug, Clone, Copy)]
pub struct Text;

macro_rules! from {
    ($($t:ident => $e:expr),* $(,)?) => {$(
        impl From<$t> for SqlType {
            fn from(_: $t) -> Self { $e }
        }
    )*};
}
from! {
    BigInteger => SqlType::BigInteger, Integer => SqlType::Integer, SmallInteger => SqlType::SmallInteger,
    Boolean => SqlType::Boolean, Double => SqlType::Double, Text => SqlType::Text,
}
impl From<Numeric> for SqlType {
    fn from(numeric: Numeric) -> Self {
        SqlType::Numeric { precision: Some(numeric.0), scale: Some(numeric.1) }
    }
}
impl From<Varchar> for SqlType {
    fn from(varchar: Varchar) -> Self {
        SqlType::String { length: Some(varchar.0) }
    }
}
