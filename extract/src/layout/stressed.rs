//! Headings that run into their paragraph and are told from it by their print: "**7. Roads.** The engineer spoke of ...",
//! "**Treasurer's report** - The balance was read".
//!
//! Bold print at the start of a paragraph also names who speaks, labels lists of people and says what was decided. So a
//! paper has several such titles, nearly all different, and none is the name of a field, of a person or of a decision.

use super::number::{self, Number};
use super::run_in::title::{DECISIONS, is_finite, starts_upper, words_of};
use super::unnumbered::{apart, count_titles, lists_people, taken_apart};
use crate::content::Block;
use crate::lexicon::{self, Tags};
use crate::structure::items::titles;
use crate::structure::kinds;
use record::Form;

/// A paper has so many of them.
const FEWEST: usize = 3;

/// Most words of such a title.
const LONGEST: usize = 18;

/// Letters of such a title, at least: fewer are somebody's initials.
const LETTERS: usize = 3;

/// Takes headings and paragraphs apart where numbers count the headings.
pub fn split_numbered(blocks: Vec<Block>) -> Vec<Block> {
    let ends: Vec<Option<usize>> = blocks.iter().map(|block| number_of(block).and_then(|_| title_end(block))).collect();
    let numbers: Vec<Number> = blocks
        .iter()
        .zip(&ends)
        .filter(|(_, end)| end.is_some())
        .filter_map(|(block, _)| Some(number_of(block)?.0))
        .collect();
    // Numbers that begin again and again count what was said of each item.
    let run = number::longest_run(&numbers.iter().collect::<Vec<_>>()).len();
    // Markdown counts the entries of a list by itself, whatever number each of them has in the source.
    let same = numbers.len() >= FEWEST && numbers.iter().all(|number| number.printed == numbers[0].printed);
    let counts = run >= FEWEST && run * 4 >= numbers.len() * 3 || same && count_titles(&blocks, &ends).1;
    if counts { taken_apart(blocks, ends, headed) } else { blocks }
}

/// Takes headings and paragraphs apart that have no numbers.
pub fn split_plain(blocks: Vec<Block>) -> Vec<Block> {
    let plain = |block: &Block| if number_of(block).is_none() { title_end(block) } else { None };
    let ends: Vec<Option<usize>> = blocks.iter().map(plain).collect();
    let (titles, are_different) = count_titles(&blocks, &ends);
    // Where numbers count the items, titles without them head parts of what was said.
    let numbered =
        blocks.iter().filter(|b| b.bold || b.form == Form::Heading).filter(|b| number_of(b).is_some()).count();
    let habit = titles >= FEWEST && are_different && numbered < FEWEST;
    if habit { taken_apart(blocks, ends, headed) } else { blocks }
}

/// Title and paragraph: the title keeps its print and its number.
fn headed(block: &Block, end: usize) -> Vec<Block> {
    let mut parts = apart(block, end);
    if let [title, said] = parts.as_mut_slice() {
        title.bold = true;
        said.marker = None;
        said.text = said.text.trim_start_matches([':', '-', '–', '—', ' ', '\t']).to_owned();
    }
    parts
}

/// The number that a paragraph begins with, and where in its text what follows it begins.
fn number_of(block: &Block) -> Option<(Number, usize)> {
    match &block.marker {
        Some(marker) => Some((number::alone(marker)?, 0)),
        None => number::leading(&block.text).map(|(number, rest)| (number, block.text.len() - rest.len())),
    }
}

/// Where the stressed title ends with which a paragraph begins, in bytes, if something follows it.
fn title_end(block: &Block) -> Option<usize> {
    if block.furniture || block.lead == 0 || block.form == Form::TableRow || block.level.is_some() {
        return None;
    }
    let from = number_of(block).map(|(_, from)| from);
    let title = block.text.get(from.unwrap_or(0)..block.lead)?.trim();
    let rest = block.text.get(block.lead..)?.trim_start();
    let said = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let ends = title.ends_with(['.', ':', ')', '–', '-', '—', '?']) || rest.starts_with([':', '-', '–', '—', '(', '.']);
    let begins = from.is_some() || starts_upper(title) && (ends || titles::is_usual(title));
    (begins && !said.is_empty() && is_title(title, from.is_some()))
        .then(|| block.lead + rest_mark(&block.text[block.lead..]))
}

/// The mark behind a title that was left in plain print: "**Roads**: the engineer".
fn rest_mark(rest: &str) -> usize {
    rest.chars().next().filter(|c| matches!(c, ':' | '.')).map_or(0, char::len_utf8)
}

/// Whether stressed words can head an item.
fn is_title(title: &str, numbered: bool) -> bool {
    let words = words_of(title);
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let first = words.first().map(|(_, word)| word.trim_matches(|c: char| !c.is_alphanumeric())).unwrap_or_default();
    let bare = title.trim_end_matches(|c: char| !c.is_alphanumeric());
    let decides = DECISIONS.contains(&first.to_uppercase().as_str());
    let speaks = lexicon::tags(&first.to_lowercase()).has(Tags::TITLE) && !titles::is_usual(title);
    let says = words.iter().any(|(_, word)| is_finite(word));
    let label = !numbered
        && (kinds::is_field(bare) && !titles::is_usual(title)
            || lists_people(title)
            || !title.ends_with('.') && is_name(bare));
    letters >= LETTERS && words.len() <= LONGEST && !decides && !speaks && !says && !label
}

/// Whether words look like somebody's name: a few, each with a capital, and no usual title. A stop ends no name.
pub(super) fn is_name(words: &str) -> bool {
    let owned = |word: &str| word.ends_with("'s") || word.ends_with("’s");
    let name = |word: &str| {
        starts_upper(word) && !owned(word) && word.chars().all(|c| c.is_alphabetic() || "'’.-".contains(c))
    };
    let count = words.split_whitespace().count();
    (1..=4).contains(&count) && words.split_whitespace().all(name) && !titles::names_usual(words)
}

/// Where the stressed characters end with which a text begins, in bytes: `lead` counts them without blanks, and those of
/// the marker that was taken off it.
pub fn end_of_lead(text: &str, lead: u32, marker: &str) -> usize {
    let shown = |c: &char| !c.is_whitespace();
    let lead = (lead as usize).saturating_sub(marker.chars().filter(shown).count());
    let Some(last) = lead.checked_sub(1) else { return 0 };
    let end = text.char_indices().filter(|(_, c)| !c.is_whitespace()).nth(last).map_or(0, |(at, c)| at + c.len_utf8());
    // A word that is stressed in part is none of it.
    let within = text[end..].starts_with(char::is_alphanumeric) && text[..end].ends_with(char::is_alphanumeric);
    if within { 0 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn check(texts: &[&str], expect: &[&str]) {
        let stressed = |text: &&str| {
            let (lead, rest) = text.split_once('|').unwrap_or(("", text));
            Block { lead: lead.len(), ..block(&format!("{lead}{rest}")) }
        };
        let blocks = split_plain(split_numbered(texts.iter().map(stressed).collect()));
        let shown: Vec<String> =
            blocks.iter().map(|b| format!("{}{}", if b.form == Form::Heading { "# " } else { "" }, b.text)).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn stressed_titles_are_taken_off_behind_their_numbers() {
        check(
            &[
                "1. Minutes of the last meeting (4/10/23).| Approved.",
                "2. Mill roof| – Jo Elm had two quotes.",
                "3. Old oak|: none.",
                "RESOLVED| that it be noted.",
            ],
            &[
                "# 1. Minutes of the last meeting (4/10/23).",
                "Approved.",
                "# 2. Mill roof",
                "Jo Elm had two quotes.",
                "# 3. Old oak",
                "none.",
                "RESOLVED that it be noted.",
            ],
        );
    }

    #[test]
    fn numbers_that_begin_again_count_what_was_said() {
        let texts = ["1. Mill.| It is late.", "2. Weir.| Gone.", "1. Oak.| Old.", "2. Ash.| Ill.", "3. Elm.| Felled."];
        check(&texts, &texts.map(|text| text.replace('|', "")).each_ref().map(String::as_str));
    }

    #[test]
    fn stressed_titles_without_numbers_end_with_a_mark_and_differ() {
        check(
            &[
                "Public participation.| Art Elm spoke of the mill.",
                "Mill and weir:| The wheel is broken.",
                "Treasurer’s report| (Jo Oak): The balance was read.",
            ],
            &[
                "# Public participation.",
                "Art Elm spoke of the mill.",
                "# Mill and weir",
                "The wheel is broken.",
                "# Treasurer’s report",
                "(Jo Oak): The balance was read.",
            ],
        );
    }

    #[test]
    fn speakers_lists_decisions_and_emphasis_are_no_titles() {
        let texts = [
            "Jo Elm:| It is late.",
            "Cllr Oak| asked why.",
            "Chair:| So it is.",
            "Present:| Jo Elm, Kim Oak",
            "Apologies for absence:| Ann Ash",
            "The mill is broken.| It was noted.",
            "Agreed:| to mend it.",
            "Action:| Jo Elm to mend it.",
            "JE|: I will mend it.",
        ];
        let shown: Vec<String> = texts.iter().map(|text| text.replace('|', "")).collect();
        check(&texts, &shown.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn the_lead_is_found_again_in_the_clean_text() {
        for (text, lead, marker, expect) in [
            ("Roads. The engineer", 6, "", "Roads."),
            ("Old roads: none", 10, "7.", "Old roads"),
            ("Roadside works", 4, "", ""),
            ("Roads", 0, "", ""),
        ] {
            assert_eq!(&text[..end_of_lead(text, lead, marker)], expect, "{text}");
        }
    }
}
