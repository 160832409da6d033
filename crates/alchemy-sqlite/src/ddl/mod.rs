//! Schemas as SQLite has them, and the options that only it has.
//!
//! Reading order: `options` (what tables, columns and constraints say besides), `column`, then the hooks of the dialect.

mod column;
mod options;

use alchemy_core::dialect::{ConstraintPlace, NewIndex, ddl};
use alchemy_core::{ConstraintKind, ConstraintOptions, Error, Renderer, Result, Table};

pub(crate) use column::{column, counts_up};
pub use options::{ColumnOptions, Conflict, OnConflict, TableOptions};

/// The schema stands before the index; its table is looked for there.
pub(crate) fn create_index(r: &mut Renderer<'_>, new: &NewIndex<'_>) -> Result<()> {
    r.word(if new.index.unique { "CREATE UNIQUE INDEX" } else { "CREATE INDEX" });
    if new.if_not_exists {
        r.word("IF NOT EXISTS");
    }
    r.qualified_name(new.table.schema_name(), new.name)?;
    r.word("ON");
    r.name(new.table.name())?;
    r.parens(|r| r.list(&new.index.parts, |r, part| ddl::index_part(r, part, |_| false)))?;
    ddl::filter(r, new.index)
}

/// Only foreign keys can be put off; `ON CONFLICT …` says what a row does that breaks a constraint.
pub(crate) fn constraint_part(
    r: &mut Renderer<'_>,
    kind: ConstraintKind,
    place: ConstraintPlace,
    options: &ConstraintOptions,
) -> Result<()> {
    let put_off = options.deferrable.is_some() || options.initially.is_some();
    if put_off && kind != ConstraintKind::ForeignKey {
        return Err(r.unsupported("DEFERRABLE of anything but a foreign key"));
    }
    ddl::constraint_part(r, kind, place, options)?;
    if place == ConstraintPlace::End
        && let Some(conflict) = options::of_constraint(kind, options)
    {
        if kind == ConstraintKind::ForeignKey {
            return Err(r.unsupported("ON CONFLICT of a foreign key"));
        }
        r.word("ON CONFLICT");
        r.word(conflict.sql());
    }
    Ok(())
}

/// `WITHOUT ROWID, STRICT`.
pub(crate) fn table_suffix(r: &mut Renderer<'_>, table: &Table) -> Result<()> {
    let Some(options) = table.attached::<TableOptions>() else { return Ok(()) };
    let words = [(options.without_rowid, "WITHOUT ROWID"), (options.strict, "STRICT")];
    r.list(words.into_iter().filter(|(said, _)| *said), |r, (_, word)| {
        r.word(word);
        Ok(())
    })
}

/// A statement giving the tables of an attached database.
pub(crate) fn table_names_in(schema: &str) -> Result<String> {
    if schema.contains('\0') {
        return Err(Error::bad_value("a name may not contain NUL"));
    }
    let schema = schema.replace('"', "\"\"");
    Ok(format!("SELECT name FROM \"{schema}\".sqlite_master WHERE type = 'table' ORDER BY name"))
}
