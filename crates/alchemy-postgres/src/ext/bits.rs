//! Strings of bits.

use std::fmt;
use std::ops::{BitAnd, BitOr, BitXor, Not};
use std::str::FromStr;
use std::sync::Arc;

use alchemy_core::{Error, ExtensionValue, Result, Value};

use super::family::families;
use super::network::own;
use crate::column_types;

families! { "The family of strings of bits." SqlBits }

/// Any number of bits in a row: the types BIT and BIT VARYING.
///
/// ```
/// use alchemy_postgres::ext::Bits;
/// let bits: Bits = "1011".parse()?;
/// assert_eq!((bits.len(), bits.get(1), bits.get(4)), (4, Some(false), None));
/// assert_eq!((bits.clone() & "0110".parse()?)?.to_string(), "0010");
/// assert_eq!((!bits).to_string(), "0100");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Bits(Vec<bool>);

impl Bits {
    /// How many there are.
    ///
    /// ```
    /// use alchemy_postgres::ext::Bits;
    /// assert_eq!("1011".parse::<Bits>()?.len(), 4);
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    ///
    /// ```
    /// use alchemy_postgres::ext::Bits;
    /// assert!(Bits::default().is_empty() && !"0".parse::<Bits>()?.is_empty());
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One of them, counted from zero at the front.
    ///
    /// ```
    /// use alchemy_postgres::ext::Bits;
    /// let bits: Bits = "10".parse()?;
    /// assert_eq!((bits.get(0), bits.get(1), bits.get(2)), (Some(true), Some(false), None));
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn get(&self, index: usize) -> Option<bool> {
        self.0.get(index).copied()
    }

    /// All of them, from the front.
    ///
    /// ```
    /// use alchemy_postgres::ext::Bits;
    /// let bits: Bits = "1011".parse()?;
    /// assert_eq!(bits.iter().filter(|bit| *bit).count(), 3);
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = bool> + '_ {
        self.0.iter().copied()
    }

    /// Those of two strings of one length, put together.
    fn zip(self, other: Bits, together: impl Fn(bool, bool) -> bool) -> Result<Bits> {
        match self.len() == other.len() {
            true => Ok(self.iter().zip(other.iter()).map(|(left, right)| together(left, right)).collect()),
            false => Err(Error::bad_value("strings of bits of different lengths cannot be put together")),
        }
    }

    /// What the server sent: how many there are, then eight in a byte from the front.
    #[cfg(feature = "driver")]
    pub(crate) fn decode(bytes: &[u8]) -> Option<Bits> {
        let (length, bytes) = bytes.split_first_chunk::<4>()?;
        let length = usize::try_from(i32::from_be_bytes(*length)).ok()?;
        let bit = |at: usize| bytes.get(at / 8).map(|byte| byte >> (7 - at % 8) & 1 == 1);
        (bytes.len() == length.div_ceil(8)).then(|| (0..length).map_while(bit).collect())
    }

    #[cfg(feature = "driver")]
    pub(crate) fn encode(&self, out: &mut bytes::BytesMut) -> Result<()> {
        use bytes::BufMut as _;
        let length = i32::try_from(self.len()).map_err(|_| Error::out_of_range("a string of bits", "BIT VARYING"))?;
        out.put_i32(length);
        let byte = |bits: &[bool]| bits.iter().enumerate().fold(0, |byte, (at, bit)| byte | u8::from(*bit) << (7 - at));
        self.0.chunks(8).for_each(|bits| out.put_u8(byte(bits)));
        Ok(())
    }
}

impl FromIterator<bool> for Bits {
    fn from_iter<I: IntoIterator<Item = bool>>(bits: I) -> Bits {
        Bits(bits.into_iter().collect())
    }
}

impl FromStr for Bits {
    type Err = Error;

    /// Reads zeros and ones.
    fn from_str(text: &str) -> Result<Bits> {
        let bit = |digit: u8| match digit {
            b'0' => Ok(false),
            b'1' => Ok(true),
            _ => Err(Error::decode("Bits", "text in another form")),
        };
        text.bytes().map(bit).collect()
    }
}

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|bit| f.write_str(if bit { "1" } else { "0" }))
    }
}

impl Not for Bits {
    type Output = Bits;

    fn not(self) -> Bits {
        self.iter().map(|bit| !bit).collect()
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident $operator:tt)*) => {$(
        /// # Errors
        /// `Data` for strings of different lengths.
        impl $trait for Bits {
            type Output = Result<Bits>;

            fn $method(self, other: Bits) -> Result<Bits> {
                self.zip(other, |left, right| left $operator right)
            }
        }
    )*};
}
operators!(BitAnd bitand & BitOr bitor | BitXor bitxor ^);

impl ExtensionValue for Bits {
    fn kind(&self) -> &'static str {
        "a string of bits"
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

alchemy_core::sql_value!(Bits => SqlBits, column_types::bit_varying_of_any_length(),
from |value| own(value, "Bits"), to |bits| Value::Extension(Arc::new(bits.clone())));

#[cfg(test)]
mod tests {
    use super::Bits;

    fn bits(text: &str) -> Bits {
        text.parse().unwrap()
    }

    #[test]
    fn bits_are_put_together_with_those_of_the_same_length() {
        assert_eq!((bits("1100") & bits("1010")).unwrap(), bits("1000"));
        assert_eq!((bits("1100") | bits("1010")).unwrap(), bits("1110"));
        assert_eq!((bits("1100") ^ bits("1010")).unwrap(), bits("0110"));
        assert!((bits("1") & bits("10")).is_err());
        assert!("12".parse::<Bits>().is_err() && bits("").is_empty());
    }

    #[cfg(feature = "driver")]
    #[test]
    fn bits_survive_the_wire() {
        for text in ["", "1", "10000000", "101010101", "0000000000000001"] {
            let mut out = bytes::BytesMut::new();
            bits(text).encode(&mut out).unwrap();
            assert_eq!(Bits::decode(&out), Some(bits(text)));
        }
        for bad in [&[][..], &[0, 0, 0, 9, 255], &[0, 0, 0, 1], &[255, 255, 255, 255], &[0, 0, 0, 1, 0, 0]] {
            assert_eq!(Bits::decode(bad), None);
        }
    }
}
