//! Related terms to tick, spelling and completion: offered, never applied.

use super::ReadContext;
use super::passage::word;
use super::search::{ParsedQuery, QueryEcho, parse_query};
use crate::web::error::Problem;
use crate::web::params::RelatedRequest;
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

impl RelatedTerm {
    fn from_index(term: index::RelatedTerm) -> Self {
        Self {
            route: word(&term.route),
            term: term.term,
            passages: term.passages,
            score: (term.score * 100.0).round() / 100.0,
            why: term.why,
            years: term.years.into_iter().map(YearShare::from_index).collect(),
        }
    }
}

impl YearShare {
    fn from_index(share: index::YearShare) -> Self {
        Self { year: share.year.map(|year| format!("{year:04}")), passages: share.passages, of: share.of }
    }
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

/// Terms related to a query.
///
/// # Errors
/// The index fails.
pub fn related(context: &ReadContext<'_>, request: &RelatedRequest) -> Result<Related, Problem> {
    let parsed = parse_query(&request.filters, &request.reading)?;
    let counted = context.index.related(&parsed.query, &parsed.filters).map_err(Problem::internal)?;
    let results: Vec<RelatedTerm> = counted.found.into_iter().map(RelatedTerm::from_index).collect();
    Ok(Related {
        query: parsed.echo(counted.cut, counted.hints),
        total: results.len() as u64,
        results,
        next: None,
        generation: context.index.generation(),
    })
}

/// Other names of what was asked for, each with how often it stands in the record: to tick.
///
/// # Errors
/// The index fails.
pub fn names_to_tick(context: &ReadContext<'_>, parsed: &ParsedQuery) -> Result<Vec<RelatedTerm>, Problem> {
    let counted = context.index.names_to_tick(&parsed.query, &parsed.filters).map_err(Problem::internal)?;
    Ok(counted.found.into_iter().map(RelatedTerm::from_index).collect())
}

/// Spelling and completion for what was typed so far.
///
/// # Errors
/// The index fails.
pub fn suggest(context: &ReadContext<'_>, typed: &str) -> Result<Suggestions, Problem> {
    let found = context.index.suggest(typed).map_err(Problem::internal)?;
    let results: Vec<Completion> =
        found.completions.into_iter().map(|c| Completion { word: c.word, passages: c.passages }).collect();
    Ok(Suggestions { did_you_mean: found.did_you_mean, total: results.len() as u64, results, next: None })
}
