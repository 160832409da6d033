//! Guards: owning, so that they can outlive the handle, and not `Send`, so that none is held across an await of a task.

use std::any::Any;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use alchemy_core::{Error, Result};
use parking_lot::{ArcRwLockReadGuard, ArcRwLockWriteGuard, RawRwLock, RwLock};

use crate::instance::propagate::propagate;
use crate::instance::{Node, Slot, State, Store};
use crate::mapping::{Mapped, Relation};
use crate::relation::Links;

/// A look at an object. It derefs to the struct.
pub struct ReadGuard<T> {
    slot: ArcRwLockReadGuard<RawRwLock, Slot<T>>,
    /// Links die with the store, so it lives as long as the guard.
    _store: Option<Arc<Store>>,
}

impl<T> ReadGuard<T> {
    pub(crate) fn of(node: &Arc<RwLock<Slot<T>>>, store: Option<&Arc<Store>>) -> Option<Self> {
        Some(ReadGuard { slot: RwLock::try_read_arc(node)?, _store: store.cloned() })
    }
}

impl<T: Mapped> ReadGuard<T> {
    /// A look at a linked object; the guard around the link keeps the store alive.
    ///
    /// # Errors
    /// `Borrowed` if a write guard of it lives.
    pub(crate) fn of_node(node: Node) -> Result<Self> {
        let node: Arc<dyn Any + Send + Sync> = node;
        let Ok(node) = node.downcast() else { unreachable!("a link leads to its field's model") };
        ReadGuard::of(&node, None).ok_or_else(|| Error::borrowed(&format!("an object of {}", T::NAME)))
    }
}

impl<T> Deref for ReadGuard<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.slot.value
    }
}

impl<T: fmt::Debug> fmt::Debug for ReadGuard<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// A change of an object. It derefs to the struct; when it is dropped, the other sides follow.
pub struct WriteGuard<T: Mapped> {
    slot: Option<ArcRwLockWriteGuard<RawRwLock, Slot<T>>>,
    node: Arc<RwLock<Slot<T>>>,
    store: Arc<Store>,
    /// The relationships before the change.
    before: Vec<Links>,
}

impl<T: Mapped> WriteGuard<T> {
    pub(crate) fn of(node: &Arc<RwLock<Slot<T>>>, store: &Arc<Store>) -> Option<Self> {
        let mut slot = RwLock::try_write_arc(node)?;
        if slot.touch() {
            store.list_dirty(node.clone());
        }
        let before = slot.links();
        Some(WriteGuard { slot: Some(slot), node: node.clone(), store: store.clone(), before })
    }

    fn slot(&self) -> &Slot<T> {
        match &self.slot {
            Some(slot) => slot,
            None => unreachable!("the lock is given back only when the guard is dropped"),
        }
    }
}

impl<T: Mapped> Deref for WriteGuard<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.slot().value
    }
}

impl<T: Mapped> DerefMut for WriteGuard<T> {
    fn deref_mut(&mut self) -> &mut T {
        match &mut self.slot {
            Some(slot) => &mut slot.value,
            None => unreachable!("the lock is given back only when the guard is dropped"),
        }
    }
}

impl<T: Mapped> Drop for WriteGuard<T> {
    fn drop(&mut self) {
        let Some(mut slot) = self.slot.take() else { return };
        if let Err(error) = slot.keep_unset() {
            self.store.keep_problem(error);
        }
        let adopting = slot.header.state != State::Transient;
        for relation in T::info().relations() {
            let Some(field) = slot.value.field_mut(relation.field).relation_mut() else { continue };
            field.set_attribute(relation.path());
            if !adopting || !field.has_members() {
                continue;
            }
            let adopted = if field.has_owned() && !relation.cascade.save_update {
                Err(not_cascaded(relation))
            } else {
                field.adopt(&self.store)
            };
            if let Err(error) = adopted {
                self.store.keep_problem(error);
            }
        }
        let now = slot.links();
        // The lock goes before other objects are reached, so that they may reach back.
        drop(slot);
        let node: Node = self.node.clone();
        propagate(&self.store, &node, &self.before, &now);
    }
}

fn not_cascaded(relation: &Relation) -> Error {
    let path = relation.path();
    Error::invalid_state(format!("`{path}` has no cascade `save-update`, so what is put into it has to be added before"))
}

impl<T: Mapped + fmt::Debug> fmt::Debug for WriteGuard<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
