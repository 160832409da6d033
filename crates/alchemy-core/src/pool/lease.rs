//! A connection on loan, and the guard that decides at its return whether anybody may have it again.

use std::time::Duration;

use deadpool::managed::Object;

use crate::driver::{BoxFuture, DriverConnection, TransactionStatus};
use crate::error::{Error, ErrorKind, Result};
use crate::pool::opener::{Manager, Pooled};
use crate::pool::within;

/// A connection on loan. Dropped, it goes back to the pool if it is certainly clean, and is closed otherwise.
///
/// Invariant: no call reaches a driver whose earlier call did not finish.
#[derive(Debug)]
pub(crate) struct Lease {
    /// Empty once the connection was given up.
    object: Option<Object<Manager>>,
    /// Raised before a driver's future is first polled, lowered when it has answered.
    in_flight: bool,
    /// A transaction was announced to the driver and has not ended.
    dirty: bool,
    /// Why the connection was given up, where the driver said why.
    cause: Option<Error>,
}

impl Lease {
    pub(crate) fn new(object: Object<Manager>) -> Lease {
        Lease { object: Some(object), in_flight: false, dirty: false, cause: None }
    }

    pub(crate) fn pooled(&self) -> Option<&Pooled> {
        self.object.as_deref()
    }

    /// The driver, for what is answered at once.
    ///
    /// # Errors
    /// Why there is none any more.
    pub(crate) fn driver(&mut self) -> Result<&mut dyn DriverConnection> {
        if self.in_flight {
            self.give_up(None);
        }
        match &mut self.object {
            Some(object) => Ok(&mut *object.driver),
            None => Err(self.cause.clone().unwrap_or_else(Error::poisoned)),
        }
    }

    pub(crate) fn set_dirty(&mut self, dirty: bool) {
        self.dirty = dirty;
    }

    /// Calls the driver under the guard. If the future is dropped, panics or takes longer than `limit`, the connection
    /// is given up; so it is if the driver says that it is gone.
    pub(crate) async fn call<T>(
        &mut self,
        limit: Option<Duration>,
        what: &str,
        start: impl for<'d> FnOnce(&'d mut dyn DriverConnection) -> BoxFuture<'d, Result<T>> + Send,
    ) -> Result<T> {
        self.driver()?;
        let mut flight = Flight { lease: self };
        let answer = within(limit, start(flight.take_off()?)).await;
        let answer = answer.ok_or_else(|| Error::timeout(what, limit.unwrap_or_default()))?;
        flight.land();
        if let Err(error) = &answer {
            self.judge(error);
        }
        answer
    }

    /// After an error: whether the connection outlived it.
    fn judge(&mut self, error: &Error) {
        let closed = self.object.as_ref().is_none_or(|object| object.driver.is_closed());
        if error.is_disconnect() || closed {
            // What is told to later users is the first cause; but not that *their* commit is in doubt.
            let cause = error.clone();
            let doubt = error.kind() == ErrorKind::CommitUnknown;
            self.give_up(Some(if doubt { cause.with_kind(ErrorKind::Disconnect) } else { cause }));
        }
    }

    /// Ends the connection without waiting, and frees its slot.
    fn give_up(&mut self, cause: Option<Error>) {
        self.cause = self.cause.take().or(cause);
        self.in_flight = false;
        if let Some(object) = self.object.take() {
            let mut pooled = Object::take(object);
            pooled.driver.abort();
        }
    }

    /// Whether the next user may have the connection as it is.
    pub(crate) fn is_clean(&self) -> bool {
        !self.in_flight && !self.dirty && self.object.as_ref().is_none_or(|object| is_pristine(&*object.driver))
    }

    /// Rolls back and resets, as far as is needed for the next user.
    ///
    /// # Errors
    /// The connection is to be closed.
    pub(crate) async fn tidy(&mut self, limit: Duration) -> Result<()> {
        let status = self.driver()?.status();
        if self.dirty || status != TransactionStatus::Idle {
            self.call(Some(limit), "rolling back", |driver| driver.rollback()).await?;
        }
        if self.driver()?.needs_reset() {
            self.call(Some(limit), "resetting the connection", |driver| driver.reset()).await?;
        }
        self.dirty = false;
        Ok(())
    }
}

fn is_pristine(driver: &dyn DriverConnection) -> bool {
    driver.status() == TransactionStatus::Idle && !driver.needs_reset() && !driver.is_closed()
}

impl Drop for Lease {
    fn drop(&mut self) {
        if !self.is_clean() {
            self.give_up(None);
        }
    }
}

/// A call under way. Dropped before it landed, the connection is given up at once, so that the server hears of it now and
/// not only when the user lets go of the connection.
struct Flight<'l> {
    lease: &'l mut Lease,
}

impl Flight<'_> {
    fn take_off(&mut self) -> Result<&mut dyn DriverConnection> {
        match &mut self.lease.object {
            Some(object) => {
                // Kept besides the guard's own existence: a future that was forgotten never drops its guard.
                self.lease.in_flight = true;
                Ok(&mut *object.driver)
            }
            None => Err(Error::poisoned()),
        }
    }

    fn land(self) {
        self.lease.in_flight = false;
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        if self.lease.in_flight {
            self.lease.give_up(None);
        }
    }
}
