//! Connections kept for reuse, never more than so many.
//!
//! It holds what is common to every use of a connection: the limit, the deadlines for waiting and connecting, and the
//! guard that decides whether a connection may be used again. It knows no transactions: what has to be rolled back is
//! the engine's business, and what comes back dirty is closed.
//!
//! Invariant: whoever gets a connection gets one that is idle, answers to no earlier call and carries no earlier
//! transaction.
//! Invariant: a slot is free again as soon as its connection was returned or closed, also where a future was dropped.

mod census;
mod deadline;
mod lease;
mod opener;

use std::sync::Arc;
use std::time::Duration;

use deadpool::managed::{self, PoolConfig, PoolError, QueueMode, Timeouts};

use crate::dialect::Dialect;
use crate::driver::Driver;
use crate::error::{Error, Result};

pub(crate) use deadline::within;
pub(crate) use lease::Lease;
use opener::Manager;

/// How a pool is made.
#[derive(Debug, Clone)]
pub(crate) struct PoolSettings {
    pub(crate) max_connections: usize,
    pub(crate) acquire_timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) max_lifetime: Option<Duration>,
}

/// How many connections a pool holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolStatus {
    /// Open connections.
    pub size: usize,
    /// Those that wait to be used.
    pub idle: usize,
    /// Those that are in use.
    pub in_use: usize,
    /// The most that there may be.
    pub max: usize,
}

/// Connections to one database.
#[derive(Debug)]
pub(crate) struct Pool {
    inner: managed::Pool<Manager>,
    acquire_timeout: Duration,
}

impl Pool {
    pub(crate) fn new(driver: Arc<dyn Driver>, settings: &PoolSettings) -> Result<Pool> {
        let most = driver.max_connections().unwrap_or(usize::MAX);
        let max = settings.max_connections.min(most).max(1);
        // The last one returned is the next one used: its statements are prepared, and what a peak left over grows old.
        // deadpool's own deadlines run per phase; there is one for all of them here.
        let config = PoolConfig { max_size: max, timeouts: Timeouts::new(), queue_mode: QueueMode::Lifo };
        let inner = managed::Pool::builder(Manager::new(driver, settings)).config(config).build();
        let inner = inner.map_err(|error| Error::configuration(error.to_string()))?;
        Ok(Pool { inner, acquire_timeout: settings.acquire_timeout })
    }

    /// A connection, as good as new.
    ///
    /// # Errors
    /// `Timeout` if none is free in time, what the driver says if none can be made, `InvalidState` once the pool is closed.
    pub(crate) async fn get(&self) -> Result<Lease> {
        match within(Some(self.acquire_timeout), self.inner.get()).await {
            Some(Ok(object)) => Ok(Lease::new(object)),
            Some(Err(PoolError::Backend(error))) => Err(error),
            Some(Err(PoolError::Closed)) => Err(Error::engine_closed()),
            Some(Err(other)) => Err(Error::invalid_state(other.to_string())),
            None => Err(self.exhausted()),
        }
    }

    fn exhausted(&self) -> Error {
        let PoolStatus { in_use, max, .. } = self.status();
        Error::timeout(&format!("waiting for a connection ({in_use} of {max} in use)"), self.acquire_timeout)
    }

    /// After a connection was lost: connections as old as it are closed instead of being used again.
    pub(crate) fn invalidate(&self, generation: u64) {
        if self.inner.manager().outdate(generation) {
            // The removed ones are dropped behind the pool's lock, not under it.
            drop(self.inner.retain(|known, _| known.generation > generation).removed);
        }
    }

    /// The dialect of the first server that was reached, else the driver's own.
    pub(crate) fn dialect(&self) -> &Arc<dyn Dialect> {
        self.inner.manager().dialect()
    }

    pub(crate) fn status(&self) -> PoolStatus {
        let status = self.inner.status();
        let in_use = status.size.saturating_sub(status.available);
        PoolStatus { size: status.size, idle: status.available, in_use, max: status.max_size }
    }

    /// Lets nobody in any more, and waits until everybody is out, but no longer than one waits for a connection.
    pub(crate) async fn close(&self) {
        self.inner.close();
        let _ = within(Some(self.acquire_timeout), self.inner.manager().census().empty()).await;
    }
}
