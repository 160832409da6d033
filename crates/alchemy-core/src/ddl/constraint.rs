//! Constraint clauses, as CREATE TABLE and ALTER TABLE … ADD have them.

use crate::compile::{Render, Renderer};
use crate::dialect::{ConstraintPlace, ddl};
use crate::error::{Error, Result};
use crate::schema::{Constraint, ConstraintOptions, ForeignKey, ItemName, Name, Table};

/// `(a, b)`.
pub(super) fn names(r: &mut Renderer<'_>, names: &[Name]) -> Result<()> {
    r.parens(|r| r.list(names, |r, name| r.name(name)))
}

/// What a constraint is called in this dialect.
pub(super) fn name(r: &Renderer<'_>, table: &Table, constraint: &Constraint) -> Result<Option<Name>> {
    Ok(table.name_of(constraint)?.fitting(longest(r)))
}

/// How long names of constraints and indexes may be.
pub(super) fn longest(r: &Renderer<'_>) -> usize {
    r.features().max_name_length
}

/// Whether a foreign key is left out of CREATE TABLE: it refers to another schema, to which the database cannot refer.
pub(super) fn is_left_out(r: &Renderer<'_>, table: &Table, key: &ForeignKey) -> bool {
    !r.features().keys_cross_schemas && key.target.schema.as_ref() != table.schema_name()
}

/// A constraint as a clause, under a name.
pub(super) fn clause(r: &mut Renderer<'_>, table: &Table, constraint: &Constraint) -> Result<()> {
    let name = name(r, table, constraint)?;
    named_clause(r, constraint, name.as_ref())
}

/// A constraint as a clause, under a name that may not be its own.
pub(super) fn named_clause(r: &mut Renderer<'_>, constraint: &Constraint, name: Option<&Name>) -> Result<()> {
    if let Some(name) = name {
        r.word("CONSTRAINT");
        r.name(name)?;
    }
    let options = constraint.options();
    let part = |r: &mut Renderer<'_>, place| r.dialect().constraint_part(r, constraint.kind(), place, options);
    match constraint {
        Constraint::PrimaryKey(key) => {
            r.word("PRIMARY KEY");
            names(r, &key.columns)?;
        }
        Constraint::Unique(unique) => {
            r.word("UNIQUE");
            part(r, ConstraintPlace::Word)?;
            names(r, &unique.columns)?;
        }
        Constraint::Check(check) => {
            r.word("CHECK");
            r.parens(|r| check.condition.render(r))?;
        }
        Constraint::ForeignKey(key) => foreign_key(r, key, options)?,
        Constraint::Own(own) => own.get().render(r)?,
    }
    part(r, ConstraintPlace::End)
}

fn foreign_key(r: &mut Renderer<'_>, key: &ForeignKey, options: &ConstraintOptions) -> Result<()> {
    if key.columns.is_empty() || key.columns.len() != key.target_columns.len() {
        let (own, other) = (key.columns.len(), key.target_columns.len());
        let message = format!("a foreign key to table `{}` pairs {own} columns with {other}", key.target.name);
        return Err(Error::mapping(message));
    }
    r.word("FOREIGN KEY");
    r.glue("(");
    r.list(&key.columns, |r, name| r.name(name))?;
    r.glue(")");
    r.word("REFERENCES");
    if r.features().keys_cross_schemas {
        ddl::reference(r, &key.target)?;
    } else {
        r.name(&key.target.name)?;
    }
    names(r, &key.target_columns)?;
    if let Some(matching) = key.matching {
        if !r.features().foreign_key_match {
            return Err(r.unsupported("MATCH of a foreign key"));
        }
        r.word("MATCH");
        r.word(matching.sql());
    }
    if let Some(action) = key.on_delete {
        r.word("ON DELETE");
        r.word(action.sql());
    }
    let place = ConstraintPlace::Delete(key.on_delete);
    r.dialect().constraint_part(r, crate::schema::ConstraintKind::ForeignKey, place, options)?;
    if let Some(action) = key.on_update {
        r.word("ON UPDATE");
        r.word(action.sql());
    }
    Ok(())
}

/// The name by which ALTER TABLE adds and drops a foreign key: it needs one, so that it is found again.
pub(super) fn altered_name(r: &Renderer<'_>, table: &Table, constraint: &Constraint) -> Result<Option<Name>> {
    match (table.name_of(constraint)?, constraint) {
        (ItemName::Unnamed, Constraint::ForeignKey(key)) => {
            Ok(crate::schema::generated("fk", table, &key.columns).fitting(longest(r)))
        }
        (name, _) => Ok(name.fitting(longest(r))),
    }
}
