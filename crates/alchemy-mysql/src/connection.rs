//! One connection: statements, transactions, reset and the end.
//!
//! Invariant: between two calls nothing is outstanding on the wire. A call whose future was dropped leaves the connection
//! in flight for good, and only [`DriverConnection::abort`] is accepted then: the driver underneath would give the next
//! statement the answer to the one before.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use alchemy_core::driver::{BeginOptions, BoxFuture, DriverConnection, Reply, Request, TransactionStatus};
use alchemy_core::{Error, ErrorKind, Result};
use futures_util::FutureExt;
use mysql_async::consts::StatusFlags;
use mysql_async::prelude::{Protocol, Queryable};
use mysql_async::{Conn, Opts, OptsBuilder, QueryResult, Statement, Value as Wire};

use crate::cache::Cache;
use crate::dialect::Dialect;
use crate::fault;
use crate::server::Server;
use crate::session;
use crate::transaction::{Phase, Transaction};
use crate::value::{self, Kind, RowView};

/// How long the attempt may take to stop what an abandoned connection left running.
const KILL_TIMEOUT: Duration = Duration::from_secs(5);

/// The server has no prepared form of this statement.
const NOT_PREPARABLE: u16 = 1295;

/// The server broke a deadlock, and rolled back the whole transaction.
const DEADLOCKS: [i64; 2] = [1213, 1614];

/// One open connection.
pub(crate) struct Connection {
    conn: Option<Conn>,
    opts: Opts,
    dialect: Arc<Dialect>,
    cache: Cache,
    transaction: Transaction,
    max_packet: usize,
    /// Generated keys are one apart, so that those of many rows can be counted from the first.
    counts_by_one: bool,
    /// A call was started and has not come to its end.
    in_flight: bool,
    /// A statement changed the session itself.
    changed: bool,
}

impl Connection {
    /// Connects and sets the session up.
    pub(crate) async fn open(opts: Opts, expected: Server, statement_cache: usize) -> Result<Connection> {
        let mut conn = Conn::new(opts.clone()).await.map_err(|error| fault::error(error, &expected))?;
        session::set_up(&mut conn, &expected).await?;
        let facts = session::read_back(&mut conn, &expected).await?;
        Ok(Connection {
            conn: Some(conn),
            opts,
            dialect: Arc::new(Dialect::of(facts.server)),
            cache: Cache::new(statement_cache),
            transaction: Transaction::new(),
            max_packet: facts.max_packet,
            counts_by_one: facts.key_increment == 1,
            in_flight: false,
            changed: false,
        })
    }

    fn server(&self) -> &Server {
        self.dialect.server()
    }

    fn live(&mut self) -> Result<&mut Conn> {
        let closed = || Error::disconnect("the connection is closed");
        self.conn.as_mut().filter(|conn| !conn.is_disconnected()).ok_or_else(closed)
    }

    /// Marks a call as running. # Errors: `Poisoned` if an earlier one never ended, `Disconnect` if the connection is gone.
    fn start(&mut self) -> Result<()> {
        if self.in_flight {
            return Err(Error::poisoned());
        }
        self.live()?;
        self.in_flight = true;
        Ok(())
    }

    fn flags(&self) -> StatusFlags {
        let ok = self.conn.as_ref().and_then(Conn::last_ok_packet);
        ok.map_or(StatusFlags::empty(), |ok| ok.status_flags())
    }

    /// Sends a command that gives no rows, and waits for its end.
    async fn command(&mut self, sql: &str) -> Result<()> {
        let server = *self.server();
        self.live()?.query_drop(sql).await.map_err(|error| fault::error(error, &server))
    }

    async fn execute(&mut self, request: Request) -> Result<Reply> {
        let Request { sql, params, sink, cached, .. } = request;
        if self.transaction.phase == Phase::Failed {
            let message = "the server rolled back this transaction; call `rollback()` before going on";
            return Err(Error::new(ErrorKind::PendingRollback, message));
        }
        value::check_size(sql.len(), self.max_packet)?;
        let sets = value::bind_all(params, self.max_packet)?;
        let reply = Reply { sink, ..Reply::default() };
        let mut answer = Answer { reply, failure: None, returns_changed_rows: session::changes_rows(&sql) };
        if let Some(preamble) = self.transaction.preamble() {
            self.command(&preamble).await?;
            answer.reply.round_trips += 1;
            let flags = self.flags();
            self.transaction.observe(flags, "");
        }
        self.transaction.enter();
        let outcome = self.send(&sql, sets, cached, &mut answer).await;
        if let Err(error) = outcome {
            let error = fault::error(error, self.server());
            self.after_error(&error, cached).await?;
            return Err(error);
        }
        let flags = self.flags();
        self.transaction.observe(flags, &sql);
        let mut reply = answer.finish()?;
        // A key from which the others cannot be told is better not told.
        reply.last_insert_id = reply.last_insert_id.filter(|_| self.counts_by_one || reply.rows_affected <= 1);
        Ok(reply)
    }

    /// Statements without values that are not worth preparing go as text; all others are prepared.
    async fn send(&mut self, sql: &Arc<str>, sets: Vec<Vec<Wire>>, cached: bool, answer: &mut Answer) -> mysql_async::Result<()> {
        let bare = sets.len() == 1 && sets[0].is_empty();
        if bare && !cached {
            return self.send_text(sql, answer).await;
        }
        let kept = cached && self.cache.keeps();
        let statement = match self.prepared(sql, kept, answer).await {
            Err(mysql_async::Error::Server(error)) if error.code == NOT_PREPARABLE && bare => {
                return self.send_text(sql, answer).await;
            }
            outcome => outcome?,
        };
        let outcome = self.send_prepared(&statement, sets, answer).await;
        let healthy = matches!(outcome, Ok(()) | Err(mysql_async::Error::Server(_)));
        if !kept && healthy {
            self.connected()?.close(statement).await?;
        }
        outcome
    }

    fn connected(&mut self) -> mysql_async::Result<&mut Conn> {
        self.conn.as_mut().ok_or_else(|| mysql_async::DriverError::ConnectionClosed.into())
    }

    async fn send_text(&mut self, sql: &Arc<str>, answer: &mut Answer) -> mysql_async::Result<()> {
        self.changed |= session::is_changed_by(sql);
        answer.reply.round_trips += 1;
        let result = self.connected()?.query_iter(&**sql).await?;
        answer.take(result).await
    }

    async fn send_prepared(&mut self, statement: &Statement, sets: Vec<Vec<Wire>>, answer: &mut Answer) -> mysql_async::Result<()> {
        let required = statement.num_params();
        for set in sets {
            // The driver would close the connection for it.
            if set.len() != usize::from(required) {
                answer.fail(Error::new(
                    ErrorKind::Programming,
                    format!("the statement has {required} placeholders, {} values were bound", set.len()),
                ));
                return Ok(());
            }
            answer.reply.round_trips += 1;
            let result = self.connected()?.exec_iter(statement, set).await?;
            answer.take(result).await?;
            if answer.failure.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn prepared(&mut self, sql: &Arc<str>, kept: bool, answer: &mut Answer) -> mysql_async::Result<Statement> {
        if kept && let Some(statement) = self.cache.get(sql) {
            return Ok(statement);
        }
        self.changed |= session::is_changed_by(sql);
        answer.reply.round_trips += 1;
        let statement = self.connected()?.prep(&**sql).await?;
        if kept && let Some(evicted) = self.cache.put(sql.clone(), statement.clone()) {
            self.connected()?.close(evicted).await?;
        }
        Ok(statement)
    }

    /// Finds out what an error did to the transaction. A deadlock is known to have rolled it back; the other errors that
    /// may have ended it make us ask the server, whose errors do not say.
    async fn after_error(&mut self, error: &Error, cached: bool) -> Result<()> {
        if error.is_disconnect() || self.transaction.phase != Phase::Open {
            return Ok(());
        }
        if error.code().is_some_and(|code| DEADLOCKS.contains(&code)) {
            self.transaction.phase = Phase::Failed;
            return Ok(());
        }
        let doubtful = matches!(error.kind(), ErrorKind::Serialization | ErrorKind::Timeout | ErrorKind::Operational);
        // DDL commits even where it fails.
        if doubtful || !cached {
            let server = *self.server();
            self.live()?.ping().await.map_err(|error| fault::error(error, &server))?;
            let flags = self.flags();
            self.transaction.observe_after_error(flags, doubtful);
        }
        Ok(())
    }

    async fn send_commit(&mut self) -> Result<()> {
        if self.transaction.wanted.take().is_some() || !self.transaction.is_begun() {
            return Ok(());
        }
        if self.transaction.phase == Phase::Failed {
            return Err(Error::new(ErrorKind::PendingRollback, "the server rolled back this transaction; nothing was committed"));
        }
        self.live()?;
        match self.command("COMMIT").await {
            Ok(()) => {
                self.transaction.leave(self.flags());
                Ok(())
            }
            Err(error) if error.is_disconnect() => Err(error.with_kind(ErrorKind::CommitUnknown)),
            Err(error) => {
                self.transaction.phase = Phase::Failed;
                Err(error)
            }
        }
    }

    async fn send_rollback(&mut self) -> Result<()> {
        if self.transaction.wanted.take().is_some() || !self.transaction.is_begun() {
            return Ok(());
        }
        let ended = self.transaction.ended;
        self.command("ROLLBACK").await?;
        self.transaction.leave(self.flags());
        match ended {
            false => Ok(()),
            true => Err(Error::invalid_state(
                "a statement of this transaction, such as DDL, committed it; what was done before that statement stays",
            )),
        }
    }

    async fn send_reset(&mut self) -> Result<()> {
        let server = *self.server();
        let conn = self.live()?;
        if !conn.reset().await.map_err(|error| fault::error(error, &server))? {
            return Err(Error::unsupported("the reset of a connection", "a server as old as this"));
        }
        session::set_up(conn, &server).await?;
        self.cache.clear();
        (self.transaction, self.changed) = (Transaction::new(), false);
        Ok(())
    }
}

/// What comes back while a statement runs.
struct Answer {
    reply: Reply,
    /// The sink refused a row: the rows behind it are read and dropped, since the protocol cannot stop them.
    failure: Option<Error>,
    /// Rows that come back are rows that were changed. The server counts none where it returns them.
    returns_changed_rows: bool,
}

impl Answer {
    fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }

    /// Pushes the rows of one execution into the sink, and adds up what it changed.
    async fn take<P: Protocol>(&mut self, mut result: QueryResult<'_, 'static, P>) -> mysql_async::Result<()> {
        let kinds: Vec<Kind> = result.columns_ref().iter().map(Kind::of).collect();
        let first = self.reply.last_insert_id.is_none();
        let (sink, failure) = (&mut self.reply.sink, &mut self.failure);
        let mut rows = 0;
        result
            .for_each(|row| {
                rows += 1;
                if failure.is_none()
                    && let Some(sink) = sink
                {
                    *failure = sink.row(&RowView { row: &row, kinds: &kinds }).err();
                }
            })
            .await?;
        self.reply.rows_affected += if self.returns_changed_rows && rows > 0 { rows } else { result.affected_rows() };
        if first {
            self.reply.last_insert_id = result.last_insert_id();
        }
        result.drop_result().await?;
        self.end_of_set();
        Ok(())
    }

    fn end_of_set(&mut self) {
        if self.failure.is_none()
            && let Some(sink) = &mut self.reply.sink
        {
            self.failure = sink.end_of_set().err();
        }
    }

    fn finish(self) -> Result<Reply> {
        match self.failure {
            Some(error) => Err(error),
            None => Ok(self.reply),
        }
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.conn.as_ref().map(Conn::id);
        f.debug_struct("Connection")
            .field("id", &id)
            .field("server", self.server())
            .field("transaction", &self.transaction)
            .finish()
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
            self.in_flight = false;
            outcome
        })
    }

    fn begin(&mut self, options: BeginOptions) {
        self.transaction.wanted = Some(options);
    }

    fn commit(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            self.start()?;
            let outcome = self.send_commit().await;
            self.in_flight = false;
            outcome
        })
    }

    fn rollback(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            self.start()?;
            let outcome = self.send_rollback().await;
            self.in_flight = false;
            outcome
        })
    }

    fn status(&self) -> TransactionStatus {
        if self.in_flight || self.is_closed() { TransactionStatus::Unknown } else { self.transaction.status() }
    }

    fn is_closed(&self) -> bool {
        self.conn.as_ref().is_none_or(Conn::is_disconnected)
    }

    fn reset(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            self.start()?;
            let outcome = self.send_reset().await;
            self.in_flight = false;
            outcome
        })
    }

    fn needs_reset(&self) -> bool {
        self.changed
    }

    /// An idle connection says goodbye in the background. One in the middle of a call is closed on the spot, and what it
    /// left running is killed over another connection: the server would else find out only when it is done.
    fn abort(&mut self) {
        let Some(mut conn) = self.conn.take() else { return };
        if !self.in_flight {
            return;
        }
        let id = conn.id();
        // A call that is cut after its first poll makes the driver drop the socket without another word.
        let _ = conn.ping().now_or_never();
        drop(conn);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(tokio::time::timeout(KILL_TIMEOUT, kill(self.opts.clone(), id)));
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.abort();
    }
}

/// Ends a connection from outside. Nothing else can be hit: the server does not use its number again.
async fn kill(opts: Opts, id: u32) -> mysql_async::Result<()> {
    let mut conn = Conn::new(OptsBuilder::from_opts(opts)).await?;
    conn.query_drop(format!("KILL {id}")).await?;
    conn.disconnect().await
}
