//! An exact decimal number without a type crate.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// An exact decimal: `mantissa` / 10^`scale`, of up to 38 digits.
///
/// ```
/// use alchemy_core::Number;
/// let n: Number = "-12.340".parse()?;
/// assert_eq!((n.mantissa, n.scale), (-12340, 3));
/// assert_eq!(n.to_string(), "-12.340");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Number {
    /// The digits, with the sign.
    pub mantissa: i128,
    /// How many of the digits stand behind the point.
    pub scale: u32,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale as usize;
        if self.mantissa < 0 {
            f.write_str("-")?;
        }
        if scale == 0 {
            return f.write_str(&digits);
        }
        if digits.len() > scale {
            let (whole, part) = digits.split_at(digits.len() - scale);
            write!(f, "{whole}.{part}")
        } else {
            write!(f, "0.{digits:0>scale$}")
        }
    }
}

impl FromStr for Number {
    type Err = Error;

    /// Reads plain or scientific notation.
    ///
    /// # Errors
    /// `Data` for anything else, or for more digits than fit.
    fn from_str(text: &str) -> Result<Self> {
        let malformed = || Error::decode("a decimal", "text that is no number");
        let too_long = || Error::out_of_range("a number", "a decimal of 38 digits");
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().map_err(|_| malformed())?),
            None => (text, 0),
        };
        let (negative, digits) = match digits.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, digits.strip_prefix('+').unwrap_or(digits)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && part.is_empty() {
            return Err(malformed());
        }
        let mut mantissa: i128 = 0;
        for byte in whole.bytes().chain(part.bytes()) {
            let digit = byte.is_ascii_digit().then(|| i128::from(byte - b'0')).ok_or_else(malformed)?;
            mantissa = mantissa.checked_mul(10).and_then(|m| m.checked_add(digit)).ok_or_else(too_long)?;
        }
        let mut scale = i64::try_from(part.len()).map_err(|_| too_long())? - i64::from(exponent);
        if mantissa == 0 {
            // Zero stays zero, however large the exponent.
            scale = scale.max(0);
        }
        while scale < 0 {
            mantissa = mantissa.checked_mul(10).ok_or_else(too_long)?;
            scale += 1;
        }
        let scale = u32::try_from(scale).ok().filter(|s| *s <= 255).ok_or_else(too_long)?;
        Ok(Number { mantissa: if negative { -mantissa } else { mantissa }, scale })
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_survive_text() {
        for text in ["0", "0.00", "-0.05", "123.456", "99999999999999999999999999999999999999"] {
            assert_eq!(text.parse::<Number>().unwrap().to_string(), text);
        }
        assert_eq!("1.5e3".parse::<Number>().unwrap().to_string(), "1500");
        assert_eq!("15e-3".parse::<Number>().unwrap().to_string(), "0.015");
        assert_eq!("0e2147483647".parse::<Number>().unwrap().to_string(), "0");
        for bad in ["", "-", ".", "1x", "NaN", "1e", "999999999999999999999999999999999999999999"] {
            assert!(bad.parse::<Number>().is_err(), "{bad}");
        }
    }
}
