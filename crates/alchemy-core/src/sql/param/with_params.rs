//! A statement with values for its parameters.

use std::sync::Arc;

use crate::compile::{Compiled, Key, Renderer};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::sql::{Given, IntoGiven, Prepared, Projection, Query, Reading, Statement};

/// A statement with values for its parameters; made by [`Statement::params`]. What the statement was compiled to is used
/// again.
#[derive(Debug, Clone)]
pub struct WithParams<S> {
    statement: S,
    given: Vec<Given>,
}

impl<S: Statement> WithParams<S> {
    pub(crate) fn new(statement: S, given: impl IntoGiven) -> Self {
        let mut values = Vec::new();
        given.push_given(&mut values);
        WithParams { statement, given: values }
    }

    /// Its text and values in a dialect.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::title).filter(book::id.eq(&param::<i64>("id")));
    /// let compiled = stmt.params(("id", 4)).compile(&Ansi)?;
    /// assert_eq!((compiled.text(), compiled.params()), ("SELECT book.title FROM book WHERE book.id = ?", &[Value::Int(4)][..]));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Programming` for a parameter without a value, or a value without its parameter.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        Compiled::of_writer(&|r| self.statement.write(r), dialect)?.filled(&self.given, dialect)
    }
}

impl<S: Statement> Statement for WithParams<S> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        let kept = self.statement.kept().and_then(|kept| kept.get(dialect));
        let prepared = match kept {
            Some(prepared) => prepared,
            None => self.statement.prepare(dialect)?,
        };
        prepared.filled(&self.given, dialect)
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.refuse();
    }

    fn projection(&self) -> Option<&Projection> {
        self.statement.projection()
    }

    fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.statement.write(r)
    }

    fn given(&self) -> Option<(&dyn Statement, &[Given])> {
        Some((&self.statement, &self.given))
    }
}

impl<S: Query> Query for WithParams<S> {
    type Row = S::Row;

    fn reading(&self) -> Reading {
        self.statement.reading()
    }

    fn readable(&self) -> Result<()> {
        self.statement.readable()
    }
}
