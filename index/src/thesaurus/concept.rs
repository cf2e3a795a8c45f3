//! The entries of a thesaurus: concepts, their terms, and what is wrong with one.

use std::collections::HashMap;
use std::sync::Arc;

/// How a term stands to its concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The term under which the concept is listed.
    Preferred,
    /// Means just the same.
    Same,
    /// What it was called before.
    Older,
    /// What it is called now.
    Newer,
    /// An abbreviation.
    Short,
    /// A part or kind of it.
    Narrower,
    /// What it is a part or kind of.
    Broader,
    /// Has to do with it.
    Near,
    /// The contrary.
    Opposite,
    /// What another country calls the like.
    Abroad,
}

impl Relation {
    /// Whether the term names the concept itself.
    pub fn is_same(self) -> bool {
        self <= Relation::Short
    }
}

/// One term of a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it is written.
    pub text: String,
    /// How it stands to the concept.
    pub relation: Relation,
    /// Words of which one must stand close by; empty where it always counts.
    pub close_to: Vec<String>,
    /// Of a term of another country: which.
    pub country: Option<String>,
    /// The line on which it stands.
    pub line: u32,
}

/// One concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Its terms, the preferred one first.
    pub terms: Vec<Term>,
    /// Where it belongs, where it is not everywhere.
    pub country: Option<String>,
    /// Why, or since when.
    pub note: Option<String>,
    /// The file that has it.
    pub file: Arc<str>,
    /// The line of its preferred term.
    pub line: u32,
}

impl Concept {
    /// The term under which it is listed.
    pub fn preferred(&self) -> &str {
        self.terms.first().map_or("", |t| &t.text)
    }

    /// The terms that name it.
    pub fn names(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|t| t.relation.is_same())
    }

    /// What it is linked to in this way.
    pub fn linked(&self, relation: Relation) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |t| t.relation == relation)
    }
}

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which file.
    pub file: String,
    /// Which line, from 1; 0 where it is the file as a whole.
    pub line: u32,
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}, line {line}: {}", self.file, self.message),
        }
    }
}

/// Concepts and their terms, by position, under the [key](super::key::key) of the term.
pub(super) type ByName = HashMap<String, Vec<(usize, usize)>>;
