//! CREATE TABLE.

use crate::compile::{Render, Renderer};
use crate::ddl::constraint::names;
use crate::error::Result;
use crate::schema::{ColumnDef, ForeignKey, Name, Table, Unique};
use crate::sql::{ColumnRef, InList, Node, Source};
use crate::value::Value;

/// `CREATE TABLE …`: the columns, as the dialect writes them, the primary key, the table's constraints, then those that
/// its columns state. Indexes are statements of their own, see [`CreateIndex`](crate::CreateIndex).
///
/// ```
/// use alchemy_core::{dialect::Ansi, BigInteger, Column, CreateTable, DdlStatement, Table, Varchar};
/// let invoice = Table::new("invoice")
///     .column(Column::new("id", BigInteger).primary_key())
///     .column(Column::new("number", Varchar(20)).not_null().unique())
///     .column(Column::new("customer_id", BigInteger).references("customer", "id"));
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&invoice), &Ansi)?.text(),
///     "CREATE TABLE invoice (id BIGINT NOT NULL, number VARCHAR(20) NOT NULL, customer_id BIGINT, PRIMARY KEY (id), \
///      UNIQUE (number), FOREIGN KEY(customer_id) REFERENCES customer (id))",
/// );
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CreateTable<'t> {
    table: &'t Table,
    if_not_exists: bool,
    /// Foreign keys that are added later.
    later: Vec<&'t ForeignKey>,
}

impl<'t> CreateTable<'t> {
    /// Creates the table with all its constraints.
    pub fn new(table: &'t Table) -> Self {
        CreateTable { table, if_not_exists: false, later: Vec::new() }
    }

    /// Does nothing if there is a table of that name.
    #[must_use]
    pub fn if_not_exists(mut self) -> Self {
        self.if_not_exists = true;
        self
    }

    /// Leaves out foreign keys, which [`AddForeignKey`](crate::AddForeignKey) adds later. They have to be the table's own,
    /// as [`Table::foreign_keys`] gives them, not others that look alike.
    #[must_use]
    pub fn without(mut self, keys: impl IntoIterator<Item = &'t ForeignKey>) -> Self {
        self.later.extend(keys);
        self
    }

    fn foreign_key(&self, r: &mut Renderer<'_>, key: &ForeignKey) -> Result<()> {
        if self.later.iter().any(|later| std::ptr::eq(*later, key)) {
            return Ok(());
        }
        r.glue(",");
        key.render(r)
    }

    fn primary_key(&self, r: &mut Renderer<'_>) -> Result<()> {
        let mut key: Vec<&ColumnDef> = self.table.primary_key().collect();
        if key.is_empty() {
            return Ok(());
        }
        // A generated column goes first: some databases want it to be the first of an index.
        key.sort_by_key(|column| !column.auto_increment);
        let key: Vec<Name> = key.into_iter().map(|column| column.name.clone()).collect();
        r.glue(",");
        r.word("PRIMARY KEY");
        names(r, &key)
    }

    fn constraints(&self, r: &mut Renderer<'_>) -> Result<()> {
        for check in self.table.checks() {
            r.glue(",");
            check.render(r)?;
        }
        for unique in self.table.uniques() {
            r.glue(",");
            unique.render(r)?;
        }
        self.table.own_foreign_keys().iter().try_for_each(|key| self.foreign_key(r, key))?;
        for column in self.table.columns() {
            if let Some((name, values)) = column.sql_type.to_check(r.dialect()) {
                r.glue(",");
                confirmed(r, column, name, values)?;
            }
            // A column that is indexed as well gets a unique index instead.
            if column.unique && !column.index {
                r.glue(",");
                Unique { name: None, columns: vec![column.name.clone()] }.render(r)?;
            }
            if let Some(key) = &column.foreign_key {
                self.foreign_key(r, key)?;
            }
        }
        Ok(())
    }
}

/// CHECK that a column holds one of the values.
fn confirmed(r: &mut Renderer<'_>, column: &ColumnDef, name: Option<&Name>, values: Vec<Value>) -> Result<()> {
    if let Some(name) = name {
        r.word("CONSTRAINT");
        r.name(name)?;
    }
    let operand = Node::Column(ColumnRef { source: Source::named(""), name: column.name.clone() });
    r.word("CHECK");
    r.parens(|r| InList::of(operand, values.into_iter().map(Node::Bind).collect(), false).render(r))
}

impl Render for CreateTable<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(if self.if_not_exists { "CREATE TABLE IF NOT EXISTS" } else { "CREATE TABLE" });
        r.name(self.table.name())?;
        r.parens(|r| {
            r.list(self.table.columns(), |r, column| r.dialect().column(r, self.table, column))?;
            self.primary_key(r)?;
            self.constraints(r)
        })?;
        r.dialect().table_suffix(r, self.table)
    }
}
