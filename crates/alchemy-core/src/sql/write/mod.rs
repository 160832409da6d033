//! Statements that write: INSERT, UPDATE, DELETE.
//!
//! Reading order: `target`, `assign`, `assigned_value`, `rows` and `columns` (what is written), `set`, `insert`, `conflict`, `update`, `delete`,
//! `bulk`. What the three have alike stands once: `statement` (how a builder is a statement), and a file for each clause that
//! several have, with the methods of their builders: `with`, `verbatim`, `filter`, `extend`, `limited`, `returning`, `row_version`.

mod assign;
mod assigned_value;
mod bulk;
mod columns;
mod conflict;
mod delete;
mod extend;
mod filter;
mod insert;
mod limited;
mod others;
mod returning;
mod row_version;
mod rows;
mod set;
mod statement;
mod target;
mod update;
mod verbatim;
mod with;

pub use assign::{Assign, AssignPart, Assigned, AssignmentList, Assignments};
pub(crate) use assigned_value::AssignedValues;
pub use assigned_value::{AssignedValue, assigned_value};
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
use statement::begin;
pub use target::Target;
pub use update::{Update, UpdateNode};
