//! Headings known as headings, in formats that do not say.

use super::flow::{is_rule, is_shouted};
use crate::content::{Block, Content};
use record::Form;
use record::text::fold;
use std::collections::{HashMap, HashSet};

/// Headings are short: longer bold paragraphs are emphasis.
const LONGEST: usize = 25;

/// Headings with a level from which on a paper marks all that it has.
const MARKED: usize = 4;

/// Lines of marks that part the items of a paper.
const RULES: usize = 3;

/// Marks what are headings by their size, weight, capitals or bookmarks.
pub fn mark(blocks: &mut [Block], content: &Content) {
    let body = body_size(blocks);
    let bookmarks: HashSet<(String, u32)> =
        content.outline.iter().filter_map(|entry| Some((fold(&entry.title), entry.page?))).collect();
    // Who marks headings has no others that only look like some.
    let marked = blocks.iter().filter(|block| block.level.is_some()).count() >= MARKED;
    let titles: Vec<bool> = (0..blocks.len()).map(|at| !marked && is_title(blocks, at)).collect();
    for (block, title) in blocks.iter_mut().zip(titles) {
        if block.furniture || block.form == Form::TableRow || block.form == Form::Heading || !is_short(&block.text) {
            continue;
        }
        let bullet = block.form == Form::ListEntry;
        let stressed = block.bold || (body > 0.0 && block.size > body * 1.15);
        let bookmarked = bookmarks.contains(&(fold(&block.text), block.page));
        let ends = block.text.ends_with(['.', ',', ';']) || is_answer(&block.text);
        if !bullet && !ends && (stressed || is_shouted(&block.text) || bookmarked || title) {
            block.form = Form::Heading;
        }
    }
}

fn is_short(text: &str) -> bool {
    let is_address = text.contains('@') || text.contains("://");
    // Two letters are somebody's initials beside an action.
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(3).count();
    !is_address && letters > 2 && text.split_whitespace().take(LONGEST + 1).count() <= LONGEST
}

/// What a council says to an application, or a meeting to a proposal, however loudly it is printed: it heads nothing.
pub fn is_answer(text: &str) -> bool {
    const WHOLE: [&str; 16] = [
        "agreed",
        "approved",
        "carried",
        "granted",
        "lost",
        "nil",
        "none",
        "noted",
        "object",
        "permitted",
        "refused",
        "rejected",
        "support",
        "supported",
        "unanimous",
        "withdrawn",
    ];
    const LAST: [&str; 4] = ["objection", "objections", "comment", "comments"];
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    match words.as_slice() {
        [only] => WHOLE.contains(only),
        [.., "no", last] => LAST.contains(last),
        _ => false,
    }
}

/// The size in which most words stand; 0 in formats without sizes.
fn body_size(blocks: &[Block]) -> f32 {
    let mut words: HashMap<u32, usize> = HashMap::new();
    for block in blocks.iter().filter(|block| !block.furniture) {
        *words.entry((block.size * 2.0).round() as u32).or_default() += block.text.len();
    }
    words.into_iter().max_by_key(|(size, count)| (*count, *size)).map_or(0.0, |(size, _)| size as f32 / 2.0)
}

/// In plain text: a few words without an end, a capital first, and a real paragraph or list below.
fn is_title(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let below = blocks[at + 1..].iter().find(|block| !block.furniture);
    block.size == 0.0
        && block.form == Form::Paragraph
        && block.text.split_whitespace().count() <= 8
        && block.text.starts_with(char::is_uppercase)
        && !block.text.ends_with(['.', ',', ';', ':'])
        && (!block.text.ends_with(')') || ends_in_letters(&block.text))
        && (below.is_some_and(|below| {
            below.text.split_whitespace().count() >= 12 && below.text.starts_with(|c: char| !c.is_lowercase())
        }) || is_below_rule(blocks, at))
}

/// Whether a title ends in its letters in brackets: "Elm Fire Authority (EFA)".
fn ends_in_letters(text: &str) -> bool {
    let letters = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, letters)| letters);
    letters.is_some_and(|letters| letters.len() > 1 && letters.chars().all(char::is_uppercase))
}

/// Whether a line of marks stands above, as it does above every item of some papers: "* * *".
fn is_below_rule(blocks: &[Block], at: usize) -> bool {
    let above = blocks[..at].iter().rfind(|block| !block.furniture);
    above.is_some_and(|above| is_rule(&above.text))
        && blocks.iter().filter(|block| is_rule(&block.text)).count() >= RULES
}
