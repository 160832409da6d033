//! Primary keys, without their types.

use alchemy_core::{Result, Value, ValueRef};

/// A primary key, or any other tuple of column values by which rows are matched. Cheap to hash where it is one integer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// One integer.
    Int(i64),
    /// One text.
    Text(Box<str>),
    /// Anything else, written one behind the other.
    Other(Box<[u8]>),
}

impl Key {
    /// The key of these values; `None` if one of them is NULL or missing.
    pub(crate) fn of<'v>(values: impl IntoIterator<Item = ValueRef<'v>>) -> Result<Option<Key>> {
        let mut values = values.into_iter();
        let first = values.next().unwrap_or_default();
        match (first, values.next()) {
            (ValueRef::Null | ValueRef::Absent, _) | (_, Some(ValueRef::Null | ValueRef::Absent)) => Ok(None),
            (ValueRef::Int(v), None) => Ok(Some(Key::Int(v))),
            (ValueRef::UInt(v), None) if i64::try_from(v).is_ok() => Ok(Some(Key::Int(v as i64))),
            (text @ ValueRef::Text(_), None) => match text.to_value()? {
                Value::Text(text) => Ok(Some(Key::Text((&*text).into()))),
                _ => unreachable!("text stays text"),
            },
            (first, second) => {
                let mut bytes = Vec::new();
                for value in std::iter::once(first).chain(second).chain(values) {
                    if value.is_null() {
                        return Ok(None);
                    }
                    write(&mut bytes, value);
                }
                Ok(Some(Key::Other(bytes.into())))
            }
        }
    }

    /// The key of owned values.
    pub(crate) fn of_values<'v>(values: impl IntoIterator<Item = &'v Value>) -> Result<Option<Key>> {
        Key::of(values.into_iter().map(Value::as_ref))
    }
}

/// One value, in a form in which different values differ, whatever stands behind them. A number is the same number in
/// every integer form, since databases choose the form.
fn write(bytes: &mut Vec<u8>, value: ValueRef<'_>) {
    let mut tagged = |tag: u8, payload: &[u8]| {
        bytes.push(tag);
        bytes.extend_from_slice(&(payload.len() as u64).to_le_bytes());
        bytes.extend_from_slice(payload);
    };
    match value {
        ValueRef::Null | ValueRef::Absent => tagged(0, &[]),
        ValueRef::Bool(v) => tagged(1, &i128::from(v).to_le_bytes()),
        ValueRef::Int(v) => tagged(1, &i128::from(v).to_le_bytes()),
        ValueRef::UInt(v) => tagged(1, &i128::from(v).to_le_bytes()),
        ValueRef::Float(v) => tagged(2, &v.to_bits().to_le_bytes()),
        ValueRef::Decimal(v) => {
            let (mut mantissa, mut scale) = (v.mantissa, v.scale);
            while scale > 0 && mantissa % 10 == 0 {
                (mantissa, scale) = (mantissa / 10, scale - 1);
            }
            tagged(3, &[&mantissa.to_le_bytes()[..], &scale.to_le_bytes()].concat());
        }
        ValueRef::Text(v) | ValueRef::Json(v) => tagged(4, v),
        ValueRef::Bytes(v) => tagged(5, v),
        ValueRef::Date(v) => tagged(6, &v.0.to_le_bytes()),
        ValueRef::Time(v) => tagged(7, &v.0.to_le_bytes()),
        ValueRef::DateTime(v) | ValueRef::Timestamp(v) => tagged(8, &v.0.to_le_bytes()),
        ValueRef::Uuid(v) => tagged(9, &v),
        ValueRef::Interval(v) => {
            tagged(13, &[&v.months.to_le_bytes()[..], &v.days.to_le_bytes(), &v.micros.to_le_bytes()].concat());
        }
        ValueRef::Array(v) => tagged(10, format!("{v:?}").as_bytes()),
        ValueRef::Extension(v) => tagged(11, v.text().as_bytes()),
        // The same key as that of the value that was not read yet.
        ValueRef::Encoded(encoded) => match encoded.decode() {
            Ok(value) => write(bytes, value.as_ref()),
            Err(_) => tagged(12, format!("{encoded:?}").as_bytes()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Key;
    use alchemy_core::ValueRef;

    #[test]
    fn keys_of_several_values_do_not_run_into_each_other() {
        let key = |a: &'static str, b: &'static str| Key::of([ValueRef::Text(a.as_bytes()), ValueRef::Text(b.as_bytes())]).unwrap();
        assert_ne!(key("ab", "c"), key("a", "bc"));
        assert_eq!(key("ab", "c"), key("ab", "c"));
    }

    #[test]
    fn a_null_is_no_key() {
        assert_eq!(Key::of([ValueRef::Int(1), ValueRef::Null]).unwrap(), None);
        assert_eq!(Key::of([ValueRef::Null]).unwrap(), None);
        assert_eq!(Key::of([ValueRef::UInt(7)]).unwrap(), Some(Key::Int(7)));
    }
}
