//! What the portable types are called, and what SQLite can keep of a decimal.
//!
//! SQLite stores what it is given; a column's type only sets its *affinity*, by which numbers and text are converted on
//! the way in. The names are SQLAlchemy's, with their affinities: `DATE`, `DATETIME`, `TIME`, `JSON`, `BOOLEAN` and
//! `NUMERIC` have NUMERIC affinity, which leaves text alone unless it looks like a number.
//!
//! - UUIDs are `CHAR(32)`: lower-case hexadecimal digits.
//! - `UnsignedBigInteger` is `BIGINT`; what does not fit `i64` is refused, as SQLite has no larger integers.
//! - Decimals: see [`Stored`]. Those of which every digit is to be kept are text with a collation that orders them.

use alchemy_core::dialect::ansi::{self, numeric, sized};
use alchemy_core::{Digits, Error, ExtensionValue, Number, Result, SqlType};

use crate::Dialect;

/// The name of a column type.
pub(crate) fn column_type(sql_type: &SqlType) -> Result<String> {
    Ok(match sql_type {
        SqlType::Boolean => "BOOLEAN".into(),
        SqlType::SmallInteger => "SMALLINT".into(),
        SqlType::Integer => "INTEGER".into(),
        SqlType::BigInteger | SqlType::UnsignedBigInteger => "BIGINT".into(),
        SqlType::Real => "FLOAT".into(),
        SqlType::Double => "DOUBLE".into(),
        SqlType::Float { .. } => "FLOAT".into(),
        SqlType::Decimal => "NUMERIC".into(),
        // Compared and ordered as numbers by a collation that the driver adds, and the command line tool has.
        SqlType::LosslessDecimal => "TEXT COLLATE decimal".into(),
        SqlType::Numeric { precision, scale } => numeric("NUMERIC", *precision, *scale),
        SqlType::String { length } => sized("VARCHAR", *length),
        SqlType::Char { length } => sized("CHAR", *length),
        SqlType::NChar { length } => sized("NCHAR", *length),
        SqlType::NVarchar { length } => sized("NVARCHAR", *length),
        SqlType::Text => "TEXT".into(),
        SqlType::Binary | SqlType::LargeBinary { .. } => "BLOB".into(),
        SqlType::Date => "DATE".into(),
        SqlType::Time | SqlType::TimeWithZone => "TIME".into(),
        SqlType::DateTime | SqlType::Timestamp | SqlType::Interval { .. } => "DATETIME".into(),
        // Times keep all of their digits.
        SqlType::Precise { of, .. } => column_type(&of.plain())?,
        SqlType::Uuid => "CHAR(32)".into(),
        SqlType::Enum(of) => ansi::enumeration(&Dialect, of)?,
        SqlType::Collated(of) => ansi::collated(&Dialect, of)?,
        SqlType::Checked(of) => column_type(&of.of)?,
        SqlType::Variants(variants) => column_type(variants.of(alchemy_core::Dialect::name(&Dialect)))?,
        SqlType::Json => "JSON".into(),
        SqlType::Array { .. } => return Err(Error::unsupported("an array", "sqlite")),
        SqlType::Extension(own) => own.get().column_type(&Dialect)?,
    })
}

/// The name of a type in CAST. `CAST ('2024-05-06' AS DATE)` is the number 2024, because a cast forces the affinity that a
/// column only prefers; so what is kept as text is cast to text.
pub(crate) fn cast_type(sql_type: &SqlType) -> Result<String> {
    Ok(match sql_type {
        SqlType::Date | SqlType::Time | SqlType::DateTime | SqlType::Timestamp | SqlType::Json => "TEXT".into(),
        SqlType::TimeWithZone | SqlType::Precise { .. } | SqlType::Interval { .. } => "TEXT".into(),
        SqlType::Real => "REAL".into(),
        SqlType::LosslessDecimal => "TEXT".into(),
        SqlType::Collated(of) => cast_type(&of.of)?,
        SqlType::Checked(of) => cast_type(&of.of)?,
        SqlType::Variants(variants) => cast_type(variants.of(alchemy_core::Dialect::name(&Dialect)))?,
        SqlType::Extension(own) => own.get().cast_type(&Dialect)?,
        other => column_type(other)?,
    })
}

/// How a decimal is stored: as one of SQLite's two numbers, so that comparing and adding works.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stored {
    /// A whole number that fits.
    Integer(i64),
    /// A number of at most 15 significant digits, which a 64-bit float gives back exactly.
    Real(f64),
}

/// Every decimal of up to 15 significant digits reads back from the nearest float; those of more need not.
const EXACT: u128 = 1_000_000_000_000_000;

/// What SQLite keeps of a decimal.
///
/// # Errors
/// `Data` for one that would not survive.
pub(crate) fn stored(number: Number) -> Result<Stored> {
    let (mut mantissa, mut scale) = (number.mantissa, number.scale);
    while scale > 0 && mantissa % 10 == 0 {
        (mantissa, scale) = (mantissa / 10, scale - 1);
    }
    if scale == 0
        && let Ok(whole) = i64::try_from(mantissa)
    {
        return Ok(Stored::Integer(whole));
    }
    let mut digits = mantissa.unsigned_abs();
    while digits % 10 == 0 && digits > 0 {
        digits /= 10;
    }
    if digits >= EXACT {
        return Err(rounded());
    }
    // A quotient of two exact floats is correctly rounded.
    if mantissa.unsigned_abs() < EXACT && scale <= 19 {
        return Ok(Stored::Real(mantissa as f64 / 10_u64.pow(scale) as f64));
    }
    // The smallest floats have fewer digits.
    let real = format!("{mantissa}e-{scale}").parse().ok().filter(|real: &f64| real.is_normal());
    real.map(Stored::Real).ok_or_else(|| Error::out_of_range("a decimal", "SQLite"))
}

fn rounded() -> Error {
    Error::out_of_range("a decimal of more than 15 digits", "SQLite, which would round it; a `Lossless` column keeps it as text")
}

/// The text of a decimal for a column that keeps its digits as text; nothing else of that kind is kept.
///
/// # Errors
/// `Data` for other decimals and for what no database keeps, `Unsupported` for the rest.
pub(crate) fn own_text(value: &dyn ExtensionValue) -> Result<String> {
    match (value.refusal(), value.downcast_ref::<Digits>()) {
        (Some(refusal), _) => Err(refusal),
        (None, Some(digits)) if digits.is_lossless() => Ok(digits.text()),
        (None, Some(_)) => Err(rounded()),
        (None, None) => Err(Error::unsupported(format!("{} as a bound value", value.kind()), "sqlite")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Stored, stored};
    use alchemy_core::Number;

    #[test]
    fn a_decimal_is_kept_exactly_or_refused() {
        for (text, expected) in [
            ("12.50", Some(Stored::Real(12.5))),
            ("12.00", Some(Stored::Integer(12))),
            ("-0.1", Some(Stored::Real(-0.1))),
            ("9007199254740993", Some(Stored::Integer(9_007_199_254_740_993))),
            ("123456789012.345", Some(Stored::Real(123_456_789_012.345))),
            ("1234567890123.456", None),
            ("0.0000000000000000000000001", Some(Stored::Real(1e-25))),
            ("100000000000000000000", Some(Stored::Real(1e20))),
            ("100000000000000000001", None),
            ("1e-255", Some(Stored::Real(1e-255))),
        ] {
            assert_eq!(stored(text.parse().unwrap()).ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_decimal_too_small_for_a_float_is_refused() {
        for scale in [309, 320, 1_000_000] {
            assert!(stored(Number { mantissa: 1, scale }).is_err(), "{scale}");
        }
        assert_eq!(stored(Number { mantissa: 0, scale: 400 }).unwrap(), Stored::Integer(0));
    }

    #[test]
    fn fifteen_digits_come_back_from_the_float() {
        for seed in 1..2_000_i128 {
            let mantissa = seed * 7_919_987_654_321 % 1_000_000_000_000_000;
            for scale in [1, 2, 7, 15, 19, 25] {
                if let Stored::Real(real) = stored(Number { mantissa, scale }).unwrap() {
                    let back: Number = format!("{real:?}").parse().unwrap();
                    let scaled = mantissa * 10_i128.pow(back.scale.saturating_sub(scale));
                    assert_eq!(back.mantissa * 10_i128.pow(scale.saturating_sub(back.scale)), scaled, "{mantissa} / 10^{scale}");
                }
            }
        }
    }
}
