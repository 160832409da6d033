//! Statements that write: INSERT, UPDATE, DELETE.

mod assign;
mod bulk;
mod delete;
mod insert;
mod update;

pub use assign::{Assign, Assignments, IntoValues};
pub use bulk::{BulkRows, Matching};
pub use delete::Delete;
pub use insert::{Insert, InsertNode};
pub use update::Update;

use crate::compile::{Place, Renderer};
use crate::dialect::Returning as ReturningFeature;
use crate::error::Result;
use crate::sql::Projection;

/// Which statement wants rows back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writes {
    Insert,
    Update,
    Delete,
}

/// `RETURNING …`, where the dialect has it for this statement.
fn returning(r: &mut Renderer<'_>, projection: &Projection, writes: Writes) -> Result<()> {
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
    if r.dialect().returning_is_qualified() {
        projection.render(r, Place::Embedded)
    } else {
        r.bare(|r| projection.render(r, Place::Embedded))
    }
}
