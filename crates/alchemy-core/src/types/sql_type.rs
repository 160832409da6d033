//! The portable column types.

use std::sync::Arc;

use crate::types::{Checked, Collated, EnumType, OwnType, Variants};

/// A column's type, as a schema states it. Each dialect says what it calls each of them.
///
/// The type names a family and its parameters, not a database's spelling; [`Dialect::column_type`] spells it.
///
/// ```
/// use alchemy_core::{dialect::Ansi, Dialect, SqlType};
/// let name = SqlType::String { length: Some(50) }.collate("nocase");
/// assert_eq!(Ansi.column_type(&name)?, "VARCHAR(50) COLLATE nocase");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
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
    /// Floats, of at least so many binary digits.
    Float {
        /// How many; `None` leaves it to the database.
        precision: Option<u32>,
    },
    /// Exact decimals of as many digits as the database keeps: the type of Rust's decimals.
    Decimal,
    /// Exact decimals of which every digit is kept: text in a database whose numbers would round them.
    LosslessDecimal,
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
    /// Text of always the same length, filled up with spaces.
    Char {
        /// The characters.
        length: Option<u32>,
    },
    /// As `Char`, in the national character set.
    NChar {
        /// The characters.
        length: Option<u32>,
    },
    /// As `String`, in the national character set.
    NVarchar {
        /// The most characters.
        length: Option<u32>,
    },
    /// Text of any length.
    Text,
    /// Bytes.
    Binary,
    /// Bytes, which some databases bound.
    LargeBinary {
        /// The most bytes.
        length: u32,
    },
    /// A date.
    Date,
    /// A time of day. Without [`SqlType::precise`] the database chooses the digits behind the second, and some keep none.
    Time,
    /// A time of day with its zone.
    TimeWithZone,
    /// A date and time without a zone. For its digits behind the second see [`SqlType::Time`].
    DateTime,
    /// An instant. For its digits behind the second see [`SqlType::Time`].
    Timestamp,
    /// One of the four types above, with so many digits behind the second; see [`SqlType::precise`].
    Precise {
        /// Which.
        of: Clock,
        /// How many digits.
        digits: u8,
    },
    /// A length of time. Databases without such a type keep the moment that lies this long after 1970-01-01.
    Interval {
        /// How many digits behind the second; `None` leaves it to the database.
        precision: Option<u8>,
    },
    /// A UUID: of the type that the database has, or as 32 hexadecimal digits.
    Uuid,
    /// One of a list of words.
    Enum(Arc<EnumType>),
    /// A JSON document.
    Json,
    /// Arrays.
    Array {
        /// The type of the elements.
        element: Arc<SqlType>,
        /// How many dimensions.
        dimensions: u8,
    },
    /// Text with a collation; see [`SqlType::collate`].
    Collated(Arc<Collated>),
    /// A type whose values a CHECK confirms; see [`SqlType::checked`].
    Checked(Arc<Checked>),
    /// Another type in certain databases; see [`SqlType::with_variant`].
    Variants(Arc<Variants>),
    /// A type of one database, or of the program.
    Extension(OwnType),
}

/// Types with digits behind the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clock {
    /// A time of day.
    Time,
    /// A time of day with its zone.
    TimeWithZone,
    /// A date and time.
    DateTime,
    /// An instant.
    Timestamp,
}

impl Clock {
    /// The type without a number of digits.
    ///
    /// ```
    /// use alchemy_core::{Clock, SqlType};
    /// assert_eq!(Clock::DateTime.plain(), SqlType::DateTime);
    /// ```
    pub fn plain(self) -> SqlType {
        match self {
            Clock::Time => SqlType::Time,
            Clock::TimeWithZone => SqlType::TimeWithZone,
            Clock::DateTime => SqlType::DateTime,
            Clock::Timestamp => SqlType::Timestamp,
        }
    }
}

impl SqlType {
    /// With so many digits behind the second, where the type has any. Rust's times have six.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, Dialect, SqlType};
    /// assert_eq!(Ansi.column_type(&SqlType::DateTime.precise(3))?, "TIMESTAMP(3)");
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    #[must_use]
    pub fn precise(self, digits: u8) -> SqlType {
        let of = match self {
            SqlType::Time => Clock::Time,
            SqlType::TimeWithZone => Clock::TimeWithZone,
            SqlType::DateTime => Clock::DateTime,
            SqlType::Timestamp => Clock::Timestamp,
            SqlType::Precise { of, .. } => of,
            SqlType::Interval { .. } => return SqlType::Interval { precision: Some(digits) },
            other => return other,
        };
        SqlType::Precise { of, digits }
    }
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
