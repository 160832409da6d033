//! How relationships get their objects: loader options, and what they do around a statement.
//!
//! | strategy | before: widens the statement | during: reads from rows | after: runs statements |
//! |---|---|---|---|
//! | `joinedload` | an outer join and the target's columns | the targets | |
//! | `contains_eager` | the target's columns | the targets | |
//! | `selectinload` | | | one SELECT per 500 parents |
//! | `lazyload` | | | |
//!
//! An [`OptionSet`] plans: it is a value. A [`Reader`] knows where the added columns stand, a [`Run`] accompanies one
//! execution. Nothing here knows the session: follow-up statements run on whatever ran the first one.

mod complete;
mod object;
mod options;
mod plan;
mod run;
mod select_in;
mod statement;

pub(crate) use object::ObjectRef;
pub(crate) use options::PathOption;
pub use options::{Holds, Load, LoaderOptions, OptionSet};
pub(crate) use select_in::select_in;
pub use statement::{ColumnOptions, Options};
