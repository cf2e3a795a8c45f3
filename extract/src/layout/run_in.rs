//! Headings that run into their paragraph: "22/18 Apologies and Welcome Apologies were received from ...".
//!
//! Where a line break or bold print was lost, number, title and text are one paragraph. They are taken apart again where
//! the numbers of a paper's paragraphs count upwards, and words say where the title ends: capitals that stop, or a word
//! that begins a sentence where none has begun.

pub mod title;

use super::marker;
use super::number::{self, Number};
use crate::content::Block;
use crate::structure::items::titles;
use record::Form;
use std::collections::BTreeSet;
use title::{
    first_words, is_title_alone, loud_end, loud_label, loud_title, opens_loud, part_begins, short_title, title_end,
};

/// Shortest run of numbers that is believed to count the items of a paper.
const LEAST_RUN: usize = 4;

/// A paper has so many such paragraphs, or the words that look like a title are chance.
const LEAST_SPLIT: usize = 3;

/// Takes headings and paragraphs apart where they run into one another.
pub fn split(blocks: Vec<Block>) -> Vec<Block> {
    let blocks = split_where(blocks, |_| true);
    if !has_parts(&blocks) {
        return blocks;
    }
    split_where(blocks, |number| number.parts.len() == 1)
}

/// Whether whole numbers have parts ("7" and "7.1"): a paper may have a longer run of parts than of items, so that
/// whole numbers are then counted by themselves too. Elsewhere they may count the entries of a list.
fn has_parts(blocks: &[Block]) -> bool {
    let numbers: Vec<Number> = blocks.iter().filter_map(|block| Some(number_of(block)?.0)).collect();
    let whole: BTreeSet<&str> = numbers.iter().filter(|n| n.parts.len() == 1).map(|n| n.printed.as_str()).collect();
    let is_part = |n: &&Number| n.printed.split_once('.').is_some_and(|(first, _)| whole.contains(first));
    numbers.iter().filter(is_part).count() >= LEAST_SPLIT
}

fn split_where(blocks: Vec<Block>, counts: impl Fn(&Number) -> bool) -> Vec<Block> {
    let mut numbered = Vec::new();
    for (block, text) in blocks.iter().enumerate() {
        if let Some((number, from)) = number_of(text).filter(|(number, _)| counts(number)) {
            numbered.push(Numbered { block, number, from });
        }
    }
    let mut cuts = cuts(&blocks, &numbered).into_iter().peekable();
    let mut done = Vec::with_capacity(blocks.len() + cuts.len());
    for (at, block) in blocks.into_iter().enumerate() {
        match cuts.next_if(|(cut, _)| *cut == at) {
            Some((_, end)) => done.extend(apart(&block, end)),
            None => done.push(block),
        }
    }
    done
}

/// A paragraph that begins with a number.
struct Numbered {
    block: usize,
    number: Number,
    /// Where in its text what follows the number begins.
    from: usize,
}

/// The blocks among these in which a title runs into its text, with the byte at which it ends.
fn cuts(blocks: &[Block], numbered: &[Numbered]) -> Vec<(usize, usize)> {
    let numbers: Vec<&Number> = numbered.iter().map(|n| &n.number).collect();
    let run = number::longest_run(&numbers);
    let members = || run.iter().map(|&i| (numbered[i].block, numbered[i].from));
    let cut = |title_end: fn(&str) -> Option<usize>| -> Vec<(usize, usize)> {
        let end = |member: &Numbered| {
            let text = &blocks[member.block].text[member.from..];
            let end = part_begins(text, &member.number).or_else(|| title_end(text))?;
            Some((member.block, member.from + end))
        };
        run.iter().filter_map(|&i| end(&numbered[i])).collect()
    };
    let loud = || cut(|text| loud_end(&first_words(text)).or_else(|| title_end(text)));
    // Where most say their title first, the others do too, whatever follows it.
    let loose = cut(|text| title_end(text).or_else(|| short_title(text)));
    let texts = members().filter(|(at, from)| blocks[*at].text[*from..].contains(['.', ':'])).count();
    let title = |(at, end): &(usize, usize)| blocks[*at].text[..*end].trim_matches(|c: char| !c.is_alphabetic());
    let titles: BTreeSet<&str> = loose.iter().map(title).collect();
    let habit = titles.len() >= LEAST_RUN && titles.len() * 5 >= texts * 4;
    let shouted = members().filter(|(at, from)| opens_loud(&first_words(&blocks[*at].text[*from..]))).count();
    let usual = titles.iter().filter(|title| titles::is_usual(title)).count();
    let loudly = members().filter(|(at, from)| loud_label(&blocks[*at].text[*from..]).is_some()).count();
    let (mut cuts, fewest) = match () {
        // Every one begins in capitals and a colon: a paper of two items may do so.
        () if loudly > 1 && loudly == run.len() => (cut(loud_title), 1),
        () if habit => (loose, LEAST_SPLIT),
        // A short paper has no long run: titles that minutes usually have stand for it.
        () if run.len() < LEAST_RUN && usual * 2 > run.len() => (loose, 2),
        () if run.len() < LEAST_RUN => return Vec::new(),
        () if shouted * 4 >= run.len() * 3 => (loud(), LEAST_SPLIT),
        () => (cut(title_end), LEAST_SPLIT),
    };
    if run.len() >= LEAST_RUN && shouted * 4 >= run.len() * 3 {
        cuts.extend(out_of_order(blocks, numbered, &run));
        cuts.sort_unstable();
    }
    // Titles that stand alone on their line prove as well what the numbers count.
    let alone = members().filter(|(at, from)| is_title_alone(&blocks[*at].text[*from..])).count();
    if cuts.len() + alone < fewest { Vec::new() } else { cuts }
}

/// Where titles in capitals end behind numbers that are out of order: "3. MINUTES. They were read." below "4. ROADS".
fn out_of_order(blocks: &[Block], numbered: &[Numbered], run: &[usize]) -> Vec<(usize, usize)> {
    let others = numbered.iter().enumerate().filter(|(i, _)| run.binary_search(i).is_err()).map(|(_, other)| other);
    others
        .filter(|other| other.number.closed && other.number.scheme == number::Scheme::Figure)
        .filter_map(|other| {
            let words = &blocks[other.block].text[other.from..];
            Some((other.block, other.from + loud_end(&first_words(words))?))
        })
        .collect()
}

/// The number of a paragraph, and where in its text what follows it begins.
fn number_of(block: &Block) -> Option<(Number, usize)> {
    if block.furniture || block.form == Form::TableRow {
        return None;
    }
    match &block.marker {
        Some(marker) => Some((number::alone(marker)?, 0)),
        None => number::leading(&block.text).map(|(number, rest)| (number, block.text.len() - rest.len())),
    }
}

/// Heading and paragraph of a block whose title ends at this byte.
fn apart(block: &Block, end: usize) -> [Block; 2] {
    let rest = block.text[end..].trim_start();
    let from = block.text.len() - rest.len();
    let taken = marker::take(rest);
    let (marker, text) = taken.map_or((None, rest), |taken| (Some(taken.marker.to_owned()), taken.rest));
    let skipped = rest.len() - text.len();
    let body = Block {
        form: if marker.is_some() { Form::ListEntry } else { Form::Paragraph },
        marker,
        level: None,
        bold: false,
        ..block.part(from + skipped..block.text.len())
    };
    let title = block.text[..end].trim_end().trim_end_matches([':', '-', '–', '—']).trim_end().len();
    let head = Block { form: Form::Heading, ..block.part(0..title) };
    [head, body]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_every_title_off_where_that_is_the_habit() {
        let blocks = [
            "7. Apologies. A. Elm.",
            "8. Minutes. B Ash asked why they were late.",
            "9. Roads: None.",
            "10. Police Matters. 3 parishioners spoke.",
        ];
        let split = split(blocks.map(crate::structure::samples::block).into());
        let shown: Vec<&str> = split.iter().map(|block| block.text.as_str()).collect();
        let expect = [
            "7. Apologies.",
            "A. Elm.",
            "8. Minutes.",
            "B Ash asked why they were late.",
            "9. Roads",
            "None.",
            "10. Police Matters.",
            "3 parishioners spoke.",
        ];
        assert_eq!(shown, expect);
    }

    #[test]
    fn capitals_and_a_colon_before_each_are_titles_also_behind_the_number_of_a_file() {
        let blocks = ["20-0050 1. ROLL CALL: Present: Elm and Oak.", "20-0051 2. PARKING: Mr Elm said that it rained."];
        let split = split(blocks.map(crate::structure::samples::block).into());
        let shown: Vec<&str> = split.iter().map(|block| block.text.as_str()).collect();
        let expect =
            ["20-0050 1. ROLL CALL", "Present: Elm and Oak.", "20-0051 2. PARKING", "Mr Elm said that it rained."];
        assert_eq!(shown, expect);
    }

    #[test]
    fn a_short_paper_of_usual_titles_is_taken_apart_too() {
        let blocks = [
            "1. Minutes: The Board approved them.",
            "2. Treasurer’s Report: Down to 9 accounts.",
            "3. Other business: None.",
        ];
        assert_eq!(split(blocks.map(crate::structure::samples::block).into()).len(), 6);
        let blocks = ["1. Elm: The Board approved it.", "2. Oak: Down to 9 trees.", "3. Ash: None."];
        assert_eq!(split(blocks.map(crate::structure::samples::block).into()).len(), 3);
    }

    #[test]
    fn parts_and_titles_of_their_own_tell_what_the_numbers_count() {
        let blocks = [
            "5. Matters Arising",
            "6. Reports 6.1 Chair’s Report 6.1.1 The Chair reported that all was well.",
            "7. Finance",
            "8. Use of the hall The Parish Clerk reported that it was full.",
            "9. Roads and paths",
        ];
        let split = split(blocks.map(crate::structure::samples::block).into());
        let shown: Vec<&str> = split.iter().map(|block| block.text.as_str()).collect();
        let expect = [
            "5. Matters Arising",
            "6. Reports",
            "6.1 Chair’s Report 6.1.1 The Chair reported that all was well.",
            "7. Finance",
            "8. Use of the hall",
            "The Parish Clerk reported that it was full.",
            "9. Roads and paths",
        ];
        assert_eq!(shown, expect);
    }

    #[test]
    fn titles_in_capitals_end_where_all_others_are_in_capitals() {
        let blocks = [
            "I. PLEDGE",
            "II. ROLL CALL Name Status",
            "III. CLOSED ITEMS A.Roads",
            "IV. OLD BUSINESS None.",
            "V. WELLS The well was dry.",
        ];
        let split = split(blocks.map(crate::structure::samples::block).into());
        let shown: Vec<&str> = split.iter().map(|block| block.text.as_str()).collect();
        assert!(shown.contains(&"II. ROLL CALL") && shown.contains(&"IV. OLD BUSINESS"), "{shown:?}");
    }

    #[test]
    fn titles_in_capitals_are_taken_off_behind_numbers_out_of_order_too() {
        let blocks = [
            "1. CALL TO ORDER. The mayor began.",
            "2. COMMENTS FROM ALL. Jo Elm spoke of the mill.",
            "4. MILL ROOF. Kim Oak moved to mend it.",
            "3. MINUTES OF MAY. They were read.",
            "7. ADJOURNMENT. The mayor ended it.",
        ];
        assert_eq!(split(blocks.map(crate::structure::samples::block).into()).len(), 10);
    }
}
