//! Caches of a snapshot. Segments never change, so what was looked up in one stays true as long as the snapshot lives.

use crate::plan::Leaf;
use crate::schema::NumberColumn;
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::columnar::ColumnValues;
use tantivy::index::SegmentId;
use tantivy::{DocId, Opstamp};

/// A column of numbers.
pub(crate) type Numbers = Arc<dyn ColumnValues<u64>>;

/// Open columns, by segment and name: opening one costs more than many a search.
pub(crate) type ColumnCache = Cache<(SegmentId, NumberColumn), Numbers>;

/// Inverse document frequencies, by the words that are looked for together.
pub(crate) type IdfCache = Cache<Leaf, f32>;

/// How many passages have one of some words, by these words.
pub(crate) type Frequencies = Cache<Leaf, u64>;

/// The words of a segment that have a stem.
pub(crate) type StemExpansions = Cache<(SegmentId, String), Arc<[String]>>;

/// The names in a column of a segment, in the order of their numbers there.
pub(crate) type ColumnNames = Cache<(SegmentId, &'static str), Arc<[Arc<str>]>>;

/// How many words were said when, by segment and by what was deleted of it.
pub(crate) type WordTotals = Cache<(SegmentId, Option<Opstamp>), Arc<[Total]>>;

/// Words of all passages that have these values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Total {
    pub date: u64,
    pub kind: u64,
    pub canonical: u64,
    pub words: u64,
}

/// The runs of segments.
pub(crate) type RunCache = Cache<SegmentId, Arc<[Run]>>;

/// Passages of a segment, one after another, that belong to the same document and meeting.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Run {
    /// The passage after its last.
    pub end: DocId,
    /// Key of the document.
    pub document: u64,
    /// Key of the meeting; 0 for none.
    pub meeting: u64,
}

/// Values by what they were looked up for; emptied when it is full.
pub(crate) struct Cache<K, V> {
    known: Mutex<FxHashMap<K, V>>,
    most: usize,
}

/// Values remembered at most: a few megabytes.
const MOST: usize = 10_000;

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self { known: Mutex::default(), most: MOST }
    }
}

impl<K, V> Cache<K, V> {
    /// One that remembers nothing: what it would remember does not come again.
    pub fn forgetting() -> Self {
        Self::of(0)
    }

    /// One that remembers so many at most.
    pub fn of(most: usize) -> Self {
        Self { known: Mutex::default(), most }
    }
}

impl<K: Hash + Eq, V: Clone> Cache<K, V> {
    /// The value of a key that is known.
    pub fn get(&self, key: &K) -> Option<V> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Remembers a value.
    pub fn put(&self, key: K, value: V) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= self.most {
            known.clear();
        }
        known.insert(key, value);
    }

    /// The value of a key, looked up where it is not known yet.
    pub fn get_or<E>(&self, key: K, look_up: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known().get(&key) {
            return Ok(value.clone());
        }
        // Two questions may look up the same at once; what they find is the same.
        let value = look_up()?;
        if self.most == 0 {
            return Ok(value);
        }
        let mut known = known();
        if known.len() >= self.most {
            known.clear();
        }
        known.insert(key, value.clone());
        Ok(value)
    }
}
