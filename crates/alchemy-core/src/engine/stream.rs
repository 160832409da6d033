//! Rows one after the other, in bounded memory.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::time::Sleep;

use crate::driver::BoxFuture;
use crate::engine::channel::{Channel, Pour};
use crate::engine::executor::{Executor, RowOf};
use crate::engine::fetch::{RowReader, request};
use crate::engine::{Live, StatementKind};
use crate::error::{Error, ErrorKind, Result};
use crate::pool::within;
use crate::row::{Mode, Shape};
use crate::sql::{Prepared, Query, Reading};

/// How many rows are read ahead at most, unless [`RowStream::buffer`] says otherwise.
const BUFFER: usize = 1024;

/// The rows of a query one after the other, made by [`Executor::stream`]: however many there are, only some are in memory.
///
/// Nothing is sent before the first row is asked for. While the stream lives it has its connection for itself; the
/// statement's deadline holds for each wait for rows, not for the whole. Also a [`Stream`] of results.
///
/// A stream that is dropped before its end closes its connection, and so rolls its transaction back: a server would have
/// to send all that is left otherwise. [`RowStream::close`] keeps the connection. A database in the program's own process
/// just stops, and its connection stays as it was.
#[must_use = "a stream does nothing until rows are asked for"]
pub struct RowStream<'s, T> {
    /// Taken from the channel and not yet given.
    rows: std::vec::IntoIter<T>,
    /// The statement as it runs; `None` once it has ended.
    running: Option<BoxFuture<'s, Result<()>>>,
    /// Why it ended, told behind the rows that came before.
    failure: Option<Error>,
    channel: Arc<Channel<T>>,
    /// The clock of the present wait.
    clock: Option<Pin<Box<Sleep>>>,
}

impl<'s, T: Send + 'static> RowStream<'s, T> {
    pub(crate) fn new<E, Q>(executor: E, query: Q) -> Self
    where
        E: Executor + 's,
        Q: Query<Row: Shape<In<E::Mode> = T>> + 's,
    {
        let channel = Arc::new(Channel::new(BUFFER));
        let running: BoxFuture<'s, Result<()>> = Box::pin(pour(executor, query, channel.clone()));
        RowStream { rows: Vec::new().into_iter(), running: Some(running), failure: None, channel, clock: None }
    }

    /// How many rows are read ahead at most, at least one; 1,024 by default. To be said before the first row is asked for.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut titles = connection.stream(select(book::title)).buffer(50);
    /// let first = titles.try_next().await?; // at most 50 rows are in memory
    /// # Ok(()) }
    /// ```
    pub fn buffer(self, rows: usize) -> Self {
        self.channel.set_most(rows.max(1));
        self
    }

    /// The rows in parts of a size, at least one; the last may be smaller. As many are read ahead.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut parts = connection.stream(select((users::id, users::name))).partitions(100);
    /// while let Some(part) = parts.try_next().await? {
    ///     println!("{} rows", part.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn partitions(self, rows: usize) -> Partitions<'s, T> {
        Partitions { size: rows.max(1), stream: self.buffer(rows) }
    }

    /// The next row; `None` behind the last.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut titles = connection.stream(select(book::title));
    /// while let Some(title) = titles.try_next().await? {
    ///     println!("{title}");
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`Executor::all`]; `Timeout` if no row comes in time. After an error there are no more rows.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        poll_fn(|context| self.poll_row(context)).await.transpose()
    }

    /// Ends the stream early and keeps the connection. What the database has left to send is read and thrown away, for as
    /// long as a statement may take; SQLite is told to stop.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut titles = connection.stream(select(book::title));
    /// let first = titles.try_next().await?;
    /// titles.close().await?;
    /// connection.commit().await?; // the connection is still there
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Timeout` if there is too much left to read: the connection is closed then. What else ends the statement.
    pub async fn close(mut self) -> Result<()> {
        let _ = self.channel.close();
        let Some(running) = self.running.take() else { return self.failure.take().map_or(Ok(()), Err) };
        let limit = self.channel.limit();
        match within(limit, running).await {
            None => Err(Error::timeout("the rest of a stream", limit.unwrap_or_default())),
            Some(Err(error)) if error.kind() == ErrorKind::InvalidState && self.channel.has_refused() => Ok(()),
            Some(outcome) => outcome,
        }
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Poll::Ready(Some(Ok(row)));
            }
            if self.refill(context) {
                continue;
            }
            let Some(running) = &mut self.running else { return Poll::Ready(self.failure.take().map(Err)) };
            match running.as_mut().poll(context) {
                Poll::Ready(outcome) => (self.running, self.failure) = (None, outcome.err()),
                Poll::Pending if self.refill(context) => {}
                Poll::Pending => {
                    ready!(self.poll_clock(context));
                    self.give_up();
                }
            }
        }
    }

    /// Takes over what the driver has read. Whether there was something.
    fn refill(&mut self, context: &Context<'_>) -> bool {
        self.rows = self.channel.take(self.running.is_none(), context).into_iter();
        let any = self.rows.len() > 0;
        if any {
            self.clock = None;
        }
        any
    }

    /// Ready when the wait has been too long.
    fn poll_clock(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(limit) = self.channel.limit().filter(|_| Handle::try_current().is_ok()) else { return Poll::Pending };
        self.clock.get_or_insert_with(|| Box::pin(tokio::time::sleep(limit))).as_mut().poll(context)
    }

    fn give_up(&mut self) {
        self.failure = Some(Error::timeout("the wait for rows", self.channel.limit().unwrap_or_default()));
        let _ = self.channel.close();
        self.running = None;
    }
}

impl<T> Drop for RowStream<'_, T> {
    fn drop(&mut self) {
        let ends_at_once = self.channel.close();
        if let Some(running) = self.running.take().filter(|_| ends_at_once) {
            // That it was ended early is all that it has to tell.
            let _ = pollster::block_on(running);
        }
    }
}

impl<T: Send + Unpin + 'static> Stream for RowStream<'_, T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        self.get_mut().poll_row(context)
    }
}

impl<T> fmt::Debug for RowStream<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ahead, ended) = (self.rows.len(), self.running.is_none());
        f.debug_struct("RowStream").field("ahead", &ahead).field("ended", &ended).finish_non_exhaustive()
    }
}

/// The rows of a query in parts, made by [`RowStream::partitions`].
#[derive(Debug)]
#[must_use = "a stream does nothing until rows are asked for"]
pub struct Partitions<'s, T> {
    stream: RowStream<'s, T>,
    size: usize,
}

impl<T: Send + 'static> Partitions<'_, T> {
    /// The next part; `None` behind the last.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut parts = connection.stream(select(book::title)).partitions(100);
    /// while let Some(titles) = parts.try_next().await? {
    ///     println!("{}", titles.join(", "));
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`RowStream::try_next`]; the rows of an unfinished part are lost.
    pub async fn try_next(&mut self) -> Result<Option<Vec<T>>> {
        let mut part = Vec::new();
        while part.len() < self.size
            && let Some(row) = self.stream.try_next().await?
        {
            part.push(row);
        }
        Ok(Some(part).filter(|part| !part.is_empty()))
    }

    /// As [`RowStream::close`].
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut parts = connection.stream(select(book::title)).partitions(100);
    /// let first = parts.try_next().await?;
    /// parts.close().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`RowStream::close`].
    pub async fn close(self) -> Result<()> {
        self.stream.close().await
    }
}

/// Runs a query, and has its rows go through a channel.
async fn pour<E: Executor, Q: Query>(mut executor: E, query: Q, channel: Arc<Channel<RowOf<Q, E>>>) -> Result<()> {
    query.readable()?;
    let (mut live, context) = executor.lend().get().await?;
    if let Some(batch) = query.batch(&**live.dialect(), live.settings.rows_per_insert)? {
        // Its rows are as many as those that went in, and those are in memory.
        let rows = live.fetch_batch::<Q::Row, E::Mode>(context, batch, &query, query.reading()).await?;
        channel.fill(rows);
        return Ok(());
    }
    let prepared = live.prepare(&query)?;
    live.pour::<Q::Row, E::Mode>(context, &prepared, query.reading(), channel).await
}

impl Live {
    async fn pour<R: Shape, M: Mode>(
        &mut self,
        context: M::Context,
        prepared: &Prepared,
        reading: Reading,
        channel: Arc<Channel<R::In<M>>>,
    ) -> Result<()> {
        if prepared.loading.is_some() {
            let message = "loader options need all rows of a query; a stream has them one by one: read parts with `limit`, or \
                           load afterwards";
            return Err(Error::invalid_state(message));
        }
        if reading.unique.is_some() {
            let message = "to leave out repeated rows all rows would have to be kept; let the database do it with `distinct`";
            return Err(Error::invalid_state(message));
        }
        channel.set_limit(self.settings.statement_timeout);
        let reader = RowReader::<R, M>::new(context, prepared.positions.clone(), reading);
        let request = request(prepared, Some(Box::new(Pour { reader, channel })));
        self.flow(request, StatementKind::Statement).await.map_err(|error| error.with_statement(&prepared.text))
    }
}
