//! What a database crate implements to run statements: two object-safe traits.
//!
//! To write a driver: parse a URL with [`Url`], open a connection in [`Driver::connect`], and answer
//! [`DriverConnection`]'s questions. The engine wraps every call: it holds the deadline, marks the connection as in
//! flight while a call runs, and throws a connection away whose call did not finish. So a driver may assume that it is
//! never called again after one of its futures was dropped, except for [`DriverConnection::abort`].
//!
//! A stream of rows is a statement like any other, whose sink has a [`Pace`].
//!
//! Invariant: rows are pushed into the sink in the order in which the database gave them.
//! Invariant: [`DriverConnection::status`] tells what the *server* last said, not what we asked for.

mod url;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use crate::dialect::Dialect;
use crate::error::Result;
use crate::value::Value;

pub use crate::row::{BoxFuture, Pace, Sink};
pub use url::Url;

/// The values bound to a statement.
#[derive(Debug, Clone)]
pub enum Params {
    /// The statement runs once.
    One(Vec<Value>),
    /// The statement is prepared once and runs once per set (executemany).
    Many(Vec<Vec<Value>>),
}

/// One statement to run: one text, handed to the driver once.
#[derive(Debug)]
pub struct Request {
    /// The text, with the dialect's placeholders.
    pub sql: Arc<str>,
    /// The values bound to it.
    pub params: Params,
    /// Where rows go; without one, rows are discarded.
    pub sink: Option<Box<dyn Sink>>,
    /// Whether the statement is worth preparing and keeping in the connection's statement cache. DDL and session
    /// commands are not.
    pub cached: bool,
    /// How long it may take. The engine enforces it wherever the future yields; a driver that blocks must do it itself.
    pub deadline: Option<Duration>,
}

/// What a statement gave back besides rows.
#[derive(Debug, Default)]
pub struct Reply {
    /// How many rows were changed, summed over all parameter sets. An UPDATE counts the rows that matched.
    pub rows_affected: u64,
    /// The key that the database generated for the first inserted row, where the protocol tells it.
    pub last_insert_id: Option<u64>,
    /// The request's sink.
    pub sink: Option<Box<dyn Sink>>,
    /// How many times the driver waited for the server, preparing included.
    pub round_trips: u32,
}

/// How a transaction starts; for `Connection::begin_with`.
///
/// ```
/// use alchemy_core::driver::{BeginOptions, Isolation};
/// let report = BeginOptions { isolation: Some(Isolation::Serializable), read_only: true, ..Default::default() };
/// assert!(!report.deferrable);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BeginOptions {
    /// Its isolation level; `None` is the database's default.
    pub isolation: Option<Isolation>,
    /// Whether it may only read.
    pub read_only: bool,
    /// Whether it may wait at its start, so that it never fails for what others do: for a serializable transaction that
    /// only reads. A database without it refuses the transaction's first statement.
    pub deferrable: bool,
}

impl BeginOptions {
    /// The statement that says them of a transaction, in the words of the SQL standard; `None` if there is nothing to say.
    ///
    /// ```
    /// use alchemy_core::driver::{BeginOptions, Isolation};
    /// let options = BeginOptions { isolation: Some(Isolation::RepeatableRead), read_only: true, ..BeginOptions::default() };
    /// assert_eq!(options.set_transaction().as_deref(), Some("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"));
    /// assert_eq!(BeginOptions::default().set_transaction(), None);
    /// ```
    pub fn set_transaction(&self) -> Option<String> {
        let isolation = self.isolation.map(|isolation| match isolation {
            Isolation::ReadUncommitted => "ISOLATION LEVEL READ UNCOMMITTED",
            Isolation::ReadCommitted => "ISOLATION LEVEL READ COMMITTED",
            Isolation::RepeatableRead => "ISOLATION LEVEL REPEATABLE READ",
            Isolation::Serializable => "ISOLATION LEVEL SERIALIZABLE",
        });
        let access = self.read_only.then_some("READ ONLY");
        let deferrable = self.deferrable.then_some("DEFERRABLE");
        let said: Vec<&str> = [isolation, access, deferrable].into_iter().flatten().collect();
        (!said.is_empty()).then(|| format!("SET TRANSACTION {}", said.join(", ")))
    }
}

/// A transaction's isolation level, in the words of the SQL standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Isolation {
    /// Sees what others have not committed.
    ReadUncommitted,
    /// Each statement sees what was committed before it.
    ReadCommitted,
    /// The whole transaction sees one state.
    RepeatableRead,
    /// As if transactions ran one after the other.
    Serializable,
}

/// What the server last said about the transaction on a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransactionStatus {
    /// No transaction is open: known for certain.
    Idle,
    /// A transaction is open.
    Active,
    /// A transaction is open that can only be rolled back.
    Failed,
    /// Not known, or something is still outstanding.
    Unknown,
}

/// Opens connections to one database.
pub trait Driver: Debug + Send + Sync + 'static {
    /// The dialect without a server: what statements compiled before the first connection are written in.
    fn dialect(&self) -> Arc<dyn Dialect>;

    /// Opens and sets up one connection.
    ///
    /// # Errors
    /// `Configuration` where the server refuses the credentials or the database is not there, `Disconnect` where it cannot be
    /// reached.
    fn connect(&self) -> BoxFuture<'_, Result<Box<dyn DriverConnection>>>;

    /// The most connections that make sense, if the database limits it (an in-memory database of one connection).
    fn max_connections(&self) -> Option<usize> {
        None
    }
}

/// One connection to one database.
pub trait DriverConnection: Debug + Send {
    /// The dialect as this server speaks it: kind and version are known now.
    fn dialect(&self) -> Arc<dyn Dialect>;

    /// Runs one statement.
    fn run(&mut self, request: Request) -> BoxFuture<'_, Result<Reply>>;

    /// Runs several statements, in one go where the protocol can. The default runs one after the other. After an error
    /// no later statement has had an effect.
    fn pipeline(&mut self, requests: Vec<Request>) -> BoxFuture<'_, Result<Vec<Reply>>> {
        Box::pin(async move {
            let mut replies = Vec::with_capacity(requests.len());
            for request in requests {
                replies.push(self.run(request).await?);
            }
            Ok(replies)
        })
    }

    /// The next statement opens a transaction; costs no round trip of its own. Nothing was sent yet when this returns.
    fn begin(&mut self, options: BeginOptions);

    /// Commits the open transaction; does nothing if none was opened.
    ///
    /// # Errors
    /// An error if the server rolled back instead, `CommitUnknown` if the connection was lost while waiting for the answer.
    fn commit(&mut self) -> BoxFuture<'_, Result<()>>;

    /// Rolls back the open transaction; does nothing if none was opened, and forgets a `begin` that was not sent yet.
    fn rollback(&mut self) -> BoxFuture<'_, Result<()>>;

    /// What the server last said.
    fn status(&self) -> TransactionStatus;

    /// Whether the connection can no longer be used.
    fn is_closed(&self) -> bool;

    /// Makes a connection that is going back to the pool as good as new. Called only when `status` is `Idle`, unless
    /// [`DriverConnection::needs_reset`] says that status cannot be known.
    fn reset(&mut self) -> BoxFuture<'_, Result<()>>;

    /// Whether `reset` has to run before another user gets the connection: it was in a transaction whose end only a
    /// reset makes certain, or session state was changed.
    fn needs_reset(&self) -> bool;

    /// Ends the connection without waiting: whatever runs is interrupted or cancelled as best it can be, open
    /// transactions are rolled back by the server. The last call; also after a future was dropped.
    fn abort(&mut self);
}
