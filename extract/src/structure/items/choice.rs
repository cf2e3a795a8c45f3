//! Which candidates head an item: learnt weights decide, by `cargo run -p extract --example train_items`.

use super::anew;
use super::candidate::{Candidate, Place, text_follows};
use super::disposed;
use super::entries;
use super::features::features;
use super::forms::Forms;
use super::habit;
use super::leads;
use super::loud;
use super::restarted;
use super::same_number;
use crate::content::Block;
use crate::layout::number::{Number, Scheme, Step};
use crate::structure::speech::undertaking::weights::Weights;
use std::sync::LazyLock;

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("../../../weights/items.tsv")));

/// A candidate at least so probable heads an item.
const ENOUGH: f64 = 0.5;

/// A heading without a number takes the passages below it from the numbered item above: it has to be surer.
const ENOUGH_UNNUMBERED: f64 = 0.6;

/// A lettered heading is as often a point within an item as an item of its own: it has to be surer too.
const ENOUGH_LETTERED: f64 = 0.6;

/// A lettered heading of a series that begins right below a title with a Roman number, each with text of its own, is a
/// part of the agenda: it may be less sure.
const ENOUGH_PART: f64 = 0.25;

/// One with a capital letter, no longer than a title is, may be still less sure.
const ENOUGH_CAPITAL: f64 = 0.1;

/// Most words of such a title.
const SHORT: usize = 15;

/// Numbered headings with a level that make it the habit of a paper.
const FEWEST_LEVELS: usize = 3;

/// The candidates that head items.
pub fn choose(blocks: &[Block], candidates: Vec<Candidate>) -> Vec<Candidate> {
    let features = features(blocks, &candidates);
    let probable: Vec<f64> = features.iter().map(|features| WEIGHTS.probability(features)).collect();
    let numbered = candidates.iter().zip(&probable).filter(|(c, probable)| c.number.is_some() && **probable >= ENOUGH);
    // One number alone may be part of a sentence.
    let numbered = numbered.count() > 1;
    let parts = parts(&candidates, &probable);
    let sure = |((candidate, probable), part): ((&Candidate, &f64), &Option<f64>)| {
        let enough = part.unwrap_or(match &candidate.number {
            None if numbered => ENOUGH_UNNUMBERED,
            Some((number, _)) if number.scheme == Scheme::Letter => ENOUGH_LETTERED,
            _ => ENOUGH,
        });
        *probable >= enough
    };
    let sure: Vec<bool> = candidates.iter().zip(&probable).zip(&parts).map(sure).collect();
    let mut heads = habit::lifted(blocks, &candidates, &probable, &sure);
    anew::lift(&candidates, &probable, &mut heads);
    Forms::find(blocks).lift(blocks, &candidates, &mut heads);
    leads::lift(&candidates, &mut heads);
    disposed::lift(blocks, &candidates, &mut heads);
    same_number::lift(&candidates, &mut heads);
    restarted::lift(&candidates, &probable, &mut heads);
    loud::lift(blocks, &candidates, &probable, &mut heads);
    entries::lift(blocks, &candidates, &mut heads);
    entries::lift_outer(blocks, &candidates, &mut heads);
    let chosen = candidates.into_iter().zip(heads).filter_map(|(candidate, heads)| heads.then_some(candidate));
    without_deeper(blocks, chosen.collect())
}

/// Where a format gives levels to headings and the numbered ones have one, those below it without a number head parts of
/// an item: "#### Roads" below "### 2. Reports".
fn without_deeper(blocks: &[Block], mut chosen: Vec<Candidate>) -> Vec<Candidate> {
    let level = |candidate: &Candidate| blocks.get(candidate.first()).and_then(|block| block.level);
    let numbered = |candidate: &&Candidate| matches!(candidate.number, Some((_, Place::Before)));
    let levels: Vec<u8> = chosen.iter().filter(numbered).filter_map(level).collect();
    let Some(deepest) = levels.iter().copied().max().filter(|_| levels.len() >= FEWEST_LEVELS) else { return chosen };
    chosen.retain(|candidate| candidate.number.is_some() || level(candidate).is_none_or(|own| own <= deepest));
    chosen
}

/// How sure those candidates have to be that are lettered parts of a title without text of its own: "a. Roads" right below
/// "VI. Reports", text below it, then "b. Bridges". Below figures letters are as often points of what was said.
fn parts(candidates: &[Candidate], probable: &[f64]) -> Vec<Option<f64>> {
    let mut parts = vec![None; candidates.len()];
    // The letter that the series has come to.
    let mut last: Option<&Number> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let Some((number, _)) = &candidate.number else { continue };
        if number.scheme != Scheme::Letter {
            last = last.filter(|_| probable[at] < ENOUGH);
            continue;
        }
        let above = at.checked_sub(1).filter(|above| probable[*above] >= ENOUGH && !text_follows(candidates, *above));
        let capital = number.printed.starts_with(char::is_uppercase);
        let titled = above.is_some_and(|above| {
            candidates[above].number.as_ref().is_some_and(|(title, _)| title.scheme == Scheme::Roman)
        });
        let begins = number.is_first() && titled;
        let goes_on = last.is_some_and(|last| matches!(number.after(last), Some(Step::Next | Step::Near)));
        last = (begins || goes_on).then_some(number);
        let short = candidate.title.split_whitespace().count() <= SHORT;
        let enough = if capital && short { ENOUGH_CAPITAL } else { ENOUGH_PART };
        parts[at] = last.filter(|_| text_follows(candidates, at)).map(|_| enough);
    }
    parts
}
