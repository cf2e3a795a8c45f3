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
}

/// What a passage must show besides the pattern.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Needs {
    Nothing,
    /// What was found is printed in capitals.
    Capitals,
    /// The document also says it in full.
    SameDocument,
    /// Both.
    CapitalsInSameDocument,
}

impl Needs {
    pub fn capitals(&self) -> bool {
        matches!(self, Needs::Capitals | Needs::CapitalsInSameDocument)
    }

    pub fn same_document(&self) -> bool {
        matches!(self, Needs::SameDocument | Needs::CapitalsInSameDocument)
    }
}
