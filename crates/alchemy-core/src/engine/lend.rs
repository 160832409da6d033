//! How an executor lends the connection that it runs on.

use std::ops::{Deref, DerefMut};

use crate::driver::BoxFuture;
use crate::engine::Live;
use crate::error::Result;
use crate::row::Mode;

/// A live connection, borrowed from its owner or owned for the time of a call.
#[derive(Debug)]
pub enum Lent<'c> {
    /// The owner's.
    Borrowed(&'c mut Live),
    /// Taken from the pool for this.
    Owned(Box<Live>),
}

/// What [`Executor::lend`](crate::Executor::lend) gives: the connection and what decoding needs, at hand or to be waited
/// for. Two cases, so that a connection that is at hand costs no boxed future.
pub enum Lending<'c, M: Mode> {
    /// At hand.
    Now(&'c mut Live, M::Context),
    /// To be waited for.
    Later(BoxFuture<'c, Result<(Lent<'c>, M::Context)>>),
}

impl<'c, M: Mode> Lending<'c, M> {
    pub(crate) async fn get(self) -> Result<(Lent<'c>, M::Context)> {
        match self {
            Lending::Now(live, context) => Ok((Lent::Borrowed(live), context)),
            Lending::Later(later) => later.await,
        }
    }
}

impl<M: Mode> std::fmt::Debug for Lending<'_, M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if matches!(self, Lending::Now(..)) { "Now" } else { "Later" })
    }
}

impl Deref for Lent<'_> {
    type Target = Live;

    fn deref(&self) -> &Live {
        match self {
            Lent::Borrowed(live) => live,
            Lent::Owned(live) => live,
        }
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut Live {
        match self {
            Lent::Borrowed(live) => live,
            Lent::Owned(live) => live,
        }
    }
}
