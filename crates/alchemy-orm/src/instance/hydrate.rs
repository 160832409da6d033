//! From a row to an object, through the identity map.

use std::any::Any;
use std::sync::Arc;

use alchemy_core::{Error, Overwrite, Result, Row, ValueRef};
use parking_lot::RwLock;

use crate::instance::{AnyIndex, AnySlot as _, Entity, Header, Index, Lists, Node, Slot, State, Tracking};
use crate::mapping::{Key, Kind, Mapped};
use crate::relation::Links;

/// The object of a row: the one that is there already, brought up to date if it is stale or to be overwritten, or a new one.
pub(crate) fn hydrate<T: Mapped>(tracking: &Tracking, row: &dyn Row, at: usize) -> Result<Entity<T>> {
    let store = &tracking.store;
    let mapper = T::info();
    let key = mapper.key_at(row, at)?;
    let key = key.ok_or_else(|| Error::decode(T::NAME, "a row whose primary key is NULL; select it with `.nullable()`"))?;
    let mut lists = store.lists();
    if let Some(node) = typed::<T>(&mut lists).find(&key).cloned() {
        refresh(tracking, &mut lists, &node, row, at)?;
        return Ok(Entity::new(node, store.clone()));
    }
    let header = Header { key: Some(key.clone()), ..Header::new(State::Persistent, store) };
    // Built where it stays: moving it about would cost more than finding it again.
    let mut node = Arc::new(RwLock::new(Slot { header, value: T::from_row(row, at)? }));
    if let Some(slot) = Arc::get_mut(&mut node) {
        link_parents(&lists, slot.get_mut(), row, at)?;
    }
    typed::<T>(&mut lists).put(key, node.clone());
    Ok(Entity::new(node, store.clone()))
}

fn typed<T: Mapped>(lists: &mut Lists) -> &mut Index<T> {
    let index: &mut dyn AnyIndex = lists.index(T::info());
    match (index as &mut dyn Any).downcast_mut() {
        Some(index) => index,
        None => unreachable!("the mapper makes the index of its own type"),
    }
}

/// Many-to-one without SQL: a NULL key is none, and an object that is in the identity map is linked.
fn link_parents<T: Mapped>(lists: &Lists, slot: &mut Slot<T>, row: &dyn Row, at: usize) -> Result<()> {
    let mapper = T::info();
    for relation in mapper.relations().iter().filter(|relation| relation.kind == Kind::Parent) {
        let link = relation.link(mapper)?;
        let target = relation.target();
        if link.remote != target.key_columns() {
            continue;
        }
        let key = match link.local[..] {
            [only] => Key::of([row.get(at + only)?])?,
            _ => Key::of(link.local.iter().map(|column| row.get(at + column)).collect::<Result<Vec<_>>>()?)?,
        };
        let Some(field) = slot.value.field_mut(relation.field).relation_mut() else { continue };
        match key {
            None => field.fill(&[]),
            Some(key) => match lists.find(target, &key) {
                Some(node) => field.fill(&[node]),
                None => field.restore(Links::NotLoaded(None)),
            },
        }
    }
    Ok(())
}

/// A fresh object stays as it is, but for columns that were absent. A stale one takes the row's values, except where the
/// program changed them: then the row's value is what the change is compared with. So does any that is to be overwritten,
/// and if that goes for changes too, they are dropped before.
fn refresh<T: Mapped>(tracking: &Tracking, lists: &mut Lists, node: &Arc<RwLock<Slot<T>>>, row: &dyn Row, at: usize) -> Result<()> {
    let epoch = tracking.store.epoch();
    let keeps = |slot: &Slot<T>| {
        tracking.overwrite == Overwrite::Stale && slot.header.epoch == epoch && slot.header.state == State::Persistent
    };
    let mapper = T::info();
    let deferred = || mapper.columns().iter().any(|column| column.deferrable);
    // What a guard of the program's shows stays; but a row that has to be taken is not passed over in silence.
    let held = || match tracking.overwrite {
        Overwrite::Stale => Ok(()),
        _ => Err(Error::borrowed(&format!("an object of {}", T::NAME))),
    };
    match node.try_read() {
        Some(slot) if keeps(&slot) && !deferred() => return Ok(()),
        Some(_) => {}
        None => return held(),
    }
    let Some(mut slot) = node.try_write() else { return held() };
    let takes = !keeps(&slot);
    if tracking.overwrite == Overwrite::All && slot.forget_changes()? {
        let node: Node = node.clone();
        lists.dirty.retain(|known| !Arc::ptr_eq(known, &node));
    }
    let mut snapshot = slot.header.snapshot.take();
    for (index, column) in mapper.columns().iter().enumerate() {
        let value = row.get(at + index)?;
        let now = slot.value.field(column.field).value();
        if value == ValueRef::Absent || (!takes && now.is_some()) {
            continue;
        }
        let edited = match &mut snapshot {
            None => false,
            Some(snapshot) => {
                let before = snapshot.columns[index].replace(value.to_value()?);
                !matches!((&now, &before), (Some(now), Some(before)) if now.same(before)) && now.is_some()
            }
        };
        if !edited {
            slot.value.field_mut(column.field).set(value)?;
        }
    }
    let untouched = snapshot.is_none();
    slot.header.snapshot = snapshot;
    slot.header.epoch = epoch;
    if takes && untouched {
        link_parents(lists, &mut slot, row, at)?;
    }
    Ok(())
}
