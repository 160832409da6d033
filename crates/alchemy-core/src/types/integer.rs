//! Integers. A value that does not fit is an error, never cut.

use crate::error::{Error, Result};
use crate::types::SqlType;
use crate::types::primitive::{Stored, Whole};
use crate::value::{Value, ValueRef};

/// The largest float up to which every whole number is one.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A whole number from whatever form the database gave it in.
fn whole(value: ValueRef<'_>, target: &'static str) -> Result<i128> {
    match value {
        ValueRef::Int(v) => Ok(v.into()),
        ValueRef::UInt(v) => Ok(v.into()),
        ValueRef::Bool(v) => Ok(v.into()),
        // Sums of integers come as decimals from some databases.
        ValueRef::Decimal(v) => {
            let unit = 10_i128.checked_pow(v.scale).ok_or_else(|| Error::out_of_range("a decimal", target))?;
            if v.mantissa % unit == 0 { Ok(v.mantissa / unit) } else { Err(Error::decode(target, "a fraction")) }
        }
        // So do results whose arguments were bound without a type.
        ValueRef::Float(v) if v.fract() == 0.0 && v.abs() <= EXACT => Ok(v as i128),
        ValueRef::Float(_) => Err(Error::decode(target, "a float that is no whole number, or a very large one")),
        other => Err(Error::decode(target, other.kind())),
    }
}

macro_rules! integers {
    ($($t:ident $sql_type:ident)*) => {$(
        impl Whole for $t {}

        impl Stored for $t {
            const SQL_TYPE: SqlType = SqlType::$sql_type;

            fn read(value: ValueRef<'_>) -> Result<$t> {
                match value {
                    ValueRef::Int(v) => v.try_into().map_err(|_| Error::out_of_range("an integer", stringify!($t))),
                    other => whole(other, stringify!($t))?
                        .try_into()
                        .map_err(|_| Error::out_of_range("an integer", stringify!($t))),
                }
            }

            fn write(self) -> Value {
                Value::from(self)
            }
        }
    )*};
}
// Not `u8`: `Vec<u8>` is bytes, no array.
integers!(i8 SmallInteger i16 SmallInteger i32 Integer i64 BigInteger u16 Integer u32 BigInteger u64 UnsignedBigInteger);
