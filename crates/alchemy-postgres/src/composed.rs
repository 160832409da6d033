//! Values made of others, on their way from the server: arrays, ranges, hstore, and what full-text search works on. They
//! are taken apart only when they are asked for.

use std::fmt::Write;
use std::sync::Arc;

use alchemy_core::{Encoded, Error, ExtensionValue, Result, Value};

use crate::ext::{Bits, Bounds, Cidr, HstoreValue, Inet, MacAddr, MacAddr8, RangeValue};
use crate::kind::{Kind, Slot};
use crate::numeric;
use crate::rows;

/// How many bits of a tag say which kind it is; the next one says that it is an array.
const ARRAY: u32 = 1 << 8;

/// A value that is taken apart later.
pub(crate) fn encoded(slot: Slot, bytes: &[u8]) -> Option<Encoded<'_>> {
    let kind = Kind::ALL.iter().position(|kind| *kind == slot.kind)?;
    let array = if slot.element.is_some() { ARRAY } else { 0 };
    Some(Encoded::new(u32::try_from(kind).ok()? | array, bytes, decode))
}

fn decode(tag: u32, bytes: &[u8]) -> Result<Value> {
    let kind = Kind::ALL.get((tag & !ARRAY) as usize).copied().ok_or_else(malformed)?;
    if tag & ARRAY != 0 { array(kind, &mut Bytes(bytes)) } else { one(kind, bytes) }
}

fn malformed() -> Error {
    Error::decode("a value", "what the server sent")
}

/// Bytes that are read from the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(count).ok_or_else(malformed)?;
        self.0 = tail;
        Ok(head)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn short(&mut self) -> Result<u16> {
        let bytes = self.take(2)?;
        Ok(u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    fn int(&mut self) -> Result<i32> {
        let bytes = self.take(4)?;
        Ok(i32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    /// Bytes behind their length; `None` is NULL.
    fn counted(&mut self) -> Result<Option<&'a [u8]>> {
        match self.int()? {
            -1 => Ok(None),
            length => self.take(usize::try_from(length).map_err(|_| malformed())?).map(Some),
        }
    }

    /// Text up to a NUL.
    fn word(&mut self) -> Result<&'a str> {
        let end = self.0.iter().position(|byte| *byte == 0).ok_or_else(malformed)?;
        let word = self.take(end)?;
        self.byte()?;
        text(word)
    }
}

fn text(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| Error::decode("String", "text that is not UTF-8"))
}

/// One value that is no array.
fn one(kind: Kind, bytes: &[u8]) -> Result<Value> {
    let own = |value: Arc<dyn ExtensionValue>| Ok(Value::Extension(value));
    let card = |bytes: &[u8]| bytes.try_into().map(MacAddr).ok();
    let long_card = |bytes: &[u8]| bytes.try_into().map(MacAddr8).ok();
    match kind {
        Kind::Range(bound) => own(Arc::new(range(bound.kind(), &mut Bytes(bytes))?)),
        Kind::Multirange(bound) => own(Arc::new(multirange(bound.kind(), &mut Bytes(bytes))?)),
        Kind::Hstore => own(Arc::new(hstore(&mut Bytes(bytes))?)),
        Kind::Numeric => match numeric::read(bytes)? {
            Some(number) => Ok(Value::Decimal(number)),
            None => own(Arc::new(numeric::read_digits(bytes)?)),
        },
        Kind::Inet => own(Arc::new(Inet::decode(bytes).ok_or_else(malformed)?)),
        Kind::Cidr => own(Arc::new(Cidr::decode(bytes).ok_or_else(malformed)?)),
        Kind::MacAddr => own(Arc::new(card(bytes).ok_or_else(malformed)?)),
        Kind::MacAddr8 => own(Arc::new(long_card(bytes).ok_or_else(malformed)?)),
        Kind::Bits => own(Arc::new(Bits::decode(bytes).ok_or_else(malformed)?)),
        Kind::TsVector => vector(&mut Bytes(bytes)).map(Value::from),
        Kind::TsQuery => query(&mut Bytes(bytes)).map(Value::from),
        kind => rows::read(kind, bytes).unwrap_or_else(|| Err(malformed()))?.to_value(),
    }
}

fn array(kind: Kind, bytes: &mut Bytes<'_>) -> Result<Value> {
    let dimensions = bytes.int()?;
    // Whether there are NULLs, and the type of the elements, is known.
    bytes.take(8)?;
    let mut lengths = Vec::new();
    for _ in 0..dimensions {
        lengths.push(usize::try_from(bytes.int()?).map_err(|_| malformed())?);
        // Where the dimension begins to count.
        bytes.int()?;
    }
    if lengths.is_empty() { Ok(Value::Array([].into())) } else { dimension(kind, &lengths, bytes) }
}

fn dimension(kind: Kind, lengths: &[usize], bytes: &mut Bytes<'_>) -> Result<Value> {
    let Some((length, inner)) = lengths.split_first() else {
        return bytes.counted()?.map_or(Ok(Value::Null), |bytes| one(kind, bytes));
    };
    (0..*length).map(|_| dimension(kind, inner, bytes)).collect::<Result<Vec<_>>>().map(|items| Value::Array(items.into()))
}

/// The marks of a range: nothing in it, its bounds belong to it, it has no bounds.
pub(crate) const EMPTY: u8 = 1;
pub(crate) const LOWER_INCLUDED: u8 = 2;
pub(crate) const UPPER_INCLUDED: u8 = 4;
pub(crate) const NO_LOWER: u8 = 8;
pub(crate) const NO_UPPER: u8 = 16;

fn range(kind: Kind, bytes: &mut Bytes<'_>) -> Result<RangeValue> {
    let marks = bytes.byte()?;
    if marks & EMPTY != 0 {
        return Ok(RangeValue::Empty);
    }
    let mut bound = |without: u8| -> Result<Option<Value>> {
        if marks & without != 0 {
            return Ok(None);
        }
        bytes.counted()?.map(|bytes| one(kind, bytes)).transpose()
    };
    let (lower, upper) = (bound(NO_LOWER)?, bound(NO_UPPER)?);
    Ok(RangeValue::Between { lower, upper, bounds: Bounds::of(marks & LOWER_INCLUDED != 0, marks & UPPER_INCLUDED != 0) })
}

fn multirange(kind: Kind, bytes: &mut Bytes<'_>) -> Result<RangeValue> {
    let count = bytes.int()?;
    let one = |_| range(kind, &mut Bytes(bytes.counted()?.ok_or_else(malformed)?));
    (0..count).map(one).collect::<Result<_>>().map(RangeValue::Many)
}

fn hstore(bytes: &mut Bytes<'_>) -> Result<HstoreValue> {
    let count = bytes.int()?;
    let pair = |_| {
        let key = text(bytes.counted()?.ok_or_else(malformed)?)?;
        Ok((key.into(), bytes.counted()?.map(text).transpose()?.map(Into::into)))
    };
    (0..count).map(pair).collect::<Result<_>>().map(HstoreValue)
}

/// A word of a vector or a query, in quotes.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''"))
}

/// Words, each with its positions and their weights.
fn vector(bytes: &mut Bytes<'_>) -> Result<String> {
    let count = bytes.int()?;
    let mut words = Vec::new();
    for _ in 0..count {
        let mut word = quoted(bytes.word()?);
        for at in 0..bytes.short()? {
            let position = bytes.short()?;
            let weight = ["", "C", "B", "A"][usize::from(position >> 14)];
            // Writing to a String cannot fail.
            let _ = write!(word, "{}{}{weight}", if at == 0 { ":" } else { "," }, position & 0x3fff);
        }
        words.push(word);
    }
    Ok(words.join(" "))
}

/// Operators before their operands, the right one first.
fn query(bytes: &mut Bytes<'_>) -> Result<String> {
    match bytes.int()? {
        0 => Ok(String::new()),
        _ => term(bytes, 0).map(|(text, _)| text),
    }
}

/// The deepest query that is read, so that a malformed one cannot exhaust the stack.
const DEEPEST: u32 = 1_000;

/// A term, and how tightly its operator binds.
fn term(bytes: &mut Bytes<'_>, depth: u32) -> Result<(String, u8)> {
    if depth > DEEPEST {
        return Err(malformed());
    }
    if bytes.byte()? == 1 {
        let (weights, prefix) = (bytes.byte()?, bytes.byte()? != 0);
        let mut word = quoted(bytes.word()?);
        if prefix || weights != 0 {
            word.push(':');
            word.push_str(if prefix { "*" } else { "" });
            ["D", "C", "B", "A"]
                .iter()
                .enumerate()
                .rev()
                .filter(|(bit, _)| weights >> bit & 1 != 0)
                .for_each(|(_, w)| word.push_str(w));
        }
        return Ok((word, u8::MAX));
    }
    let grouped = |(text, tightness): (String, u8), outer: u8| if tightness < outer { format!("( {text} )") } else { text };
    let (tightness, operator) = match bytes.byte()? {
        1 => return Ok((format!("!{}", grouped(term(bytes, depth + 1)?, 4)), 4)),
        2 => (2, "&".to_owned()),
        3 => (1, "|".to_owned()),
        4 => match bytes.short()? {
            1 => (3, "<->".to_owned()),
            distance => (3, format!("<{distance}>")),
        },
        _ => return Err(malformed()),
    };
    let right = grouped(term(bytes, depth + 1)?, tightness + u8::from(tightness == 3));
    let left = grouped(term(bytes, depth + 1)?, tightness);
    Ok((format!("{left} {operator} {right}"), tightness))
}
