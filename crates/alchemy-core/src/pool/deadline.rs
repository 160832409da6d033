//! A deadline that costs nothing where no waiting is needed.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::Handle;

/// What the future gives; `None` if the limit passes first. The clock is only asked once the future has to wait, so that
/// work which is done at once (an inline SQLite, a free connection) sets no timer. Outside a tokio runtime there is no
/// clock to ask, and the future decides alone.
pub(crate) async fn within<T>(limit: Option<Duration>, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    if let Poll::Ready(done) = poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await {
        return Some(done);
    }
    match limit {
        Some(limit) if Handle::try_current().is_ok() => {
            // Boxed, so that a clock that is rarely needed does not make every call's future larger.
            Box::pin(tokio::time::timeout(limit, future)).await.ok()
        }
        _ => Some(future.await),
    }
}
