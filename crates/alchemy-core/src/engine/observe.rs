//! Who watches statements, and what they are told.

use std::any::Any;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::driver::{Pace, Params, Reply, Request, Sink};
use crate::error::{Error, Result};
use crate::value::Row;

/// What kind of call an event tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatementKind {
    /// A statement.
    Statement,
    /// A savepoint is set, released or rolled back to.
    Savepoint,
    /// A transaction is committed.
    Commit,
    /// A transaction is rolled back.
    Rollback,
}

/// What happened: told after the call, also if it failed. Bound values are not part of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StatementEvent<'e> {
    /// What kind of call it was.
    pub kind: StatementKind,
    /// The text; `COMMIT` or `ROLLBACK` where the driver's own call ends the transaction.
    pub sql: &'e str,
    /// How many values were bound, over all sets.
    pub params: usize,
    /// How many sets of values there were.
    pub sets: usize,
    /// How many rows were changed.
    pub rows_affected: u64,
    /// How many rows were read. Zero if it failed.
    pub rows: u64,
    /// How often the driver waited for the server.
    pub round_trips: u32,
    /// How long it took; statements that were sent in one go took the same time.
    pub elapsed: Duration,
    /// Why it failed.
    pub error: Option<&'e Error>,
}

/// One who watches.
pub(crate) type Observer = Arc<dyn Fn(&StatementEvent<'_>) + Send + Sync>;

/// All who watch.
pub(crate) struct Observers {
    /// Whether there are any: the only thing that is asked where there are none.
    any: AtomicBool,
    echo: bool,
    list: RwLock<Arc<[Observer]>>,
}

impl Observers {
    pub(crate) fn new(list: Vec<Observer>, echo: bool) -> Self {
        Observers { any: AtomicBool::new(echo || !list.is_empty()), echo, list: RwLock::new(list.into()) }
    }

    pub(crate) fn add(&self, observer: Observer) {
        let mut list = self.list.write().unwrap_or_else(PoisonError::into_inner);
        *list = list.iter().cloned().chain([observer]).collect();
        self.any.store(true, Ordering::Release);
    }

    /// Whether anybody wants to know.
    pub(crate) fn are_watching(&self) -> bool {
        self.any.load(Ordering::Relaxed) || tracing::enabled!(target: "alchemy::sql", tracing::Level::DEBUG)
    }

    pub(crate) fn tell(&self, event: &StatementEvent<'_>) {
        self.log(event);
        // Called without the lock, so that an observer may add another.
        let list = self.list.read().unwrap_or_else(PoisonError::into_inner).clone();
        for observer in &*list {
            observer(event);
        }
    }

    fn log(&self, event: &StatementEvent<'_>) {
        macro_rules! log {
            ($level:expr) => {
                tracing::event!(
                    target: "alchemy::sql",
                    $level,
                    db.query.text = event.sql,
                    db.operation.batch.size = event.sets,
                    db.response.returned_rows = event.rows,
                    rows_affected = event.rows_affected,
                    elapsed_us = u64::try_from(event.elapsed.as_micros()).unwrap_or(u64::MAX),
                    error = event.error.map(tracing::field::display),
                )
            };
        }
        if self.echo { log!(tracing::Level::INFO) } else { log!(tracing::Level::DEBUG) }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observers").field("any", &self.any).field("echo", &self.echo).finish_non_exhaustive()
    }
}

/// What is noted of a request before it is handed to the driver.
pub(crate) struct Watch {
    kind: StatementKind,
    sql: Arc<str>,
    params: usize,
    sets: usize,
    start: Instant,
}

impl Watch {
    /// Notes the request, and has its rows counted.
    pub(crate) fn over(kind: StatementKind, request: &mut Request) -> Watch {
        let (params, sets) = match &request.params {
            Params::One(values) => (values.len(), 1),
            Params::Many(sets) => (sets.iter().map(Vec::len).sum(), sets.len()),
        };
        if let Some(inner) = request.sink.take() {
            request.sink = Some(Box::new(Counted { inner, rows: 0 }));
        }
        Watch { kind, sql: request.sql.clone(), params, sets, start: Instant::now() }
    }

    pub(crate) fn of_boundary(kind: StatementKind, sql: &'static str) -> Watch {
        Watch { kind, sql: sql.into(), params: 0, sets: 1, start: Instant::now() }
    }

    /// Tells the observers, and gives the reply its own sink back.
    pub(crate) fn finish(self, observers: &Observers, outcome: Result<&mut Reply, &Error>) {
        let mut event = StatementEvent {
            kind: self.kind,
            sql: &self.sql,
            params: self.params,
            sets: self.sets,
            rows_affected: 0,
            rows: 0,
            round_trips: 0,
            elapsed: self.start.elapsed(),
            error: None,
        };
        match outcome {
            Ok(reply) => {
                (event.rows_affected, event.round_trips) = (reply.rows_affected, reply.round_trips);
                event.rows = take_count(reply);
            }
            Err(error) => event.error = Some(error),
        }
        observers.tell(&event);
    }
}

/// Counts rows on their way.
struct Counted {
    inner: Box<dyn Sink>,
    rows: u64,
}

impl Sink for Counted {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        self.rows += 1;
        self.inner.row(row)
    }

    fn pace(&self) -> Option<Arc<dyn Pace>> {
        self.inner.pace()
    }

    fn end_of_set(&mut self) -> Result<()> {
        self.inner.end_of_set()
    }
}

fn take_count(reply: &mut Reply) -> u64 {
    let Some(sink) = reply.sink.take() else { return 0 };
    let any: Box<dyn Any> = sink;
    match any.downcast::<Counted>() {
        Ok(counted) => {
            reply.sink = Some(counted.inner);
            counted.rows
        }
        Err(_) => 0,
    }
}
