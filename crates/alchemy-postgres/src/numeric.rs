//! NUMERIC on the wire: groups of four decimal digits.
//!
//! The form is that of `numeric_send` in PostgreSQL's `src/backend/utils/adt/numeric.c`.

use alchemy_core::{Error, Number, Result};
use bytes::{BufMut, BytesMut};

const NEGATIVE: u16 = 0x4000;

/// Writes a number.
pub(crate) fn encode(number: Number, out: &mut BytesMut) {
    let mut digits = number.mantissa.unsigned_abs().to_string();
    let scale = number.scale as usize;
    if digits.len() <= scale {
        digits = format!("{digits:0>width$}", width = scale + 1);
    }
    // The point falls between groups.
    let whole = digits.len() - scale;
    let digits = format!("{}{digits}{}", "0".repeat((4 - whole % 4) % 4), "0".repeat((4 - scale % 4) % 4));
    let group = |chunk: &[u8]| chunk.iter().fold(0_i16, |value, digit| value * 10 + i16::from(digit - b'0'));
    let mut groups: Vec<i16> = digits.as_bytes().chunks(4).map(group).collect();
    let mut weight = whole.div_ceil(4) as i16 - 1;
    let leading = groups.iter().take_while(|group| **group == 0).count();
    groups.drain(..leading);
    weight -= leading as i16;
    while groups.last() == Some(&0) {
        groups.pop();
    }
    out.put_i16(groups.len() as i16);
    out.put_i16(if groups.is_empty() { 0 } else { weight });
    out.put_u16(if number.mantissa < 0 { NEGATIVE } else { 0 });
    out.put_u16(number.scale as u16);
    groups.into_iter().for_each(|group| out.put_i16(group));
}

/// Reads a number.
///
/// # Errors
/// `Data` for NaN and infinities, and for more than 38 digits.
pub(crate) fn decode(bytes: &[u8]) -> Result<Number> {
    let malformed = || Error::decode("a decimal", "a malformed NUMERIC");
    let too_long = || Error::out_of_range("a NUMERIC", "a decimal of 38 digits");
    let mut words = bytes.chunks_exact(2).map(|pair| i16::from_be_bytes([pair[0], pair[1]]));
    let mut next = || words.next().ok_or_else(malformed);
    let (count, weight, sign, scale) = (next()?, next()?, next()? as u16, next()?);
    if !matches!(sign, 0 | NEGATIVE) {
        return Err(Error::decode("a decimal", "a NUMERIC that is no finite number"));
    }
    let mut mantissa: i128 = 0;
    for _ in 0..count {
        let group = i128::from(next()?);
        mantissa = mantissa.checked_mul(10_000).and_then(|value| value.checked_add(group)).ok_or_else(too_long)?;
    }
    let exponent = 4 * (i32::from(weight) - i32::from(count) + 1) + i32::from(scale);
    let unit = 10_i128.checked_pow(exponent.unsigned_abs());
    let mantissa = match (mantissa, exponent) {
        (0, _) => 0,
        (value, 0..) => unit.and_then(|unit| value.checked_mul(unit)).ok_or_else(too_long)?,
        (value, _) => value / unit.ok_or_else(too_long)?,
    };
    Ok(Number { mantissa: if sign == NEGATIVE { -mantissa } else { mantissa }, scale: u32::from(scale as u16) })
}

#[cfg(test)]
mod tests {
    use bytes::BytesMut;

    #[test]
    fn numbers_survive_the_wire() {
        for text in [
            "0",
            "0.00",
            "1",
            "-1",
            "10000",
            "100000000",
            "0.0001",
            "0.00001",
            "-0.5",
            "12345.6789",
            "9999.9999",
            "10000.0001",
            "99999999999999999999999999999999999999",
            "-0.12345678901234567890123456789",
            "1.10",
        ] {
            let mut bytes = BytesMut::new();
            super::encode(text.parse().unwrap(), &mut bytes);
            assert_eq!(super::decode(&bytes).unwrap().to_string(), text);
        }
    }
}
