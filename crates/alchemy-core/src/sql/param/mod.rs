//! Parameters: values that a statement is executed with, so that it can be kept and executed many times.
//!
//! Reading order: `parameter` (the construct), `handle` (what programs hold), `list`, `rows`, `given` (the values), `with_params`
//! (a statement with its values).

mod given;
mod handle;
mod list;
mod parameter;
mod rows;
mod with_params;

pub use given::{Given, IntoGiven};
pub use handle::{Param, param};
pub use list::{InParameter, ParamList, param_list};
pub use parameter::Parameter;
pub(crate) use parameter::Unsaid;
pub use rows::{ParamRows, param_rows};
pub use with_params::WithParams;
