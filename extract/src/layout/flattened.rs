//! Headings within a paragraph whose line breaks were lost: "... as a true record. 71/17 Declarations of interest None were
//! made. 72/17 ...", "... at 3.20 pm. APPROVAL OF THE MINUTES The minutes were approved. NEW BUSINESS ...".
//!
//! Pages of the web and text layers made by recognition are often one long line. What counts upwards within it, behind
//! the ends of sentences, is taken for the numbers of its items; capitals that stand where a sentence could begin and
//! that a sentence follows, for its headings. Both only where the paper has several.

use super::flow;
use super::number::{self, Number, Scheme, Step};
use super::run_in::title::{Words, capitals_end, has_verb, is_finite, starts_upper, title_end, words_of};
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
    let loud = capitals(&blocks, &cuts);
    cuts.extend(loud);
    cuts.sort_unstable();
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
#[derive(Clone)]
struct Counted {
    number: Number,
    cut: Cut,
    within: bool,
    /// Whether a sentence could end before it.
    free: bool,
}

/// Where numbers within paragraphs count the items of a paper.
fn numbers(blocks: &[Block]) -> Vec<Cut> {
    let mut ways: BTreeMap<(Scheme, String, usize), Vec<Counted>> = BTreeMap::new();
    for (block, own) in blocks.iter().enumerate().filter(|(_, block)| !block.furniture) {
        let marked = own.marker.as_deref().and_then(number::alone);
        let first = marked.or_else(|| Some(number::leading(&own.text)?.0));
        let first = first.map(|number| Counted {
            number,
            cut: Cut { block, at: 0, heading: false },
            within: false,
            free: true,
        });
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
    let free: Vec<&Counted> = counted.iter().filter(|counted| counted.free).collect();
    // "4. Roads", where most have the stop, and not "4 ayes".
    let closed: Vec<&Counted> = free.iter().copied().filter(|counted| counted.number.closed).collect();
    let free = if closed.len() >= LEAST_NUMBERS { closed } else { free };
    let numbers: Vec<&Number> = free.iter().map(|counted| &counted.number).collect();
    let mut run: Vec<&Counted> = number::longest_run(&numbers).iter().map(|&i| free[i]).collect();
    if let Some(first) = run.first().and_then(|first| one_before(counted, first)) {
        run.insert(0, first);
    }
    let inner: Vec<Cut> = run.iter().filter(|c| c.within).map(|c| c.cut).collect();
    let heads = inner.iter().filter(|cut| heads(&blocks[cut.block].text[cut.at..])).count();
    if inner.len() < LEAST_NUMBERS || heads * 2 < inner.len() { Vec::new() } else { inner }
}

/// The number before the first of a run: behind the names of those present no sentence ends.
fn one_before<'c>(counted: &'c [Counted], first: &Counted) -> Option<&'c Counted> {
    let mut before = counted.iter().rev().filter(|one| one.cut < first.cut && one.number.closed == first.number.closed);
    before.find(|one| one.within && one.number.is_first() && first.number.after(&one.number) == Some(Step::Next))
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
    let pairs = words.windows(2).enumerate().filter(|(_, pair)| may_number(pair[1].1));
    let found = pairs.filter_map(|(i, pair)| {
        let (before, at) = (pair[0].1, pair[1].0);
        let (number, rest) = number::leading(beginning(&text[at..]))?;
        let plain = before.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        // "Item 3: Roads" behind the end of a sentence.
        let called = plain == "item" && starts_upper(before) && number.closed;
        let (before, at) = if called { (words[i.checked_sub(1)?].1, pair[0].0) } else { (before, at) };
        let free = ends_sentence(before)
            || is_shouted(before)
            || is_glued(pair[1].1)
            || number.scheme == Scheme::Reference && !before.ends_with(',');
        let counts = matches!(number.scheme, Scheme::Figure | Scheme::Decimal | Scheme::Reference)
            || number.scheme == Scheme::Roman && number.closed;
        let counts = counts && (called || !NAMES_OF_NUMBERS.contains(&plain.as_str()));
        let titled = rest.split_whitespace().next().is_some_and(|word| starts_upper(word) && word.len() > 1);
        (counts && titled).then_some(Counted { number, cut: Cut { block, at, heading: false }, within: true, free })
    });
    found.collect()
}

/// Whether a word may be a number: it has a figure, or is a Roman number in capitals with its stop.
fn may_number(word: &str) -> bool {
    let roman = word.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X' | b'L')).count();
    word.contains(|c: char| c.is_ascii_digit()) || roman > 0 && word[roman..].starts_with('.')
}

/// "40.Apologies": a number whose title is glued to its stop.
fn is_glued(word: &str) -> bool {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X'));
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

/// Where headings in capitals begin and end within paragraphs, but for the titles of what is numbered.
fn capitals(blocks: &[Block], numbered: &[Cut]) -> Vec<Cut> {
    /// Bytes of a number and the space behind it.
    const NUMBER: usize = 12;
    let mut heads: Vec<(usize, usize, usize)> = Vec::new();
    for (block, own) in blocks.iter().enumerate().filter(|(_, block)| may_be_flattened(block)) {
        let free = |from: &usize| {
            let mut before = numbered.iter().filter(|cut| cut.block == block && cut.at <= *from);
            before.next_back().is_none_or(|cut| from - cut.at > NUMBER)
        };
        let loud = shouted_heads(&own.text).into_iter().filter(|(from, _)| free(from));
        heads.extend(loud.map(|(from, to)| (block, from, to)));
    }
    if heads.len() < if numbered.is_empty() { LEAST_CAPITALS } else { 1 } {
        return Vec::new();
    }
    let cut = |(block, from, to)| [Cut { block, at: from, heading: true }, Cut { block, at: to, heading: false }];
    heads
        .into_iter()
        .flat_map(cut)
        .filter(|cut| !numbered.iter().any(|n| n.block == cut.block && n.at == cut.at))
        .collect()
}

/// Byte ranges of the capitals in a text that stand where a sentence could begin, and that a sentence follows.
fn shouted_heads(text: &str) -> Vec<(usize, usize)> {
    let words = words_of(text);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in 1..words.len() {
        let before = words[at - 1].1;
        let begins = ends_sentence(before) || before.ends_with(|c: char| c.is_ascii_digit());
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
    let (last, before) = title.split_last()?;
    let stops = |word: &str| word.ends_with(['.', ':', ';', '!', '?', ',']);
    let says = before.iter().any(|(_, word)| is_finite(word) || stops(word)) || is_finite(last.1);
    // "OLD BUSINESS: None": a colon ends a title of several words, as a sentence behind it does.
    let spoken = starts_upper(rest.first()?.1) && has_verb(rest);
    let closed = last.1.ends_with(':') && !before.is_empty() && !opens_list(title);
    (!says && if stops(last.1) { closed && spoken } else { spoken }).then_some(end)
}

/// Whether capitals with a colon are the label of a list of people, of a motion or of a vote.
fn opens_list(title: &[(usize, &str)]) -> bool {
    const LISTS: [&str; 16] = [
        "present",
        "absent",
        "attendance",
        "apologies",
        "guests",
        "visitors",
        "motion",
        "moved",
        "ayes",
        "nays",
        "noes",
        "vote",
        "resolved",
        "action",
        "members",
        "staff",
    ];
    title
        .iter()
        .any(|(_, word)| LISTS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str()))
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
    fn cuts_before_roman_numbers_and_numbers_of_items() {
        check(
            "Meeting of 3 May 2019 at the hall of the town. I. Call to Order: Chair Elm called the meeting to order. II.ROLL \
             CALL Commissioners Oak and Ash were present. III. Roads: None.",
            &[
                "Meeting of 3 May 2019 at the hall of the town.",
                "I. Call to Order: Chair Elm called the meeting to order.",
                "II.ROLL CALL Commissioners Oak and Ash were present.",
                "III. Roads: None.",
            ],
        );
        check(
            "Elm Board met on 3 May 2019 at the hall of the town. Present: Jo Elm, Kim Oak. Item 1/19: Minutes: They were \
             agreed. Item 2/19: Roads: Mr Oak asked about item 4/18: Gates. Item 3/19: Wells: None.",
            &[
                "Elm Board met on 3 May 2019 at the hall of the town. Present: Jo Elm, Kim Oak.",
                "Item 1/19: Minutes: They were agreed.",
                "Item 2/19: Roads: Mr Oak asked about item 4/18: Gates.",
                "Item 3/19: Wells: None.",
            ],
        );
    }

    #[test]
    fn the_first_number_may_stand_behind_the_names_of_those_present() {
        check(
            "ELM COMMISSION Minutes of May 3, 2019 Staff present: Planner Jo Ash and Clerk Kim Oak 1. Call to order: The \
             Chair opened it. 2. Minutes: There were 4 Ayes on them. 3. Roads: None. 4. Wells: None.",
            &[
                "ELM COMMISSION Minutes of May 3, 2019 Staff present: Planner Jo Ash and Clerk Kim Oak",
                "1. Call to order: The Chair opened it.",
                "2. Minutes: There were 4 Ayes on them.",
                "3. Roads: None.",
                "4. Wells: None.",
            ],
        );
    }

    #[test]
    fn cuts_around_capitals_with_a_colon() {
        check(
            "Meeting of the Elm Board in 2006 CALL TO ORDER: Chair Elm called the meeting to order. APPROVAL OF AGENDA: The \
             Chair announced that it was approved. MEMBERS PRESENT: Jo Elm was there. OLD BUSINESS: The Board was told of none.",
            &[
                "Meeting of the Elm Board in 2006",
                "CALL TO ORDER:",
                "Chair Elm called the meeting to order.",
                "APPROVAL OF AGENDA:",
                "The Chair announced that it was approved. MEMBERS PRESENT: Jo Elm was there.",
                "OLD BUSINESS:",
                "The Board was told of none.",
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
