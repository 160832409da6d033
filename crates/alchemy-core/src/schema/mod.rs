//! Tables as values: what a database looks like, without a database.
//!
//! Reading order: [`ColumnDef`], [`Table`], [`ForeignKey`] and [`Index`], [`MetaData`]. Nothing here does I/O; `ddl` makes
//! statements of it.

mod column;
mod constraint;
mod default;
mod metadata;
mod name;
mod sequence;
mod table;

pub use column::ColumnDef;
pub use constraint::{Check, ForeignKey, Index, OnChange, Unique};
pub use default::ColumnDefault;
pub use metadata::{MetaData, TableDef, Tables};
pub use name::Name;
pub use sequence::Sequence;
pub use table::Table;
