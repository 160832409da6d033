//! Common table expressions: rows under a name, before the statement that uses them.
//!
//! Reading order: `node` (what is defined), `reference` (what stands in FROM), `handle` (what programs hold), `rows` (what
//! can be one), `recursive`.

mod handle;
mod node;
mod recursive;
mod reference;
mod rows;

pub use handle::{Cte, IntoCtes};
pub use node::{CteNode, Materialized};
pub use recursive::IntoRecursion;
pub(crate) use reference::CteRef;
pub use rows::Rows;
pub(crate) use rows::in_rows;
