//! A stream that reads along: what the server last said about the transaction, and whether an answer is still owed.
//!
//! The driver underneath hides the status that every answer ends with, and takes no notice of a COMMIT that the server
//! answers with ROLLBACK. Both pass by here. Nothing is copied: only the heads of messages are looked at.
//!
//! Invariant: [`Seen::status`] is `Idle` only if the server owes no answer to anything that was written.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::task::{Context, Poll, ready};

use alchemy_core::driver::TransactionStatus;
use futures_util::task::AtomicWaker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// What was seen so far.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The byte of the last ReadyForQuery.
    status: AtomicU8,
    /// How many answers the server was asked to end: those to Query, Sync and the startup message.
    asked: AtomicU32,
    /// How many it has ended.
    ended: AtomicU32,
    /// Messages were written since that ask for an end later.
    unfinished: AtomicBool,
    /// How many commands the server answered with ROLLBACK.
    rollbacks: AtomicU32,
    /// The server took a command for a COPY from or to us.
    copied: AtomicBool,
    /// It waits for the rows, which never come.
    waits_for_copy: AtomicBool,
    closed: AtomicBool,
    waker: AtomicWaker,
}

impl Seen {
    /// What the server last said of the transaction.
    pub(crate) fn status(&self) -> TransactionStatus {
        if self.is_closed() || self.is_owed() {
            return TransactionStatus::Unknown;
        }
        match self.status.load(Ordering::Acquire) {
            b'I' => TransactionStatus::Idle,
            b'T' => TransactionStatus::Active,
            b'E' => TransactionStatus::Failed,
            _ => TransactionStatus::Unknown,
        }
    }

    /// Whether the server still owes an answer.
    pub(crate) fn is_owed(&self) -> bool {
        self.unfinished.load(Ordering::Acquire) || self.asked.load(Ordering::Acquire) != self.ended.load(Ordering::Acquire)
    }

    /// Whether the stream has come to its end, or cannot be brought back into step.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire) || self.waits_for_copy.load(Ordering::Acquire)
    }

    /// Whether the server took a command for a COPY since this was last asked.
    pub(crate) fn has_copied(&self) -> bool {
        self.copied.swap(false, Ordering::AcqRel)
    }

    /// How many commands the server answered with ROLLBACK.
    pub(crate) fn rollbacks(&self) -> u32 {
        self.rollbacks.load(Ordering::Acquire)
    }

    /// Waits until no answer is owed, or none will come any more.
    pub(crate) async fn settled(&self) {
        std::future::poll_fn(|cx| {
            self.waker.register(cx.waker());
            if self.is_closed() || !self.is_owed() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    fn sent(&self, kind: u8) {
        match kind {
            b'Q' | b'S' | STARTUP => {
                self.asked.fetch_add(1, Ordering::AcqRel);
                self.unfinished.store(false, Ordering::Release);
            }
            // A password, the goodbye, and data of COPY are answered by nothing of their own.
            b'p' | b'X' | b'd' | b'c' | b'f' => {}
            _ => self.unfinished.store(true, Ordering::Release),
        }
    }

    fn received(&self, kind: u8, body: &[u8]) {
        match kind {
            b'Z' => {
                self.status.store(body.first().copied().unwrap_or(0), Ordering::Release);
                self.ended.fetch_add(1, Ordering::AcqRel);
                self.waker.wake();
            }
            b'G' | b'H' | b'W' => {
                self.copied.store(true, Ordering::Release);
                self.waits_for_copy.store(kind != b'H', Ordering::Release);
                self.waker.wake();
            }
            b'C' if body == b"ROLLBACK" => {
                self.rollbacks.fetch_add(1, Ordering::AcqRel);
            }
            _ => {}
        }
    }

    fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.waker.wake();
    }
}

/// The first message of a connection has no kind; this one stands in.
const STARTUP: u8 = 0;

/// How much of a message is looked at: a kind, a length, and the word ROLLBACK.
const HEAD: usize = 13;

/// Finds the heads of messages in a stream of bytes that comes in pieces.
#[derive(Debug, Default)]
struct Scanner {
    head: [u8; HEAD],
    /// How much of the head is there.
    filled: usize,
    /// How much of the message is to come, once that is known.
    left: usize,
}

impl Scanner {
    /// One that expects the message without a kind first: a kind is put before it.
    fn at_startup() -> Self {
        Scanner { filled: 1, ..Scanner::default() }
    }

    /// Takes in a piece, and tells of each message that is complete, or of each that has started: its kind, and the
    /// beginning of its body.
    fn feed(&mut self, mut bytes: &[u8], mut tell: impl FnMut(u8, &[u8])) {
        while !bytes.is_empty() {
            if self.filled < 5 {
                let taken = self.take(5, bytes);
                bytes = &bytes[taken..];
                if self.filled < 5 {
                    return;
                }
                let [_, a, b, c, d, ..] = self.head;
                self.left = (u32::from_be_bytes([a, b, c, d]) as usize).saturating_sub(4);
            } else {
                let passed = self.left.min(bytes.len());
                self.take(HEAD, &bytes[..passed]);
                self.left -= passed;
                bytes = &bytes[passed..];
            }
            if self.left == 0 {
                tell(self.head[0], &self.head[5..self.filled]);
                self.filled = 0;
            }
        }
    }

    /// Fills the head up to a length, and says how much of the piece went into it.
    fn take(&mut self, upto: usize, bytes: &[u8]) -> usize {
        let taken = upto.saturating_sub(self.filled).min(bytes.len());
        self.head[self.filled..self.filled + taken].copy_from_slice(&bytes[..taken]);
        self.filled += taken;
        taken
    }

    /// Whether a message has begun and is not complete.
    fn is_within(&self) -> bool {
        self.filled > 0
    }
}

/// A stream whose messages are seen.
#[derive(Debug)]
pub(crate) struct Tap<S> {
    stream: S,
    incoming: Scanner,
    outgoing: Scanner,
    seen: Arc<Seen>,
}

impl<S> Tap<S> {
    /// Reads along from the very first message.
    pub(crate) fn new(stream: S, seen: Arc<Seen>) -> Self {
        Tap { stream, incoming: Scanner::default(), outgoing: Scanner::at_startup(), seen }
    }
}

impl<S> Drop for Tap<S> {
    fn drop(&mut self) {
        self.seen.close();
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Tap<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let Tap { stream, incoming, seen, .. } = self.get_mut();
        let before = buf.filled().len();
        let outcome = ready!(Pin::new(stream).poll_read(cx, buf));
        let new = &buf.filled()[before..];
        if outcome.is_err() || new.is_empty() {
            seen.close();
        }
        incoming.feed(new, |kind, body| seen.received(kind, body));
        Poll::Ready(outcome)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Tap<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Tap { stream, outgoing, seen, .. } = self.get_mut();
        let written = ready!(Pin::new(stream).poll_write(cx, bytes))?;
        outgoing.feed(&bytes[..written], |kind, _| seen.sent(kind));
        if outgoing.is_within() {
            // The rest of it will follow, and the server waits for it.
            seen.unfinished.store(true, Ordering::Release);
        }
        Poll::Ready(Ok(written))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::{Scanner, Seen};
    use alchemy_core::driver::TransactionStatus;

    /// A message as it travels.
    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = (body.len() as u32 + 4).to_be_bytes();
        [&[kind][..], &length, body].concat()
    }

    /// What is found, with the bytes coming in pieces of a size.
    fn found(bytes: &[u8], size: usize, mut scanner: Scanner) -> Vec<(u8, Vec<u8>)> {
        let mut found = Vec::new();
        bytes.chunks(size).for_each(|piece| scanner.feed(piece, |kind, body| found.push((kind, body.to_vec()))));
        assert!(!scanner.is_within());
        found
    }

    #[test]
    fn messages_are_found_however_they_are_cut() {
        let mut bytes = message(b'D', &[7; 300]);
        bytes.extend(message(b'C', b"ROLLBACK\0"));
        bytes.extend(message(b'S', b""));
        bytes.extend(message(b'Z', b"E"));
        let expected = vec![(b'D', vec![7; 8]), (b'C', b"ROLLBACK".to_vec()), (b'S', vec![]), (b'Z', b"E".to_vec())];
        for size in 1..bytes.len() {
            assert_eq!(found(&bytes, size, Scanner::default()), expected, "in pieces of {size}");
        }
        let startup = &message(0, b"\0\x03\0\0user\0u\0\0")[1..];
        assert_eq!(found(startup, 3, Scanner::at_startup()), [(0, b"\0\x03\0\0user".to_vec())]);
    }

    #[test]
    fn idle_is_only_what_owes_nothing() {
        let seen = Seen::default();
        assert_eq!(seen.status(), TransactionStatus::Unknown);
        seen.sent(super::STARTUP);
        seen.received(b'Z', b"I");
        assert_eq!(seen.status(), TransactionStatus::Idle);
        // Sent, but nothing asks for an end yet.
        seen.sent(b'P');
        assert_eq!(seen.status(), TransactionStatus::Unknown);
        seen.sent(b'S');
        seen.sent(b'Q');
        seen.received(b'Z', b"I");
        assert_eq!(seen.status(), TransactionStatus::Unknown);
        seen.received(b'C', b"ROLLBACK");
        seen.received(b'Z', b"E");
        assert_eq!((seen.status(), seen.rollbacks()), (TransactionStatus::Failed, 1));
        seen.close();
        assert_eq!(seen.status(), TransactionStatus::Unknown);
    }
}
