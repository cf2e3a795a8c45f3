//! The query language: from what people type to what is looked for, and back into words.
//!
//! There are two doors. The lenient one never fails: it answers with a query and a list of what was ignored. The strict
//! one answers with the first thing that it could not read, where it stands, and what was probably meant.

use crate::ask::Filters;
use serde::Serialize;
use std::fmt;

/// A query that has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {}

/// What the lenient door gives.
#[derive(Debug, Clone, PartialEq)]
pub struct LenientQuery {
    /// What could be read.
    pub query: Query,
    /// What could not.
    pub ignored: Vec<Ignored>,
}

/// A part of a query that was not read as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// The part, as typed.
    pub what: String,
    /// Its first character, counted in Unicode characters of the query from 0.
    pub from: usize,
    /// The character after its last.
    pub to: usize,
    /// Why it was not read so, in words.
    pub why: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

/// Why the strict door did not read a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{}” (characters {} to {}): {}", .0.what, .0.from, .0.to, .0.why)]
pub struct QueryError(pub Ignored);

/// One operator, as help pages, the API's description and the command line show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OperatorHelp {
    /// Short name.
    pub name: &'static str,
    /// An example that can be tried.
    pub example: &'static str,
    /// What it means, one line.
    pub help: &'static str,
}

/// Every operator, in the order in which they are explained.
pub fn operators() -> Vec<OperatorHelp> {
    todo!()
}

impl Query {
    /// The query that every passage matches.
    pub fn everything() -> Self {
        Self {}
    }

    /// Reads what can be read; never fails.
    pub fn lenient(_typed: &str) -> LenientQuery {
        todo!()
    }

    /// Reads a query exactly.
    ///
    /// # Errors
    ///
    /// The first part that cannot be read as written.
    pub fn strict(_typed: &str) -> Result<Self, QueryError> {
        todo!()
    }

    /// Whether it asks for nothing in particular: no words, no filters.
    pub fn is_everything(&self) -> bool {
        todo!()
    }

    /// The query and these filters said back in words.
    pub fn understood(&self, _filters: &Filters) -> String {
        todo!()
    }
}

/// The query as it would be typed: reading it again gives the same query.
impl fmt::Display for Query {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}
