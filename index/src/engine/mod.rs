//! The door to whatever holds the passages: what the rest of this crate asks of it, and nothing of how it is done.
//!
//! [`embedded`] is Tantivy in a folder of ours; [`opensearch`] is a cluster that an operator runs. Both hand over parts: some
//! passages with their postings and columns, in which plans are run by the same scan, so that what counts is decided by
//! one code for both.

pub(crate) mod embedded;
pub(crate) mod opensearch;

use crate::answer::Totals;
use crate::cache::{Cache, ColumnCache, ColumnNames, RunCache, StemExpansions, WordTotals};
use crate::entry::Entry;
use crate::error::IndexError;
use crate::plan::{Leaf, Plan};
use crate::request::{Group, Sort};
use record::{DocumentId, PassageId};
use rustc_hash::FxHashMap;
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
    /// By keys of their own.
    Keys(Arc<[u64]>),
}

impl Addresses {
    /// The address of a passage of the part.
    pub fn of(&self, doc: DocId) -> Address {
        match self {
            Addresses::Segment(number) => Address(u64::from(*number) << 32 | u64::from(doc)),
            Addresses::Keys(keys) => Address(keys.get(doc as usize).copied().unwrap_or_default()),
        }
    }
}

/// Passages with their postings and columns.
pub(crate) struct Part<'a> {
    pub segment: &'a SegmentReader,
    pub addresses: Addresses,
}

/// Which passages are handed over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Extent {
    /// All that a plan finds.
    All,
    /// Those that [`Engine::totals`] did not count.
    Uncounted,
    /// Those that it counted: of them at least the first so many of a list.
    First(First),
}

/// The beginning of a list, or what comes after a passage of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct First {
    pub sort: Sort,
    pub size: usize,
    /// Rank and place of the passage before.
    pub after: Option<(u64, u64)>,
}

impl Extent {
    /// What is left to be looked at, beside what an engine may have counted by itself.
    pub fn beside(counted: bool) -> Self {
        if counted { Self::Uncounted } else { Self::All }
    }
}

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ColumnValue {
    Number(u64),
    Name(String),
}

/// What is added up of the passages that have a value, with first and last date as numbers, 0 where none is known. An
/// engine adds up more than mentions and passages of speakers alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub mentions: u64,
    pub passages: u64,
    /// Those whose speaker is only likely.
    pub likely_mentions: u64,
    pub likely_passages: u64,
    pub first: u64,
    pub last: u64,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.mentions += other.mentions;
        self.passages += other.passages;
        self.likely_mentions += other.likely_mentions;
        self.likely_passages += other.likely_passages;
        self.last = self.last.max(other.last);
        self.first = match (self.first, other.first) {
            (0, first) | (first, 0) => first,
            (a, b) => a.min(b),
        };
    }
}

/// Every value that passages have in a column.
pub(crate) type Tallied = Vec<(ColumnValue, Tally)>;

/// The best passage of a group, and how many it has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Best {
    pub group: u64,
    pub passages: u64,
    pub rank: u64,
    pub place: u64,
    pub address: Address,
}

/// A passage in its place in a list.
pub(crate) struct Placed {
    pub rank: u64,
    pub place: u64,
    pub entry: Entry,
}

/// Passages of a list as they come.
pub(crate) type InOrder = Box<dyn Iterator<Item = Result<Placed, IndexError>> + Send>;

/// What an engine counted by itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    pub totals: Totals,
    /// Whether there are more passages, which must be looked at to be counted.
    pub has_more: bool,
}

/// One state of an index, which answers the same however long it is held.
pub(crate) trait Engine: Send + Sync {
    /// Counts rebuilds and commits; a higher one is later.
    fn generation(&self) -> u64;

    /// How many passages it holds, further copies included.
    fn passages(&self) -> u64;

    /// Hands over parts, among whose passages are all of this extent that a plan finds, until `each` has enough.
    fn for_each_part(
        &self,
        plan: &Plan,
        extent: Extent,
        each: &mut dyn FnMut(&Part<'_>) -> tantivy::Result<ControlFlow<()>>,
    ) -> Result<(), IndexError>;

    /// Passages as they were written, in the order in which they are asked for.
    fn entries(&self, at: &[Address]) -> Result<Vec<Entry>, IndexError>;

    /// The ids of passages alone, of which there may be many.
    fn ids(&self, at: &[Address]) -> Result<Vec<PassageId>, IndexError> {
        let mut ids = Vec::with_capacity(at.len());
        for some in at.chunks(self.read_ahead()) {
            ids.extend(self.entries(some)?.into_iter().map(|entry| entry.id));
        }
        Ok(ids)
    }

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

    /// What the engine counts exactly by itself; `None` where its passages must be looked at.
    fn totals(&self, plan: &Plan) -> Result<Option<Counted>, IndexError>;

    /// How many passages of each document it holds, by the documents' keys.
    fn by_document(&self) -> Result<FxHashMap<u64, u64>, IndexError>;

    /// How many of these documents and meetings, by their keys, are among those that it counted.
    fn counted_among(&self, plan: &Plan, documents: &[u64], meetings: &[u64]) -> Result<(u64, u64), IndexError>;

    /// Whether it also tells the first of a list in this order.
    fn lists(&self, plan: &Plan, sort: Sort) -> Result<bool, IndexError>;

    /// Words of all passages that these filters let through, by date; `None` as for [`Engine::totals`].
    fn words_by_date(&self, filters: &Plan) -> Result<Option<Vec<(u64, u64)>>, IndexError>;

    /// What it counted, by the values of each of these columns; `None` as for [`Engine::totals`].
    fn tallies(&self, _plan: &Plan, _columns: &[&'static str]) -> Result<Option<Vec<Tallied>>, IndexError> {
        Ok(None)
    }

    /// The best passages of groups among what it counted, a group as often as it likes; `None` as for [`Engine::totals`].
    fn groups(&self, _plan: &Plan, _sort: Sort, _by: Group) -> Result<Option<Vec<Best>>, IndexError> {
        Ok(None)
    }

    /// Mentions in passages that it counted.
    fn mentions_in(&self, _plan: &Plan, at: &[Address]) -> Result<Vec<u64>, IndexError> {
        Ok(vec![0; at.len()])
    }

    /// What it counted, oldest first, from a rank and place on; `None` as for [`Engine::totals`].
    fn in_order(&self, _plan: &Plan, _from: Option<(u64, u64)>) -> Result<Option<InOrder>, IndexError> {
        Ok(None)
    }
}

/// What was looked up in parts, which never change.
#[derive(Clone)]
pub(crate) struct Caches {
    pub stem_expansions: Arc<StemExpansions>,
    pub columns: Arc<ColumnCache>,
    pub names: Arc<ColumnNames>,
    pub word_totals: Arc<WordTotals>,
    pub runs: Arc<RunCache>,
}

impl Caches {
    /// For parts that come again.
    pub fn remembering() -> Self {
        Self {
            stem_expansions: Arc::default(),
            columns: Arc::default(),
            names: Arc::default(),
            word_totals: Arc::default(),
            runs: Arc::default(),
        }
    }

    /// For parts that are made for one pass.
    pub fn forgetting() -> Self {
        Self {
            stem_expansions: Arc::new(Cache::forgetting()),
            columns: Arc::new(Cache::forgetting()),
            names: Arc::new(Cache::forgetting()),
            word_totals: Arc::new(Cache::forgetting()),
            runs: Arc::new(Cache::forgetting()),
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

    /// Whether there may be states of earlier generations.
    fn goes_back(&self) -> bool {
        false
    }

    /// The state of an earlier generation; `None` where there is never more than one.
    fn earlier(&mut self, _generation: u64) -> Result<Option<State>, IndexError> {
        Ok(None)
    }
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
