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
use alchemy_core::{ConstraintKind, ConstraintOptions, Initially, Name, OnChange, Renderer, Result};

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
    check_options(r, kind, place, options)?;
    if place == ConstraintPlace::End
        && let Some(Include(columns)) = attached.get::<Include>()
    {
        r.word("INCLUDE");
        r.parens(|r| r.list(columns, |r, name| r.name(name)))?;
    }
    ddl::constraint_part(r, kind, place, options)?;
    match place {
        ConstraintPlace::Word => match attached.get::<NullsDistinct>() {
            Some(NullsDistinct(distinct)) => nulls_distinct(r, *distinct),
            None => Ok(()),
        },
        ConstraintPlace::Delete(_) => match attached.get::<SetNullColumns>() {
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

/// Each option goes with some kinds of constraints only; with others it would say nothing, or what the server refuses.
fn check_options(r: &Renderer<'_>, kind: ConstraintKind, place: ConstraintPlace, options: &ConstraintOptions) -> Result<()> {
    let (said, attached) = (|wrong: bool, what: &'static str| wrong.then_some(what), &options.attached);
    let key = matches!(kind, ConstraintKind::PrimaryKey | ConstraintKind::Unique);
    let sets = match place {
        ConstraintPlace::Delete(action) => matches!(action, Some(OnChange::SetNull | OnChange::SetDefault)),
        _ => kind == ConstraintKind::ForeignKey,
    };
    let put_off = options.deferrable == Some(true) || options.initially == Some(Initially::Deferred);
    let wrong = [
        said(attached.get::<Include>().is_some() && !key, "INCLUDE of anything but a primary key or UNIQUE"),
        said(
            attached.get::<NullsDistinct>().is_some() && kind != ConstraintKind::Unique,
            "NULLS NOT DISTINCT of anything but UNIQUE",
        ),
        said(attached.get::<SetNullColumns>().is_some() && !sets, "columns of anything but ON DELETE SET NULL or SET DEFAULT"),
        said(attached.get::<NotValid>().is_some() && key, "NOT VALID of a primary key or UNIQUE"),
        said(kind == ConstraintKind::Check && put_off, "DEFERRABLE of a CHECK"),
    ];
    wrong.into_iter().flatten().next().map_or(Ok(()), |what| Err(r.unsupported(what)))
}

fn nulls_distinct(r: &mut Renderer<'_>, distinct: bool) -> Result<()> {
    r.word(if distinct { "NULLS DISTINCT" } else { "NULLS NOT DISTINCT" });
    Ok(())
}
