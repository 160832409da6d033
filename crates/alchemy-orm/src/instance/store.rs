//! The store: owner of every object of a session.

use std::any::TypeId;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Weak};

use alchemy_core::{Error, Result};
use foldhash::fast::RandomState;
use parking_lot::{Mutex, MutexGuard, RwLock};

use crate::instance::{AnyIndex, Change, Entity, Header, Node, Slot, State};
use crate::mapping::{Key, Mapped, Mapper};
use crate::relation::Member;

/// The owner of every object of a session: the identity map, and the lists of new, changed and deleted objects. Entities
/// keep it alive, so that an object graph can be walked after its session is closed.
pub struct Store {
    id: u64,
    epoch: AtomicU32,
    lists: Mutex<Lists>,
}

/// A misuse that could not be told where it happened; every flush gives it until it is mended.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) error: Error,
}

/// What the store keeps.
#[derive(Default)]
pub(crate) struct Lists {
    indexes: HashMap<TypeId, Box<dyn AnyIndex>, RandomState>,
    /// New objects, in the order in which they were added.
    pub(crate) pending: Vec<Node>,
    /// Objects that may have changed.
    pub(crate) dirty: Vec<Node>,
    /// Objects marked as deleted.
    pub(crate) deleted: Vec<Node>,
    /// Changes of the other side that wait for a guard to be dropped.
    pub(crate) queue: VecDeque<Change>,
    pub(crate) problems: Vec<Problem>,
    /// Objects that are in no other list, but may be looked at through handles and links.
    pub(crate) kept: Vec<Node>,
}

impl Store {
    pub(crate) fn new() -> Arc<Store> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Arc::new(Store { id: NEXT.fetch_add(1, Ordering::Relaxed), epoch: AtomicU32::new(1), lists: Mutex::default() })
    }

    /// The session's number.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// What was read in an older epoch is stale.
    pub(crate) fn epoch(&self) -> u32 {
        self.epoch.load(Ordering::Relaxed)
    }

    pub(crate) fn next_epoch(&self) {
        self.epoch.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn lists(&self) -> MutexGuard<'_, Lists> {
        self.lists.lock()
    }

    /// Keeps a misuse for the next flush.
    pub(crate) fn keep_problem(&self, error: Error) {
        self.lists().problems.push(Problem { error });
    }

    /// Makes a struct a pending object, with everything that hangs on it.
    pub(crate) fn adopt<T: Mapped>(self: &Arc<Self>, value: T) -> Entity<T> {
        let slot = Slot { header: Header::new(State::Pending, self), value };
        let node = Arc::new(RwLock::new(slot));
        self.lists().pending.push(node.clone());
        let entity = Entity::new(node, self.clone());
        // Taking and dropping a write guard adopts what hangs on it.
        drop(entity.write());
        entity
    }

    /// The node of a member.
    ///
    /// # Errors
    /// `Detached` for a handle of another session.
    pub(crate) fn adopt_member<T: Mapped>(self: &Arc<Self>, member: Member<T>) -> Result<Node> {
        match member {
            Member::Owned(value) => Ok(self.adopt(value).node()),
            Member::Handle(entity) if entity.store().id == self.id => Ok(entity.node()),
            Member::Handle(_) => Err(Error::detached(&format!("an object of {} in a relationship", T::NAME))),
        }
    }

    /// Puts a changed object on the list.
    pub(crate) fn list_dirty(&self, node: Node) {
        self.lists().dirty.push(node);
    }
}

impl Lists {
    pub(crate) fn index(&mut self, mapper: &'static Mapper) -> &mut dyn AnyIndex {
        &mut **self.indexes.entry(mapper.id()).or_insert_with(mapper.operations().index)
    }

    pub(crate) fn find(&self, mapper: &'static Mapper, key: &Key) -> Option<Node> {
        self.indexes.get(&mapper.id())?.get(key)
    }

    pub(crate) fn forget_all(&mut self) -> Vec<Node> {
        let mut nodes: Vec<Node> = self.indexes.values_mut().flat_map(|index| index.take()).collect();
        nodes.append(&mut self.pending);
        nodes.append(&mut self.deleted);
        self.dirty.clear();
        self.indexes.clear();
        nodes
    }

    pub(crate) fn take_pending(&mut self, node: &Node) {
        self.pending.retain(|known| !Arc::ptr_eq(known, node));
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store {}", self.id)
    }
}

/// The store of an object, if it still has one.
pub(crate) fn store_of(header: &Header) -> Option<Arc<Store>> {
    Weak::upgrade(&header.store)
}

/// The epoch of an object's store; zero once it is gone.
pub(crate) fn epoch_of(header: &Header) -> u32 {
    store_of(header).map_or(0, |store| store.epoch())
}
