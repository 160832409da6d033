//! Queries whose rows are read otherwise than their type says.

use std::sync::Arc;

use crate::compile::{Key, Renderer};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::row::{Header, Overwrite, Record};
use crate::sql::{Batch, Given, Kept, Prepared, Projection, Query, Reading, Statement};

/// A query whose rows are read by name; made by [`Query::records`].
#[derive(Debug, Clone)]
pub struct Records<Q>(Q);

/// A query that gives each row once; made by [`Query::unique`].
#[derive(Debug, Clone)]
pub struct UniqueRows<Q>(Q);

/// A query whose rows overwrite what a session knows; made by [`Query::populate_existing`].
#[derive(Debug, Clone)]
pub struct PopulateExisting<Q>(Q);

impl<Q: Query> Records<Q> {
    pub(crate) fn new(query: Q) -> Self {
        Records(query)
    }
}

impl<Q: Query> UniqueRows<Q> {
    pub(crate) fn new(query: Q) -> Self {
        UniqueRows(query)
    }
}

impl<Q: Query> PopulateExisting<Q> {
    pub(crate) fn new(query: Q) -> Self {
        PopulateExisting(query)
    }
}

/// The statement within, for all but its rows.
macro_rules! transparent {
    ($name:ident) => {
        impl<Q: Query> Statement for $name<Q> {
            fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
                self.0.prepare(dialect)
            }

            fn key<'s>(&'s self, key: &mut Key<'s>) {
                self.0.key(key);
            }

            fn batch(&self, dialect: &dyn Dialect, most: usize) -> Result<Option<Batch>> {
                self.0.batch(dialect, most)
            }

            fn projection(&self) -> Option<&Projection> {
                self.0.projection()
            }

            fn kept(&self) -> Option<&Kept> {
                self.0.kept()
            }

            fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
                self.0.write(r)
            }

            fn given(&self) -> Option<(&dyn Statement, &[Given])> {
                self.0.given()
            }
        }
    };
}
transparent!(Records);
transparent!(UniqueRows);
transparent!(PopulateExisting);

impl<Q: Query> Query for Records<Q> {
    type Row = Record;

    fn reading(&self) -> Reading {
        let header = self.0.projection().map(|projection| Header::of(projection.items.iter().flatten()));
        Reading { records: Some(header.unwrap_or_default()), ..self.0.reading() }
    }
}

impl<Q: Query> Query for UniqueRows<Q> {
    type Row = Q::Row;

    fn reading(&self) -> Reading {
        // Loader options add columns behind those.
        let columns = self.0.projection().map_or(0, |projection| projection.items.len());
        Reading { unique: Some(columns), ..self.0.reading() }
    }

    fn readable(&self) -> Result<()> {
        self.0.readable()
    }
}

impl<Q: Query> Query for PopulateExisting<Q> {
    type Row = Q::Row;

    fn reading(&self) -> Reading {
        Reading { overwrite: Overwrite::All, ..self.0.reading() }
    }

    fn readable(&self) -> Result<()> {
        self.0.readable()
    }
}
