//! Values on their way to the server, in its binary forms.
//!
//! Invariant: a value is sent exactly as it is, or refused before anything is sent.

use std::error::Error as StdError;
use std::fmt;

use alchemy_core::{DateTime, Digits, Error, ErrorKind, ExtensionValue, Number, Result, Value};
use bytes::{BufMut, BytesMut};
use tokio_postgres::Statement;
use tokio_postgres::types::{Format, IsNull, ToSql, Type, to_sql_checked};

use crate::composed;
use crate::ext::{Bits, Cidr, HstoreValue, Inet, MacAddr, MacAddr8, RangeValue};
use crate::kind::{Kind, Slot};
use crate::numeric;

/// The server counts from 2000-01-01.
pub(crate) const EPOCH_DAYS: i32 = 10_957;
pub(crate) const EPOCH_MICROS: i64 = EPOCH_DAYS as i64 * DAY;
pub(crate) const DAY: i64 = 86_400_000_000;

/// The days and moments that the server knows: from 4714-11-24 before Christ, to the years 5,874,897 and 294,276.
const DAYS: std::ops::Range<i32> = -2_451_545..2_145_031_949;
const MOMENTS: std::ops::Range<i64> = -211_813_488_000_000_000..9_223_371_331_200_000_000;

/// A value for one parameter.
pub(crate) struct Bound<'a> {
    value: &'a Value,
    slot: Slot,
}

/// A statement's values, each with what is known of its parameter.
pub(crate) fn bound<'a>(values: &'a [Value], slots: &'a [Slot]) -> impl ExactSizeIterator<Item = Bound<'a>> {
    values.iter().zip(slots).map(|(value, slot)| Bound { value, slot: *slot })
}

/// Whether the values can be sent, all of them. For statements that are not sent alone: it costs writing them once more.
pub(crate) fn check(statement: &Statement, values: &[Value], slots: &[Slot], scratch: &mut BytesMut) -> Result<()> {
    check_count(values, slots)?;
    for (bound, parameter) in bound(values, slots).zip(statement.params()) {
        scratch.clear();
        bound.write(parameter, scratch)?;
    }
    Ok(())
}

/// Whether one value can be sent as a parameter of this type.
pub(crate) fn fits(value: &Value, slot: Slot, parameter: &Type) -> bool {
    Bound { value, slot }.write(parameter, &mut BytesMut::new()).is_ok()
}

/// Whether there are as many values as parameters.
pub(crate) fn check_count(values: &[Value], slots: &[Slot]) -> Result<()> {
    if values.len() == slots.len() {
        return Ok(());
    }
    let message = format!("the statement has {} placeholders, {} values were bound", slots.len(), values.len());
    Err(Error::new(ErrorKind::Programming, message))
}

impl Bound<'_> {
    fn write(&self, parameter: &Type, out: &mut BytesMut) -> Result<IsNull> {
        match (self.value, self.slot.element) {
            (Value::Null, _) => return Ok(IsNull::Yes),
            (Value::Array(values), Some(element)) => write_array(values, element, self.slot.kind, parameter, out)?,
            (_, Some(_)) | (Value::Array(_), None) => return Err(mismatch(self.value, parameter)),
            (value, None) => write_one(value, self.slot.kind, parameter, out)?,
        }
        Ok(IsNull::No)
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        Ok(self.write(ty, out)?)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    /// Text for a type that has no counterpart, such as a configuration of full-text search, goes as the server's text
    /// form of that type.
    fn encode_format(&self, _: &Type) -> Format {
        let plain = self.slot.element.is_none() && matches!(self.value, Value::Text(_));
        match self.slot.kind {
            kind if plain && kind.is_read_from_text() => Format::Text,
            _ => Format::Binary,
        }
    }

    to_sql_checked!();
}

impl fmt::Debug for Bound<'_> {
    /// The driver underneath logs what it binds; values are nobody's business.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value.kind())
    }
}

fn mismatch(value: &Value, parameter: &Type) -> Error {
    Error::bad_value(format!("cannot bind {} to {}", value.kind(), parameter.name()))
}

/// Dimensions that count from one; an empty array has none.
fn write_array(values: &[Value], element: u32, kind: Kind, parameter: &Type, out: &mut BytesMut) -> Result<()> {
    let mut lengths = Vec::new();
    measure(values, &mut lengths);
    if lengths.contains(&0) {
        lengths.clear();
    }
    let long = |length: usize| i32::try_from(length).map_err(|_| Error::out_of_range("an array", parameter.name()));
    out.put_i32(long(lengths.len())?);
    out.put_i32(i32::from(has_null(values)));
    out.put_u32(element);
    for length in &lengths {
        out.put_i32(long(*length)?);
        out.put_i32(1);
    }
    if lengths.is_empty() { Ok(()) } else { write_elements(values, &lengths, kind, parameter, out) }
}

/// The lengths of the dimensions, as the first element of each has them.
fn measure(values: &[Value], lengths: &mut Vec<usize>) {
    lengths.push(values.len());
    if let Some(Value::Array(inner)) = values.first() {
        measure(inner, lengths);
    }
}

fn has_null(values: &[Value]) -> bool {
    values.iter().any(|value| match value {
        Value::Array(inner) => has_null(inner),
        other => other.is_null(),
    })
}

fn write_elements(values: &[Value], lengths: &[usize], kind: Kind, parameter: &Type, out: &mut BytesMut) -> Result<()> {
    let (length, inner) = lengths.split_first().map_or((0, &[][..]), |(length, inner)| (*length, inner));
    if values.len() != length {
        return Err(Error::bad_value("the parts of an array of several dimensions must be of one length"));
    }
    for value in values {
        match value {
            Value::Array(part) if !inner.is_empty() => write_elements(part, inner, kind, parameter, out)?,
            value if !inner.is_empty() => return Err(mismatch(value, parameter)),
            Value::Null => out.put_i32(-1),
            value => counted(parameter, out, |out| write_one(value, kind, parameter, out))?,
        }
    }
    Ok(())
}

/// Writes a value behind its length in bytes.
fn counted(parameter: &Type, out: &mut BytesMut, write: impl FnOnce(&mut BytesMut) -> Result<()>) -> Result<()> {
    let at = out.len();
    out.put_i32(0);
    write(out)?;
    let size = i32::try_from(out.len() - at - 4).map_err(|_| Error::out_of_range("an element", parameter.name()))?;
    out[at..at + 4].copy_from_slice(&size.to_be_bytes());
    Ok(())
}

/// A value of a type that only this database has.
fn write_own(own: &dyn ExtensionValue, kind: Kind, parameter: &Type, out: &mut BytesMut) -> Result<()> {
    let unfit = || Error::bad_value(format!("cannot bind {} to {}", own.kind(), parameter.name()));
    if let Some(refusal) = own.refusal() {
        return Err(refusal);
    }
    if let (Some(digits), Kind::Numeric) = (own.downcast_ref::<Digits>(), kind) {
        return numeric::write_digits(digits, out);
    }
    if kind.is_own() {
        return write_own_type(own, kind, out).unwrap_or_else(|| Err(unfit()));
    }
    match (own.downcast_ref::<RangeValue>(), own.downcast_ref::<HstoreValue>(), kind) {
        (Some(RangeValue::Many(ranges)), _, Kind::Multirange(bound)) => {
            out.put_i32(i32::try_from(ranges.len()).map_err(|_| unfit())?);
            ranges.iter().try_for_each(|range| counted(parameter, out, |out| write_range(range, bound.kind(), parameter, out)))
        }
        (Some(range @ (RangeValue::Empty | RangeValue::Between { .. })), _, Kind::Range(bound)) => {
            write_range(range, bound.kind(), parameter, out)
        }
        (_, Some(HstoreValue(pairs)), Kind::Hstore) => {
            out.put_i32(i32::try_from(pairs.len()).map_err(|_| unfit())?);
            pairs.iter().try_for_each(|(key, value)| {
                counted(parameter, out, |out| write_text(key, out))?;
                match value {
                    Some(value) => counted(parameter, out, |out| write_text(value, out)),
                    None => {
                        out.put_i32(-1);
                        Ok(())
                    }
                }
            })
        }
        _ => Err(unfit()),
    }
}

/// A value of a type of this crate; `None` if it is of another one.
fn write_own_type(own: &dyn ExtensionValue, kind: Kind, out: &mut BytesMut) -> Option<Result<()>> {
    match kind {
        Kind::Inet => match (own.downcast_ref::<Inet>(), own.downcast_ref::<Cidr>()) {
            (Some(host), _) => host.encode(false, out),
            (None, network) => network?.inet().encode(false, out),
        },
        Kind::Cidr => own.downcast_ref::<Cidr>()?.inet().encode(true, out),
        Kind::MacAddr => out.put_slice(&own.downcast_ref::<MacAddr>()?.0),
        Kind::MacAddr8 => out.put_slice(&own.downcast_ref::<MacAddr8>()?.0),
        Kind::Bits => return Some(own.downcast_ref::<Bits>()?.encode(out)),
        _ => return None,
    }
    Some(Ok(()))
}

fn write_range(range: &RangeValue, kind: Kind, parameter: &Type, out: &mut BytesMut) -> Result<()> {
    let RangeValue::Between { lower, upper, bounds } = range else {
        out.put_u8(composed::EMPTY);
        return Ok(());
    };
    let mark = |set: bool, mark: u8| if set { mark } else { 0 };
    let (low, high) = bounds.included();
    out.put_u8(
        mark(lower.is_none(), composed::NO_LOWER)
            | mark(upper.is_none(), composed::NO_UPPER)
            | mark(low && lower.is_some(), composed::LOWER_INCLUDED)
            | mark(high && upper.is_some(), composed::UPPER_INCLUDED),
    );
    [lower, upper].into_iter().flatten().try_for_each(|value| counted(parameter, out, |out| write_one(value, kind, parameter, out)))
}

fn write_one(value: &Value, kind: Kind, parameter: &Type, out: &mut BytesMut) -> Result<()> {
    match (value, kind) {
        (Value::Bool(v), Kind::Bool) => out.put_u8((*v).into()),
        (Value::Int(v), _) => return write_integer((*v).into(), value, kind, parameter, out),
        (Value::UInt(v), _) => return write_integer((*v).into(), value, kind, parameter, out),
        (Value::Float(v), _) => return write_float(*v, value, kind, parameter, out),
        (Value::Decimal(v), _) => return write_decimal(*v, value, kind, parameter, out),
        (Value::Text(v), Kind::Text) => write_text(v, out)?,
        (Value::Text(v) | Value::Json(v), Kind::Json) => write_text(v, out)?,
        (Value::Text(v) | Value::Json(v), Kind::JsonBinary) => {
            out.put_u8(1);
            write_text(v, out)?;
        }
        (Value::Text(v), Kind::JsonPath) => {
            out.put_u8(1);
            write_text(v, out)?;
        }
        // The server reads the text form of types that have no counterpart; see `encode_format`.
        (Value::Text(v), kind) if kind.is_read_from_text() => write_text(v, out)?,
        (Value::Extension(own), kind) => return write_own(&**own, kind, parameter, out),
        (Value::Bytes(v), Kind::Bytes) => out.put_slice(v),
        (Value::Date(v), Kind::Date) => {
            let days = v.0.checked_sub(EPOCH_DAYS).filter(|days| DAYS.contains(days));
            out.put_i32(days.ok_or_else(|| Error::out_of_range("a date", parameter.name()))?);
        }
        (Value::Time(v), Kind::Time) if (0..DAY).contains(&v.0) => out.put_i64(v.0),
        (Value::Time(_), Kind::Time) => return Err(Error::out_of_range("a time of day", parameter.name())),
        (Value::DateTime(v) | Value::Timestamp(v), Kind::DateTime | Kind::Timestamp) => write_moment(*v, parameter, out)?,
        (Value::Interval(v), Kind::Interval) => {
            out.put_i64(v.micros);
            out.put_i32(v.days);
            out.put_i32(v.months);
        }
        (Value::Uuid(v), Kind::Uuid) => out.put_slice(v),
        _ => return Err(mismatch(value, parameter)),
    }
    Ok(())
}

fn write_text(text: &str, out: &mut BytesMut) -> Result<()> {
    if text.as_bytes().contains(&0) {
        return Err(Error::bad_value("text may not contain NUL here"));
    }
    out.put_slice(text.as_bytes());
    Ok(())
}

fn write_moment(at: DateTime, parameter: &Type, out: &mut BytesMut) -> Result<()> {
    let micros = at.0.checked_sub(EPOCH_MICROS).filter(|micros| MOMENTS.contains(micros));
    out.put_i64(micros.ok_or_else(|| Error::out_of_range("a date and time", parameter.name()))?);
    Ok(())
}

fn write_integer(v: i128, value: &Value, kind: Kind, parameter: &Type, out: &mut BytesMut) -> Result<()> {
    let unfit = |_| Error::out_of_range(value.kind(), parameter.name());
    match kind {
        Kind::Int2 => out.put_i16(v.try_into().map_err(unfit)?),
        Kind::Int4 => out.put_i32(v.try_into().map_err(unfit)?),
        Kind::Int8 => out.put_i64(v.try_into().map_err(unfit)?),
        Kind::Oid => out.put_u32(v.try_into().map_err(unfit)?),
        Kind::Numeric => numeric::write(Number { mantissa: v, scale: 0 }, out)?,
        Kind::Float4 if (v as f32) as i128 == v => out.put_f32(v as f32),
        Kind::Float8 if (v as f64) as i128 == v => out.put_f64(v as f64),
        Kind::Float4 | Kind::Float8 => return Err(inexact(value, parameter)),
        _ => return Err(mismatch(value, parameter)),
    }
    Ok(())
}

fn inexact(value: &Value, parameter: &Type) -> Error {
    Error::bad_value(format!("{} would be rounded by {}", value.kind(), parameter.name()))
}

fn write_float(v: f64, value: &Value, kind: Kind, parameter: &Type, out: &mut BytesMut) -> Result<()> {
    match kind {
        Kind::Float8 => out.put_f64(v),
        Kind::Float4 if f64::from(v as f32) == v || v.is_nan() => out.put_f32(v as f32),
        Kind::Float4 => return Err(inexact(value, parameter)),
        // The shortest decimal that reads as this float stands for it.
        Kind::Numeric if v.is_finite() => numeric::write(format!("{v:e}").parse()?, out)?,
        Kind::Numeric => return Err(Error::out_of_range("a float that is not finite", parameter.name())),
        _ => return Err(mismatch(value, parameter)),
    }
    Ok(())
}

/// Into other types than numeric a decimal goes only where they hold the same number.
fn write_decimal(v: Number, value: &Value, kind: Kind, parameter: &Type, out: &mut BytesMut) -> Result<()> {
    match kind {
        Kind::Numeric => numeric::write(v, out),
        Kind::Int2 | Kind::Int4 | Kind::Int8 | Kind::Oid => match shortened(v) {
            Number { mantissa, scale: 0 } => write_integer(mantissa, value, kind, parameter, out),
            _ => Err(inexact(value, parameter)),
        },
        Kind::Float4 | Kind::Float8 => {
            let float = nearest(v, kind).filter(|(_, back)| shortened(*back) == shortened(v));
            let (float, _) = float.ok_or_else(|| inexact(value, parameter))?;
            write_float(float, value, kind, parameter, out)
        }
        _ => Err(mismatch(value, parameter)),
    }
}

/// The float next to a decimal, and the shortest decimal that reads as this float.
fn nearest(v: Number, kind: Kind) -> Option<(f64, Number)> {
    let text = v.to_string();
    if kind == Kind::Float4 {
        let float: f32 = text.parse().ok()?;
        return Some((float.into(), format!("{float:e}").parse().ok()?));
    }
    let float: f64 = text.parse().ok()?;
    Some((float, format!("{float:e}").parse().ok()?))
}

/// The same number without zeros at the end.
fn shortened(mut v: Number) -> Number {
    while v.scale > 0 && v.mantissa % 10 == 0 {
        v = Number { mantissa: v.mantissa / 10, scale: v.scale - 1 };
    }
    v
}
