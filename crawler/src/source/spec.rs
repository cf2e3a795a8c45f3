//! The `[[source]]` block of the configuration, and what is wrong with one.

use record::PartialDate;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// One `[[source]]` block, as written. [`SourceSpec::build`] says whether it makes sense.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceSpec {
    /// Its name in reports and for `--source`.
    pub name: String,
    /// One of the names of [`super::KINDS`].
    pub kind: String,
    /// Where it is published.
    pub url: Option<String>,
    /// Where its files lie.
    pub path: Option<PathBuf>,
    /// The council whose papers these are.
    pub council: Option<String>,
    /// Committee of files that do not say.
    pub committee: Option<String>,
    /// Committees to visit, by name or number; absent: all.
    pub committees: Option<Vec<String>>,
    /// Further pages to start from: years, committees and boards that nothing else leads to.
    pub pages: Option<Vec<String>>,
    /// What a paper is, as a pattern for the words of its link, its file name and the heading above it.
    pub papers: Option<String>,
    /// How many links away from the start pages papers are looked for.
    pub depth: Option<u8>,
    /// First day of interest: `2019`, `2019-03` or `2019-03-31`.
    pub since: Option<String>,
    /// Other hosts that serve this source: earlier names of it, or a host that its documents lie on.
    pub hosts: Option<Vec<String>>,
    /// PEM file with authorities to trust besides the system's, for a site that sends an incomplete chain.
    pub extra_ca: Option<PathBuf>,
    /// Longest wait for one answer in seconds; absent: 120, since self-hosted sites take up to a minute.
    pub timeout_seconds: Option<u64>,
}

/// What is wrong with a `[[source]]` block.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpecError {
    /// No source of this kind exists.
    #[error("source “{name}”: there is no kind “{kind}”; the kinds are {known}")]
    UnknownKind {
        /// The source.
        name: String,
        /// What was written.
        kind: String,
        /// What could have been.
        known: String,
    },
    /// A key is needed.
    #[error("source “{name}”: a {kind} source needs `{key}`")]
    MissingKey {
        /// The source.
        name: String,
        /// Its kind.
        kind: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A key belongs to other kinds.
    #[error("source “{name}”: a {kind} source has no `{key}`; it takes {known}")]
    UnusedKey {
        /// The source.
        name: String,
        /// Its kind.
        kind: &'static str,
        /// The key.
        key: &'static str,
        /// What it takes.
        known: String,
    },
    /// A value cannot be read.
    #[error("source “{name}”: `{key}`: {reason}")]
    BadValue {
        /// The source.
        name: String,
        /// The key.
        key: &'static str,
        /// What is wrong and what would be right.
        reason: String,
    },
}

impl SourceSpec {
    /// The first day of interest.
    pub(super) fn first_day(&self) -> Result<Option<jiff::civil::Date>, SpecError> {
        let Some(since) = &self.since else { return Ok(None) };
        since
            .parse::<PartialDate>()
            .map(|date| Some(date.first_day()))
            .map_err(|error| self.bad("since", error.to_string()))
    }

    /// An error about one of its values.
    pub(super) fn bad(&self, key: &'static str, reason: String) -> SpecError {
        SpecError::BadValue { name: self.name.clone(), key, reason }
    }

    /// Every key, and whether it is given.
    pub(super) fn given(&self) -> [(&'static str, bool); 12] {
        [
            ("url", self.url.is_some()),
            ("path", self.path.is_some()),
            ("council", self.council.is_some()),
            ("committee", self.committee.is_some()),
            ("committees", self.committees.is_some()),
            ("pages", self.pages.is_some()),
            ("papers", self.papers.is_some()),
            ("depth", self.depth.is_some()),
            ("since", self.since.is_some()),
            ("hosts", self.hosts.is_some()),
            ("extra_ca", self.extra_ca.is_some()),
            ("timeout_seconds", self.timeout_seconds.is_some()),
        ]
    }
}
