//! `stabil*`: words that begin so.

use crate::query::reader::{Reader, in_word};
use crate::query::{Node, Operation, Operator, Planner, Reads, pattern};
use crate::search::plan::{Pattern, Plan, Weight};
use crate::text::Tokens;
use std::sync::Arc;

pub(crate) const OPERATOR: Operator = Operator {
    name: "prefix",
    example: "stabil*",
    help: "words that begin with these letters, at least 3; the answer says if there were too many to try all",
    reads: Reads::Alone(read),
};

/// Fewest letters: two begin thousands of words.
const FEWEST: usize = 3;

#[derive(Debug)]
struct Prefix(String);

fn read(reader: &mut Reader) -> Option<Node> {
    let piece = reader.piece();
    let stem = piece.strip_suffix('*')?;
    if stem.contains('*') {
        return None;
    }
    let tokens = Tokens::of(stem);
    let letters = tokens.iter().last().map_or(0, |t| tokens.form(t).chars().count());
    let at_end = tokens.iter().last().is_some_and(|t| t.end == stem.len());
    if letters < FEWEST || !at_end {
        return None;
    }
    reader.take_while(in_word);
    Some(Arc::new(Prefix(stem.to_owned())))
}

impl Operation for Prefix {
    fn plan(&self, planner: &mut Planner) -> Plan {
        Plan::Find(pattern::with_last(&self.0, |last| planner.words_that_begin(last)), Weight::Word)
    }

    fn pattern(&self, planner: &mut Planner) -> Option<Pattern> {
        Some(pattern::with_last(&self.0, |last| planner.words_that_begin(last)))
    }

    fn words(&self) -> String {
        format!("words that begin with “{}”", self.0)
    }

    fn write(&self) -> String {
        format!("{}*", super::word::no_operator(self.0.clone()))
    }
}
