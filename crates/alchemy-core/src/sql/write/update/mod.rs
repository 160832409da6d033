//! UPDATE: `node` holds the data and the order of the clauses, `builder` the typed builder.

mod builder;
mod node;

pub use builder::Update;
pub use node::UpdateNode;
