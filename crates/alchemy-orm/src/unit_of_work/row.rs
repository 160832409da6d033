//! Rows to write, as values.

use std::sync::Arc;

use alchemy_core::Value;
use foldhash::HashMap;

use crate::instance::Node;
use crate::mapping::Mapper;

/// A column's value: known, or known once another row of the flush was inserted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Left to the database.
    Unset,
    Known(Value),
    /// The value of a column of a new row, by number.
    Of {
        row: usize,
        column: usize,
    },
}

/// An object's place in memory, for looking it up.
pub(crate) fn address(node: &Node) -> usize {
    Arc::as_ptr(node).cast::<()>() as usize
}

/// A row to insert.
#[derive(Debug)]
pub(crate) struct NewRow {
    pub(crate) node: Node,
    pub(crate) mapper: &'static Mapper,
    /// One for each column.
    pub(crate) cells: Vec<Cell>,
}

/// A row to change.
#[derive(Debug)]
pub(crate) struct ChangedRow {
    pub(crate) node: Node,
    pub(crate) mapper: &'static Mapper,
    /// Its key, as the database has it.
    pub(crate) key: Vec<Value>,
    pub(crate) set: Vec<(usize, Cell)>,
    /// The columns that were set because a reference was.
    pub(crate) referred: Vec<usize>,
}

/// A row to delete.
#[derive(Debug)]
pub(crate) struct GoneRow {
    pub(crate) node: Node,
    pub(crate) mapper: &'static Mapper,
    pub(crate) key: Vec<Value>,
    /// All columns as the database has them, for ordering rows that refer to each other.
    pub(crate) values: Vec<Option<Value>>,
}

/// A row of a link table to insert or delete.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LinkRow {
    pub(crate) cells: Vec<(usize, Cell)>,
}

/// All that a flush has to write, not ordered yet.
#[derive(Debug, Default)]
pub(crate) struct Work {
    pub(crate) new: Vec<NewRow>,
    pub(crate) changed: Vec<ChangedRow>,
    pub(crate) gone: Vec<GoneRow>,
    /// Rows of link tables that come.
    pub(crate) linked: Vec<(&'static Mapper, LinkRow)>,
    /// Rows of link tables that go; they are deleted by these columns.
    pub(crate) unlinked: Vec<(&'static Mapper, LinkRow)>,
    /// Objects that leave the session without ever having had a row.
    pub(crate) dropped: Vec<Node>,
    /// Keys that are NULL in the INSERT and set by an UPDATE at the end: row, column, what it comes to.
    pub(crate) late: Vec<(usize, usize, Cell)>,
    /// Where each new object stands in `new`.
    pub(crate) numbers: HashMap<usize, usize>,
}

impl Work {
    /// The rows as they are once everything was written: with the keys that were set at the end.
    pub(crate) fn complete(&mut self) {
        for (row, column, cell) in std::mem::take(&mut self.late) {
            self.new[row].cells[column] = cell;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty() && self.linked.is_empty() && self.unlinked.is_empty()
    }
}
