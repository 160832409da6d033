//! VALUES: rows of the program's own, to select from.

mod node;
mod builder;

pub use builder::{Values, ValuesRow, values};
pub use node::ValuesNode;
