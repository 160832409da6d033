//! `bigdecimal::BigDecimal`: decimals of any number of digits.

use std::sync::Arc;

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::{BigInt, Sign};

use crate::error::{Error, Result};
use crate::types::{SqlType, family::SqlNumeric};
use crate::value::{Digits, ExtensionValue, Number, Unfit, Value, ValueRef};

/// The largest scale of a [`Number`] that is read from text.
const WIDEST_SCALE: u32 = 255;

/// The decimal as a [`Number`], if it is short enough.
fn number(mantissa: &BigInt, scale: i64) -> Option<Number> {
    let mantissa = i128::try_from(mantissa).ok()?;
    match u32::try_from(scale) {
        Ok(scale) => (scale <= WIDEST_SCALE).then_some(Number { mantissa, scale }),
        Err(_) => {
            let zeros = u32::try_from(scale.unsigned_abs()).ok().filter(|_| scale < 0)?;
            10_i128.checked_pow(zeros).and_then(|unit| mantissa.checked_mul(unit)).map(|mantissa| Number { mantissa, scale: 0 })
        }
    }
}

fn of_digits(digits: &Digits) -> Result<BigDecimal> {
    digits.text().parse().map_err(|_| Error::decode("BigDecimal", digits.kind()))
}

fn read(value: ValueRef<'_>) -> Result<BigDecimal> {
    match value {
        ValueRef::Text(v) => of_digits(&crate::value::utf8(v)?.parse()?),
        ValueRef::Encoded(v) => read(v.decode()?.as_ref()),
        ValueRef::Extension(v) => match v.downcast_ref() {
            Some(digits) => of_digits(digits),
            None => Err(Error::decode("BigDecimal", v.kind())),
        },
        other => {
            let number = super::number::exact(other)?;
            Ok(BigDecimal::new(number.mantissa.into(), number.scale.into()))
        }
    }
}

crate::sql_value!(BigDecimal => SqlNumeric, SqlType::Decimal,
from |value| read(value),
to |v| {
    let (mantissa, scale) = v.as_bigint_and_scale();
    if let Some(number) = number(&mantissa, scale) {
        return Value::Decimal(number);
    }
    match Digits::new(mantissa.sign() == Sign::Minus, &mantissa.magnitude().to_string(), scale) {
        Ok(digits) => Value::Extension(Arc::new(digits)),
        Err(_) => Unfit::value("a decimal of so many digits", "any database"),
    }
});

#[cfg(test)]
mod tests {
    use bigdecimal::BigDecimal;

    use crate::types::SqlValue;
    use crate::value::{Digits, Number, Value};

    #[test]
    fn decimals_survive_in_the_shortest_form_that_holds_them() {
        let long = "9".repeat(60);
        for text in ["0", "-0.05", "123.450", "1e20", "1e-20", &long, &format!("-{long}.{long}"), "7e100"] {
            let decimal: BigDecimal = text.parse().unwrap();
            let value = decimal.to_value();
            assert_eq!(BigDecimal::from_value(value.as_ref()).unwrap(), decimal, "{text}");
            let short = matches!(value, Value::Decimal(_));
            assert_eq!(short, text.len() < 40 && text != "7e100", "{text}");
        }
        assert_eq!("12.50".parse::<BigDecimal>().unwrap().to_value(), Value::Decimal(Number { mantissa: 1250, scale: 2 }));
        let Value::Extension(value) = format!("{long}.5").parse::<BigDecimal>().unwrap().to_value() else { unreachable!() };
        assert_eq!(value.downcast_ref::<Digits>().map(|digits| digits.part().to_owned()), Some("5".to_owned()));
    }

    #[test]
    fn what_no_database_keeps_is_refused() {
        for text in ["1e1000000", "1e-1000000", "1e9223372036854775807"] {
            let value = text.parse::<BigDecimal>().unwrap().to_value();
            let Value::Extension(value) = &value else { panic!("{text}: {}", value.kind()) };
            assert!(value.refusal().is_some(), "{text}");
        }
    }
}
