//! A connection on a thread of its own: no statement ever holds up the tasks of the runtime.
//!
//! A request goes over by one channel and its answer comes back by another; the sink travels with them, so rows cost no
//! messages. Dropping a future leaves the thread running; [`Worker::abort`], which is also what dropping the connection
//! does, stops the statement, whereupon the thread rolls back, closes the database and ends.

use std::sync::{Arc, mpsc};
use std::thread;

use alchemy_core::driver::{BeginOptions, BoxFuture, DriverConnection, Reply, Request, TransactionStatus};
use alchemy_core::{Error, ErrorKind, Result};
use tokio::sync::oneshot;

use crate::connection::Session;
use crate::watch::Stop;

type Job = Box<dyn FnOnce(&mut Session) + Send>;

/// A connection that runs on its own thread.
pub(crate) struct Worker {
    jobs: Option<mpsc::Sender<Job>>,
    stop: Stop,
    /// What the database said with the last answer; not known while one is outstanding.
    status: TransactionStatus,
    /// A transaction that the next statement opens.
    pending: Option<BeginOptions>,
    /// The thread was told of a transaction whose end it was not told of.
    begun: bool,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Worker {
    /// Opens a connection on a new thread.
    pub(crate) async fn open(connect: impl FnOnce() -> Result<Session> + Send + 'static) -> Result<Worker> {
        let (answer, answered) = oneshot::channel();
        let (jobs, queue) = mpsc::channel();
        let thread = thread::Builder::new().name("sqlite".into());
        let spawned = thread.spawn(move || match connect() {
            Ok(session) => {
                if answer.send(Ok(session.stop())).is_ok() {
                    work(session, &queue);
                }
            }
            Err(error) => drop(answer.send(Err(error))),
        });
        spawned.map_err(|error| Error::new(ErrorKind::Operational, "no thread for a connection").with_source(error))?;
        let stop = answered.await.map_err(|_| ended())??;
        Ok(Worker { jobs: Some(jobs), stop, status: TransactionStatus::Idle, pending: None, begun: false })
    }

    /// The transaction that a statement opens, which the thread is told of together with the statement.
    fn take_pending(&mut self) -> Option<BeginOptions> {
        self.begun |= self.pending.is_some();
        self.pending.take()
    }

    /// Forgets what was to begin. Whether the thread has nothing to end either.
    fn has_nothing_to_end(&mut self) -> bool {
        self.pending = None;
        !std::mem::take(&mut self.begun) && self.status == TransactionStatus::Idle
    }

    /// Runs `job` on the thread.
    async fn call<T: Send + 'static>(&mut self, job: impl FnOnce(&mut Session) -> Result<T> + Send + 'static) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |session| {
            let result = job(session);
            // Nobody listens if the future was dropped.
            let _ = answer.send((result, session.status()));
        });
        self.status = TransactionStatus::Unknown;
        let sent = self.jobs.as_ref().map(|jobs| jobs.send(job));
        if !matches!(sent, Some(Ok(()))) {
            self.jobs = None;
            return Err(ended());
        }
        match answered.await {
            Ok((result, status)) => {
                self.status = status;
                result
            }
            Err(_) => {
                self.jobs = None;
                Err(ended())
            }
        }
    }
}

fn ended() -> Error {
    Error::disconnect("the connection's thread has ended")
}

/// The thread: does what it is told until nobody can tell it anything. Dropping the session closes the database.
fn work(mut session: Session, queue: &mpsc::Receiver<Job>) {
    while let Ok(job) = queue.recv() {
        if session.watch().is_stopped() {
            break;
        }
        job(&mut session);
    }
}

fn begin(session: &mut Session, pending: Option<BeginOptions>) {
    if let Some(options) = pending {
        session.begin(options);
    }
}

impl DriverConnection for Worker {
    fn dialect(&self) -> Arc<dyn alchemy_core::Dialect> {
        Arc::new(crate::Dialect)
    }

    fn run(&mut self, request: Request) -> BoxFuture<'_, Result<Reply>> {
        let pending = self.take_pending();
        Box::pin(self.call(move |session| {
            begin(session, pending);
            session.run(request)
        }))
    }

    fn pipeline(&mut self, requests: Vec<Request>) -> BoxFuture<'_, Result<Vec<Reply>>> {
        let pending = self.take_pending();
        Box::pin(self.call(move |session| {
            begin(session, pending);
            requests.into_iter().map(|request| session.run(request)).collect()
        }))
    }

    fn begin(&mut self, options: BeginOptions) {
        self.pending = Some(options);
    }

    fn commit(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            if self.has_nothing_to_end() {
                return Ok(());
            }
            let result = self.call(|session| {
                session.disarm();
                session.commit()
            });
            // Whether the thread ended before or after the commit cannot be known.
            result.await.map_err(|error| if error.is_disconnect() { error.with_kind(ErrorKind::CommitUnknown) } else { error })
        })
    }

    fn rollback(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            if self.has_nothing_to_end() {
                return Ok(());
            }
            self.call(|session| {
                session.disarm();
                session.rollback()
            })
            .await
        })
    }

    fn status(&self) -> TransactionStatus {
        self.status
    }

    fn is_closed(&self) -> bool {
        self.jobs.is_none()
    }

    fn reset(&mut self) -> BoxFuture<'_, Result<()>> {
        self.rollback()
    }

    fn needs_reset(&self) -> bool {
        false
    }

    fn abort(&mut self) {
        self.stop.now();
        self.jobs = None;
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.abort();
    }
}
