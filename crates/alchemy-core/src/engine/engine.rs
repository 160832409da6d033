//! The engine: one database, its pool, and what all of its connections share.

use std::fmt;
use std::sync::Arc;

use crate::dialect::Dialect;
use crate::driver::{BoxFuture, Driver};
use crate::engine::cache::StatementCache;
use crate::engine::executor::{execute, execute_many, only, up_to};
use crate::engine::observe::Observers;
use crate::engine::options::Settings;
use crate::engine::{Connection, EngineOptions, Executor, Lending, Lent, Live, Outcome, RowStream, StatementEvent, Transaction};
use crate::error::{Error, Result};
use crate::pool::{Pool, PoolStatus};
use crate::row::{Plain, Shape};
use crate::sql::{Prepared, Query, Statement};
use crate::types::SqlValue;

/// A database to talk to: its driver, its dialect and a pool of connections. Cheap to clone; all clones are one engine.
///
/// Its own [`all`](Engine::all), [`one`](Engine::one), [`execute`](Engine::execute) and the like run single statements in
/// autocommit, each on a pooled connection. For transactions there is [`Engine::connect`].
#[derive(Clone)]
pub struct Engine(Arc<Shared>);

/// What all connections of an engine share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) pool: Pool,
    pub(crate) settings: Settings,
    pub(crate) observers: Observers,
    pub(crate) cache: StatementCache,
}

type RowsOf<Q> = <<Q as Query>::Row as Shape>::In<Plain>;

impl Engine {
    /// Settings for an engine over a driver. Driver crates and the ORM offer shorter ways.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).max_connections(5).lazy(true).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn builder(driver: Arc<dyn Driver>) -> EngineOptions {
        EngineOptions::new(driver)
    }

    pub(crate) fn from_shared(shared: Shared) -> Engine {
        Engine(Arc::new(shared))
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0
    }

    /// A connection.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let mut connection = engine.connect().await?;
    /// connection.execute(book::insert().values(book::title.to("Emma"))).await?;
    /// connection.commit().await?;
    /// connection.close().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Timeout` if none is free in time; what the driver says if none can be made.
    pub async fn connect(&self) -> Result<Connection> {
        Ok(Connection::new(self.live().await?))
    }

    /// A transaction on a connection of its own.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let mut tx = engine.begin().await?;
    /// tx.execute(book::insert().values(book::title.to("Emma"))).await?;
    /// tx.commit().await?;
    /// # Ok(()) }
    /// ```
    pub async fn begin(&self) -> Result<Transaction<'static>> {
        let mut live = self.live().await?;
        live.begin(self.0.settings.begin)?;
        Ok(Transaction::whole(Lent::Owned(Box::new(live))))
    }

    async fn live(&self) -> Result<Live> {
        Ok(Live::new(self.0.pool.get().await?, self.0.clone()))
    }

    /// The dialect: the server's once a connection was made, until then the driver's own.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// println!("{}", select(literal(1)).compile(engine.dialect())?.text());
    /// # Ok(()) }
    /// ```
    pub fn dialect(&self) -> &dyn Dialect {
        &**self.0.pool.dialect()
    }

    /// A statement's text and values, as executing it would send them: kept with the statement, kept by the engine under
    /// its structure, or compiled now and kept.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    pub fn prepare(&self, statement: &dyn Statement) -> Result<Prepared> {
        self.0.cache.prepare(statement, self.0.pool.dialect())
    }

    /// How many statements' texts are kept.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// for pages in [100, 200, 300] {
    ///     engine.all(select(book::title).filter(book::pages.gt(pages))).await?;
    /// }
    /// assert_eq!(engine.kept_statements(), 1); // one text, three values
    /// # Ok(()) }
    /// ```
    pub fn kept_statements(&self) -> usize {
        self.0.cache.len()
    }

    /// Forgets all texts of statements that are kept; see [`EngineOptions::kept_statements`](crate::EngineOptions).
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// engine.clear_kept_statements();
    /// assert_eq!(engine.kept_statements(), 0);
    /// # Ok(()) }
    /// ```
    pub fn clear_kept_statements(&self) {
        self.0.cache.clear();
    }

    /// The dialect, shared.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let prepared = select(literal(1)).prepare(&engine.shared_dialect())?;
    /// println!("{}", prepared.text);
    /// # Ok(()) }
    /// ```
    pub fn shared_dialect(&self) -> Arc<dyn Dialect> {
        self.0.pool.dialect().clone()
    }

    /// How many connections there are.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// println!("{:?}", engine.status());
    /// # Ok(()) }
    /// ```
    pub fn status(&self) -> PoolStatus {
        self.0.pool.status()
    }

    /// Calls `observer` after each statement, commit and rollback on any connection of the engine, also one that failed;
    /// not for what is rolled back in the background. It is called where the statement runs, so it should be quick.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// engine.on_statement(|event| println!("{} took {:?}", event.sql, event.elapsed));
    /// # Ok(()) }
    /// ```
    pub fn on_statement(&self, observer: impl Fn(&StatementEvent<'_>) + Send + Sync + 'static) {
        self.0.observers.add(Arc::new(observer));
    }

    /// Closes the engine: nobody gets a connection any more, those who have one keep it to the end. Waits for them, but no
    /// longer than one waits for a connection.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// engine.close().await;
    /// assert!(engine.connect().await.is_err());
    /// # Ok(()) }
    /// ```
    pub async fn close(&self) {
        self.0.pool.close().await;
    }

    /// [`Executor::execute`] in autocommit.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let outcome = engine.execute(book::update().set(book::pages.to(0)).filter(book::title.eq(""))).await?;
    /// println!("{} rows matched", outcome.rows_affected);
    /// # Ok(()) }
    /// ```
    pub fn execute<'s, S: Statement + 's>(&'s self, statement: S) -> BoxFuture<'s, Result<Outcome>> {
        Box::pin(execute(self, statement))
    }

    /// [`Executor::execute_many`], in a transaction of its own.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let updates = [("Emma", 300), ("Ulysses", 700)]
    ///     .map(|(title, pages)| book::update().set(book::pages.to(pages)).filter(book::title.eq(title)));
    /// assert_eq!(engine.execute_many(updates).await?.rows_affected, 2);
    /// # Ok(()) }
    /// ```
    pub fn execute_many<'s, S, I>(&'s self, statements: I) -> BoxFuture<'s, Result<Outcome>>
    where
        S: Statement + 's,
        I: IntoIterator<Item = S>,
    {
        let statements: Vec<S> = statements.into_iter().collect();
        Box::pin(execute_many(self, statements))
    }

    /// [`Executor::all`] in autocommit.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let rows: Vec<(i64, String)> = engine.all(select((book::id, book::title)).order_by(book::id)).await?;
    /// # Ok(()) }
    /// ```
    pub fn all<'s, Q: Query + 's>(&'s self, query: Q) -> BoxFuture<'s, Result<Vec<RowsOf<Q>>>> {
        Box::pin(up_to(self, query, usize::MAX))
    }

    /// [`Executor::stream`] in autocommit.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let mut titles = engine.stream(select(book::title));
    /// while let Some(title) = titles.try_next().await? {
    ///     println!("{title}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn stream<'s, Q: Query + 's>(&'s self, query: Q) -> RowStream<'s, RowsOf<Q>> {
        RowStream::new(self, query)
    }

    /// [`Executor::one`] in autocommit.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let (title, pages): (String, i64) = engine.one(select((book::title, book::pages)).filter(book::id.eq(1))).await?;
    /// # Ok(()) }
    /// ```
    pub fn one<'s, Q: Query + 's>(&'s self, query: Q) -> BoxFuture<'s, Result<RowsOf<Q>>> {
        Box::pin(async move { only(up_to(self, query, 2).await?)?.ok_or_else(Error::no_rows) })
    }

    /// [`Executor::one_or_none`] in autocommit.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let title: Option<String> = engine.one_or_none(select(book::title).filter(book::id.eq(1))).await?;
    /// # Ok(()) }
    /// ```
    pub fn one_or_none<'s, Q: Query + 's>(&'s self, query: Q) -> BoxFuture<'s, Result<Option<RowsOf<Q>>>> {
        Box::pin(async move { only(up_to(self, query, 2).await?) })
    }

    /// [`Executor::first`] in autocommit.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let longest: Option<String> = engine.first(select(book::title).order_by(book::pages.desc())).await?;
    /// # Ok(()) }
    /// ```
    pub fn first<'s, Q: Query + 's>(&'s self, query: Q) -> BoxFuture<'s, Result<Option<RowsOf<Q>>>> {
        Box::pin(async move { Ok(up_to(self, query, 1).await?.into_iter().next()) })
    }

    /// [`Executor::scalar`] in autocommit.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// let most: Option<i64> = engine.scalar(select(func::max(book::pages))).await?;
    /// # Ok(()) }
    /// ```
    pub fn scalar<'s, Q: Query + 's>(&'s self, query: Q) -> BoxFuture<'s, Result<RowsOf<Q>>>
    where
        Q::Row: SqlValue,
    {
        self.one(query)
    }
}

impl Executor for &Engine {
    type Mode = Plain;

    fn lend(&mut self) -> Lending<'_, Plain> {
        Lending::Later(Box::pin(async move { Ok((Lent::Owned(Box::new(self.live().await?)), ())) }))
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("dialect", &self.dialect()).field("status", &self.status()).finish_non_exhaustive()
    }
}
