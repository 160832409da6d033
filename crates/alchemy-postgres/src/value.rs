//! Values to the wire: in binary, as the parameter's type says. What does not fit is refused before anything is sent.

use std::error::Error as StdError;

use alchemy_core::{Error, Number, Result, Value};
use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{IsNull, Kind, ToSql, Type, to_sql_checked};

use crate::numeric;

/// Days from 1970-01-01 to 2000-01-01, from which PostgreSQL counts.
pub(crate) const EPOCH_DAYS: i32 = 10_957;
/// The same in microseconds.
pub(crate) const EPOCH_MICROS: i64 = 946_684_800_000_000;

/// A value to bind.
#[derive(Debug)]
pub(crate) struct Param<'v>(pub(crate) &'v Value);

impl ToSql for Param<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Box<dyn StdError + Sync + Send>> {
        if self.0.is_null() {
            return Ok(IsNull::Yes);
        }
        encode(self.0, ty, out)?;
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn encode(value: &Value, ty: &Type, out: &mut BytesMut) -> Result<()> {
    if let Kind::Domain(inner) = ty.kind() {
        return encode(value, inner, out);
    }
    match value {
        Value::Null => Ok(()),
        Value::Bool(v) if *ty == Type::BOOL => {
            out.put_u8(u8::from(*v));
            Ok(())
        }
        Value::Int(v) => integer(i128::from(*v), ty, out),
        Value::UInt(v) => integer(i128::from(*v), ty, out),
        Value::Float(v) => float(*v, ty, out),
        Value::Decimal(v) => decimal(*v, ty, out),
        Value::Text(v) if is_text(ty) => text(v, out),
        Value::Text(v) | Value::Json(v) if *ty == Type::JSON => text(v, out),
        Value::Text(v) | Value::Json(v) if *ty == Type::JSONB => {
            out.put_u8(1);
            text(v, out)
        }
        Value::Bytes(v) if *ty == Type::BYTEA => {
            out.put_slice(v);
            Ok(())
        }
        Value::Uuid(v) if *ty == Type::UUID => {
            out.put_slice(v);
            Ok(())
        }
        Value::Array(v) => array(v, ty, out),
        other => moment(other, ty, out),
    }
}

fn refused(kind: &str, ty: &Type) -> Error {
    Error::bad_value(format!("cannot bind {kind} to {}; convert it or cast the parameter", ty.name()))
}

fn is_text(ty: &Type) -> bool {
    matches!(*ty, Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN) || matches!(ty.kind(), Kind::Enum(_))
}

fn text(text: &str, out: &mut BytesMut) -> Result<()> {
    if text.contains('\0') {
        return Err(Error::bad_value("text with NUL cannot be stored by PostgreSQL"));
    }
    out.put_slice(text.as_bytes());
    Ok(())
}

fn integer(value: i128, ty: &Type, out: &mut BytesMut) -> Result<()> {
    let range = || Error::out_of_range("an integer", ty.name());
    match *ty {
        Type::INT2 => out.put_i16(value.try_into().map_err(|_| range())?),
        Type::INT4 => out.put_i32(value.try_into().map_err(|_| range())?),
        Type::INT8 => out.put_i64(value.try_into().map_err(|_| range())?),
        Type::OID => out.put_u32(value.try_into().map_err(|_| range())?),
        Type::NUMERIC => numeric::encode(Number { mantissa: value, scale: 0 }, out),
        Type::FLOAT4 | Type::FLOAT8 => {
            let float = value as f64;
            // A float of 64 bits keeps integers of up to 53.
            if float as i128 != value {
                return Err(Error::bad_value(format!("an integer would lose digits as {}", ty.name())));
            }
            return self::float(float, ty, out);
        }
        _ => return Err(refused("an integer", ty)),
    }
    Ok(())
}

fn float(value: f64, ty: &Type, out: &mut BytesMut) -> Result<()> {
    match *ty {
        Type::FLOAT8 => out.put_f64(value),
        Type::FLOAT4 => {
            let small = value as f32;
            if small.is_infinite() && value.is_finite() {
                return Err(Error::out_of_range("a float", ty.name()));
            }
            out.put_f32(small);
        }
        Type::NUMERIC if value.is_finite() => numeric::encode(format!("{value:?}").parse()?, out),
        _ => return Err(refused("a float", ty)),
    }
    Ok(())
}

fn decimal(value: Number, ty: &Type, out: &mut BytesMut) -> Result<()> {
    match *ty {
        Type::NUMERIC => numeric::encode(value, out),
        Type::FLOAT4 | Type::FLOAT8 => {
            let parsed = value.to_string().parse().map_err(|_| Error::out_of_range("a decimal", ty.name()))?;
            return float(parsed, ty, out);
        }
        Type::INT2 | Type::INT4 | Type::INT8 => {
            let unit = 10_i128.checked_pow(value.scale).filter(|unit| value.mantissa % unit == 0);
            let unit = unit.ok_or_else(|| Error::bad_value(format!("a fraction would be lost as {}", ty.name())))?;
            return integer(value.mantissa / unit, ty, out);
        }
        _ => return Err(refused("a decimal", ty)),
    }
    Ok(())
}

/// Dates and times. The server counts from 2000, and keeps the largest and smallest count for infinity.
fn moment(value: &Value, ty: &Type, out: &mut BytesMut) -> Result<()> {
    let range = || Error::out_of_range(value.kind(), ty.name());
    match (value, ty) {
        (Value::Date(v), &Type::DATE) => {
            out.put_i32(v.0.checked_sub(EPOCH_DAYS).filter(|days| *days > i32::MIN).ok_or_else(range)?)
        }
        (Value::Time(v), &Type::TIME) => out.put_i64(v.0),
        (Value::DateTime(v) | Value::Timestamp(v), &(Type::TIMESTAMP | Type::TIMESTAMPTZ)) => {
            out.put_i64(v.0.checked_sub(EPOCH_MICROS).filter(|micros| *micros > i64::MIN).ok_or_else(range)?);
        }
        _ => return Err(refused(value.kind(), ty)),
    }
    Ok(())
}

/// A one-dimensional array: dimensions, whether there are NULLs, the element's type, length and lower bound, elements.
fn array(values: &[Value], ty: &Type, out: &mut BytesMut) -> Result<()> {
    let Kind::Array(element) = ty.kind() else { return Err(refused("an array", ty)) };
    let count = i32::try_from(values.len()).map_err(|_| Error::out_of_range("an array", ty.name()))?;
    out.put_i32(i32::from(count > 0));
    out.put_i32(i32::from(values.iter().any(Value::is_null)));
    out.put_u32(element.oid());
    if count > 0 {
        out.put_i32(count);
        out.put_i32(1);
    }
    for value in values {
        if value.is_null() {
            out.put_i32(-1);
            continue;
        }
        let at = out.len();
        out.put_i32(0);
        encode(value, element, out)?;
        let length = i32::try_from(out.len() - at - 4).map_err(|_| Error::out_of_range("an array's element", ty.name()))?;
        out[at..at + 4].copy_from_slice(&length.to_be_bytes());
    }
    Ok(())
}
