//! The numbers of the order by relevance, the same for every engine: how much a rare word weighs, what a long passage gives
//! way, and what of its score a passage keeps.

use record::Act;
use tantivy::fieldnorm::FieldNormReader;

/// Usual BM25 constants.
pub(crate) const K1: f32 = 1.2;
const B: f32 = 0.75;

/// What a heading or a list of names keeps.
const BARE: f32 = 0.1;

/// Words of a whole sentence; with fewer a text that is not known to be more keeps its share.
const SENTENCE: f32 = 12.0;

/// The weight of what so many of all passages have.
pub(crate) fn idf(with: f64, all: f64) -> f32 {
    (1.0 + (all - with.min(all) + 0.5) / (with + 0.5)).ln() as f32
}

/// The part of BM25's divisor that depends on the length, for each of the engine's 256 classes of length.
pub(crate) fn by_class(average: f32) -> Vec<f32> {
    // A short passage is not the better for it: only what is longer than most gives way.
    let length = |class: u8| (FieldNormReader::id_to_fieldnorm(class) as f32 / average.max(1.0)).max(1.0);
    (0..=u8::MAX).map(|c| K1 * (1.0 - B + B * length(c))).collect()
}

/// What a passage that does this keeps, with so many words.
pub(crate) fn share_kept(act: u64, words: u64) -> f32 {
    match Act::ALL.get(act as usize) {
        Some(Act::Heading | Act::Attendance) => BARE,
        Some(Act::Resolution | Act::Commitment | Act::Question | Act::Answer) => 1.0,
        _ => (words as f32 / SENTENCE).min(1.0),
    }
}
