//! Writes what a flush came to back into objects: generated keys, copied foreign keys, states, the identity map, and the
//! links that follow.

use std::sync::Arc;

use alchemy_core::{Result, Value};

use crate::instance::{AnySlot, Node, Snapshot, State, Store, changed, looked};
use crate::mapping::{Key, Kind, Mapper};
use crate::relation::{Links, RelationField};
use crate::unit_of_work::level::Level;
use crate::unit_of_work::perform::Filled;
use crate::unit_of_work::row::{Cell, ChangedRow, GoneRow, NewRow, Work};

/// Brings objects in step with the rows. Called when everything has been written.
pub(crate) fn settle(store: &Arc<Store>, work: &Work, filled: &Filled, level: &mut Level) -> Result<()> {
    {
        let mut lists = store.lists();
        lists.pending.clear();
        lists.deleted.clear();
    }
    for (number, row) in work.new.iter().enumerate() {
        inserted(store, row, |column, cell| value_of(work, filled, number, column, cell), level)?;
    }
    let dirty = std::mem::take(&mut store.lists().dirty);
    for node in &dirty {
        clean(node, level)?;
    }
    for row in &work.changed {
        updated(store, work, filled, row, level)?;
    }
    for row in &work.gone {
        deleted(store, row, level)?;
    }
    for node in &work.dropped {
        changed(node, |slot| slot.header_mut().state = State::Transient)?;
        store.lists().kept.push(node.clone());
    }
    Ok(())
}

/// The value that a cell came to.
fn value_of(work: &Work, filled: &Filled, row: usize, column: usize, cell: &Cell) -> Option<Value> {
    match cell {
        Cell::Unset => filled.get(&(row, column)).cloned(),
        Cell::Known(value) => Some(value.clone()),
        Cell::Of { row, column } => filled.get(&(*row, *column)).cloned().or_else(|| match &work.new[*row].cells[*column] {
            Cell::Known(value) => Some(value.clone()),
            _ => None,
        }),
    }
}

fn key_of(mapper: &'static Mapper, slot: &dyn AnySlot) -> Result<Option<Key>> {
    let values: Vec<Value> = mapper.key_columns().iter().map(|column| slot.value(*column).unwrap_or_default()).collect();
    Key::of_values(&values)
}

fn inserted(store: &Arc<Store>, row: &NewRow, value: impl Fn(usize, &Cell) -> Option<Value>, level: &mut Level) -> Result<()> {
    let mapper = row.mapper;
    let mut given = Vec::new();
    let key = changed(&row.node, |slot| {
        for (column, cell) in row.cells.iter().enumerate() {
            let (now, before) = (value(column, cell), slot.value(column));
            if let Some(now) = now.filter(|now| !before.as_ref().is_some_and(|before| before.same(now))) {
                given.push((column, before));
                slot.set(column, now.as_ref())?;
            }
        }
        let key = key_of(mapper, slot)?;
        settle_relations(store, mapper, slot)?;
        let header = slot.header_mut();
        (header.state, header.epoch, header.snapshot, header.listed) = (State::Persistent, store.epoch(), None, false);
        header.key.clone_from(&key);
        Ok::<_, alchemy_core::Error>(key)
    })??;
    if let Some(key) = key {
        store.lists().index(mapper).insert(key, row.node.clone());
    }
    level.inserted(row.node.clone(), given);
    Ok(())
}

/// A new row has no members but those that were given; a reference that was not given follows its key.
fn settle_relations(store: &Arc<Store>, mapper: &'static Mapper, slot: &mut dyn AnySlot) -> Result<()> {
    for (index, relation) in mapper.relations().iter().enumerate() {
        slot.header_mut().loaded.set(index, store.epoch());
        match (relation.kind, slot.relation(index).links()) {
            (Kind::Many | Kind::One, Links::Unset) => slot.relation_mut(index).restore(Links::Loaded(None)),
            (Kind::Parent, Links::Unset) => drop(follow_key(store, mapper, index, slot)?),
            _ => {}
        }
    }
    Ok(())
}

/// Makes a reference what its key says: none, an object that is in the identity map, or not loaded.
fn follow_key(store: &Arc<Store>, mapper: &'static Mapper, index: usize, slot: &mut dyn AnySlot) -> Result<Option<Node>> {
    let relation = &mapper.relations()[index];
    let link = relation.link(mapper)?;
    let values: Vec<Value> = link.local.iter().map(|column| slot.value(*column).unwrap_or_default()).collect();
    let target = relation.target();
    let found = match Key::of_values(&values)? {
        Some(key) if link.remote == target.key_columns() => match store.lists().find(target, &key) {
            Some(node) => Some(node),
            None => {
                slot.relation_mut(index).restore(Links::NotLoaded(None));
                return Ok(None);
            }
        },
        Some(_) => {
            slot.relation_mut(index).restore(Links::NotLoaded(None));
            return Ok(None);
        }
        None => None,
    };
    slot.relation_mut(index).fill(found.as_slice());
    Ok(found)
}

/// What was flushed is in step again; the snapshot becomes the image that a rollback goes back to.
fn clean(node: &Node, level: &mut Level) -> Result<()> {
    let snapshot = changed(node, |slot| {
        slot.header_mut().listed = false;
        let snapshot = slot.header_mut().snapshot.take();
        if snapshot.is_some() {
            for relation in 0..node.mapper().relations().len() {
                forget_removed(slot.relation_mut(relation));
            }
        }
        snapshot
    })?;
    match snapshot {
        Some(snapshot) => level.keep(node, || Ok(*snapshot)),
        None => Ok(()),
    }
}

/// Of a relationship that is not loaded, what was added and removed is written now, and found when it is loaded.
fn forget_removed(field: &mut dyn RelationField) {
    if let Links::NotLoaded(Some(_)) = field.links() {
        field.restore(Links::NotLoaded(None));
    }
}

fn updated(store: &Arc<Store>, work: &Work, filled: &Filled, row: &ChangedRow, level: &mut Level) -> Result<()> {
    let mapper = row.mapper;
    let before = image(&row.node)?;
    let (old_key, new_key) = changed(&row.node, |slot| {
        for (column, cell) in &row.set {
            if let Some(value) = value_of(work, filled, usize::MAX, *column, cell) {
                slot.set(*column, value.as_ref())?;
            }
        }
        let key = key_of(mapper, slot)?;
        Ok::<_, alchemy_core::Error>((std::mem::replace(&mut slot.header_mut().key, key.clone()), key))
    })??;
    if old_key != new_key
        && let Some(key) = new_key
    {
        let mut lists = store.lists();
        if let Some(old) = old_key {
            lists.index(mapper).remove(&old);
        }
        lists.index(mapper).insert(key, row.node.clone());
    }
    level.keep(&row.node, || Ok(before))?;
    follow_columns(store, row, level)
}

/// A key that was changed by hand takes its reference along, and the loaded collections of both parents.
fn follow_columns(store: &Arc<Store>, row: &ChangedRow, level: &mut Level) -> Result<()> {
    let mapper = row.mapper;
    for (index, relation) in mapper.relations().iter().enumerate().filter(|(_, relation)| relation.kind == Kind::Parent) {
        let link = relation.link(mapper)?;
        let by_hand =
            link.local.iter().any(|column| row.set.iter().any(|(set, _)| set == column) && !row.referred.contains(column));
        if !by_hand {
            continue;
        }
        let old = looked(&row.node, |slot| slot.relation(index).links().members())?;
        let new = changed(&row.node, |slot| follow_key(store, mapper, index, slot))??;
        let Some(reverse) = link.reverse else { continue };
        for parent in old {
            quietly(&parent, level, |slot| slot.relation_mut(reverse).unlink(&row.node))?;
        }
        if let Some(parent) = new {
            quietly(&parent, level, |slot| drop(slot.relation_mut(reverse).link(&row.node)))?;
        }
    }
    Ok(())
}

fn image(node: &Node) -> Result<Snapshot> {
    looked(node, |slot| Snapshot { columns: slot.all_values(), relations: slot.all_links() })
}

/// Changes an object's links without making it a changed object.
fn quietly(node: &Node, level: &mut Level, change: impl FnOnce(&mut dyn AnySlot)) -> Result<()> {
    level.keep(node, || image(node))?;
    changed(node, change)
}

/// A deleted object leaves the identity map and the loaded relationships of others.
fn deleted(store: &Arc<Store>, row: &GoneRow, level: &mut Level) -> Result<()> {
    let mapper = row.mapper;
    let key = changed(&row.node, |slot| {
        slot.header_mut().state = State::Deleted;
        slot.header_mut().key.clone()
    })?;
    if let Some(key) = key {
        store.lists().index(mapper).remove(&key);
        level.deleted(row.node.clone(), key);
    }
    for (index, relation) in mapper.relations().iter().enumerate() {
        let Some(reverse) = relation.link(mapper)?.reverse else { continue };
        for other in looked(&row.node, |slot| slot.relation(index).links().members())? {
            quietly(&other, level, |slot| {
                slot.relation_mut(reverse).unlink(&row.node);
                forget_removed(slot.relation_mut(reverse));
            })?;
        }
    }
    Ok(())
}
