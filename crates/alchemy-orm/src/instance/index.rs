//! The identity map of one type: one object per key.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;
use parking_lot::RwLock;

use crate::instance::{Node, Slot};
use crate::mapping::{Key, Mapped};

/// The identity map of one type, without the type.
pub(crate) trait AnyIndex: Any + Send + Sync {
    /// The object of a key.
    fn get(&self, key: &Key) -> Option<Node>;
    /// Puts an object there.
    fn insert(&mut self, key: Key, node: Node);
    /// Takes an object out.
    fn remove(&mut self, key: &Key);
    /// All objects, in load order; none is left.
    fn take(&mut self) -> Vec<Node>;
}

/// Objects in load order, and where each key stands among them: dropping the index walks memory in order. Keys that are
/// one integer have a map of their own, which is half as large and so stays in the cache for twice as long.
pub(crate) struct Index<T> {
    entries: Vec<Option<Arc<RwLock<Slot<T>>>>>,
    integers: HashMap<i64, u32, RandomState>,
    others: HashMap<Key, u32, RandomState>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Index { entries: Vec::new(), integers: HashMap::default(), others: HashMap::default() }
    }
}

impl<T> Index<T> {
    pub(crate) fn find(&self, key: &Key) -> Option<&Arc<RwLock<Slot<T>>>> {
        let position = match key {
            Key::Int(key) => self.integers.get(key),
            key => self.others.get(key),
        };
        self.entries[*position? as usize].as_ref()
    }

    pub(crate) fn put(&mut self, key: Key, node: Arc<RwLock<Slot<T>>>) {
        let position = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let before = match key {
            Key::Int(key) => self.integers.insert(key, position),
            key => self.others.insert(key, position),
        };
        if let Some(before) = before {
            self.entries[before as usize] = None;
        }
        self.entries.push(Some(node));
    }
}

impl<T: Mapped> AnyIndex for Index<T> {
    fn get(&self, key: &Key) -> Option<Node> {
        self.find(key).map(|node| node.clone() as Node)
    }

    fn insert(&mut self, key: Key, node: Node) {
        let node: Arc<dyn Any + Send + Sync> = node;
        match node.downcast() {
            Ok(node) => self.put(key, node),
            Err(_) => unreachable!("the mapper makes the index of its own type"),
        }
    }

    fn remove(&mut self, key: &Key) {
        let position = match key {
            Key::Int(key) => self.integers.remove(key),
            key => self.others.remove(key),
        };
        if let Some(position) = position {
            self.entries[position as usize] = None;
        }
    }

    fn take(&mut self) -> Vec<Node> {
        self.integers.clear();
        self.others.clear();
        std::mem::take(&mut self.entries).into_iter().flatten().map(|node| node as Node).collect()
    }
}
