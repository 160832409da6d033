//! Statements that change the schema: each element is a value that writes itself. Values in them are literals, since DDL
//! cannot bind.
//!
//! Reading order: `constraint` (the clauses), `create_table`, `create_index`, `drop_table`, `foreign_key` (keys of tables
//! that are there), `statement` (an element as finished text), `order` (of tables, and which keys have to wait), `script`
//! (whole schemas).
//!
//! Invariant: no text is sent, or given, unless the whole schema could be written.

mod constraint;
mod create_column;
mod create_index;
mod create_table;
mod drop_table;
mod enumeration;
mod foreign_key;
mod name;
mod order;
mod schema;
mod script;
mod sequence;
mod statement;
mod table_as;
#[cfg(test)]
mod tests;
mod view;

pub use create_column::CreateColumn;
pub use create_index::CreateIndex;
pub use create_table::CreateTable;
pub use drop_table::DropTable;
pub use enumeration::{CreateEnum, DropEnum};
pub use foreign_key::{AddForeignKey, DropForeignKey};
#[cfg(feature = "engine")]
pub(crate) use order::Order;
pub use schema::{CreateSchema, DropSchema};
pub use sequence::{CreateSequence, DropSequence};
pub use statement::DdlStatement;
pub use table_as::CreateTableAs;
pub use view::{CreateView, DropView};
