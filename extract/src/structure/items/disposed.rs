//! Matters of which a line of its own says what became of them, as licensing boards print it: "4) The Elm Bar, 3 Mill Road",
//! what it asks for, then "GRANTED". Such a list begins anew below each heading, and each of its numbers is an item.

use super::candidate::{Candidate, Place};
use crate::content::Block;
use crate::layout::number::Scheme;
use crate::structure::evidence;

/// A paper has so many of them.
const FEWEST: usize = 4;

/// Blocks between a matter and what became of it, at most.
const WITHIN: usize = 16;

/// Takes them.
pub fn lift(blocks: &[Block], candidates: &[Candidate], heads: &mut [bool]) {
    let matters: Vec<usize> = (0..candidates.len()).filter(|at| is_matter(blocks, candidates, *at)).collect();
    if matters.len() >= FEWEST {
        matters.into_iter().for_each(|at| heads[at] = true);
    }
}

/// Whether what became of a numbered matter stands on a line of its own before the next number.
fn is_matter(blocks: &[Block], candidates: &[Candidate], at: usize) -> bool {
    let counted = |c: &Candidate| matches!(&c.number, Some((number, Place::Before)) if number.scheme == Scheme::Figure && number.parts.len() == 1);
    let end = candidates[at + 1..].iter().find(|c| counted(c)).map_or(blocks.len(), Candidate::first);
    let own = blocks.get(candidates[at].next()..end).unwrap_or_default();
    counted(&candidates[at]) && own.iter().take(WITHIN).any(|b| !b.furniture && evidence::says_disposed(&b.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::items::candidates::candidates;
    use crate::structure::samples::block;

    #[test]
    fn matters_with_what_became_of_them_are_items() {
        let lifted = |ends: &[&str]| {
            let lines = (1..).zip(ends).flat_map(|(n, end)| {
                let number = if n > 3 { n - 3 } else { n };
                [
                    Block { marker: Some(format!("{number})")), ..block("The Elm Bar, Inc., 3 Mill Road") },
                    block("Has asked for a licence to sell beer at the above from ten to noon."),
                    block(end),
                ]
            });
            let blocks: Vec<Block> = lines.collect();
            let found = candidates(&blocks, 0, &[]);
            let mut heads = vec![false; found.len()];
            lift(&blocks, &found, &mut heads);
            heads.into_iter().filter(|heads| *heads).count()
        };
        assert_eq!(lifted(&["GRANTED", "DENIED", "Continued to May 3", "GRANTED – no music", "Withdrawn"]), 5);
        assert_eq!(lifted(&["GRANTED", "DENIED", "GRANTED"]), 0);
        assert_eq!(lifted(&["It was granted.", "He was heard.", "It is late.", "They left.", "All went."]), 0);
    }
}
