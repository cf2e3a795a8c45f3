//! What is asked of a passage that matches.

use super::score::Norms;
use tantivy::DocId;

/// A passage that matches, as whatever found it counts it.
pub(super) trait Matched {
    /// How many mentions it holds.
    fn mentions(&mut self, doc: DocId) -> u64;

    /// A score that a passage with so many mentions cannot exceed; tells without a look at its length which passages are
    /// not worth scoring.
    fn score_bound(&self, mentions: u64) -> f32;

    /// How well it fits: BM25 over what was sought.
    fn score(&mut self, doc: DocId, norms: &Norms) -> f32;
}
