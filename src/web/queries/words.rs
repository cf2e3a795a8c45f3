//! Related terms to tick, spelling and completion: offered, never applied.

use super::ReadContext;
use super::parsed::{ParsedQuery, parse_query};
use super::passage::word;
use crate::web::answers::{Completion, Related, RelatedTerm, Suggestions, YearShare};
use crate::web::error::Problem;
use crate::web::params::RelatedRequest;

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

/// Terms related to a query.
///
/// # Errors
/// The index fails.
pub fn related(context: &ReadContext<'_>, request: &RelatedRequest) -> Result<Related, Problem> {
    let parsed = parse_query(&request.filters, &request.reading)?;
    let counted = context.index.related(&parsed.query, &parsed.filters).map_err(Problem::of_index)?;
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
    let counted = context.index.names_to_tick(&parsed.query, &parsed.filters).map_err(Problem::of_index)?;
    Ok(counted.found.into_iter().map(RelatedTerm::from_index).collect())
}

/// Spelling and completion for what was typed so far.
///
/// # Errors
/// The index fails.
pub fn suggest(context: &ReadContext<'_>, typed: &str) -> Result<Suggestions, Problem> {
    let found = context.index.suggest(typed).map_err(Problem::of_index)?;
    let results: Vec<Completion> =
        found.completions.into_iter().map(|c| Completion { word: c.word, passages: c.passages }).collect();
    Ok(Suggestions { did_you_mean: found.did_you_mean, total: results.len() as u64, results, next: None })
}
