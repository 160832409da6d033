//! A table and its builder.

use std::sync::Arc;

use crate::schema::{Check, ColumnDef, ForeignKey, Index, Name, Unique};
use crate::sql::{Alias, Column, Delete, Insert, IntoAlias, Source, TableRef, Update};
use crate::value::Value;

/// A table: its name, columns, constraints and indexes. Cheap to clone.
///
/// ```
/// use alchemy_core::{BigInteger, Column, Numeric, Table};
/// let invoice = Table::new("invoice")
///     .column(Column::new("id", BigInteger).primary_key())
///     .column(Column::new("total", Numeric(12, 2)).not_null())
///     .column(Column::new("user_id", BigInteger).references("user_account", "id"));
/// assert_eq!(invoice.columns().len(), 3);
/// assert_eq!(invoice.foreign_keys().count(), 1);
/// ```
#[derive(Debug, Clone)]
pub struct Table(Arc<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    name: Name,
    columns: Vec<ColumnDef>,
    foreign_keys: Vec<ForeignKey>,
    uniques: Vec<Unique>,
    checks: Vec<Check>,
    indexes: Vec<Index>,
}

impl Table {
    /// A table without columns.
    pub fn new(name: impl Into<Name>) -> Self {
        Table(Arc::new(Inner {
            name: name.into(),
            columns: Vec::new(),
            foreign_keys: Vec::new(),
            uniques: Vec::new(),
            checks: Vec::new(),
            indexes: Vec::new(),
        }))
    }

    fn edit(mut self, change: impl FnOnce(&mut Inner)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// Adds a column.
    #[must_use]
    pub fn column(self, column: ColumnDef) -> Self {
        self.edit(|table| table.columns.push(column))
    }

    /// Adds a foreign key over several columns; a key over one is said on the column.
    #[must_use]
    pub fn foreign_key(self, key: ForeignKey) -> Self {
        self.edit(|table| table.foreign_keys.push(key))
    }

    /// Adds UNIQUE over several columns.
    #[must_use]
    pub fn unique(self, unique: Unique) -> Self {
        self.edit(|table| table.uniques.push(unique))
    }

    /// Adds a CHECK constraint.
    #[must_use]
    pub fn check(self, check: Check) -> Self {
        self.edit(|table| table.checks.push(check))
    }

    /// Adds an index.
    #[must_use]
    pub fn index(self, index: Index) -> Self {
        self.edit(|table| table.indexes.push(index))
    }

    /// Whether the two are one table, not two that look alike.
    pub(crate) fn is(&self, other: &Table) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Its name.
    pub fn name(&self) -> &Name {
        &self.0.name
    }

    /// Its columns, in order.
    pub fn columns(&self) -> &[ColumnDef] {
        &self.0.columns
    }

    /// One column's definition.
    pub fn get(&self, name: &str) -> Option<&ColumnDef> {
        self.0.columns.iter().find(|column| &*column.name == name)
    }

    /// The columns of the primary key, in order.
    pub fn primary_key(&self) -> impl Iterator<Item = &ColumnDef> {
        self.0.columns.iter().filter(|column| column.primary_key)
    }

    /// All foreign keys, those of single columns first.
    pub fn foreign_keys(&self) -> impl Iterator<Item = &ForeignKey> {
        self.0.columns.iter().filter_map(|column| column.foreign_key.as_ref()).chain(&self.0.foreign_keys)
    }

    /// The foreign keys that no column states by itself.
    pub(crate) fn own_foreign_keys(&self) -> &[ForeignKey] {
        &self.0.foreign_keys
    }

    /// The UNIQUE constraints over several columns.
    pub fn uniques(&self) -> &[Unique] {
        &self.0.uniques
    }

    /// The CHECK constraints.
    pub fn checks(&self) -> &[Check] {
        &self.0.checks
    }

    /// The indexes, besides those of single columns.
    pub fn indexes(&self) -> &[Index] {
        &self.0.indexes
    }

    /// A column in an expression, by name. Its type is not known to the compiler, so it compares with everything. A
    /// name that the table lacks is told by the database.
    pub fn c(&self, name: &str) -> Column<Value> {
        Column::in_source(self.source(), name.into())
    }

    /// The table as something to select from.
    pub fn source(&self) -> Source {
        Source::Table { table: TableRef::Table(self.clone()), alias: None }
    }

    /// The table under another name; `None` leaves the name to the statement.
    ///
    /// ```
    /// use alchemy_core::{BigInteger, Column, Table, Value, dialect::Ansi, prelude::*};
    /// let node = Table::new("node").column(Column::new("id", BigInteger)).column(Column::new("parent_id", BigInteger));
    /// let parent = node.alias("parent");
    /// let stmt = select(parent.c::<Value>("id")).join_on(&node, node.c("parent_id").eq(parent.c::<Value>("id")));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT parent.id FROM node AS parent JOIN node ON node.parent_id = parent.id");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn alias(&self, name: impl IntoAlias) -> Alias {
        Alias::of_table(TableRef::Table(self.clone()), name)
    }

    /// An INSERT into it.
    pub fn insert(&self) -> Insert<()> {
        Insert::into_table(self.source())
    }

    /// An UPDATE of it.
    pub fn update(&self) -> Update<()> {
        Update::of_table(self.source())
    }

    /// A DELETE from it.
    pub fn delete(&self) -> Delete<()> {
        Delete::from_table(self.source())
    }
}
