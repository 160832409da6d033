//! A connection: statements in transactions that begin by themselves.

use std::time::Duration;

use crate::dialect::Dialect;
use crate::driver::{BeginOptions, Isolation};
use crate::engine::{Executor, Lending, Lent, Live, Transaction};
use crate::error::Result;
use crate::row::Plain;

/// A connection from the engine's pool.
///
/// Its first statement begins a transaction, which costs no round trip; [`Connection::commit`] keeps what was done. What
/// was not committed when the connection is dropped is rolled back, at once and in the background.
#[derive(Debug)]
pub struct Connection {
    live: Live,
    options: BeginOptions,
    autocommit: bool,
}

impl Connection {
    pub(crate) fn new(live: Live) -> Connection {
        let settings = live.shared.settings;
        Connection { live, options: settings.begin, autocommit: settings.autocommit }
    }

    /// Whether each statement is a transaction of its own, unless one is begun with [`Connection::begin`]. Holds from the
    /// next transaction on.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let mut connection = engine.connect().await?.autocommit(true);
    /// connection.execute(text("VACUUM")).await?; // not inside a transaction
    /// assert!(!connection.is_in_transaction());
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn autocommit(mut self, autocommit: bool) -> Self {
        self.autocommit = autocommit;
        self
    }

    /// The isolation level, from the next transaction on; `None` is the database's default.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Isolation, prelude::*};
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let mut connection = engine.connect().await?.isolation(Isolation::Serializable);
    /// let pages = connection.scalar(select(func::sum(book::pages))).await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn isolation(mut self, isolation: impl Into<Option<Isolation>>) -> Self {
        self.options.isolation = isolation.into();
        self
    }

    /// How long its statements may take, instead of what the engine says; `None` for as long as they like. A statement that
    /// takes longer costs the connection; a stream may take so long for each of its rows.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// use std::time::Duration;
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let mut connection = engine.connect().await?.statement_timeout(Duration::from_secs(600));
    /// connection.execute(text("REINDEX")).await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn statement_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.live.settings.statement_timeout = limit.into();
        self
    }

    /// How many rows its INSERTs have at most, instead of what the engine says; see
    /// [`EngineOptions::rows_per_insert`](crate::EngineOptions::rows_per_insert).
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let mut connection = engine.connect().await?.rows_per_insert(100);
    /// let rows: Vec<_> = (0..250).map(|number| book::title.to(format!("Volume {number}"))).collect();
    /// connection.execute(book::insert().values(rows)).await?; // three statements
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn rows_per_insert(mut self, rows: usize) -> Self {
        self.live.settings.rows_per_insert = rows.max(1);
        self
    }

    /// The dialect as the server speaks it.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # async fn f(connection: &Connection) -> Result<()> {
    /// println!("{}", select(literal(1)).compile(connection.dialect())?.text());
    /// # Ok(()) }
    /// ```
    pub fn dialect(&self) -> &dyn Dialect {
        &**self.live.dialect()
    }

    /// Whether a transaction was begun and not ended.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// connection.scalar(select(literal(1_i64))).await?;
    /// assert!(connection.is_in_transaction());
    /// connection.commit().await?;
    /// assert!(!connection.is_in_transaction());
    /// # Ok(()) }
    /// ```
    pub fn is_in_transaction(&self) -> bool {
        self.live.is_in_transaction()
    }

    /// Begins a transaction and gives its guard; nothing is sent for it alone.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut tx = connection.begin().await?;
    /// tx.execute(book::delete().filter(book::pages.eq(0))).await?;
    /// tx.commit().await?; // dropped without it, it rolls back
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `InvalidState` if a statement has begun one already.
    pub async fn begin(&mut self) -> Result<Transaction<'_>> {
        let options = self.options;
        self.begin_with(options).await
    }

    /// As [`Connection::begin`], with options of its own.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::{BeginOptions, Isolation}, prelude::*};
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let report = BeginOptions { isolation: Some(Isolation::Serializable), read_only: true, ..default() };
    /// let mut tx = connection.begin_with(report).await?;
    /// let pages = tx.scalar(select(func::sum(book::pages))).await?;
    /// tx.commit().await?;
    /// # Ok(()) }
    /// ```
    pub async fn begin_with(&mut self, options: BeginOptions) -> Result<Transaction<'_>> {
        self.live.begin(options)?;
        Ok(Transaction::whole(Lent::Borrowed(&mut self.live)))
    }

    /// Sets a savepoint and gives its guard, beginning a transaction where there is none.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut savepoint = connection.begin_nested().await?;
    /// savepoint.execute(book::delete()).await?;
    /// savepoint.rollback().await?; // the books are there again; the transaction goes on
    /// connection.commit().await?;
    /// # Ok(()) }
    /// ```
    pub async fn begin_nested(&mut self) -> Result<Transaction<'_>> {
        self.live.begin_if_none(self.options);
        Transaction::nested(&mut self.live).await
    }

    /// Commits what was done.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// connection.execute(book::insert().values(book::title.to("Emma"))).await?;
    /// connection.commit().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`Live::commit`].
    pub async fn commit(&mut self) -> Result<()> {
        self.live.commit().await
    }

    /// Undoes what was done since the last commit.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// connection.execute(book::delete()).await?;
    /// connection.rollback().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`Live::rollback`].
    pub async fn rollback(&mut self) -> Result<()> {
        self.live.rollback().await
    }

    /// Rolls back, and gives the connection back. Dropping it does so too, without waiting and without telling of errors.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let mut connection = engine.connect().await?;
    /// connection.scalar(select(literal(1_i64))).await?;
    /// connection.close().await?;
    /// # Ok(()) }
    /// ```
    pub async fn close(mut self) -> Result<()> {
        self.live.rollback().await
    }

    /// The live connection, in a transaction: for what runs statements in forms of its own.
    pub fn live(&mut self) -> &mut Live {
        if !self.autocommit {
            self.live.begin_if_none(self.options);
        }
        &mut self.live
    }
}

impl Executor for Connection {
    type Mode = Plain;

    fn lend(&mut self) -> Lending<'_, Plain> {
        Lending::Now(self.live(), ())
    }
}
