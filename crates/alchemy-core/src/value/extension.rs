//! Values that core has no form of its own for: those of one database, or of a program.

use std::any::Any;
use std::fmt::{self, Debug};

use crate::error::{Error, Result};
use crate::value::Value;

/// A value of a type that only some databases have: a range, a search vector.
///
/// The type that implements it lives in the crate of the database that has it; that crate's driver finds it again by
/// downcasting.
///
/// Invariant: two values of one type with equal texts are equal.
///
/// ```
/// use alchemy_core::{ExtensionValue, Value};
/// #[derive(Debug)]
/// struct Point(i32, i32);
/// impl ExtensionValue for Point {
///     fn kind(&self) -> &'static str {
///         "a point"
///     }
///     fn text(&self) -> String {
///         format!("({},{})", self.0, self.1)
///     }
/// }
/// let value = Value::Extension(std::sync::Arc::new(Point(3, 4)));
/// assert_eq!(value.kind(), "a point");
/// ```
pub trait ExtensionValue: Any + Debug + Send + Sync {
    /// A word for the kind of value, for messages; never the value itself.
    fn kind(&self) -> &'static str;

    /// The value as its database reads and writes it as text.
    fn text(&self) -> String;

    /// Why no database takes this value, if none does.
    fn refusal(&self) -> Option<Error> {
        None
    }
}

impl PartialEq for dyn ExtensionValue {
    fn eq(&self, other: &Self) -> bool {
        self.type_id() == other.type_id() && self.text() == other.text()
    }
}

impl dyn ExtensionValue {
    /// As the type that it is.
    ///
    /// ```
    /// use alchemy_core::{Digits, ExtensionValue, Value};
    /// let value = Value::Extension(std::sync::Arc::new("7.50".parse::<Digits>()?));
    /// let Value::Extension(inner) = &value else { unreachable!() };
    /// assert_eq!(inner.downcast_ref::<Digits>().map(|digits| digits.part()), Some("50"));
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn downcast_ref<T: ExtensionValue>(&self) -> Option<&T> {
        (self as &dyn Any).downcast_ref()
    }
}

/// A value as it came off the wire, that is taken apart only when it is asked for: an array, a range.
#[derive(Clone, Copy)]
pub struct Encoded<'a> {
    bytes: &'a [u8],
    tag: u32,
    decode: fn(u32, &[u8]) -> Result<Value>,
}

impl<'a> Encoded<'a> {
    /// The bytes, a number that tells the driver what they are, and how the driver takes them apart.
    ///
    /// ```
    /// use alchemy_core::{Encoded, Value};
    /// let encoded = Encoded::new(7, b"abc", |tag, bytes| Ok(Value::Int(i64::from(tag) + bytes.len() as i64)));
    /// assert_eq!(encoded.decode()?, Value::Int(10));
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn new(tag: u32, bytes: &'a [u8], decode: fn(u32, &[u8]) -> Result<Value>) -> Self {
        Encoded { bytes, tag, decode }
    }

    /// The value.
    ///
    /// ```
    /// use alchemy_core::{Encoded, Error, ErrorKind};
    /// let broken = Encoded::new(7, b"", |_, _| Err(Error::decode("a point", "no bytes")));
    /// assert_eq!(broken.decode().unwrap_err().kind(), ErrorKind::Data);
    /// ```
    ///
    /// # Errors
    /// `Data` for bytes that are no such value, or one that cannot be represented.
    pub fn decode(&self) -> Result<Value> {
        (self.decode)(self.tag, self.bytes)
    }
}

impl PartialEq for Encoded<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag && self.bytes == other.bytes
    }
}

impl Debug for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encoded({} bytes of the type {})", self.bytes.len(), self.tag)
    }
}
