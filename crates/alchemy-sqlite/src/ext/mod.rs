//! What only SQLite has, one construct a file.
//!
//! Written for another database, each of them is refused with `Unsupported`.

mod jsonb;

pub use jsonb::{JsonCall, Jsonb, JsonbType, json, jsonb};

use std::any::TypeId;

use alchemy_core::{Error, Renderer, Result};

use crate::Dialect;

/// Refuses `what` in another dialect than SQLite's.
fn only_here(r: &Renderer<'_>, what: &str) -> Result<()> {
    if r.dialect().dialect_type() == TypeId::of::<Dialect>() { Ok(()) } else { Err(r.unsupported(what)) }
}

/// Refuses the type `what` in another dialect than SQLite's.
fn only_type_here(dialect: &dyn alchemy_core::Dialect, what: &str) -> Result<()> {
    if dialect.dialect_type() == TypeId::of::<Dialect>() { Ok(()) } else { Err(Error::unsupported(what, dialect.name())) }
}
