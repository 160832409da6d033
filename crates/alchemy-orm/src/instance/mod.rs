//! What the session knows of one object.
//!
//! ```text
//! add ──▶ Pending ──flush──▶ Persistent ──delete, flush──▶ Deleted ──commit──▶ Detached
//!            │                   ▲  │                          │
//!            └──rollback──▶ Transient └───────rollback──────────┘   close, expunge ──▶ Detached
//! ```
//!
//! A [`Store`] owns every object; an [`Entity`] holds its object and the store. Guards are taken with *try*: a conflict is
//! a panic in the program's own calls and an error inside the session, never a deadlock.
//!
//! Invariant: whoever holds the store's lock only *tries* objects' locks, and never the other way round for longer than a
//! list operation.
//! Invariant: a pristine object has no snapshot and is on no list.

mod entity;
mod guard;
mod hydrate;
mod index;
mod loaded;
mod object;
mod propagate;
mod slot;
mod store;
mod tracked;

pub use entity::{AnyEntity, Entity};
pub use guard::{ReadGuard, WriteGuard};
pub(crate) use hydrate::hydrate;
pub(crate) use index::{AnyIndex, Index};
pub(crate) use loaded::Loaded;
pub use object::{AnySlot, Node, Object};
pub(crate) use object::{changed, looked};
pub(crate) use propagate::{Change, drain, propagate};
pub use slot::{Header, State};
pub(crate) use slot::{Slot, Snapshot};
pub use store::Store;
pub(crate) use store::{Lists, epoch_of};
pub use tracked::{Tracked, Tracking};
