//! INSERT: `node` holds the data and the order of the clauses, `builder` the typed builder; each other file adds its clause.

mod batch;
mod builder;
mod columns;
mod from_select;
mod key;
mod node;
mod on_conflict;

pub use batch::Batch;
pub use builder::Insert;
pub use from_select::{InsertSource, SelectedRows, StatementRows};
pub use node::{InsertNode, InsertValues};
pub use on_conflict::OnConflict;
