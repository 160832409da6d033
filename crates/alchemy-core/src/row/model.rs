//! What the core must know of a mapped struct.

use std::any::Any;

use crate::error::Result;
use crate::row::{EntityView, Plain, Shape};
use crate::schema::{Name, Table};
use crate::value::{Row, Value};

/// A mapped struct, as the core sees it. The ORM's derive implements it.
pub trait Model: Shape<In<Plain> = <Self as Model>::Owned> + Sync {
    /// An owned row outside a session.
    type Owned: EntityView<Self>;
    /// The struct that an alias of the model gives.
    type Alias: Copy + Send + Sync;
    /// The type of the primary key; a tuple where it has several columns.
    type Key: Send + Sync + 'static;
    /// The table's name.
    const TABLE: &'static str;
    /// The schema that the table lies in, where it names one.
    const SCHEMA: Option<&'static Name> = None;

    /// The table.
    fn table() -> &'static Table;

    /// Whether the mapping is whole: every relationship finds its keys and its counterpart.
    ///
    /// # Errors
    /// `Mapping`.
    fn check_mapping() -> Result<()> {
        Ok(())
    }

    /// Reads a row whose columns, in the order of the fields, start at `at`.
    fn from_row(row: &dyn Row, at: usize) -> Result<Self::Owned>;

    /// The columns to insert, with their values; columns left to the database are left out.
    ///
    /// # Errors
    /// `InvalidState` for a struct that holds related objects: an INSERT writes one table.
    fn insert_values(&self) -> Result<Vec<(Name, Value)>>;

    /// What the ORM knows of the model.
    fn mapper() -> &'static (dyn Any + Send + Sync);
}
