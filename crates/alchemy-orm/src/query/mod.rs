//! Relationships in statements: joins, EXISTS, comparisons. Everything comes down to tables and columns of the core.

mod exists;
mod join;
mod options;

pub use join::Joined;
pub(crate) use join::joins_to;
pub use options::Options;
