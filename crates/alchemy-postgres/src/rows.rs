//! Rows on their way from the server: views that decode a value when it is asked for, and copy nothing.

use std::error::Error as StdError;

use alchemy_core::{Date, DateTime, Error, ErrorKind, Interval, Result, Row as CoreRow, Time, ValueRef};
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, Type};

use crate::composed;
use crate::kind::{Kind, Slot};
use crate::numeric;
use crate::value::{DAY, EPOCH_DAYS, EPOCH_MICROS};

/// A row with what is known of its columns.
pub(crate) struct RowView<'a> {
    pub(crate) row: &'a Row,
    pub(crate) slots: &'a [Slot],
}

/// A value's bytes, borrowed; `None` is NULL.
struct Raw<'a>(Option<&'a [u8]>);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Raw(Some(raw)))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Raw(None))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl CoreRow for RowView<'_> {
    fn width(&self) -> usize {
        self.slots.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>> {
        let beyond = || Error::new(ErrorKind::Programming, format!("the row has {} columns, no column {index}", self.slots.len()));
        let slot = self.slots.get(index).ok_or_else(beyond)?;
        let Raw(bytes) = self.row.try_get(index).map_err(|_| beyond())?;
        match bytes {
            None => Ok(ValueRef::Null),
            Some(_) if slot.kind == Kind::Other => Err(self.unreadable(index)),
            Some(bytes) if slot.element.is_none() && !slot.kind.is_composed() => {
                read(slot.kind, bytes).unwrap_or_else(|| Err(self.unreadable(index)))
            }
            Some(bytes) => composed::encoded(*slot, bytes).map(ValueRef::Encoded).ok_or_else(|| self.unreadable(index)),
        }
    }

    fn fill<'r>(&'r self, at: usize, out: &mut [ValueRef<'r>]) -> Result<()> {
        for (offset, value) in out.iter_mut().enumerate() {
            *value = self.get(at + offset)?;
        }
        Ok(())
    }

    fn name(&self, index: usize) -> &str {
        self.row.columns().get(index).map_or("", |column| column.name())
    }
}

impl RowView<'_> {
    #[cold]
    fn unreadable(&self, index: usize) -> Error {
        let column = &self.row.columns()[index];
        let (name, found) = (column.name(), column.type_().name());
        Error::bad_value(format!("cannot read `{name}` of the type {found}; a cast to text in the statement would help"))
    }
}

/// A value of a known kind; `None` if it cannot be read as anything, because of its type or of its form.
pub(crate) fn read(kind: Kind, bytes: &[u8]) -> Option<Result<ValueRef<'_>>> {
    Some(Ok(match kind {
        Kind::Text => ValueRef::Text(bytes),
        Kind::Int8 => ValueRef::Int(i64::from_be_bytes(bytes.try_into().ok()?)),
        Kind::Int4 => ValueRef::Int(i32::from_be_bytes(bytes.try_into().ok()?).into()),
        Kind::Int2 => ValueRef::Int(i16::from_be_bytes(bytes.try_into().ok()?).into()),
        Kind::Oid => ValueRef::Int(u32::from_be_bytes(bytes.try_into().ok()?).into()),
        Kind::Bool => ValueRef::Bool(*bytes.first()? != 0),
        Kind::Float8 => ValueRef::Float(f64::from_be_bytes(bytes.try_into().ok()?)),
        Kind::Float4 => ValueRef::Float(f32::from_be_bytes(bytes.try_into().ok()?).into()),
        Kind::Numeric => match numeric::read(bytes) {
            Ok(Some(number)) => ValueRef::Decimal(number),
            Ok(None) => ValueRef::Encoded(composed::encoded(Slot { kind, element: None }, bytes)?),
            Err(error) => return Some(Err(error)),
        },
        Kind::Bytes => ValueRef::Bytes(bytes),
        Kind::Date => return Some(date(i32::from_be_bytes(bytes.try_into().ok()?))),
        Kind::Time => return Some(time(i64::from_be_bytes(bytes.try_into().ok()?))),
        Kind::DateTime => return Some(moment(i64::from_be_bytes(bytes.try_into().ok()?)).map(ValueRef::DateTime)),
        Kind::Timestamp => return Some(moment(i64::from_be_bytes(bytes.try_into().ok()?)).map(ValueRef::Timestamp)),
        Kind::Interval => ValueRef::Interval(interval(bytes)?),
        Kind::Uuid => ValueRef::Uuid(bytes.try_into().ok()?),
        Kind::Json => ValueRef::Json(bytes),
        Kind::JsonBinary => ValueRef::Json(bytes.strip_prefix(&[1])?),
        Kind::JsonPath => ValueRef::Text(bytes.strip_prefix(&[1])?),
        Kind::Void => ValueRef::Null,
        Kind::Range(_) | Kind::Multirange(_) | Kind::Hstore | Kind::TsVector | Kind::TsQuery | Kind::Other => return None,
        Kind::Inet | Kind::Cidr | Kind::MacAddr | Kind::MacAddr8 | Kind::Bits => return None,
    }))
}

fn date(days: i32) -> Result<ValueRef<'static>> {
    if matches!(days, i32::MIN | i32::MAX) {
        return Err(Error::out_of_range("an infinite date", "a calendar date"));
    }
    let days = days.checked_add(EPOCH_DAYS).ok_or_else(|| Error::out_of_range("a date", "a calendar date"))?;
    Ok(ValueRef::Date(Date(days)))
}

fn interval(bytes: &[u8]) -> Option<Interval> {
    let (micros, rest) = bytes.split_first_chunk()?;
    let (days, months) = rest.split_first_chunk()?;
    let (days, months) = (i32::from_be_bytes(*days), i32::from_be_bytes(months.try_into().ok()?));
    Some(Interval { months, days, micros: i64::from_be_bytes(*micros) })
}

/// The server knows 24:00, which is no time of day.
fn time(micros: i64) -> Result<ValueRef<'static>> {
    match (0..DAY).contains(&micros) {
        true => Ok(ValueRef::Time(Time(micros))),
        false => Err(Error::out_of_range("24:00", "a time of day")),
    }
}

fn moment(micros: i64) -> Result<DateTime> {
    if matches!(micros, i64::MIN | i64::MAX) {
        return Err(Error::out_of_range("an infinite timestamp", "a date and time"));
    }
    let micros = micros.checked_add(EPOCH_MICROS).ok_or_else(|| Error::out_of_range("a timestamp", "a date and time"))?;
    Ok(DateTime(micros))
}
