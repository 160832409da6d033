//! A connection with its guards: what sessions and executors run statements on.

use std::sync::Arc;
use std::time::Duration;

use crate::compile::Compiled;
use crate::dialect::Dialect;
use crate::driver::{BoxFuture, DriverConnection, Params, Reply, Request, Sink};
use crate::engine::StatementKind;
use crate::engine::engine::Shared;
use crate::engine::held::Held;
use crate::engine::observe::Watch;
use crate::engine::options::Settings;
use crate::engine::state::{Next, Progress};
use crate::error::{Error, ErrorKind, Result};
use crate::pool::Lease;
use crate::row::Runner;
use crate::sql::{Prepared, Statement};

/// A connection with its guards: the deadline of each call, the check that the call before it finished, the transaction,
/// the observers. What a [`Connection`](crate::Connection) owns, and what a session runs its statements on.
///
/// It begins transactions only when told to. Dropped in a transaction, it rolls back in the background.
#[derive(Debug)]
pub struct Live {
    pub(crate) held: Held,
    pub(crate) shared: Arc<Shared>,
    /// The engine's, unless the connection has its own.
    pub(crate) settings: Settings,
    pub(crate) progress: Progress,
    /// How many savepoints the transaction has had; they are numbered.
    pub(crate) savepoints: u32,
    /// The savepoint that has to be rolled back to before anything else runs.
    pub(crate) undo: Option<Box<str>>,
    dialect: Arc<dyn Dialect>,
}

impl Live {
    pub(crate) fn new(lease: Lease, shared: Arc<Shared>) -> Live {
        let dialect = lease.pooled().map_or_else(|| shared.pool.dialect(), |pooled| &pooled.dialect).clone();
        Live {
            held: Held::Here(lease),
            settings: shared.settings,
            shared,
            progress: Progress::None,
            savepoints: 0,
            undo: None,
            dialect,
        }
    }

    /// The dialect as this connection's server speaks it.
    pub fn dialect(&self) -> &Arc<dyn Dialect> {
        &self.dialect
    }

    /// A statement's text and values for this connection: kept with it, kept by the engine, or compiled now.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    pub fn prepare(&self, statement: &dyn Statement) -> Result<Prepared> {
        self.shared.cache.prepare(statement, &self.dialect)
    }

    /// Runs one statement.
    ///
    /// # Errors
    /// What the driver says, naming the statement; `Timeout` after the deadline; `Poisoned` if an earlier call did not finish;
    /// `PendingRollback` if the database ended the transaction.
    pub async fn run(&mut self, request: Request) -> Result<Reply> {
        let sql = request.sql.clone();
        self.run_text(&sql, request).await
    }

    /// As [`Live::run`], for who has the text anyway.
    pub(crate) async fn run_text(&mut self, sql: &Arc<str>, request: Request) -> Result<Reply> {
        self.send(request, StatementKind::Statement).await.map_err(|error| error.with_statement(sql))
    }

    /// Runs statements in order, in one go where the driver can.
    ///
    /// # Errors
    /// As [`Live::run`]; after an error no later statement has had an effect.
    pub async fn pipeline(&mut self, mut requests: Vec<Request>) -> Result<Vec<Reply>> {
        if requests.is_empty() {
            return Ok(Vec::new());
        }
        self.ready().await?;
        let limit = self.limit(&mut requests);
        if !self.shared.observers.are_watching() {
            return self.call(limit, "the statements", |driver| driver.pipeline(requests)).await;
        }
        let watches: Vec<Watch> = requests.iter_mut().map(|request| Watch::over(StatementKind::Statement, request)).collect();
        let mut outcome = self.call(limit, "the statements", |driver| driver.pipeline(requests)).await;
        for (index, watch) in watches.into_iter().enumerate() {
            match &mut outcome {
                Ok(replies) => {
                    if let Some(reply) = replies.get_mut(index) {
                        watch.finish(&self.shared.observers, Ok(reply));
                    }
                }
                Err(error) => watch.finish(&self.shared.observers, Err(error)),
            }
        }
        outcome
    }

    /// Sets the deadline of requests without one; the longest of them is that of the whole.
    fn limit(&self, requests: &mut [Request]) -> Option<Duration> {
        let mut longest = Some(Duration::ZERO);
        for request in requests {
            request.deadline = request.deadline.or(self.settings.statement_timeout);
            longest = longest.zip(request.deadline).map(|(a, b)| a.max(b));
        }
        longest
    }

    pub(crate) async fn send(&mut self, request: Request, kind: StatementKind) -> Result<Reply> {
        self.ready().await?;
        self.dispatch(request, kind).await
    }

    /// Hands a statement to the driver, on a connection that is ready for it.
    pub(crate) async fn dispatch(&mut self, mut request: Request, kind: StatementKind) -> Result<Reply> {
        let limit = self.limit(std::slice::from_mut(&mut request));
        if self.shared.observers.are_watching() {
            // Boxed, like what else is rare here, so that it does not make every statement's future larger.
            return Box::pin(self.watched(limit, request, kind)).await;
        }
        self.call(limit, "the statement", |driver| driver.run(request)).await
    }

    /// Runs a statement whose reader sets the pace and keeps the deadline.
    pub(crate) async fn flow(&mut self, mut request: Request, kind: StatementKind) -> Result<()> {
        self.ready().await?;
        if self.shared.observers.are_watching() {
            return self.watched(None, request, kind).await.map(|_| ());
        }
        request.deadline = None;
        self.call(None, "the statement", |driver| driver.run(request)).await.map(|_| ())
    }

    async fn watched(&mut self, limit: Option<Duration>, mut request: Request, kind: StatementKind) -> Result<Reply> {
        let watch = Watch::over(kind, &mut request);
        let mut outcome = self.call(limit, "the statement", |driver| driver.run(request)).await;
        watch.finish(&self.shared.observers, outcome.as_mut().map_err(|error| &*error));
        outcome
    }

    /// Whatever has to come first: a rollback in the background is waited for, a dropped savepoint rolled back to.
    pub(crate) async fn ready(&mut self) -> Result<()> {
        let lost = matches!(self.progress, Progress::Lost(_));
        if self.undo.is_none() && !lost && matches!(self.held, Held::Here(_)) {
            return Ok(());
        }
        Box::pin(self.catch_up()).await
    }

    async fn catch_up(&mut self) -> Result<()> {
        self.held.returned().await;
        if let Progress::Lost(cause) = &self.progress {
            return Err(Error::transaction_lost(cause));
        }
        match self.undo.take() {
            Some(name) => self.undo_to(name).await,
            None => Ok(()),
        }
    }

    /// Calls the driver, opening the announced transaction, and takes in how the transaction fared.
    pub(crate) async fn call<T>(
        &mut self,
        limit: Option<Duration>,
        what: &str,
        start: impl for<'d> FnOnce(&'d mut dyn DriverConnection) -> BoxFuture<'d, Result<T>> + Send,
    ) -> Result<T> {
        let lease = self.held.lease()?;
        if let Progress::Announced(options) = self.progress {
            lease.driver()?.begin(options);
            lease.set_dirty(true);
            self.progress = Progress::Open { options, seen: false, committed: false };
        }
        // Asked before, because a connection that is lost is taken out of our hands.
        let generation = lease.pooled().map_or(0, |pooled| pooled.generation);
        let outcome = lease.call(limit, what, start).await;
        match &outcome {
            Err(error) if matches!(error.kind(), ErrorKind::Disconnect | ErrorKind::CommitUnknown) => {
                self.shared.pool.invalidate(generation);
            }
            _ => {}
        }
        if let Progress::Open { .. } = self.progress {
            self.settle(outcome.as_ref().err());
        }
        outcome
    }

    fn settle(&mut self, error: Option<&Error>) {
        let Ok(Ok(driver)) = self.held.lease().map(Lease::driver) else { return };
        if let Next::BeginAgain(options) = self.progress.settle(error, driver.status()) {
            driver.begin(options);
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.held.tidy_in_background();
    }
}

impl Runner for Live {
    fn dialect(&self) -> Arc<dyn Dialect> {
        self.dialect.clone()
    }

    fn query(&mut self, compiled: Compiled, sink: Box<dyn Sink>) -> BoxFuture<'_, Result<Box<dyn Sink>>> {
        Box::pin(async move {
            let (sql, params) = compiled.into_parts();
            let request = Request { sql, params: Params::One(params), sink: Some(sink), cached: true, deadline: None };
            self.run(request).await?.sink.ok_or_else(Error::sink_lost)
        })
    }
}
