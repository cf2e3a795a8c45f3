//! The door between a crawl and whoever keeps what it finds.
//!
//! A crawler knows nothing of archives or catalogues. It asks a [`Sink`] what is already held and hands it what it
//! found; the application implements it.

pub mod memory;

use jiff::Timestamp;
use jiff::civil::Date;
use record::{Absence, DocumentFacts, MeetingFacts, MemberFacts, ProblemCode};
use std::fs::File;

/// What is known of an address or document from earlier runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// `ETag` of the last good answer.
    pub etag: Option<String>,
    /// `Last-Modified` of the last good answer, verbatim.
    pub last_modified: Option<String>,
    /// SHA-256 of the bytes, lower-case hex.
    pub hash: Option<String>,
    /// SHA-256 of the extracted content (the part of a page that matters), lower-case hex.
    pub content_hash: Option<String>,
    /// When it was last asked for and answered well.
    pub checked_at: Option<Timestamp>,
    /// When it was first found [`Absence::Gone`], if it has not been seen since.
    pub missing_since: Option<Timestamp>,
}

/// Bytes of a document, in memory or on disk.
#[derive(Debug)]
pub enum Body {
    /// Small enough to hold.
    Memory(Vec<u8>),
    /// A temporary file, removed when dropped.
    File(tempfile::TempPath),
    /// An open file that belongs to somebody else (a folder source): read, never moved.
    Opened(File),
}

/// A document as it came back.
#[derive(Debug)]
pub struct Fetched {
    /// Its bytes as published, decompressed.
    pub body: Body,
    /// Content type as the server gave it.
    pub content_type: Option<String>,
    /// Address after redirects.
    pub final_url: Option<String>,
    /// `ETag`; for files, their size and time of change to the nanosecond.
    pub etag: Option<String>,
    /// `Last-Modified`, verbatim; for files, their time of change as an HTTP date.
    pub last_modified: Option<String>,
    /// When it came.
    pub fetched_at: Timestamp,
}

/// What a stored document turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// Never held before.
    New,
    /// Held with other bytes; those are kept as an earlier version.
    Changed,
    /// Held with these bytes.
    Unchanged,
    /// Taken down on purpose: not kept.
    Forgotten,
}

/// A document or page that could not be had.
#[derive(Debug, Clone)]
pub struct Missing {
    /// Why.
    pub absence: Absence,
    /// What was asked and what came back, for a person.
    pub message: String,
    /// When.
    pub at: Timestamp,
}

/// A document that is held, with what the next request for it can use.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldDocument {
    /// What its source last said of it.
    pub facts: DocumentFacts,
    /// What is known of its last retrieval.
    pub known: Known,
}

/// Something that keeps what a crawl finds. Calls are made one after another, from one task.
///
/// Every call is durable when it returns: a crawl that is killed goes on from what its sink holds.
pub trait Sink: Send {
    /// What is known of a document.
    fn known_document(&mut self, scope: &str, key: &str) -> Result<Option<Known>, SinkError>;

    /// A document with what its source last said of it, if it is held or known of.
    fn held_document(&mut self, scope: &str, key: &str) -> Result<Option<HeldDocument>, SinkError>;

    /// Whether a document was taken down here on purpose: it is not asked for again.
    fn is_taken_down(&mut self, scope: &str, key: &str) -> Result<bool, SinkError>;

    /// What is known of a page that is asked for facts (a list, a meeting page, a web-service answer).
    fn known_page(&mut self, url: &str) -> Result<Option<Known>, SinkError>;

    /// Notes that a page was asked for and answered well; `known` is kept for the next run.
    fn page(&mut self, url: &str, known: Known) -> Result<(), SinkError>;

    /// Keeps a document.
    fn document(&mut self, facts: &DocumentFacts, fetched: Fetched) -> Result<Stored, SinkError>;

    /// Notes that a held document was asked for and has not changed; its facts may have.
    fn unchanged(&mut self, facts: &DocumentFacts, at: Timestamp) -> Result<(), SinkError>;

    /// Notes that a document is known to exist, or was held, but could not be had.
    fn missing(&mut self, facts: &DocumentFacts, missing: Missing) -> Result<(), SinkError>;

    /// Keeps what the source says of a meeting; replaces what it said before.
    fn meeting(&mut self, facts: &MeetingFacts) -> Result<(), SinkError>;

    /// Keeps what the source says of a member; replaces what it said before.
    fn member(&mut self, facts: &MemberFacts) -> Result<(), SinkError>;

    /// Every key held in a scope by this source, to find what is no longer listed.
    fn held_keys(&mut self, scope: &str) -> Result<Vec<String>, SinkError>;

    /// Every document of a meeting that is held or known of and not yet withdrawn or taken down, to see which of them
    /// the meeting's page does not list any more and which are due.
    fn documents_of(&mut self, scope: &str, meeting_key: &str) -> Result<Vec<HeldDocument>, SinkError>;

    /// What was last said of a meeting, to see what a list says otherwise.
    fn held_meeting(&mut self, scope: &str, key: &str) -> Result<Option<MeetingFacts>, SinkError>;

    /// Every meeting that this source told of, on these days, both included, to see which of them it does not list any more.
    fn held_meetings(&mut self, scope: &str, from: Date, until: Date) -> Result<Vec<MeetingFacts>, SinkError>;

    /// Takes down which of the meetings that are held a list shows now, and which it shows no more.
    ///
    /// # Errors
    /// The sink cannot keep it.
    fn listed(&mut self, _scope: &str, _listed: &[String], _unlisted: &[String]) -> Result<(), SinkError> {
        Ok(())
    }

    /// Notes a problem of the source itself.
    fn problem(&mut self, code: ProblemCode, message: &str) -> Result<(), SinkError>;
}

/// The sink could not keep or tell something: the run must stop, since nothing would be remembered.
#[derive(Debug, thiserror::Error)]
#[error("cannot keep what was found: {0}")]
pub struct SinkError(#[source] pub Box<dyn std::error::Error + Send + Sync>);
