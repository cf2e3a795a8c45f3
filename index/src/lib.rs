//! Search: passages in, answers out. The only crate that knows the search engine, which stays behind this door.
//!
//! Write with [`Writer`], ask a [`Snapshot`]. The index holds nothing that cannot be rebuilt from the catalogue. Spans
//! and mentions are found by our own code in the text itself, so that another engine could stand behind the same door.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use index::{Ask, Filters, Index, Query};
//! let index = Index::open("data/index".as_ref())?;
//! let read = Query::lenient("\"workforce stability\" since:2019");
//! let answer = index.snapshot().ask(&Ask::new(read.query, Filters::default()))?;
//! println!("{} mentions", answer.total.mentions);
//! # Ok(()) }
//! ```

#![allow(unused_variables)]

pub mod answer;
pub mod ask;
pub mod entry;
mod error;
pub mod query;

pub use answer::{
    Answer, Completion, Facet, Facets, Hit, Mention, RelatedTerm, Route, RouteKind, SpeakerCount, Step, Suggestions,
    Totals,
};
pub use ask::{Ask, AskError, Copies, Filters, Group, Interval, Sort};
pub use entry::{AlsoIn, Document, Entry, Item, Meeting, Named, Speaker};
pub use error::IndexError;
pub use query::{Ignored, LenientQuery, OperatorHelp, Query, QueryError, operators};

use record::{DocumentId, PassageId};
use std::path::Path;
use std::sync::Arc;

/// An index in a folder, open for questions; cheap to share.
pub struct Index {}

/// The index at one moment: it answers from the same state however long it is held.
pub struct Snapshot {}

/// The one place where the index is changed: nothing is seen by readers before [`Writer::commit`].
pub struct Writer {}

impl Index {
    /// Opens the index in `folder`.
    ///
    /// # Errors
    ///
    /// [`IndexError::Missing`], [`IndexError::Outdated`] and [`IndexError::Damaged`] ask for a rebuild.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        todo!()
    }

    /// The state of the last [`Index::reload`].
    pub fn snapshot(&self) -> Arc<Snapshot> {
        todo!()
    }

    /// Looks whether a writer has committed or swapped since, and takes that state up. Costs next to nothing.
    ///
    /// # Errors
    ///
    /// As [`Index::open`]; the state before stays in use.
    pub fn reload(&self) -> Result<(), IndexError> {
        todo!()
    }
}

impl Writer {
    /// Continues the index in `folder`: changes become one commit.
    ///
    /// # Errors
    ///
    /// As [`Index::open`]; [`IndexError::Locked`] while another writer lives.
    pub fn update(folder: &Path) -> Result<Self, IndexError> {
        todo!()
    }

    /// Begins an empty index beside the one in `folder` (which need not exist, or be readable); [`Writer::commit`]
    /// puts it in its place.
    ///
    /// # Errors
    ///
    /// [`IndexError::Locked`] while another writer lives.
    pub fn rebuild(folder: &Path) -> Result<Self, IndexError> {
        todo!()
    }

    /// Removes every passage of a document.
    pub fn delete_document(&mut self, document: &DocumentId) {
        todo!()
    }

    /// Adds a passage.
    ///
    /// # Errors
    ///
    /// The engine's, when it cannot write.
    pub fn add(&mut self, entry: &Entry) -> Result<(), IndexError> {
        todo!()
    }

    /// Makes all changes visible at once and durable, and gives the new generation. Dropping a writer without this
    /// leaves the index as it was.
    ///
    /// # Errors
    ///
    /// The engine's; the index is then as it was.
    pub fn commit(self) -> Result<u64, IndexError> {
        todo!()
    }
}

/// All mentions in date order (undated last); holds one passage's text at a time.
pub struct Mentions {}

impl Mentions {
    /// Exact totals of the whole list.
    pub fn total(&self) -> Totals {
        todo!()
    }

    /// What was cut, in words.
    pub fn cut(&self) -> &[String] {
        todo!()
    }
}

impl Iterator for Mentions {
    type Item = Result<Mention, IndexError>;

    fn next(&mut self) -> Option<Self::Item> {
        todo!()
    }
}

impl Snapshot {
    /// Counts rebuilds and commits; a higher one is later.
    pub fn generation(&self) -> u64 {
        todo!()
    }

    /// How many passages it holds, further copies included.
    pub fn passages(&self) -> u64 {
        todo!()
    }

    /// Answers one search.
    ///
    /// # Errors
    ///
    /// A bad or stale cursor, or the engine's.
    pub fn ask(&self, ask: &Ask) -> Result<Answer, AskError> {
        todo!()
    }

    /// Exact totals alone.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn count(&self, query: &Query, filters: &Filters) -> Result<Totals, IndexError> {
        todo!()
    }

    /// Every mention, in date order, from the first or from after `cursor` ([`Mention::cursor`]).
    ///
    /// # Errors
    ///
    /// A bad or stale cursor, or the engine's.
    pub fn mentions(
        self: &Arc<Self>,
        query: &Query,
        filters: &Filters,
        cursor: Option<&str>,
    ) -> Result<Mentions, AskError> {
        todo!()
    }

    /// Mentions over time, raw and by number of words; every period between first and last.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn timeline(&self, query: &Query, filters: &Filters, interval: Interval) -> Result<Vec<Step>, IndexError> {
        todo!()
    }

    /// Who says it, most mentions first; everyone.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn speakers(&self, query: &Query, filters: &Filters) -> Result<Vec<SpeakerCount>, IndexError> {
        todo!()
    }

    /// Ids of all passages that match.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn matching(
        &self,
        query: &Query,
        filters: &Filters,
    ) -> Result<std::collections::HashSet<PassageId>, IndexError> {
        todo!()
    }

    /// One passage.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn entry(&self, id: &PassageId) -> Result<Option<Entry>, IndexError> {
        todo!()
    }

    /// The passages of the same document up to `n` before and `n` after this one, in reading order, itself left out.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn around(&self, entry: &Entry, n: u32) -> Result<(Vec<Entry>, Vec<Entry>), IndexError> {
        todo!()
    }

    /// Spelling and completion from the index's own words.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn suggest(&self, typed: &str) -> Result<Suggestions, IndexError> {
        todo!()
    }

    /// Terms to tick beside this query: forms, abbreviations and spellings of its words, and words that keep it company.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn related(&self, query: &Query, filters: &Filters) -> Result<Vec<RelatedTerm>, IndexError> {
        todo!()
    }
}
