//! The index's own words: those that begin so, those that are nearly so.

use crate::engine::Expansion;
use crate::error::IndexError;
use crate::read::Snapshot;
use tantivy::schema::Field;

impl Snapshot {
    /// Exact terms that begin with these letters, joined forms among them.
    pub(crate) fn terms_that_begin(&self, letters: &str) -> Result<Vec<Expansion>, IndexError> {
        self.engine.terms_that_begin(letters)
    }

    /// Exact words without digits that are at most so many letters off; two letters changing places are one.
    pub(crate) fn terms_like(&self, word: &str, letters: u8) -> Result<Vec<Expansion>, IndexError> {
        let mut found = self.engine.terms_like(self.fields.text, word, letters)?;
        found.retain(|(term, ..)| term.chars().all(char::is_alphabetic));
        Ok(found)
    }

    /// For a word that no name has: the nearest, of several the most frequent; empty where none is near. `None` where one has it.
    pub(crate) fn nearest_in(&self, names: Field, word: &str) -> Result<Option<String>, IndexError> {
        if self.engine.has_name(names, word)? {
            return Ok(None);
        }
        let near = self.engine.terms_like(names, word, 2)?;
        let closeness = |term: &str| std::cmp::Reverse(strsim::osa_distance(term, word));
        let best = near.into_iter().max_by_key(|(term, _, passages)| (closeness(term), *passages));
        Ok(Some(best.map(|(term, ..)| term).unwrap_or_default()))
    }

    /// Whether a word stands anywhere in the record.
    pub(crate) fn is_said(&self, word: &str) -> Result<bool, IndexError> {
        Ok(self.engine.frequencies(&[word])?.first().is_some_and(|passages| *passages > 0))
    }
}
