//! How well a passage fits: BM25, and what of it a passage keeps.

use crate::cache::Numbers;
use crate::read::Snapshot;
use crate::schema::column;
use record::Act;
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
    /// Usual BM25 constants.
    const K1: f32 = 1.2;
    const B: f32 = 0.75;

    /// Opens them for a segment.
    pub fn open(segment: &SegmentReader, field: Field, average: f32) -> tantivy::Result<Self> {
        // A short passage is not the better for it: only what is longer than most gives way.
        let length = |class: u8| (FieldNormReader::id_to_fieldnorm(class) as f32 / average.max(1.0)).max(1.0);
        let by_class = (0..=u8::MAX).map(|c| Self::K1 * (1.0 - Self::B + Self::B * length(c))).collect();
        Ok(Self { lengths: segment.get_fieldnorms_reader(field)?, by_class })
    }

    /// What no passage that has it so often exceeds, however short.
    pub fn score_bound(idf: f32, count: f32) -> f32 {
        idf * count * (Self::K1 + 1.0) / (count + Self::K1)
    }

    /// The score of something so rare that stands in a passage so often.
    pub fn score(&self, doc: u32, idf: f32, count: u64) -> f32 {
        let count = count as f32;
        idf * count * (Self::K1 + 1.0) / (count + self.by_class[usize::from(self.lengths.fieldnorm_id(doc))])
    }
}

/// How much of its score a passage keeps: who looks for what was said wants speech, resolutions and paragraphs first,
/// and bare headings, lists of names and scraps of text after them, though the words are most of what stands there.
pub(crate) struct StaticBoost {
    acts: Numbers,
    words: Numbers,
}

impl StaticBoost {
    /// What a heading or a list of names keeps.
    const BARE: f32 = 0.1;

    /// Words of a whole sentence; with fewer a text that is not known to be more keeps its share.
    const SENTENCE: f32 = 12.0;

    /// Opens it for a segment.
    pub fn open(segment: &SegmentReader, index: &Snapshot) -> tantivy::Result<Self> {
        Ok(Self { acts: index.numbers(segment, column::ACT)?, words: index.numbers(segment, column::WORDS)? })
    }

    /// What this passage keeps.
    pub fn of_passage(&self, doc: DocId) -> f32 {
        Self::share_kept(self.acts.get_val(doc), self.words.get_val(doc))
    }

    fn share_kept(act: u64, words: u64) -> f32 {
        match Act::ALL.get(act as usize) {
            Some(Act::Heading | Act::Attendance) => Self::BARE,
            Some(Act::Resolution | Act::Commitment | Act::Question | Act::Answer) => 1.0,
            _ => (words as f32 / Self::SENTENCE).min(1.0),
        }
    }
}
