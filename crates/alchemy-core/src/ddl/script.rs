//! DDL as text: no database is needed.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::ddl::order::Order;
use crate::ddl::{AddForeignKey, CreateIndex, CreateTable, DropForeignKey, DropTable};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::schema::{MetaData, Name, Table};
use crate::sql::{Prepared, Statement};

/// A finished statement of DDL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DdlStatement(Arc<str>);

impl DdlStatement {
    /// Writes an element in a dialect.
    pub fn of(element: &dyn Render, dialect: &dyn Dialect) -> Result<Self> {
        let mut renderer = Renderer::literal(dialect);
        element.render(&mut renderer)?;
        Ok(DdlStatement(renderer.finish().0))
    }

    /// Its SQL.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl Statement for DdlStatement {
    fn prepare(&self, _: &Arc<dyn Dialect>) -> Result<Prepared> {
        Ok(Prepared { text: self.0.clone(), params: Arc::from([]), positions: None, loading: None })
    }
}

impl MetaData {
    /// The tables, each behind those that it refers to. # Errors: `Mapping`.
    pub fn sorted(&self) -> Result<Vec<&Table>> {
        Ok(Order::of(self)?.tables)
    }

    /// The statements that create the tables for which `wanted` says so, with their indexes, in dependency order.
    ///
    /// # Errors
    /// `Mapping`; `Unsupported` for what the dialect cannot say.
    pub fn create_statements(&self, dialect: &dyn Dialect, wanted: impl Fn(&Name) -> bool) -> Result<Vec<DdlStatement>> {
        let Order { tables, later } = Order::of(self)?;
        // Where a key cannot be added later it is written at once: such databases do not look whether its table is there.
        let later = if dialect.features().alter_add_constraint { later } else { Vec::new() };
        let mut statements = Vec::new();
        for table in tables.into_iter().filter(|table| wanted(table.name())) {
            let create = CreateTable::new(table).without(later.iter().map(|(_, key)| *key));
            statements.push(DdlStatement::of(&create, dialect)?);
            for index in CreateIndex::all(table) {
                statements.push(DdlStatement::of(&index, dialect)?);
            }
        }
        for (table, key) in later.into_iter().filter(|(table, _)| wanted(table.name())) {
            statements.push(DdlStatement::of(&AddForeignKey { table, key }, dialect)?);
        }
        Ok(statements)
    }

    /// The statements that drop the tables for which `wanted` says so, in the order of dependency.
    ///
    /// # Errors
    /// `Mapping`.
    pub fn drop_statements(&self, dialect: &dyn Dialect, wanted: impl Fn(&Name) -> bool) -> Result<Vec<DdlStatement>> {
        let Order { tables, later } = Order::of(self)?;
        let mut statements = Vec::new();
        if dialect.features().alter_add_constraint {
            for (table, key) in later.into_iter().filter(|(table, _)| wanted(table.name())) {
                statements.push(DdlStatement::of(&DropForeignKey { table, key }, dialect)?);
            }
        }
        for table in tables.into_iter().rev().filter(|table| wanted(table.name())) {
            statements.push(DdlStatement::of(&DropTable(table), dialect)?);
        }
        Ok(statements)
    }

    /// All statements that create the tables, as a script.
    ///
    /// # Errors
    /// As [`MetaData::create_statements`].
    pub fn create_script(&self, dialect: &dyn Dialect) -> Result<String> {
        self.create_statements(dialect, |_| true).map(|statements| script(&statements))
    }

    /// All statements that drop the tables, as a script.
    ///
    /// # Errors
    /// As [`MetaData::drop_statements`].
    pub fn drop_script(&self, dialect: &dyn Dialect) -> Result<String> {
        self.drop_statements(dialect, |_| true).map(|statements| script(&statements))
    }
}

fn script(statements: &[DdlStatement]) -> String {
    statements.iter().map(|statement| format!("{};\n", statement.text())).collect()
}
