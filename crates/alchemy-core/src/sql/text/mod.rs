//! SQL text of the program's own: whole statements, and parts of them.
//!
//! Reading order: `scan` (where the names of values stand in it), `fragment` (the construct), `statement` (what programs
//! hold), `literal_column` (typed parts).

mod embed;
mod fragment;
mod literal_column;
mod scan;
mod statement;

pub use fragment::{IntoTextList, TextFragment};
pub use literal_column::{column, inline, literal_column};
pub use statement::{TextStatement, text};
