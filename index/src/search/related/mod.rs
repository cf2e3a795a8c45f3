//! The same in other words: ways in which a record says what was asked for without saying exactly that.
//!
//! Each way is a pattern of the same engine with a reason that can be told to a committee. What is looked for comes from
//! the thesaurus, from English endings and from the record's own words, abbreviations and spellings; no model.

pub(crate) mod abbreviation;
mod budget;
mod collocations;
pub(crate) mod family;
mod learned;
pub(crate) mod lessons;
mod lists;
mod named;
mod nearness;
mod offers;
mod rewrites;
pub(crate) mod search;
mod words;

use crate::plan::Pattern;
use crate::routes::RouteKind;

/// One rewrite: a way of saying it otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Rewrite {
    pub route: RouteKind,
    pub pattern: Pattern,
    pub needs: Needs,
    /// Letters of the abbreviation that is looked for; 0 where none is. One more is a plural, which print has small.
    pub letters: usize,
    /// Words of which one must stand close by in the same document; empty where that makes no difference.
    pub close_to: Vec<String>,
    /// Documents, by the place where they begin, that use the abbreviation for something else.
    pub but_not: Vec<u64>,
    /// Committees, by id, whose papers explain the abbreviation as this: their other papers need not say it in full.
    pub known_to: Vec<String>,
    pub why: String,
    /// Whether it says all of what was asked: a document that has it says it in full.
    pub says_all: bool,
}

impl Rewrite {
    /// A way that needs nothing more.
    pub fn new(route: RouteKind, pattern: Pattern, why: String) -> Self {
        Self {
            route,
            pattern,
            needs: Needs::default(),
            letters: 0,
            close_to: Vec::new(),
            but_not: Vec::new(),
            known_to: Vec::new(),
            why,
            says_all: false,
        }
    }

    /// An abbreviation that may mean something else: only where the document says it in full, or the committee's papers
    /// explain it so, and in no document that explains it otherwise.
    fn where_told(self, explained: &learned::Explained) -> Self {
        let by = match explained.known_to.is_empty() {
            true => "the same document says it in full",
            false => "the same document says it in full or papers of its committee explain it",
        };
        Self {
            needs: Needs { same_document: true, ..self.needs },
            why: format!("{}; {by}", self.why),
            but_not: explained.but_not.clone(),
            known_to: explained.known_to.clone(),
            ..self
        }
    }

    /// Whether one pass over the index can look for both.
    pub fn goes_with(&self, other: &Rewrite) -> bool {
        // What attests one abbreviation attests no other.
        !self.needs.attested
            && (self.route, self.needs) == (other.route, other.needs)
            && (&self.close_to, &self.but_not, &self.known_to) == (&other.close_to, &other.but_not, &other.known_to)
    }
}

/// What a passage must show besides the pattern.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Needs {
    /// An abbreviation is printed in capitals.
    pub capitals: bool,
    /// Every word begins with a capital: what is asked for is a name.
    pub initials: bool,
    /// The document also says it in full.
    pub same_document: bool,
    /// The document says it in full before.
    pub after_full: bool,
    /// Some document of the record also says it in full: there it is used as what is meant.
    pub attested: bool,
}

impl Needs {
    /// Whether the print must be looked at.
    pub fn print(self) -> bool {
        self.capitals || self.initials
    }
}
