//! Statements that change the schema: each element is a value that writes itself. Values in them are literals, since DDL
//! cannot bind.

mod constraint;
mod create_index;
mod create_table;
mod drop_table;
mod order;
mod script;
#[cfg(test)]
mod tests;

pub use constraint::{AddForeignKey, DropForeignKey};
pub use create_index::CreateIndex;
pub use create_table::CreateTable;
pub use drop_table::DropTable;
pub use script::DdlStatement;
