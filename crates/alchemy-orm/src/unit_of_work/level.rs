//! What one level of a transaction changed, so that a rollback can undo it in memory: values, links, states, keys, of
//! exactly the objects that were changed.

use std::sync::Arc;

use alchemy_core::{Result, Value};
use foldhash::{HashMap, HashSet};

use crate::instance::{Node, Snapshot, State, Store, changed, looked};
use crate::mapping::Key;
use crate::unit_of_work::row::address;

/// The columns that a flush filled in, with what they held before.
type FilledIn = Vec<(usize, Option<Value>)>;

/// A level: the transaction, or a savepoint inside it.
#[derive(Debug, Default)]
pub(crate) struct Level {
    /// Objects as they were before this level changed them.
    images: HashMap<usize, (Node, Snapshot)>,
    /// Objects that this level inserted.
    new: Vec<(Node, FilledIn)>,
    /// Objects that this level deleted, with their keys. They live on until the transaction ends.
    deleted: Vec<(Node, Key)>,
}

impl Level {
    /// Keeps an object as it was, once.
    pub(crate) fn keep(&mut self, node: &Node, image: impl FnOnce() -> Result<Snapshot>) -> Result<()> {
        if let std::collections::hash_map::Entry::Vacant(entry) = self.images.entry(address(node)) {
            entry.insert((node.clone(), image()?));
        }
        Ok(())
    }

    pub(crate) fn inserted(&mut self, node: Node, filled: FilledIn) {
        self.new.push((node, filled));
    }

    pub(crate) fn deleted(&mut self, node: Node, key: Key) {
        self.deleted.push((node, key));
    }

    /// The level ends well: the one around it can undo it.
    pub(crate) fn merge_into(self, outer: &mut Level) {
        for (address, image) in self.images {
            // What was inserted by the outer level itself has no earlier image to go back to, and needs none.
            outer.images.entry(address).or_insert(image);
        }
        outer.new.extend(self.new);
        outer.deleted.extend(self.deleted);
    }

    /// The transaction is committed: what was deleted is gone for good.
    pub(crate) fn commit(self) {
        for (node, _) in self.deleted {
            // Somebody who looks at it just now sees it as deleted, which it is.
            let _ = changed(&node, |slot| slot.header_mut().state = State::Detached);
        }
    }

    /// The objects that undoing the level changes.
    pub(crate) fn objects(&self) -> impl Iterator<Item = &Node> {
        let images = self.images.values().map(|(node, _)| node);
        images.chain(self.new.iter().map(|(node, _)| node)).chain(self.deleted.iter().map(|(node, _)| node))
    }

    /// Undoes the level. An object that a guard holds keeps what it has, and is stale.
    pub(crate) fn undo(self, store: &Arc<Store>) {
        // What the program gave to a new object stays with it, later edits too: there is no row to be in step with.
        let new: HashSet<usize> = self.new.iter().map(|(node, _)| address(node)).collect();
        undo_unflushed(store, &new);
        for (node, key) in self.deleted {
            let _ = changed(&node, |slot| slot.header_mut().state = State::Persistent);
            store.lists().index(node.mapper()).insert(key, node);
        }
        for (node, image) in self.images.into_values().filter(|(node, _)| !new.contains(&address(node))) {
            restore(&node, image);
        }
        for (node, filled) in self.new {
            let key = looked(&node, |slot| slot.header().key.clone()).ok().flatten();
            if let Some(key) = key {
                store.lists().index(node.mapper()).remove(&key);
            }
            let _ = changed(&node, |slot| {
                for (column, before) in filled {
                    match before.as_ref().map(Value::as_ref) {
                        // What is put back was there before, so it can be.
                        Some(value) => drop(slot.set(column, value)),
                        _ => drop(slot.unset(column)),
                    }
                }
                let header = slot.header_mut();
                (header.state, header.key, header.snapshot, header.listed) = (State::Transient, None, None, false);
            });
            store.lists().kept.push(node);
        }
    }
}

/// Drops what was not flushed: new objects leave, changed ones go back, marks of deletion are taken away.
fn undo_unflushed(store: &Arc<Store>, new: &HashSet<usize>) {
    let (pending, dirty) = {
        let mut lists = store.lists();
        lists.deleted.clear();
        lists.queue.clear();
        lists.problems.clear();
        (std::mem::take(&mut lists.pending), std::mem::take(&mut lists.dirty))
    };
    for node in &pending {
        let _ = changed(node, |slot| slot.header_mut().state = State::Transient);
    }
    store.lists().kept.extend(pending);
    for node in dirty {
        let snapshot = changed(&node, |slot| {
            slot.header_mut().listed = false;
            slot.header_mut().snapshot.take()
        });
        if let Ok(Some(snapshot)) = snapshot
            && !new.contains(&address(&node))
        {
            restore(&node, *snapshot);
        }
    }
}

fn restore(node: &Node, image: Snapshot) {
    let _ = changed(node, |slot| {
        for (column, value) in image.columns.iter().enumerate() {
            match value.as_ref().map(Value::as_ref) {
                Some(value) => drop(slot.set(column, value)),
                _ => drop(slot.unset(column)),
            }
        }
        for (relation, links) in image.relations.into_iter().enumerate() {
            slot.relation_mut(relation).restore(links);
        }
        slot.header_mut().snapshot = None;
        slot.header_mut().listed = false;
    });
}
