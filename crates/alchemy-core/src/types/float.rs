//! Floating-point numbers.

use crate::error::{Error, Result};
use crate::types::{SqlType, family::SqlFloat};
use crate::value::{Digits, Value, ValueRef};

fn float(value: ValueRef<'_>) -> Result<f64> {
    match value {
        ValueRef::Float(v) => Ok(v),
        ValueRef::Int(v) => Ok(v as f64),
        ValueRef::UInt(v) => Ok(v as f64),
        ValueRef::Decimal(v) => v.to_string().parse().map_err(|_| Error::decode("f64", "a decimal")),
        ValueRef::Encoded(v) => float(v.decode()?.as_ref()),
        ValueRef::Extension(v) if v.downcast_ref::<Digits>().is_some() => {
            v.text().parse().map_err(|_| Error::decode("f64", v.kind()))
        }
        other => Err(Error::decode("f64", other.kind())),
    }
}

crate::sql_value!(f64 => SqlFloat, SqlType::Double, from |value| float(value), to |v| Value::Float(*v));
crate::sql_value!(f32 => SqlFloat, SqlType::Real, from |value| Ok(float(value)? as f32), to |v| Value::Float((*v).into()));
