//! What every request shares: the way to the record, and what is remembered between requests.

use super::error::Problem;
use super::metrics::Metrics;
use super::view::{KeptFigures, Moment};
use crate::store::{Reader, catalogue::CatalogueError};
use std::sync::Arc;
use tokio::sync::Semaphore;
use url::Url;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
}

struct Shared {
    reader: Reader,
    public_url: Url,
    trusted_proxies: Vec<ipnet::IpNet>,
    kept: KeptFigures,
    metrics: Metrics,
    questions: Semaphore,
    streams: Arc<Semaphore>,
    drawings: Arc<Semaphore>,
}

/// Questions answered at the same time. They wait for the disk at times, so that there are more than cores.
const QUESTIONS_AT_ONCE: usize = 32;

/// Streams sent at the same time: each holds a thread, a connection and a snapshot of the index until it ends.
const STREAMS_AT_ONCE: usize = 16;

/// Pages drawn at the same time: each may take some hundred megabytes.
const DRAWINGS_AT_ONCE: usize = 2;

impl App {
    /// An application that answers from `reader`, for people who come by `public_url`.
    pub fn new(reader: Reader, public_url: Url, trusted_proxies: Vec<ipnet::IpNet>) -> Self {
        Self {
            shared: Arc::new(Shared {
                reader,
                public_url,
                trusted_proxies,
                kept: KeptFigures::default(),
                metrics: Metrics::install(),
                questions: Semaphore::new(QUESTIONS_AT_ONCE),
                streams: Arc::new(Semaphore::new(STREAMS_AT_ONCE)),
                drawings: Arc::new(Semaphore::new(DRAWINGS_AT_ONCE)),
            }),
        }
    }

    /// Answers a question on a thread that may block, from one state of the record.
    ///
    /// # Errors
    /// Those of the question; the record cannot be opened.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Moment<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let _turn = self.shared.questions.acquire().await.map_err(Problem::internal)?;
        let app = self.clone();
        tokio::task::spawn_blocking(move || app.ask_here(question)).await.map_err(Problem::internal)?
    }

    /// Answers a question on this thread.
    ///
    /// # Errors
    /// As [`App::ask`].
    pub fn ask_here<T>(&self, question: impl FnOnce(&Moment<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        let connection = self.shared.reader.connection()?;
        // One read transaction: what an answer counts and what it lists come from the same state.
        let transaction = connection.unchecked_transaction()?;
        let index = self.shared.reader.snapshot().map_err(Problem::internal)?;
        question(&Moment { connection: &transaction, index, kept: &self.shared.kept })
    }

    /// A turn among the streams.
    ///
    /// # Errors
    /// All are taken.
    pub(super) fn stream_turn(&self) -> Result<tokio::sync::OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.shared.streams).try_acquire_owned().map_err(|_| Problem::busy())
    }

    /// A turn among the drawings.
    ///
    /// # Errors
    /// The server stops.
    pub(super) async fn drawing_turn(&self) -> Result<tokio::sync::OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.shared.drawings).acquire_owned().await.map_err(Problem::internal)
    }

    /// The way to the record.
    pub fn reader(&self) -> &Reader {
        &self.shared.reader
    }

    /// The address that people use, without a slash at its end.
    pub fn public_url(&self) -> &str {
        self.shared.public_url.as_str().trim_end_matches('/')
    }

    /// Networks whose `X-Forwarded-For` is believed.
    pub(super) fn trusted_proxies(&self) -> &[ipnet::IpNet] {
        &self.shared.trusted_proxies
    }

    /// What is measured.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.shared.metrics
    }
}

impl From<CatalogueError> for Problem {
    fn from(error: CatalogueError) -> Self {
        Self::internal(error)
    }
}
