//! `"workforce stability"`: the words next to each other, exactly these forms.

use super::within;
use crate::query::reader::{Reader, is_quote};
use crate::query::{Node, Operation, Operator, Planner, Reads, pattern};
use crate::search::plan::{Pattern, Plan, Weight};
use crate::text::Tokens;
use std::sync::Arc;

pub(crate) const OPERATOR: Operator = Operator {
    name: "phrase",
    example: "\"workforce stability\"",
    help: "the words next to each other in this order, exactly these forms; case, punctuation and line breaks make no difference",
    reads: Reads::Alone(read),
};

#[derive(Debug)]
struct Phrase(String);

fn read(reader: &mut Reader) -> Option<Node> {
    let from = reader.at;
    let text = quoted(reader)?;
    let distance = within::distance_after(reader);
    if Tokens::of(&text).len() == 0 {
        reader.ignore(from, reader.at, "there are no words between these quotation marks", None);
        return None;
    }
    Some(match distance {
        Some(distance) => within::of(text, distance),
        None => Arc::new(Phrase(text)),
    })
}

/// What stands between quotation marks that begin here.
pub(crate) fn quoted(reader: &mut Reader) -> Option<String> {
    let from = reader.at;
    if !reader.peek(0).is_some_and(is_quote) {
        return None;
    }
    reader.at += 1;
    let text = reader.take_while(|c| !is_quote(c));
    if reader.is_done() {
        let suggestion = format!("\"{}\"", text.trim());
        reader.ignore(from, reader.at, "there is no closing quotation mark", Some(suggestion));
    } else {
        reader.at += 1;
    }
    Some(text.trim().to_owned())
}

impl Operation for Phrase {
    fn plan(&self, _: &mut Planner) -> Plan {
        Plan::Find(pattern::exact(&self.0), Weight::Phrase)
    }

    fn pattern(&self, _: &mut Planner) -> Option<Pattern> {
        Some(pattern::exact(&self.0))
    }

    fn words(&self) -> String {
        let what = if Tokens::of(&self.0).len() > 1 { "exact phrase" } else { "exact word" };
        format!("the {what} “{}”", self.0)
    }

    fn write(&self) -> String {
        format!("\"{}\"", self.0)
    }

    fn sought(&self, phrases: &mut Vec<String>) {
        phrases.push(self.0.clone());
    }
}
