//! How an engine is made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::driver::{BeginOptions, Driver, Isolation};
use crate::engine::cache::StatementCache;
use crate::engine::engine::Shared;
use crate::engine::observe::{Observer, Observers};
use crate::engine::{Engine, StatementEvent};
use crate::error::Result;
use crate::pool::{Pool, PoolSettings};

/// An engine's settings; [`EngineOptions::create`] makes the engine.
#[must_use = "the engine is made by `create`"]
pub struct EngineOptions {
    driver: Arc<dyn Driver>,
    pool: PoolSettings,
    statements: Settings,
    observers: Vec<Observer>,
    echo: bool,
    lazy: bool,
    kept: usize,
}

/// What statements and transactions go by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) statement_timeout: Option<Duration>,
    /// The most rows of one INSERT whose text grows with them.
    pub(crate) rows_per_insert: usize,
    pub(crate) begin: BeginOptions,
    pub(crate) autocommit: bool,
}

impl EngineOptions {
    pub(crate) fn new(driver: Arc<dyn Driver>) -> Self {
        let pool = PoolSettings {
            max_connections: 10,
            acquire_timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            idle_timeout: None,
            max_lifetime: Some(Duration::from_secs(30 * 60)),
        };
        let statement_timeout = Some(Duration::from_secs(60));
        let begin = BeginOptions::default();
        let statements = Settings { statement_timeout, rows_per_insert: 1000, begin, autocommit: false };
        EngineOptions { driver, pool, statements, observers: Vec::new(), echo: false, lazy: false, kept: 500 }
    }

    /// The most connections; 10 unless said otherwise. The driver may allow fewer.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).max_connections(20).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn max_connections(mut self, count: usize) -> Self {
        self.pool.max_connections = count;
        self
    }

    /// How long one waits for a connection, from asking until having it; 30 seconds unless said otherwise.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// use std::time::Duration;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).acquire_timeout(Duration::from_secs(5)).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn acquire_timeout(mut self, limit: Duration) -> Self {
        self.pool.acquire_timeout = limit;
        self
    }

    /// How long connecting may take, logging in and setting up included; 10 seconds unless said otherwise.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// use std::time::Duration;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).connect_timeout(Duration::from_secs(3)).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.pool.connect_timeout = limit;
        self
    }

    /// How long a statement may take; 60 seconds unless said otherwise, `None` for as long as it likes. One that takes
    /// longer costs its connection.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// use std::time::Duration;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).statement_timeout(Duration::from_secs(5)).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn statement_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.statements.statement_timeout = limit.into();
        self
    }

    /// How many rows one INSERT has at most, where its text grows with them; 1,000 unless said otherwise, and fewer where the
    /// database cannot bind so many values. More rows are inserted by several statements in one transaction.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).rows_per_insert(200).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn rows_per_insert(mut self, rows: usize) -> Self {
        self.statements.rows_per_insert = rows.max(1);
        self
    }

    /// A connection that was idle for longer is not used again; `None`, the default, for however long.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// use std::time::Duration;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).idle_timeout(Duration::from_secs(600)).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.pool.idle_timeout = limit.into();
        self
    }

    /// A connection that is older is not used again; 30 minutes unless said otherwise, `None` for however old.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).max_lifetime(None).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn max_lifetime(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.pool.max_lifetime = limit.into();
        self
    }

    /// The isolation level of transactions that do not say their own; `None`, the default, is the database's.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::{Driver, Isolation}, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).isolation(Isolation::RepeatableRead).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn isolation(mut self, isolation: impl Into<Option<Isolation>>) -> Self {
        self.statements.begin.isolation = isolation.into();
        self
    }

    /// Whether connections run each statement in a transaction of its own, unless one is begun. Not so by default.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).autocommit(true).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn autocommit(mut self, autocommit: bool) -> Self {
        self.statements.autocommit = autocommit;
        self
    }

    /// How many texts of statements are kept by their structure, so that one that is built anew with other values is not
    /// rendered again; 500 unless said otherwise, 0 for none. When there are half as many again, those used longest ago go.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).kept_statements(0).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn kept_statements(mut self, count: usize) -> Self {
        self.kept = count;
        self
    }

    /// Whether the first connection is made when it is needed, and not by [`EngineOptions::create`].
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).lazy(true).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn lazy(mut self, lazy: bool) -> Self {
        self.lazy = lazy;
        self
    }

    /// Whether statements are logged at INFO, through `tracing`, under the target `alchemy::sql`. Otherwise they are
    /// logged at DEBUG. Bound values are never logged.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).echo(true).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn echo(mut self, echo: bool) -> Self {
        self.echo = echo;
        self
    }

    /// Calls `observer` after each statement; see [`Engine::on_statement`].
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).on_statement(|event| println!("{} took {:?}", event.sql, event.elapsed)).create().await?;
    /// # Ok(()) }
    /// ```
    pub fn on_statement(mut self, observer: impl Fn(&StatementEvent<'_>) + Send + Sync + 'static) -> Self {
        self.observers.push(Arc::new(observer));
        self
    }

    /// Makes the engine and, unless it is [lazy](EngineOptions::lazy), connects once: so that mistakes show at start, and
    /// the server's dialect is known.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::{driver::Driver, prelude::*};
    /// # use std::sync::Arc;
    /// # async fn f(driver: Arc<dyn Driver>) -> Result<()> {
    /// let engine = Engine::builder(driver).max_connections(5).create().await?;
    /// assert_eq!(engine.scalar(select(literal(1_i64))).await?, 1);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the driver says, `Timeout`.
    pub async fn create(self) -> Result<Engine> {
        let pool = Pool::new(self.driver, &self.pool)?;
        let observers = Observers::new(self.observers, self.echo);
        let engine =
            Engine::from_shared(Shared { pool, settings: self.statements, observers, cache: StatementCache::new(self.kept) });
        if !self.lazy {
            engine.shared().pool.get().await?;
        }
        Ok(engine)
    }
}

impl fmt::Debug for EngineOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EngineOptions { driver, pool, statements, observers, echo, lazy, kept } = self;
        let mut out = f.debug_struct("EngineOptions");
        out.field("driver", driver).field("pool", pool).field("statements", statements);
        out.field("observers", &observers.len()).field("echo", echo).field("lazy", lazy).field("kept", kept).finish()
    }
}
