//! What a flush does: *collect* and *plan* are pure steps from objects to a [`FlushPlan`], which is a value; only
//! *perform* does I/O; *settle* writes what came of it back into objects.
//!
//! ```text
//! store ──collect──▶ Work ──plan──▶ FlushPlan ──perform──▶ Filled ──settle──▶ store
//! ```
//!
//! Invariant: a flush changes objects only in `settle`, and so only when all of it has succeeded; [`Level`] keeps what they
//! were, for a rollback.
//! Invariant: nothing here knows the session; it is given the store, and a connection to perform on.

mod assign;
mod collect;
mod deletes;
mod level;
mod order;
mod perform;
mod plan;
mod row;
mod settle;

pub(crate) use collect::collect;
pub(crate) use deletes::{unloaded_by_deletes, unloaded_by_replacing};
pub(crate) use level::Level;
pub(crate) use perform::{Filled, perform};
pub(crate) use plan::plan;
pub(crate) use row::Work;
pub(crate) use settle::settle;
