//! What of a query was not read as written.

use serde::Serialize;

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
