//! How well a passage fits: BM25, and what of it a passage keeps.

use crate::cache::Numbers;
use crate::read::Snapshot;
use crate::schema::NumberColumn;
use crate::weights;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

/// Lengths of passages, for scores.
pub(crate) struct Norms {
    lengths: FieldNormReader,
    /// The divisor's part that depends on the length, by the engine's 256 classes of length.
    by_class: Vec<f32>,
}

impl Norms {
    /// Opens them for a segment.
    pub fn open(segment: &SegmentReader, field: Field, average: f32) -> tantivy::Result<Self> {
        Ok(Self { lengths: segment.get_fieldnorms_reader(field)?, by_class: weights::by_class(average) })
    }

    /// What no passage that has it so often exceeds, however short.
    pub fn score_bound(idf: f32, count: f32) -> f32 {
        // A score is another sum of the same: rounded otherwise, it may be that little higher.
        const ROUNDING: f32 = 1.000_01;
        ROUNDING * idf * count * (weights::K1 + 1.0) / (count + weights::K1)
    }

    /// The score of something so rare that stands in a passage so often.
    pub fn score(&self, doc: u32, idf: f32, count: u64) -> f32 {
        let count = count as f32;
        idf * count * (weights::K1 + 1.0) / (count + self.by_class[usize::from(self.lengths.fieldnorm_id(doc))])
    }
}

/// How much of its score a passage keeps: who looks for what was said wants speech, resolutions and paragraphs first,
/// and bare headings, lists of names and scraps of text after them, though the words are most of what stands there.
pub(crate) struct StaticBoost {
    acts: Numbers,
    words: Numbers,
}

impl StaticBoost {
    /// Opens it for a segment.
    pub fn open(segment: &SegmentReader, index: &Snapshot) -> tantivy::Result<Self> {
        Ok(Self {
            acts: index.numbers(segment, NumberColumn::Act)?,
            words: index.numbers(segment, NumberColumn::Words)?,
        })
    }

    /// What this passage keeps.
    pub fn of_passage(&self, doc: DocId) -> f32 {
        weights::share_kept(self.acts.get_val(doc), self.words.get_val(doc))
    }
}
