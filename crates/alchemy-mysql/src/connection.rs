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
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, DriverError, Opts, OptsBuilder};
use tokio::task::AbortHandle;

use crate::cache::Cache;
use crate::dialect::Dialect;
use crate::fault;
use crate::server::Server;
use crate::session;
use crate::transaction::{Phase, Transaction};

/// How long the attempt may take to stop what an abandoned connection left running.
const KILL_TIMEOUT: Duration = Duration::from_secs(5);

/// One open connection.
pub(crate) struct Connection {
    pub(crate) conn: Option<Conn>,
    opts: Opts,
    dialect: Arc<Dialect>,
    pub(crate) cache: Cache,
    pub(crate) transaction: Transaction,
    pub(crate) max_packet: usize,
    /// Generated keys are one apart, so that those of many rows can be counted from the first.
    pub(crate) counts_by_one: bool,
    /// A call was started and has not come to its end.
    in_flight: bool,
    /// A statement changed the session itself.
    pub(crate) changed: bool,
    home: Home,
}

/// The runtime that a connection was made in, and that it ends with: a task of it that does nothing until then.
struct Home(AbortHandle);

impl Home {
    fn here() -> Self {
        Home(tokio::spawn(std::future::pending::<()>()).abort_handle())
    }

    fn is_gone(&self) -> bool {
        self.0.is_finished()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Connection {
    /// Connects and sets the session up. What is unencrypted is for a server without TLS.
    pub(crate) async fn open(
        opts: &Opts,
        unencrypted: Option<&Opts>,
        expected: Server,
        statement_cache: usize,
    ) -> Result<Connection> {
        let (opts, conn) = match (Conn::new(opts.clone()).await, unencrypted) {
            (Err(mysql_async::Error::Driver(DriverError::NoClientSslFlagFromServer)), Some(plain)) => {
                (plain, Conn::new(plain.clone()).await)
            }
            (outcome, _) => (opts, outcome),
        };
        let mut conn = conn.map_err(|error| fault::error(error, &expected))?;
        session::set_up(&mut conn, &expected).await?;
        let facts = session::read_back(&mut conn, &expected).await?;
        Ok(Connection {
            conn: Some(conn),
            opts: opts.clone(),
            dialect: Arc::new(Dialect::of(facts.server)),
            cache: Cache::new(statement_cache),
            transaction: Transaction::new(),
            max_packet: facts.max_packet,
            counts_by_one: facts.key_increment == 1,
            in_flight: false,
            changed: false,
            home: Home::here(),
        })
    }

    /// The server that it is connected to.
    pub(crate) fn server(&self) -> &Server {
        self.dialect.server()
    }

    /// The connection underneath.
    ///
    /// # Errors
    /// `Disconnect` if it is gone.
    pub(crate) fn live(&mut self) -> Result<&mut Conn> {
        let closed = || Error::disconnect("the connection is closed");
        let is_gone = self.home.is_gone();
        self.conn.as_mut().filter(|conn| !conn.is_disconnected() && !is_gone).ok_or_else(closed)
    }

    /// Marks a call as running.
    ///
    /// # Errors
    /// `Poisoned` if an earlier one never ended, `Disconnect` if the connection is gone.
    fn start(&mut self) -> Result<()> {
        if self.in_flight {
            return Err(Error::poisoned());
        }
        self.live()?;
        self.in_flight = true;
        Ok(())
    }

    /// What the last OK said.
    pub(crate) fn flags(&self) -> StatusFlags {
        let ok = self.conn.as_ref().and_then(Conn::last_ok_packet);
        ok.map_or(StatusFlags::empty(), |ok| ok.status_flags())
    }

    /// Sends a command that gives no rows, and waits for its end.
    pub(crate) async fn command(&mut self, sql: &str) -> Result<()> {
        let server = *self.server();
        self.live()?.query_drop(sql).await.map_err(|error| fault::error(error, &server))
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
        self.conn.as_ref().is_none_or(Conn::is_disconnected) || self.home.is_gone()
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
