//! The field types for related objects.
//!
//! | field | the key is | holds |
//! |---|---|---|
//! | [`HasMany<T>`] | at the other end, or in a link table | any number |
//! | [`HasOne<T>`] | at the other end | at most one |
//! | [`BelongsTo<T>`] | here | at most one |
//!
//! A field is in one of four states: *unset* (`Default`: not given), *not loaded*, *values* (owned structs: a new tree, or
//! one loaded without a session), or *links* (weak references to objects of a session's store). What holds owned values is
//! erased behind [`Held`], so that `Send` of a model does not follow its relationships through the whole schema.
//!
//! Invariant: links are weak; the store alone owns objects, so that a graph of objects that point at each other is freed
//! at once.

mod deferred;
mod has_many;
mod links;
mod one;
#[cfg(feature = "serde")]
mod serialize;
mod view;

use std::any::Any;
use std::sync::Arc;

use alchemy_core::Result;

use crate::instance::{Entity, Node, Store};

pub use deferred::Deferred;
pub use has_many::HasMany;
pub(crate) use links::{Linked, Links, WeakNode, same_node};
pub use one::{BelongsTo, HasOne};
pub use view::View;

/// A member that is not a link yet.
#[derive(Debug)]
pub(crate) enum Member<T> {
    /// An owned struct.
    Owned(T),
    /// A handle of an object that is in a store.
    Handle(Entity<T>),
}

/// Members that are not links yet, erased.
pub(crate) trait Held<T>: Send + Sync {
    fn members(&self) -> &[Member<T>];
    fn members_mut(&mut self) -> &mut Vec<Member<T>>;
}

impl<T: Send + Sync> Held<T> for Vec<Member<T>> {
    fn members(&self) -> &[Member<T>] {
        self
    }

    fn members_mut(&mut self) -> &mut Vec<Member<T>> {
        self
    }
}

/// What can be put into a relationship field: a struct, or a handle.
pub trait IntoRelated<T> {
    /// As a member.
    #[doc(hidden)]
    fn into_related(self) -> Related<T>;
}

/// A struct or a handle.
#[doc(hidden)]
#[derive(Debug)]
pub struct Related<T>(pub(crate) Member<T>);

impl<T> IntoRelated<T> for T {
    fn into_related(self) -> Related<T> {
        Related(Member::Owned(self))
    }
}

impl<T> IntoRelated<T> for &Entity<T> {
    fn into_related(self) -> Related<T> {
        Related(Member::Handle(self.clone()))
    }
}

/// A relationship field without its type: what the session does with it.
#[doc(hidden)]
pub trait RelationField: Send + Sync {
    /// Tells it its name, for messages.
    fn set_attribute(&mut self, attribute: &'static str);

    /// What it links to now, for comparison and restoring.
    #[doc(hidden)]
    fn links(&self) -> Links;

    /// Puts it back to what it was.
    #[doc(hidden)]
    fn restore(&mut self, links: Links);

    /// Whether it holds structs or handles that are no links yet.
    fn has_members(&self) -> bool;

    /// Whether it holds structs that are no objects of a store yet.
    fn has_owned(&self) -> bool;

    /// Makes links of structs and handles: structs become pending objects of the store.
    ///
    /// # Errors
    /// `Detached` for a handle of another session.
    #[doc(hidden)]
    fn adopt(&mut self, store: &Arc<Store>) -> Result<()>;

    /// The other side named this object. Gives what it had to let go for that.
    #[doc(hidden)]
    fn link(&mut self, node: &Node) -> Option<Node>;

    /// The other side let go of this object.
    #[doc(hidden)]
    fn unlink(&mut self, node: &Node);

    /// What a query found; changes that were made without knowing it are kept.
    #[doc(hidden)]
    fn fill(&mut self, nodes: &[Node]);

    /// What a query found, as owned structs.
    fn fill_plain(&mut self, objects: Vec<Box<dyn Any + Send>>);
}
