//! Statements for other schemas than those that their tables name.

use std::fmt;
use std::sync::Arc;

use crate::compile::{Key, Render, Renderer};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{Batch, Prepared, Projection, Query, Reading, Statement};

/// Which schema stands for which: how one schema of tables serves many tenants.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SchemaMap(Vec<(Option<Name>, Option<Name>)>);

impl SchemaMap {
    /// No schema stands for another.
    ///
    /// ```
    /// use alchemy_core::{Compiled, SchemaMap, TranslateSchemas as _, dialect::Ansi, prelude::*};
    /// let invoice = Table::new("invoice").schema("billing").column(Column::new("id", Integer));
    /// let stmt = select(invoice.c("id")).translate_schemas(SchemaMap::new());
    /// assert_eq!(Compiled::of(&stmt, &Ansi)?.text(), "SELECT billing.invoice.id FROM billing.invoice");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new() -> Self {
        SchemaMap::default()
    }

    /// Tables of the schema `from` are looked for in `to`. `None` is where tables are looked for whose schema nobody says.
    ///
    /// ```
    /// use alchemy_core::{Compiled, SchemaMap, TranslateSchemas as _, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("id", Integer));
    /// let stmt = select(seat.c("id")).translate_schemas(SchemaMap::new().to(None, "tenant1"));
    /// assert_eq!(Compiled::of(&stmt, &Ansi)?.text(), "SELECT tenant1.seat.id FROM tenant1.seat");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn to<'n>(mut self, from: impl Into<Option<&'n str>>, to: impl Into<Option<&'n str>>) -> Self {
        self.0.push((from.into().map(Name::from), to.into().map(Name::from)));
        self
    }

    /// What stands for a schema.
    pub(crate) fn of<'s>(&'s self, schema: Option<&'s Name>) -> Option<&'s Name> {
        match self.0.iter().find(|(from, _)| from.as_ref() == schema) {
            Some((_, to)) => to.as_ref(),
            None => schema,
        }
    }
}

/// A statement for other schemas than those that its tables name; made by [`TranslateSchemas::translate_schemas`].
pub struct Translated<S> {
    statement: S,
    schemas: Arc<SchemaMap>,
}

/// What can be written for other schemas.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, Compiled, SchemaMap, TranslateSchemas as _};
/// let invoice = Table::new("invoice").schema("billing").column(Column::new("id", Integer));
/// let stmt = select(invoice.c("id")).translate_schemas(SchemaMap::new().to("billing", "tenant1"));
/// assert_eq!(Compiled::of(&stmt, &Ansi)?.text(), "SELECT tenant1.invoice.id FROM tenant1.invoice");
/// # Ok::<(), Error>(())
/// ```
pub trait TranslateSchemas: Sized {
    /// For other schemas than those that its tables name.
    ///
    /// ```
    /// use alchemy_core::{Compiled, SchemaMap, TranslateSchemas as _, dialect::Ansi, prelude::*};
    /// let invoice = Table::new("invoice").schema("billing").column(Column::new("id", Integer));
    /// let stmt = invoice.insert().values(invoice.c("id").to(7)).translate_schemas(SchemaMap::new().to("billing", "tenant1"));
    /// assert_eq!(Compiled::of(&stmt, &Ansi)?.text(), "INSERT INTO tenant1.invoice (id) VALUES (?)");
    /// # Ok::<(), Error>(())
    /// ```
    fn translate_schemas(self, schemas: impl Into<Arc<SchemaMap>>) -> Translated<Self> {
        Translated { statement: self, schemas: schemas.into() }
    }
}

impl<S: Statement> TranslateSchemas for S {}

impl<S: fmt::Debug> fmt::Debug for Translated<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Translated").field("statement", &self.statement).field("schemas", &self.schemas).finish()
    }
}

impl<S: Statement> Render for Translated<S> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.in_schemas(&self.schemas, |r| self.statement.write(r))
    }
}

/// A part of a batch for other schemas than its tables name.
#[cfg(feature = "engine")]
pub(crate) struct InSchemas<'b> {
    pub(crate) statement: &'b dyn Render,
    pub(crate) schemas: &'b Arc<SchemaMap>,
}

#[cfg(feature = "engine")]
impl Render for InSchemas<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.in_schemas(self.schemas, |r| self.statement.render(r))
    }
}

impl<S: Statement> Statement for Translated<S> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        // What its rows are is known to the statement alone; the text is not the one that it would write.
        let prepared = self.statement.prepare(dialect)?;
        if !prepared.cached {
            let mut r = Renderer::literal(&**dialect);
            self.render(&mut r)?;
            return Ok(Prepared { text: r.finish().0, ..prepared });
        }
        let anew = Prepared::of(self, &**dialect)?;
        Ok(Prepared { positions: prepared.positions, loading: prepared.loading, ..anew })
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.tag(u8::MAX - 5);
        key.plain(&self.schemas);
        self.statement.key(key);
    }

    fn batch(&self, dialect: &dyn Dialect, most: usize) -> Result<Option<Batch>> {
        Ok(self.statement.batch(dialect, most)?.map(|batch| batch.in_schemas(&self.schemas)))
    }

    fn projection(&self) -> Option<&Projection> {
        self.statement.projection()
    }

    fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.render(r)
    }
}

impl<S: Query> Query for Translated<S> {
    type Row = S::Row;

    fn reading(&self) -> Reading {
        self.statement.reading()
    }

    fn readable(&self) -> Result<()> {
        self.statement.readable()
    }
}
