//! VALUES: rows of the program's own, to select from.

mod builder;
mod node;

pub use builder::{Values, ValuesRow, values};
pub use node::ValuesNode;
