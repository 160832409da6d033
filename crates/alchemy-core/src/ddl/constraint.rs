//! Constraint clauses, as CREATE TABLE and ALTER TABLE … ADD have them.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::{Check, ForeignKey, Name, Unique};

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
        foreign_key(r, self.name.as_ref(), self)
    }
}

/// A foreign key under a name that may not be its own.
pub(super) fn foreign_key(r: &mut Renderer<'_>, name: Option<&Name>, key: &ForeignKey) -> Result<()> {
    named(r, name)?;
    r.word("FOREIGN KEY");
    r.glue("(");
    r.list(&key.columns, |r, name| r.name(name))?;
    r.glue(")");
    r.word("REFERENCES");
    r.name(&key.target)?;
    names(r, &key.target_columns)?;
    if let Some(action) = key.on_delete {
        r.word("ON DELETE");
        r.word(action.sql());
    }
    if let Some(action) = key.on_update {
        r.word("ON UPDATE");
        r.word(action.sql());
    }
    Ok(())
}
