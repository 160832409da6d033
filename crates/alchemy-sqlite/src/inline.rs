//! A connection whose statements run in the future that is polled: ready at the first poll, unless a lock is in the way.
//!
//! Whoever holds that lock may be a task of the same thread, so waiting for it must let other tasks run: the busy handler
//! gives up after a moment, the future yields, and the attempt is made again. Nothing is in flight while it yields.
//!
//! A statement whose rows are read at a pace cannot run in a poll: it has to stop in its midst. It goes to a thread for as
//! long as it runs, and the connection with it.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use alchemy_core::driver::{BeginOptions, BoxFuture, DriverConnection, Reply, Request, TransactionStatus};
use alchemy_core::{Error, ErrorKind, Result};
use tokio::sync::oneshot;
use tokio::task::yield_now;

use crate::connection::Session;
use crate::watch::Stop;

/// How long the busy handler may hold the thread before other tasks get their turn.
pub(crate) const SLICE: Duration = Duration::from_micros(300);

/// A connection that runs where it is polled.
#[derive(Debug)]
pub(crate) struct Inline {
    session: Option<Session>,
    patience: Duration,
    /// What ends the statement that runs on a thread, while the session is there.
    away: Option<Stop>,
}

impl Inline {
    pub(crate) fn new(session: Session, patience: Duration) -> Self {
        Inline { session: Some(session), patience, away: None }
    }

    fn session(&mut self) -> Result<&mut Session> {
        self.session.as_mut().ok_or_else(Error::poisoned)
    }

    /// Runs a statement on a thread, which gives the session back with the answer.
    async fn run_beside(&mut self, mut request: Request) -> Result<Reply> {
        let mut session = self.session.take().ok_or_else(Error::poisoned)?;
        self.away = Some(session.stop());
        let patience = self.patience;
        let (answer, answered) = oneshot::channel();
        let run = move || {
            let reply = pollster::block_on(statement(&mut session, patience, &mut request));
            let reply = reply.inspect_err(|_| session.give_up());
            // Nobody listens if the future was dropped; the session ends then.
            drop(answer.send((session, reply)));
        };
        let spawned = thread::Builder::new().name("sqlite stream".into()).spawn(run);
        spawned.map_err(|error| Error::new(ErrorKind::Operational, "no thread for a stream of rows").with_source(error))?;
        let (session, reply) = answered.await.map_err(|_| Error::disconnect("the thread of a stream has ended"))?;
        (self.session, self.away) = (Some(session), None);
        reply
    }
}

/// Tries until no lock is in the way, for as long as `patience`.
async fn patiently<T>(session: &mut Session, patience: Duration, mut attempt: impl FnMut(&mut Session) -> Result<T>) -> Result<T> {
    let mut since = None;
    loop {
        match attempt(session) {
            Err(error) if session.may_wait(&error) && since.get_or_insert_with(Instant::now).elapsed() < patience => {
                yield_now().await
            }
            result => return result,
        }
    }
}

async fn statement(session: &mut Session, patience: Duration, request: &mut Request) -> Result<Reply> {
    session.arm(request);
    patiently(session, patience, |session| session.open(request)).await?;
    let reply = patiently(session, patience, |session| session.step(request)).await?;
    patiently(session, patience, Session::close).await?;
    Ok(reply)
}

impl DriverConnection for Inline {
    fn dialect(&self) -> Arc<dyn alchemy_core::Dialect> {
        Arc::new(crate::Dialect)
    }

    fn run(&mut self, mut request: Request) -> BoxFuture<'_, Result<Reply>> {
        Box::pin(async move {
            if request.sink.as_ref().is_some_and(|sink| sink.pace().is_some()) {
                return Box::pin(self.run_beside(request)).await;
            }
            let patience = self.patience;
            let session = self.session()?;
            let reply = statement(session, patience, &mut request).await;
            reply.inspect_err(|_| session.give_up())
        })
    }

    fn begin(&mut self, options: BeginOptions) {
        if let Some(session) = &mut self.session {
            session.begin(options);
        }
    }

    fn commit(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            let patience = self.patience;
            let session = self.session()?;
            session.disarm();
            patiently(session, patience, Session::commit).await
        })
    }

    fn rollback(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            let session = self.session()?;
            session.disarm();
            session.rollback()
        })
    }

    fn status(&self) -> TransactionStatus {
        self.session.as_ref().map_or(TransactionStatus::Idle, Session::status)
    }

    fn is_closed(&self) -> bool {
        self.session.is_none()
    }

    fn reset(&mut self) -> BoxFuture<'_, Result<()>> {
        self.rollback()
    }

    fn needs_reset(&self) -> bool {
        false
    }

    fn abort(&mut self) {
        if let Some(stop) = self.away.take() {
            stop.now();
        }
        // Closing rolls back.
        self.session = None;
    }
}
