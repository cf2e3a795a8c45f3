//! Headings without numbers that run into their paragraph: "Call to Order. The chair called the meeting to order at 7.",
//! "Treasurer's Report: The balance was read."
//!
//! Only titles that minutes usually have are known without a number or print to tell them, and a paper has several of
//! them, or the words that look like one are chance.

use super::flow;
use super::run_in::title::{is_dash, is_finite, starts_upper, words_of};
use crate::content::Block;
use crate::structure::items::titles;
use record::Form;
use std::collections::BTreeSet;

/// A paper has so many of them.
const FEWEST: usize = 3;

/// Most words of such a title.
const LONGEST: usize = 8;

/// Takes headings and paragraphs apart.
pub fn split(blocks: Vec<Block>) -> Vec<Block> {
    let ends: Vec<Option<usize>> = blocks.iter().map(title_end).collect();
    if ends.iter().flatten().count() < FEWEST {
        return blocks;
    }
    blocks
        .into_iter()
        .zip(ends)
        .flat_map(|(block, end)| match end {
            Some(end) => apart(&block, end),
            None => vec![block],
        })
        .collect()
}

/// The blocks with each title that ends at a byte taken apart from its paragraph.
pub fn taken_apart(
    blocks: Vec<Block>,
    ends: Vec<Option<usize>>,
    headed: fn(&Block, usize) -> Vec<Block>,
) -> Vec<Block> {
    let taken = |(block, end): (Block, Option<usize>)| match end {
        Some(end) => headed(&block, end),
        None => vec![block],
    };
    blocks.into_iter().zip(ends).flat_map(taken).collect()
}

/// How many titles end at these bytes of their blocks, and whether nearly all of them are different, as titles are.
pub fn count_titles(blocks: &[Block], ends: &[Option<usize>]) -> (usize, bool) {
    let titles = || blocks.iter().zip(ends).filter_map(|(block, end)| Some(&block.text[..(*end)?]));
    let (all, different) = (titles().count(), titles().collect::<BTreeSet<_>>().len());
    (all, different * 4 >= all * 3)
}

/// Heading and paragraph of a block whose title ends at this byte.
pub fn apart(block: &Block, end: usize) -> Vec<Block> {
    let body = block.part(end..block.text.len());
    let title = block.text[..end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—'));
    let head = Block { form: Form::Heading, ..block.part(0..title.len()) };
    vec![head, Block { form: Form::Paragraph, level: None, bold: false, ..body }]
}

/// Where the usual title ends with which a paragraph begins, in bytes, if something follows it.
fn title_end(block: &Block) -> Option<usize> {
    if block.furniture || block.marker.is_some() || block.form == Form::TableRow {
        return None;
    }
    let words = words_of(&block.text);
    let dash = |word: &str| is_dash(word) || word == ":";
    let ends = |word: &str| word.ends_with(':') || word.ends_with('.') && word.len() > 4;
    let at = words.iter().take(LONGEST + 1).position(|(_, word)| ends(word) || dash(word))?;
    let (offset, next) = *words.get(at + 1)?;
    let title = &words[..=at];
    let own = block.text[..offset].trim_end_matches(|c: char| !c.is_alphanumeric());
    let begins = starts_upper(next);
    let says = title.iter().any(|(_, word)| is_finite(word) || word.ends_with([',', ';']));
    let whole = flow::ends_sentence(&block.text) || words.len() - title.len() <= 2;
    (begins && !says && whole && starts_upper(words[0].1) && titles::is_usual(own) && !lists_people(own))
        .then_some(offset)
}

/// Whether a title is that of a list of people: what follows it is read as one.
pub fn lists_people(title: &str) -> bool {
    const LISTS: [&str; 7] = ["apolog", "present", "absen", "attend", "regrets", "roll call", "guests"];
    let lower = title.to_lowercase();
    LISTS.iter().any(|list| lower.contains(list))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn check(texts: &[&str], expect: &[&str]) {
        let blocks = split(texts.iter().map(|text| block(text)).collect());
        let shown: Vec<String> =
            blocks.iter().map(|b| format!("{}{}", if b.form == Form::Heading { "# " } else { "" }, b.text)).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn usual_titles_that_run_in_are_taken_apart() {
        check(
            &[
                "Call to Order. Chair Elm called the meeting to order at 7.",
                "Pledge of Allegiance: Jo Oak led the pledge.",
                "Voting aye: Elm, Oak",
                "Old Business - None",
            ],
            &[
                "# Call to Order.",
                "Chair Elm called the meeting to order at 7.",
                "# Pledge of Allegiance",
                "Jo Oak led the pledge.",
                "Voting aye: Elm, Oak",
                "# Old Business",
                "None",
            ],
        );
    }

    #[test]
    fn one_or_two_are_chance() {
        let texts = ["Correspondence: The clerk read two letters.", "Apologies: Jo Elm", "Roads: The clerk read it."];
        check(&texts, &texts);
    }
}
