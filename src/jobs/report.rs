//! What a run did.

use super::against::AgainstReport;
use super::alert::AlertReport;
use super::fold::FoldReport;
use super::follow::FollowReport;
use super::identify::IdentifyReport;
use super::index::IndexReport;
use super::read::ReadReport;
use super::silence::SilenceReport;
use serde::Serialize;

/// What a run did; kept in the catalogue and shown by `status`.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Per source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crawl: Vec<crawler::Report>,
    /// What was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<ReadReport>,
    /// Who was identified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identify: Option<IdentifyReport>,
    /// Which copies were folded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fold: Option<FoldReport>,
    /// Where a source's system and minutes disagree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<AgainstReport>,
    /// What was followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<FollowReport>,
    /// What became of the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<IndexReport>,
    /// What is missing where something used to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silence: Option<SilenceReport>,
    /// Who was told what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<AlertReport>,
}

impl Report {
    /// Adds what was read to what was read before in the same run.
    pub fn add_read(&mut self, read: ReadReport) {
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
