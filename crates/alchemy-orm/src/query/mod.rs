//! Relationships and keys in statements: joins, EXISTS, comparisons. Everything comes down to tables and columns of the core.

mod exists;
mod join;
mod key;

pub use join::Joined;
pub(crate) use join::joins_to;
pub(crate) use key::{is_key, is_one_of};
