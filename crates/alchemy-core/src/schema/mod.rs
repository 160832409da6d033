//! Tables as values: what a database looks like, without a database.
//!
//! Reading order: [`Name`], [`ColumnDef`], [`Constraint`] and [`Index`], [`Table`], [`MetaData`], [`NamingConvention`].
//! Nothing here does I/O; `ddl` makes statements of it.

mod attached;
mod column;
mod constraint;
mod convention;
mod ddl_if;
mod default;
mod element;
mod event;
mod generated;
mod index;
mod item_name;
mod md5;
mod metadata;
mod name;
mod sequence;
mod table;
mod table_name;

pub use attached::{Attachment, Attachments};
pub use column::ColumnDef;
pub use constraint::{Check, ForeignKey, IntoCondition, Match, OnChange, OwnConstraint, PrimaryKey, TableConstraint, Unique};
pub use constraint::{Constraint, ConstraintBuilder, ConstraintKind, ConstraintOptions, Initially};
pub use convention::NamingConvention;
pub(crate) use convention::generated;
pub use ddl_if::DdlIf;
pub(crate) use default::among;
pub use default::{ColumnDefault, GivenValues};
pub use element::SchemaElement;
pub use event::{EventStatement, Moment, TableEvent};
pub use generated::{Computed, CountOptions, Identity};
pub use index::{Index, IndexPart};
pub use item_name::ItemName;
pub use metadata::{MetaData, TableDef, Tables};
pub use name::{Name, Spelled};
pub use sequence::Sequence;
pub use table::Table;
pub use table_name::TableName;
