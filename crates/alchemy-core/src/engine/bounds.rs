//! Where transactions and savepoints start and end on a live connection.

use crate::compile::{Compiled, Render, Renderer};
use crate::driver::{BeginOptions, BoxFuture, DriverConnection, Params, Reply, Request, TransactionStatus};
use crate::engine::held::Held;
use crate::engine::observe::Watch;
use crate::engine::state::Progress;
use crate::engine::{Live, StatementKind};
use crate::error::{Error, ErrorKind, Result};
use crate::pool::Lease;

impl Live {
    /// The next statement opens a transaction; nothing is sent for it alone.
    ///
    /// # Errors
    /// `InvalidState` in a transaction.
    pub fn begin(&mut self, options: BeginOptions) -> Result<()> {
        if self.progress.is_begun() {
            return Err(Error::transaction_begun());
        }
        self.progress = Progress::Announced(options);
        Ok(())
    }

    /// Begins a transaction unless there is one.
    pub(crate) fn begin_if_none(&mut self, options: BeginOptions) {
        if !self.progress.is_begun() {
            self.progress = Progress::Announced(options);
        }
    }

    /// Whether a transaction was begun and not ended, also if no statement has run in it yet.
    pub fn is_in_transaction(&self) -> bool {
        self.progress.is_begun()
    }

    /// What the server last said of the transaction; `Unknown` where there is nobody to ask.
    pub fn status(&self) -> TransactionStatus {
        match &self.held {
            Held::Here(lease) => lease.pooled().map(|pooled| pooled.driver.status()),
            _ => None,
        }
        .unwrap_or(TransactionStatus::Unknown)
    }

    /// Commits. Does nothing if no statement ran.
    ///
    /// # Errors
    /// Why it was not committed, and then it waits for [`Live::rollback`]; `CommitUnknown` if the connection was lost while
    /// waiting for the answer.
    pub async fn commit(&mut self) -> Result<()> {
        if matches!(self.progress, Progress::None | Progress::Announced(_)) {
            self.end();
            return Ok(());
        }
        self.ready().await?;
        if self.held.lease()?.driver()?.status() == TransactionStatus::Idle {
            // Nothing is open: what ran has committed itself. What is announced to the driver is taken back.
            return self.finish(|driver| driver.rollback(), None).await;
        }
        let result = self.finish(|driver| driver.commit(), Some(StatementKind::Commit)).await;
        // Past the deadline the answer may still be underway, and whether it is good nobody knows.
        result.map_err(|error| if error.kind() == ErrorKind::Timeout { error.with_kind(ErrorKind::CommitUnknown) } else { error })
    }

    /// Rolls back. Does nothing if no statement ran, or if the connection is lost and the transaction with it.
    ///
    /// # Errors
    /// What the driver says; `InvalidState` if a statement had committed what ran before it.
    pub async fn rollback(&mut self) -> Result<()> {
        if matches!(self.progress, Progress::None | Progress::Announced(_)) {
            self.end();
            return Ok(());
        }
        self.held.returned().await;
        self.undo = None;
        let committed = matches!(self.progress, Progress::Open { committed: true, .. });
        if self.held.lease().and_then(Lease::driver).is_err() {
            self.end();
        } else {
            self.finish(|driver| driver.rollback(), Some(StatementKind::Rollback)).await?;
        }
        if committed { Err(Error::committed_behind()) } else { Ok(()) }
    }

    /// Ends the transaction by a call of the driver. If the call fails and something is still open, the transaction stays.
    async fn finish(
        &mut self,
        start: impl for<'d> FnOnce(&'d mut dyn DriverConnection) -> BoxFuture<'d, Result<()>> + Send,
        kind: Option<StatementKind>,
    ) -> Result<()> {
        let text = if kind == Some(StatementKind::Commit) { "COMMIT" } else { "ROLLBACK" };
        let watch = kind.filter(|_| self.shared.observers.are_watching()).map(|kind| Watch::of_boundary(kind, text));
        // Taken out meanwhile: that the transaction is over afterwards is what is wanted, not a thing to be repaired.
        let progress = std::mem::take(&mut self.progress);
        let result = self.call(self.settings.statement_timeout, text, start).await;
        if let Some(watch) = watch {
            let mut reply = Reply { round_trips: 1, ..Reply::default() };
            watch.finish(&self.shared.observers, result.as_ref().map(|()| &mut reply));
        }
        let open = result.is_err() && !matches!(self.status(), TransactionStatus::Idle);
        if open && self.held.lease().and_then(Lease::driver).is_ok() {
            self.progress = progress;
        } else {
            self.end();
        }
        if result.is_ok()
            && let Ok(lease) = self.held.lease()
        {
            lease.set_dirty(false);
        }
        result
    }

    fn end(&mut self) {
        self.progress = Progress::None;
        self.savepoints = 0;
        self.undo = None;
    }

    /// The transaction's owner is gone without having ended it: rolls back at once, without waiting.
    pub(crate) fn abandon(&mut self) {
        if self.progress.is_begun() {
            self.held.tidy_in_background();
            self.end();
        }
    }

    /// A name for a savepoint that this transaction has not used yet: `alchemy_1`, `alchemy_2`, …
    pub fn next_savepoint(&mut self) -> String {
        self.savepoints += 1;
        format!("alchemy_{}", self.savepoints)
    }

    /// Sets a savepoint.
    pub async fn savepoint(&mut self, name: &str) -> Result<()> {
        self.ready().await?;
        self.mark("SAVEPOINT", name).await
    }

    /// Releases a savepoint: what ran since is kept, as part of the transaction.
    pub async fn release(&mut self, name: &str) -> Result<()> {
        self.ready().await?;
        self.mark("RELEASE SAVEPOINT", name).await
    }

    /// Rolls back to a savepoint: what ran since is undone. The transaction goes on, also where it had failed since.
    pub async fn rollback_to(&mut self, name: &str) -> Result<()> {
        // A savepoint inside this one that waits to be undone is undone with it.
        self.undo = None;
        self.ready().await?;
        self.mark("ROLLBACK TO SAVEPOINT", name).await
    }

    /// Rolls back to a savepoint before anything else runs: for owners that cannot wait.
    pub fn roll_back_later(&mut self, name: &str) {
        if matches!(self.progress, Progress::Open { .. }) {
            self.undo = Some(name.into());
        }
    }

    /// Where the savepoint cannot be rolled back to, nothing may run as if it had been.
    pub(crate) async fn undo_to(&mut self, name: Box<str>) -> Result<()> {
        let result = self.mark("ROLLBACK TO SAVEPOINT", &name).await;
        if let Err(cause) = &result
            && matches!(self.progress, Progress::Open { .. })
        {
            self.progress = Progress::Lost(cause.clone());
        }
        result
    }

    async fn mark(&mut self, words: &str, name: &str) -> Result<()> {
        let compiled = Compiled::of(&Mark { words, name }, &**self.dialect())?;
        let (sql, params) = compiled.into_parts();
        let request = Request { sql: sql.clone(), params: Params::One(params), sink: None, cached: false, deadline: None };
        let reply = self.dispatch(request, StatementKind::Savepoint).await;
        reply.map(drop).map_err(|error| error.with_statement(&sql))
    }
}

/// What is said of a savepoint.
struct Mark<'m> {
    words: &'m str,
    name: &'m str,
}

impl Render for Mark<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(self.words);
        r.name(self.name)
    }
}
