//! The server's exact decimals: groups of four decimal digits, of which the first counts 10,000 to the power of `weight`.

use alchemy_core::{Digits, Error, Number, Result};
use bytes::{BufMut, BytesMut};

const GROUP: u64 = 10_000;
const POSITIVE: u16 = 0x0000;
const NEGATIVE: u16 = 0x4000;
const NOT_A_NUMBER: u16 = 0xc000;
const INFINITE: [u16; 2] = [0xd000, 0xf000];

/// The most digits behind the point that the server keeps.
const WIDEST_SCALE: u32 = 16_383;

/// The most digits before the point that the server keeps.
const WIDEST_WHOLE: usize = 131_072;

/// Writes a decimal, exactly. # Errors: `Data` for one with more digits behind the point than the server has.
pub(crate) fn write(number: Number, out: &mut BytesMut) -> Result<()> {
    if number.scale > WIDEST_SCALE {
        return Err(Error::out_of_range("a decimal", "numeric, which has up to 16383 digits behind the point"));
    }
    // 39 digits, cut at the point, are at most eleven groups.
    let mut groups = [0_u16; 12];
    let mut count = 0;
    let mut push = |group: u64| {
        if let Some(slot) = groups.get_mut(count) {
            *slot = group as u16;
        }
        count += 1;
    };
    let mut rest = number.mantissa.unsigned_abs();
    let over = number.scale % 4;
    if over > 0 {
        // Groups are counted from the point, so that the last one is filled up with zeros.
        let cut = 10_u64.pow(over);
        push((rest % u128::from(cut)) as u64 * 10_u64.pow(4 - over));
        rest /= u128::from(cut);
    }
    while rest > u128::from(u64::MAX) {
        push((rest % u128::from(GROUP)) as u64);
        rest /= u128::from(GROUP);
    }
    // Division of 64 bits is several times as fast.
    let mut rest = rest as u64;
    while rest > 0 {
        push(rest % GROUP);
        rest /= GROUP;
    }
    let weight = count as i64 - 1 - i64::from(number.scale.div_ceil(4));
    let groups = &groups[..count.min(groups.len())];
    let groups = &groups[groups.iter().take_while(|group| **group == 0).count()..];
    out.put_u16(groups.len() as u16);
    out.put_i16(if groups.is_empty() { 0 } else { weight as i16 });
    out.put_u16(if number.mantissa < 0 { NEGATIVE } else { POSITIVE });
    out.put_u16(number.scale as u16);
    groups.iter().rev().for_each(|group| out.put_u16(*group));
    Ok(())
}

/// Writes a decimal of any number of digits, exactly. # Errors: `Data` for one of more digits than the server has.
pub(crate) fn write_digits(digits: &Digits, out: &mut BytesMut) -> Result<()> {
    let (whole, part) = (digits.whole().trim_start_matches('0'), digits.part());
    if part.len() > WIDEST_SCALE as usize || whole.len() > WIDEST_WHOLE {
        return Err(Error::out_of_range(
            "a decimal",
            "numeric, which has up to 131072 digits before the point and 16383 behind it",
        ));
    }
    let (before, behind) = (whole.len().div_ceil(4), part.len().div_ceil(4));
    // Groups are counted from the point, so that the first and the last one are filled up with zeros.
    let padded = format!("{whole:0>0$}{part:0<1$}", before * 4, behind * 4);
    let (chunks, _) = padded.as_bytes().as_chunks::<4>();
    let group = |chunk: &[u8; 4]| chunk.iter().fold(0, |group, digit| group * 10 + u16::from(digit - b'0'));
    let groups: Vec<u16> = chunks.iter().map(group).collect();
    let skipped = groups.iter().take_while(|group| **group == 0).count();
    let last = groups.iter().rposition(|group| *group != 0).map_or(skipped, |at| at + 1);
    let weight = before as i64 - 1 - skipped as i64;
    let groups = &groups[skipped..last];
    out.put_u16(groups.len() as u16);
    out.put_i16(if groups.is_empty() { 0 } else { weight as i16 });
    out.put_u16(if digits.is_negative() { NEGATIVE } else { POSITIVE });
    out.put_u16(part.len() as u16);
    groups.iter().for_each(|group| out.put_u16(*group));
    Ok(())
}

/// What the server sent of a decimal: its groups, the weight of the first, whether it is below zero, its scale.
struct Sent<'a> {
    groups: &'a [[u8; 2]],
    weight: i64,
    negative: bool,
    scale: u32,
}

/// Takes a decimal apart. # Errors: `Data` for NaN and infinity.
fn sent(bytes: &[u8]) -> Result<Sent<'_>> {
    let malformed = || Error::decode("a decimal", "what the server sent");
    let (head, body) = bytes.split_at_checked(8).ok_or_else(malformed)?;
    let word = |at: usize| u16::from_be_bytes([head[at], head[at + 1]]);
    let (weight, sign, scale) = (i64::from(word(2) as i16), word(4), u32::from(word(6)));
    match sign {
        POSITIVE | NEGATIVE => {}
        NOT_A_NUMBER => return Err(Error::decode("a decimal", "the numeric NaN")),
        sign if INFINITE.contains(&sign) => return Err(Error::decode("a decimal", "an infinite numeric")),
        _ => return Err(malformed()),
    }
    let (groups, rest) = body.as_chunks::<2>();
    if groups.len() != usize::from(word(0)) || !rest.is_empty() {
        return Err(malformed());
    }
    Ok(Sent { groups, weight, negative: sign == NEGATIVE, scale })
}

/// Reads a decimal, exactly; `None` for one of more digits than fit. # Errors: `Data` for NaN and infinity.
pub(crate) fn read(bytes: &[u8]) -> Result<Option<Number>> {
    let Sent { groups, weight, negative, scale } = sent(bytes)?;
    let number = gather(groups, weight, scale);
    Ok(number.map(|(mantissa, scale)| Number { mantissa: if negative { -mantissa } else { mantissa }, scale }))
}

/// Reads a decimal of any number of digits, exactly. # Errors: as for [`read`].
pub(crate) fn read_digits(bytes: &[u8]) -> Result<Digits> {
    let Sent { groups, weight, negative, scale } = sent(bytes)?;
    let mut digits: String = groups.iter().map(|group| format!("{:04}", u16::from_be_bytes(*group))).collect();
    // How many digits the groups have behind the point, which may be zeros beyond the scale, or lack some.
    let behind = (groups.len() as i64 - weight - 1) * 4;
    let surplus = usize::try_from(behind - i64::from(scale)).unwrap_or(0);
    digits.truncate(digits.len().saturating_sub(surplus));
    let missing = usize::try_from(i64::from(scale) - behind).unwrap_or(0);
    digits.push_str(&"0".repeat(missing));
    Digits::new(negative, if digits.is_empty() { "0" } else { &digits }, scale.into())
}

/// The digits as one number, with as many behind the point as `scale` says, or fewer where only zeros are left out for it.
fn gather(groups: &[[u8; 2]], weight: i64, scale: u32) -> Option<(i128, u32)> {
    let mut mantissa: i128 = 0;
    // How many digits behind the point the mantissa has; negative if it lacks zeros before the point.
    let mut behind = -4 * (weight + 1);
    for group in groups {
        let group = i128::from(u16::from_be_bytes(*group));
        behind += 4;
        // The last group may reach beyond the scale, with zeros that need not fit.
        let surplus = (behind - i64::from(scale)).clamp(0, 4) as u32;
        mantissa = mantissa.checked_mul(10_i128.pow(4 - surplus))?.checked_add(group / 10_i128.pow(surplus))?;
        behind -= i64::from(surplus);
    }
    if groups.is_empty() {
        behind = i64::from(scale);
    }
    while behind < i64::from(scale) {
        match mantissa.checked_mul(10) {
            Some(longer) => mantissa = longer,
            None if behind >= 0 => break,
            None => return None,
        }
        behind += 1;
    }
    Some((mantissa, u32::try_from(behind).ok()?))
}

#[cfg(test)]
mod tests {
    use alchemy_core::{Digits, ExtensionValue, Number};
    use bytes::BytesMut;

    fn through(number: Number) -> Number {
        let mut out = BytesMut::new();
        super::write(number, &mut out).unwrap();
        super::read(&out).unwrap().unwrap()
    }

    #[test]
    fn decimals_survive_with_their_scale() {
        for scale in 0..45 {
            for mantissa in [0, 1, 9, 10, 9_999, 10_000, 10_001, 123_456_789, u64::MAX.into(), 10_i128.pow(37) + 1, i128::MAX] {
                for mantissa in [mantissa, -mantissa] {
                    let number = Number { mantissa, scale };
                    assert_eq!(through(number), number, "{number}");
                }
            }
        }
    }

    #[test]
    fn zeros_at_the_end_that_do_not_fit_are_left_out() {
        // 1, with 60 digits behind the point.
        let wide = [0, 1, 0, 0, 0, 0, 0, 60, 0, 1];
        let number = super::read(&wide).unwrap().unwrap();
        assert_eq!(number.mantissa, 10_i128.pow(number.scale));
        // 10,000 to the power of ten: 41 digits.
        let long = [0, 1, 0, 10, 0, 0, 0, 0, 0, 1];
        assert_eq!(super::read(&long).unwrap(), None);
        assert_eq!(super::read_digits(&long).unwrap().text(), format!("1{}", "0".repeat(40)));
    }

    #[test]
    fn decimals_of_any_length_survive_with_their_scale() {
        let long = "1234567890".repeat(9);
        for text in ["0", "0.000", "-0.00001", "10000", "-1", "12345.6", "0.1230", "99999999.99999999", &long] {
            for text in [text.to_owned(), format!("{text}{}", if text.contains('.') { "0" } else { ".5" })] {
                let digits: Digits = text.parse().unwrap();
                let mut out = BytesMut::new();
                super::write_digits(&digits, &mut out).unwrap();
                assert_eq!(super::read_digits(&out).unwrap(), digits, "{text}");
                if let Some(number) = digits.number() {
                    let mut short = BytesMut::new();
                    super::write(number, &mut short).unwrap();
                    assert_eq!(super::read(&out).unwrap(), super::read(&short).unwrap(), "{text}");
                }
            }
        }
        let wide: Digits = format!("0.{}", "1".repeat(20_000)).parse().unwrap();
        assert!(super::write_digits(&wide, &mut BytesMut::new()).is_err());
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for sign in [0xc0, 0xd0, 0xf0, 0x12] {
            assert!(super::read(&[0, 0, 0, 0, sign, 0, 0, 0]).is_err());
        }
        for bytes in [&[][..], &[0, 1, 0, 0, 0, 0, 0, 0], &[0, 1, 0, 0, 0, 0, 0, 0, 1], &[0, 0, 0, 0, 0, 0, 0, 0, 0, 1]] {
            assert!(super::read(bytes).is_err());
        }
    }
}
