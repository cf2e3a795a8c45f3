//! `"workforce stability"~8`: these words within so many words of each other.

use super::near::FURTHEST;
use crate::query::reader::Reader;
use crate::query::{Node, Operation, Operator, Planner, Reads, pattern};
use crate::search::plan::{Pattern, Plan, Weight};
use std::sync::Arc;

pub(crate) const OPERATOR: Operator = Operator {
    name: "within",
    example: "\"workforce stability\"~8",
    help: "these words within 8 words of each other, in any order and any form",
    reads: Reads::Between,
};

#[derive(Debug)]
struct Within {
    text: String,
    distance: u32,
}

/// Reads the `~8` after a closing quotation mark.
pub(crate) fn distance_after(reader: &mut Reader) -> Option<u32> {
    let from = reader.at;
    if reader.peek(0) != Some('~') {
        return None;
    }
    reader.at += 1;
    let digits = reader.take_while(|c| c.is_ascii_digit());
    match digits.parse::<u32>() {
        Ok(distance @ 1..=FURTHEST) => Some(distance),
        Ok(_) | Err(_) => {
            let why = format!("after a phrase, ~ takes a number of words from 1 to {FURTHEST}");
            reader.ignore(from, reader.at, why, Some("~8".to_owned()));
            (digits.len() > 2).then_some(FURTHEST)
        }
    }
}

/// These words within that distance.
pub(crate) fn of(text: String, distance: u32) -> Node {
    Arc::new(Within { text, distance })
}

impl Within {
    fn near(&self) -> Pattern {
        let mut words = pattern::stemmed_words(&self.text);
        if words.len() == 1 { words.remove(0) } else { Pattern::Near(self.distance, words) }
    }
}

impl Operation for Within {
    fn plan(&self, _: &mut Planner) -> Plan {
        Plan::Find(self.near(), Weight::Phrase)
    }

    fn pattern(&self, _: &mut Planner) -> Option<Pattern> {
        Some(self.near())
    }

    fn words(&self) -> String {
        format!("the words “{}” within {} words of each other", self.text, self.distance)
    }

    fn write(&self) -> String {
        format!("\"{}\"~{}", self.text, self.distance)
    }

    fn sought(&self, phrases: &mut Vec<String>) {
        phrases.push(self.text.clone());
    }
}
