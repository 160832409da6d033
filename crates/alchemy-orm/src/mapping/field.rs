//! What a field of a mapped struct may be: a column or a relationship.

use alchemy_core::{Error, Result, SqlValue, Value, ValueRef};

use crate::mapping::Described;
use crate::relation::RelationField;

/// The column values of one row, taken one after the other.
#[derive(Debug)]
pub struct Values<'v> {
    rest: std::slice::Iter<'v, ValueRef<'v>>,
    width: usize,
}

impl<'v> Values<'v> {
    /// The values of a row, in the order of the columns.
    pub fn new(values: &'v [ValueRef<'v>]) -> Self {
        Values { rest: values.iter(), width: values.len() }
    }

    fn next(&mut self) -> ValueRef<'v> {
        self.rest.next().copied().unwrap_or(ValueRef::Absent)
    }

    /// Says where the value stands that was taken last.
    #[cold]
    fn refused(&self, error: Error) -> Error {
        error.at_column((self.width - self.rest.len()).saturating_sub(1))
    }
}

/// What a field of a mapped struct may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a mapped field",
    label = "neither a column type nor a relationship",
    note = "derive `SqlValue` for it, or keep it out of the table with `#[mapped(skip)]`"
)]
pub trait Field: AnyField + Sized {
    /// How many columns it has: one, or none for a relationship.
    const WIDTH: usize;

    /// What it is.
    #[doc(hidden)]
    fn described() -> Described;

    /// Reads it from a row. `attribute` is its name, for messages: `User::addresses`.
    fn hydrate(values: &mut Values<'_>, attribute: &'static str) -> Result<Self>;
}

/// A field without its type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a mapped field",
    label = "neither a column type nor a relationship",
    note = "derive `SqlValue` for it, or keep it out of the table with `#[mapped(skip)]`"
)]
pub trait AnyField: Send + Sync + 'static {
    /// The value to send; `None` for a relationship, and for a column that has nothing to send: unset, or not loaded.
    fn value(&self) -> Option<Value> {
        None
    }

    /// Gives a column the value that the database has.
    fn set(&mut self, _: ValueRef<'_>) -> Result<()> {
        Ok(())
    }

    /// Takes a column's value away again; `false` if its type must always have one, and for a relationship.
    fn unset(&mut self) -> bool {
        false
    }

    /// The field as a relationship.
    fn relation(&self) -> Option<&dyn RelationField> {
        None
    }

    /// The field as a relationship.
    fn relation_mut(&mut self) -> Option<&mut dyn RelationField> {
        None
    }
}

impl<T: SqlValue> Field for T {
    const WIDTH: usize = 1;

    fn described() -> Described {
        Described::column::<T>()
    }

    #[inline]
    fn hydrate(values: &mut Values<'_>, _: &'static str) -> Result<Self> {
        T::from_value(values.next()).map_err(|error| values.refused(error))
    }
}

impl<T: SqlValue> AnyField for T {
    fn value(&self) -> Option<Value> {
        if self.is_unset() { None } else { Some(self.to_value()) }
    }

    fn set(&mut self, value: ValueRef<'_>) -> Result<()> {
        *self = T::from_value(value)?;
        Ok(())
    }

    fn unset(&mut self) -> bool {
        match T::unset_value() {
            Some(unset) => {
                *self = unset;
                true
            }
            None => false,
        }
    }
}
