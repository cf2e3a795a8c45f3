//! A query said back: in words for people, and as it would be typed, which reads as the same query again.

use super::ast::{Node, Query};
use super::fields::{Field, without_field_name};
use crate::filters::{Copies, Filters};
use crate::text::Tokens;
use record::Certainty;
use std::fmt;

/// A filter whose values are ids of things that have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFilter {
    /// Of people.
    Person,
    /// Of committees; any words of a name are values too.
    Committee,
    /// Of councils; any words of a name are values too.
    Council,
    /// Of meetings.
    Meeting,
    /// Of documents.
    Document,
}

impl Query {
    /// The query and these filters said back in words.
    pub fn understood(&self, filters: &Filters) -> String {
        self.understood_with(filters, |_, _| None)
    }

    /// The same with names for ids, as far as `name` has one.
    pub fn understood_with(&self, filters: &Filters, name: impl Fn(IdFilter, &str) -> Option<String>) -> String {
        let query = self.root.iter().map(Node::describe);
        let parts: Vec<String> = query.chain(describe_filters(filters, &name)).collect();
        if parts.is_empty() { "everything".to_owned() } else { parts.join(", ") }
    }
}

/// The query as it would be typed: reading it again gives the same query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.root.as_ref().map(Node::typed).unwrap_or_default())
    }
}

impl Node {
    /// The part in words.
    fn describe(&self) -> String {
        match self {
            Node::Word(word) => format!("“{word}” in any form"),
            Node::Exact(word) => format!("exactly “{word}”"),
            Node::Phrase(text) if Tokens::from_text(text).len() > 1 => format!("the exact phrase “{text}”"),
            Node::Phrase(text) => format!("the exact word “{text}”"),
            Node::Proximity { words, distance } => format!("the words “{words}” within {distance} words of each other"),
            Node::Prefix(letters) => format!("words that begin with “{letters}”"),
            Node::Fuzzy { word, letters: 1 } => format!("words at most one letter off “{word}”"),
            Node::Fuzzy { word, .. } => format!("words at most two letters off “{word}”"),
            Node::Near { distance, left, right } => {
                format!("{} within {distance} words of {}", left.describe(), right.describe())
            }
            Node::And(parts) => describe_conjunction(parts),
            Node::Or(parts) => parts.iter().map(Node::describe).collect::<Vec<_>>().join(", or "),
            Node::Not(part) => format!("without {}", part.describe()),
            Node::Filter { field, value } => field.describe(value),
        }
    }

    /// The part as it is typed; reading it gives the same part.
    fn typed(&self) -> String {
        match self {
            Node::Word(word) => typed_word(word),
            Node::Exact(word) => format!("={word}"),
            Node::Phrase(text) => format!("\"{text}\""),
            Node::Proximity { words, distance } => format!("\"{words}\"~{distance}"),
            Node::Prefix(letters) => format!("{}*", in_small_letters(letters)),
            Node::Fuzzy { word, letters: 1 } => format!("{}~", in_small_letters(word)),
            Node::Fuzzy { word, letters } => format!("{}~{letters}", in_small_letters(word)),
            Node::Near { distance, left, right } => {
                format!("{} NEAR/{distance} {}", left.typed_beside_others(), right.typed_beside_others())
            }
            Node::And(parts) => join_typed(parts, " "),
            Node::Or(parts) => join_typed(parts, " OR "),
            Node::Not(part) => format!("NOT {}", part.typed_beside_others()),
            Node::Filter { field, value } => field.typed(value),
        }
    }

    fn typed_beside_others(&self) -> String {
        if self.is_compound() { format!("({})", self.typed()) } else { self.typed() }
    }
}

fn join_typed(parts: &[Node], separator: &str) -> String {
    parts.iter().map(Node::typed_beside_others).collect::<Vec<_>>().join(separator)
}

/// What is sought first, then what is excluded or filtered by.
fn describe_conjunction(parts: &[Node]) -> String {
    let seeks_words = |part: &&Node| !matches!(part, Node::Not(_) | Node::Filter { .. });
    let sought: Vec<String> = parts.iter().filter(seeks_words).map(Node::describe).collect();
    let others = parts.iter().filter(|part| !seeks_words(part)).map(Node::describe);
    let together = if sought.len() > 1 { " in the same passage" } else { "" };
    let sought = (!sought.is_empty()).then(|| sought.join(" and ") + together);
    sought.into_iter().chain(others).collect::<Vec<_>>().join(", ")
}

/// A word without what is no part of it: before or after it, that could be read as an operator.
fn typed_word(word: &str) -> String {
    let tokens = Tokens::from_text(word);
    let from = tokens.get(0).map_or(0, |t| t.start);
    let to = tokens.iter().last().map_or(from, |t| t.end);
    in_small_letters(&without_field_name(&word[from..to]).replace('~', "/"))
}

/// A word in small letters where it could be read as an operator, else as it stands.
fn in_small_letters(word: &str) -> String {
    let is_operator = matches!(word, "AND" | "OR" | "NOT") || word.starts_with("NEAR");
    if is_operator { word.to_lowercase() } else { word.to_owned() }
}

/// Each filter in words.
fn describe_filters(filters: &Filters, name: &dyn Fn(IdFilter, &str) -> Option<String>) -> Vec<String> {
    let mut parts = Vec::new();
    let mut add = |alternatives: Vec<String>| {
        if !alternatives.is_empty() {
            parts.push(alternatives.join(" or "));
        }
    };
    let texts = |field: Field, values: &[String]| values.iter().map(|value| field.describe(value)).collect();
    add(texts(Field::Speaker, &filters.speakers));
    let named = |field: Field, filter: IdFilter, values: &[String]| {
        let described = values.iter().map(|value| field.describe(name(filter, value).as_deref().unwrap_or(value)));
        described.collect()
    };
    let known = |filter: IdFilter, id: &str, named: fn(&str) -> String, otherwise: &str| match name(filter, id) {
        Some(name) => named(&name),
        None => format!("{otherwise} {id}"),
    };
    let person = |id: &str| known(IdFilter::Person, id, |name| format!("said by {name}"), "said by person");
    let meeting = |id: &str| known(IdFilter::Meeting, id, |name| format!("of the meeting {name}"), "of meeting");
    let document = |id: &str| known(IdFilter::Document, id, |name| format!("of “{name}”"), "of document");
    add(filters.people.iter().map(|id| person(id.as_str())).collect());
    add(named(Field::Committee, IdFilter::Committee, &filters.committees));
    add(named(Field::Council, IdFilter::Council, &filters.councils));
    add(filters.kinds.iter().map(|kind| Field::Kind.describe(kind.as_str())).collect());
    add(filters.acts.iter().map(|act| Field::Act.describe(act.as_str())).collect());
    add(texts(Field::Item, &filters.items));
    add(filters.meetings.iter().map(|id| meeting(id.as_str())).collect());
    add(filters.documents.iter().map(|id| document(id.as_str())).collect());
    add(filters.attributions.iter().map(|grade| format!("with attribution {grade}")).collect());
    add(filters.certainties.iter().map(|&certainty| describe_certainty(certainty).to_owned()).collect());
    add(filters.since.iter().map(|date| Field::Since.describe(&date.to_string())).collect());
    add(filters.until.iter().map(|date| Field::Until.describe(&date.to_string())).collect());
    let is_dated = filters.since.is_some() || filters.until.is_some();
    add((filters.undated && is_dated).then(|| "or without a date".to_owned()).into_iter().collect());
    if filters.sure_speakers {
        add(vec!["counting a speaker only where it is sure who speaks".to_owned()]);
    }
    if filters.copies == Copies::All {
        add(vec!["every copy of a statement".to_owned()]);
    }
    parts
}

fn describe_certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "where it is sure who speaks",
        Certainty::Likely => "where it is only likely who speaks",
    }
}
