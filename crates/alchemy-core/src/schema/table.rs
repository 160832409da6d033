//! A table and its builder.

use std::sync::Arc;

use crate::error::{Error, Result};
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
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(select(seat.c("number")).compile(&Ansi)?.text(), "SELECT seat.number FROM seat");
    /// # Ok::<(), Error>(())
    /// ```
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
    ///
    /// ```
    /// use alchemy_core::{MetaData, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).blank_schema();
    /// let metadata = MetaData::new().schema("shop").table(seat);
    /// assert_eq!(metadata.create_script(&Ansi)?, "CREATE TABLE seat (number INTEGER);\n");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn blank_schema(self) -> Self {
        self.edit(|table| (table.schema, table.blank_schema) = (None, true))
    }

    /// Adds a column.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("hall", Varchar(9))).column(Column::new("number", Integer));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (hall VARCHAR(9), number INTEGER)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn column(self, column: ColumnDef) -> Self {
        self.edit(|table| table.columns.push(column))
    }

    /// Adds a column at a place among those that are there.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).insert_column(0, Column::new("hall", Integer));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (hall INTEGER, number INTEGER)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn insert_column(self, at: usize, column: ColumnDef) -> Self {
        self.edit(|table| table.columns.insert(at.min(table.columns.len()), column))
    }

    /// Puts a column in the place of the one of its name; without such a one it is added.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("hall", Integer)).replace_column(Column::new("hall", Varchar(9)));
    /// assert_eq!(DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(), "CREATE TABLE seat (hall VARCHAR(9))");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn replace_column(self, column: ColumnDef) -> Self {
        self.edit(|table| match table.columns.iter_mut().find(|known| known.name == column.name) {
            Some(known) => *known = column,
            None => table.columns.push(column),
        })
    }

    /// Adds any constraint. Constraints are created in the order in which they are added.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, Unique, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).constraint(Unique::new(["number"]));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (number INTEGER, UNIQUE (number))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
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
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, ForeignKey, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("hall", Integer)).foreign_key(ForeignKey::new(["hall"], "hall", ["id"]));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (hall INTEGER, FOREIGN KEY(hall) REFERENCES hall (id))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn foreign_key(self, key: ForeignKey) -> Self {
        self.constraint(key)
    }

    /// Adds UNIQUE over several columns.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, Unique, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("hall", Integer)).column(Column::new("number", Integer));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat.unique(Unique::new(["hall", "number"]))), &Ansi)?.text(),
    ///     "CREATE TABLE seat (hall INTEGER, number INTEGER, UNIQUE (hall, number))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn unique(self, unique: Unique) -> Self {
        self.constraint(unique)
    }

    /// Adds a CHECK constraint.
    ///
    /// ```
    /// use alchemy_core::{Check, CreateTable, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).check(Check::new("number > 0"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (number INTEGER, CHECK (number > 0))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn check(self, check: Check) -> Self {
        self.constraint(check)
    }

    /// Adds an index.
    ///
    /// ```
    /// use alchemy_core::{Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).index(Index::new(["number"]));
    /// assert_eq!(seat.create_statements(&Ansi)?[1].text(), "CREATE INDEX ix_seat_number ON seat (number)");
    /// # Ok::<(), Error>(())
    /// ```
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
    ///
    /// ```
    /// use alchemy_core::{CommentOn, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").comment("where one sits");
    /// assert_eq!(DdlStatement::of(&CommentOn::table(&seat), &Ansi)?.text(), "COMMENT ON TABLE seat IS 'where one sits'");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn comment(self, comment: impl Into<Name>) -> Self {
        let comment = comment.into();
        self.edit(|table| table.comment = Some(comment))
    }

    /// It is created behind another table, though no foreign key says so.
    ///
    /// ```
    /// use alchemy_core::{MetaData, prelude::*};
    /// let (seat, hall) = (Table::new("seat").depends_on("ticket"), Table::new("ticket"));
    /// let metadata = MetaData::new().table(seat).table(hall);
    /// let names: Vec<&str> = metadata.sorted_tables()?.into_iter().map(|table| &**table.name()).collect();
    /// assert_eq!(names, ["ticket", "seat"]);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn depends_on(self, table: impl Into<TableName>) -> Self {
        let other = table.into();
        self.edit(|table| table.behind.push(other))
    }

    /// Something that is done with the table's creation or end; see [`TableEvent`].
    ///
    /// ```
    /// use alchemy_core::{Ddl, Moment, TableEvent, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let seat = seat.event(TableEvent::new(Moment::AfterCreate, Ddl::new("ANALYZE {table}")));
    /// assert_eq!(seat.create_statements(&Ansi)?[1].text(), "ANALYZE seat");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn event(self, event: TableEvent) -> Self {
        self.edit(|table| table.events.push(event))
    }

    /// Attaches an option of one database, or a note of the program's own.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// #[derive(Debug, PartialEq)]
    /// struct Owner(&'static str);
    /// let seat = Table::new("seat").with(Owner("hall"));
    /// assert_eq!(seat.attached::<Owner>(), Some(&Owner("hall")));
    /// ```
    #[must_use]
    pub fn with(self, option: impl Attachment) -> Self {
        self.edit(|table| table.attached.set(option))
    }

    /// A copy under another name, which refers to itself where this table does.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, dialect::Ansi, prelude::*};
    /// let node = Table::new("node").column(Column::new("up", Integer).references("node", "id"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&node.renamed("leaf")), &Ansi)?.text(),
    ///     "CREATE TABLE leaf (up INTEGER, FOREIGN KEY(up) REFERENCES leaf (id))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
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

    /// Where it lies in memory; asked by the cache of statements.
    #[cfg(feature = "engine")]
    pub(crate) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    /// Its name.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(&**Table::new("seat").name(), "seat");
    /// ```
    pub fn name(&self) -> &Name {
        &self.0.name
    }

    /// The schema that it lies in, if it is stated.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(Table::new("seat").schema("shop").schema_name().map(|name| &**name), Some("shop"));
    /// ```
    pub fn schema_name(&self) -> Option<&Name> {
        self.0.schema.as_ref()
    }

    /// Its name, with that of its schema.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(Table::new("seat").schema("shop").full_name().to_string(), "shop.seat");
    /// ```
    pub fn full_name(&self) -> TableName {
        TableName { schema: self.0.schema.clone(), name: self.0.name.clone() }
    }

    /// Its columns, in order.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let seat = Table::new("seat").column(Column::new("hall", Integer)).column(Column::new("number", Integer));
    /// assert_eq!(seat.columns().iter().map(|column| &*column.name).collect::<Vec<&str>>(), ["hall", "number"]);
    /// ```
    pub fn columns(&self) -> &[ColumnDef] {
        &self.0.columns
    }

    /// One column's definition, by its name.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert!(seat.get("number").is_some() && seat.get("hall").is_none());
    /// ```
    pub fn get(&self, name: &str) -> Option<&ColumnDef> {
        self.0.columns.iter().find(|column| &*column.name == name)
    }

    /// One column's definition, by the key under which the program knows it, or by its name.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let seat = Table::new("seat").column(Column::new("SeatNumber", Integer).key("number"));
    /// assert!(seat.get_by_key("number").is_some_and(|column| &*column.name == "SeatNumber"));
    /// ```
    pub fn get_by_key(&self, key: &str) -> Option<&ColumnDef> {
        let known = |column: &&ColumnDef| column.key.as_deref() == Some(key);
        self.0.columns.iter().find(known).or_else(|| self.get(key))
    }

    /// Refuses a column that the table lacks. Of a table without columns nothing but the name is known.
    ///
    /// # Errors
    /// `Programming`, with the columns that there are.
    pub(crate) fn must_have(&self, column: &Name) -> Result<()> {
        if self.0.columns.is_empty() || column.is_empty() || self.get(column).is_some() {
            return Ok(());
        }
        let known: Vec<&str> = self.0.columns.iter().map(|column| &*column.name).collect();
        Err(Error::no_such_column(self.name(), column, &known))
    }

    /// The columns of the primary key, in the table's order.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let seat = Table::new("seat").column(Column::new("number", Integer).primary_key()).column(Column::new("hall", Integer));
    /// assert_eq!(seat.primary_key().map(|column| &*column.name).collect::<Vec<&str>>(), ["number"]);
    /// ```
    pub fn primary_key(&self) -> impl Iterator<Item = &ColumnDef> {
        self.0.columns.iter().filter(|column| column.primary_key)
    }

    /// The primary key as a constraint: as it was stated, or over the columns that are part of it. A generated column
    /// goes first then: some databases want it to be the first of an index.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let seat = Table::new("seat").column(Column::new("number", Integer).primary_key());
    /// assert!(seat.primary_key_constraint().is_some_and(|key| &*key.columns[0] == "number"));
    /// ```
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
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let seat = Table::new("seat").column(Column::new("hall", Integer).references("hall", "id"));
    /// assert!(seat.foreign_keys().all(|key| &*key.target.name == "hall"));
    /// ```
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
    ///
    /// ```
    /// use alchemy_core::{Check, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).check(Check::new("number > 0"));
    /// assert_eq!(seat.constraints().len(), 1);
    /// ```
    pub fn constraints(&self) -> &[Constraint] {
        &self.0.constraints
    }

    /// The UNIQUE constraints that were added to the table.
    ///
    /// ```
    /// use alchemy_core::{Unique, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).unique(Unique::new(["number"]));
    /// assert!(seat.uniques().all(|unique| &*unique.columns[0] == "number"));
    /// ```
    pub fn uniques(&self) -> impl Iterator<Item = &Unique> {
        self.0.constraints.iter().filter_map(|constraint| match constraint {
            Constraint::Unique(unique) => Some(unique),
            _ => None,
        })
    }

    /// The CHECK constraints that were added to the table.
    ///
    /// ```
    /// use alchemy_core::{Check, prelude::*};
    /// assert_eq!(Table::new("seat").check(Check::new("number > 0")).checks().count(), 1);
    /// ```
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.0.constraints.iter().filter_map(|constraint| match constraint {
            Constraint::Check(check) => Some(check),
            _ => None,
        })
    }

    /// The indexes, besides those of single columns.
    ///
    /// ```
    /// use alchemy_core::{Index, prelude::*};
    /// assert_eq!(Table::new("seat").index(Index::new(["number"]).unique()).indexes().len(), 1);
    /// ```
    pub fn indexes(&self) -> &[Index] {
        &self.0.indexes
    }

    /// The words between CREATE and TABLE.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(Table::new("seat").prefix("TEMPORARY").prefixes().len(), 1);
    /// ```
    pub fn prefixes(&self) -> &[Name] {
        &self.0.prefixes
    }

    /// The comment.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(Table::new("seat").comment("where one sits").comment_text().map(|text| &**text), Some("where one sits"));
    /// ```
    pub fn comment_text(&self) -> Option<&Name> {
        self.0.comment.as_ref()
    }

    /// The convention by which its constraints are named.
    ///
    /// ```
    /// use alchemy_core::{MetaData, NamingConvention, prelude::*};
    /// let metadata = MetaData::new().naming_convention(NamingConvention::new()).table(Table::new("seat"));
    /// assert!(metadata.tables()[0].convention().is_some() && Table::new("seat").convention().is_none());
    /// ```
    pub fn convention(&self) -> Option<&NamingConvention> {
        self.0.convention.as_deref()
    }

    /// The tables behind which it is created, though no foreign key says so.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(Table::new("seat").depends_on("hall").dependencies().len(), 1);
    /// ```
    pub fn dependencies(&self) -> &[TableName] {
        &self.0.behind
    }

    /// What is done with its creation and its end.
    ///
    /// ```
    /// use alchemy_core::{Ddl, Moment, TableEvent, prelude::*};
    /// let event = TableEvent::new(Moment::AfterCreate, Ddl::new("ANALYZE {table}"));
    /// assert_eq!(Table::new("seat").event(event).events().len(), 1);
    /// ```
    pub fn events(&self) -> &[TableEvent] {
        &self.0.events
    }

    /// What is attached to it, by type.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(Table::new("seat").with(7).attached::<i32>(), Some(&7));
    /// ```
    pub fn attached<T: Attachment>(&self) -> Option<&T> {
        self.0.attached.get()
    }

    /// A column in an expression, by its key or its name. Its type is not known to the compiler, so it compares with
    /// everything.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).column(Column::new("taken", Integer));
    /// assert_eq!(
    ///     select(seat.c("number")).filter(seat.c("taken").eq(0)).compile(&Ansi)?.text(),
    ///     "SELECT seat.number FROM seat WHERE seat.taken = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` for a name that the table lacks. `Column::of("seat", "ctid")` is a column that it does not
    /// declare.
    pub fn c(&self, name: &str) -> Column<Value> {
        let name = self.get_by_key(name).map_or_else(|| name.into(), |column| column.name.clone());
        Column::in_source(self.source(), name)
    }

    /// The table as something to select from.
    ///
    /// ```
    /// use alchemy_core::{Select, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(select(func::count_all()).from(&seat).compile(&Ansi)?.text(), "SELECT count(*) AS count_1 FROM seat");
    /// # Ok::<(), Error>(())
    /// ```
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
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(
    ///     seat.insert().values(seat.c("number").to(7)).compile(&Ansi)?.text(),
    ///     "INSERT INTO seat (number) VALUES (?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn insert(&self) -> Insert<()> {
        Insert::into_table(self.source())
    }

    /// An UPDATE of it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(seat.update().set(seat.c("number").to(7)).compile(&Ansi)?.text(), "UPDATE seat SET number=?");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn update(&self) -> Update<()> {
        Update::of_table(self.source())
    }

    /// A DELETE from it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(
    ///     seat.delete().filter(seat.c("number").eq(7)).compile(&Ansi)?.text(),
    ///     "DELETE FROM seat WHERE seat.number = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
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
