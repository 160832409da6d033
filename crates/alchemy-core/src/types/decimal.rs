//! `rust_decimal::Decimal`.

use rust_decimal::Decimal;

use crate::error::Error;
use crate::types::{SqlType, family::SqlNumeric};
use crate::value::{Number, Value};

crate::sql_value!(Decimal => SqlNumeric, SqlType::Decimal,
    from |value| {
        let number = super::number::exact(value)?;
        Decimal::try_from_i128_with_scale(number.mantissa, number.scale).map_err(|_| Error::out_of_range("a decimal", "Decimal"))
    },
    to |v| Value::Decimal(Number { mantissa: v.mantissa(), scale: v.scale() }));
