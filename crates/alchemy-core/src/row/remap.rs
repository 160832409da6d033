//! A row whose slots are not its columns: deferred columns were not selected.

use crate::error::Result;
use crate::value::{Row, ValueRef};

/// A row seen through the positions of [`Prepared`](crate::Prepared): a slot without a column is absent.
pub struct Remapped<'r> {
    row: &'r dyn Row,
    positions: &'r [Option<usize>],
}

impl<'r> Remapped<'r> {
    /// The row, seen through positions.
    pub fn new(row: &'r dyn Row, positions: &'r [Option<usize>]) -> Self {
        Remapped { row, positions }
    }
}

impl std::fmt::Debug for Remapped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Remapped").field("positions", &self.positions).finish()
    }
}

impl Row for Remapped<'_> {
    fn width(&self) -> usize {
        self.positions.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>> {
        match self.positions.get(index).copied().flatten() {
            Some(column) => self.row.get(column),
            None => Ok(ValueRef::Absent),
        }
    }

    fn name(&self, index: usize) -> &str {
        self.positions.get(index).copied().flatten().map_or("", |column| self.row.name(column))
    }

    fn position(&self, index: usize) -> usize {
        self.positions.get(index).copied().flatten().map_or(index, |column| self.row.position(column))
    }
}
