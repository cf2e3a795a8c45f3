//! What every request shares: the way to the record, and what is remembered between requests.

use super::desk::Desk;
use super::error::Problem;
use super::keepers::Keepers;
use super::metrics::Metrics;
use super::pictures::Pictures;
use super::queries::{Caches, ReadContext};
use super::turns::{Cost, Turn, Turns};
use crate::store::Reader;
use crate::store::read::status;
use index::deadline::{Deadline, within};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};
use url::Url;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
    desk: Option<Arc<Desk>>,
    keepers: Option<Arc<Keepers>>,
}

struct Shared {
    reader: Reader,
    public_url: Url,
    trusted_proxies: Vec<ipnet::IpNet>,
    caches: Caches,
    metrics: Metrics,
    questions: Turns,
    streams: Turns,
    files: Turns,
    pictures: Pictures,
}

/// Turns of questions that are answered at the same time, and for one address; dear ones take several. They wait for the
/// disk at times, so that there are more than cores.
const QUESTIONS_AT_ONCE: (usize, usize) = (32, 12);

/// Streams sent at the same time: each holds a thread, a connection and a snapshot of the index until it ends.
const STREAMS_AT_ONCE: (usize, usize) = (16, 4);

/// Files sent at the same time: each holds a thread. Viewers of PDFs ask for several parts at once.
const FILES_AT_ONCE: (usize, usize) = (48, 12);

/// How long a question may wait for its turn.
const WAIT: Duration = Duration::from_secs(8);

/// How long a question may be worked at. Its answer is to begin some seconds before whoever asked is told that it is too
/// late.
const WORK: Duration = Duration::from_secs(20);

impl App {
    /// An application that answers from `reader`, for people who come by `public_url`.
    pub fn new(reader: Reader, public_url: Url, trusted_proxies: Vec<ipnet::IpNet>) -> Self {
        Self {
            shared: Arc::new(Shared {
                reader,
                public_url,
                trusted_proxies,
                caches: Caches::default(),
                metrics: Metrics::install(),
                questions: turns(QUESTIONS_AT_ONCE, WAIT, "more is asked at this moment than can be answered"),
                streams: turns(STREAMS_AT_ONCE, Duration::ZERO, "as many streams are sent as can be"),
                files: turns(FILES_AT_ONCE, WAIT, "as many files are sent as can be"),
                pictures: Pictures::default(),
            }),
            desk: None,
            keepers: None,
        }
    }

    /// The same with a desk at which visitors ask to be told by mail.
    pub fn with_desk(mut self, desk: Desk) -> Self {
        self.desk = Some(Arc::new(desk));
        self
    }

    /// The same with people who keep notebooks.
    pub fn with_keepers(mut self, keepers: Keepers) -> Self {
        self.keepers = Some(Arc::new(keepers));
        self
    }

    /// Who keeps notebooks, if anybody may.
    pub(super) fn keepers(&self) -> Option<Arc<Keepers>> {
        self.keepers.clone()
    }

    /// Where visitors ask to be told by mail, if mail goes out.
    pub(super) fn desk(&self) -> Option<Arc<Desk>> {
        self.desk.clone()
    }

    /// Answers a question on a thread that may block, from one state of the record.
    ///
    /// # Errors
    /// Those of the question; the record cannot be opened.
    pub async fn answer<T: Send + 'static>(
        &self,
        question: impl FnOnce(&ReadContext<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.answer_at(Cost::Once, question).await
    }

    /// The same for a question that costs more than one look at the record.
    ///
    /// # Errors
    /// As [`App::answer`].
    pub(super) async fn answer_at<T: Send + 'static>(
        &self,
        cost: Cost,
        question: impl FnOnce(&ReadContext<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = self.shared.questions.take(cost).await?;
        let (app, span, left) = (self.clone(), tracing::Span::current(), Left::default());
        let deadline = Deadline::new(Instant::now() + WORK, Arc::clone(&left.0));
        let worked = turn.spawn(move || span.in_scope(|| within(deadline, || app.answer_here(question))));
        let answer = worked.await.map_err(Problem::internal)?;
        drop(left);
        answer
    }

    /// Answers a question on this thread.
    ///
    /// # Errors
    /// As [`App::answer`].
    pub fn answer_here<T>(&self, question: impl FnOnce(&ReadContext<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        // One state of each: what an answer counts and what it lists belong together.
        let catalogue = self.shared.reader.read_transaction()?;
        let reader = &self.shared.reader;
        let generations = if reader.index_goes_back() { status::index_generations(&catalogue)? } else { Vec::new() };
        let index = reader.snapshot(&generations).map_err(Problem::of_index)?;
        question(&ReadContext { catalogue: &catalogue, index, caches: &self.shared.caches })
    }

    /// A turn among the streams.
    ///
    /// # Errors
    /// All are taken.
    pub(super) async fn stream_turn(&self) -> Result<Turn, Problem> {
        self.shared.streams.take(Cost::Once).await
    }

    /// A turn among the files.
    ///
    /// # Errors
    /// All are taken.
    pub(super) async fn file_turn(&self) -> Result<Turn, Problem> {
        self.shared.files.take(Cost::Once).await
    }

    /// When something was last taken down: what was begun before is not sent on after.
    pub(super) fn last_takedown(&self) -> Option<SystemTime> {
        std::fs::metadata(self.shared.reader.paths().tombstones()).and_then(|about| about.modified()).ok()
    }

    /// One page of an archived PDF, drawn.
    ///
    /// # Errors
    /// It cannot be drawn, or too many wait.
    pub(super) async fn picture(&self, hash: &str, page: u32, dots_per_inch: f32) -> Result<bytes::Bytes, Problem> {
        self.shared.pictures.draw(&self.shared.reader.paths().archive(), hash, page, dots_per_inch).await
    }

    /// The way to the record.
    pub fn reader(&self) -> &Reader {
        &self.shared.reader
    }

    /// The address that people use, without a slash at its end.
    pub fn public_url(&self) -> &str {
        self.shared.public_url.as_str().trim_end_matches('/')
    }

    /// The host of that address.
    pub fn public_host(&self) -> Option<String> {
        self.shared.public_url.host_str().map(str::to_owned)
    }

    /// Scheme, host and port of that address, as browsers send them.
    pub fn public_origin(&self) -> String {
        let url = &self.shared.public_url;
        let port = url.port_or_known_default().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or_default())
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

/// Says, when it is dropped, that nobody waits for the answer any more.
#[derive(Default)]
struct Left(Arc<AtomicBool>);

impl Drop for Left {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn turns((all, of_one): (usize, usize), patience: Duration, told: &'static str) -> Turns {
    Turns::new(all, of_one, patience, told)
}
