//! Two sides, one lock each: when one side of a relationship changes, the other follows.
//!
//! An object that is held by a guard just then gets the change when it can be had: at the next propagation, at the latest
//! in the flush. Propagation never waits and never panics.

use std::sync::Arc;

use crate::instance::{Node, Store, changed};
use crate::relation::Links;

/// A change of the other side of a relationship.
#[derive(Debug)]
pub(crate) struct Change {
    /// The object to change.
    target: Node,
    /// The number of its relationship.
    relation: usize,
    /// The object that comes or goes.
    other: Node,
    /// Whether it comes.
    comes: bool,
}

/// Tells the other sides of what changed between `before` and `now` in the relationships of `node`.
pub(crate) fn propagate(store: &Arc<Store>, node: &Node, before: &[Links], now: &[Links]) {
    let mapper = node.mapper();
    for (relation, (before, now)) in mapper.relations().iter().zip(before.iter().zip(now)) {
        let Ok(link) = relation.link(mapper) else { continue };
        let Some(reverse) = link.reverse else { continue };
        let (added, removed) = now.changes_since(before);
        let changes = removed.into_iter().map(|target| (target, false)).chain(added.into_iter().map(|target| (target, true)));
        let mut lists = store.lists();
        lists.queue.extend(changes.map(|(target, comes)| Change { target, relation: reverse, other: node.clone(), comes }));
    }
    drain(store);
}

/// Applies what waits. What is held by a guard goes on waiting.
pub(crate) fn drain(store: &Arc<Store>) {
    let mut waiting = Vec::new();
    loop {
        // The store's lock is free while an object is changed.
        let next = store.lists().queue.pop_front();
        let Some(change) = next else { break };
        if let Some(change) = apply(store, change) {
            waiting.push(change);
        }
    }
    if !waiting.is_empty() {
        store.lists().queue.extend(waiting);
    }
}

fn apply(store: &Arc<Store>, change: Change) -> Option<Change> {
    let outcome = changed(&change.target, |slot| {
        let listed = slot.touch();
        let field = slot.relation_mut(change.relation);
        let displaced = if change.comes { field.link(&change.other) } else { None };
        if !change.comes {
            field.unlink(&change.other);
        }
        (listed, displaced)
    });
    let Ok((listed, displaced)) = outcome else { return Some(change) };
    if listed {
        store.list_dirty(change.target.clone());
    }
    // A single link let go of its former object, whose side has to follow as well.
    if let Some(displaced) = displaced
        && let Ok(link) = change.target.mapper().relations()[change.relation].link(change.target.mapper())
        && let Some(reverse) = link.reverse
    {
        let change = Change { target: displaced, relation: reverse, other: change.target, comes: false };
        store.lists().queue.push_back(change);
    }
    None
}
