//! Schemas as PostgreSQL has them, and the options that only it has.
//!
//! Reading order: `table_options`, `index_options`, `constraint_options`, `exclude`; then `column` and the hooks of the
//! dialect.

mod column;
mod constraint_options;
mod exclude;
mod index_options;
mod table_options;

use std::fmt::Display;

use alchemy_core::dialect::{ConstraintPlace, ddl};
use alchemy_core::{ConstraintKind, ConstraintOptions, Name, Renderer, Result};

pub(crate) use column::column;
pub use constraint_options::{Include, NotValid, NullsDistinct, SetNullColumns};
pub use exclude::Exclude;
pub use index_options::IndexOptions;
pub(crate) use index_options::{create_index, drop_index};
pub(crate) use table_options::table_suffix;
pub use table_options::{OnCommit, TableOptions};

/// `WITH (fillfactor = 50)`.
fn storage(r: &mut Renderer<'_>, parameters: &[(Name, String)]) -> Result<()> {
    if parameters.is_empty() {
        return Ok(());
    }
    r.word("WITH");
    r.parens(|r| {
        r.list(parameters, |r, (name, value)| {
            r.word(&format!("{name} = {value}"));
            Ok(())
        })
    })
}

fn parameter(name: impl Into<Name>, value: impl Display) -> (Name, String) {
    (name.into(), value.to_string())
}

/// `NULLS NOT DISTINCT`, `SET NULL (columns)`, `INCLUDE (columns)`, `NOT VALID`.
pub(crate) fn constraint_part(
    r: &mut Renderer<'_>,
    kind: ConstraintKind,
    place: ConstraintPlace,
    options: &ConstraintOptions,
) -> Result<()> {
    let attached = &options.attached;
    if place == ConstraintPlace::End
        && let Some(Include(columns)) = attached.get::<Include>()
    {
        if !matches!(kind, ConstraintKind::PrimaryKey | ConstraintKind::Unique) {
            return Err(r.unsupported("INCLUDE of anything but a primary key or UNIQUE"));
        }
        r.word("INCLUDE");
        r.parens(|r| r.list(columns, |r, name| r.name(name)))?;
    }
    ddl::constraint_part(r, kind, place, options)?;
    match place {
        ConstraintPlace::Word => match attached.get::<NullsDistinct>() {
            Some(NullsDistinct(distinct)) => nulls_distinct(r, *distinct),
            None => Ok(()),
        },
        ConstraintPlace::Delete => match attached.get::<SetNullColumns>() {
            Some(SetNullColumns(columns)) => r.parens(|r| r.list(columns, |r, name| r.name(name))),
            None => Ok(()),
        },
        ConstraintPlace::End => {
            if attached.get::<NotValid>().is_some() {
                r.word("NOT VALID");
            }
            Ok(())
        }
    }
}

fn nulls_distinct(r: &mut Renderer<'_>, distinct: bool) -> Result<()> {
    r.word(if distinct { "NULLS DISTINCT" } else { "NULLS NOT DISTINCT" });
    Ok(())
}
