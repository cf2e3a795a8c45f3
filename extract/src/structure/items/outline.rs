//! Headings that the format itself marks (Markdown, HTML, Word's styles): which of their levels the items of a paper have,
//! as far as the headings themselves tell; and titles that stand twice, in the list of the agenda and over what was said.

use super::candidate::{Candidate, text_follows};
use crate::content::Block;
use std::collections::BTreeMap;

/// Headings of a format from which on its marks are the way in which a paper prints its items.
const MARKED_PAPER: usize = 3;

/// How a candidate stands among the marked headings of its paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether the paper marks its headings.
    pub marked_paper: bool,
    /// How its level stands to the one that most headings with text of their own have; `None` where it is not marked.
    pub level: Option<Level>,
    /// Whether a heading of a deeper level follows at once: it holds parts and no text.
    pub holds_parts: bool,
    /// Whether the same title stands again further down.
    pub comes_again: bool,
    /// Whether the same title stood above.
    pub came_before: bool,
}

/// A level, by the one that most headings with text have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Nearer to the title of the paper.
    Above,
    /// That level.
    Usual,
    /// A part of something of that level.
    Below,
}

/// How each candidate stands.
pub fn stands(blocks: &[Block], candidates: &[Candidate]) -> Vec<Standing> {
    let levels: Vec<Option<u8>> =
        candidates.iter().map(|c| blocks.get(c.first()).and_then(|block| block.level)).collect();
    let marked_paper = levels.iter().flatten().count() >= MARKED_PAPER;
    let usual = usual_level(candidates, &levels);
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let folded: Vec<String> = candidates.iter().map(|c| record::text::fold(&c.title)).collect();
    for (at, title) in folded.iter().enumerate() {
        places.entry(title.clone()).or_default().push(at);
    }
    let one = |at: usize| {
        let same = &places[&folded[at]];
        let next = candidates.get(at + 1).filter(|next| next.first() == candidates[at].next());
        let deeper = |own: u8| next.is_some() && levels[at + 1].is_some_and(|next| next > own);
        Standing {
            marked_paper,
            level: levels[at].zip(usual).map(|(own, usual)| match own.cmp(&usual) {
                std::cmp::Ordering::Less => Level::Above,
                std::cmp::Ordering::Equal => Level::Usual,
                std::cmp::Ordering::Greater => Level::Below,
            }),
            holds_parts: levels[at].is_some_and(deeper),
            comes_again: same.last() != Some(&at),
            came_before: same.first() != Some(&at),
        }
    };
    (0..candidates.len()).map(one).collect()
}

/// The level that most marked headings have which text follows; of two alike, the one nearer to the title.
fn usual_level(candidates: &[Candidate], levels: &[Option<u8>]) -> Option<u8> {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for (at, level) in levels.iter().enumerate() {
        if let Some(level) = level.filter(|_| text_follows(candidates, at)) {
            *counts.entry(level).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(level, count)| (*count, std::cmp::Reverse(*level))).map(|(level, _)| level)
}

/// What speaks for and against the candidate.
pub fn features(standing: Standing, candidate: &Candidate, found: &mut Vec<String>) {
    let numbered = if candidate.number.is_some() { "numbered" } else { "unnumbered" };
    let level = standing.level.map_or("none".to_owned(), |level| format!("{level:?}"));
    if standing.marked_paper {
        found.push(format!("marked&level={level}"));
        found.push(format!("marked&{numbered}&level={level}"));
        found.push(format!("marked&level={level}&parts={}", standing.holds_parts));
        found.push(format!("marked&level={level}&usual={}", super::titles::is_usual(&candidate.title)));
    }
    if standing.comes_again || standing.came_before {
        let place = if standing.comes_again { "first" } else { "again" };
        found.push(format!("twice={place}"));
        found.push(format!("twice={place}&{numbered}"));
    }
}
