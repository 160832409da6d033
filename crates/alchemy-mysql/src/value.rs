//! Values on the wire: what is bound, and what a row shows.
//!
//! Invariant: a value is bound exactly or refused with `Data` before anything is sent. The server would store NaN in
//! DECIMAL as zero and say nothing.

use std::sync::Arc;

use alchemy_core::driver::Params;
use alchemy_core::{Date, DateTime, Digits, Encoded, Error, ErrorKind, ExtensionValue, Number, Result, Row, Time, Value, ValueRef};
use mysql_async::Column;
use mysql_async::Value as Wire;
use mysql_async::consts::ColumnType;

use crate::dialect::hexadecimal;
use crate::types::WIDEST_SCALE;

/// The number by which the protocol marks what is not text.
const BINARY_CHARSET: u16 = 63;

/// What a packet holds besides its values: the command's header, and at most so much for each value.
const OVERHEAD: usize = 16;

/// All parameter sets in wire form, checked before the first of them is sent.
pub(crate) fn bind_all(params: Params, max_packet: usize) -> Result<Vec<Vec<Wire>>> {
    let sets = match params {
        Params::One(set) => vec![set],
        Params::Many(sets) => sets,
    };
    sets.into_iter().map(|set| bind_set(set, max_packet)).collect()
}

/// A statement larger than the server's packets makes it close the connection, so it is refused here.
fn bind_set(set: Vec<Value>, max_packet: usize) -> Result<Vec<Wire>> {
    let mut size = OVERHEAD;
    let mut bound = Vec::with_capacity(set.len());
    for value in &set {
        let value = bind(value)?;
        size += OVERHEAD + if let Wire::Bytes(bytes) = &value { bytes.len() } else { 0 };
        bound.push(value);
    }
    check_size(size, max_packet)?;
    Ok(bound)
}

/// Whether the server takes a packet of `size` bytes.
///
/// # Errors
/// `Data`.
pub(crate) fn check_size(size: usize, max_packet: usize) -> Result<()> {
    match size < max_packet {
        true => Ok(()),
        false => Err(Error::out_of_range(
            "a statement with its values",
            format!("the server's max_allowed_packet of {max_packet} bytes"),
        )),
    }
}

fn bind(value: &Value) -> Result<Wire> {
    Ok(match value {
        Value::Null => Wire::NULL,
        Value::Bool(v) => Wire::Int((*v).into()),
        Value::Int(v) => Wire::Int(*v),
        Value::UInt(v) => Wire::UInt(*v),
        Value::Float(v) if v.is_finite() => Wire::Double(*v),
        Value::Float(_) => return Err(Error::bad_value("only finite floats can be stored")),
        Value::Decimal(v) => decimal(*v)?,
        Value::Text(v) | Value::Json(v) => Wire::Bytes(v.as_bytes().to_vec()),
        Value::Bytes(v) => Wire::Bytes(v.to_vec()),
        Value::Date(v) => date(*v, Time(0))?,
        Value::DateTime(v) | Value::Timestamp(v) => date(v.date(), v.time())?,
        Value::Time(v) => time(*v)?,
        Value::Interval(v) => {
            let moment = v.since_epoch()?;
            date(moment.date(), moment.time())?
        }
        Value::Uuid(v) => Wire::Bytes(hexadecimal(v).into_bytes()),
        Value::Extension(v) => Wire::Bytes(own(&**v)?.into_bytes()),
        Value::Array(_) => return Err(Error::new(ErrorKind::Unsupported, "neither MySQL nor MariaDB can bind an array")),
    })
}

/// Whole numbers travel as integers, so that the server calculates exactly with them; others as text, since the driver
/// has no decimals on the wire. More than 30 digits behind the point would be rounded.
fn decimal(mut number: Number) -> Result<Wire> {
    while number.scale > WIDEST_SCALE && number.mantissa % 10 == 0 {
        number = Number { mantissa: number.mantissa / 10, scale: number.scale - 1 };
    }
    if number.scale > WIDEST_SCALE {
        return Err(Error::out_of_range("a decimal with more than 30 digits behind the point", "DECIMAL"));
    }
    if number.scale == 0 {
        if let Ok(whole) = i64::try_from(number.mantissa) {
            return Ok(Wire::Int(whole));
        }
        if let Ok(whole) = u64::try_from(number.mantissa) {
            return Ok(Wire::UInt(whole));
        }
    }
    Ok(Wire::Bytes(number.to_string().into_bytes()))
}

/// A decimal of many digits, as text. The server refuses digits before the point that it does not keep, and rounds those
/// behind it.
fn own(value: &dyn ExtensionValue) -> Result<String> {
    if let Some(refusal) = value.refusal() {
        return Err(refusal);
    }
    let Some(digits) = value.downcast_ref::<Digits>() else {
        return Err(Error::new(ErrorKind::Unsupported, format!("neither MySQL nor MariaDB can bind {}", value.kind())));
    };
    match digits.part().trim_end_matches('0').len() <= WIDEST_SCALE as usize {
        true => Ok(digits.text()),
        false => Err(Error::out_of_range("a decimal with more than 30 digits behind the point", "DECIMAL")),
    }
}

fn date(date: Date, time: Time) -> Result<Wire> {
    let (year, month, day) = date.civil();
    let year = u16::try_from(year).ok().filter(|year| *year <= 9999);
    let year = year.ok_or_else(|| Error::out_of_range("a date outside the years 0 to 9999", "DATE and DATETIME"))?;
    let (hour, minute, second, micro) = time.clock();
    // Months, days and parts of the clock fit a byte by what they are.
    Ok(Wire::Date(year, month as u8, day as u8, hour as u8, minute as u8, second as u8, micro))
}

fn time(time: Time) -> Result<Wire> {
    if !(0..86_400_000_000).contains(&time.0) {
        return Err(Error::out_of_range("a time outside one day", "TIME"));
    }
    let (hour, minute, second, micro) = time.clock();
    Ok(Wire::Time(false, 0, hour as u8, minute as u8, second as u8, micro))
}

/// What the values of a column are, where the wire form alone does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Integer,
    Single,
    Double,
    Decimal,
    /// A decimal of the widest scale: its trailing zeros say nothing, and would not fit.
    WideDecimal,
    Bits,
    Text,
    Bytes,
    Json,
    Date,
    DateTime,
    Timestamp,
    Time,
}

impl Kind {
    pub(crate) fn of(column: &Column) -> Kind {
        let is_text = column.character_set() != BINARY_CHARSET;
        match column.column_type() {
            ColumnType::MYSQL_TYPE_FLOAT => Kind::Single,
            ColumnType::MYSQL_TYPE_DOUBLE => Kind::Double,
            ColumnType::MYSQL_TYPE_DECIMAL | ColumnType::MYSQL_TYPE_NEWDECIMAL => match u32::from(column.decimals()) {
                WIDEST_SCALE => Kind::WideDecimal,
                _ => Kind::Decimal,
            },
            ColumnType::MYSQL_TYPE_BIT => Kind::Bits,
            ColumnType::MYSQL_TYPE_JSON => Kind::Json,
            ColumnType::MYSQL_TYPE_DATE | ColumnType::MYSQL_TYPE_NEWDATE => Kind::Date,
            ColumnType::MYSQL_TYPE_DATETIME | ColumnType::MYSQL_TYPE_DATETIME2 => Kind::DateTime,
            ColumnType::MYSQL_TYPE_TIMESTAMP | ColumnType::MYSQL_TYPE_TIMESTAMP2 => Kind::Timestamp,
            ColumnType::MYSQL_TYPE_TIME | ColumnType::MYSQL_TYPE_TIME2 => Kind::Time,
            // Not by the flag for numbers, which the server sets for the columns of a grouping.
            integer if is_integer(integer) => Kind::Integer,
            _ if is_text => Kind::Text,
            _ => Kind::Bytes,
        }
    }
}

fn is_integer(column_type: ColumnType) -> bool {
    matches!(
        column_type,
        ColumnType::MYSQL_TYPE_TINY
            | ColumnType::MYSQL_TYPE_SHORT
            | ColumnType::MYSQL_TYPE_INT24
            | ColumnType::MYSQL_TYPE_LONG
            | ColumnType::MYSQL_TYPE_LONGLONG
            | ColumnType::MYSQL_TYPE_YEAR
    )
}

/// A row as the core sees it.
pub(crate) struct RowView<'a> {
    pub(crate) row: &'a mysql_async::Row,
    /// One for each column, found once for all rows.
    pub(crate) kinds: &'a [Kind],
}

impl Row for RowView<'_> {
    fn width(&self) -> usize {
        self.kinds.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>> {
        match (self.row.as_ref(index), self.kinds.get(index)) {
            (Some(value), Some(kind)) => read(*kind, value),
            _ => Err(Error::new(ErrorKind::Programming, format!("the row has {} columns, none numbered {index}", self.width()))),
        }
    }

    fn name(&self, index: usize) -> &str {
        let name = self.row.columns_ref().get(index).map_or(&[][..], |column| column.name_ref());
        std::str::from_utf8(name).unwrap_or("")
    }
}

fn read(kind: Kind, value: &Wire) -> Result<ValueRef<'_>> {
    match value {
        Wire::NULL => Ok(ValueRef::Null),
        Wire::Int(v) => Ok(ValueRef::Int(*v)),
        Wire::UInt(v) => Ok(ValueRef::UInt(*v)),
        Wire::Float(v) => Ok(ValueRef::Float((*v).into())),
        Wire::Double(v) => Ok(ValueRef::Float(*v)),
        Wire::Date(year, month, day, hour, minute, second, micro) => {
            let date = Date::from_civil((*year).into(), (*month).into(), (*day).into())?;
            let time = Time::from_clock((*hour).into(), (*minute).into(), (*second).into(), *micro)?;
            Ok(moment(kind, DateTime::new(date, time)?))
        }
        Wire::Time(false, 0, hour, minute, second, micro) => {
            Time::from_clock((*hour).into(), (*minute).into(), (*second).into(), *micro).map(ValueRef::Time)
        }
        Wire::Time(..) => Err(Error::out_of_range("an interval", "a time of day")),
        Wire::Bytes(bytes) => read_bytes(kind, bytes),
    }
}

fn moment(kind: Kind, at: DateTime) -> ValueRef<'static> {
    match kind {
        Kind::Date => ValueRef::Date(at.date()),
        Kind::Timestamp => ValueRef::Timestamp(at),
        _ => ValueRef::DateTime(at),
    }
}

/// Bytes are text, bytes or decimals in answers to prepared statements, and anything in answers to statements that were
/// not prepared.
fn read_bytes(kind: Kind, bytes: &[u8]) -> Result<ValueRef<'_>> {
    Ok(match kind {
        Kind::Text => ValueRef::Text(bytes),
        Kind::Bytes => ValueRef::Bytes(bytes),
        Kind::Json => ValueRef::Json(bytes),
        Kind::Bits => ValueRef::UInt(bytes.iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte))),
        Kind::Integer => {
            let text = text(bytes)?;
            text.parse().map(ValueRef::Int).or_else(|_| text.parse().map(ValueRef::UInt)).map_err(|_| malformed())?
        }
        Kind::Single => ValueRef::Float(text(bytes)?.parse::<f32>().map_err(|_| malformed())?.into()),
        Kind::Double => ValueRef::Float(text(bytes)?.parse().map_err(|_| malformed())?),
        Kind::Decimal => number(text(bytes)?),
        Kind::WideDecimal => number(text(bytes)?.trim_end_matches('0').trim_end_matches('.')),
        Kind::Date => ValueRef::Date(text(bytes)?.parse()?),
        Kind::Time => ValueRef::Time(text(bytes)?.parse()?),
        Kind::DateTime | Kind::Timestamp => moment(kind, text(bytes)?.parse()?),
    })
}

/// A decimal; one that is too long for a number is taken apart when it is asked for.
fn number(text: &str) -> ValueRef<'_> {
    text.parse().map_or_else(|_| ValueRef::Encoded(Encoded::new(0, text.as_bytes(), digits)), ValueRef::Decimal)
}

fn digits(_: u32, bytes: &[u8]) -> Result<Value> {
    Ok(Value::Extension(Arc::new(text(bytes)?.parse::<Digits>()?)))
}

fn text(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| malformed())
}

fn malformed() -> Error {
    Error::decode("a number or date", "what the server sent")
}
