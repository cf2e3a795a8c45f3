//! What a snapshot remembers between questions: what is looked up in a segment stays true as long as the snapshot does.

use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::columnar::ColumnValues;
use tantivy::index::SegmentId;

/// A column of numbers.
pub(crate) type Numbers = Arc<dyn ColumnValues<u64>>;

/// Columns that are open in segments: opening one costs more than many a question.
pub(crate) type Columns = Kept<(SegmentId, &'static str), Numbers>;

/// How rare words are, by a hash of the leaf of the plan: an expanded prefix has too many words to be kept as a key.
pub(crate) type Rarities = Kept<u64, f32>;

/// The words of segments that have a stem.
pub(crate) type Forms = Kept<(SegmentId, String), Arc<[String]>>;

/// Values by what they were looked up for.
pub(crate) struct Kept<K, V>(Mutex<FxHashMap<K, V>>);

/// Values remembered at most: a few megabytes.
const MOST: usize = 10_000;

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Hash + Eq, V: Clone> Kept<K, V> {
    /// The value of a key, looked up where it is not known yet.
    pub fn get_or<E>(&self, key: K, look_up: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known().get(&key) {
            return Ok(value.clone());
        }
        // Two questions may look up the same at once; what they find is the same.
        let value = look_up()?;
        let mut known = known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, value.clone());
        Ok(value)
    }
}
