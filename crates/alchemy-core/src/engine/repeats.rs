//! Which rows of a result repeat an earlier one.

use std::collections::HashSet;

use crate::error::Result;
use crate::value::{Number, Row, Value, ValueRef};

/// The rows that were seen, by their values.
#[derive(Debug)]
pub(crate) struct Repeats {
    /// How many columns are looked at; zero is all of them.
    width: usize,
    seen: HashSet<Box<[u8]>>,
    scratch: Vec<u8>,
}

impl Repeats {
    /// Looks at the first `width` columns of each row, or at all of them if that is zero.
    pub(crate) fn new(width: usize) -> Self {
        Repeats { width, seen: HashSet::new(), scratch: Vec::new() }
    }

    /// Whether a row repeats an earlier one.
    pub(crate) fn row(&mut self, row: &dyn Row) -> Result<bool> {
        self.scratch.clear();
        for index in 0..if self.width == 0 { row.width() } else { self.width } {
            write(row.get(index)?, &mut self.scratch)?;
        }
        if self.seen.contains(&*self.scratch) {
            return Ok(true);
        }
        self.seen.insert(self.scratch.as_slice().into());
        Ok(false)
    }
}

/// Writes a value so that two are written alike if and only if they are the same.
fn write(value: ValueRef<'_>, out: &mut Vec<u8>) -> Result<()> {
    let mut all = |kind: u8, bytes: &[u8]| {
        out.push(kind);
        out.extend(bytes);
    };
    match value {
        ValueRef::Null => all(0, &[]),
        ValueRef::Absent => all(1, &[]),
        ValueRef::Bool(v) => all(2, &[v.into()]),
        ValueRef::Int(v) => all(3, &v.to_le_bytes()),
        ValueRef::UInt(v) => all(4, &v.to_le_bytes()),
        ValueRef::Float(v) => all(5, &v.to_le_bytes()),
        ValueRef::Decimal(v) => {
            let v = shortest(v);
            all(6, &v.mantissa.to_le_bytes());
            out.extend(v.scale.to_le_bytes());
        }
        ValueRef::Text(v) => sized(7, v, out),
        ValueRef::Bytes(v) => sized(8, v, out),
        ValueRef::Date(v) => all(9, &v.0.to_le_bytes()),
        ValueRef::Time(v) => all(10, &v.0.to_le_bytes()),
        ValueRef::DateTime(v) => all(11, &v.0.to_le_bytes()),
        ValueRef::Timestamp(v) => all(12, &v.0.to_le_bytes()),
        ValueRef::Interval(v) => {
            all(13, &v.months.to_le_bytes());
            out.extend(v.days.to_le_bytes());
            out.extend(v.micros.to_le_bytes());
        }
        ValueRef::Uuid(v) => all(14, &v),
        ValueRef::Json(v) => sized(15, v, out),
        ValueRef::Array(v) => {
            out.push(16);
            out.extend(v.len().to_le_bytes());
            v.iter().try_for_each(|element| write(element.as_ref(), out))?;
        }
        ValueRef::Extension(v) => sized(17, format!("{v:?}").as_bytes(), out),
        ValueRef::Encoded(v) => match v.decode()? {
            value @ Value::Extension(_) => sized(17, format!("{value:?}").as_bytes(), out),
            value => write(value.as_ref(), out)?,
        },
    }
    Ok(())
}

/// Without zeros at its end, which make no other number of it.
fn shortest(mut number: Number) -> Number {
    while number.scale > 0 && number.mantissa % 10 == 0 {
        (number.mantissa, number.scale) = (number.mantissa / 10, number.scale - 1);
    }
    number
}

fn sized(kind: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(kind);
    out.extend(bytes.len().to_le_bytes());
    out.extend(bytes);
}

#[cfg(test)]
mod tests {
    use super::Repeats;
    use crate::error::Result;
    use crate::value::{Row, Value, ValueRef};

    struct Values(Vec<Value>);

    impl Row for Values {
        fn width(&self) -> usize {
            self.0.len()
        }

        fn get(&self, index: usize) -> Result<ValueRef<'_>> {
            Ok(self.0[index].as_ref())
        }

        fn name(&self, _: usize) -> &str {
            ""
        }
    }

    fn repeated(rows: Vec<Vec<Value>>, width: usize) -> Vec<bool> {
        let mut repeats = Repeats::new(width);
        rows.into_iter().map(|row| repeats.row(&Values(row)).unwrap()).collect()
    }

    #[test]
    fn rows_are_told_apart_by_all_of_their_values() {
        let rows = vec![
            vec!["a".into(), "bc".into()],
            vec!["ab".into(), "c".into()],
            vec!["a".into(), "bc".into()],
            vec![Value::Null, Value::from("")],
            vec![Value::from(""), Value::Null],
            vec![Value::Int(1), Value::UInt(1)],
            vec![Value::Int(1), Value::Float(1.0)],
            vec![Value::Float(f64::NAN), Value::Null],
            vec![Value::Float(f64::NAN), Value::Null],
        ];
        assert_eq!(repeated(rows, 0), [false, false, true, false, false, false, false, false, true]);
        let numbers = ["1.50", "1.5", "15"].map(|text| vec![Value::Decimal(text.parse().unwrap())]);
        assert_eq!(repeated(numbers.into(), 0), [false, true, false]);
    }

    #[test]
    fn only_the_columns_that_were_asked_for_count() {
        let rows = vec![vec![1.into(), 1.into()], vec![1.into(), 2.into()], vec![2.into(), 2.into()]];
        assert_eq!(repeated(rows, 1), [false, true, false]);
    }
}
