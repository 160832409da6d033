//! Expressions: one construct a file.

mod between;
mod binary;
mod case;
mod cast;
mod column;
mod distinct_from;
mod function;
mod in_list;
mod junction;
mod label;
mod like;
mod null_test;
mod raw;
mod refused;
mod subquery;
mod typed;
mod window;

pub use between::Between;
pub use binary::{Binary, Operator};
pub use case::Case;
pub use cast::Cast;
pub use column::{Column, ColumnRef};
pub use distinct_from::DistinctFrom;
pub use function::{Func, Function};
pub use in_list::{InList, InSelect};
pub use junction::{Junction, Not, all_of, any_of};
pub use label::{Label, Labelled};
pub use like::Like;
pub(crate) use like::escape_wildcards;
pub use null_test::NullTest;
pub use raw::Raw;
pub use refused::Refused;
pub use subquery::{Exists, ScalarSubquery};
pub use typed::{Expr, literal};
pub use window::{Over, Window};
