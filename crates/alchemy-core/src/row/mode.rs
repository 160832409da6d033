//! Plain or tracked.

use std::any::Any;
use std::fmt::Debug;
use std::ops::Deref;

use crate::error::Result;
use crate::row::Model;
use crate::value::Row;

/// Which objects of a session take the values of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overwrite {
    /// Those that are stale. A fresh object stays as the session knows it.
    #[default]
    Stale,
    /// All, but for changes that were not flushed: of rows that are locked, since a lock on old values protects nothing, and
    /// of rows that a write returns, since they did change.
    Unedited,
    /// All: unflushed changes are dropped.
    All,
}

/// How rows become values: plain (a connection) or tracked (a session).
pub trait Mode: Debug + Send + Sync + 'static {
    /// What decoding needs: nothing, or the session's store.
    type Context: Clone + Any + Send + Sync;
    /// What a model's row becomes.
    type Entity<T: Model>: EntityView<T>;

    /// Says how the rows that follow are taken, for a mode that knows objects already.
    fn overwrite(_: &mut Self::Context, _: Overwrite) {}

    /// Decodes a model's columns, which start at `at`.
    fn entity<T: Model>(context: &mut Self::Context, row: &dyn Row, at: usize) -> Result<Self::Entity<T>>;
}

/// What both `User` and `Entity<User>` can do: show the struct.
pub trait EntityView<T>: Send + Sync + 'static {
    /// A reference, or a guard.
    type Guard<'a>: Deref<Target = T>
    where
        Self: 'a;

    /// The struct.
    fn view(&self) -> Self::Guard<'_>;
}

/// Rows become owned structs.
#[derive(Debug)]
pub enum Plain {}

impl Mode for Plain {
    type Context = ();
    type Entity<T: Model> = T::Owned;

    fn entity<T: Model>(_: &mut (), row: &dyn Row, at: usize) -> Result<T::Owned> {
        T::from_row(row, at)
    }
}

impl<T: Model> EntityView<T> for T {
    type Guard<'a> = &'a T;

    fn view(&self) -> &T {
        self
    }
}
