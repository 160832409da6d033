//! What can be executed, and what gives rows.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use crate::compile::{Compiled, Key, Render};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::row::{LoadReader, Shape};
use crate::sql::SelectNode;
use crate::value::Value;

/// A statement ready to be sent, with what its execution needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The text.
    pub text: Arc<str>,
    /// The bound values.
    pub params: Arc<[Value]>,
    /// For each slot of the row's shape the column that fills it; `None` where they are the same.
    pub positions: Option<Arc<[Option<usize>]>>,
    /// What reads the columns that loader options added.
    pub loading: Option<Arc<dyn LoadReader>>,
    /// Whether it is worth keeping prepared. DDL is not.
    pub cached: bool,
    /// Where each value lay in the statement when it was bound, for who keeps the text; see [`Key`].
    pub addresses: Option<Arc<[usize]>>,
}

impl Prepared {
    /// A statement without rows or options.
    pub fn of(statement: &dyn Render, dialect: &dyn Dialect) -> Result<Prepared> {
        Ok(Compiled::of(statement, dialect)?.into())
    }

    pub(crate) fn of_rows(
        select: &SelectNode,
        dialect: &Arc<dyn Dialect>,
        loading: Option<Arc<dyn LoadReader>>,
    ) -> Result<Prepared> {
        let prepared = Prepared::of(select, &**dialect)?;
        Ok(Prepared { positions: select.projection.positions().map(Into::into), loading, ..prepared })
    }
}

impl From<Compiled> for Prepared {
    fn from(compiled: Compiled) -> Self {
        let addresses = compiled.addresses.clone().map(Into::into);
        let (text, params) = compiled.into_parts();
        Prepared { text, params: params.into(), positions: None, loading: None, cached: true, addresses }
    }
}

/// Any statement.
pub trait Statement: Send + Sync {
    /// Its text and values in a dialect.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared>;

    /// Writes its structure, for an engine that keeps the texts of statements. One that does not is rendered each time.
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.refuse();
    }

    /// Where it keeps what it was compiled to last, if it does.
    fn kept(&self) -> Option<&Kept> {
        None
    }
}

/// What a statement was compiled to last, kept with it; a copy starts without.
#[derive(Debug, Default)]
pub struct Kept(OnceLock<(Arc<dyn Dialect>, Prepared)>);

impl Kept {
    /// What is kept for the dialect.
    pub(crate) fn get(&self, dialect: &Arc<dyn Dialect>) -> Option<Prepared> {
        self.0.get().filter(|(known, _)| Arc::ptr_eq(known, dialect)).map(|(_, prepared)| prepared.clone())
    }

    /// Keeps it, unless another thread, or another dialect, was first.
    pub(crate) fn set(&self, dialect: &Arc<dyn Dialect>, prepared: &Prepared) {
        let _ = self.0.set((dialect.clone(), prepared.clone()));
    }

    /// Forgets it.
    pub(crate) fn clear(&mut self) {
        self.0.take();
    }
}

impl Clone for Kept {
    fn clone(&self) -> Self {
        Kept::default()
    }
}

/// A statement that gives rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` gives no rows",
    label = "not a query",
    note = "an INSERT, UPDATE or DELETE gives rows with `.returning(…)`; text with `.columns::<(…)>()`"
)]
pub trait Query: Statement {
    /// The type of its rows.
    type Row: Shape;
}

/// Marks a statement that gives no rows.
#[derive(Debug)]
pub enum NoRows {}

/// Marks a statement that gives rows `R`.
pub struct Returning<R>(PhantomData<fn() -> R>);

impl<R> fmt::Debug for Returning<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Returning")
    }
}
