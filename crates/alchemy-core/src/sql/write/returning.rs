//! RETURNING.

use crate::compile::{Place, Renderer};
use crate::dialect::Returning as ReturningFeature;
use crate::error::Result;
use crate::sql::write::row_version::name_versions;
use crate::sql::{Projection, Source};

/// Which statement wants rows back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writes {
    Insert,
    Update,
    Delete,
}

/// `RETURNING …`, where the dialect has it for this statement.
pub(super) fn returning(r: &mut Renderer<'_>, projection: &Projection, writes: Writes, target: &Source) -> Result<()> {
    if projection.is_empty() {
        return Ok(());
    }
    match (r.features().returning, writes) {
        (ReturningFeature::All, _) | (ReturningFeature::InsertAndDelete, Writes::Insert | Writes::Delete) => {}
        (_, Writes::Insert) => return Err(r.unsupported("INSERT … RETURNING")),
        (_, Writes::Update) => return Err(r.unsupported("UPDATE … RETURNING")),
        (_, Writes::Delete) => return Err(r.unsupported("DELETE … RETURNING")),
    }
    r.word("RETURNING");
    name_versions(r, projection, target)?;
    let result = columns(r, projection, target);
    r.versions = None;
    result
}

fn columns(r: &mut Renderer<'_>, projection: &Projection, target: &Source) -> Result<()> {
    if r.dialect().returning_is_qualified() {
        return projection.render(r, Place::Embedded);
    }
    // A name alone would be taken for a column of the table that is written.
    let mut foreign = false;
    projection.items.iter().flatten().for_each(|node| node.columns(&mut |column| foreign |= column.source != *target));
    if foreign {
        Err(r.unsupported("RETURNING columns of another table"))
    } else {
        r.bare(|r| projection.render(r, Place::Embedded))
    }
}
