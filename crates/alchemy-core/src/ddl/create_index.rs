//! CREATE INDEX.

use crate::compile::{Render, Renderer};
use crate::ddl::constraint::names;
use crate::error::Result;
use crate::schema::{Index, Name, Table};

/// `CREATE [UNIQUE] INDEX … ON …`. Without a name the index is called `ix_<table>_<columns>`.
#[derive(Debug, Clone)]
pub struct CreateIndex<'t> {
    table: &'t Table,
    index: Index,
}

impl<'t> CreateIndex<'t> {
    /// An index of a table.
    pub fn new(table: &'t Table, index: Index) -> Self {
        CreateIndex { table, index }
    }

    /// All indexes of a table: those of single columns, then the others.
    pub fn all(table: &'t Table) -> Vec<Self> {
        let single = table.columns().iter().filter(|column| column.index);
        let single = single.map(|column| Index { name: None, columns: vec![column.name.clone()], unique: false });
        single.chain(table.indexes().iter().cloned()).map(|index| CreateIndex::new(table, index)).collect()
    }

    fn name(&self) -> Name {
        self.index.name.clone().unwrap_or_else(|| {
            let columns: Vec<&str> = self.index.columns.iter().map(|name| &**name).collect();
            format!("ix_{}_{}", self.table.name(), columns.join("_")).into()
        })
    }
}

impl Render for CreateIndex<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(if self.index.unique { "CREATE UNIQUE INDEX" } else { "CREATE INDEX" });
        r.name(&self.name())?;
        r.word("ON");
        r.name(self.table.name())?;
        names(r, &self.index.columns)
    }
}
