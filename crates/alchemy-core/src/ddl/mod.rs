//! Statements that change the schema: each element is a value that writes itself. Values in them are literals, since DDL
//! cannot bind.
//!
//! Reading order: `constraint` (the clauses), `column`, `create_table`, `create_index`, `drop_table`, `alter_constraint`
//! (of tables that are there), `comment`, `custom` (in the program's own words), `statement` (an element as finished text),
//! `order` (of tables, and which keys have to wait), `script` (whole schemas).
//!
//! Invariant: no text is sent, or given, unless the whole schema could be written.

mod alter_constraint;
mod column;
mod comment;
mod constraint;
mod create_index;
mod create_table;
mod custom;
mod drop_table;
mod enumeration;
mod order;
mod schema;
mod script;
mod sequence;
mod statement;
mod table_as;
#[cfg(test)]
mod tests;
mod view;

pub use alter_constraint::{AddConstraint, DropConstraint};
pub use column::CreateColumn;
pub use comment::CommentOn;
pub use create_index::{CreateIndex, DropIndex};
pub use create_table::CreateTable;
pub use custom::Ddl;
pub use drop_table::DropTable;
pub use enumeration::{CreateEnum, DropEnum};
#[cfg(feature = "engine")]
pub(crate) use order::Order;
pub use schema::{CreateSchema, DropSchema};
#[cfg(feature = "engine")]
pub(crate) use script::Besides;
pub use sequence::{CreateSequence, DropSequence};
pub use statement::DdlStatement;
pub use table_as::CreateTableAs;
pub use view::{CreateView, DropView};
