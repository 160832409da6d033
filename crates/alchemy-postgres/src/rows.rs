//! Values from the wire, borrowed from the row that is being read.

use std::error::Error as StdError;

use alchemy_core::{Date, DateTime, Error, Result, Time, ValueRef};
use tokio_postgres::types::{FromSql, Kind, Type};

use crate::value::{EPOCH_DAYS, EPOCH_MICROS};
use crate::{fault, numeric};

/// A row of the client library.
pub(crate) struct Row<'r>(pub(crate) &'r tokio_postgres::Row);

impl alchemy_core::Row for Row<'_> {
    fn width(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>> {
        self.0.try_get::<_, Cell<'_>>(index).map(|cell| cell.0).map_err(fault::error)
    }

    fn fill<'r>(&'r self, at: usize, out: &mut [ValueRef<'r>]) -> Result<()> {
        for (offset, slot) in out.iter_mut().enumerate() {
            *slot = self.0.try_get::<_, Cell<'r>>(at + offset).map(|cell| cell.0).map_err(fault::error)?;
        }
        Ok(())
    }

    fn name(&self, index: usize) -> &str {
        self.0.columns().get(index).map_or("", |column| column.name())
    }
}

struct Cell<'r>(ValueRef<'r>);

impl<'r> FromSql<'r> for Cell<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Cell(decode(ty, raw)?))
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Cell(ValueRef::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

fn fixed<const N: usize>(ty: &Type, raw: &[u8]) -> Result<[u8; N]> {
    raw.try_into().map_err(|_| Error::decode(ty.name(), "a value of another width"))
}

fn decode<'r>(ty: &Type, raw: &'r [u8]) -> Result<ValueRef<'r>> {
    Ok(match *ty {
        Type::INT8 => ValueRef::Int(i64::from_be_bytes(fixed(ty, raw)?)),
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => ValueRef::Text(raw),
        Type::INT4 => ValueRef::Int(i32::from_be_bytes(fixed(ty, raw)?).into()),
        Type::BOOL => ValueRef::Bool(fixed::<1>(ty, raw)? != [0]),
        Type::INT2 => ValueRef::Int(i16::from_be_bytes(fixed(ty, raw)?).into()),
        Type::OID => ValueRef::Int(u32::from_be_bytes(fixed(ty, raw)?).into()),
        Type::FLOAT8 => ValueRef::Float(f64::from_be_bytes(fixed(ty, raw)?)),
        Type::FLOAT4 => ValueRef::Float(f32::from_be_bytes(fixed(ty, raw)?).into()),
        Type::NUMERIC => ValueRef::Decimal(numeric::decode(raw)?),
        Type::BYTEA => ValueRef::Bytes(raw),
        Type::DATE => ValueRef::Date(date(i32::from_be_bytes(fixed(ty, raw)?))?),
        Type::TIME => ValueRef::Time(Time(i64::from_be_bytes(fixed(ty, raw)?))),
        Type::TIMESTAMP => ValueRef::DateTime(moment(i64::from_be_bytes(fixed(ty, raw)?))?),
        Type::TIMESTAMPTZ => ValueRef::Timestamp(moment(i64::from_be_bytes(fixed(ty, raw)?))?),
        Type::UUID => ValueRef::Uuid(fixed(ty, raw)?),
        Type::JSON => ValueRef::Json(raw),
        Type::JSONB if raw.first() == Some(&1) => ValueRef::Json(&raw[1..]),
        _ => match ty.kind() {
            Kind::Enum(_) => ValueRef::Text(raw),
            Kind::Domain(inner) => decode(inner, raw)?,
            _ => return Err(Error::decode("a value", format!("the type {}; cast it to one that is known", ty.name()))),
        },
    })
}

fn date(days: i32) -> Result<Date> {
    let infinite = matches!(days, i32::MIN | i32::MAX);
    let days = if infinite { None } else { days.checked_add(EPOCH_DAYS) };
    days.map(Date).ok_or_else(|| Error::out_of_range("a date, perhaps infinity,", "a calendar date"))
}

fn moment(micros: i64) -> Result<DateTime> {
    let infinite = matches!(micros, i64::MIN | i64::MAX);
    let micros = if infinite { None } else { micros.checked_add(EPOCH_MICROS) };
    micros.map(DateTime).ok_or_else(|| Error::out_of_range("a timestamp, perhaps infinity,", "64 bits of microseconds"))
}
