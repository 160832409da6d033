//! A pooled connection in somebody's hands, or away in the background being rolled back.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::error::{Error, Result};
use crate::pool::Lease;

/// How long rolling back and resetting may take in the background, each, before the connection is closed instead.
const TIDY_LIMIT: Duration = Duration::from_secs(5);

/// Where the connection is.
#[derive(Debug)]
pub(crate) enum Held {
    /// Here.
    Here(Lease),
    /// In the background, to be sent back.
    Away(oneshot::Receiver<Lease>),
    /// Closed in the background.
    Gone,
}

impl Held {
    /// Waits for it to come back.
    pub(crate) async fn returned(&mut self) {
        if let Held::Away(back) = self {
            *self = back.await.map_or(Held::Gone, Held::Here);
        }
    }

    /// # Errors
    /// `Poisoned`, or why the connection was lost.
    pub(crate) fn lease(&mut self) -> Result<&mut Lease> {
        match self {
            Held::Here(lease) => Ok(lease),
            Held::Away(_) | Held::Gone => Err(Error::poisoned()),
        }
    }

    /// Rolls back and resets what needs it, at once and without waiting. A driver that answers at once is done when this
    /// returns; otherwise a task of the runtime waits for it, and gives the connection back to us if we are still there,
    /// and else to the pool. Without a runtime the connection is closed, which rolls back too.
    pub(crate) fn tidy_in_background(&mut self) {
        let Held::Here(lease) = self else { return };
        if lease.is_clean() {
            return;
        }
        let Held::Here(mut lease) = std::mem::replace(self, Held::Gone) else { return };
        let mut work: Pin<Box<dyn Future<Output = Lease> + Send>> = Box::pin(async move {
            // What could not be tidied is closed by the lease itself.
            let _ = lease.tidy(TIDY_LIMIT).await;
            lease
        });
        match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(lease) => *self = Held::Here(lease),
            Poll::Pending => {
                if let Ok(runtime) = Handle::try_current() {
                    let (send, back) = oneshot::channel();
                    // If nobody waits for it, the lease comes back as an error and is dropped into the pool.
                    runtime.spawn(async move { drop(send.send(work.await)) });
                    *self = Held::Away(back);
                }
            }
        }
    }
}
