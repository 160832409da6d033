//! What can be executed, and what gives rows.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Render};
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
        let (text, params) = compiled.into_parts();
        Prepared { text, params: params.into(), positions: None, loading: None, cached: true }
    }
}

/// Any statement.
pub trait Statement: Send + Sync {
    /// Its text and values in a dialect.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared>;
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
