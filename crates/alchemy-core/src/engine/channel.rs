//! Rows on their way from a driver to who reads them, a bounded number at a time.
//!
//! The reader grants a batch when it has nothing left, and the driver fills it. A driver that is polled by the reader
//! hands over what it has whenever it has to wait. One with a thread of its own hands over whole batches, so that it never
//! decodes while the reader's code runs: the two take turns.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::driver::{Pace, Sink};
use crate::engine::fetch::RowReader;
use crate::error::{Error, Result};
use crate::row::{Mode, Shape};
use crate::value::Row;

/// How many rows the first batch has, so that the first row comes early; each has twice as many as the one before.
const FIRST: usize = 16;

/// The rows that were read ahead.
pub(crate) struct Channel<T> {
    state: Mutex<State<T>>,
    /// The thread beside the reader waits here.
    granted: Condvar,
    /// How long the reader waits for a row at most; known once there is a connection.
    limit: OnceLock<Option<Duration>>,
}

struct State<T> {
    rows: Vec<T>,
    /// The reader waits for a batch, which is not full yet.
    granted: bool,
    /// How many rows the batch may have.
    batch: usize,
    /// How many rows a batch may have at most.
    most: usize,
    reader: Option<Waker>,
    driver: Option<Waker>,
    /// The driver has a thread of its own.
    beside: bool,
    /// The reader wants no more rows.
    closed: bool,
    /// A row was refused because of that.
    refused: bool,
}

impl<T> Channel<T> {
    pub(crate) fn new(most: usize) -> Self {
        let state = State {
            rows: Vec::new(),
            granted: false,
            batch: FIRST.min(most),
            most,
            reader: None,
            driver: None,
            beside: false,
            closed: false,
            refused: false,
        };
        Channel { state: Mutex::new(state), granted: Condvar::new(), limit: OnceLock::new() }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many rows are read ahead at most; before the first row is read.
    pub(crate) fn set_most(&self, most: usize) {
        let mut state = self.state();
        (state.most, state.batch) = (most, FIRST.min(most));
    }

    pub(crate) fn set_limit(&self, limit: Option<Duration>) {
        // A stream says it once, before its first row.
        let _ = self.limit.set(limit);
    }

    /// How long the reader waits for a row.
    pub(crate) fn limit(&self) -> Option<Duration> {
        self.limit.get().copied().flatten()
    }

    /// The reader has nothing left: gives it what there is, and else grants a batch. `ended` is whether the driver is done.
    pub(crate) fn take(&self, ended: bool, context: &Context<'_>) -> Vec<T> {
        let mut state = self.state();
        let is_whole = !state.beside || !state.granted || ended;
        if !state.rows.is_empty() && is_whole {
            state.granted = false;
            state.batch = (state.batch * 2).min(state.most);
            return std::mem::take(&mut state.rows);
        }
        if !state.reader.as_ref().is_some_and(|reader| reader.will_wake(context.waker())) {
            state.reader = Some(context.waker().clone());
        }
        if !state.granted && !ended {
            state.granted = true;
            self.granted.notify_one();
            // A driver in the reader's own task is polled by it next.
            if let Some(driver) = state.driver.take().filter(|driver| !driver.will_wake(context.waker())) {
                driver.wake();
            }
        }
        Vec::new()
    }

    /// Rows that are there all at once.
    pub(crate) fn fill(&self, rows: Vec<T>) {
        self.state().rows.extend(rows);
    }

    /// The reader wants no more rows: nobody waits for it. Whether the driver ends at once, because it is on a thread of its
    /// own that has handed over its batch and waits, or is about to.
    pub(crate) fn close(&self) -> bool {
        let mut state = self.state();
        state.closed = true;
        self.granted.notify_one();
        if let Some(driver) = state.driver.take() {
            driver.wake();
        }
        state.beside && !state.granted
    }

    /// Whether a row was refused because the reader wants no more.
    pub(crate) fn has_refused(&self) -> bool {
        self.state().refused
    }
}

impl<T> State<T> {
    fn has_room(&self) -> bool {
        self.closed || (self.granted && self.rows.len() < self.batch)
    }

    fn refuse_if_closed(&mut self) -> Result<()> {
        self.refused |= self.closed;
        if self.closed { Err(Error::invalid_state("the stream of rows was closed")) } else { Ok(()) }
    }

    fn push(&mut self, row: T) -> Result<()> {
        self.refuse_if_closed()?;
        self.rows.push(row);
        if self.rows.len() >= self.batch {
            self.granted = false;
            if self.beside
                && let Some(reader) = self.reader.take()
            {
                reader.wake();
            }
        }
        Ok(())
    }
}

impl<T: Send> Pace for Channel<T> {
    fn poll_room(&self, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state();
        if state.has_room() {
            return Poll::Ready(());
        }
        state.driver = Some(context.waker().clone());
        Poll::Pending
    }

    fn wait_for_room(&self) -> Result<()> {
        let mut state = self.state();
        state.beside = true;
        while !state.has_room() {
            state = self.granted.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.refuse_if_closed()
    }
}

/// Where a stream's rows go.
pub(crate) struct Pour<R: Shape, M: Mode> {
    pub(crate) reader: RowReader<R, M>,
    pub(crate) channel: Arc<Channel<R::In<M>>>,
}

impl<R: Shape, M: Mode> Sink for Pour<R, M> {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        match self.reader.read(row)? {
            Some(row) => self.channel.state().push(row),
            None => Ok(()),
        }
    }

    fn pace(&self) -> Option<Arc<dyn Pace>> {
        Some(self.channel.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Waker};

    use super::Channel;
    use crate::driver::Pace as _;

    #[test]
    fn a_thread_that_filled_its_batch_ends_at_once_also_before_it_waits() {
        let with_a_row = |most: usize| {
            let channel = Channel::new(most);
            assert!(channel.take(false, &Context::from_waker(Waker::noop())).is_empty());
            channel.wait_for_room().unwrap();
            channel.state().push(1).unwrap();
            channel
        };
        assert!(with_a_row(1).close());
        assert!(!with_a_row(2).close(), "it may be in the midst of a step");
    }
}
