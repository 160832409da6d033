//! CREATE INDEX.

use std::borrow::Cow;

use crate::compile::{Render, Renderer};
use crate::ddl::constraint::names;
use crate::ddl::name::generated;
use crate::error::Result;
use crate::schema::{Index, Table};

/// `CREATE [UNIQUE] INDEX … ON …`. An index without a name is called `ix_<table>_<columns>`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, Column, CreateIndex, DdlStatement, Table, Varchar};
/// let invoice = Table::new("invoice").column(Column::new("number", Varchar(20)).index());
/// let indexes = CreateIndex::all(&invoice);
/// assert_eq!(DdlStatement::of(&indexes[0], &Ansi)?.text(), "CREATE INDEX ix_invoice_number ON invoice (number)");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CreateIndex<'t> {
    table: &'t Table,
    index: Cow<'t, Index>,
}

impl<'t> CreateIndex<'t> {
    /// An index of a table.
    pub fn new(table: &'t Table, index: &'t Index) -> Self {
        CreateIndex { table, index: Cow::Borrowed(index) }
    }

    /// All indexes of a table: its own, then those of single columns.
    pub fn all(table: &'t Table) -> Vec<Self> {
        let own = table.indexes().iter().map(|index| CreateIndex::new(table, index));
        let single = table.columns().iter().filter(|column| column.index).map(|column| {
            let index = Index { name: None, columns: vec![column.name.clone()], unique: column.unique };
            CreateIndex { table, index: Cow::Owned(index) }
        });
        own.chain(single).collect()
    }
}

impl Render for CreateIndex<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(if self.index.unique { "CREATE UNIQUE INDEX" } else { "CREATE INDEX" });
        match &self.index.name {
            Some(name) => r.name(name)?,
            None => r.name(&generated("ix", self.table, &self.index.columns, r.features().max_name_length))?,
        }
        r.word("ON");
        r.name(self.table.name())?;
        names(r, &self.index.columns)
    }
}
