//! An object that gets related ones: an owned struct, or an object of a store.

use std::any::Any;
use std::sync::Arc;

use alchemy_core::{Result, Value};

use crate::instance::{Node, Store, Tracking, changed, looked, propagate};
use crate::mapping::{Kind, Mapper};
use crate::relation::{Linked, Links};

/// An object that a loader made.
pub(crate) enum Object {
    Plain(Box<dyn Any + Send>),
    Tracked(Node),
}

/// An object that gets related ones.
pub(crate) enum ObjectRef<'a> {
    Plain(&'a mut (dyn Any + Send)),
    Tracked(Node),
    /// As it was before the program replaced what it had not loaded: what is found is what the change is compared with.
    Before(Node, Arc<Store>),
}

impl Object {
    pub(crate) fn as_mut(&mut self) -> ObjectRef<'_> {
        match self {
            Object::Plain(object) => ObjectRef::Plain(&mut **object),
            Object::Tracked(node) => ObjectRef::Tracked(node.clone()),
        }
    }

    /// The same object once more, if it can be shared.
    pub(crate) fn shared(&self) -> Option<Object> {
        match self {
            Object::Plain(_) => None,
            Object::Tracked(node) => Some(Object::Tracked(node.clone())),
        }
    }

    /// As an entity of a result that a nested run completes.
    pub(crate) fn as_entity(&mut self) -> &mut (dyn Any + Send) {
        match self {
            Object::Plain(object) => &mut **object,
            Object::Tracked(node) => node,
        }
    }
}

impl<'a> ObjectRef<'a> {
    /// An entity of a result.
    pub(crate) fn of(mapper: &'static Mapper, entity: &'a mut (dyn Any + Send)) -> Self {
        if let Some(node) = entity.downcast_ref::<Node>().cloned().or_else(|| (mapper.operations().node)(entity)) {
            return ObjectRef::Tracked(node);
        }
        ObjectRef::Plain(entity)
    }

    pub(crate) fn reborrow(&mut self) -> ObjectRef<'_> {
        match self {
            ObjectRef::Plain(object) => ObjectRef::Plain(&mut **object),
            ObjectRef::Tracked(node) => ObjectRef::Tracked(node.clone()),
            ObjectRef::Before(node, store) => ObjectRef::Before(node.clone(), store.clone()),
        }
    }

    pub(crate) fn value(&self, mapper: &'static Mapper, column: usize) -> Result<Option<Value>> {
        match self {
            ObjectRef::Plain(object) => Ok(mapper.plain_value(&**object, column)),
            ObjectRef::Tracked(node) | ObjectRef::Before(node, _) => looked(node, |slot| slot.value(column)),
        }
    }

    /// Whether the relationship is loaded, and fresh.
    pub(crate) fn has(&self, relation: usize, tracking: Option<&Tracking>) -> Result<bool> {
        match (self, tracking) {
            (ObjectRef::Tracked(node), Some(tracking)) => looked(node, |slot| {
                let loaded = slot.relation(relation).links().is_loaded();
                loaded && slot.header().loaded.epoch(relation) == tracking.store.epoch()
            }),
            _ => Ok(false),
        }
    }

    /// Gives the object its related ones: all of them, or those that a condition left. The latter count as stale, so that
    /// whoever needs all of them reads them.
    pub(crate) fn fill(self, mapper: &'static Mapper, relation: usize, objects: Vec<Object>, all: bool) -> Result<()> {
        match self {
            ObjectRef::Plain(object) => {
                let field = (mapper.operations().field_mut)(object, mapper.relations()[relation].field);
                let plain = objects.into_iter().filter_map(|object| match object {
                    Object::Plain(object) => Some(object),
                    Object::Tracked(_) => None,
                });
                if let Some(field) = field.and_then(|field| field.relation_mut()) {
                    field.fill_plain(plain.collect());
                }
                Ok(())
            }
            ObjectRef::Tracked(node) => fill_tracked(&node, relation, tracked(objects), all),
            ObjectRef::Before(node, store) => fill_before(&store, &node, relation, &tracked(objects)),
        }
    }
}

fn tracked(objects: Vec<Object>) -> Vec<Node> {
    let node = |object| match object {
        Object::Plain(_) => None,
        Object::Tracked(node) => Some(node),
    };
    objects.into_iter().filter_map(node).collect()
}

fn loaded(nodes: &[Node]) -> Links {
    let members = nodes.iter().map(Arc::downgrade).collect();
    Links::Loaded(Some(Arc::new(Linked { members, removed: Vec::new() })))
}

/// The members that a replaced collection had. Those that are not in the new one learn now that they were let go.
fn fill_before(store: &Arc<Store>, node: &Node, relation: usize, nodes: &[Node]) -> Result<()> {
    let now = changed(node, |slot| {
        if let Some(snapshot) = &mut slot.header_mut().snapshot {
            snapshot.relations[relation] = loaded(nodes);
        }
        slot.all_links()
    })?;
    let mut before = now.clone();
    before[relation] = loaded(nodes);
    propagate(store, node, &before, &now);
    Ok(())
}

/// Links what was loaded, and the members back to their parent. What was loaded is also what later changes are compared
/// with.
fn fill_tracked(node: &Node, relation: usize, nodes: Vec<Node>, all: bool) -> Result<()> {
    let mapper = node.mapper();
    let link = mapper.relations()[relation].link(mapper)?;
    let epoch = looked(node, |slot| crate::instance::epoch_of(slot.header()))?;
    changed(node, |slot| {
        slot.header_mut().loaded.set(relation, if all { epoch } else { 0 });
        if let Some(snapshot) = &mut slot.header_mut().snapshot {
            snapshot.relations[relation] = loaded(&nodes);
        }
        slot.relation_mut(relation).fill(&nodes);
    })?;
    let Some(reverse) = link.reverse else { return Ok(()) };
    for member in nodes {
        let there = member.mapper();
        if there.relations()[reverse].kind == Kind::Many {
            continue;
        }
        changed(&member, |slot| {
            // A link that the program changed stays as it is.
            if slot.header().snapshot.is_none() {
                slot.relation_mut(reverse).fill(std::slice::from_ref(node));
                slot.header_mut().loaded.set(reverse, epoch);
            }
        })?;
    }
    Ok(())
}
