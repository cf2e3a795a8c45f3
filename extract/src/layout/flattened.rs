//! Headings within a paragraph whose line breaks were lost: "... as a true record. 71/17 Declarations of interest None were
//! made. 72/17 ...", "... at 3.20 pm. APPROVAL OF THE MINUTES The minutes were approved. NEW BUSINESS ...".
//!
//! Pages of the web and text layers made by recognition are often one long line. What counts upwards within it, behind
//! the ends of sentences, is taken for the numbers of its items; capitals that stand where a sentence could begin and
//! that a sentence follows, for its headings. Both only where the paper has several.

use super::flow;
use super::number::{self, Number, Scheme};
use super::run_in::{Words, capitals_end, has_verb, is_finite, starts_upper, title_end, words_of};
use crate::content::Block;
use record::Form;
use std::collections::BTreeMap;

/// A paragraph of fewer words has not lost its lines.
const LONG: usize = 25;

/// Least numbers within paragraphs that count on from one another.
const LEAST_NUMBERS: usize = 3;

/// Bytes that are looked at of what stands behind a number: more than the longest title and the sentence behind it have.
const BEGINNING: usize = 600;

/// Least headings in capitals within paragraphs.
const LEAST_CAPITALS: usize = 3;

/// Words behind which a number is named and does not count: "item 47", "Minute 64/17".
const NAMES_OF_NUMBERS: [&str; 16] = [
    "item",
    "items",
    "no",
    "nos",
    "number",
    "numbers",
    "section",
    "page",
    "pages",
    "minute",
    "minutes",
    "resolution",
    "ordinance",
    "paragraph",
    "appendix",
    "agenda",
];

/// Where a paragraph is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    block: usize,
    /// Byte offset in its text.
    at: usize,
    /// Whether what stands from here to the next cut is a heading.
    heading: bool,
}

/// Takes paragraphs apart at the headings within them.
pub fn split(blocks: Vec<Block>) -> Vec<Block> {
    let mut cuts = numbers(&blocks);
    if cuts.is_empty() {
        cuts = capitals(&blocks);
    }
    if cuts.is_empty() {
        return blocks;
    }
    let mut cuts = cuts.into_iter().peekable();
    let mut done = Vec::with_capacity(blocks.len() + cuts.len());
    for (at, block) in blocks.into_iter().enumerate() {
        let mut own = Vec::new();
        while let Some(cut) = cuts.next_if(|cut| cut.block == at) {
            own.push(cut);
        }
        if own.is_empty() {
            done.push(block);
        } else {
            done.extend(apart(&block, &own));
        }
    }
    done
}

/// The parts of a block between cuts.
fn apart(block: &Block, cuts: &[Cut]) -> Vec<Block> {
    let starts = std::iter::once((0, false)).chain(cuts.iter().map(|cut| (cut.at, cut.heading)));
    let ends = cuts.iter().map(|cut| cut.at).chain([block.text.len()]);
    let parts = starts.zip(ends).map(|((from, heading), to)| {
        let part = block.part(from..to);
        Block {
            form: if heading { Form::Heading } else { Form::Paragraph },
            marker: part.marker.filter(|_| from == 0),
            level: None,
            bold: block.bold && heading,
            ..part
        }
    });
    parts.filter(|part| !part.text.is_empty()).collect()
}

fn may_be_flattened(block: &Block) -> bool {
    let paragraph = !block.furniture && matches!(block.form, Form::Paragraph | Form::ListEntry | Form::Heading);
    paragraph && block.text.split_whitespace().nth(LONG).is_some()
}

/// A number, where it stands, and whether that is within a paragraph.
struct Counted {
    number: Number,
    cut: Cut,
    within: bool,
}

/// Where numbers within paragraphs count the items of a paper.
fn numbers(blocks: &[Block]) -> Vec<Cut> {
    let mut ways: BTreeMap<(Scheme, String, usize), Vec<Counted>> = BTreeMap::new();
    for (block, own) in blocks.iter().enumerate().filter(|(_, block)| !block.furniture) {
        let marked = own.marker.as_deref().and_then(number::alone);
        let first = marked.or_else(|| Some(number::leading(&own.text)?.0));
        let first = first.map(|number| Counted { number, cut: Cut { block, at: 0, heading: false }, within: false });
        let inner = if may_be_flattened(own) { within(block, &own.text) } else { Vec::new() };
        for counted in first.into_iter().chain(inner) {
            let number = &counted.number;
            ways.entry((number.scheme, number.fixed.clone(), number.parts.len())).or_default().push(counted);
        }
    }
    let mut cuts: Vec<Cut> = ways.values().flat_map(|counted| counting(blocks, counted)).collect();
    cuts.sort_unstable();
    cuts
}

/// The cuts at the numbers within paragraphs that count on, of one way of counting.
fn counting(blocks: &[Block], counted: &[Counted]) -> Vec<Cut> {
    let numbers: Vec<&Number> = counted.iter().map(|counted| &counted.number).collect();
    let run = number::longest_run(&numbers);
    let inner: Vec<Cut> = run.iter().map(|&i| &counted[i]).filter(|c| c.within).map(|c| c.cut).collect();
    let heads = inner.iter().filter(|cut| heads(&blocks[cut.block].text[cut.at..])).count();
    if inner.len() < LEAST_NUMBERS || heads * 2 < inner.len() { Vec::new() } else { inner }
}

/// Whether a title seems to follow a number, and not a sentence.
fn heads(text: &str) -> bool {
    let Some((_, rest)) = number::leading(beginning(text)) else { return false };
    let words = words_of(rest);
    let sentence = words.iter().position(|(_, word)| word.ends_with(['.', '?', '!', ';'])).unwrap_or(words.len());
    title_end(rest).is_some() || !words[..sentence].iter().any(|(_, word)| is_finite(word))
}

/// As much of a text as a title and the sentence behind it need: what is looked at of each of its numbers has a bound.
fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(BEGINNING)).unwrap_or(text)
}

/// The numbers within a text behind which a title may stand.
fn within(block: usize, text: &str) -> Vec<Counted> {
    let words = words_of(text);
    let pairs = words.windows(2).filter(|pair| pair[1].1.contains(|c: char| c.is_ascii_digit()));
    let found = pairs.filter_map(|pair| {
        let (before, at) = (pair[0].1, pair[1].0);
        let (number, rest) = number::leading(beginning(&text[at..]))?;
        let plain = before.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let ends = ends_sentence(before) || is_shouted(before);
        let counts = matches!(number.scheme, Scheme::Figure | Scheme::Decimal | Scheme::Reference)
            && (ends || is_glued(pair[1].1) || number.scheme == Scheme::Reference && !before.ends_with(','))
            && !NAMES_OF_NUMBERS.contains(&plain.as_str());
        let titled = rest.split_whitespace().next().is_some_and(|word| starts_upper(word) && word.len() > 1);
        (counts && titled).then_some(Counted { number, cut: Cut { block, at, heading: false }, within: true })
    });
    found.collect()
}

/// "40.Apologies": a number whose title is glued to its stop.
fn is_glued(word: &str) -> bool {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < word.len() && rest.strip_prefix('.').is_some_and(|title| title.len() > 2 && starts_upper(title))
}

/// Whether a sentence, or a bracket in one, ends with a word.
fn ends_sentence(word: &str) -> bool {
    flow::ends_sentence(word) || word.ends_with(')')
}

/// Whether a word has no small letter. A mere word of a title is as loud as a whole one is: all of it.
fn is_shouted(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1 && !word.contains(char::is_lowercase)
}

/// Where headings in capitals begin and end within paragraphs.
fn capitals(blocks: &[Block]) -> Vec<Cut> {
    let mut heads: Vec<(usize, usize, usize)> = Vec::new();
    for (block, own) in blocks.iter().enumerate().filter(|(_, block)| may_be_flattened(block)) {
        heads.extend(shouted_heads(&own.text).into_iter().map(|(from, to)| (block, from, to)));
    }
    if heads.len() < LEAST_CAPITALS {
        return Vec::new();
    }
    let cut = |(block, from, to)| [Cut { block, at: from, heading: true }, Cut { block, at: to, heading: false }];
    heads.into_iter().flat_map(cut).collect()
}

/// Byte ranges of the capitals in a text that stand where a sentence could begin, and that a sentence follows.
fn shouted_heads(text: &str) -> Vec<(usize, usize)> {
    let words = words_of(text);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in 1..words.len() {
        let begins = ends_sentence(words[at - 1].1) || words[at - 1].1.ends_with(|c: char| c.is_ascii_digit());
        let free = found.last().is_none_or(|(_, end)| *end <= words[at].0);
        if !begins || !free || !is_shouted(words[at].1) {
            continue;
        }
        if let Some(end) = heading_end(&words[at..]) {
            found.push((words[at].0, end));
        }
    }
    found
}

/// Where the heading ends with which these words begin.
fn heading_end(words: Words) -> Option<usize> {
    let end = capitals_end(words)?;
    let own = words.iter().take_while(|(at, _)| *at < end).count();
    let (title, rest) = words.split_at(own);
    let says = title.iter().any(|(_, word)| is_finite(word) || word.ends_with(['.', ':', ';', '!', '?', ',']));
    let spoken = starts_upper(rest.first()?.1) && has_verb(rest);
    (!says && spoken).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn check(text: &str, expect: &[&str]) {
        let parts = split(vec![block(text)]);
        let shown: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn cuts_before_numbers_that_count_on() {
        check(
            "Elm Parish Council met on 3 May 2017 at 7 pm in the hall. 70/17 Apologies Apologies had been received. 71/17 \
             Interests None were declared, see Minute 64/17 Roads. 72/17 Finance The clerk paid 3 bills.",
            &[
                "Elm Parish Council met on 3 May 2017 at 7 pm in the hall.",
                "70/17 Apologies Apologies had been received.",
                "71/17 Interests None were declared, see Minute 64/17 Roads.",
                "72/17 Finance The clerk paid 3 bills.",
            ],
        );
    }

    #[test]
    fn cuts_around_capitals_where_sentences_begin() {
        check(
            "Meeting of 02/11/08 CALL TO ORDER Chair Elm called the meeting to order at 3:20 P.M. APPROVAL OF MINUTES The \
             minutes were approved as written. MR. ASH moved to adjourn. NEW BUSINESS Chair Elm reminded the Senate of it.",
            &[
                "Meeting of 02/11/08",
                "CALL TO ORDER",
                "Chair Elm called the meeting to order at 3:20 P.M.",
                "APPROVAL OF MINUTES",
                "The minutes were approved as written. MR. ASH moved to adjourn.",
                "NEW BUSINESS",
                "Chair Elm reminded the Senate of it.",
            ],
        );
    }

    #[test]
    fn leaves_paragraphs_whole_that_only_count_things() {
        let text = "The applicant was told of conditions: 1) The applicant must provide a plan, 2) It is the applicant who \
                    pays, and 3) All work stops at noon. ALL WERE IN FAVOUR. The Board thanked him for his patience.";
        check(text, &[text]);
    }
}
