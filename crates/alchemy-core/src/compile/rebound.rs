//! Columns that are written as others: those of a row before or after it was written, those that something derived hands on.

use crate::compile::Renderer;
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{ColumnRef, Source};

/// Columns that are written as others.
#[derive(Debug, Clone)]
pub(crate) enum Rebound {
    /// Those of a source, as those of a row of that name.
    Row(Source, Name),
    /// Each of these as the other.
    Columns(Vec<(ColumnRef, ColumnRef)>),
}

/// What is rebound, and around how many SELECTs: one inside them that selects from the source itself means its own.
#[derive(Debug)]
pub(crate) struct Rebinding {
    what: Rebound,
    depth: usize,
}

impl Renderer<'_> {
    /// Writes with columns rebound.
    pub(crate) fn rebinding(&mut self, what: Rebound, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let depth = self.scopes.len();
        self.rebindings.push(Rebinding { what, depth });
        let result = write(self);
        self.rebindings.pop();
        result
    }

    /// Writes the column if it is rebound; says whether it was.
    pub(super) fn rebound_column(&mut self, source: &Source, column: &Name) -> Result<bool> {
        let own = |depth: usize, scopes: &[crate::compile::Scope]| scopes.iter().skip(depth).any(|scope| scope.has(source));
        let Some(last) = self.rebindings.last().filter(|last| !own(last.depth, &self.scopes)) else { return Ok(false) };
        match &last.what {
            Rebound::Row(of, row) if of == source => {
                let row = row.clone();
                self.column_of(&row, column)?;
                Ok(true)
            }
            Rebound::Row(..) => Ok(false),
            Rebound::Columns(pairs) => {
                let Some((_, other)) = pairs.iter().find(|(known, _)| known.source == *source && known.name == *column) else {
                    return Ok(false);
                };
                let other = other.clone();
                // What it becomes is not rebound again.
                let rest = std::mem::take(&mut self.rebindings);
                let result = self.column(&other.source, &other.name);
                self.rebindings = rest;
                result.map(|()| true)
            }
        }
    }
}
