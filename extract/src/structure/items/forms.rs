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

patterns! {
    /// The code of a report: letters and figures.
    REPORT = r"\b(?:Staff |Information |Confidential |Supplementary )?(?:Report|REPORT)\s+(?:No\.?\s*|#\s*|Number\s+)?[A-Z][A-Za-z]{0,9}[ -]?\d{2,}(?:[-/.]\d{1,4})*\b|\b(?:Staff |Information )?Report\s+(?:No\.?\s*|#\s*)\d{2,4}[-/]\d{1,4}\b";
    /// What no title of a report begins with.
    SAYS = r"^(?:That|THAT|Moved|MOVED|Seconded|In |At |It |As |Council |Committee |The (?:following|report)|Members? )";
}

/// Most words of a title with the code of a report.
const LONGEST_REPORT: usize = 40;

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
    /// Whether titles have the codes of reports.
    reports: bool,
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
        let reports: BTreeSet<&str> = blocks.iter().filter_map(reported).collect();
        Self {
            label: habit.map(|(label, _)| *label),
            hours: timed::are_titles(blocks),
            reports: reports.len() >= FEWEST,
        }
    }

    /// The title in a line of the paper's way.
    pub fn title<'t>(&self, block: &'t Block) -> Option<&'t str> {
        if block.furniture || block.marker.is_some() {
            return None;
        }
        let text = block.text.trim();
        let own = || labelled(text).filter(|(label, _)| self.label == Some(*label)).map(|(_, title)| title);
        let timed = || timed::title(block).filter(|_| self.hours);
        let report = || reported(block).filter(|_| self.reports);
        own().or_else(timed).or_else(report)
    }

    /// Takes the candidates of the paper's way.
    pub fn lift(&self, blocks: &[Block], candidates: &[Candidate], heads: &mut [bool]) {
        for (at, candidate) in candidates.iter().enumerate() {
            heads[at] |= blocks.get(candidate.first()).is_some_and(|block| self.title(block).is_some());
        }
    }
}

/// The line with a title and the code of a report, and nothing that is said of it.
fn reported(block: &Block) -> Option<&str> {
    let text = block.text.trim();
    let title = !block.furniture
        && block.marker.is_none()
        && block.form != Form::TableRow
        && text.split_whitespace().take(LONGEST_REPORT + 1).count() <= LONGEST_REPORT
        && !text.ends_with(['.', ':', ';', ','])
        && text.starts_with(char::is_uppercase)
        && !SAYS.is_match(text);
    let code = REPORT.find(text).filter(|_| title)?;
    // The code alone names nothing.
    let own = text[..code.start()].chars().chain(text[code.end()..].chars()).filter(|c| c.is_alphabetic()).count();
    (own > 3).then_some(text)
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
    fn lines_with_the_codes_of_reports_are_titles() {
        let paper = |titles: &[&str]| {
            let said = ["Moved by Councillor Elm", "That Report PW24-007 be received."];
            let lines = titles.iter().flat_map(|title| std::iter::once(title).chain(&said));
            let blocks: Vec<Block> = lines.map(|line| block(line)).collect();
            let forms = Forms::find(&blocks);
            blocks.iter().filter(|block| forms.title(block).is_some()).count()
        };
        for (titles, expect) in [
            (&["Report PW24-007, Mill Roof", "Weir, Report CS24-011", "Report CS24-012 – Fees"][..], 3),
            (&["Mill Roof, Staff Report PW-2024-07", "Weir, Staff Report PW-2024-08", "Fees (Report FIN 2024-09)"], 3),
            (&["Mill Roof - Report No. 24-017", "Weir - Report No. 24-018", "Fees - Report #24/019"], 3),
            (&["Report PW24-007, Mill Roof", "Weir, Report CS24-011"], 0),
            (&["Report PW24-007", "Report PW24-008", "Report PW24-009"], 0),
            (&["He read Report PW24-007 to them.", "As Report PW24-008 says", "That Report PW24-009 be sent"], 0),
        ] {
            assert_eq!(paper(titles), expect, "{titles:?}");
        }
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
