//! What the server last said of the transaction, read off the stream on its way to the client library, which hides it.
//!
//! Invariant: the connection is idle for certain only when every query that was sent was answered and the last answer said
//! so.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;

/// What was seen so far.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// `I`, `T` or `E`.
    status: AtomicU8,
    /// Queries and Syncs that were sent, each of which is answered by a ReadyForQuery.
    sent: AtomicU64,
    ready: AtomicU64,
    /// How many commands were answered by the tag ROLLBACK.
    rollbacks: AtomicU64,
    closed: AtomicBool,
    changed: Notify,
}

impl Seen {
    /// The status byte, if nothing is outstanding.
    pub(crate) fn status(&self) -> Option<u8> {
        // The server is ready once after the start, without having been asked.
        let outstanding = self.sent.load(Ordering::Acquire) + 1 != self.ready.load(Ordering::Acquire);
        (!outstanding).then(|| self.status.load(Ordering::Acquire))
    }

    pub(crate) fn rollbacks(&self) -> u64 {
        self.rollbacks.load(Ordering::Acquire)
    }

    /// The stream is gone.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.changed.notify_waiters();
    }

    /// Waits until everything is answered, or never will be.
    pub(crate) async fn settled(&self) {
        loop {
            let changed = self.changed.notified();
            if self.status().is_some() || self.closed.load(Ordering::Acquire) {
                return;
            }
            changed.await;
        }
    }

    fn received(&self, kind: u8, body: &[u8]) {
        match kind {
            b'Z' => {
                self.status.store(body.first().copied().unwrap_or_default(), Ordering::Release);
                self.ready.fetch_add(1, Ordering::AcqRel);
                self.changed.notify_waiters();
            }
            b'C' if body.starts_with(b"ROLLBACK\0") => {
                self.rollbacks.fetch_add(1, Ordering::AcqRel);
            }
            _ => {}
        }
    }
}

/// Takes a byte stream apart into messages: a kind, a length, a body of which only the start matters.
#[derive(Debug)]
struct Messages {
    header: [u8; 5],
    /// How much of the header is there.
    filled: usize,
    /// Where the header starts: the very first message to a server has no kind.
    from: usize,
    /// How much of the body is still to come.
    left: usize,
    body: [u8; 9],
    kept: usize,
}

impl Messages {
    fn new(first_has_kind: bool) -> Self {
        Messages { header: [0; 5], filled: 0, from: usize::from(!first_has_kind), left: 0, body: [0; 9], kept: 0 }
    }

    fn feed(&mut self, mut bytes: &[u8], mut message: impl FnMut(u8, &[u8])) {
        while !bytes.is_empty() {
            let wanted = 5 - self.from;
            if self.filled < wanted {
                let taken = (wanted - self.filled).min(bytes.len());
                let at = self.from + self.filled;
                self.header[at..at + taken].copy_from_slice(&bytes[..taken]);
                self.filled += taken;
                bytes = &bytes[taken..];
                if self.filled < wanted {
                    return;
                }
                let [_, a, b, c, d] = self.header;
                self.left = (u32::from_be_bytes([a, b, c, d]) as usize).saturating_sub(4);
                self.kept = 0;
            } else {
                let taken = self.left.min(bytes.len());
                let kept = taken.min(self.body.len() - self.kept);
                self.body[self.kept..self.kept + kept].copy_from_slice(&bytes[..kept]);
                self.kept += kept;
                self.left -= taken;
                bytes = &bytes[taken..];
            }
            if self.left == 0 {
                let kind = if self.from == 0 { self.header[0] } else { 0 };
                message(kind, &self.body[..self.kept]);
                (self.filled, self.from) = (0, 0);
            }
        }
    }
}

/// A stream whose messages are looked at as they pass.
#[derive(Debug)]
pub(crate) struct Tap<S> {
    stream: S,
    incoming: Messages,
    outgoing: Messages,
    seen: Arc<Seen>,
}

impl<S> Tap<S> {
    pub(crate) fn new(stream: S, seen: Arc<Seen>) -> Self {
        Tap { stream, incoming: Messages::new(true), outgoing: Messages::new(false), seen }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Tap<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(cx, buffer);
        let Tap { incoming, seen, .. } = &mut *self;
        incoming.feed(&buffer.filled()[before..], |kind, body| seen.received(kind, body));
        result
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Tap<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if let Poll::Ready(Ok(written)) = result {
            let Tap { outgoing, seen, .. } = &mut *self;
            outgoing.feed(&bytes[..written], |kind, _| {
                if matches!(kind, b'Q' | b'S') {
                    seen.sent.fetch_add(1, Ordering::AcqRel);
                }
            });
        }
        result
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::Messages;

    #[test]
    fn messages_are_told_apart_however_the_bytes_arrive() {
        let stream = b"\0\0\0\x08\0\x03\0\0Q\0\0\0\x06x\0S\0\0\0\x04Z\0\0\0\x05T";
        for size in 1..stream.len() {
            let (mut messages, mut kinds) = (Messages::new(false), Vec::new());
            for chunk in stream.chunks(size) {
                messages.feed(chunk, |kind, body| kinds.push((kind, body.to_vec())));
            }
            let kinds: Vec<(u8, usize)> = kinds.iter().map(|(kind, body)| (*kind, body.len())).collect();
            assert_eq!(kinds, [(0, 4), (b'Q', 2), (b'S', 0), (b'Z', 1)], "in chunks of {size}");
        }
    }
}
