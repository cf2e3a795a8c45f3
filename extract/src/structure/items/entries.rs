//! Entries of a list that head items: each a few words behind a bullet, with a paragraph of its own below it, or, where
//! all that was noted is one list within another, with the entries of an inner list.

use super::candidate::Candidate;
use super::features::is_statement;
use super::nested;
use crate::content::Block;
use record::Form;
use std::collections::BTreeSet;

/// A paper has so many of them, or they are points of one list.
const FEWEST: usize = 4;

/// Most words of such an entry.
const LONGEST: usize = 12;

/// Takes entries that stand alone above what was said of them, where most entries with that mark do: "• Mill roof" above
/// "The clerk had two quotes."
pub fn lift(blocks: &[Block], candidates: &[Candidate], heads: &mut [bool]) {
    let alone: Vec<usize> = (0..candidates.len()).filter(|at| is_alone(blocks, &candidates[*at])).collect();
    let titles: BTreeSet<&str> = alone.iter().map(|at| candidates[*at].title.as_str()).collect();
    let entries = blocks.iter().filter(|block| is_bullet(block)).count();
    if titles.len() >= FEWEST && titles.len() == alone.len() && alone.len() * 2 >= entries {
        alone.into_iter().for_each(|at| heads[at] = true);
    }
}

/// Outermost entries with entries below them that make a list the outline of a meeting.
const FEWEST_OUTER: usize = 3;

/// Takes the outermost entries with lists of their own, where nearly all outermost ones have them and nothing else heads
/// an item among them: "Treasurer's report" above "We are solvent." further in.
pub fn lift_outer(blocks: &[Block], candidates: &[Candidate], heads: &mut [bool]) {
    let holds =
        |at: usize| blocks.get(at).zip(blocks.get(at + 1)).is_some_and(|(entry, below)| nested::holds(entry, below));
    let is_entry = |block: &&Block| block.form == Form::ListEntry && !block.furniture;
    let Some(first) = candidates.iter().map(Candidate::first).find(|at| holds(*at)) else { return };
    let Some(outermost) = blocks[first..].iter().filter(is_entry).map(|block| block.depth).min() else { return };
    let outer: Vec<usize> = (0..candidates.len())
        .filter(|at| {
            let first = candidates[*at].first();
            candidates[*at].number.is_none() && holds(first) && blocks[first].depth == outermost
        })
        .filter(|at| !is_statement(&candidates[*at].title))
        .collect();
    let (Some(from), Some(to)) = (outer.first(), outer.last()) else { return };
    let titles: BTreeSet<&str> = outer.iter().map(|at| candidates[*at].title.as_str()).collect();
    let span = &blocks[candidates[*from].first()..=candidates[*to].first()];
    let all = span.iter().filter(|block| is_entry(block) && block.depth == outermost).count();
    let listed = span.iter().filter(is_entry).count() * 4 >= span.len() * 3;
    let others = (*from..=*to).any(|at| heads[at] && !outer.contains(&at));
    if titles.len() >= FEWEST_OUTER && titles.len() * 4 >= all * 3 && listed && !others {
        outer.into_iter().for_each(|at| heads[at] = true);
    }
}

fn is_bullet(block: &Block) -> bool {
    let signs = |marker: &String| !marker.contains(char::is_alphanumeric);
    !block.furniture && block.form == Form::ListEntry && block.marker.as_ref().is_some_and(signs)
}

/// Whether a candidate is a bullet with a few words, above a paragraph.
fn is_alone(blocks: &[Block], candidate: &Candidate) -> bool {
    let below = blocks.get(candidate.next()..).and_then(|rest| rest.iter().find(|block| !block.furniture));
    let said = below.is_some_and(|b| b.form == Form::Paragraph && b.marker.is_none() && b.text.contains(' '));
    let title = candidate.title.as_str();
    candidate.number.is_none()
        && blocks.get(candidate.first()).is_some_and(is_bullet)
        && said
        && title.split_whitespace().count() <= LONGEST
        && !title.ends_with(['.', ':', '?'])
        && !is_statement(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::items::candidates::candidates;
    use crate::structure::samples::block;

    #[test]
    fn bullets_above_paragraphs_head_items_and_points_of_a_list_do_not() {
        let entry = |text: &str| Block { form: Form::ListEntry, marker: Some("•".into()), ..block(text) };
        let titles = ["Mill roof", "Old weir", "Parks", "Roads"];
        let lifted = |blocks: &[Block]| {
            let found = candidates(blocks, 0, &[]);
            let mut heads = vec![false; found.len()];
            lift(blocks, &found, &mut heads);
            heads.into_iter().filter(|heads| *heads).count()
        };
        let said: Vec<Block> = titles.iter().flat_map(|t| [entry(t), block("The clerk read the report.")]).collect();
        assert_eq!(lifted(&said), 4);
        let listed: Vec<Block> = titles.iter().map(|t| entry(t)).chain([block("The clerk read them.")]).collect();
        assert_eq!(lifted(&listed), 0);
    }

    #[test]
    fn outermost_entries_with_lists_of_their_own_head_items() {
        let entry = |depth: u32, text: &str| Block { form: Form::ListEntry, depth, ..block(text) };
        let lifted = |blocks: &[Block]| {
            let found = candidates(blocks, 0, &[]);
            let mut heads = vec![false; found.len()];
            lift_outer(blocks, &found, &mut heads);
            heads.into_iter().filter(|heads| *heads).count()
        };
        let titles = ["Mill roof.", "Old weir.", "Parks."];
        let noted = titles.iter().flat_map(|title| [entry(1, title), entry(2, "The clerk had two quotes.")]);
        let mut noted: Vec<Block> = noted.collect();
        assert_eq!(lifted(&noted), 3);
        noted.extend((0..3).map(|_| entry(1, "It was late by then.")).chain([entry(1, "Roads"), entry(2, "None.")]));
        assert_eq!(lifted(&noted), 0, "most entries have no list of their own");
    }
}
