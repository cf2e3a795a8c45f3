//! Motions that were carried and are printed once more, as what was resolved in the end.

use super::motions::{long_words, overlap_of};
use super::place::Place;
use record::Resolution;

/// Of so many resolutions before the end of an item it is asked whether they say again what was carried: one stands near
/// the other, and a paper without items is one item.
const NEAR: usize = 100;

/// From which share of its words on a motion is the same as a resolution.
const SAME: f64 = 0.8;

/// A motion of fewer words is like too many resolutions.
const FEWEST_WORDS: usize = 7;

/// What was resolved in capitals since the last item began.
pub struct Resolved {
    item: Option<usize>,
    words: Vec<Vec<String>>,
}

impl Resolved {
    /// That of the last item among these rows.
    pub fn last(rows: &[(Place, Resolution)]) -> Self {
        let item = rows.last().and_then(|(_, row)| row.item);
        let own = rows.iter().rev().map(|(_, row)| row).take_while(|row| row.item == item);
        let capitals = own.filter(|row| row.why.as_deref() == Some("decision.capitals"));
        Self { item, words: capitals.take(NEAR).map(|row| long_words(&row.text)).collect() }
    }

    /// Whether it says what was carried under this item.
    pub fn says(&self, carried: &str, item: Option<usize>) -> bool {
        let long = carried.split_whitespace().count() >= FEWEST_WORDS;
        let words = long_words(carried);
        long && item == self.item && self.words.iter().any(|row| overlap_of(row, &words) > SAME)
    }
}
