//! What ends a statement early: its deadline, and the end of its connection.
//!
//! SQLite asks every thousand steps of its virtual machine, and whenever it meets a lock, whether to go on. The clock of
//! a deadline starts with the first such question: a statement that is done before it, which is most, never reads a clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::InterruptHandle;

/// Shared by a connection, the handlers that SQLite calls, and whoever aborts it.
#[derive(Debug)]
pub(crate) struct Watch {
    base: Instant,
    /// The deadline in nanoseconds; zero is none.
    limit: AtomicU64,
    /// When the statement was first seen running, in nanoseconds since `base`; zero is not yet.
    started: AtomicU64,
    /// The connection is to end.
    stopped: AtomicBool,
    /// The busy handler gave up since the attempt began.
    locked: AtomicBool,
    /// How long the busy handler waits before it gives up.
    patience: Duration,
}

impl Watch {
    pub(crate) fn new(patience: Duration) -> Self {
        Watch {
            base: Instant::now(),
            limit: AtomicU64::new(0),
            started: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
            locked: AtomicBool::new(false),
            patience,
        }
    }

    fn now(&self) -> u64 {
        nanoseconds(self.base.elapsed())
    }

    /// A statement begins.
    pub(crate) fn arm(&self, deadline: Option<Duration>) {
        self.limit.store(deadline.map_or(0, nanoseconds), Ordering::Relaxed);
        self.started.store(0, Ordering::Relaxed);
    }

    /// An attempt begins.
    pub(crate) fn forget_locks(&self) {
        self.locked.store(false, Ordering::Relaxed);
    }

    /// Whether the attempt waited for a lock in vain.
    pub(crate) fn was_locked(&self) -> bool {
        self.locked.load(Ordering::Relaxed)
    }

    /// The connection ends.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether the connection ends.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// The deadline, if it has passed.
    pub(crate) fn passed(&self) -> Option<Duration> {
        let limit = self.limit.load(Ordering::Relaxed);
        if limit == 0 {
            return None;
        }
        let started = self.started.load(Ordering::Relaxed);
        if started == 0 {
            self.started.store(self.now(), Ordering::Relaxed);
            return None;
        }
        (self.now().saturating_sub(started) >= limit).then(|| Duration::from_nanos(limit))
    }

    /// The progress handler: whether to interrupt.
    pub(crate) fn is_over(&self) -> bool {
        self.is_stopped() || self.passed().is_some()
    }

    /// The busy handler: waits a little, and says whether to try again. `since` is its own memory of when this wait began.
    pub(crate) fn wait(&self, count: i32, since: &mut Option<Instant>) -> bool {
        if count == 0 {
            *since = None;
        }
        let waited = since.get_or_insert_with(Instant::now).elapsed();
        let left = self.patience.saturating_sub(waited);
        if left.is_zero() || self.is_over() {
            self.locked.store(true, Ordering::Relaxed);
            return false;
        }
        // 0.1 ms, then longer, up to 3.2 ms: short locks are the rule, and long ones should cost little.
        let pause = Duration::from_micros(100 << count.clamp(0, 5));
        thread::sleep(pause.min(left));
        true
    }
}

/// Ends a connection's statement from outside, and the connection with it.
pub(crate) struct Stop {
    watch: Arc<Watch>,
    interrupt: InterruptHandle,
}

impl Stop {
    pub(crate) fn new(watch: Arc<Watch>, interrupt: InterruptHandle) -> Self {
        Stop { watch, interrupt }
    }

    /// Ends it. The flag also stops a statement that has not begun, which an interrupt alone would miss.
    pub(crate) fn now(&self) {
        self.watch.stop();
        self.interrupt.interrupt();
    }
}

impl std::fmt::Debug for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stop").field("watch", &self.watch).finish_non_exhaustive()
    }
}

/// At least one, because zero means none.
fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX).max(1)
}
