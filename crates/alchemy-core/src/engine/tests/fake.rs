//! A driver in memory that does what the text of a statement says, and writes down what it was asked.

use std::collections::VecDeque;
use std::future::{pending, ready};
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

use crate::dialect::{Ansi, Dialect, Features};
use crate::driver::{BeginOptions, BoxFuture, Driver, DriverConnection, Params, Reply, Request, TransactionStatus};
use crate::engine::{Engine, EngineOptions};
use crate::error::{Error, ErrorKind, Result};
use crate::types::SqlType;
use crate::value::{Row, Value, ValueRef};

/// The server's side.
#[derive(Debug, Default)]
pub(crate) struct Server {
    pub(crate) log: Mutex<Vec<String>>,
    pub(crate) requests: Mutex<Vec<Params>>,
    /// What statements with a sink give, one after the other; each a list of rows.
    pub(crate) answers: Mutex<VecDeque<Vec<Vec<Value>>>>,
    /// Switches.
    pub(crate) slow_rollback: Mutex<bool>,
    pub(crate) slow_connect: Mutex<bool>,
    pub(crate) slow_commit: Mutex<bool>,
    pub(crate) busy_commit: Mutex<bool>,
    pub(crate) needs_reset: Mutex<bool>,
    pub(crate) features: Mutex<Option<Features>>,
    /// What slow calls wait for.
    pub(crate) gate: Notify,
    connections: Mutex<usize>,
}

impl Server {
    pub(crate) fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    fn write(&self, id: usize, what: &str) {
        self.log.lock().unwrap().push(format!("{id} {what}"));
    }

    pub(crate) fn answer<const N: usize>(&self, rows: [Vec<Value>; N]) {
        self.answers.lock().unwrap().push_back(rows.to_vec());
    }

    pub(crate) fn options(self: &Arc<Self>) -> EngineOptions {
        Engine::builder(Arc::new(FakeDriver(self.clone())))
    }

    pub(crate) async fn engine(self: &Arc<Self>) -> Engine {
        self.options().max_connections(1).create().await.unwrap()
    }
}

#[derive(Debug)]
struct FakeDriver(Arc<Server>);

impl Driver for FakeDriver {
    fn dialect(&self) -> Arc<dyn Dialect> {
        Arc::new(Ansi)
    }

    fn connect(&self) -> BoxFuture<'_, Result<Box<dyn DriverConnection>>> {
        Box::pin(async move {
            if *self.0.slow_connect.lock().unwrap() {
                pending::<()>().await;
            }
            let id = {
                let mut connections = self.0.connections.lock().unwrap();
                *connections += 1;
                *connections
            };
            self.0.write(id, "connect");
            let connection =
                FakeConnection { id, server: self.0.clone(), status: TransactionStatus::Idle, begin: false, closed: false };
            Ok(Box::new(connection) as Box<dyn DriverConnection>)
        })
    }
}

#[derive(Debug)]
struct FakeConnection {
    id: usize,
    server: Arc<Server>,
    status: TransactionStatus,
    begin: bool,
    closed: bool,
}

impl FakeConnection {
    fn note(&self, what: &str) {
        self.server.write(self.id, what);
    }

    fn perform(&mut self, mut request: Request) -> Result<Reply> {
        if std::mem::take(&mut self.begin) {
            self.note("BEGIN");
            self.status = TransactionStatus::Active;
        }
        self.note(&request.sql);
        match &*request.sql {
            "GONE" => {
                self.closed = true;
                return Err(Error::disconnect("gone"));
            }
            "WRONG" => {
                if self.status == TransactionStatus::Active {
                    self.status = TransactionStatus::Failed;
                }
                return Err(Error::new(ErrorKind::Programming, "wrong"));
            }
            "DEADLOCK" => {
                self.status = TransactionStatus::Idle;
                return Err(Error::new(ErrorKind::Serialization, "deadlock"));
            }
            "DDL" => self.status = TransactionStatus::Idle,
            sql if sql.starts_with("ROLLBACK TO") => self.status = TransactionStatus::Active,
            _ => {}
        }
        let sets = match &request.params {
            Params::One(values) => values.first().map_or(1, |value| if let Value::Array(rows) = value { rows.len() } else { 1 }),
            Params::Many(sets) => sets.len(),
        };
        let stepped = matches!(request.params, Params::Many(_));
        let shown = request.sql.matches("), (").count() + request.sql.matches("),(").count();
        self.server.requests.lock().unwrap().push(request.params);
        if let Some(sink) = &mut request.sink {
            for row in self.server.answers.lock().unwrap().pop_front().unwrap_or_default() {
                sink.row(&Values(&row))?;
                if stepped {
                    sink.end_of_set()?;
                }
            }
        }
        let affected = (sets + shown) as u64;
        Ok(Reply { rows_affected: affected, last_insert_id: Some(40), sink: request.sink, round_trips: 1 })
    }
}

impl DriverConnection for FakeConnection {
    fn dialect(&self) -> Arc<dyn Dialect> {
        Arc::new(FakeDialect(self.server.features.lock().unwrap().unwrap_or(*Ansi.features())))
    }

    fn run(&mut self, request: Request) -> BoxFuture<'_, Result<Reply>> {
        if &*request.sql == "HANG" {
            self.note("HANG");
            return Box::pin(pending());
        }
        Box::pin(async move { self.perform(request) })
    }

    fn begin(&mut self, _: BeginOptions) {
        self.begin = true;
    }

    fn commit(&mut self) -> BoxFuture<'_, Result<()>> {
        self.note("COMMIT");
        if *self.server.slow_commit.lock().unwrap() {
            return Box::pin(pending());
        }
        if std::mem::take(&mut *self.server.busy_commit.lock().unwrap()) {
            return Box::pin(ready(Err(Error::new(ErrorKind::Operational, "busy"))));
        }
        let failed = self.status == TransactionStatus::Failed;
        self.status = TransactionStatus::Idle;
        let refused = || Error::new(ErrorKind::Operational, "rolled back instead");
        Box::pin(ready(if failed { Err(refused()) } else { Ok(()) }))
    }

    fn rollback(&mut self) -> BoxFuture<'_, Result<()>> {
        self.begin = false;
        if self.status == TransactionStatus::Idle {
            self.note("nothing to roll back");
            return Box::pin(ready(Ok(())));
        }
        Box::pin(async move {
            if *self.server.slow_rollback.lock().unwrap() {
                self.note("rollback begins");
                self.server.clone().gate.notified().await;
            }
            self.note("ROLLBACK");
            self.status = TransactionStatus::Idle;
            Ok(())
        })
    }

    fn status(&self) -> TransactionStatus {
        self.status
    }

    fn is_closed(&self) -> bool {
        self.closed
    }

    fn reset(&mut self) -> BoxFuture<'_, Result<()>> {
        self.note("reset");
        *self.server.needs_reset.lock().unwrap() = false;
        Box::pin(ready(Ok(())))
    }

    fn needs_reset(&self) -> bool {
        *self.server.needs_reset.lock().unwrap()
    }

    fn abort(&mut self) {
        self.note("abort");
    }
}

/// Standard SQL with other answers.
#[derive(Debug)]
struct FakeDialect(Features);

impl Dialect for FakeDialect {
    fn name(&self) -> &'static str {
        "fake"
    }

    fn features(&self) -> &Features {
        &self.0
    }

    fn is_reserved(&self, _: &str) -> bool {
        false
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        Ansi.column_type(sql_type)
    }

    fn table_names(&self) -> &'static str {
        ""
    }
}

struct Values<'v>(&'v [Value]);

impl Row for Values<'_> {
    fn width(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>> {
        self.0.get(index).map(Value::as_ref).ok_or_else(|| Error::new(ErrorKind::Programming, "no such column"))
    }

    fn name(&self, _: usize) -> &str {
        ""
    }
}
