//! What deadpool asks: how a connection is made, and whether one may be used again.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use deadpool::managed::{self, Metrics, RecycleError, RecycleResult};

use crate::dialect::Dialect;
use crate::driver::{Driver, DriverConnection};
use crate::error::{Error, Result};
use crate::pool::census::{Census, Ticket};
use crate::pool::{PoolSettings, within};

/// Makes connections and judges them.
#[derive(Debug)]
pub(crate) struct Manager {
    driver: Arc<dyn Driver>,
    /// What the driver speaks before it met a server.
    offline: Arc<dyn Dialect>,
    /// What the first server speaks.
    met: OnceLock<Arc<dyn Dialect>>,
    /// Raised whenever a connection is lost.
    generation: AtomicU64,
    /// How many connections were made, ever.
    made: AtomicU64,
    census: Arc<Census>,
    connect_timeout: Duration,
    idle_timeout: Option<Duration>,
    max_lifetime: Option<Duration>,
}

/// A connection with what the pool knows of it.
#[derive(Debug)]
pub(crate) struct Pooled {
    pub(crate) driver: Box<dyn DriverConnection>,
    pub(crate) dialect: Arc<dyn Dialect>,
    pub(crate) generation: u64,
    expires: Option<Instant>,
    _ticket: Ticket,
}

impl Manager {
    pub(crate) fn new(driver: Arc<dyn Driver>, settings: &PoolSettings) -> Manager {
        Manager {
            offline: driver.dialect(),
            driver,
            met: OnceLock::new(),
            generation: AtomicU64::new(0),
            made: AtomicU64::new(0),
            census: Arc::default(),
            connect_timeout: settings.connect_timeout,
            idle_timeout: settings.idle_timeout,
            max_lifetime: settings.max_lifetime,
        }
    }

    pub(crate) fn dialect(&self) -> &Arc<dyn Dialect> {
        self.met.get().unwrap_or(&self.offline)
    }

    pub(crate) fn census(&self) -> &Census {
        &self.census
    }

    /// Makes connections of this generation and older ones unusable. `false` if they were already: an outage that many
    /// connections tell of counts once, so that those made since are spared.
    pub(crate) fn outdate(&self, generation: u64) -> bool {
        self.generation.compare_exchange(generation, generation + 1, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    /// The same dialect object for all connections that speak the same, because statements remember by it what they were
    /// compiled to.
    fn shared(&self, dialect: Arc<dyn Dialect>) -> Arc<dyn Dialect> {
        let met = self.met.get_or_init(|| dialect.clone());
        let alike = Arc::ptr_eq(met, &dialect) || format!("{met:?}") == format!("{dialect:?}");
        if alike { met.clone() } else { dialect }
    }

    /// Up to a tenth less than the longest life, each a little different, so that a pool does not expire all at once.
    fn expiry(&self) -> Option<Instant> {
        let made = self.made.fetch_add(1, Ordering::Relaxed);
        self.max_lifetime.and_then(|life| Instant::now().checked_add(life - life.mul_f64(0.01 * (made * 7 % 11) as f64)))
    }
}

impl managed::Manager for Manager {
    type Type = Pooled;
    type Error = Error;

    async fn create(&self) -> Result<Pooled> {
        // Read before connecting: a connection that was being made while another was lost counts as old.
        let generation = self.generation.load(Ordering::Acquire);
        let made = within(Some(self.connect_timeout), self.driver.connect()).await;
        let driver = made.unwrap_or_else(|| Err(Error::timeout("connecting", self.connect_timeout)))?;
        let dialect = self.shared(driver.dialect());
        Ok(Pooled { driver, dialect, generation, expires: self.expiry(), _ticket: self.census.enter() })
    }

    async fn recycle(&self, pooled: &mut Pooled, metrics: &Metrics) -> RecycleResult<Error> {
        let outdated = pooled.generation < self.generation.load(Ordering::Acquire);
        let expired = pooled.expires.is_some_and(|at| at <= Instant::now());
        let idle = self.idle_timeout.is_some_and(|limit| metrics.last_used() > limit);
        if outdated || expired || idle || pooled.driver.is_closed() {
            return Err(RecycleError::message("the connection is too old or closed"));
        }
        Ok(())
    }
}
