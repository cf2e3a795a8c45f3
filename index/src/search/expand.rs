//! The index's own words: those that begin so, those that are nearly so.

use crate::deadline;
use crate::error::IndexError;
use crate::read::Snapshot;
use crate::text::{LONGEST_JOIN, joined_term};
use std::collections::BTreeMap;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

/// An index term, over how many words it goes, and in how many passages it stands.
type Expansion = (String, u32, u64);

impl Snapshot {
    /// Exact terms that begin with these letters, joined forms among them.
    pub(crate) fn terms_that_begin(&self, letters: &str) -> Result<Vec<Expansion>, IndexError> {
        deadline::check().map_err(|e| self.failed(e))?;
        let mut found = BTreeMap::new();
        for length in 1..=LONGEST_JOIN {
            let from = if length == 1 { letters.to_owned() } else { joined_term(length, letters) };
            // The byte after every continuation: no UTF-8 text contains it.
            let until = [from.as_bytes(), &[0xFF]].concat();
            for segment in self.searcher.segment_readers() {
                let inverted = segment.inverted_index(self.fields.text).map_err(|e| self.failed(e))?;
                let range = inverted.terms().range().ge(from.as_bytes()).lt(&until);
                let mut terms = range.into_stream().map_err(|e| self.failed(e))?;
                while terms.advance() {
                    let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                    *found.entry((term.to_owned(), length as u32)).or_insert(0) += u64::from(terms.value().doc_freq);
                }
            }
        }
        Ok(found.into_iter().map(|((term, length), passages)| (term, length, passages)).collect())
    }

    /// Exact words without digits that are at most so many letters off; two letters changing places are one.
    pub(crate) fn terms_like(&self, word: &str, letters: u8) -> Result<Vec<Expansion>, IndexError> {
        let mut found = self.near_terms(self.fields.text, word, letters)?;
        found.retain(|(term, ..)| term.chars().all(char::is_alphabetic));
        Ok(found)
    }

    /// For a word that no name has: the nearest, of several the most frequent; empty where none is near. `None` where one has it.
    pub(crate) fn nearest_in(&self, names: Field, word: &str) -> Result<Option<String>, IndexError> {
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(names).map_err(|e| self.failed(e))?;
            if inverted.terms().get(word).map_err(|e| self.failed(e))?.is_some() {
                return Ok(None);
            }
        }
        let near = self.near_terms(names, word, 2)?;
        let closeness = |term: &str| std::cmp::Reverse(strsim::osa_distance(term, word));
        let best = near.into_iter().max_by_key(|(term, _, passages)| (closeness(term), *passages));
        Ok(Some(best.map(|(term, ..)| term).unwrap_or_default()))
    }

    /// Terms of a field that are at most so many letters off.
    pub(crate) fn near_terms(&self, field: Field, word: &str, letters: u8) -> Result<Vec<Expansion>, IndexError> {
        deadline::check().map_err(|e| self.failed(e))?;
        let query = FuzzyTermQuery::new(Term::from_field_text(field, word), letters.min(2), true);
        let mut found = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let automaton = query.automaton().map_err(|e| self.failed(e))?;
            let inverted = segment.inverted_index(field).map_err(|e| self.failed(e))?;
            let mut terms = inverted.terms().search(automaton).into_stream().map_err(|e| self.failed(e))?;
            while terms.advance() {
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                *found.entry(term.to_owned()).or_insert(0) += u64::from(terms.value().doc_freq);
            }
        }
        Ok(found.into_iter().map(|(term, passages)| (term, 1, passages)).collect())
    }
}
