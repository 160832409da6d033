//! What only MySQL and MariaDB have, one construct a file.
//!
//! Written for another database, each of them is refused with `Unsupported`.

mod address;
mod match_against;

pub use address::{Inet4, Inet6};
pub use match_against::{MatchAgainst, SearchMode, match_against};

use std::any::TypeId;

use alchemy_core::{Renderer, Result};

use crate::Dialect;

/// Refuses `what` in another dialect than MySQL's and MariaDB's.
fn only_here(r: &Renderer<'_>, what: &str) -> Result<()> {
    if r.dialect().dialect_type() == TypeId::of::<Dialect>() { Ok(()) } else { Err(r.unsupported(what)) }
}
