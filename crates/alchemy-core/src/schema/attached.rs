//! What is attached to tables, columns, constraints and indexes besides what this crate knows of them: options that one
//! database has, and notes of the program's own.

use std::any::{Any, TypeId};
use std::fmt::Debug;
use std::sync::Arc;

/// Anything that can be attached. Options of one database are types of its crate; other databases do not look for them.
pub trait Attachment: Any + Debug + Send + Sync {}

impl<T: Any + Debug + Send + Sync> Attachment for T {}

/// What is attached to an item: one value of each type.
///
/// ```
/// use alchemy_core::{Integer, Column, Table};
/// #[derive(Debug, PartialEq)]
/// struct Owner(&'static str);
/// let stock = Table::new("stock").column(Column::new("id", Integer)).with(Owner("logistics"));
/// assert_eq!(stock.attached::<Owner>(), Some(&Owner("logistics")));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Attachments(Vec<Arc<dyn Attachment>>);

impl Attachments {
    /// Attaches a value, in place of another of its type.
    ///
    /// ```
    /// use alchemy_core::{Attachments, prelude::*};
    /// let mut attached = Attachments::default();
    /// attached.set(7);
    /// attached.set(8);
    /// assert_eq!((attached.get::<i32>(), attached.get::<String>()), (Some(&8), None));
    /// ```
    pub fn set<T: Attachment>(&mut self, value: T) {
        self.0.retain(|known| (**known).type_id() != TypeId::of::<T>());
        self.0.push(Arc::new(value));
    }

    /// The value of that type.
    ///
    /// ```
    /// use alchemy_core::{Attachments, prelude::*};
    /// assert_eq!(Attachments::default().get::<i32>(), None);
    /// ```
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.0.iter().find_map(|known| {
            let any: &dyn Any = &**known;
            any.downcast_ref()
        })
    }
}
