//! The same in other words: ways in which a record says what was asked for without saying exactly that.
//!
//! Each way is a pattern of the same engine with a reason that can be told to a committee. No model, no word list: what
//! is looked for comes from English endings and from the record's own words, abbreviations and spellings.

pub(crate) mod abbreviation;
mod company;
pub(crate) mod family;
mod search;
mod ways;

use super::plan::Pattern;
use crate::answer::RouteKind;

/// One way of saying it otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub route: RouteKind,
    pub pattern: Pattern,
    pub needs: Needs,
    pub why: String,
    /// Whether it says all of what was asked, in other forms: a document that has it says it in full.
    pub says_all: bool,
}

/// What a passage must show besides the pattern.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// An abbreviation is printed in capitals.
    pub capitals: bool,
    /// Every word begins with a capital: what is asked for is a name.
    pub initials: bool,
    /// The document also says it in full.
    pub same_document: bool,
}

impl Needs {
    /// Whether the print must be looked at.
    pub fn print(self) -> bool {
        self.capitals || self.initials
    }
}
