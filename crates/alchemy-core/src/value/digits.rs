//! Decimals of any number of digits.

use std::str::FromStr;

use crate::error::{Error, Result};
use crate::value::{ExtensionValue, Number};

/// The most digits, before and behind the point together: more than any database keeps.
const LONGEST: usize = 150_000;

/// An exact decimal of any number of digits: one that is too long for a [`Number`], or whose every digit is to be kept also
/// by a database that has no such decimals.
///
/// ```
/// use alchemy_core::{Digits, ExtensionValue};
/// let digits: Digits = "-0099999999999999999999999999999999999999999.50".parse()?;
/// assert_eq!(digits.text(), "-99999999999999999999999999999999999999999.50");
/// assert_eq!((digits.whole().len(), digits.part()), (41, "50"));
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    negative: bool,
    whole: Box<str>,
    part: Box<str>,
    lossless: bool,
}

impl Digits {
    /// A decimal of these digits, of which the last `scale` stand behind the point; with a negative `scale` as many zeros
    /// follow.
    ///
    /// ```
    /// use alchemy_core::{Digits, ExtensionValue as _};
    /// assert_eq!(Digits::new(true, "12345", 2)?.text(), "-123.45");
    /// assert_eq!(Digits::new(false, "7", -3)?.text(), "7000");
    /// assert!(Digits::new(false, "1e5", 0).is_err());
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Data` for what are no digits, or for more than any database keeps.
    pub fn new(negative: bool, digits: &str, scale: i64) -> Result<Digits> {
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Error::decode("a decimal", "text that is no number"));
        }
        let shift = usize::try_from(scale.unsigned_abs()).unwrap_or(usize::MAX);
        if shift > LONGEST || digits.len() > LONGEST {
            return Err(Error::out_of_range("a decimal of so many digits", "any database"));
        }
        let digits = match scale < 0 {
            true => format!("{digits}{}", "0".repeat(shift)),
            false => format!("{digits:0>shift$}"),
        };
        let (whole, part) = digits.split_at(digits.len() - if scale < 0 { 0 } else { shift });
        let whole = whole.trim_start_matches('0');
        let zero = whole.is_empty() && part.bytes().all(|byte| byte == b'0');
        let whole = if whole.is_empty() { "0" } else { whole };
        Ok(Digits { negative: negative && !zero, whole: whole.into(), part: part.into(), lossless: false })
    }

    /// The same decimal, of which a database without such decimals keeps the text instead of refusing it.
    ///
    /// ```
    /// use alchemy_core::{Digits, ExtensionValue as _};
    /// let exact = "1.10".parse::<Digits>()?.lossless();
    /// assert_eq!((exact.text(), exact.is_lossless()), ("1.10".to_owned(), true));
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    #[must_use]
    pub fn lossless(self) -> Digits {
        Digits { lossless: true, ..self }
    }

    /// Whether a database without such decimals keeps the text.
    ///
    /// ```
    /// use alchemy_core::Digits;
    /// assert!(!"1.10".parse::<Digits>()?.is_lossless());
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn is_lossless(&self) -> bool {
        self.lossless
    }

    /// Whether it is below zero.
    ///
    /// ```
    /// use alchemy_core::Digits;
    /// assert!("-0.5".parse::<Digits>()?.is_negative());
    /// // Nothing is below zero in zero.
    /// assert!(!"-0.0".parse::<Digits>()?.is_negative());
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The digits before the point, without zeros at the front: at least one.
    ///
    /// ```
    /// use alchemy_core::Digits;
    /// assert_eq!(("007.50".parse::<Digits>()?.whole(), "-0.5".parse::<Digits>()?.whole()), ("7", "0"));
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// The digits behind the point.
    ///
    /// ```
    /// use alchemy_core::Digits;
    /// assert_eq!(("7.50".parse::<Digits>()?.part(), "7".parse::<Digits>()?.part()), ("50", ""));
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn part(&self) -> &str {
        &self.part
    }

    /// The decimal as a [`Number`], if it is short enough.
    ///
    /// ```
    /// use alchemy_core::{Digits, Number};
    /// assert_eq!("-7.50".parse::<Digits>()?.number(), Some("-7.50".parse::<Number>()?));
    /// assert_eq!("9".repeat(50).parse::<Digits>()?.number(), None);
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn number(&self) -> Option<Number> {
        self.text().parse().ok()
    }
}

impl From<Number> for Digits {
    fn from(number: Number) -> Digits {
        let text = number.to_string();
        let text = text.strip_prefix('-').unwrap_or(&text);
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        Digits { negative: number.mantissa < 0, whole: whole.into(), part: part.into(), lossless: false }
    }
}

impl FromStr for Digits {
    type Err = Error;

    /// Reads plain notation.
    ///
    /// # Errors
    /// `Data` for anything else.
    fn from_str(text: &str) -> Result<Digits> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        match digits.split_once('.') {
            None => Digits::new(negative, digits, 0),
            Some((whole, part)) => Digits::new(negative, &format!("{whole}{part}"), i64::try_from(part.len()).unwrap_or(i64::MAX)),
        }
    }
}

impl ExtensionValue for Digits {
    fn kind(&self) -> &'static str {
        "a decimal of many digits"
    }

    fn text(&self) -> String {
        let Digits { negative, whole, part, .. } = self;
        let (sign, point) = (if *negative { "-" } else { "" }, if part.is_empty() { "" } else { "." });
        format!("{sign}{whole}{point}{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::Digits;
    use crate::value::{ExtensionValue, Number};

    #[test]
    fn digits_survive_text() {
        for text in ["0", "0.00", "-0.05", "123.456", "999999999999999999999999999999999999999999.1"] {
            assert_eq!(text.parse::<Digits>().unwrap().text(), text);
        }
        for (text, expected) in [("-0", "0"), ("-0.0", "0.0"), ("007", "7"), (".5", "0.5")] {
            assert_eq!(text.parse::<Digits>().unwrap().text(), expected);
        }
        for bad in ["", "-", ".", "1x", "NaN", "1e3", "+1"] {
            assert!(bad.parse::<Digits>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_point_stands_where_the_scale_says() {
        for (digits, scale, expected) in [("15", 1, "1.5"), ("15", 4, "0.0015"), ("15", -3, "15000"), ("0", -2, "0")] {
            assert_eq!(Digits::new(false, digits, scale).unwrap().text(), expected);
        }
        assert!(Digits::new(false, "1", i64::MAX).is_err() && Digits::new(false, "1", i64::MIN).is_err());
    }

    #[test]
    fn numbers_are_digits_and_short_digits_are_numbers() {
        for (mantissa, scale) in [(0, 2), (-1_250, 3), (i128::MAX, 0), (i128::MIN, 40)] {
            let number = Number { mantissa, scale };
            assert_eq!(Digits::from(number).text(), number.to_string());
        }
        assert_eq!("-12.50".parse::<Digits>().unwrap().number(), Some(Number { mantissa: -1_250, scale: 2 }));
        assert_eq!("9".repeat(50).parse::<Digits>().unwrap().number(), None);
    }
}
