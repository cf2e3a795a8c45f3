//! From a thread that makes an answer to whoever reads it, chunk by chunk: not faster than it is read, and not for ever.

use super::state::App;
use axum::body::Body;
use bytes::Bytes;
use futures_util::stream::{Stream, unfold};
use std::cell::Cell;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};
use tokio::runtime::Handle;
use tokio::sync::mpsc;

/// Chunks that may wait for a slow reader.
const CHUNKS_WAITING: usize = 4;

/// The longest that a long answer may take: all passages of a large record come to about a gigabyte.
pub(super) const LONGEST: Duration = Duration::from_secs(3_600);

/// How long a reader may be waited for.
const READERS: Patience =
    Patience { for_chunk: Duration::from_secs(20), in_all: Duration::from_secs(60), bytes_a_second: 16_000 };

/// How long a reader may be waited for: what it holds is given to others when it stops reading, or reads so little at a
/// time that it may as well have stopped.
#[derive(Clone, Copy)]
struct Patience {
    /// Until one chunk is taken.
    for_chunk: Duration,
    /// For all chunks together, beyond the time that the slowest line takes.
    in_all: Duration,
    /// What the slowest line takes.
    bytes_a_second: u64,
}

/// Hands chunks of an answer on, from a thread that makes them, as long as somebody takes them and nothing is taken down
/// that may be among them.
pub(super) struct ChunkSender {
    app: App,
    takedown: Option<SystemTime>,
    pipe: Pipe,
}

/// Its inside, which knows nothing of what it hands on.
struct Pipe {
    sender: mpsc::Sender<io::Result<Bytes>>,
    runtime: Handle,
    patience: Patience,
    until: Instant,
    waited: Cell<Duration>,
    taken: Cell<u64>,
    broken: Arc<AtomicBool>,
}

impl ChunkSender {
    /// A sender for an answer of `app`, and the body at its other end. Within the runtime.
    pub fn with_body(app: &App) -> (Self, Body) {
        let (pipe, chunks) = Pipe::new(READERS, Instant::now() + LONGEST);
        let sender = Self { app: app.clone(), takedown: app.last_takedown(), pipe };
        (sender, Body::from_stream(chunks))
    }

    /// Hands a chunk on; false when nothing further is to be made.
    pub fn send(&self, chunk: io::Result<Bytes>) -> bool {
        if self.app.last_takedown() != self.takedown {
            // It may be among what is still to come. An end that is broken off cannot be taken for a whole.
            let why = "something was taken down meanwhile: begin again";
            self.pipe.put(Err(io::Error::other(why)));
            return false;
        }
        self.pipe.put(chunk)
    }

    /// Whether the reader has gone.
    pub fn is_left(&self) -> bool {
        self.pipe.sender.is_closed()
    }
}

impl Pipe {
    fn new(patience: Patience, until: Instant) -> (Self, impl Stream<Item = io::Result<Bytes>> + use<>) {
        let (sender, receiver) = mpsc::channel(CHUNKS_WAITING);
        let broken = Arc::new(AtomicBool::new(false));
        let chunks = chunks(receiver, Arc::clone(&broken));
        let (waited, taken) = (Cell::default(), Cell::default());
        (Self { sender, runtime: Handle::current(), patience, until, waited, taken, broken }, chunks)
    }

    fn put(&self, chunk: io::Result<Bytes>) -> bool {
        let begun = Instant::now();
        let bytes = chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
        let put = self.runtime.block_on(self.sender.send_timeout(chunk, self.left(begun))).is_ok();
        self.waited.set(self.waited.get() + begun.elapsed());
        self.taken.set(self.taken.get() + bytes);
        if !put {
            self.broken.store(true, Ordering::Release);
        }
        put
    }

    /// How long the next chunk may wait.
    fn left(&self, now: Instant) -> Duration {
        let earned = Duration::from_secs(self.taken.get() / self.patience.bytes_a_second);
        let in_all = (self.patience.in_all + earned).saturating_sub(self.waited.get());
        self.patience.for_chunk.min(in_all).min(self.until.saturating_duration_since(now))
    }
}

/// What is taken. Where the sender gave up, the end is an error: what was broken off cannot be taken for a whole.
fn chunks(
    receiver: mpsc::Receiver<io::Result<Bytes>>,
    broken: Arc<AtomicBool>,
) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    unfold((receiver, broken), |(mut receiver, broken)| async move {
        match receiver.recv().await {
            Some(chunk) => Some((chunk, (receiver, broken))),
            None if broken.swap(false, Ordering::AcqRel) => {
                Some((Err(io::Error::other("the reader was too slow")), (receiver, broken)))
            }
            None => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::StreamExt;

    const HOUR: Duration = Duration::from_secs(3_600);

    /// Chunks that are sent to somebody who takes none, and what that one finds when it comes back.
    async fn sent(patience: Patience, until: Instant) -> (usize, Vec<bool>) {
        let (pipe, chunks) = Pipe::new(patience, until);
        let row = Bytes::from_static(b"row");
        let sent = tokio::task::spawn_blocking(move || (0..).take_while(|_| pipe.put(Ok(row.clone()))).count());
        (sent.await.unwrap(), chunks.map(|chunk| chunk.is_ok()).collect().await)
    }

    #[tokio::test]
    async fn a_reader_who_stops_reading_is_left() {
        let of = |for_chunk, in_all| Patience { for_chunk, in_all, bytes_a_second: u64::MAX };
        let soon = Duration::from_millis(10);
        for (patience, until) in [
            (of(soon, HOUR), Instant::now() + HOUR),
            // It was waited for long enough before.
            (of(HOUR, Duration::ZERO), Instant::now() + HOUR),
            // The whole answer has taken long enough.
            (of(HOUR, HOUR), Instant::now()),
        ] {
            let (sent, found) = sent(patience, until).await;
            assert_eq!(sent, CHUNKS_WAITING, "then the thread is free again");
            assert_eq!(found, [true, true, true, true, false], "and what was sent is seen to be no whole");
        }
    }

    #[tokio::test]
    async fn whoever_takes_much_may_take_long() {
        let patience = Patience { for_chunk: HOUR, in_all: Duration::from_secs(60), bytes_a_second: 1_000 };
        let (pipe, _chunks) = Pipe::new(patience, Instant::now() + HOUR);
        let left = || pipe.left(Instant::now()).as_secs();
        assert_eq!(left(), 60);
        pipe.waited.set(Duration::from_secs(50));
        assert_eq!(left(), 10);
        pipe.taken.set(30_000);
        assert_eq!(left(), 40);
    }
}
