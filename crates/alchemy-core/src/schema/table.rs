//! A table and its builder.

use std::sync::Arc;

use crate::schema::{Attachment, Attachments, Check, ColumnDef, Constraint, ForeignKey, Index, Name, NamingConvention};
use crate::schema::{PrimaryKey, TableEvent, TableName, Unique};
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
    schema: Option<Name>,
    /// Whether it lies in no schema, also where its metadata has one.
    blank_schema: bool,
    columns: Vec<ColumnDef>,
    primary_key: Option<PrimaryKey>,
    constraints: Vec<Constraint>,
    indexes: Vec<Index>,
    prefixes: Vec<Name>,
    comment: Option<Name>,
    convention: Option<Arc<NamingConvention>>,
    behind: Vec<TableName>,
    events: Vec<TableEvent>,
    attached: Attachments,
}

impl Table {
    /// A table without columns.
    pub fn new(name: impl Into<Name>) -> Self {
        Table(Arc::new(Inner {
            name: name.into(),
            schema: None,
            blank_schema: false,
            columns: Vec::new(),
            primary_key: None,
            constraints: Vec::new(),
            indexes: Vec::new(),
            prefixes: Vec::new(),
            comment: None,
            convention: None,
            behind: Vec::new(),
            events: Vec::new(),
            attached: Attachments::default(),
        }))
    }

    fn edit(mut self, change: impl FnOnce(&mut Inner)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// Puts it into a schema.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let invoice = Table::new("invoice").schema("billing").column(Column::new("id", Integer));
    /// assert_eq!(select(invoice.c("id")).compile(&Ansi)?.text(), "SELECT billing.invoice.id FROM billing.invoice");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn schema(self, schema: impl Into<Name>) -> Self {
        let schema = schema.into();
        self.edit(|table| table.schema = Some(schema))
    }

    /// Keeps it out of the schema that its metadata has for tables that name none.
    #[must_use]
    pub fn blank_schema(self) -> Self {
        self.edit(|table| (table.schema, table.blank_schema) = (None, true))
    }

    /// Adds a column.
    #[must_use]
    pub fn column(self, column: ColumnDef) -> Self {
        self.edit(|table| table.columns.push(column))
    }

    /// Adds a column at a place among those that are there.
    #[must_use]
    pub fn insert_column(self, at: usize, column: ColumnDef) -> Self {
        self.edit(|table| table.columns.insert(at.min(table.columns.len()), column))
    }

    /// Puts a column in the place of the one of its name; without such a one it is added.
    #[must_use]
    pub fn replace_column(self, column: ColumnDef) -> Self {
        self.edit(|table| match table.columns.iter_mut().find(|known| known.name == column.name) {
            Some(known) => *known = column,
            None => table.columns.push(column),
        })
    }

    /// Adds any constraint. Constraints are created in the order in which they are added.
    #[must_use]
    pub fn constraint(self, constraint: impl Into<Constraint>) -> Self {
        match constraint.into() {
            Constraint::PrimaryKey(key) => self.edit(|table| {
                for column in table.columns.iter_mut().filter(|column| key.columns.contains(&column.name)) {
                    (column.primary_key, column.nullable) = (true, false);
                }
                table.primary_key = Some(key);
            }),
            other => self.edit(|table| table.constraints.push(other)),
        }
    }

    /// Adds a foreign key over several columns; a key over one can be said on the column.
    #[must_use]
    pub fn foreign_key(self, key: ForeignKey) -> Self {
        self.constraint(key)
    }

    /// Adds UNIQUE over several columns.
    #[must_use]
    pub fn unique(self, unique: Unique) -> Self {
        self.constraint(unique)
    }

    /// Adds a CHECK constraint.
    #[must_use]
    pub fn check(self, check: Check) -> Self {
        self.constraint(check)
    }

    /// Adds an index.
    #[must_use]
    pub fn index(self, index: Index) -> Self {
        self.edit(|table| table.indexes.push(index))
    }

    /// A word between CREATE and TABLE, such as `TEMPORARY`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, CreateTable, DdlStatement};
    /// let t = Table::new("t").column(Column::new("v", Integer)).prefix("TEMPORARY");
    /// assert_eq!(DdlStatement::of(&CreateTable::new(&t), &Ansi)?.text(), "CREATE TEMPORARY TABLE t (v INTEGER)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn prefix(self, word: impl Into<Name>) -> Self {
        let word = word.into();
        self.edit(|table| table.prefixes.push(word))
    }

    /// A comment, for databases that keep them.
    #[must_use]
    pub fn comment(self, comment: impl Into<Name>) -> Self {
        let comment = comment.into();
        self.edit(|table| table.comment = Some(comment))
    }

    /// It is created behind another table, though no foreign key says so.
    #[must_use]
    pub fn depends_on(self, table: impl Into<TableName>) -> Self {
        let other = table.into();
        self.edit(|table| table.behind.push(other))
    }

    /// Something that is done with the table's creation or end; see [`TableEvent`].
    #[must_use]
    pub fn event(self, event: TableEvent) -> Self {
        self.edit(|table| table.events.push(event))
    }

    /// Attaches an option of one database, or a note of the program's own.
    #[must_use]
    pub fn with(self, option: impl Attachment) -> Self {
        self.edit(|table| table.attached.set(option))
    }

    /// A copy under another name, which refers to itself where this table does.
    #[must_use]
    pub fn renamed(self, name: impl Into<Name>) -> Self {
        let (name, before) = (name.into(), self.full_name());
        self.edit(|table| {
            table.name = name;
            let after = TableName { schema: table.schema.clone(), name: table.name.clone() };
            table.foreign_keys_mut().filter(|key| key.target == before).for_each(|key| key.target = after.clone());
        })
    }

    /// A copy in another schema. Tables that it refers to are looked for there, if they were in its own.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let branch = Table::new("branch").column(Column::new("name", Varchar(80)));
    /// let copy = branch.in_schema("copy1");
    /// assert_eq!(select(copy.c("name")).compile(&Ansi)?.text(), "SELECT copy1.branch.name FROM copy1.branch");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn in_schema(&self, schema: impl Into<Name>) -> Table {
        let schema = schema.into();
        self.clone().edit(|table| {
            let before = table.schema.replace(schema.clone());
            table.foreign_keys_mut().filter(|key| key.target.schema == before).for_each(|key| {
                key.target.schema = Some(schema.clone());
            });
        })
    }

    /// As a table of metadata with a schema and a naming convention.
    pub(crate) fn under(&self, schema: Option<&Name>, convention: Option<&Arc<NamingConvention>>) -> Table {
        if schema.is_none() && convention.is_none() {
            return self.clone();
        }
        self.clone().edit(|table| {
            table.convention = convention.cloned().or(table.convention.take());
            if let Some(schema) = schema {
                table.columns.iter_mut().for_each(|column| column.sql_type.lie_in(schema));
            }
            if let Some(schema) = schema.filter(|_| table.schema.is_none() && !table.blank_schema) {
                table.schema = Some(schema.clone());
                table.foreign_keys_mut().filter(|key| key.target.schema.is_none()).for_each(|key| {
                    key.target.schema = Some(schema.clone());
                });
            }
        })
    }

    /// Whether the two are one table, not two that look alike.
    pub(crate) fn is(&self, other: &Table) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Its name.
    pub fn name(&self) -> &Name {
        &self.0.name
    }

    /// The schema that it lies in, if it is stated.
    pub fn schema_name(&self) -> Option<&Name> {
        self.0.schema.as_ref()
    }

    /// Its name, with that of its schema.
    pub fn full_name(&self) -> TableName {
        TableName { schema: self.0.schema.clone(), name: self.0.name.clone() }
    }

    /// Its columns, in order.
    pub fn columns(&self) -> &[ColumnDef] {
        &self.0.columns
    }

    /// One column's definition, by its name.
    pub fn get(&self, name: &str) -> Option<&ColumnDef> {
        self.0.columns.iter().find(|column| &*column.name == name)
    }

    /// One column's definition, by the key under which the program knows it, or by its name.
    pub fn get_by_key(&self, key: &str) -> Option<&ColumnDef> {
        let known = |column: &&ColumnDef| column.key.as_deref() == Some(key);
        self.0.columns.iter().find(known).or_else(|| self.get(key))
    }

    /// The columns of the primary key, in the table's order.
    pub fn primary_key(&self) -> impl Iterator<Item = &ColumnDef> {
        self.0.columns.iter().filter(|column| column.primary_key)
    }

    /// The primary key as a constraint: as it was stated, or over the columns that are part of it. A generated column
    /// goes first then: some databases want it to be the first of an index.
    pub fn primary_key_constraint(&self) -> Option<PrimaryKey> {
        if let Some(key) = &self.0.primary_key {
            return Some(key.clone());
        }
        let mut columns: Vec<&ColumnDef> = self.primary_key().collect();
        columns.sort_by_key(|column| !column.auto_increment);
        let attached = columns.first().map(|column| column.attached.clone())?;
        let mut key = PrimaryKey::new(columns.into_iter().map(|column| &column.name));
        key.options.attached = attached;
        Some(key)
    }

    /// All foreign keys, those of single columns first.
    pub fn foreign_keys(&self) -> impl Iterator<Item = &ForeignKey> {
        self.0.columns.iter().filter_map(|column| column.foreign_key.as_ref()).chain(self.own_foreign_keys())
    }

    /// The foreign keys that no column states by itself.
    pub(crate) fn own_foreign_keys(&self) -> impl Iterator<Item = &ForeignKey> {
        self.0.constraints.iter().filter_map(|constraint| match constraint {
            Constraint::ForeignKey(key) => Some(key),
            _ => None,
        })
    }

    /// The constraints that were added to the table, besides its primary key.
    pub fn constraints(&self) -> &[Constraint] {
        &self.0.constraints
    }

    /// The UNIQUE constraints that were added to the table.
    pub fn uniques(&self) -> impl Iterator<Item = &Unique> {
        self.0.constraints.iter().filter_map(|constraint| match constraint {
            Constraint::Unique(unique) => Some(unique),
            _ => None,
        })
    }

    /// The CHECK constraints that were added to the table.
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.0.constraints.iter().filter_map(|constraint| match constraint {
            Constraint::Check(check) => Some(check),
            _ => None,
        })
    }

    /// The indexes, besides those of single columns.
    pub fn indexes(&self) -> &[Index] {
        &self.0.indexes
    }

    /// The words between CREATE and TABLE.
    pub fn prefixes(&self) -> &[Name] {
        &self.0.prefixes
    }

    /// The comment.
    pub fn comment_text(&self) -> Option<&Name> {
        self.0.comment.as_ref()
    }

    /// The convention by which its constraints are named.
    pub fn convention(&self) -> Option<&NamingConvention> {
        self.0.convention.as_deref()
    }

    /// The tables behind which it is created, though no foreign key says so.
    pub fn dependencies(&self) -> &[TableName] {
        &self.0.behind
    }

    /// What is done with its creation and its end.
    pub fn events(&self) -> &[TableEvent] {
        &self.0.events
    }

    /// What is attached to it, by type.
    pub fn attached<T: Attachment>(&self) -> Option<&T> {
        self.0.attached.get()
    }

    /// A column in an expression, by its key or its name. Its type is not known to the compiler, so it compares with
    /// everything. A name that the table lacks is told by the database.
    pub fn c(&self, name: &str) -> Column<Value> {
        let name = self.get_by_key(name).map_or_else(|| name.into(), |column| column.name.clone());
        Column::in_source(self.source(), name)
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

impl Inner {
    fn foreign_keys_mut(&mut self) -> impl Iterator<Item = &mut ForeignKey> {
        let own = self.constraints.iter_mut().filter_map(|constraint| match constraint {
            Constraint::ForeignKey(key) => Some(key),
            _ => None,
        });
        self.columns.iter_mut().filter_map(|column| column.foreign_key.as_mut()).chain(own)
    }
}
