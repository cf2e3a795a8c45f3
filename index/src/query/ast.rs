//! The tree that a query is read into.

use super::fields::Field;
use super::ignored::Ignored;
use crate::filters::Filters;

/// A query that has been read.
#[derive(Debug, Clone)]
pub struct Query {
    /// `None` where it asks for nothing in particular.
    pub(super) root: Option<Node>,
}

/// What the lenient door gives.
#[derive(Debug, Clone, PartialEq)]
pub struct LenientQuery {
    /// What could be read.
    pub query: Query,
    /// What could not.
    pub ignored: Vec<Ignored>,
}

/// One part of a query. Texts are as typed, without the operator's own signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// `plans`: in any form.
    Word(String),
    /// `=plans`: in this form alone.
    Exact(String),
    /// `"workforce stability"`
    Phrase(String),
    /// `"workforce stability"~8`: the words in any form and order, within so many words of each other.
    Proximity { words: String, distance: u32 },
    /// `stabil*`, without its star.
    Prefix(String),
    /// `stabilty~2`: at most so many letters off.
    Fuzzy { word: String, letters: u8 },
    /// `agency NEAR/8 permanent`; both sides are positional.
    Near { distance: u32, left: Box<Node>, right: Box<Node> },
    /// Two parts or more, none of them a conjunction itself.
    And(Vec<Node>),
    /// Two alternatives or more.
    Or(Vec<Node>),
    /// Never of a negation.
    Not(Box<Node>),
    /// `since:2019`, checked.
    Filter { field: Field, value: String },
}

impl Node {
    /// These parts together, or the only one; parts of conjunctions become parts of this one.
    pub fn and(parts: Vec<Node>) -> Option<Node> {
        let flat = parts.into_iter().flat_map(|part| match part {
            Node::And(parts) => parts,
            other => vec![other],
        });
        let mut flat: Vec<Node> = flat.collect();
        if flat.len() < 2 { flat.pop() } else { Some(Node::And(flat)) }
    }

    /// Any of these parts, or the only one.
    pub fn or(mut parts: Vec<Node>) -> Option<Node> {
        if parts.len() < 2 { parts.pop() } else { Some(Node::Or(parts)) }
    }

    /// Excludes a part; what is excluded twice is meant.
    pub fn not(part: Node) -> Node {
        match part {
            Node::Not(meant) => *meant,
            other => Node::Not(Box::new(other)),
        }
    }

    /// Its parts, for a conjunction; otherwise itself alone.
    pub fn conjuncts(&self) -> &[Node] {
        match self {
            Node::And(parts) => parts,
            other => std::slice::from_ref(other),
        }
    }

    /// Whether it stands at places in a text, so that distances to it can be counted.
    pub fn is_positional(&self) -> bool {
        match self {
            Node::Word(_) | Node::Exact(_) | Node::Phrase(_) | Node::Prefix(_) => true,
            Node::Proximity { .. } | Node::Fuzzy { .. } | Node::Near { .. } => true,
            Node::Or(parts) => parts.iter().all(Node::is_positional),
            Node::And(_) | Node::Not(_) | Node::Filter { .. } => false,
        }
    }

    /// Whether it must stand in brackets beside others.
    pub fn is_compound(&self) -> bool {
        matches!(self, Node::And(_) | Node::Or(_) | Node::Near { .. })
    }

    /// Adds the phrases and words that it seeks as they are printed: not what is excluded, and no parts of words.
    fn collect_phrases(&self, phrases: &mut Vec<String>) {
        match self {
            Node::Word(text) | Node::Exact(text) | Node::Phrase(text) => phrases.push(text.clone()),
            Node::Proximity { words, .. } => phrases.push(words.clone()),
            Node::Near { left, right, .. } => [left, right].into_iter().for_each(|part| part.collect_phrases(phrases)),
            Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| part.collect_phrases(phrases)),
            Node::Prefix(_) | Node::Fuzzy { .. } | Node::Not(_) | Node::Filter { .. } => {}
        }
    }
}

impl Query {
    /// The query that every passage matches.
    pub fn everything() -> Self {
        Self { root: None }
    }

    /// Whether it asks for nothing in particular: no words, no filters.
    pub fn is_everything(&self) -> bool {
        self.root.is_none()
    }

    /// The filters that stand in the query itself beside its words; those within OR, NOT or brackets limit only a part
    /// of it and are not among them.
    pub fn filters(&self) -> Filters {
        let mut filters = Filters::default();
        for part in self.root.iter().flat_map(Node::conjuncts) {
            if let Node::Filter { field, value } = part {
                field.add_to(&mut filters, value);
            }
        }
        filters
    }

    /// The phrases and words that are sought.
    pub(crate) fn phrases(&self) -> Vec<String> {
        let mut phrases = Vec::new();
        self.root.iter().for_each(|root| root.collect_phrases(&mut phrases));
        phrases
    }
}

impl PartialEq for Query {
    /// Whether both are typed the same once they are read: `a AND b` is `a b`.
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}
