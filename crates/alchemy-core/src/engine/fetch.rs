//! From pushed rows to the user's types.

use std::any::Any;
use std::sync::Arc;

use crate::driver::{Params, Reply, Request, Sink};
use crate::engine::{Live, Outcome};
use crate::error::{Error, Result};
use crate::row::{Entities, LoadRun, Mode, Remapped, Shape};
use crate::sql::Prepared;
use crate::value::Row;

impl Live {
    /// Runs a statement and decodes its rows in a mode, with its loader options.
    ///
    /// Loader options see each row by the slots of the statement, like decoding does.
    pub async fn fetch<R: Shape, M: Mode>(&mut self, context: M::Context, prepared: &Prepared) -> Result<Vec<R::In<M>>> {
        self.fetch_up_to::<R, M>(context, prepared, usize::MAX).await
    }

    pub(crate) async fn fetch_up_to<R: Shape, M: Mode>(
        &mut self,
        context: M::Context,
        prepared: &Prepared,
        most: usize,
    ) -> Result<Vec<R::In<M>>> {
        let loading = prepared.loading.as_ref().map(|plan| plan.start(&context)).transpose()?;
        // A loader must see all rows of an entity, so the rows behind the wanted ones are only known when all were read.
        let decoded = if loading.is_some() { usize::MAX } else { most };
        let positions = prepared.positions.clone();
        let sink = Collect::<R, M> { context, rows: Vec::new(), most: decoded, positions, loading };
        let reply = self.run_text(&prepared.text, request(prepared, Some(Box::new(sink)))).await?;
        let Collect { mut rows, loading, .. } = *taken_back::<Collect<R, M>>(reply)?;
        if let Some(loading) = loading {
            loading.finish(entities_of::<R, M>(&mut rows), self).await?;
        }
        rows.truncate(most);
        Ok(rows)
    }

    /// Runs a statement whose rows do not matter.
    pub async fn execute(&mut self, prepared: &Prepared) -> Result<Outcome> {
        let reply = self.run_text(&prepared.text, request(prepared, None)).await?;
        Ok(Outcome { rows_affected: reply.rows_affected, last_insert_id: reply.last_insert_id })
    }
}

fn request(prepared: &Prepared, sink: Option<Box<dyn Sink>>) -> Request {
    Request {
        sql: prepared.text.clone(),
        params: Params::One(prepared.params.to_vec()),
        sink,
        cached: prepared.cached,
        deadline: None,
    }
}

/// The sink that came back.
pub(crate) fn taken_back<S: Sink>(reply: Reply) -> Result<Box<S>> {
    let sink: Box<dyn Any> = reply.sink.ok_or_else(Error::sink_lost)?;
    sink.downcast().map_err(|_| Error::sink_lost())
}

fn entities_of<R: Shape, M: Mode>(rows: &mut [R::In<M>]) -> Entities<'_> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let mut found = Vec::with_capacity(R::ENTITIES);
        R::entities::<M>(row, &mut |entity| found.push(entity));
        all.push(found);
    }
    all
}

/// Decodes rows as they come.
struct Collect<R: Shape, M: Mode> {
    context: M::Context,
    rows: Vec<R::In<M>>,
    /// How many rows are decoded; the driver may push more.
    most: usize,
    positions: Option<Arc<[Option<usize>]>>,
    loading: Option<Box<dyn LoadRun>>,
}

impl<R: Shape, M: Mode> Collect<R, M> {
    fn take(&mut self, row: &dyn Row) -> Result<()> {
        if let Some(loading) = &mut self.loading
            && !loading.row(row)?
        {
            return Ok(());
        }
        self.rows.push(R::decode::<M>(&mut self.context, row, 0)?);
        Ok(())
    }
}

impl<R: Shape, M: Mode> Sink for Collect<R, M> {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        if self.rows.len() >= self.most {
            return Ok(());
        }
        let Some(positions) = self.positions.take() else { return self.take(row) };
        let taken = self.take(&Remapped::new(row, &positions));
        self.positions = Some(positions);
        taken
    }
}
