//! Where rows go.

use std::any::Any;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use crate::error::Result;
use crate::value::Row;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where a driver pushes rows. Owned, so that it can cross to the thread that steps the statement; given back in the
/// [`Reply`](crate::driver::Reply) and downcast by whoever made it.
pub trait Sink: Any + Send {
    /// Takes one row. An error stops the statement, and is what the call returns.
    fn row(&mut self, row: &dyn Row) -> Result<()>;

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
