//! One connection: statements, in a transaction or not.

use std::pin::pin;
use std::sync::Arc;

use alchemy_core::driver::{BeginOptions, BoxFuture, DriverConnection, Isolation, Params, Reply, Request, Sink, TransactionStatus};
use alchemy_core::{Error, ErrorKind, Result, Value};
use futures_util::future::join;
use futures_util::stream::{FuturesOrdered, StreamExt};
use tokio_postgres::{Client, NoTls, RowStream, SimpleQueryMessage, Statement};

use crate::cache::Cache;
use crate::dialect::Dialect;
use crate::fault;
use crate::rows::Row;
use crate::tap::Seen;
use crate::value::Param;

/// How many parameter sets are under way at once.
const WINDOW: usize = 256;

/// A connection to one PostgreSQL database.
#[derive(Debug)]
pub(crate) struct Connection {
    client: Client,
    seen: Arc<Seen>,
    dialect: Arc<Dialect>,
    cache: Cache,
    /// The transaction that the next statement opens.
    announced: Option<BeginOptions>,
}

impl Connection {
    pub(crate) fn new(client: Client, seen: Arc<Seen>, dialect: Dialect) -> Self {
        Connection { client, seen, dialect: Arc::new(dialect), cache: Cache::default(), announced: None }
    }

    async fn send(&mut self, mut request: Request) -> Result<Reply> {
        let outcome = if request.cached || request.sink.is_some() || has_values(&request.params) {
            self.execute(&mut request).await
        } else {
            self.simple(&request.sql).await
        };
        // The error comes before the server says how the transaction fared.
        self.seen.settled().await;
        let mut reply = outcome.inspect_err(|error| {
            // The plan no longer fits the table, or is gone.
            if matches!(error.sqlstate(), Some("0A000" | "26000")) {
                self.cache.forget(&request.sql);
            }
        })?;
        reply.sink = request.sink;
        Ok(reply)
    }

    /// Without preparing: for session commands.
    async fn simple(&mut self, sql: &str) -> Result<Reply> {
        let begin = self.take_begin();
        let query = self.client.simple_query(sql);
        let messages = riding(&self.client, begin.as_deref(), query).await?;
        let rows_affected = messages.iter().rev().find_map(|message| match message {
            SimpleQueryMessage::CommandComplete(count) => Some(*count),
            _ => None,
        });
        Ok(Reply { rows_affected: rows_affected.unwrap_or_default(), round_trips: 1, ..Reply::default() })
    }

    async fn execute(&mut self, request: &mut Request) -> Result<Reply> {
        let mut begin = self.take_begin();
        let (statement, mut round_trips) = self.statement(&request.sql, &mut begin).await?;
        let sets = match &request.params {
            Params::One(values) => std::slice::from_ref(values),
            Params::Many(sets) => &sets[..],
        };
        for values in sets {
            check(&statement, values)?;
        }
        let mut rows_affected = 0;
        for window in sets.chunks(WINDOW) {
            let running = run(&self.client, &statement, window, request.sink.as_deref_mut());
            rows_affected += ride(&self.client, begin.take().as_deref(), running).await?;
            round_trips += 1;
        }
        Ok(Reply { rows_affected, round_trips, ..Reply::default() })
    }

    /// The prepared statement, and how many round trips it took. The BEGIN that waits rides along.
    async fn statement(&mut self, sql: &Arc<str>, begin: &mut Option<String>) -> Result<(Statement, u32)> {
        if let Some(known) = self.cache.get(sql) {
            return Ok((known, 0));
        }
        let prepare = self.client.prepare(sql);
        let statement = riding(&self.client, begin.take().as_deref(), prepare).await?;
        self.cache.put(sql.clone(), statement.clone());
        Ok((statement, 1))
    }

    fn take_begin(&mut self) -> Option<String> {
        self.announced.take().map(|options| begin_text(&options))
    }

    /// What the server last said, if everything is answered.
    fn state(&self) -> TransactionStatus {
        match self.seen.status() {
            Some(b'I') => TransactionStatus::Idle,
            Some(b'T') => TransactionStatus::Active,
            Some(b'E') => TransactionStatus::Failed,
            _ => TransactionStatus::Unknown,
        }
    }

    async fn end_with_rollback(&mut self) -> Result<()> {
        self.announced = None;
        if self.state() == TransactionStatus::Idle { Ok(()) } else { self.command("ROLLBACK").await }
    }

    async fn command(&mut self, sql: &str) -> Result<()> {
        let outcome = self.client.batch_execute(sql).await.map_err(fault::error);
        self.seen.settled().await;
        outcome
    }

    async fn end_with_commit(&mut self) -> Result<()> {
        if self.announced.take().is_some() || self.state() == TransactionStatus::Idle {
            return Ok(());
        }
        if self.state() == TransactionStatus::Failed {
            self.command("ROLLBACK").await?;
            return Err(rolled_back());
        }
        let before = self.seen.rollbacks();
        self.command("COMMIT").await.map_err(|error| match error.kind() {
            ErrorKind::Disconnect => error.with_kind(ErrorKind::CommitUnknown),
            _ => error,
        })?;
        // The server answers COMMIT of a failed transaction with ROLLBACK, and calls it a success.
        if self.seen.rollbacks() == before { Ok(()) } else { Err(rolled_back()) }
    }
}

fn rolled_back() -> Error {
    Error::invalid_state("the transaction had failed; the server rolled it back instead of committing it")
}

fn has_values(params: &Params) -> bool {
    match params {
        Params::One(values) => !values.is_empty(),
        Params::Many(_) => true,
    }
}

/// The client library would panic.
fn check(statement: &Statement, values: &[Value]) -> Result<()> {
    let expected = statement.params().len();
    if expected == values.len() {
        return Ok(());
    }
    let message = format!("the statement has {expected} parameters, {} values were given", values.len());
    Err(Error::new(ErrorKind::Programming, message))
}

/// Runs a statement for a window of parameter sets, all of which go out before the first answer is waited for.
async fn run(
    client: &Client,
    statement: &Statement,
    sets: &[Vec<Value>],
    mut sink: Option<&mut (dyn Sink + 'static)>,
) -> Result<u64> {
    let mut under_way: FuturesOrdered<_> =
        sets.iter().map(|values| client.query_raw(statement, values.iter().map(Param))).collect();
    let (mut rows_affected, mut failure) = (0, None);
    while let Some(started) = under_way.next().await {
        // Later sets are answered as well, if only by errors; the first error is the one that counts.
        let outcome = match started {
            Ok(rows) => drain(rows, sink.as_deref_mut().filter(|_| failure.is_none())).await,
            Err(error) => Err(fault::error(error)),
        };
        match outcome {
            Ok(count) => rows_affected += count,
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    failure.map_or(Ok(rows_affected), Err)
}

/// Pushes the rows of one set into the sink.
async fn drain(rows: RowStream, mut sink: Option<&mut (dyn Sink + 'static)>) -> Result<u64> {
    let mut rows = pin!(rows);
    let mut refused = None;
    while let Some(row) = rows.next().await {
        let row = row.map_err(fault::error)?;
        if let Some(sink) = sink.as_deref_mut().filter(|_| refused.is_none()) {
            // The rest is read all the same, so that the connection stays usable.
            refused = sink.row(&Row(&row)).err();
        }
    }
    if let Some(error) = refused {
        return Err(error);
    }
    if let Some(sink) = sink {
        sink.end_of_set()?;
    }
    Ok(rows.rows_affected().unwrap_or_default())
}

/// Waits for `running`, with a BEGIN that goes out before it and is answered with it.
async fn riding<T>(
    client: &Client,
    begin: Option<&str>,
    running: impl Future<Output = std::result::Result<T, tokio_postgres::Error>>,
) -> Result<T> {
    ride(client, begin, async { running.await.map_err(fault::error) }).await
}

async fn ride<T>(client: &Client, begin: Option<&str>, running: impl Future<Output = Result<T>>) -> Result<T> {
    let Some(begin) = begin else { return running.await };
    // The two are polled in this order, which is the order in which they are sent.
    let (begun, outcome) = join(client.batch_execute(begin), running).await;
    begun.map_err(fault::error)?;
    outcome
}

fn begin_text(options: &BeginOptions) -> String {
    let isolation = match options.isolation {
        None => "",
        Some(Isolation::ReadUncommitted) => " ISOLATION LEVEL READ UNCOMMITTED",
        Some(Isolation::ReadCommitted) => " ISOLATION LEVEL READ COMMITTED",
        Some(Isolation::RepeatableRead) => " ISOLATION LEVEL REPEATABLE READ",
        Some(Isolation::Serializable) => " ISOLATION LEVEL SERIALIZABLE",
    };
    format!("BEGIN{isolation}{}", if options.read_only { " READ ONLY" } else { "" })
}

impl DriverConnection for Connection {
    fn dialect(&self) -> Arc<dyn alchemy_core::Dialect> {
        self.dialect.clone()
    }

    fn run(&mut self, request: Request) -> BoxFuture<'_, Result<Reply>> {
        Box::pin(self.send(request))
    }

    fn begin(&mut self, options: BeginOptions) {
        self.announced = Some(options);
    }

    fn commit(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.end_with_commit())
    }

    fn rollback(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.end_with_rollback())
    }

    fn status(&self) -> TransactionStatus {
        self.state()
    }

    fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    fn reset(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.end_with_rollback())
    }

    fn needs_reset(&self) -> bool {
        false
    }

    fn abort(&mut self) {
        if self.state() != TransactionStatus::Unknown {
            return;
        }
        let token = self.client.cancel_token();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            // As best it can be: the connection is dropped anyway, and the server notices when it next writes.
            runtime.spawn(async move { drop(token.cancel_query(NoTls).await) });
        }
    }
}
