//! From a thread that makes an answer to whoever reads it, chunk by chunk: not faster than it is read, and not for ever.

use super::state::App;
use axum::body::Body;
use bytes::Bytes;
use std::io;
use std::time::{Duration, SystemTime};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// Chunks that may wait for a slow reader.
const CHUNKS_WAITING: usize = 4;

/// A reader who takes no chunk for so long has stopped reading: what it holds is given to others.
const PATIENCE: Duration = Duration::from_secs(20);

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
    patience: Duration,
}

impl ChunkSender {
    /// A sender for an answer of `app`, and the body at its other end. Within the runtime.
    pub fn with_body(app: &App) -> (Self, Body) {
        let (sender, receiver) = mpsc::channel(CHUNKS_WAITING);
        let pipe = Pipe { sender, runtime: Handle::current(), patience: PATIENCE };
        let chunks = Self { app: app.clone(), takedown: app.last_takedown(), pipe };
        (chunks, Body::from_stream(ReceiverStream::new(receiver)))
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
    fn put(&self, chunk: io::Result<Bytes>) -> bool {
        self.runtime.block_on(self.sender.send_timeout(chunk, self.patience)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_who_stops_reading_is_left() {
        let (sender, receiver) = mpsc::channel(CHUNKS_WAITING);
        let chunks = Pipe { sender, runtime: Handle::current(), patience: Duration::from_millis(10) };
        let sent = tokio::task::spawn_blocking(move || {
            (0..).take_while(|_| chunks.put(Ok(Bytes::from_static(b"row")))).count()
        });
        assert_eq!(sent.await.unwrap(), CHUNKS_WAITING, "then the thread is free again");
        drop(receiver);
    }
}
