//! `bool`.

use crate::error::Error;
use crate::types::{SqlType, family::SqlBoolean};
use crate::value::{Value, ValueRef};

crate::sql_value!(bool => SqlBoolean, SqlType::Boolean,
    from |value| match value {
        ValueRef::Bool(v) => Ok(v),
        // Databases without a boolean type keep 0 and 1.
        ValueRef::Int(v @ (0 | 1)) => Ok(v == 1),
        other => Err(Error::decode("bool", other.kind())),
    },
    to |v| Value::Bool(*v));
