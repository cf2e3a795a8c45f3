//! What a paper prints before the title of each of its items: a word ("IN RE: MILL ROOF", "IN THE MATTER OF the Weir",
//! "TOPIC - Mill roof", "APPLICATION: HD 24-17, 4 Elm Street") or the hour ("10:04 Opening", "[7.15 pm] Reports").

use super::candidate::Candidate;
use crate::content::Block;
use crate::layout::{number, timed};
use crate::lexicon::rows::rows;
use record::Form;
use record::text::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const WRITTEN: &str = include_str!("../../../lexicon/item-labels.txt");

/// Each label, and whether no mark need stand behind it.
static LABELS: LazyLock<Vec<(&str, bool)>> =
    LazyLock::new(|| rows(WRITTEN).map(|row| (row.word, row.tags == "bare")).collect());

/// A paper has so many of them, all different.
const FEWEST: usize = 3;

/// Most words of a line with such a title.
const LONGEST: usize = 60;

/// The ways of a paper.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forms {
    label: Option<&'static str>,
    hours: bool,
}

impl Forms {
    /// Finds what the paper does again and again.
    pub fn find(blocks: &[Block]) -> Self {
        let printed = blocks.iter().filter(|block| !block.furniture && block.marker.is_none());
        let mut titles: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (label, title) in printed.filter_map(|block| labelled(&block.text)) {
            titles.entry(label).or_default().push(fold(title));
        }
        let often = |titles: &[String]| titles.iter().collect::<BTreeSet<_>>().len() >= FEWEST;
        // Below headings with numbers such a word tells what is taken up: "3 Mill roof", "Topic: how to mend it".
        let numbered = blocks.iter().filter(|block| block.form == Form::Heading && is_numbered(block)).count();
        let habit = titles.iter().find(|(_, titles)| often(titles) && numbered * 2 < titles.len());
        Self { label: habit.map(|(label, _)| *label), hours: timed::are_titles(blocks) }
    }

    /// The title in a line of the paper's way.
    pub fn title<'t>(&self, block: &'t Block) -> Option<&'t str> {
        if block.furniture || block.marker.is_some() {
            return None;
        }
        let text = block.text.trim();
        let own = || labelled(text).filter(|(label, _)| self.label == Some(*label)).map(|(_, title)| title);
        let timed = || timed::title(block).filter(|_| self.hours);
        own().or_else(timed)
    }

    /// Takes the candidates of the paper's way.
    pub fn lift(&self, blocks: &[Block], candidates: &[Candidate], heads: &mut [bool]) {
        for (at, candidate) in candidates.iter().enumerate() {
            heads[at] |= blocks.get(candidate.first()).is_some_and(|block| self.title(block).is_some());
        }
    }
}

fn is_numbered(block: &Block) -> bool {
    block.marker.is_some() || number::leading(&block.text).is_some()
}

/// The label with which a text begins, and the title behind it.
fn labelled(text: &str) -> Option<(&'static str, &str)> {
    let text = text.trim();
    if text.split_whitespace().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    LABELS.iter().find_map(|(label, bare)| {
        let begins = text.get(..label.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(label));
        let capital = text.starts_with(char::is_uppercase);
        let rest = text.get(label.len()..).filter(|_| begins && capital)?;
        let marked = rest.trim_start().strip_prefix([':', '-', '–', '—']).filter(|rest| rest.starts_with(' '));
        let title = marked.or_else(|| Some(rest).filter(|rest| *bare && rest.starts_with(' ')))?.trim();
        (title.chars().filter(|c| c.is_alphabetic()).count() > 2).then_some((*label, title))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn the_labels_are_folded_and_sorted() {
        assert!(LABELS.is_sorted(), "sort item-labels.txt");
        assert!(LABELS.iter().all(|(label, _)| fold(label) == *label), "fold item-labels.txt");
    }

    #[test]
    fn a_word_before_each_title_is_no_part_of_it() {
        for (lines, titles) in [
            (["IN RE: INVOCATION", "IN RE: MILL ROOF", "IN RE:  MINUTES"], ["INVOCATION", "MILL ROOF", "MINUTES"]),
            (
                ["IN THE MATTER OF the Mill", "In the matter of the Weir", "IN THE MATTER OF a road"],
                ["the Mill", "the Weir", "a road"],
            ),
            (["TOPIC - Mill", "TOPIC - Weir", "Topic – Roads"], ["Mill", "Weir", "Roads"]),
            (["Re: Mill", "Re: Weir", "RE: Roads"], ["Mill", "Weir", "Roads"]),
            (["SUBJECT: Mill", "SUBJECT: Weir", "SUBJECT: Roads"], ["Mill", "Weir", "Roads"]),
            (
                [
                    "APPLICATION: HD 24-17, 4 Elm Street",
                    "APPLICATION: HD 24-18, 6 Elm Street",
                    "APPLICATION: HD 24-19, Mill",
                ],
                ["HD 24-17, 4 Elm Street", "HD 24-18, 6 Elm Street", "HD 24-19, Mill"],
            ),
        ] {
            let blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
            let forms = Forms::find(&blocks);
            let found: Vec<&str> = blocks.iter().filter_map(|block| forms.title(block)).collect();
            assert_eq!(found, titles);
        }
        let mut told = vec![];
        for title in ["1 Mill", "2 Weir", "3 Roads"] {
            told.extend([crate::structure::samples::heading(title), block(&format!("Topic: what to do of {title}"))]);
        }
        assert_eq!(Forms::find(&told), Forms::default());
        for lines in [
            ["RE: Mill", "RE: Mill", "RE: Mill"],
            ["Item was late", "Items of note", "Regarding this"],
            ["In regard to it", "Subjects", "Casework: two cases"],
        ] {
            let blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
            assert_eq!(Forms::find(&blocks), Forms::default());
        }
    }
}
