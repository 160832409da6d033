//! Where rows go.

use std::any::Any;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::error::Result;
use crate::value::Row;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How far a driver may run ahead of who reads the rows.
///
/// A driver that is told of one asks it before it reads each row: it polls where it is itself polled by the reader, and
/// waits where it has a thread of its own. What the reader no longer wants is not held back.
pub trait Pace: Send + Sync {
    /// Whether another row may be read; wakes the task if not.
    fn poll_room(&self, context: &mut Context<'_>) -> Poll<()>;

    /// Waits, on a thread that runs beside the reader, until another row may be read. The reader then never sees rows
    /// while the thread reads others.
    ///
    /// # Errors
    /// `InvalidState` if no more rows are wanted: the statement is to end with that.
    fn wait_for_room(&self) -> Result<()>;
}

/// Where a driver pushes rows. Owned, so that it can cross to the thread that steps the statement; given back in the
/// [`Reply`](crate::driver::Reply) and downcast by whoever made it.
pub trait Sink: Any + Send {
    /// Takes one row. An error stops the statement, and is what the call returns.
    fn row(&mut self, row: &dyn Row) -> Result<()>;

    /// How far the driver may run ahead; `None` is as far as it likes. Asked once a statement.
    fn pace(&self) -> Option<Arc<dyn Pace>> {
        None
    }

    /// A parameter set of [`Params::Many`](crate::driver::Params::Many) is done; called once per set, in order, after its rows.
    fn end_of_set(&mut self) -> Result<()> {
        Ok(())
    }
}

impl Debug for dyn Sink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sink")
    }
}
