//! Constraints, inside CREATE TABLE and by ALTER TABLE.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::{Check, ForeignKey, Name, Table, Unique};

/// `(a, b)`.
pub(super) fn names(r: &mut Renderer<'_>, names: &[Name]) -> Result<()> {
    r.parens(|r| r.list(names, |r, name| r.name(name)))
}

/// `CONSTRAINT name`, if it has one.
fn named(r: &mut Renderer<'_>, name: Option<&Name>) -> Result<()> {
    match name {
        Some(name) => {
            r.word("CONSTRAINT");
            r.name(name)
        }
        None => Ok(()),
    }
}

impl Render for Unique {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        named(r, self.name.as_ref())?;
        r.word("UNIQUE");
        names(r, &self.columns)
    }
}

impl Render for Check {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        named(r, self.name.as_ref())?;
        r.word("CHECK");
        r.parens(|r| {
            r.word(&self.condition);
            Ok(())
        })
    }
}

impl Render for ForeignKey {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        named(r, self.name.as_ref())?;
        r.word("FOREIGN KEY");
        r.glue("(");
        r.list(&self.columns, |r, name| r.name(name))?;
        r.glue(")");
        r.word("REFERENCES");
        r.name(&self.target)?;
        names(r, &self.target_columns)?;
        if let Some(action) = self.on_delete {
            r.word("ON DELETE");
            r.word(action.sql());
        }
        if let Some(action) = self.on_update {
            r.word("ON UPDATE");
            r.word(action.sql());
        }
        Ok(())
    }
}

/// The name of a foreign key that is added or dropped by ALTER TABLE, which needs one.
fn key_name(table: &Table, key: &ForeignKey) -> Name {
    key.name.clone().unwrap_or_else(|| {
        let columns: Vec<&str> = key.columns.iter().map(|name| &**name).collect();
        format!("fk_{}_{}", table.name(), columns.join("_")).into()
    })
}

/// `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY`: for a key that closes a circle of tables.
#[derive(Debug, Clone, Copy)]
pub struct AddForeignKey<'t> {
    /// The referring table.
    pub table: &'t Table,
    /// The key.
    pub key: &'t ForeignKey,
}

impl Render for AddForeignKey<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("ALTER TABLE");
        r.name(self.table.name())?;
        r.word("ADD");
        ForeignKey { name: Some(key_name(self.table, self.key)), ..self.key.clone() }.render(r)
    }
}

/// `ALTER TABLE … DROP CONSTRAINT`: before the tables of a circle are dropped.
#[derive(Debug, Clone, Copy)]
pub struct DropForeignKey<'t> {
    /// The referring table.
    pub table: &'t Table,
    /// The key.
    pub key: &'t ForeignKey,
}

impl Render for DropForeignKey<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("ALTER TABLE");
        r.name(self.table.name())?;
        r.word("DROP CONSTRAINT");
        r.name(&key_name(self.table, self.key))
    }
}
