//! The generated key of a single row, and the other values that the database filled in.

use crate::compile::Renderer;
use crate::dialect::Returning as ReturningFeature;
use crate::error::Result;
use crate::sql::{ColumnRef, InsertNode, InsertValues, Node, Projection};

/// What an INSERT returns where the program did not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Implicit {
    /// Nothing.
    Nothing,
    /// The generated key, where the protocol does not tell it.
    Key,
    /// Every column that no value was given for.
    Defaults,
}

impl InsertNode {
    /// What is returned without having been asked for by name.
    pub(super) fn implied(&self, r: &Renderer<'_>) -> Result<Option<Projection>> {
        let Some(table) = self.table.definition().filter(|_| self.returning.is_empty() && self.is_single()) else {
            return Ok(None);
        };
        let given = self.given_columns();
        let wanted: Vec<_> = match self.implicit {
            Implicit::Nothing => return Ok(None),
            Implicit::Key if r.features().last_insert_id => return Ok(None),
            Implicit::Defaults if r.features().returning == ReturningFeature::None => return Ok(None),
            Implicit::Key => table.columns().iter().filter(|column| column.primary_key && column.auto_increment).collect(),
            Implicit::Defaults => table.columns().iter().collect(),
        };
        let mut projection = Projection::default();
        for column in wanted.into_iter().filter(|column| !given.contains(&&column.name) && column.default.is_none()) {
            projection.push(Node::Column(ColumnRef { source: self.table.source.clone(), name: column.name.clone() }));
        }
        Ok(if projection.is_empty() { None } else { Some(projection) })
    }

    fn is_single(&self) -> bool {
        matches!(&self.values, InsertValues::Rows(rows) if rows.len() == 1)
    }
}
