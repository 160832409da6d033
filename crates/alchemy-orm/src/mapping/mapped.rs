//! The trait that the derive implements.

use alchemy_core::{Delete, FromRef, Insert, Model, Result, Select, Shape, Source, Update};

use crate::instance::{Entity, Tracked};
use crate::mapping::{AnyField, Describe, Mapper, Values, Whole};

/// A mapped struct. `#[derive(Mapped)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a mapped struct",
    label = "not mapped",
    note = "add `#[derive(Mapped)]` to it"
)]
pub trait Mapped: Model<Owned = Self> + Shape<In<Tracked> = Entity<Self>> {
    /// The struct's name, for messages.
    const NAME: &'static str;

    /// What the ORM knows of it.
    #[doc(hidden)]
    fn info() -> &'static Mapper;

    /// Describes its fields, in order.
    #[doc(hidden)]
    fn describe(describe: &mut Describe);

    /// Reads it from a row.
    #[doc(hidden)]
    fn hydrate(values: &mut Values<'_>) -> Result<Self>;

    /// A field, by number.
    #[doc(hidden)]
    fn field(&self, index: usize) -> &dyn AnyField;

    /// A field, by number.
    #[doc(hidden)]
    fn field_mut(&mut self, index: usize) -> &mut dyn AnyField;

    /// Its attributes under an alias.
    #[doc(hidden)]
    fn alias_over(from: FromRef) -> Self::Alias;

    /// A SELECT of whole objects.
    fn select() -> Select<Self> {
        alchemy_core::select(Self::entity())
    }

    /// An INSERT of values or models, past any session.
    fn insert() -> Insert<Self> {
        Insert::into_table(Source::declared(Self::table))
    }

    /// An UPDATE of many rows, past any session.
    fn update() -> Update<Self> {
        Update::of_table(Source::declared(Self::table))
    }

    /// A DELETE of many rows, past any session.
    fn delete() -> Delete<Self> {
        Delete::from_table(Source::declared(Self::table))
    }

    /// The model under another name: `let m = Employee::alias("manager"); m.name`.
    fn alias(name: &str) -> Self::Alias {
        Self::alias_over(FromRef::named(name))
    }

    /// Whole objects, for `select` of several things.
    fn entity() -> Whole<Self> {
        Whole::of(None)
    }
}
