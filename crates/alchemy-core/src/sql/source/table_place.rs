//! Where a model's rows lie.

use crate::row::Model;
use crate::schema::{Name, TableName};

/// A model's table by name, maybe in a schema; small enough to be copied into each of the model's attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TablePlace {
    schema: Option<&'static Name>,
    name: &'static str,
}

impl TablePlace {
    /// A table of no stated schema.
    pub const fn named(name: &'static str) -> Self {
        TablePlace { schema: None, name }
    }

    /// A table in a schema.
    pub const fn in_schema(schema: &'static Name, name: &'static str) -> Self {
        TablePlace { schema: Some(schema), name }
    }

    /// The table of a model.
    pub const fn of<M: Model>() -> Self {
        TablePlace { schema: M::SCHEMA, name: M::TABLE }
    }

    /// The table's own name.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The schema.
    pub const fn schema(self) -> Option<&'static Name> {
        self.schema
    }

    /// Both.
    pub fn full_name(self) -> TableName {
        TableName { schema: self.schema.cloned(), name: Name::Static(self.name) }
    }

    /// Whether that is its name, and its schema.
    pub fn is(self, name: &TableName) -> bool {
        *self.name == *name.name && self.schema == name.schema.as_ref()
    }
}
