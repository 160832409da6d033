//! UPDATE: `node` holds the data and the order of the clauses, `builder` the typed builder.

mod assigned_value;
mod builder;
mod node;

pub use assigned_value::{AssignedValue, assigned_value};
pub use builder::Update;
pub use node::UpdateNode;
