//! Statements that are executed as several: large INSERTs, and the same statement with many sets of values.

use std::sync::Arc;

use crate::compile::{InSchemas, SchemaMap};
use crate::dialect::BulkInsert;
use crate::driver::{BeginOptions, Params, Request};
use crate::engine::fetch::RowReader;
use crate::engine::{Live, Outcome};
use crate::error::Result;
use crate::row::{Mode, Shape};
use crate::schema::Name;
use crate::sql::{Batch, InsertNode, Matching, Prepared, Projection, Reading, Statement};
use crate::value::{Row, Value, ValueRef};

impl Live {
    /// Runs a batch whose rows, if any, do not matter. All of its rows are inserted, or none.
    pub(crate) async fn execute_batch(&mut self, batch: Batch) -> Result<Outcome> {
        let alone = self.begin_for(&batch);
        let outcome = match batch {
            Batch::Bulk(bulk, rows) => {
                let count = rows.len() as u64;
                self.insert_rows(&bulk, rows).await.map(|_| count)
            }
            Batch::Statements(statements, schemas) => self.execute_each(&statements, schemas.as_ref()).await,
        };
        let rows_affected = self.end_of_batch(alone, outcome).await?;
        Ok(Outcome { rows_affected, last_insert_id: None })
    }

    async fn execute_each(&mut self, statements: &[InsertNode], schemas: Option<&Arc<SchemaMap>>) -> Result<u64> {
        let mut affected = 0;
        for statement in statements {
            let prepared = self.one_of_batch(statement, schemas)?;
            affected += self.execute(&prepared).await?.rows_affected;
        }
        Ok(affected)
    }

    fn one_of_batch(&self, statement: &InsertNode, schemas: Option<&Arc<SchemaMap>>) -> Result<Prepared> {
        let prepared = match schemas {
            Some(schemas) => Prepared::of(&InSchemas { statement, schemas }, &**self.dialect())?,
            None => Prepared::of(statement, &**self.dialect())?,
        };
        prepared.filled(&[], self.dialect())
    }

    /// Runs a batch and decodes its rows, in the order of those that went in. All of its rows are inserted, or none.
    pub(crate) async fn fetch_batch<R: Shape, M: Mode>(
        &mut self,
        context: M::Context,
        batch: Batch,
        query: &dyn Statement,
        reading: Reading,
    ) -> Result<Vec<R::In<M>>> {
        let projection = query.projection();
        let positions: Option<Arc<[_]>> = projection.and_then(Projection::positions).map(Into::into);
        let mut reader = RowReader::<R, M>::new(context, positions, reading);
        let alone = self.begin_for(&batch);
        let rows = match batch {
            Batch::Bulk(bulk, rows) => {
                let names = projection.map(Projection::result_names).unwrap_or_default();
                let returned = self.insert_rows(&bulk, rows).await;
                let mut read = |values: &Vec<Value>| reader.read(&ReturnedRow { values, names: &names }).transpose();
                returned.and_then(|rows| rows.iter().filter_map(&mut read).collect())
            }
            Batch::Statements(statements, schemas) => self.fetch_each(&statements, schemas.as_ref(), reader).await,
        };
        self.end_of_batch(alone, rows).await
    }

    async fn fetch_each<R: Shape, M: Mode>(
        &mut self,
        statements: &[InsertNode],
        schemas: Option<&Arc<SchemaMap>>,
        mut reader: RowReader<R, M>,
    ) -> Result<Vec<R::In<M>>> {
        let mut rows = Vec::new();
        for statement in statements {
            let prepared = self.one_of_batch(statement, schemas)?;
            (reader, rows) = self.fetch_more(&prepared, reader, rows).await?;
        }
        Ok(rows)
    }

    /// Runs statements, those of one text that follow one another with one preparation. All take effect, or none.
    pub(crate) async fn execute_many<S: Statement>(&mut self, statements: Vec<S>) -> Result<Outcome> {
        let mut runs: Vec<(Prepared, Vec<Vec<Value>>)> = Vec::new();
        for statement in &statements {
            let prepared = self.prepare(statement)?;
            let values = prepared.params.to_vec();
            match runs.last_mut() {
                Some((known, sets)) if known.text == prepared.text => sets.push(values),
                _ => runs.push((prepared, vec![values])),
            }
        }
        let alone = !self.is_in_transaction() && statements.len() > 1;
        if alone {
            self.begin(BeginOptions::default())?;
        }
        let affected = self.run_many(runs).await;
        let rows_affected = self.end_of_batch(alone, affected).await?;
        Ok(Outcome { rows_affected, last_insert_id: None })
    }

    async fn run_many(&mut self, runs: Vec<(Prepared, Vec<Vec<Value>>)>) -> Result<u64> {
        let mut affected = 0;
        for (prepared, mut sets) in runs {
            let params = if sets.len() == 1 { Params::One(sets.swap_remove(0)) } else { Params::Many(sets) };
            let request = Request { sql: prepared.text, params, sink: None, cached: prepared.cached, deadline: None };
            affected += self.run(request).await?.rows_affected;
        }
        Ok(affected)
    }

    /// Begins a transaction for a batch that may take several statements, where none is open.
    fn begin_for(&mut self, batch: &Batch) -> bool {
        let single = match (batch, self.dialect().features().bulk_insert) {
            (Batch::Bulk(_, rows), _) if rows.len() == 1 => true,
            (Batch::Bulk(..), BulkInsert::Stepped) => true,
            (Batch::Bulk(bulk, _), BulkInsert::Arrays) => bulk.returning.is_empty() || bulk.matching != Matching::OneByOne,
            (Batch::Bulk(..) | Batch::Statements(..), _) => false,
        };
        let alone = !single && !self.is_in_transaction();
        if alone {
            self.begin_if_none(BeginOptions::default());
        }
        alone
    }

    /// Ends the transaction that was begun for a batch.
    async fn end_of_batch<T>(&mut self, alone: bool, outcome: Result<T>) -> Result<T> {
        match outcome {
            outcome if !alone => outcome,
            Ok(value) => self.commit().await.map(|()| value),
            Err(error) => {
                // What went wrong first is what matters.
                let _ = self.rollback().await;
                Err(error)
            }
        }
    }
}

/// A row of values that came back.
struct ReturnedRow<'v> {
    values: &'v [Value],
    names: &'v [Name],
}

impl Row for ReturnedRow<'_> {
    fn width(&self) -> usize {
        self.values.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>> {
        Ok(self.values.get(index).map_or(ValueRef::Absent, Value::as_ref))
    }

    fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", |name| name)
    }
}
