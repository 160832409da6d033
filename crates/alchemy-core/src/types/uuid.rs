//! `uuid::Uuid`.

use uuid::Uuid;

use crate::error::Error;
use crate::types::{SqlType, family::SqlUuid};
use crate::value::{Value, ValueRef};

crate::sql_value!(Uuid => SqlUuid, SqlType::Uuid,
    from |value| match value {
        ValueRef::Uuid(v) => Ok(Uuid::from_bytes(v)),
        ValueRef::Text(v) => Uuid::try_parse_ascii(v).map_err(|_| Error::decode("Uuid", "text in another form")),
        // Text of the type UUID travels without a character set.
        ValueRef::Bytes(v) if v.len() > 16 => Uuid::try_parse_ascii(v).map_err(|_| Error::decode("Uuid", "bytes in another form")),
        ValueRef::Bytes(v) => Uuid::from_slice(v).map_err(|_| Error::decode("Uuid", "bytes of another length")),
        other => Err(Error::decode("Uuid", other.kind())),
    },
    to |v| Value::Uuid(v.into_bytes()));
