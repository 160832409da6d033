//! What the driver knows of the server's types: found out once per prepared statement, not once per value.

use std::sync::Arc;

use tokio_postgres::Statement;
use tokio_postgres::types::{Kind as TypeKind, Type};

/// How a type's values travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Bool,
    Int2,
    Int4,
    Int8,
    Oid,
    Float4,
    Float8,
    Numeric,
    Text,
    Bytes,
    Date,
    Time,
    DateTime,
    Timestamp,
    Interval,
    Uuid,
    Json,
    JsonBinary,
    JsonPath,
    Range(Bound),
    Multirange(Bound),
    Hstore,
    Inet,
    Cidr,
    MacAddr,
    MacAddr8,
    Bits,
    TsVector,
    TsQuery,
    /// What a function without a result gives.
    Void,
    /// A type that has no counterpart.
    Other,
}

/// What ranges can be over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Int4,
    Int8,
    Numeric,
    Date,
    DateTime,
    Timestamp,
}

impl Bound {
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Bound::Int4 => Kind::Int4,
            Bound::Int8 => Kind::Int8,
            Bound::Numeric => Kind::Numeric,
            Bound::Date => Kind::Date,
            Bound::DateTime => Kind::DateTime,
            Bound::Timestamp => Kind::Timestamp,
        }
    }

    fn of(of: &Type) -> Option<Bound> {
        let kind = Kind::of(of);
        [Bound::Int4, Bound::Int8, Bound::Numeric, Bound::Date, Bound::DateTime, Bound::Timestamp]
            .into_iter()
            .find(|bound| bound.kind() == kind)
    }
}

/// What is known of a parameter's or a column's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// The kind of the type, or of the elements if it is an array.
    pub(crate) kind: Kind,
    /// The number of the elements' type, if it is an array.
    pub(crate) element: Option<u32>,
}

impl Slot {
    fn of(of: &Type) -> Slot {
        match base(of).kind() {
            TypeKind::Array(element) => Slot { kind: Kind::of(element), element: Some(element.oid()) },
            _ => Slot { kind: Kind::of(of), element: None },
        }
    }

    /// Those of a statement's parameters.
    pub(crate) fn of_parameters(statement: &Statement) -> Arc<[Slot]> {
        statement.params().iter().map(Slot::of).collect()
    }

    /// Those of a statement's columns.
    pub(crate) fn of_columns(statement: &Statement) -> Arc<[Slot]> {
        statement.columns().iter().map(|column| Slot::of(column.type_())).collect()
    }
}

/// What a domain is made of: its values travel like those of the type below it.
fn base(of: &Type) -> &Type {
    match of.kind() {
        TypeKind::Domain(below) => base(below),
        _ => of,
    }
}

impl Kind {
    /// All of them that values can have, so that one can be told by its place.
    pub(crate) const ALL: [Kind; 41] = [
        Kind::Bool,
        Kind::Int2,
        Kind::Int4,
        Kind::Int8,
        Kind::Oid,
        Kind::Float4,
        Kind::Float8,
        Kind::Numeric,
        Kind::Text,
        Kind::Bytes,
        Kind::Date,
        Kind::Time,
        Kind::DateTime,
        Kind::Timestamp,
        Kind::Interval,
        Kind::Uuid,
        Kind::Json,
        Kind::JsonBinary,
        Kind::JsonPath,
        Kind::Range(Bound::Int4),
        Kind::Range(Bound::Int8),
        Kind::Range(Bound::Numeric),
        Kind::Range(Bound::Date),
        Kind::Range(Bound::DateTime),
        Kind::Range(Bound::Timestamp),
        Kind::Multirange(Bound::Int4),
        Kind::Multirange(Bound::Int8),
        Kind::Multirange(Bound::Numeric),
        Kind::Multirange(Bound::Date),
        Kind::Multirange(Bound::DateTime),
        Kind::Multirange(Bound::Timestamp),
        Kind::Hstore,
        Kind::Inet,
        Kind::Cidr,
        Kind::MacAddr,
        Kind::MacAddr8,
        Kind::Bits,
        Kind::TsVector,
        Kind::TsQuery,
        Kind::Void,
        Kind::Other,
    ];

    /// Whether values are made of others, and taken apart when they are asked for.
    pub(crate) fn is_composed(self) -> bool {
        matches!(self, Kind::Range(_) | Kind::Multirange(_) | Kind::Hstore | Kind::TsVector | Kind::TsQuery) || self.is_own()
    }

    /// Whether text stands for a value, as the server reads it.
    pub(crate) fn is_read_from_text(self) -> bool {
        self.is_own() || matches!(self, Kind::TsVector | Kind::TsQuery | Kind::Other)
    }

    /// Whether values are of a type of this crate.
    pub(crate) fn is_own(self) -> bool {
        matches!(self, Kind::Inet | Kind::Cidr | Kind::MacAddr | Kind::MacAddr8 | Kind::Bits)
    }

    fn of(of: &Type) -> Kind {
        let of = base(of);
        match of.kind() {
            TypeKind::Enum(_) => return Kind::Text,
            TypeKind::Range(bound) => return Bound::of(bound).map_or(Kind::Other, Kind::Range),
            TypeKind::Multirange(range) => {
                return match Kind::of(range) {
                    Kind::Range(bound) => Kind::Multirange(bound),
                    _ => Bound::of(range).map_or(Kind::Other, Kind::Multirange),
                };
            }
            _ => {}
        }
        match *of {
            Type::BOOL => Kind::Bool,
            Type::INT2 => Kind::Int2,
            Type::INT4 => Kind::Int4,
            Type::INT8 => Kind::Int8,
            Type::OID => Kind::Oid,
            Type::FLOAT4 => Kind::Float4,
            Type::FLOAT8 => Kind::Float8,
            Type::NUMERIC => Kind::Numeric,
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => Kind::Text,
            Type::BYTEA => Kind::Bytes,
            Type::DATE => Kind::Date,
            Type::TIME => Kind::Time,
            Type::TIMESTAMP => Kind::DateTime,
            Type::TIMESTAMPTZ => Kind::Timestamp,
            Type::INTERVAL => Kind::Interval,
            Type::UUID => Kind::Uuid,
            Type::JSON => Kind::Json,
            Type::JSONB => Kind::JsonBinary,
            Type::JSONPATH => Kind::JsonPath,
            Type::TS_VECTOR => Kind::TsVector,
            Type::TSQUERY => Kind::TsQuery,
            Type::INET => Kind::Inet,
            Type::CIDR => Kind::Cidr,
            Type::MACADDR => Kind::MacAddr,
            Type::MACADDR8 => Kind::MacAddr8,
            Type::BIT | Type::VARBIT => Kind::Bits,
            Type::VOID => Kind::Void,
            // An extension's type, so its number is another one in every database.
            _ if of.name() == "citext" => Kind::Text,
            _ if of.name() == "hstore" => Kind::Hstore,
            _ => Kind::Other,
        }
    }
}
