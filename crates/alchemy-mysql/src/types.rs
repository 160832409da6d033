//! What column types are called, in tables and in CAST.

use alchemy_core::dialect::ansi::{self, numeric, sized};
use alchemy_core::{Dialect as _, Error, Result, SqlType};

use crate::Dialect;
use crate::column_types::of_the_server;

/// The characters of a VARCHAR for text whose length nobody stated. It fits an index (255 × 4 bytes < 3072), and needs
/// one length byte fewer than longer ones.
const DEFAULT_LENGTH: u32 = 255;

/// How many digits behind the point a number keeps that is stored without precision and scale.
pub(crate) const WIDEST_SCALE: u32 = 30;

/// A column's type.
pub(crate) fn column(dialect: &Dialect, sql_type: &SqlType) -> Result<String> {
    Ok(match sql_type {
        SqlType::Boolean => "BOOL".into(),
        SqlType::SmallInteger => "SMALLINT".into(),
        SqlType::Integer => "INTEGER".into(),
        SqlType::BigInteger => "BIGINT".into(),
        SqlType::UnsignedBigInteger => "BIGINT UNSIGNED".into(),
        SqlType::Real => "FLOAT".into(),
        SqlType::Double => "DOUBLE".into(),
        SqlType::Float { precision } => sized("FLOAT", *precision),
        SqlType::Decimal | SqlType::LosslessDecimal => exact("NUMERIC", None, None),
        SqlType::Numeric { precision, scale } => numeric("NUMERIC", *precision, *scale),
        SqlType::String { length } => sized("VARCHAR", length.or(Some(DEFAULT_LENGTH))),
        SqlType::Char { length } => sized("CHAR", *length),
        SqlType::NChar { length } => sized("NATIONAL CHAR", *length),
        SqlType::NVarchar { length } => sized("NATIONAL VARCHAR", length.or(Some(DEFAULT_LENGTH))),
        SqlType::Text => "TEXT".into(),
        SqlType::Binary => "BLOB".into(),
        SqlType::LargeBinary { length } => sized("BLOB", Some(*length)),
        SqlType::Date => "DATE".into(),
        SqlType::Time | SqlType::TimeWithZone => "TIME".into(),
        SqlType::DateTime | SqlType::Timestamp => "DATETIME".into(),
        SqlType::Precise { of, digits } => ansi::precise(&column(dialect, &of.plain())?, *digits),
        SqlType::Interval { precision: None } => "DATETIME".into(),
        SqlType::Interval { precision: Some(digits) } => sized("DATETIME", Some((*digits).into())),
        // MariaDB refuses UUIDs whose bytes 6 and 8 are 0x80 or more, and 0x01 to 0x80: no version of them that is in use but
        // one in 64 of version 8. `SqlType::Char` of 32 keeps those as well.
        SqlType::Uuid if dialect.is_mariadb() && dialect.server().is_at_least(10, 7) => "UUID".into(),
        SqlType::Uuid => "CHAR(32)".into(),
        SqlType::Enum(of) => ansi::enumeration(dialect, of)?,
        SqlType::Collated(of) => {
            format!("{} COLLATE {}", dialect.column_type(&of.of)?, of_the_server(dialect, &of.collation)?)
        }
        SqlType::Checked(of) => column(dialect, &of.of)?,
        SqlType::Variants(variants) => column(dialect, variants.of(alchemy_core::Dialect::name(dialect)))?,
        SqlType::Json => "JSON".into(),
        SqlType::Array { .. } => return Err(Error::unsupported("an array", alchemy_core::Dialect::name(dialect))),
        SqlType::Extension(own) => own.get().column_type(dialect)?,
    })
}

/// A type as the target of CAST, which knows fewer words than tables do.
pub(crate) fn cast(dialect: &Dialect, sql_type: &SqlType) -> Result<String> {
    Ok(match sql_type {
        SqlType::Boolean | SqlType::SmallInteger | SqlType::Integer | SqlType::BigInteger => "SIGNED INTEGER".into(),
        SqlType::UnsignedBigInteger => "UNSIGNED INTEGER".into(),
        SqlType::Decimal | SqlType::LosslessDecimal => exact("DECIMAL", None, None),
        SqlType::Numeric { precision, scale } => numeric("DECIMAL", *precision, *scale),
        SqlType::String { length } | SqlType::Char { length } => sized("CHAR", *length),
        SqlType::NChar { length } | SqlType::NVarchar { length } => sized("CHAR", *length),
        SqlType::Enum(of) => sized("CHAR", Some(of.text_length())),
        SqlType::Collated(of) => cast(dialect, &of.of)?,
        SqlType::Checked(of) => cast(dialect, &of.of)?,
        SqlType::Variants(variants) => cast(dialect, variants.of(alchemy_core::Dialect::name(dialect)))?,
        SqlType::Text => "CHAR".into(),
        SqlType::Binary | SqlType::LargeBinary { .. } => "BINARY".into(),
        // MariaDB's JSON is text, and no target of CAST.
        SqlType::Json if dialect.is_mariadb() => "CHAR".into(),
        SqlType::Extension(own) => own.get().cast_type(dialect)?,
        other => column(dialect, other)?,
    })
}

/// A bare NUMERIC would be NUMERIC(10, 0) here, which rounds; the widest there is keeps 35 digits before the point and 30
/// behind it.
fn exact(word: &str, precision: Option<u32>, scale: Option<u32>) -> String {
    match precision {
        None => numeric(word, Some(65), Some(WIDEST_SCALE)),
        _ => numeric(word, precision, scale),
    }
}
