//! `workforce`: a word in any of its forms.

use crate::query::reader::{Reader, in_word};
use crate::query::{Node, Operation, Operator, Planner, Reads, pattern};
use crate::search::plan::{Pattern, Plan, Weight};
use crate::text::Tokens;
use std::sync::Arc;

pub(crate) const OPERATOR: Operator = Operator {
    name: "word",
    example: "plans",
    help: "the word in any of its English forms: “plans” finds “planning”, “stable” does not find “stability”",
    reads: Reads::Alone(read),
};

#[derive(Debug)]
struct Word(String);

fn read(reader: &mut Reader) -> Option<Node> {
    let from = reader.at;
    let word = reader.take_while(in_word);
    match word.as_str() {
        "&&" => reader.ignore(from, reader.at, "and is written AND, or left out", None),
        "||" => reader.ignore(from, reader.at, "or is written OR", Some("OR".to_owned())),
        _ => {}
    }
    if let Some(star) = word.chars().position(|c| c == '*') {
        let why = "* stands at the end of a word, after at least 3 letters";
        reader.ignore(from + star, from + star + 1, why, None);
    }
    super::filter::note_unknown(reader, from, &word);
    let word = word.replace('*', "/");
    // Punctuation makes no difference, alone neither.
    (Tokens::of(&word).len() > 0).then(|| Arc::new(Word(word)) as Node)
}

/// A word as it is written: in small letters where it could be read as an operator.
pub(crate) fn no_operator(word: String) -> String {
    let is_operator = matches!(word.as_str(), "AND" | "OR" | "NOT") || word.starts_with("NEAR");
    if is_operator { word.to_lowercase() } else { word }
}

impl Operation for Word {
    fn plan(&self, _: &mut Planner) -> Plan {
        Plan::Find(pattern::stemmed(&self.0), Weight::Word)
    }

    fn pattern(&self, _: &mut Planner) -> Option<Pattern> {
        Some(pattern::stemmed(&self.0))
    }

    fn words(&self) -> String {
        format!("“{}” in any form", self.0)
    }

    fn write(&self) -> String {
        // What is no part of a word is left out: before or after it, it could be read as an operator.
        let tokens = Tokens::of(&self.0);
        let from = tokens.get(0).map_or(0, |t| t.start);
        let to = tokens.iter().last().map_or(from, |t| t.end);
        let word = super::filter::without_name(&self.0[from..to]).replace('~', "/");
        no_operator(word)
    }

    fn sought(&self, phrases: &mut Vec<String>) {
        phrases.push(self.0.clone());
    }
}
