//! Topics that open their paragraph with a colon, none of them usual: "Net report: Jo Elm, OK1XY, reported 72 check-ins.",
//! "Summer camp: The tents were ordered."
//!
//! So are speakers and the fields of a form. A paper of topics has many of them, nearly all different, most no names, and
//! some that say report, committee or a usual title; what follows each is a sentence.

use super::flow;
use super::number;
use super::run_in::title::{DECISIONS, is_finite, starts_upper, words_of};
use super::stressed::is_name;
use super::unnumbered::{apart, lists_people, taken_apart};
use crate::content::Block;
use crate::lexicon::{self, Tags};
use crate::structure::items::titles;
use crate::structure::kinds;
use record::Form;
use std::collections::BTreeMap;

/// A paper has so many of them.
const FEWEST: usize = 5;

/// So many of them say that they are items.
const TELLING: usize = 2;

/// Most words of such a topic.
const LONGEST: usize = 8;

/// Words that follow it, at least: fewer are the value of a field.
const SAID: usize = 4;

/// Takes topics and paragraphs apart.
pub fn split(blocks: Vec<Block>) -> Vec<Block> {
    let same = same_marker(&blocks);
    let ends: Vec<Option<usize>> = blocks.iter().map(|block| topic_end(block, same.as_deref())).collect();
    let topics: Vec<&str> =
        blocks.iter().zip(&ends).filter_map(|(block, end)| end.map(|end| topic(&block.text[..end]))).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for topic in &topics {
        *counts.entry(topic).or_default() += 1;
    }
    let paragraphs = blocks.iter().filter(|b| b.form == Form::Paragraph && b.text.contains(' ')).count();
    let named = counts.keys().filter(|topic| is_name(topic)).count();
    let telling = counts.keys().filter(|topic| tells_item(topic)).count();
    let habit = counts.len() >= FEWEST
        && counts.len() * 4 >= topics.len() * 3
        && topics.len() * 5 >= paragraphs
        && named * 2 <= counts.len()
        && telling >= TELLING;
    if !habit {
        return blocks;
    }
    let once = |(block, end): (&Block, &Option<usize>)| end.filter(|end| counts[topic(&block.text[..*end])] == 1);
    let ends: Vec<Option<usize>> = blocks.iter().zip(&ends).map(once).collect();
    let mut blocks = taken_apart(blocks, ends, headed);
    for block in blocks.iter_mut().filter(|block| is_topic_alone(block)) {
        block.form = Form::Heading;
    }
    blocks
}

/// Topic and paragraph: the number stays with the topic.
fn headed(block: &Block, end: usize) -> Vec<Block> {
    let mut parts = apart(block, end);
    parts.iter_mut().skip(1).for_each(|said| said.marker = None);
    parts
}

/// The one number that all numbered paragraphs have, as the entries of a list in Markdown may: "1. Mill: It leaks.",
/// "1. Weir: It was mended."
fn same_marker(blocks: &[Block]) -> Option<String> {
    let mut markers = blocks.iter().filter_map(|block| block.marker.as_deref()).filter(|m| number::alone(m).is_some());
    let first = markers.next()?;
    let (mut all, mut same) = (1, 1);
    for marker in markers {
        all += 1;
        same += usize::from(marker == first);
    }
    (same >= FEWEST && same == all).then(|| first.to_owned())
}

/// Whether a paragraph is nothing but a topic, with what was said of it below: "Announcements:".
fn is_topic_alone(block: &Block) -> bool {
    let Some(own) = block.text.strip_suffix(':').filter(|_| block.form == Form::Paragraph && !block.furniture) else {
        return false;
    };
    let words = words_of(own);
    let says = words.iter().any(|(_, word)| is_finite(word) || word.ends_with([',', ';', '.', ':']));
    (1..=LONGEST).contains(&words.len()) && starts_upper(own) && !says && !lists_people(own) && !kinds::is_field(own)
}

/// The words of a topic, without its colon.
fn topic(words: &str) -> &str {
    words.trim_end().trim_end_matches(':')
}

/// Whether a topic is one by its own words: "Net report", "Training Committee", "Any other business".
fn tells_item(topic: &str) -> bool {
    let last = topic.split_whitespace().last().unwrap_or_default().to_lowercase();
    matches!(last.as_str(), "report" | "reports" | "update" | "updates" | "committee") || titles::names_usual(topic)
}

/// Where the topic ends with which a paragraph begins, in bytes, if a sentence follows it.
fn topic_end(block: &Block, same: Option<&str>) -> Option<usize> {
    let marked = block.marker.as_deref().is_some_and(|marker| Some(marker) != same);
    if block.furniture || marked || block.level.is_some() || block.form != Form::Paragraph {
        return None;
    }
    let words = words_of(&block.text);
    let at = words.iter().take(LONGEST).position(|(_, word)| word.ends_with(':'))?;
    let (offset, next) = *words.get(at + 1)?;
    let label = &words[..=at];
    let own = topic(&block.text[..offset]);
    let first = label[0].1.trim_matches(|c: char| !c.is_alphanumeric());
    let decides = DECISIONS.contains(&first.to_uppercase().as_str());
    let speaks = lexicon::tags(&first.to_lowercase()).has(Tags::TITLE) && !titles::is_usual(own);
    let says = label.iter().any(|(_, word)| is_finite(word) || word.ends_with([',', ';', '.']));
    let said = words.len() - label.len() >= SAID && flow::ends_sentence(&block.text);
    let begins = label[0].1.starts_with(|c: char| c.is_ascii_digit()) || starts_upper(label[0].1);
    let other = decides || speaks || says || lists_people(own) || kinds::is_field(own);
    (begins && starts_upper(next) && said && !other).then_some(offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn headings(texts: &[&str]) -> Vec<String> {
        let blocks = split(texts.iter().map(|text| block(text)).collect());
        blocks.into_iter().filter(|b| b.form == Form::Heading).map(|b| b.text).collect()
    }

    #[test]
    fn topics_before_a_colon_are_taken_off() {
        let paper = [
            "Net Report: Jo Elm reported 72 check-ins in May.",
            "Repeater report: Kim Oak said that it works.",
            "Summer camp: The tents were ordered by the clerk.",
            "Training Committee: Jo Ash will teach a class.",
            "Shirts and patches: More were sold than last year.",
            "Opened by: Jo Elm",
            "Announcements:",
            "Present:",
        ];
        let topics = ["Net Report", "Repeater report", "Summer camp", "Training Committee", "Shirts and patches"];
        assert_eq!(headings(&paper)[..5], topics);
        assert_eq!(headings(&paper)[5..], ["Announcements:"]);
    }

    #[test]
    fn entries_that_all_have_one_number_are_topics_too() {
        let entry = |text: &&str| Block { marker: Some("1.".to_owned()), ..block(text) };
        let texts = [
            "Net Report: Jo Elm reported 72 check-ins in May.",
            "Repeater report: Kim Oak said that it works.",
            "Summer camp: The tents were ordered by the clerk.",
            "Training Committee: Jo Ash will teach a class.",
            "Shirts and patches: More were sold than last year.",
        ];
        let blocks = split(texts.iter().map(entry).collect());
        let numbered = blocks.iter().filter(|b| b.form == Form::Heading && b.marker.is_some()).count();
        assert_eq!((numbered, blocks.len()), (5, 10));
    }

    #[test]
    fn speakers_and_what_comes_again_are_no_topics() {
        let talk = [
            "Jo Elm: I have not read the report.",
            "Kim Oak: You will have it in May.",
            "Ann Ash: It is late by now.",
            "Di Fir: The committee asked for it.",
            "Bo Yew: So it did last year.",
        ];
        assert!(headings(&talk).is_empty());
        let again = ["Comment: It is late by now."; 6];
        assert!(headings(&again).is_empty());
    }
}
