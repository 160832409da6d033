//! `serde_json::Value`.

use crate::error::Error;
use crate::types::{SqlType, family::SqlJson};
use crate::value::{Value, ValueRef};

crate::sql_value!(serde_json::Value => SqlJson, SqlType::Json,
    from |value| match value {
        ValueRef::Json(v) | ValueRef::Text(v) => Ok(serde_json::from_slice(v)?),
        // A database without a JSON type keeps a document that is only a number as that number.
        ValueRef::Int(v) => Ok(v.into()),
        ValueRef::Float(v) => Ok(v.into()),
        other => Err(Error::decode("serde_json::Value", other.kind())),
    },
    to |v| Value::Json(v.to_string().into()));
