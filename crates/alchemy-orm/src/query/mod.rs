//! Relationships in statements: joins, EXISTS, comparisons. Everything comes down to tables and columns of the core.

mod exists;
mod join;

pub use join::Joined;
pub(crate) use join::joins_to;
