//! Set operations: UNION, INTERSECT, EXCEPT.
//!
//! Reading order: `node` (the construct), `builder` (`Compound<R>`), `operations` and `reads_as` (how one is
//! made).

mod builder;
mod node;
mod operations;
mod reads_as;

pub use builder::Compound;
pub use node::{CompoundNode, Member, SetOperator};
pub use operations::{SetOperations, except, except_all, intersect, intersect_all, union, union_all};
pub use reads_as::{ReadsAs, RowsAs};
