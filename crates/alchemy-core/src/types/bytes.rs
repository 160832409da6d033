//! Bytes.

use crate::error::Error;
use crate::types::{SqlType, family::SqlBytes};
use crate::value::{Value, ValueRef};

crate::sql_value!(Vec<u8> => SqlBytes, SqlType::Binary,
    from |value| match value {
        ValueRef::Bytes(v) => Ok(v.to_vec()),
        other => Err(Error::decode("Vec<u8>", other.kind())),
    },
    to |v| Value::from(v.as_slice()));
