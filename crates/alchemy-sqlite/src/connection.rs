//! One connection, without a future: what both ways of running it share.
//!
//! Invariant: `is_autocommit` is the truth about the transaction. SQLite may end one by itself (disk full, an interrupted
//! write, `OR ROLLBACK`); then the connection is *lost*: it runs nothing more until somebody rolls back, because later
//! statements would commit one by one.

use std::sync::Arc;

use alchemy_core::driver::{BeginOptions, Isolation, Pace, Params, Reply, Request, Sink, TransactionStatus};
use alchemy_core::{Error, ErrorKind, Result, Value};
use rusqlite::{Row, Rows, Statement};

use crate::fault::{self, translated};
use crate::value::{View, bound};
use crate::watch::{Stop, Watch};

/// What we asked for; the database says what became of it.
#[derive(Debug)]
enum Phase {
    /// Nothing.
    Idle,
    /// The next statement opens a transaction.
    Pending(BeginOptions),
    /// A transaction, opened by `begin` or for one statement with several parameter sets.
    Open,
    /// The database ended the transaction by itself, for this reason.
    Lost(Error),
}

/// One open database connection.
#[derive(Debug)]
pub(crate) struct Session {
    raw: rusqlite::Connection,
    watch: Arc<Watch>,
    /// Whether every transaction takes the write lock at once.
    immediate: bool,
    phase: Phase,
    /// The transaction was opened for one statement, and ends with it.
    implicit: bool,
    /// `PRAGMA query_only` is on.
    query_only: bool,
    /// `PRAGMA read_uncommitted` is on.
    read_uncommitted: bool,
    /// The statement has given a row or finished a parameter set, so it cannot simply run again.
    touched: bool,
}

impl Session {
    pub(crate) fn new(raw: rusqlite::Connection, watch: Arc<Watch>, immediate: bool) -> Self {
        Session {
            raw,
            watch,
            immediate,
            phase: Phase::Idle,
            implicit: false,
            query_only: false,
            read_uncommitted: false,
            touched: false,
        }
    }

    /// What ends its statements from outside.
    pub(crate) fn stop(&self) -> Stop {
        Stop::new(self.watch.clone(), self.raw.get_interrupt_handle())
    }

    /// Stops what waits for locks or runs.
    pub(crate) fn watch(&self) -> &Watch {
        &self.watch
    }

    pub(crate) fn status(&self) -> TransactionStatus {
        match (&self.phase, self.raw.is_autocommit()) {
            (Phase::Lost(_), _) => TransactionStatus::Failed,
            (_, true) => TransactionStatus::Idle,
            (_, false) => TransactionStatus::Active,
        }
    }

    pub(crate) fn begin(&mut self, options: BeginOptions) {
        self.phase = Phase::Pending(options);
    }

    /// Runs one statement from begin to end, waiting for locks in the busy handler.
    pub(crate) fn run(&mut self, mut request: Request) -> Result<Reply> {
        self.arm(&request);
        let reply = self.open(&mut request).and_then(|()| self.step(&mut request)).and_then(|reply| self.close().map(|()| reply));
        reply.inspect_err(|_| self.give_up())
    }

    /// A statement begins.
    pub(crate) fn arm(&mut self, request: &Request) {
        self.watch.arm(request.deadline);
        self.touched = false;
    }

    /// What runs next has no deadline: a transaction's end.
    pub(crate) fn disarm(&mut self) {
        self.watch.arm(None);
        self.touched = false;
    }

    /// Opens the transaction that the statement needs. May be tried again when it was busy. (It takes the request mutably
    /// because a shared reference to a sink cannot cross threads, and a future that holds one could not either.)
    pub(crate) fn open(&mut self, request: &mut Request) -> Result<()> {
        self.watch.forget_locks();
        if request.sql.as_bytes().contains(&0) {
            return Err(fault::programming("the text of a statement may not contain NUL"));
        }
        match &self.phase {
            Phase::Lost(cause) => return Err(lost(ErrorKind::PendingRollback, cause)),
            Phase::Pending(options) => self.open_transaction(*options, request)?,
            // Several parameter sets are one statement: all of them or none.
            Phase::Idle if matches!(&request.params, Params::Many(sets) if sets.len() > 1) && self.raw.is_autocommit() => {
                if !self.is_readonly(request)? {
                    self.execute("BEGIN IMMEDIATE")?;
                    (self.phase, self.implicit) = (Phase::Open, true);
                }
            }
            Phase::Idle | Phase::Open => {}
        }
        Ok(())
    }

    fn open_transaction(&mut self, options: BeginOptions, request: &Request) -> Result<()> {
        if let Some(level @ (Isolation::ReadCommitted | Isolation::RepeatableRead)) = options.isolation {
            return Err(Error::unsupported(format!("the isolation level {level:?}"), "sqlite"));
        }
        if options.deferrable {
            return Err(Error::unsupported("a transaction that is deferrable", "sqlite"));
        }
        let reads = options.read_only || self.is_readonly(request)?;
        let deferred = reads && (options.read_only || !self.immediate);
        self.execute(if deferred { "BEGIN" } else { "BEGIN IMMEDIATE" })?;
        self.phase = Phase::Open;
        if options.read_only {
            self.query_only = true;
            self.execute("PRAGMA query_only = 1")?;
        }
        if options.isolation == Some(Isolation::ReadUncommitted) {
            self.read_uncommitted = true;
            self.execute("PRAGMA read_uncommitted = 1")?;
        }
        Ok(())
    }

    fn is_readonly(&self, request: &Request) -> Result<bool> {
        let readonly = if request.cached {
            self.raw.prepare_cached(&request.sql).map(|statement| statement.readonly())
        } else {
            self.raw.prepare(&request.sql).map(|statement| statement.readonly())
        };
        readonly.map_err(|error| self.explained(translated(error)))
    }

    /// Runs the statement itself. May be tried again when it was busy and [`Session::may_wait`] says so.
    pub(crate) fn step(&mut self, request: &mut Request) -> Result<Reply> {
        self.watch.forget_locks();
        let Request { sql, params, sink, cached, .. } = request;
        let mut run = Run { raw: &self.raw, sink: sink.as_deref_mut(), touched: &mut self.touched, reply: Reply::default() };
        let result = if *cached {
            self.raw.prepare_cached(sql).map_err(translated).and_then(|mut statement| run.all(&mut statement, params))
        } else {
            self.raw.prepare(sql).map_err(translated).and_then(|mut statement| run.all(&mut statement, params))
        };
        let mut reply = std::mem::take(&mut run.reply);
        if let Err(error) = result {
            return Err(self.failed(error));
        }
        if self.raw.is_autocommit() && matches!(self.phase, Phase::Open) {
            // The program ended the transaction by a statement of its own.
            self.settle();
        }
        reply.last_insert_id = self.inserted(sql, reply.rows_affected);
        reply.round_trips = 1;
        reply.sink = request.sink.take();
        Ok(reply)
    }

    /// SQLite keeps the last key, not the first, and keeps it beyond later statements.
    fn inserted(&self, sql: &str, rows: u64) -> Option<u64> {
        let insert = rows == 1 && sql.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("insert"));
        if insert { self.raw.last_insert_rowid().try_into().ok() } else { None }
    }

    /// Ends the transaction that was opened for this statement alone.
    pub(crate) fn close(&mut self) -> Result<()> {
        if self.implicit { self.commit() } else { Ok(()) }
    }

    /// The statement failed for good: undoes what it did, if nobody else can.
    pub(crate) fn give_up(&mut self) {
        if self.implicit {
            self.disarm();
            // The first error is the cause; one of the rollback would only hide it.
            let _ = self.rollback();
        }
    }

    pub(crate) fn commit(&mut self) -> Result<()> {
        if let Phase::Lost(cause) = &self.phase {
            let error = lost(ErrorKind::InvalidState, cause);
            self.settle();
            return Err(error);
        }
        if !self.raw.is_autocommit() {
            self.execute("COMMIT")?;
        }
        self.settle();
        Ok(())
    }

    pub(crate) fn rollback(&mut self) -> Result<()> {
        if !self.raw.is_autocommit() {
            self.execute("ROLLBACK")?;
        }
        self.settle();
        Ok(())
    }

    /// No transaction is open any more.
    fn settle(&mut self) {
        (self.phase, self.implicit) = (Phase::Idle, false);
        if std::mem::take(&mut self.query_only) {
            // It cannot fail: it changes a flag of the connection.
            let _ = self.execute("PRAGMA query_only = 0");
        }
        if std::mem::take(&mut self.read_uncommitted) {
            let _ = self.execute("PRAGMA read_uncommitted = 0");
        }
    }

    /// A command without values or rows.
    fn execute(&mut self, sql: &str) -> Result<()> {
        self.watch.forget_locks();
        let result = self.raw.prepare_cached(sql).and_then(|mut statement| statement.raw_execute());
        result.map(|_| ()).map_err(|error| self.failed(translated(error)))
    }

    /// Notes what an error did to the transaction.
    fn failed(&mut self, error: Error) -> Error {
        let error = self.explained(error);
        if matches!(self.phase, Phase::Open) && self.raw.is_autocommit() {
            self.phase = if self.implicit { Phase::Idle } else { Phase::Lost(error.clone()) };
            self.implicit = false;
        }
        error
    }

    /// The error, with what only the connection knows of it.
    fn explained(&self, error: Error) -> Error {
        let code = error.code().map(|code| code & fault::PRIMARY);
        // While others hold the lock SQLite cannot see that its copy of the schema is old, and says "no such table".
        let hidden = code == Some(fault::ERROR) && self.watch.was_locked();
        let (code, error) = if hidden { (Some(fault::BUSY), fault::locked()) } else { (code, error) };
        match (code, self.watch.passed()) {
            (Some(fault::INTERRUPT | fault::BUSY), Some(limit)) => Error::timeout("the statement", limit).with_source(error),
            // It did not wait because that would not help: each of two transactions waits for the other.
            (Some(fault::BUSY), None) if !self.watch.was_locked() && !self.raw.is_autocommit() => {
                error.with_kind(ErrorKind::Serialization)
            }
            _ => error,
        }
    }

    /// Whether the attempt that gave this error had no effect, and may succeed when a lock is gone.
    pub(crate) fn may_wait(&self, error: &Error) -> bool {
        let busy = error.kind() == ErrorKind::Operational && error.code().map(|code| code & fault::PRIMARY) == Some(fault::BUSY);
        // SQLite may skip the busy handler that gave up the time before, when it looks at the schema anew. Where no transaction
        // is open, no other one can be waiting for it.
        let helps = self.watch.was_locked() || self.raw.is_autocommit();
        busy && helps && !self.touched && !self.watch.is_over()
    }
}

fn lost(kind: ErrorKind, cause: &Error) -> Error {
    Error::new(kind, "the database rolled the transaction back by itself; roll back and start again").with_source(cause.clone())
}

/// One statement as it runs.
struct Run<'a> {
    raw: &'a rusqlite::Connection,
    sink: Option<&'a mut (dyn Sink + 'static)>,
    touched: &'a mut bool,
    reply: Reply,
}

impl Run<'_> {
    fn all(&mut self, statement: &mut Statement<'_>, params: &Params) -> Result<()> {
        match params {
            Params::One(values) => self.set(statement, values),
            Params::Many(sets) => sets.iter().try_for_each(|values| {
                self.set(statement, values)?;
                *self.touched = true;
                self.sink.as_deref_mut().map_or(Ok(()), |sink| sink.end_of_set())
            }),
        }
    }

    fn set(&mut self, statement: &mut Statement<'_>, values: &[Value]) -> Result<()> {
        bind(statement, values)?;
        let before = self.raw.total_changes();
        let mut rows = statement.raw_query();
        let pace = self.sink.as_ref().and_then(|sink| sink.pace());
        while let Some(row) = next(&mut rows, pace.as_deref())? {
            *self.touched = true;
            if let Some(sink) = self.sink.as_deref_mut() {
                sink.row(&View::of(row))?;
            }
        }
        // `changes` still tells of an earlier statement after one that changes no rows.
        if self.raw.total_changes() != before {
            self.reply.rows_affected += self.raw.changes();
        }
        Ok(())
    }
}

/// The next row, once there is room for it: a statement whose rows have a pace is run beside who reads them.
fn next<'r, 's>(rows: &'r mut Rows<'s>, pace: Option<&dyn Pace>) -> Result<Option<&'r Row<'s>>> {
    if let Some(pace) = pace {
        pace.wait_for_room()?;
    }
    rows.next().map_err(translated)
}

fn bind(statement: &mut Statement<'_>, values: &[Value]) -> Result<()> {
    let expected = statement.parameter_count();
    if expected != values.len() {
        return Err(fault::programming(&format!("the statement binds {expected} values, {} were given", values.len())));
    }
    for (index, value) in (1..).zip(values) {
        statement.raw_bind_parameter::<usize, _>(index, bound(value)?).map_err(translated)?;
    }
    Ok(())
}
