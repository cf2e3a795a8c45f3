//! Which candidates head an item: learnt weights decide, by `cargo run -p extract --example train_items`.

use super::candidates::Candidate;
use super::features::features;
use crate::content::Block;
use crate::structure::speech::undertaking::weights::Weights;
use std::sync::LazyLock;

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("../../../weights/items.tsv")));

/// A candidate at least so probable heads an item.
const ENOUGH: f64 = 0.5;

/// A heading without a number, where others have one: of those between this and an even chance, most head items in
/// labelled papers.
const ENOUGH_UNNUMBERED: f64 = 0.45;

/// A heading in a paper without numbers: what is left out there leaves all that follows without its item.
const ENOUGH_WITHOUT_NUMBERS: f64 = 0.35;

/// The candidates that head items.
pub fn choose(blocks: &[Block], candidates: Vec<Candidate>) -> Vec<Candidate> {
    let features = features(blocks, &candidates);
    let numbered = candidates.iter().any(|c| c.number.is_some());
    let chosen = candidates.into_iter().zip(features).filter(|(candidate, features)| {
        let enough = match &candidate.number {
            None if numbered => ENOUGH_UNNUMBERED,
            None => ENOUGH_WITHOUT_NUMBERS,
            Some(_) => ENOUGH,
        };
        WEIGHTS.probability(features) >= enough
    });
    chosen.map(|(candidate, _)| candidate).collect()
}
