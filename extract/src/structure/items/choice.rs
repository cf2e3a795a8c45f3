//! Which candidates head an item: learnt weights decide, by `cargo run -p extract --example train_items`.

use super::candidates::Candidate;
use super::features::features;
use crate::content::Block;
use crate::layout::number::Scheme;
use crate::structure::speech::undertaking::weights::Weights;
use std::sync::LazyLock;

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("../../../weights/items.tsv")));

/// A candidate at least so probable heads an item.
const ENOUGH: f64 = 0.5;

/// A heading without a number takes the passages below it from the numbered item above: it has to be surer.
const ENOUGH_UNNUMBERED: f64 = 0.6;

/// A lettered heading is as often a point within an item as an item of its own: it has to be surer too.
const ENOUGH_LETTERED: f64 = 0.6;

/// The candidates that head items.
pub fn choose(blocks: &[Block], candidates: Vec<Candidate>) -> Vec<Candidate> {
    let features = features(blocks, &candidates);
    let probable: Vec<f64> = features.iter().map(|features| WEIGHTS.probability(features)).collect();
    let numbered = candidates.iter().zip(&probable).any(|(c, probable)| c.number.is_some() && *probable >= ENOUGH);
    let chosen = candidates.into_iter().zip(probable).filter(|(candidate, probable)| {
        let enough = match &candidate.number {
            None if numbered => ENOUGH_UNNUMBERED,
            Some((number, _)) if number.scheme == Scheme::Letter => ENOUGH_LETTERED,
            _ => ENOUGH,
        };
        *probable >= enough
    });
    chosen.map(|(candidate, _)| candidate).collect()
}
