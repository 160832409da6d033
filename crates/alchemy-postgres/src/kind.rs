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
    /// A type that has no counterpart.
    Other,
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
    fn of(of: &Type) -> Kind {
        let of = base(of);
        if let TypeKind::Enum(_) = of.kind() {
            return Kind::Text;
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
            // An extension's type, so its number is another one in every database.
            _ if of.name() == "citext" => Kind::Text,
            _ => Kind::Other,
        }
    }
}
