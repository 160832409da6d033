//! Whole schemas as text: no database is needed.

use crate::ddl::enumeration::needed;
use crate::ddl::order::{Order, Tie};
use crate::ddl::{AddForeignKey, CreateIndex, CreateTable, DdlStatement, DropForeignKey, DropTable};
use crate::ddl::{CreateEnum, DropEnum};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::schema::{MetaData, Table};

impl Order<'_> {
    /// The statements that create the tables for which `wanted` says so.
    pub(crate) fn create(&self, dialect: &dyn Dialect, wanted: impl Fn(&Table) -> bool) -> Result<Vec<DdlStatement>> {
        // Where keys cannot be added later they are written at once: such databases do not ask whether the table is there.
        let later: &[Tie<'_>] = if dialect.features().alter_add_constraint { &self.circular } else { &[] };
        let mut statements = Vec::new();
        for of in needed(&self.tables, dialect, &wanted) {
            statements.push(DdlStatement::of(&CreateEnum::new(of), dialect)?);
        }
        for table in self.tables.iter().filter(|table| wanted(table)) {
            let create = CreateTable::new(table).without(later.iter().map(|tie| tie.key));
            statements.push(DdlStatement::of(&create, dialect)?);
            for index in CreateIndex::all(table) {
                statements.push(DdlStatement::of(&index, dialect)?);
            }
        }
        for tie in later.iter().filter(|tie| wanted(tie.table)) {
            statements.push(DdlStatement::of(&AddForeignKey::new(tie.table, tie.key), dialect)?);
        }
        Ok(statements)
    }

    /// The statements that drop the tables for which `wanted` says so.
    pub(crate) fn drop(&self, dialect: &dyn Dialect, wanted: impl Fn(&Table) -> bool) -> Result<Vec<DdlStatement>> {
        let mut statements = Vec::new();
        // A key whose other table is not there any more went with it.
        let circular: Vec<_> = self.circular.iter().filter(|tie| wanted(tie.table) && wanted(tie.target)).collect();
        if dialect.features().alter_add_constraint {
            for tie in circular {
                statements.push(DdlStatement::of(&DropForeignKey::new(tie.table, tie.key), dialect)?);
            }
        } else if !circular.is_empty() {
            statements.extend(dialect.defer_foreign_keys().map(DdlStatement::new));
        }
        for table in self.tables.iter().rev().filter(|table| wanted(table)) {
            statements.push(DdlStatement::of(&DropTable::new(table), dialect)?);
        }
        for of in needed(&self.tables, dialect, &wanted) {
            statements.push(DdlStatement::of(&DropEnum::new(of), dialect)?);
        }
        Ok(statements)
    }
}

impl MetaData {
    /// The tables, each behind those that it refers to; tables that do not depend on each other stay in the order in which
    /// they were added. Between tables that refer to each other in a circle no such order exists, and their keys are not
    /// regarded.
    ///
    /// # Errors
    /// `Mapping` for a wrong mapping: what [`MetaData::check`] says, a foreign key to a table that is not here, a column
    /// that is not there.
    pub fn sorted(&self) -> Result<Vec<&Table>> {
        Order::of(self).map(|order| order.tables)
    }

    /// The statements that create all tables with their indexes, in the order of [`MetaData::sorted`]. Foreign keys in a
    /// circle of tables are added at the end, where the database can.
    ///
    /// # Errors
    /// As [`MetaData::sorted`]; `Unsupported` for what the dialect cannot say.
    pub fn create_statements(&self, dialect: &dyn Dialect) -> Result<Vec<DdlStatement>> {
        Order::of(self)?.create(dialect, |_| true)
    }

    /// The statements that drop all tables, those that refer to others first.
    ///
    /// # Errors
    /// As [`MetaData::create_statements`].
    pub fn drop_statements(&self, dialect: &dyn Dialect) -> Result<Vec<DdlStatement>> {
        Order::of(self)?.drop(dialect, |_| true)
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
