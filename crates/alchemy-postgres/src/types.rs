//! What column types are called. CAST knows the same words.

use alchemy_core::SqlType;
use alchemy_core::dialect::ansi::{numeric, sized};

/// A column's type.
pub(crate) fn column_type(sql_type: &SqlType) -> String {
    match sql_type {
        SqlType::Boolean => "BOOLEAN".into(),
        SqlType::SmallInteger => "SMALLINT".into(),
        SqlType::Integer => "INTEGER".into(),
        SqlType::BigInteger => "BIGINT".into(),
        // There are no unsigned integers; 20 digits hold all of 64 bits.
        SqlType::UnsignedBigInteger => "NUMERIC(20, 0)".into(),
        SqlType::Real => "REAL".into(),
        SqlType::Double => "DOUBLE PRECISION".into(),
        SqlType::Numeric { precision, scale } => numeric("NUMERIC", *precision, *scale),
        SqlType::String { length } => sized("VARCHAR", *length),
        SqlType::Text => "TEXT".into(),
        SqlType::Binary => "BYTEA".into(),
        SqlType::Date => "DATE".into(),
        SqlType::Time => "TIME WITHOUT TIME ZONE".into(),
        SqlType::DateTime => "TIMESTAMP WITHOUT TIME ZONE".into(),
        SqlType::Timestamp => "TIMESTAMP WITH TIME ZONE".into(),
        SqlType::Uuid => "UUID".into(),
        SqlType::Json => "JSON".into(),
    }
}
