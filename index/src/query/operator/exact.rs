//! `=plans`: exactly this form.

use crate::query::reader::{Reader, in_word};
use crate::query::{Node, Operation, Operator, Planner, Reads, pattern};
use crate::search::plan::{Pattern, Plan, Weight};
use crate::text::Tokens;
use std::sync::Arc;

pub(crate) const OPERATOR: Operator = Operator {
    name: "exact",
    example: "=plans",
    help: "exactly this form: not “plan” or “planning”",
    reads: Reads::Alone(read),
};

#[derive(Debug)]
struct Exact(String);

fn read(reader: &mut Reader) -> Option<Node> {
    let from = reader.at;
    if reader.peek(0) != Some('=') {
        return None;
    }
    reader.at += 1;
    let word = reader.take_while(in_word);
    if Tokens::of(&word).len() == 0 {
        reader.ignore(from, reader.at, "= stands directly before a word", None);
        return None;
    }
    Some(Arc::new(Exact(word)))
}

impl Operation for Exact {
    fn plan(&self, _: &mut Planner) -> Plan {
        Plan::Find(pattern::exact(&self.0), Weight::Word)
    }

    fn pattern(&self, _: &mut Planner) -> Option<Pattern> {
        Some(pattern::exact(&self.0))
    }

    fn words(&self) -> String {
        format!("exactly “{}”", self.0)
    }

    fn write(&self) -> String {
        format!("={}", self.0)
    }

    fn sought(&self, phrases: &mut Vec<String>) {
        phrases.push(self.0.clone());
    }
}
