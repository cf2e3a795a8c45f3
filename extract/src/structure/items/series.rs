//! Series of numbers: which candidate follows which, and the run of them that goes up through the paper.

use super::candidate::{Candidate, Place};
use crate::content::Block;
use crate::layout::number::{Number, REACH, Scheme, Step, longest_run};
use std::collections::BTreeMap;

/// How a candidate stands in the series of its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// How it comes after the latest of its series before it.
    pub before: Option<Step>,
    /// How the next of its series comes after it.
    pub after: Option<Step>,
    /// Whether it is in the longest run of its way of counting.
    pub in_run: bool,
    /// Members of that run.
    pub run: usize,
    /// Share of the paper, in ninths, that the run spans.
    pub span: usize,
    /// Whether it is in the run that spans most of the paper: the one that most likely counts its items.
    pub in_main_run: bool,
}

/// A main run spans so many ninths of its paper, at least.
const MAIN_SPAN: usize = 4;

/// Shortest main run.
const MAIN_RUN: usize = 3;

/// A way of counting: scheme, number of parts, capitals, and whether words stand before the number.
type Counting = (Scheme, usize, bool, bool);

/// How each candidate stands in its series.
pub fn stands(blocks: &[Block], candidates: &[Candidate]) -> Vec<Standing> {
    let mut countings: BTreeMap<Counting, Vec<usize>> = BTreeMap::new();
    let mut standing = vec![Standing::default(); candidates.len()];
    for (at, candidate) in candidates.iter().enumerate() {
        if let Some((number, place)) = &candidate.number {
            countings.entry(counting(number, *place)).or_default().push(at);
        }
    }
    for members in countings.values() {
        let numbers: Vec<&Number> = members.iter().filter_map(|&at| Some(&candidates[at].number.as_ref()?.0)).collect();
        let run = longest_run(&numbers);
        let ends = [run.first(), run.last()].map(|end| end.map_or(0, |&i| candidates[members[i]].first()));
        let span = (ends[1] - ends[0]) * 9 / blocks.len().max(1);
        for (i, &at) in members.iter().enumerate() {
            let earlier = (i.saturating_sub(REACH)..i).rev();
            let later = i + 1..(i + 1 + REACH).min(members.len());
            standing[at] = Standing {
                before: earlier.into_iter().find_map(|b| numbers[i].after(numbers[b])),
                after: later.into_iter().find_map(|a| numbers[a].after(numbers[i])),
                in_run: run.len() > 1 && run.binary_search(&i).is_ok(),
                run: run.len(),
                span,
                in_main_run: false,
            };
        }
    }
    let main = standing.iter().filter(|s| s.in_run && s.span >= MAIN_SPAN && s.run >= MAIN_RUN).map(weight).max();
    standing.iter_mut().for_each(|s| s.in_main_run = s.in_run && Some(weight(s)) == main);
    standing
}

fn weight(standing: &Standing) -> usize {
    standing.run * (standing.span + 1)
}

fn counting(number: &Number, place: Place) -> Counting {
    // "i" may be a letter: both count alike.
    let scheme = if number.scheme == Scheme::Letter { Scheme::Roman } else { number.scheme };
    let capitals = number.printed.starts_with(|c: char| c.is_uppercase());
    (scheme, number.parts.len(), capitals, place == Place::Behind)
}
