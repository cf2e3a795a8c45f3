//! Headings in capitals without numbers that run into their paragraph: "PARKING. Elm Street. Motion made and seconded to
//! approve the plan."
//!
//! Capitals also label what somebody says, who is there and what was decided. So the paper has several such labels, most
//! of them said once, and none is the name of a field, of a person's title or of a decision.

use super::flow;
use super::number;
use super::run_in::title::{Words, is_dash, is_finite, loud_words, starts_upper, words_of};
use super::unnumbered::{apart, count_titles, taken_apart};
use crate::content::Block;
use crate::lexicon::{self, Tags};
use crate::structure::kinds;
use record::Form;

/// A paper has so many of them.
const FEWEST: usize = 4;

/// Letters of the capitals, at least: fewer are somebody's initials.
const LETTERS: usize = 5;

/// Most words of the capitals, and of each piece of the title behind them.
const LONGEST: usize = 7;

/// Words that follow a title, at least.
const SAID: usize = 4;

/// Level of such titles below that of the paper.
const LEVEL: u8 = 2;

/// Takes headings and paragraphs apart.
pub fn split(blocks: Vec<Block>) -> Vec<Block> {
    let ends: Vec<Option<usize>> = blocks.iter().map(title_end).collect();
    let (titles, are_different) = count_titles(&blocks, &ends);
    let numbered = blocks.iter().filter(|block| is_numbered(block)).count();
    // Capitals alone on their line prove as well that they head what stands below.
    let alone = blocks.iter().filter(|block| is_alone(block)).count();
    let enough = titles >= FEWEST || titles >= FEWEST / 2 && titles + alone >= FEWEST * 2;
    let Some(first) = ends.iter().position(Option::is_some).filter(|_| enough && are_different && numbered < titles)
    else {
        return blocks;
    };
    let mut blocks = blocks;
    // What is printed alone on its line below the first of them is of the same level.
    blocks[first..].iter_mut().filter(|block| is_alone(block)).for_each(|block| block.level = Some(LEVEL));
    taken_apart(blocks, ends, headed)
}

/// Whether a block is a heading in capitals and nothing else.
fn is_alone(block: &Block) -> bool {
    let plain = !block.furniture && block.marker.is_none() && block.level.is_none();
    plain && block.form == Form::Heading && flow::is_shouted(&block.text) && !is_label(&block.text)
}

/// Title and paragraph: all such titles of a paper are headings of one level.
fn headed(block: &Block, end: usize) -> Vec<Block> {
    let mut parts = apart(block, end);
    if let Some(title) = parts.first_mut() {
        title.level = Some(LEVEL);
    }
    parts
}

fn is_numbered(block: &Block) -> bool {
    let number = || number::leading(&block.text).is_some_and(|(number, _)| number.closed);
    !block.furniture && (block.marker.as_deref().and_then(number::alone).is_some() || number())
}

/// Where the title ends with which a paragraph begins, in bytes, if a sentence follows it.
fn title_end(block: &Block) -> Option<usize> {
    if block.furniture || block.marker.is_some() || block.form != Form::Paragraph || !flow::ends_sentence(&block.text) {
        return None;
    }
    let words = words_of(&block.text);
    let loud = capitals(&words);
    let last = words.get(loud.checked_sub(1)?)?.1;
    let letters = words[..loud].iter().flat_map(|(_, word)| word.chars()).filter(|c| c.is_alphabetic()).count();
    let label = &block.text[..words.get(loud)?.0];
    // "REPEATERS - two are off the air": behind a dash no sentence need begin.
    let dashed = is_dash(words[loud].1);
    if !dashed && !last.ends_with(['.', ':']) || loud > LONGEST || letters < LETTERS || is_label(label) {
        return None;
    }
    let mut end = loud + usize::from(dashed);
    while let Some(more) = piece(words.get(end..)?).filter(|_| last.ends_with('.')) {
        end += more;
    }
    let rest = words.get(end..).filter(|rest| rest.len() >= SAID)?;
    (dashed || starts_upper(rest[0].1) || rest[0].1.starts_with(|c: char| c.is_ascii_digit())).then_some(rest[0].0)
}

/// Words in capitals that a text begins with, up to the first stop; figures behind one of them are of it: "LODGE 7".
fn capitals(words: Words) -> usize {
    let figures = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains(char::is_alphabetic);
    let stops = |word: &str| word.ends_with(['.', ':']) && word.len() > 4;
    let mut loud = loud_words(words);
    while loud > 0 && words.get(loud).is_some_and(|(_, word)| figures(word)) {
        loud += 1;
    }
    words[..loud].iter().position(|(_, word)| stops(word)).map_or(loud, |at| at + 1)
}

/// Words of the next piece of a title: a few, each with a capital, up to a stop, and no statement.
fn piece(words: &[(usize, &str)]) -> Option<usize> {
    const SMALL: [&str; 12] = ["of", "and", "the", "for", "to", "in", "on", "at", "a", "an", "&", "around"];
    let at = words.iter().take(LONGEST).position(|(_, word)| word.ends_with('.') && word.len() > 2)?;
    let piece = &words[..=at];
    let capital = |word: &str| starts_upper(word) || word.starts_with(|c: char| c.is_ascii_digit());
    let titled = piece.iter().all(|(_, word)| (capital(word) || SMALL.contains(word)) && !is_finite(word));
    (titled && capital(piece[0].1)).then_some(at + 1)
}

/// Whether capitals are the name of a field, what decides or votes, or somebody who speaks: "AYES:", "MR. ELM:".
fn is_label(label: &str) -> bool {
    const DECIDES: [&str; 10] =
        ["motion", "whereas", "resolved", "be", "now", "section", "article", "that", "moved", "seconded"];
    let bare = label.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut words = bare.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    // "THE CHAIRPERSON:", "UNIDENTIFIED SPEAKER:" say something.
    let office = |word: String| lexicon::tags(&word).has_any(Tags::POST | Tags::HEAD | Tags::OFFICE_TITLE);
    let speaks = first == "the" && words.any(office) || first == "unidentified";
    // "MINUTES." heads their approval, though elsewhere it labels who takes them.
    // "TREASURER." heads a report: who speaks is followed by a colon or a dash.
    let headed = label.trim_end().ends_with('.') && bare.len() > 4 && !bare.contains(' ');
    kinds::is_field(bare) && first != "minutes"
        || speaks
        || DECIDES.contains(&first.as_str())
        || lexicon::tags(&first).has(Tags::TITLE) && !headed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn shown(texts: &[&str]) -> Vec<String> {
        let blocks = split(texts.iter().map(|text| block(text)).collect());
        blocks.iter().map(|b| format!("{}{}", if b.form == Form::Heading { "# " } else { "" }, b.text)).collect()
    }

    #[test]
    fn capitals_and_the_pieces_behind_them_are_a_title() {
        let expect = [
            "# MINUTES.",
            "Motion made and seconded to approve the minutes.",
            "# PARKING. Elm Street.",
            "Motion made and seconded to mend the kerb.",
            "# OLD MILL. Roof. Use of Hall.",
            "Jo Oak asked for the plan.",
            "# ROADS",
            "The clerk had heard nothing of them.",
            "Motion made and seconded to adjourn.",
        ];
        let texts = [
            "MINUTES. Motion made and seconded to approve the minutes.",
            "PARKING. Elm Street. Motion made and seconded to mend the kerb.",
            "OLD MILL. Roof. Use of Hall. Jo Oak asked for the plan.",
            "ROADS: The clerk had heard nothing of them.",
            "Motion made and seconded to adjourn.",
        ];
        assert_eq!(shown(&texts), expect);
    }

    #[test]
    fn a_dash_and_figures_end_a_title_too() {
        let texts = [
            "REPEATERS - two of them are off the air since the ice.",
            "LODGE 7: Jo Elm said that the roof leaks again.",
            "WARRANTS: Warrants Nos. 12 and 14 were paid as read.",
            "TREASURER. Kim Oak had nothing to say of the books.",
        ];
        let expect = [
            "# REPEATERS",
            "two of them are off the air since the ice.",
            "# LODGE 7",
            "Jo Elm said that the roof leaks again.",
            "# WARRANTS",
            "Warrants Nos. 12 and 14 were paid as read.",
            "# TREASURER.",
            "Kim Oak had nothing to say of the books.",
        ];
        assert_eq!(shown(&texts), expect);
    }

    #[test]
    fn speakers_fields_and_decisions_are_none() {
        let speakers = ["ELMWOOD: I think that it is late.", "OAKDEN: So do I, Mr Chairman."].repeat(4);
        let fields = [
            "MOTION: Jo Oak moved to mend the kerb.",
            "PRESENT: Jo Oak and Ann Elm were there.",
            "ACTION: The clerk will write to the mill.",
            "MAYOR ELM: It is late, I think.",
            "SECTION 1. The kerb is the kerb of a road.",
        ];
        assert_eq!(shown(&speakers), speakers);
        assert_eq!(shown(&fields), fields);
    }
}
