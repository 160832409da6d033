//! What column types are called. CAST knows the same words.

use alchemy_core::dialect::ansi::{self, numeric, sized};
use alchemy_core::{Result, SqlType};

use crate::Dialect;

/// A column's type.
pub(crate) fn column_type(dialect: &Dialect, sql_type: &SqlType) -> Result<String> {
    Ok(match sql_type {
        SqlType::Boolean => "BOOLEAN".into(),
        SqlType::SmallInteger => "SMALLINT".into(),
        SqlType::Integer => "INTEGER".into(),
        SqlType::BigInteger => "BIGINT".into(),
        // There are no unsigned integers; 20 digits hold all of 64 bits.
        SqlType::UnsignedBigInteger => "NUMERIC(20, 0)".into(),
        SqlType::Real => "REAL".into(),
        SqlType::Double => "DOUBLE PRECISION".into(),
        SqlType::Float { precision } => sized("FLOAT", *precision),
        SqlType::Decimal | SqlType::LosslessDecimal => "NUMERIC".into(),
        SqlType::Numeric { precision, scale } => numeric("NUMERIC", *precision, *scale),
        SqlType::String { length } => sized("VARCHAR", *length),
        SqlType::Char { length } => sized("CHAR", *length),
        SqlType::NChar { length } => sized("NCHAR", *length),
        SqlType::NVarchar { length } => sized("NVARCHAR", *length),
        SqlType::Text => "TEXT".into(),
        SqlType::Binary | SqlType::LargeBinary { .. } => "BYTEA".into(),
        SqlType::Date => "DATE".into(),
        SqlType::Time => "TIME WITHOUT TIME ZONE".into(),
        SqlType::TimeWithZone => "TIME WITH TIME ZONE".into(),
        SqlType::DateTime => "TIMESTAMP WITHOUT TIME ZONE".into(),
        SqlType::Timestamp => "TIMESTAMP WITH TIME ZONE".into(),
        // Six digits are what there is without a number.
        SqlType::Precise { of, digits: 6 } => column_type(dialect, &of.plain())?,
        SqlType::Precise { of, digits } => ansi::precise(&column_type(dialect, &of.plain())?, *digits),
        SqlType::Interval { precision: Some(6) } => "INTERVAL".into(),
        SqlType::Interval { precision } => ansi::interval(*precision),
        SqlType::Uuid => "UUID".into(),
        SqlType::Enum(of) => ansi::enumeration(dialect, of)?,
        SqlType::Collated(of) => ansi::collated(dialect, of)?,
        SqlType::Checked(of) => column_type(dialect, &of.of)?,
        SqlType::Variants(variants) => column_type(dialect, variants.of(alchemy_core::Dialect::name(dialect)))?,
        SqlType::Json => "JSON".into(),
        SqlType::Array { element, dimensions } => ansi::array(dialect, element, *dimensions)?,
        SqlType::Extension(own) => own.get().column_type(dialect)?,
    })
}
