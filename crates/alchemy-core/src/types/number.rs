//! Exact decimals without a type crate.

use crate::error::{Error, Result};
use crate::types::{SqlType, family::SqlNumeric};
use crate::value::{Digits, Number, Value, ValueRef, utf8};

/// An exact number from whatever form the database gave it in. A float becomes the shortest decimal that reads back as
/// the same float.
pub(super) fn exact(value: ValueRef<'_>) -> Result<Number> {
    match value {
        ValueRef::Decimal(v) => Ok(v),
        ValueRef::Int(v) => Ok(Number { mantissa: v.into(), scale: 0 }),
        ValueRef::UInt(v) => Ok(Number { mantissa: v.into(), scale: 0 }),
        ValueRef::Float(v) if v.is_finite() => format!("{v:?}").parse(),
        ValueRef::Text(v) => utf8(v)?.parse(),
        ValueRef::Encoded(v) => exact(v.decode()?.as_ref()),
        ValueRef::Extension(v) => {
            let digits = v.downcast_ref::<Digits>().ok_or_else(|| Error::decode("a decimal", v.kind()))?;
            digits.number().ok_or_else(|| Error::out_of_range("a number", "a decimal of 38 digits"))
        }
        other => Err(Error::decode("a decimal", other.kind())),
    }
}

crate::sql_value!(Number => SqlNumeric, SqlType::Decimal,
    from |value| exact(value), to |v| Value::Decimal(*v));
