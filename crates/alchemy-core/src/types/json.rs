//! `serde_json::Value`. A document that is nested deeper than it could be read again is refused.

use serde_json::Value as Json;

use crate::error::Error;
use crate::types::{SqlType, family::SqlJson};
use crate::value::{Unfit, Value, ValueRef};

/// How deep a document may be nested; `serde_json` reads no deeper ones.
const DEEPEST: usize = 127;

fn is_deeper_than(levels: usize, document: &Json) -> bool {
    match document {
        Json::Array(_) | Json::Object(_) if levels == 0 => true,
        Json::Array(items) => items.iter().any(|item| is_deeper_than(levels - 1, item)),
        Json::Object(members) => members.values().any(|member| is_deeper_than(levels - 1, member)),
        _ => false,
    }
}

crate::sql_value!(Json => SqlJson, SqlType::Json,
from |value| match value {
    ValueRef::Json(v) | ValueRef::Text(v) => Ok(serde_json::from_slice(v)?),
    // A database without a JSON type keeps a document that is only a number as that number.
    ValueRef::Int(v) => Ok(v.into()),
    ValueRef::Float(v) => Ok(v.into()),
    other => Err(Error::decode("serde_json::Value", other.kind())),
},
to |v| match is_deeper_than(DEEPEST, v) {
    true => Unfit::value("a document nested more than 127 levels deep", "what can be read again"),
    false => Value::Json(v.to_string().into()),
});

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use crate::types::SqlValue;
    use crate::value::Value;

    #[test]
    fn a_document_that_is_written_can_be_read() {
        let nested = |levels: usize| {
            (0..levels).fold(json!(1), |inner, level| if level % 2 == 0 { json!([inner]) } else { json!({ "a": inner }) })
        };
        let deepest = nested(127);
        assert_eq!(Json::from_value(deepest.to_value().as_ref()).unwrap(), deepest);
        assert!(matches!(nested(128).to_value(), Value::Extension(value) if value.refusal().is_some()));
    }

    #[test]
    fn floats_in_documents_survive() {
        let floats = json!([0.1 + 0.2, 1.0 / 3.0, 5e-324, f64::MAX, 123_456_789.123_456_78, 2.225_073_858_507_201e-308]);
        assert_eq!(Json::from_value(floats.to_value().as_ref()).unwrap(), floats);
    }
}
