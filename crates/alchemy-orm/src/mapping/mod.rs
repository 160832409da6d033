//! What a model is: from `#[derive(Mapped)]` to a [`Mapper`].
//!
//! The derive describes a struct's fields to a [`Describe`]; the [`Mapper`] made of it holds the table, the columns and the
//! relationships, by number. Relationships are resolved (which keys, which counterpart) when they are first needed, since
//! models refer to each other in circles.
//!
//! Invariant: a mapper never holds an object; everything in it lives as long as the program.

mod alias;
mod attribute;
mod describe;
mod field;
mod key;
mod mapped;
mod mapper;
mod relationship;
mod whole;

pub use alias::Alias;
pub use attribute::{Attr, AttrsOf, LeadsTo, Related};
pub(crate) use describe::Described;
pub use describe::{Deferral, Describe};
pub use field::{AnyField, Field, Values};
pub(crate) use key::Key;
pub use mapped::Mapped;
pub use mapper::{Mapper, TypedMapper, shared_mapper};
pub(crate) use relationship::{Cascade, Kind, Link, Relation};
pub(crate) use whole::push_entity;
pub use whole::{Whole, WholeOrNull};
