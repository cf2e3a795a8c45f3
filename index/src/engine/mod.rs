//! The door to whatever holds the passages: what the rest of this crate asks of it, and nothing of how it is done.
//!
//! [`embedded`] is Tantivy in a folder of ours. An engine hands over parts: some passages with their postings and columns,
//! in which plans are run by our scan.

pub(crate) mod embedded;

use crate::cache::{ColumnCache, RunCache, StemExpansions, WordTotals};
use crate::entry::Entry;
use crate::error::IndexError;
use crate::plan::{Leaf, Plan};
use record::DocumentId;
use std::ops::ControlFlow;
use std::sync::Arc;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

/// A word of the index, over how many words of text it goes, and in how many passages it stands.
pub(crate) type Expansion = (String, u32, u64);

/// A passage, as one state of an engine names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Address(pub u64);

/// Names the passages of a part.
#[derive(Debug, Clone)]
pub(crate) enum Addresses {
    /// By the number of the segment.
    Segment(u32),
}

impl Addresses {
    /// The address of a passage of the part.
    pub fn of(&self, doc: DocId) -> Address {
        match self {
            Addresses::Segment(number) => Address(u64::from(*number) << 32 | u64::from(doc)),
        }
    }
}

/// Passages with their postings and columns.
pub(crate) struct Part<'a> {
    pub segment: &'a SegmentReader,
    pub addresses: Addresses,
}

/// One state of an index, which answers the same however long it is held.
pub(crate) trait Engine: Send + Sync {
    /// Counts rebuilds and commits; a higher one is later.
    fn generation(&self) -> u64;

    /// How many passages it holds, further copies included.
    fn passages(&self) -> u64;

    /// Hands over parts, among whose passages are all that a plan finds, until `each` has enough.
    fn for_each_part(
        &self,
        plan: &Plan,
        each: &mut dyn FnMut(&Part<'_>) -> tantivy::Result<ControlFlow<()>>,
    ) -> Result<(), IndexError>;

    /// Passages as they were written, in the order in which they are asked for.
    fn entries(&self, at: &[Address]) -> Result<Vec<Entry>, IndexError>;

    /// How many passages are best read at once.
    fn read_ahead(&self) -> usize;

    /// The passages that have a term in a field of ids, by place.
    fn having(&self, field: Field, term: &str) -> Result<Vec<(u64, Address)>, IndexError>;

    /// Terms of the text that begin with these letters, joined forms among them.
    fn terms_that_begin(&self, letters: &str) -> Result<Vec<Expansion>, IndexError>;

    /// Terms of a field that are at most so many letters off; two letters changing places are one.
    fn terms_like(&self, field: Field, word: &str, letters: u8) -> Result<Vec<Expansion>, IndexError>;

    /// Whether a field of names has this word.
    fn has_name(&self, field: Field, word: &str) -> Result<bool, IndexError>;

    /// In how many passages each of these words of the text stands.
    fn frequencies(&self, words: &[&str]) -> Result<Vec<u64>, IndexError>;

    /// How many passages have the terms of a leaf, added up, and of how many.
    fn weight(&self, leaf: &Leaf) -> Result<(f64, f64), IndexError>;

    /// Terms of a passage, on average.
    fn average_length(&self) -> Result<f32, IndexError>;
}

/// What was looked up in parts, which never change.
#[derive(Clone)]
pub(crate) struct Caches {
    pub stem_expansions: Arc<StemExpansions>,
    pub columns: Arc<ColumnCache>,
    pub word_totals: Arc<WordTotals>,
    pub runs: Arc<RunCache>,
}

impl Caches {
    /// For parts that come again.
    pub fn remembering() -> Self {
        Self {
            stem_expansions: Arc::default(),
            columns: Arc::default(),
            word_totals: Arc::default(),
            runs: Arc::default(),
        }
    }
}

/// One state and what is remembered of it.
pub(crate) struct State {
    pub engine: Arc<dyn Engine>,
    pub caches: Caches,
}

/// Where states come from, one after the other.
pub(crate) trait Source: Send {
    /// The state of now, where it is another than that given last.
    fn look_again(&mut self) -> Result<Option<State>, IndexError>;
}

/// What is written becomes visible at once, when it is published, or not at all.
pub(crate) trait Writing: Send {
    /// Removes every passage of a document.
    fn delete_document(&mut self, document: &DocumentId);

    /// Adds a passage.
    fn add(&mut self, entry: &Entry) -> Result<(), IndexError>;

    /// Publishes a generation; `purging` leaves nothing of what was deleted. Gives its number.
    fn publish(self: Box<Self>, purging: bool) -> Result<u64, IndexError>;
}
