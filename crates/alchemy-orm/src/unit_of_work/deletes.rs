//! What deletions take with them.

use alchemy_core::Result;
use foldhash::HashSet;

use crate::instance::{Node, State, Store, looked};
use crate::mapping::Kind;
use crate::relation::Links;
use crate::unit_of_work::row::address;

/// Relationships of deleted objects whose members have to be known and are not: they are to be deleted as well, or their
/// key is to be made NULL. As (objects, number of the relationship) for one SELECT each.
pub(crate) fn unloaded_by_deletes(store: &Store) -> Result<Vec<(Vec<Node>, usize)>> {
    let mut needed: Vec<(Vec<Node>, usize)> = Vec::new();
    for node in everything_deleted(store)? {
        for (index, relation) in node.mapper().relations().iter().enumerate() {
            let owned = relation.kind != Kind::Parent && relation.secondary.is_none() && !relation.viewonly;
            // A collection that is not known to be whole counts as unloaded.
            let unloaded = looked(&node, |slot| {
                matches!(slot.relation(index).links(), Links::NotLoaded(_)) || slot.header().loaded.epoch(index) == 0
            })?;
            if !unloaded || !(owned || relation.cascade.delete) {
                continue;
            }
            push(&mut needed, node.clone(), index);
        }
    }
    Ok(needed)
}

/// Relationships that were replaced without having been loaded: what they held has to be known, for it is to lose its key,
/// to be deleted as an orphan, or to lose its row in a link table. As [`unloaded_by_deletes`].
pub(crate) fn unloaded_by_replacing(store: &Store) -> Result<Vec<(Vec<Node>, usize)>> {
    let mut needed: Vec<(Vec<Node>, usize)> = Vec::new();
    let dirty = store.lists().dirty.clone();
    for node in dirty {
        for (index, relation) in node.mapper().relations().iter().enumerate() {
            let replaced = looked(&node, |slot| {
                let before = slot.header().snapshot.as_ref().map(|snapshot| &snapshot.relations[index]);
                slot.header().state == State::Persistent
                    && matches!(before, Some(Links::NotLoaded(_)))
                    && slot.relation(index).links().is_loaded()
            })?;
            if replaced && relation.kind != Kind::Parent && !relation.viewonly {
                push(&mut needed, node.clone(), index);
            }
        }
    }
    Ok(needed)
}

fn push(needed: &mut Vec<(Vec<Node>, usize)>, node: Node, relation: usize) {
    match needed.iter_mut().find(|(nodes, known)| *known == relation && nodes[0].mapper().id() == node.mapper().id()) {
        Some((nodes, _)) => nodes.push(node),
        None => needed.push((vec![node], relation)),
    }
}

/// What is marked as deleted, and what the cascade takes with it as far as it is loaded; each once.
pub(crate) fn everything_deleted(store: &Store) -> Result<Vec<Node>> {
    let mut all = store.lists().deleted.clone();
    let mut known: HashSet<usize> = all.iter().map(address).collect();
    let mut next = 0;
    while let Some(node) = all.get(next).cloned() {
        next += 1;
        for (index, _) in node.mapper().relations().iter().enumerate().filter(|(_, relation)| relation.cascade.delete) {
            for member in looked(&node, |slot| slot.relation(index).links().members())? {
                let state = looked(&member, |slot| slot.header().state)?;
                if matches!(state, State::Persistent | State::Pending) && known.insert(address(&member)) {
                    all.push(member);
                }
            }
        }
    }
    Ok(all)
}
