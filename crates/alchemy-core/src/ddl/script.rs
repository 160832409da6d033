//! Whole schemas as text: no database is needed.

use crate::compile::Renderer;
use crate::ddl::enumeration::needed;
use crate::ddl::order::{Order, Tie};
use crate::ddl::{AddConstraint, CommentOn, CreateIndex, CreateTable, DdlStatement, DropConstraint, DropTable};
use crate::ddl::{CreateEnum, DropEnum};
use crate::dialect::{CommentPlace, Dialect};
use crate::error::Result;
use crate::schema::{MetaData, Moment, SchemaElement, Table, TableEvent, TableName};

/// The statements of a script, as they come.
struct Script<'d> {
    dialect: &'d dyn Dialect,
    statements: Vec<DdlStatement>,
}

impl Script<'_> {
    fn push(&mut self, element: &dyn crate::compile::Render) -> Result<()> {
        self.statements.push(DdlStatement::of(element, self.dialect)?);
        Ok(())
    }

    fn events(&mut self, events: &[TableEvent], moment: Moment, table: Option<&Table>) -> Result<()> {
        let name = table.map(Table::full_name);
        for event in events.iter().filter(|event| event.is_due(moment, self.dialect)) {
            let mut r = Renderer::literal(self.dialect);
            event.statement.render_for(&mut r, name.as_ref())?;
            self.statements.push(DdlStatement::new(r.finish().0));
        }
        Ok(())
    }

    /// Creates what is no table. Checked: where it is not there.
    fn create_elements(&mut self, metadata: &MetaData, first: bool, checked: bool) -> Result<()> {
        for element in elements(metadata, first, self.dialect) {
            let mut r = Renderer::literal(self.dialect);
            element.render_create(&mut r, checked)?;
            self.statements.push(DdlStatement::new(r.finish().0));
        }
        Ok(())
    }

    /// Drops what is no table: what needs tables the other way round.
    fn drop_elements(&mut self, metadata: &MetaData, first: bool, checked: bool) -> Result<()> {
        let mut elements: Vec<_> = elements(metadata, first, self.dialect).collect();
        if !first {
            elements.reverse();
        }
        for element in elements {
            let mut r = Renderer::literal(self.dialect);
            element.render_drop(&mut r, checked)?;
            self.statements.push(DdlStatement::new(r.finish().0));
        }
        Ok(())
    }

    fn create_table(&mut self, table: &Table, later: &[Tie<'_>]) -> Result<()> {
        self.events(table.events(), Moment::BeforeCreate, Some(table))?;
        self.push(&CreateTable::new(table).without(later.iter().map(|tie| tie.key)))?;
        for index in CreateIndex::all(table).iter().filter(|index| index.is_for(self.dialect)) {
            self.push(index)?;
        }
        if self.dialect.features().comments == CommentPlace::Statement {
            CommentOn::all(table).iter().try_for_each(|comment| self.push(comment))?;
        }
        self.events(table.events(), Moment::AfterCreate, Some(table))
    }

    fn drop_table(&mut self, table: &Table) -> Result<()> {
        self.events(table.events(), Moment::BeforeDrop, Some(table))?;
        self.push(&DropTable::new(table))?;
        self.events(table.events(), Moment::AfterDrop, Some(table))
    }
}

fn elements<'m>(metadata: &'m MetaData, first: bool, dialect: &'m dyn Dialect) -> impl Iterator<Item = &'m dyn SchemaElement> {
    let elements = metadata.elements().iter().map(|element| &**element);
    elements.filter(move |element| element.comes_first() == first && element.is_for(dialect))
}

/// What is done with what is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Besides {
    /// It is created, or dropped, as if it were not there, or there.
    All,
    /// The same, where it does no harm.
    Checked,
    /// Nothing.
    Nothing,
}

impl Order<'_> {
    /// The statements that create the tables for which `wanted` says so.
    pub(crate) fn create(
        &self,
        dialect: &dyn Dialect,
        besides: Besides,
        wanted: impl Fn(&Table) -> bool,
    ) -> Result<Vec<DdlStatement>> {
        // Where keys cannot be added later they are written at once: such databases do not ask whether the table is there.
        let later: &[Tie<'_>] = if dialect.features().alter_add_constraint { &self.later } else { &[] };
        let mut script = Script { dialect, statements: Vec::new() };
        script.events(self.metadata.events(), Moment::BeforeCreate, None)?;
        for of in needed(self.metadata.tables(), dialect, &wanted) {
            script.push(&CreateEnum::new(of))?;
        }
        if besides != Besides::Nothing {
            script.create_elements(self.metadata, true, besides == Besides::Checked)?;
        }
        for table in self.tables.iter().filter(|table| wanted(table)) {
            script.create_table(table, later)?;
        }
        for tie in later.iter().filter(|tie| wanted(tie.table)) {
            script.push(&AddConstraint::new(tie.table, tie.key))?;
        }
        if besides != Besides::Nothing {
            script.create_elements(self.metadata, false, besides == Besides::Checked)?;
        }
        script.events(self.metadata.events(), Moment::AfterCreate, None)?;
        Ok(script.statements)
    }

    /// The statements that drop the tables for which `wanted` says so.
    pub(crate) fn drop(
        &self,
        dialect: &dyn Dialect,
        besides: Besides,
        wanted: impl Fn(&Table) -> bool,
    ) -> Result<Vec<DdlStatement>> {
        let mut script = Script { dialect, statements: Vec::new() };
        script.events(self.metadata.events(), Moment::BeforeDrop, None)?;
        if besides != Besides::Nothing {
            script.drop_elements(self.metadata, false, besides == Besides::Checked)?;
        }
        // A key whose other table is not there any more went with it.
        let later: Vec<_> = self.later.iter().filter(|tie| wanted(tie.table) && wanted(tie.target)).collect();
        if dialect.features().alter_add_constraint {
            for tie in later {
                script.push(&DropConstraint::new(tie.table, tie.key))?;
            }
        } else if !later.is_empty() {
            script.statements.extend(dialect.defer_foreign_keys().map(DdlStatement::new));
        }
        for table in self.tables.iter().rev().filter(|table| wanted(table)) {
            script.drop_table(table)?;
        }
        if besides != Besides::Nothing {
            script.drop_elements(self.metadata, true, besides == Besides::Checked)?;
        }
        for of in needed(self.metadata.tables(), dialect, &wanted) {
            script.push(&DropEnum::new(of))?;
        }
        script.events(self.metadata.events(), Moment::AfterDrop, None)?;
        Ok(script.statements)
    }
}

/// Whether a table is one of those that are named.
fn among(names: impl IntoIterator<Item = impl Into<TableName>>) -> impl Fn(&Table) -> bool {
    let names: Vec<TableName> = names.into_iter().map(Into::into).collect();
    move |table| names.contains(&table.full_name())
}

impl MetaData {
    /// The tables in rounds: first those that refer to no other, then those that refer to these, and so on; within a round
    /// by name. Between tables that refer to each other in a circle no such order exists, and their keys are not regarded,
    /// nor are those that are always added later.
    ///
    /// ```
    /// use alchemy_core::{prelude::*, MetaData};
    /// let to_root = Column::new("root_id", Integer).references("root", "id");
    /// let metadata = MetaData::new()
    ///     .table(Table::new("leaf").column(to_root))
    ///     .table(Table::new("root").column(Column::new("id", Integer).primary_key()))
    ///     .table(Table::new("alone").column(Column::new("id", Integer)));
    /// let names: Vec<&str> = metadata.sorted_tables()?.into_iter().map(|table| &**table.name()).collect();
    /// assert_eq!(names, ["alone", "root", "leaf"]);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Mapping` for a wrong mapping: what [`MetaData::check`] says, a foreign key to a table that is not here, a column
    /// that is not there.
    pub fn sorted_tables(&self) -> Result<Vec<&Table>> {
        Order::within_rounds(self, |table| table.full_name().to_string()).map(|order| order.tables)
    }

    /// The statements that create all tables with their indexes: in rounds, as [`MetaData::sorted_tables`], but within a
    /// round in the order in which they were added. Foreign keys in a circle of tables are added at the end, where the
    /// database can.
    ///
    /// ```
    /// use alchemy_core::{MetaData, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer).index());
    /// let statements = MetaData::new().table(seat).create_statements(&Ansi)?;
    /// assert_eq!(statements[0].text(), "CREATE TABLE seat (number INTEGER)");
    /// assert_eq!(statements[1].text(), "CREATE INDEX ix_seat_number ON seat (number)");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`MetaData::sorted_tables`]; `Unsupported` for what the dialect cannot say.
    pub fn create_statements(&self, dialect: &dyn Dialect) -> Result<Vec<DdlStatement>> {
        Order::of(self)?.create(dialect, Besides::All, |_| true)
    }

    /// The statements that create some of the tables, and nothing else.
    ///
    /// ```
    /// use alchemy_core::{MetaData, dialect::Ansi, prelude::*};
    /// let table = |name: &'static str| Table::new(name).column(Column::new("id", Integer));
    /// let metadata = MetaData::new().table(table("seat")).table(table("hall"));
    /// let statements = metadata.create_statements_for(&Ansi, ["hall"])?;
    /// assert_eq!((statements.len(), statements[0].text()), (1, "CREATE TABLE hall (id INTEGER)"));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`MetaData::create_statements`].
    pub fn create_statements_for(
        &self,
        dialect: &dyn Dialect,
        tables: impl IntoIterator<Item = impl Into<TableName>>,
    ) -> Result<Vec<DdlStatement>> {
        Order::of(self)?.create(dialect, Besides::Nothing, among(tables))
    }

    /// The statements that drop all tables, those that refer to others first.
    ///
    /// ```
    /// use alchemy_core::{MetaData, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("hall_id", Integer).references("hall", "id"));
    /// let hall = Table::new("hall").column(Column::new("id", Integer).primary_key());
    /// let statements = MetaData::new().table(hall).table(seat).drop_statements(&Ansi)?;
    /// assert_eq!((statements[0].text(), statements[1].text()), ("DROP TABLE seat", "DROP TABLE hall"));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`MetaData::create_statements`].
    pub fn drop_statements(&self, dialect: &dyn Dialect) -> Result<Vec<DdlStatement>> {
        Order::of(self)?.drop(dialect, Besides::All, |_| true)
    }

    /// The statements that drop some of the tables, and nothing else.
    ///
    /// ```
    /// use alchemy_core::{MetaData, dialect::Ansi, prelude::*};
    /// let metadata = MetaData::new().table(Table::new("seat")).table(Table::new("hall"));
    /// assert_eq!(metadata.drop_statements_for(&Ansi, ["hall"])?[0].text(), "DROP TABLE hall");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`MetaData::create_statements`].
    pub fn drop_statements_for(
        &self,
        dialect: &dyn Dialect,
        tables: impl IntoIterator<Item = impl Into<TableName>>,
    ) -> Result<Vec<DdlStatement>> {
        Order::of(self)?.drop(dialect, Besides::Nothing, among(tables))
    }

    /// [`MetaData::create_statements`] as a script, a line and a semicolon each.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, BigInteger, Column, MetaData, Table};
    /// let user = Table::new("user_account").column(Column::new("id", BigInteger).primary_key());
    /// let script = MetaData::new().table(user).create_script(&Ansi)?;
    /// assert_eq!(script, "CREATE TABLE user_account (id BIGINT NOT NULL, PRIMARY KEY (id));\n");
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`MetaData::create_statements`].
    pub fn create_script(&self, dialect: &dyn Dialect) -> Result<String> {
        self.create_statements(dialect).map(script)
    }

    /// [`MetaData::drop_statements`] as a script, a line and a semicolon each.
    ///
    /// ```
    /// use alchemy_core::{MetaData, dialect::Ansi, prelude::*};
    /// assert_eq!(MetaData::new().table(Table::new("seat")).drop_script(&Ansi)?, "DROP TABLE seat;\n");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`MetaData::drop_statements`].
    pub fn drop_script(&self, dialect: &dyn Dialect) -> Result<String> {
        self.drop_statements(dialect).map(script)
    }
}

fn script(statements: Vec<DdlStatement>) -> String {
    let mut script = String::new();
    for statement in statements {
        script.push_str(statement.text());
        script.push_str(";\n");
    }
    script
}

impl Table {
    /// The statements that create the table alone, with its indexes; before it the types that its columns have, where types
    /// have names. They stay when it is dropped, since others may have them.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let t = Table::new("t").column(Column::new("a", Integer).index());
    /// let texts: Vec<String> = t.create_statements(&Ansi)?.iter().map(ToString::to_string).collect();
    /// assert_eq!(texts, ["CREATE TABLE t (a INTEGER)", "CREATE INDEX ix_t_a ON t (a)"]);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    pub fn create_statements(&self, dialect: &dyn Dialect) -> Result<Vec<DdlStatement>> {
        let mut script = Script { dialect, statements: Vec::new() };
        for of in needed(std::slice::from_ref(self), dialect, |_| true) {
            script.push(&CreateEnum::new(of))?;
        }
        script.create_table(self, &[])?;
        Ok(script.statements)
    }

    /// The statements that drop the table alone.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// assert_eq!(Table::new("seat").drop_statements(&Ansi)?[0].text(), "DROP TABLE seat");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    pub fn drop_statements(&self, dialect: &dyn Dialect) -> Result<Vec<DdlStatement>> {
        let mut script = Script { dialect, statements: Vec::new() };
        script.drop_table(self)?;
        Ok(script.statements)
    }
}
