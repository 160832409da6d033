//! The server's exact decimals: groups of four decimal digits, of which the first counts 10,000 to the power of `weight`.

use alchemy_core::{Error, Number, Result};
use bytes::{BufMut, BytesMut};

const GROUP: u64 = 10_000;
const POSITIVE: u16 = 0x0000;
const NEGATIVE: u16 = 0x4000;
const NOT_A_NUMBER: u16 = 0xc000;
const INFINITE: [u16; 2] = [0xd000, 0xf000];

/// The most digits behind the point that the server keeps.
const WIDEST_SCALE: u32 = 16_383;

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

/// Reads a decimal, exactly. # Errors: `Data` for NaN, infinity and more digits than fit.
pub(crate) fn read(bytes: &[u8]) -> Result<Number> {
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
    let (mantissa, scale) =
        gather(groups, weight, scale).ok_or_else(|| Error::out_of_range("a numeric", "a decimal of 38 digits"))?;
    Ok(Number { mantissa: if sign == NEGATIVE { -mantissa } else { mantissa }, scale })
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
    use alchemy_core::Number;
    use bytes::BytesMut;

    fn through(number: Number) -> Number {
        let mut out = BytesMut::new();
        super::write(number, &mut out).unwrap();
        super::read(&out).unwrap()
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
        let number = super::read(&wide).unwrap();
        assert_eq!(number.mantissa, 10_i128.pow(number.scale));
        // 10,000 to the power of ten: 41 digits.
        assert!(super::read(&[0, 1, 0, 10, 0, 0, 0, 0, 0, 1]).is_err());
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
