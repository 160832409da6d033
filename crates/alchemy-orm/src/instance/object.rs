//! Objects without their type.

use std::any::Any;
use std::sync::Arc;

use alchemy_core::{Error, Result, Value, ValueRef};
use parking_lot::RwLock;

use crate::instance::slot::{Header, Slot};
use crate::mapping::{Mapped, Mapper};
use crate::relation::{Links, RelationField};

/// An object of a store, without its type.
pub type Node = Arc<dyn Object>;

/// An object, without its type: a lock around its fields and its header.
pub trait Object: Any + Send + Sync {
    /// The model.
    fn mapper(&self) -> &'static Mapper;

    /// Looks at it; `false` if a write guard holds it.
    #[doc(hidden)]
    fn look(&self, look: &mut dyn FnMut(&dyn AnySlot)) -> bool;

    /// Changes it; `false` if a guard holds it.
    #[doc(hidden)]
    fn change(&self, change: &mut dyn FnMut(&mut dyn AnySlot)) -> bool;
}

impl std::fmt::Debug for dyn Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "an object of {}", self.mapper().name())
    }
}

/// The inside of an object, without its type.
#[doc(hidden)]
pub trait AnySlot {
    #[doc(hidden)]
    fn header(&self) -> &Header;
    #[doc(hidden)]
    fn header_mut(&mut self) -> &mut Header;
    /// A column's value; `None` for what is unset or absent.
    fn value(&self, column: usize) -> Option<Value>;
    /// All columns.
    fn all_values(&self) -> Vec<Option<Value>>;
    /// Gives a column a value from the database.
    fn set(&mut self, column: usize, value: ValueRef<'_>) -> Result<()>;
    /// Takes a column's value away, if its type can be without one.
    fn unset(&mut self, column: usize) -> bool;
    /// A relationship, by number.
    fn relation(&self, index: usize) -> &dyn RelationField;
    /// A relationship, by number.
    fn relation_mut(&mut self, index: usize) -> &mut dyn RelationField;
    /// All relationships' links.
    #[doc(hidden)]
    fn all_links(&self) -> Vec<Links>;
    /// Keeps it as it is, before a change. `true` if it now has to be put on the list of changed objects.
    fn touch(&mut self) -> bool;
    /// Goes back to what it was when it was last in step with the database, of which nothing counts as read any more.
    /// `true` if it was on the list of changed objects.
    #[doc(hidden)]
    fn forget_changes(&mut self) -> Result<bool>;
}

impl<T: Mapped> AnySlot for Slot<T> {
    fn header(&self) -> &Header {
        &self.header
    }

    fn header_mut(&mut self) -> &mut Header {
        &mut self.header
    }

    fn value(&self, column: usize) -> Option<Value> {
        self.value.field(T::info().columns()[column].field).value()
    }

    fn all_values(&self) -> Vec<Option<Value>> {
        self.values()
    }

    fn set(&mut self, column: usize, value: ValueRef<'_>) -> Result<()> {
        self.value.field_mut(T::info().columns()[column].field).set(value)
    }

    fn unset(&mut self, column: usize) -> bool {
        self.value.field_mut(T::info().columns()[column].field).unset()
    }

    fn relation(&self, index: usize) -> &dyn RelationField {
        match self.value.field(T::info().relations()[index].field).relation() {
            Some(relation) => relation,
            None => unreachable!("the mapper says that it is a relationship"),
        }
    }

    fn relation_mut(&mut self, index: usize) -> &mut dyn RelationField {
        match self.value.field_mut(T::info().relations()[index].field).relation_mut() {
            Some(relation) => relation,
            None => unreachable!("the mapper says that it is a relationship"),
        }
    }

    fn all_links(&self) -> Vec<Links> {
        self.links()
    }

    fn forget_changes(&mut self) -> Result<bool> {
        if let Some(snapshot) = self.header.snapshot.take() {
            for (column, value) in snapshot.columns.iter().enumerate() {
                if let Some(value) = value {
                    self.set(column, value.as_ref())?;
                }
            }
            for (relation, links) in snapshot.relations.into_iter().enumerate() {
                self.relation_mut(relation).restore(links);
            }
        }
        self.header.loaded.clear();
        Ok(std::mem::replace(&mut self.header.listed, false))
    }

    fn touch(&mut self) -> bool {
        Slot::touch(self)
    }
}

impl<T: Mapped> Object for RwLock<Slot<T>> {
    fn mapper(&self) -> &'static Mapper {
        T::info()
    }

    fn look(&self, look: &mut dyn FnMut(&dyn AnySlot)) -> bool {
        match self.try_read() {
            Some(slot) => {
                look(&*slot);
                true
            }
            None => false,
        }
    }

    fn change(&self, change: &mut dyn FnMut(&mut dyn AnySlot)) -> bool {
        match self.try_write() {
            Some(mut slot) => {
                change(&mut *slot);
                true
            }
            None => false,
        }
    }
}

/// What a look at an object gives.
///
/// # Errors
/// `Borrowed` if a write guard holds it.
pub(crate) fn looked<R>(node: &Node, look: impl FnOnce(&dyn AnySlot) -> R) -> Result<R> {
    let (mut look, mut result) = (Some(look), None);
    node.look(&mut |slot| result = look.take().map(|look| look(slot)));
    result.ok_or_else(|| borrowed(node))
}

/// What a change of an object gives.
///
/// # Errors
/// `Borrowed` if a guard holds it.
pub(crate) fn changed<R>(node: &Node, change: impl FnOnce(&mut dyn AnySlot) -> R) -> Result<R> {
    let (mut change, mut result) = (Some(change), None);
    node.change(&mut |slot| result = change.take().map(|change| change(slot)));
    result.ok_or_else(|| borrowed(node))
}

fn borrowed(node: &Node) -> Error {
    Error::borrowed(&format!("an object of {}", node.mapper().name()))
}
