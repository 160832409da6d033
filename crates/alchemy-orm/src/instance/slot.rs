//! One object with what the session knows of it.

use std::sync::{Arc, Weak};

use alchemy_core::{Result, Value};

use crate::instance::{Loaded, Store};
use crate::mapping::{Key, Mapped};
use crate::relation::Links;

/// What an object is to its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// In no session, without a row: a new object after rollback.
    Transient,
    /// Added, not flushed yet.
    Pending,
    /// It has a row.
    Persistent,
    /// Its row was deleted in this transaction.
    Deleted,
    /// It has, or had, a row, but no session.
    Detached,
}

/// An object as it was when it was last in step with the database.
#[derive(Debug, Clone, Default)]
pub(crate) struct Snapshot {
    /// The columns; `None` for what was unset or absent.
    pub(crate) columns: Vec<Option<Value>>,
    /// The relationships.
    pub(crate) relations: Vec<Links>,
}

/// What the session knows of an object, besides its fields.
#[doc(hidden)]
#[derive(Debug)]
pub struct Header {
    pub(crate) state: State,
    /// The store's epoch when the columns were last read; an older one means stale.
    pub(crate) epoch: u32,
    /// The store's epoch when each relationship was last read.
    pub(crate) loaded: Loaded,
    /// Whether it is on the store's list of changed objects.
    pub(crate) listed: bool,
    pub(crate) key: Option<Key>,
    pub(crate) snapshot: Option<Box<Snapshot>>,
    pub(crate) store: Weak<Store>,
}

impl Header {
    pub(crate) fn new(state: State, store: &Arc<Store>) -> Self {
        Header {
            state,
            epoch: store.epoch(),
            loaded: Loaded::default(),
            listed: false,
            key: None,
            snapshot: None,
            store: Arc::downgrade(store),
        }
    }
}

/// An object with its header.
#[derive(Debug)]
pub(crate) struct Slot<T> {
    pub(crate) header: Header,
    pub(crate) value: T,
}

impl<T: Mapped> Slot<T> {
    pub(crate) fn values(&self) -> Vec<Option<Value>> {
        T::info().columns().iter().map(|column| self.value.field(column.field).value()).collect()
    }

    pub(crate) fn links(&self) -> Vec<Links> {
        T::info()
            .relations()
            .iter()
            .map(|relation| self.value.field(relation.field).relation().map_or(Links::Unset, |r| r.links()))
            .collect()
    }

    /// Keeps the object as it is, before it is changed for the first time since the last flush. `true` if it was not on the
    /// list of changed objects and now has to be put there.
    pub(crate) fn touch(&mut self) -> bool {
        if self.header.state != State::Persistent {
            return false;
        }
        if self.header.snapshot.is_none() {
            self.header.snapshot = Some(Box::new(Snapshot { columns: self.values(), relations: self.links() }));
        }
        !std::mem::replace(&mut self.header.listed, true)
    }

    /// On an object with a row, what a whole assignment left unset keeps what it had.
    pub(crate) fn keep_unset(&mut self) -> Result<()> {
        let Some(snapshot) = self.header.snapshot.take() else { return Ok(()) };
        for (column, before) in T::info().columns().iter().zip(&snapshot.columns) {
            if let Some(before) = before
                && self.value.field(column.field).value().is_none()
            {
                self.value.field_mut(column.field).set(before.as_ref())?;
            }
        }
        for (relation, before) in T::info().relations().iter().zip(&snapshot.relations) {
            if let Some(field) = self.value.field_mut(relation.field).relation_mut()
                && !field.has_members()
                && matches!(field.links(), Links::Unset)
            {
                field.restore(before.clone());
            }
        }
        self.header.snapshot = Some(snapshot);
        Ok(())
    }
}
