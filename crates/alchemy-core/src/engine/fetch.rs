//! From pushed rows to the user's types.

use std::any::Any;
use std::sync::Arc;

use crate::driver::{Params, Reply, Request, Sink};
use crate::engine::repeats::Repeats;
use crate::engine::{Live, Outcome};
use crate::error::{Error, Result};
use crate::row::{Entities, Header, LoadRun, Mode, Remapped, Shape, in_row};
use crate::sql::{Prepared, Reading};
use crate::value::Row;

impl Live {
    /// Runs a statement and decodes its rows in a mode, with its loader options.
    ///
    /// Loader options see each row by the slots of the statement, like decoding does.
    pub async fn fetch<R: Shape, M: Mode>(&mut self, context: M::Context, prepared: &Prepared) -> Result<Vec<R::In<M>>> {
        self.fetch_up_to::<R, M>(context, prepared, Reading::default(), usize::MAX).await
    }

    pub(crate) async fn fetch_up_to<R: Shape, M: Mode>(
        &mut self,
        context: M::Context,
        prepared: &Prepared,
        reading: Reading,
        most: usize,
    ) -> Result<Vec<R::In<M>>> {
        if prepared.loading.is_some() && reading.records.is_some() {
            return Err(Error::invalid_state("loader options are for models; rows that are read by name have none"));
        }
        let reader = RowReader::<R, M>::new(context, prepared.positions.clone(), reading);
        let loading = prepared.loading.as_ref().map(|plan| plan.start(&reader.context)).transpose()?;
        // A loader must see all rows of an entity, so the rows behind the wanted ones are only known when all were read.
        let decoded = if loading.is_some() { usize::MAX } else { most };
        let sink = Collect { reader, rows: Vec::new(), most: decoded, loading, repeated: Vec::new() };
        let reply = self.run_text(&prepared.text, request(prepared, Some(Box::new(sink)))).await?;
        let Collect { mut rows, loading, repeated, .. } = *taken_back::<Collect<R, M>>(reply)?;
        if let Some(loading) = loading {
            loading.finish(entities_of::<R, M>(&mut rows), self).await?;
        }
        if !repeated.is_empty() {
            let mut repeated = repeated.into_iter();
            rows.retain(|_| repeated.next() != Some(true));
        }
        rows.truncate(most);
        Ok(rows)
    }

    /// Runs a statement without loader options, and puts its rows behind those that its reader has read before.
    pub(crate) async fn fetch_more<R: Shape, M: Mode>(
        &mut self,
        prepared: &Prepared,
        reader: RowReader<R, M>,
        rows: Vec<R::In<M>>,
    ) -> Result<(RowReader<R, M>, Vec<R::In<M>>)> {
        let sink = Collect { reader, rows, most: usize::MAX, loading: None, repeated: Vec::new() };
        let reply = self.run_text(&prepared.text, request(prepared, Some(Box::new(sink)))).await?;
        let Collect { reader, rows, .. } = *taken_back::<Collect<R, M>>(reply)?;
        Ok((reader, rows))
    }

    /// Runs a statement whose rows do not matter.
    pub async fn execute(&mut self, prepared: &Prepared) -> Result<Outcome> {
        let reply = self.run_text(&prepared.text, request(prepared, None)).await?;
        Ok(Outcome { rows_affected: reply.rows_affected, last_insert_id: reply.last_insert_id })
    }
}

pub(crate) fn request(prepared: &Prepared, sink: Option<Box<dyn Sink>>) -> Request {
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

/// Reads the rows of one execution.
pub(crate) struct RowReader<R: Shape, M: Mode> {
    context: M::Context,
    positions: Option<Arc<[Option<usize>]>>,
    header: Header,
    repeats: Option<Repeats>,
    row: std::marker::PhantomData<fn() -> R>,
}

impl<R: Shape, M: Mode> RowReader<R, M> {
    pub(crate) fn new(mut context: M::Context, positions: Option<Arc<[Option<usize>]>>, reading: Reading) -> Self {
        // A record shows the columns that came, and no slots without one.
        let is_record = reading.records.is_some();
        let positions = positions.filter(|_| !is_record);
        M::overwrite(&mut context, reading.overwrite);
        let repeats = reading.unique.map(|columns| Repeats::new(if is_record { 0 } else { columns }));
        RowReader { context, positions, header: reading.records.unwrap_or_default(), repeats, row: std::marker::PhantomData }
    }

    /// The row as the statement's slots.
    fn seen<T>(&mut self, row: &dyn Row, look: impl FnOnce(&mut Self, &dyn Row) -> Result<T>) -> Result<T> {
        let Some(positions) = self.positions.take() else { return look(self, row) };
        let seen = look(self, &Remapped::new(row, &positions));
        self.positions = Some(positions);
        seen
    }

    fn repeats(&mut self, row: &dyn Row) -> Result<bool> {
        self.repeats.as_mut().map_or(Ok(false), |repeats| repeats.row(row))
    }

    fn decode(&mut self, row: &dyn Row) -> Result<R::In<M>> {
        R::decode_row::<M>(&mut self.context, &mut self.header, row).map_err(|error| in_row(error, row))
    }

    /// Reads a row, unless it repeats an earlier one and such rows are left out.
    pub(crate) fn read(&mut self, row: &dyn Row) -> Result<Option<R::In<M>>> {
        self.seen(row, |reader, row| if reader.repeats(row)? { Ok(None) } else { reader.decode(row).map(Some) })
    }
}

/// Decodes rows as they come.
struct Collect<R: Shape, M: Mode> {
    reader: RowReader<R, M>,
    rows: Vec<R::In<M>>,
    /// How many rows are decoded; the driver may push more.
    most: usize,
    loading: Option<Box<dyn LoadRun>>,
    /// Which rows are left out in the end: loader options have to see them until then.
    repeated: Vec<bool>,
}

impl<R: Shape, M: Mode> Collect<R, M> {
    /// Takes a row that a loader sees, too.
    fn load(&mut self, row: &dyn Row) -> Result<()> {
        let Collect { reader, rows, loading, repeated, .. } = self;
        reader.seen(row, |reader, row| {
            if let Some(loading) = loading
                && !loading.row(row).map_err(|error| in_row(error, row))?
            {
                return Ok(());
            }
            if reader.repeats.is_some() {
                repeated.push(reader.repeats(row)?);
            }
            rows.push(reader.decode(row)?);
            Ok(())
        })
    }
}

impl<R: Shape, M: Mode> Sink for Collect<R, M> {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        if self.loading.is_some() {
            return self.load(row);
        }
        if self.rows.len() < self.most {
            self.rows.extend(self.reader.read(row)?);
        }
        Ok(())
    }
}
