//! Related terms to tick, spelling and completion: offered, never applied.

use super::search::QueryEcho;
use serde::Serialize;
use utoipa::ToSchema;

/// Terms that a searcher may want to tick as well.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Related {
    /// How the question was understood, and in `cut` what limits were met.
    pub query: QueryEcho,
    /// The terms, best first.
    pub results: Vec<RelatedTerm>,
    /// How many.
    pub total: u64,
    /// Always absent: the list is whole.
    pub next: Option<String>,
    /// The generation of the index that this comes from.
    pub generation: u64,
}

/// One term, and why it is offered.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RelatedTerm {
    /// As it is written in a query.
    pub term: String,
    /// `word_order`, `compound`, `synonym`, `older`, `family`, `abbreviation`, `spelling`, `short_name`, `narrower`,
    /// `broader`, `opposite`, `abroad`, `near` or `company`.
    pub route: String,
    /// Passages that have it, within the filters.
    pub passages: u64,
    /// How strongly: log-likelihood for company, 0 for the others.
    pub score: f64,
    /// In words.
    pub why: String,
    /// For company: how often in each year the word stood beside what was asked for; empty for the other routes.
    pub years: Vec<YearShare>,
}

/// How often a word stood beside what was asked for in one year.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct YearShare {
    /// The year; absent for passages without a date.
    pub year: Option<String>,
    /// Passages that have both.
    pub passages: u64,
    /// Passages that have what was asked for, of those that were read.
    pub of: u64,
}

/// What the index's own words suggest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Suggestions {
    /// The query with rare words put right, where there is something to put right.
    pub did_you_mean: Option<String>,
    /// Ways in which the last word may go on, most frequent first.
    pub results: Vec<Completion>,
    /// How many.
    pub total: u64,
    /// Always absent: the list is whole.
    pub next: Option<String>,
}

/// One completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Completion {
    /// The word.
    pub word: String,
    /// Passages that have it.
    pub passages: u64,
}
