//! Floating-point numbers.

use crate::error::{Error, Result};
use crate::types::primitive::{Primitive, Stored};
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

macro_rules! floats {
    ($($t:ident $sql_type:ident $read:expr;)*) => {$(
        impl Primitive for $t {
            type Family = SqlFloat;
        }

        impl Stored for $t {
            const SQL_TYPE: SqlType = SqlType::$sql_type;

            fn read(value: ValueRef<'_>) -> Result<$t> {
                float(value).map($read)
            }

            fn write(self) -> Value {
                Value::Float(self.into())
            }
        }
    )*};
}
floats! {
    f64 Double |v| v;
    f32 Real |v| v as f32;
}
