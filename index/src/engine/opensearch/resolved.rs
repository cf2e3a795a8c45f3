//! Which words of the cluster a leaf of a plan stands for.

use super::ClusterError;
use super::view::{View, Word};
use crate::plan::{Leaf, WordMatch};
use crate::text::{begins_of, has_stem, unmarked};
use std::sync::Arc;

impl View {
    /// The words of a leaf, in order.
    pub(super) fn resolve(&self, leaf: &Leaf) -> Result<Arc<[Word]>, ClusterError> {
        self.resolved.get_or(leaf.clone(), || {
            let mut words = match leaf.word_match {
                WordMatch::Exact => self.exactly(leaf)?,
                WordMatch::Stem => self.by_stem(leaf)?,
            };
            words.sort_by(|a, b| (&a.term, a.length).cmp(&(&b.term, b.length)));
            words.dedup_by(|a, b| (&a.term, a.length) == (&b.term, b.length));
            Ok(words.into())
        })
    }

    fn exactly(&self, leaf: &Leaf) -> Result<Vec<Word>, ClusterError> {
        let asked: Vec<&str> = leaf.terms.iter().map(|(term, _)| term.as_str()).collect();
        let found = self.frequencies_of(&asked)?;
        let word = |(term, length): &(String, u32)| {
            Some(Word { term: term.clone(), length: *length, passages: *found.get(term)? })
        };
        Ok(leaf.terms.iter().filter_map(word).collect())
    }

    /// As the dictionary of a segment is looked through: every word that begins as those of the stem do.
    fn by_stem(&self, leaf: &Leaf) -> Result<Vec<Word>, ClusterError> {
        let mut sought = Vec::new();
        for (stem, length) in &leaf.terms {
            let (bare, marks) = unmarked(stem);
            let marks: Vec<String> =
                if marks.is_empty() { vec![String::new()] } else { marks.iter().map(char::to_string).collect() };
            sought.extend(marks.into_iter().map(|mark| (mark, bare, *length)));
        }
        let mut beginnings: Vec<String> =
            sought.iter().map(|(mark, stem, _)| format!("{mark}{}", begins_of(stem))).collect();
        beginnings.sort_unstable();
        beginnings.dedup();
        let found = self.words_that_begin(&beginnings)?;
        let mut words = Vec::new();
        for (mark, stem, length) in sought {
            let of_stem = found
                .iter()
                .filter(|(term, _)| term.strip_prefix(mark.as_str()).is_some_and(|form| has_stem(form, stem)));
            words.extend(of_stem.map(|(term, passages)| Word { term: term.clone(), length, passages: *passages }));
        }
        Ok(words)
    }
}
