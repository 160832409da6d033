//! A statement whose values stand in its text.

use std::sync::Arc;

use crate::compile::{Compiled, Renderer};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::sql::{Prepared, Projection, Query, Reading, Statement};

/// A statement whose values are written into its text; made by [`Statement::inlined`].
#[derive(Debug, Clone)]
pub struct Inlined<S>(pub(crate) S);

impl<S: Statement> Inlined<S> {
    /// Its text in a dialect.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.eq("Emma")).inlined().compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.title = 'Emma'",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Data` for a value that cannot be written, `Programming` for a parameter without a value.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        let (statement, given): (&dyn Statement, _) = self.0.given().unwrap_or((&self.0, &[]));
        let mut r = Renderer::inlined_with(dialect, given);
        r.with_ctes(|r| statement.write(r))?;
        Ok(Compiled::finished(r))
    }
}

impl<S: Statement> Statement for Inlined<S> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        let (statement, _): (&dyn Statement, _) = self.0.given().unwrap_or((&self.0, &[]));
        let rows = statement.prepare(dialect)?;
        let text = self.compile(&**dialect)?.shared_text().clone();
        Ok(Prepared { text, params: Arc::from([]), addresses: None, slots: None, cached: false, ..rows })
    }

    fn projection(&self) -> Option<&Projection> {
        self.0.projection()
    }

    fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.0.write(r)
    }
}

impl<S: Query> Query for Inlined<S> {
    type Row = S::Row;

    fn reading(&self) -> Reading {
        self.0.reading()
    }

    fn readable(&self) -> Result<()> {
        self.0.readable()
    }
}
