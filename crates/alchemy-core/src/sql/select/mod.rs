//! SELECT: one clause a file. `node` holds the data and the order of the clauses, `builder` the typed builder; each other
//! file adds its clause's methods to the builder.

mod builder;
mod distinct;
mod embed;
mod filter;
mod from;
mod group_by;
mod joins;
mod limit;
mod node;
mod order_by;

pub use builder::{Select, select};
pub(crate) use filter::and;
pub use limit::Limit;
pub use node::SelectNode;
