//! Statements that write: INSERT, UPDATE, DELETE.
//!
//! Reading order: `target`, `assign`, `rows` and `columns` (what is written), `set`, `insert`, `conflict`, `update`, `delete`,
//! `bulk`.

mod assign;
mod bulk;
mod columns;
mod conflict;
mod delete;
mod insert;
mod limited;
mod others;
mod returning;
mod row_version;
mod rows;
mod rows_of;
mod set;
mod target;
mod update;

pub use assign::{Assign, AssignPart, Assigned, AssignmentList, Assignments};
pub use bulk::{BulkRows, Matching};
pub use columns::{ColumnList, Fits, WritableColumn};
pub(crate) use conflict::InsertedRow;
pub use conflict::{Conflict, ConflictAction, ConflictWith, Excluded, ExcludedRow};
pub use delete::{Delete, DeleteNode};
pub use insert::{Batch, Insert, InsertNode, InsertSource, InsertValues, OnConflict, SelectedRows, StatementRows};
pub use limited::Limited;
use returning::{Writes, returning};
pub(crate) use row_version::VersionNames;
pub use row_version::{Missing, Present, RowVersion};
pub use rows::{IntoValues, ValueRow};
use set::parameter_of;
pub use target::Target;
pub use update::{AssignedValue, Update, UpdateNode, assigned_value};
