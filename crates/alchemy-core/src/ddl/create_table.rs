//! CREATE TABLE.

use crate::compile::{Render, Renderer};
use crate::ddl::constraint::names;
use crate::error::Result;
use crate::schema::{ForeignKey, Name, Table, Unique};

/// `CREATE TABLE …`. Columns are written by the dialect's hook, constraints in the order key, unique, check, foreign.
///
/// ```
/// use alchemy_core::{dialect::Ansi, BigInteger, Column, CreateTable, Renderer, Render, Table};
/// let invoice = Table::new("invoice").column(Column::new("id", BigInteger).primary_key());
/// let mut renderer = Renderer::literal(&Ansi);
/// CreateTable::new(&invoice).render(&mut renderer)?;
/// assert_eq!(&*renderer.finish().0, "CREATE TABLE invoice (id BIGINT NOT NULL, PRIMARY KEY (id))");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CreateTable<'t> {
    table: &'t Table,
    /// Foreign keys that are added later, because they close a circle.
    later: Vec<&'t ForeignKey>,
}

impl<'t> CreateTable<'t> {
    /// Creates the table with all its constraints.
    pub fn new(table: &'t Table) -> Self {
        CreateTable { table, later: Vec::new() }
    }

    /// Leaves out foreign keys that are added later.
    #[must_use]
    pub fn without(mut self, keys: impl IntoIterator<Item = &'t ForeignKey>) -> Self {
        self.later.extend(keys);
        self
    }
}

impl Render for CreateTable<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let table = self.table;
        r.word("CREATE TABLE");
        r.name(table.name())?;
        r.parens(|r| {
            r.list(table.columns(), |r, column| r.dialect().column(r, table, column))?;
            let key: Vec<Name> = table.primary_key().map(|column| column.name.clone()).collect();
            if !key.is_empty() {
                r.glue(",");
                r.word("PRIMARY KEY");
                names(r, &key)?;
            }
            let single = table.columns().iter().filter(|column| column.unique);
            let single = single.map(|column| Unique { name: None, columns: vec![column.name.clone()] });
            for unique in single.chain(table.uniques().iter().cloned()) {
                r.glue(",");
                unique.render(r)?;
            }
            for check in table.checks() {
                r.glue(",");
                check.render(r)?;
            }
            let keys = table.foreign_keys().filter(|key| !self.later.iter().any(|later| std::ptr::eq(*later, *key)));
            for key in keys {
                r.glue(",");
                key.render(r)?;
            }
            Ok(())
        })?;
        r.dialect().table_suffix(r, table)
    }
}
