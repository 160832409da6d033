//! `serde_json::Value`.

use crate::error::Error;
use crate::types::{SqlType, family::SqlJson};
use crate::value::{Value, ValueRef};

crate::sql_value!(serde_json::Value => SqlJson, SqlType::Json,
    from |value| match value {
        ValueRef::Json(v) | ValueRef::Text(v) => Ok(serde_json::from_slice(v)?),
        other => Err(Error::decode("serde_json::Value", other.kind())),
    },
    to |v| Value::Json(v.to_string().into()));
