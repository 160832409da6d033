//! What the behaviour tests stand on: a database of one's own for each test, a record of what was sent, and the models.
//!
//! | module | holds |
//! |---|---|
//! | `backend` | a fresh database per test, on the one that the environment names |
//! | `recorder` | the statements that a block of code sent |
//! | [`models`] | one small domain per shape |
//! | [`requirements`] | what a dialect must say or refuse, by what its features claim |
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "it is used by tests alone")]

mod backend;
pub mod models;
mod recorder;
pub mod requirements;

pub use backend::{Backend, Kind, run, run_on_threads, run_where, unique};
pub use recorder::{Recorder, Sent};

/// Says something that a passing run has to show: what was not run and why, how much was tried. The test harness keeps back
/// only what is printed by the print macros.
pub fn tell(what: std::fmt::Arguments<'_>) {
    use std::io::Write as _;
    // A closed standard error is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{what}");
}
