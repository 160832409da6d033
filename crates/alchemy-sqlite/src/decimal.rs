//! The collation `decimal`: text that is a decimal in plain notation is ordered as the number that it is.
//!
//! It has the name and the order of the collation that SQLite's command line tool brings along, so that a table with such a
//! column can be read there too.

use std::cmp::Ordering;

/// A decimal taken apart: its sign, the digits before the point without zeros at the front, and those behind it without
/// zeros at the end.
fn parts(text: &str) -> Option<(bool, &str, &str)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if (whole.is_empty() && part.is_empty()) || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    Some((negative && !(whole.is_empty() && part.is_empty()), whole, part))
}

/// The order of two texts: of decimals as numbers, of others by their bytes and behind all decimals.
pub(crate) fn compare(left: &str, right: &str) -> Ordering {
    match (parts(left), parts(right)) {
        (Some(left), Some(right)) => numbers(left, right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => left.cmp(right),
    }
}

fn numbers(left: (bool, &str, &str), right: (bool, &str, &str)) -> Ordering {
    // As many digits before the point, so that they order as text; digits behind it do so by themselves.
    let size = |(_, whole, part): (bool, &str, &str), (_, other, rest): (bool, &str, &str)| {
        whole.len().cmp(&other.len()).then_with(|| whole.cmp(other)).then_with(|| part.cmp(rest))
    };
    match (left.0, right.0) {
        (false, false) => size(left, right),
        (true, true) => size(right, left),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use super::compare;
    use std::cmp::Ordering;

    #[test]
    fn decimals_are_ordered_as_numbers() {
        let ascending = ["-100", "-20.5", "-20.25", "-0.1", "0", "0.09", "0.1", "9", "10", "100000000000000000000.1", "1x", "x"];
        for (at, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(compare(left, right), at.cmp(&other), "{left} {right}");
            }
        }
    }

    #[test]
    fn equal_numbers_are_equal() {
        for (left, right) in [("1.50", "1.5"), ("-0", "0.00"), ("007", "+7"), (".5", "0.5"), ("5.", "5")] {
            assert_eq!(compare(left, right), Ordering::Equal, "{left} {right}");
        }
    }
}
