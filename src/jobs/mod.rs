//! Jobs: what is done unattended, each safe to run twice and to be killed at any moment.
//!
//! A job takes the open store, works document by document, and gives a report. What fails is noted and counted; only a
//! store that cannot keep anything ends a job before its end.

pub mod alert;
pub mod check;
pub mod crawl;
pub mod fold;
pub mod follow;
pub mod forget;
pub mod identify;
pub mod index;
pub mod probe;
mod progress;
pub mod read;
pub mod schedule;
pub mod update;

pub use progress::{Progress, Quiet};

use crate::config::Config;
use crate::store::Store;
use crate::store::catalogue::runs;
use jiff::Timestamp;
use serde::Serialize;

/// What a run did; kept in the catalogue and shown by `status`.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Per source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crawl: Vec<crawler::Report>,
    /// What was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<read::ReadReport>,
    /// Who was identified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identify: Option<identify::IdentifyReport>,
    /// Which copies were folded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fold: Option<fold::FoldReport>,
    /// What was followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<follow::FollowReport>,
    /// What became of the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<index::IndexReport>,
    /// Who was told what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<alert::AlertReport>,
}

impl Report {
    /// Adds what was read to what was read before in the same run.
    pub fn add_read(&mut self, read: read::ReadReport) {
        let before = self.read.take().unwrap_or_default();
        self.read = Some(before.and(read));
    }

    /// Whether something failed that somebody should look at.
    pub fn has_failures(&self) -> bool {
        self.crawl.iter().any(crawler::Report::has_failures)
            || self.read.as_ref().is_some_and(|r| r.failed > 0)
            || self.alerts.iter().any(|alert| alert.error.is_some())
    }
}

/// What every job is given.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The only source that is meant, where not all are.
    pub source: Option<&'a str>,
    /// Who is told how far it is.
    pub progress: &'a dyn Progress,
}

/// Runs a job and keeps its report. `work` adds to the report as it goes on, so that what was done before a failure is
/// told too.
///
/// # Errors
/// Those of `work`, and a catalogue that cannot keep the report.
pub fn run(
    store: &mut Store,
    name: &str,
    work: impl FnOnce(&mut Store, &mut Report) -> anyhow::Result<()>,
) -> anyhow::Result<Report> {
    let id = store.catalogue().write(|t| runs::begin(t, name, Timestamp::now()))?;
    let mut report = Report::default();
    let done = work(store, &mut report);
    let outcome = match &done {
        Err(_) => runs::Outcome::Failed,
        Ok(()) if report.has_failures() => runs::Outcome::FailedInPart,
        Ok(()) => runs::Outcome::Done,
    };
    let mut told = serde_json::to_value(&report)?;
    if let Err(error) = &done {
        told["error"] = format!("{error:#}").into();
    }
    store.catalogue().write(|t| runs::end(t, id, outcome, &told, Timestamp::now()))?;
    done.map(|()| report)
}
