//! Counts the connections that are open, so that closing can wait for the last.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

/// How many connections are open.
#[derive(Debug, Default)]
pub(crate) struct Census {
    open: AtomicUsize,
    left: Notify,
}

/// One open connection.
#[derive(Debug)]
pub(crate) struct Ticket(Arc<Census>);

impl Census {
    pub(crate) fn enter(self: &Arc<Self>) -> Ticket {
        self.open.fetch_add(1, Ordering::AcqRel);
        Ticket(self.clone())
    }

    /// Waits until none is open.
    pub(crate) async fn empty(&self) {
        loop {
            // Asked for before counting, so that one that leaves in between is not missed.
            let left = self.left.notified();
            if self.open.load(Ordering::Acquire) == 0 {
                return;
            }
            left.await;
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::AcqRel);
        self.0.left.notify_waiters();
    }
}
