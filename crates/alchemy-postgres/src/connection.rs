//! One connection: statements, transactions, reset and the end.
//!
//! Invariant: between two calls nothing is owed by the server but the confirmation that a statement was closed. A call
//! whose future was dropped leaves the connection in flight for good, and only [`DriverConnection::abort`] is accepted then.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use alchemy_core::driver::{BeginOptions, BoxFuture, DriverConnection, Params, Reply, Request, TransactionStatus};
use alchemy_core::{Error, ErrorKind, Result, Value};
use bytes::BytesMut;
use futures_util::future::join_all;
use tokio::task::JoinHandle;
use tokio_postgres::{CancelToken, Client, NoTls, SimpleQueryMessage};

use crate::cache::{Cache, Prepared};
use crate::dialect::Dialect;
use crate::execute::{self, Answer, Step};
use crate::fault;
use crate::opening::Opening;
use crate::session;
use crate::tap::Seen;
use crate::told;
use crate::transport::Server;
use crate::value;

/// How long the attempt may take to stop what an abandoned connection left running, and then its end.
const CANCEL_TIMEOUT: Duration = Duration::from_secs(5);

/// One open connection.
pub(crate) struct Connection {
    client: Option<Client>,
    /// The task that reads and writes.
    wire: JoinHandle<()>,
    seen: Arc<Seen>,
    server: Server,
    dialect: Arc<Dialect>,
    cache: Cache,
    /// A transaction that was asked for, and not begun yet.
    wanted: Option<BeginOptions>,
    /// A call was started and has not come to its end.
    in_flight: bool,
    /// A statement changed the session itself.
    changed: bool,
    scratch: BytesMut,
}

impl Connection {
    pub(crate) fn new(client: Client, wire: JoinHandle<()>, seen: Arc<Seen>, server: Server, dialect: Arc<Dialect>) -> Self {
        Connection {
            client: Some(client),
            wire,
            seen,
            server,
            dialect,
            cache: Cache::new(),
            wanted: None,
            in_flight: false,
            changed: false,
            scratch: BytesMut::new(),
        }
    }

    fn client(&self) -> Result<&Client> {
        let closed = || Error::disconnect("the connection is closed");
        self.client.as_ref().filter(|client| !client.is_closed()).ok_or_else(closed)
    }

    /// Marks a call as running. # Errors: `Poisoned` if an earlier one never ended, `Disconnect` if the connection is gone.
    fn start(&mut self) -> Result<()> {
        if self.in_flight {
            return Err(Error::poisoned());
        }
        self.client()?;
        self.in_flight = true;
        Ok(())
    }

    /// Ends a call. An error is told before the server has said how the transaction fared, so that is waited for.
    async fn finish<T>(&mut self, outcome: Result<T>) -> Result<T> {
        let Err(error) = outcome else {
            self.in_flight = false;
            return outcome;
        };
        self.seen.settled().await;
        self.in_flight = false;
        if error.kind() == ErrorKind::CommitUnknown || self.seen.is_closed() {
            self.abort();
        }
        Err(if self.seen.has_copied() { copy() } else { error })
    }

    /// Whether a statement would commit by itself.
    fn is_alone(&self) -> bool {
        self.wanted.is_none() && self.seen.status() == TransactionStatus::Idle
    }

    /// What opens the transaction that is wanted, if one is. It is about to be sent.
    fn opening(&mut self) -> Option<Opening> {
        self.wanted.take().map(Opening::new)
    }

    /// Sends a command that gives no rows, and waits for its end.
    async fn command(&mut self, sql: &str) -> Result<()> {
        self.cache.close_retired();
        self.client()?.batch_execute(sql).await.map_err(fault::error)
    }

    async fn execute(&mut self, request: Request) -> Result<Reply> {
        let Request { sql, params, sink, cached, .. } = request;
        let mut answer = Answer::new(sink);
        match params {
            Params::One(values) if values.is_empty() && !cached && answer.reply.sink.is_none() => {
                self.send_text(&sql, &mut answer).await?;
            }
            Params::One(values) => self.send_prepared(&sql, &[values], cached, &mut answer).await?,
            Params::Many(sets) => self.send_prepared(&sql, &sets, cached, &mut answer).await?,
        }
        answer.refusal()?;
        Ok(answer.reply)
    }

    /// The simple protocol, for text that is not worth preparing: it may hold several statements.
    async fn send_text(&mut self, sql: &str, answer: &mut Answer) -> Result<()> {
        self.note(sql)?;
        let whole = self.opening().map(|opening| opening.in_front_of(sql));
        self.cache.close_retired();
        answer.reply.round_trips += 1;
        let messages = self.client()?.simple_query(whole.as_deref().unwrap_or(sql)).await.map_err(fault::error)?;
        if session::changes_rows(sql) {
            let counts = messages.iter().filter_map(|message| match message {
                SimpleQueryMessage::CommandComplete(count) => Some(*count),
                _ => None,
            });
            answer.reply.rows_affected = counts.sum();
        }
        Ok(())
    }

    /// Takes down what a new text does to the session and to what is prepared.
    ///
    /// # Errors
    /// `Unsupported` for a COPY from or to us.
    fn note(&mut self, sql: &str) -> Result<()> {
        if session::copies(sql) {
            return Err(copy());
        }
        self.changed |= session::is_changed_by(sql);
        if session::changes_tables(sql) {
            self.cache.forget_all();
        }
        Ok(())
    }

    /// A statement that was prepared before a table changed is prepared again, if the refusal did no harm: nothing is lost
    /// with a statement that stands alone.
    async fn send_prepared(&mut self, sql: &Arc<str>, sets: &[Vec<Value>], cached: bool, answer: &mut Answer) -> Result<()> {
        let alone = self.is_alone();
        let known = if cached { self.cache.get(sql) } else { None };
        let values: Vec<&[Value]> = sets.iter().map(Vec::as_slice).collect();
        if let Some(prepared) = known.filter(|prepared| !told::outgrown(prepared, sql, &values)) {
            match self.send_sets(&prepared, sets, answer).await {
                Err(error) if is_outlived(&error) => {
                    self.cache.forget(sql);
                    if !alone {
                        return Err(error);
                    }
                    self.seen.settled().await;
                }
                outcome => return outcome,
            }
        }
        let prepared = self.prepare(sql, &values, answer).await?;
        let outcome = self.send_sets(&prepared, sets, answer).await;
        match cached {
            true => self.cache.put(sql.clone(), prepared),
            false => self.cache.retire(prepared),
        }
        outcome
    }

    async fn prepare(&mut self, sql: &Arc<str>, values: &[&[Value]], answer: &mut Answer) -> Result<Prepared> {
        self.note(sql)?;
        let opening = self.opening();
        self.cache.close_retired();
        let client = self.client()?;
        let (prepared, round_trips) = execute::behind(client, opening.as_ref(), told::prepare(client, sql, values)).await?;
        answer.reply.round_trips += round_trips;
        Ok(prepared)
    }

    /// Executes a statement once per set. Several sets that stand alone are a transaction: if one of them is refused, none
    /// of them has had an effect.
    async fn send_sets(&mut self, prepared: &Prepared, sets: &[Vec<Value>], answer: &mut Answer) -> Result<()> {
        let [set] = sets else {
            return self.send_many(prepared, sets, answer).await;
        };
        if self.wanted.is_some() {
            value::check(&prepared.statement, set, &prepared.parameters, &mut self.scratch)?;
        } else {
            value::check_count(set, &prepared.parameters)?;
        }
        let opening = self.opening();
        answer.reply.round_trips += 1;
        let stream = execute::query_behind(self.client()?, opening.as_ref(), prepared, set).await?;
        answer.take(stream, prepared).await.map_err(fault::error)
    }

    async fn send_many(&mut self, prepared: &Prepared, sets: &[Vec<Value>], answer: &mut Answer) -> Result<()> {
        for set in sets {
            value::check(&prepared.statement, set, &prepared.parameters, &mut self.scratch)?;
        }
        if sets.is_empty() {
            return Ok(());
        }
        let alone = self.is_alone();
        let opening = if alone { Some(Opening::new(BeginOptions::default())) } else { self.opening() };
        answer.reply.round_trips += execute::round_trips(sets.len());
        let steps = sets.iter().map(|values| Step { prepared, values });
        let outcome = execute::in_one_go(self.client()?, opening.as_ref(), steps, answer).await;
        if !alone {
            return outcome;
        }
        answer.reply.round_trips += 1;
        let ended = self.command(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" }).await;
        outcome.and(ended)
    }

    /// Prepares what is not prepared yet, all in one go, and then executes all of them in one go.
    async fn send_pipeline(&mut self, requests: Vec<Request>) -> Result<Vec<Reply>> {
        let mut sent = Vec::with_capacity(requests.len());
        let mut answers = Vec::with_capacity(requests.len());
        for Request { sql, params, sink, .. } in requests {
            let Params::One(values) = params else { continue };
            sent.push((sql, values));
            answers.push(Answer::new(sink));
        }
        let prepared = self.prepare_all(&sent, &mut answers).await?;
        for ((_, values), prepared) in sent.iter().zip(&prepared) {
            value::check(&prepared.statement, values, &prepared.parameters, &mut self.scratch)?;
        }
        let opening = self.opening();
        if let Some(first) = answers.first_mut() {
            first.reply.round_trips += execute::round_trips(sent.len());
        }
        let steps = sent.iter().zip(&prepared).map(|((_, values), prepared)| Step { prepared, values });
        let outcome = execute::in_one_go(self.client()?, opening.as_ref(), steps, &mut answers).await;
        if let Err(error) = outcome {
            if is_outlived(&error) {
                self.cache.forget_all();
            }
            return Err(error);
        }
        Ok(answers.into_iter().map(|answer| answer.reply).collect())
    }

    async fn prepare_all(&mut self, sent: &[(Arc<str>, Vec<Value>)], answers: &mut [Answer]) -> Result<Vec<Prepared>> {
        let sets_of = |sql: &Arc<str>| -> Vec<&[Value]> {
            sent.iter().filter(|(text, _)| text == sql).map(|(_, values)| values.as_slice()).collect()
        };
        let mut missing: Vec<Arc<str>> = Vec::new();
        for (sql, values) in sent {
            let known = self.cache.get(sql).filter(|prepared| !told::outgrown(prepared, sql, &[values.as_slice()]));
            if known.is_none() && !missing.contains(sql) {
                missing.push(sql.clone());
            }
        }
        let mut fresh = Vec::with_capacity(missing.len());
        if !missing.is_empty() {
            missing.iter().try_for_each(|sql| self.note(sql))?;
            let opening = self.opening();
            self.cache.close_retired();
            let client = self.client()?;
            // Polled together, since one that has to look up a type waits behind the answers to the others.
            let all = async { Ok(join_all(missing.iter().map(async |sql| told::prepare(client, sql, &sets_of(sql)).await)).await) };
            let (mut failed, mut waits) = (None, 1);
            for (sql, outcome) in missing.iter().zip(execute::behind(client, opening.as_ref(), all).await?) {
                match outcome {
                    Ok((prepared, round_trips)) => {
                        fresh.push((sql.clone(), prepared));
                        waits = waits.max(round_trips);
                    }
                    Err(error) => {
                        failed.get_or_insert(error);
                    }
                }
            }
            if let Some(first) = answers.first_mut() {
                first.reply.round_trips += waits;
            }
            fresh.iter().for_each(|(sql, prepared)| self.cache.put(sql.clone(), prepared.clone()));
            if let Some(error) = failed {
                return Err(fault::error(error));
            }
        }
        let lost = || Error::new(ErrorKind::Programming, "too many different statements in one go");
        // What was just prepared may have made room already for what was prepared after it.
        let mut find = |sql: &Arc<str>| {
            let fresh = || fresh.iter().find(|(text, _)| text == sql).map(|(_, prepared)| prepared.clone());
            self.cache.get(sql).or_else(fresh).ok_or_else(lost)
        };
        sent.iter().map(|(sql, _)| find(sql)).collect()
    }

    async fn send_commit(&mut self) -> Result<()> {
        if self.wanted.take().is_some() || self.seen.status() == TransactionStatus::Idle {
            return Ok(());
        }
        if self.seen.status() == TransactionStatus::Failed {
            self.command("ROLLBACK").await?;
            return Err(Error::invalid_state("a statement of the transaction had failed; it was rolled back instead of committed"));
        }
        let before = self.seen.rollbacks();
        match self.command("COMMIT").await {
            Ok(()) if self.seen.rollbacks() == before => Ok(()),
            Ok(()) => Err(Error::invalid_state("the server rolled the transaction back instead of committing it")),
            Err(error) if error.is_disconnect() => Err(error.with_kind(ErrorKind::CommitUnknown)),
            Err(error) => Err(error),
        }
    }

    async fn send_rollback(&mut self) -> Result<()> {
        if self.wanted.take().is_some() || self.seen.status() == TransactionStatus::Idle {
            return Ok(());
        }
        self.command("ROLLBACK").await
    }

    async fn send_reset(&mut self) -> Result<()> {
        self.wanted = None;
        if self.seen.status() != TransactionStatus::Idle {
            self.command("ROLLBACK").await?;
        }
        self.command(session::RESET).await?;
        self.changed = false;
        Ok(())
    }
}

/// Whether a prepared statement has outlived what it was prepared for: its result would be another one ("cached plan must
/// not change result type"), or somebody has thrown it away.
fn is_outlived(error: &Error) -> bool {
    matches!(error.sqlstate(), Some("0A000" | "26000"))
}

/// COPY sends and receives rows in a protocol of its own.
fn copy() -> Error {
    Error::unsupported("COPY between the server and the program", "the PostgreSQL driver")
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("server", &self.server)
            .field("dialect", &self.dialect)
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

impl DriverConnection for Connection {
    fn dialect(&self) -> Arc<dyn alchemy_core::Dialect> {
        self.dialect.clone()
    }

    fn run(&mut self, request: Request) -> BoxFuture<'_, Result<Reply>> {
        Box::pin(async move {
            self.start()?;
            let outcome = self.execute(request).await;
            self.finish(outcome).await
        })
    }

    /// In one go within a transaction, where an error keeps the statements behind it from having an effect. Commands that
    /// might end that state, such as a rollback to a savepoint, and statements outside a transaction run one by one.
    fn pipeline(&mut self, requests: Vec<Request>) -> BoxFuture<'_, Result<Vec<Reply>>> {
        Box::pin(async move {
            let fit = requests.iter().all(|request| request.cached && matches!(request.params, Params::One(_)));
            if fit && !self.is_alone() {
                self.start()?;
                let outcome = self.send_pipeline(requests).await;
                return self.finish(outcome).await;
            }
            let mut replies = Vec::with_capacity(requests.len());
            for request in requests {
                replies.push(self.run(request).await?);
            }
            Ok(replies)
        })
    }

    fn begin(&mut self, options: BeginOptions) {
        self.wanted = Some(options);
    }

    fn commit(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            self.start()?;
            let outcome = self.send_commit().await;
            self.finish(outcome).await
        })
    }

    fn rollback(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            self.start()?;
            let outcome = self.send_rollback().await;
            self.finish(outcome).await
        })
    }

    fn status(&self) -> TransactionStatus {
        if self.in_flight || self.is_closed() { TransactionStatus::Unknown } else { self.seen.status() }
    }

    fn is_closed(&self) -> bool {
        self.seen.is_closed() || self.client().is_err()
    }

    fn reset(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            self.start()?;
            let outcome = self.send_reset().await;
            self.finish(outcome).await
        })
    }

    fn needs_reset(&self) -> bool {
        self.changed
    }

    /// An idle connection says goodbye in the background. What one in the middle of a call left running is cancelled over
    /// another connection: the server would else find out only when it is done.
    fn abort(&mut self) {
        let Some(client) = self.client.take() else { return };
        if !self.in_flight && !self.seen.is_owed() {
            return;
        }
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                let (server, token, wire) = (self.server.clone(), client.cancel_token(), self.wire.abort_handle());
                let seen = self.seen.clone();
                runtime.spawn(async move {
                    // Whether it came in time nobody can know; the connection serves no statement after it.
                    let _ = tokio::time::timeout(CANCEL_TIMEOUT, cancel(&server, token)).await;
                    let _ = tokio::time::timeout(CANCEL_TIMEOUT, seen.settled()).await;
                    wire.abort();
                });
            }
            Err(_) => self.wire.abort(),
        }
    }
}

async fn cancel(server: &Server, token: CancelToken) {
    if let Ok((stream, _)) = server.reach().await {
        let _ = token.cancel_query_raw(stream, NoTls).await;
    }
}
