//! Searches, timelines and who says it: questions of one shape, whose answers are counted exactly.

use super::ReadContext;
use super::coverage::figures;
use super::paging::{List, PAGE_SIZE};
use super::parsed::{ParsedQuery, parse_query};
use crate::web::answers::{Facet, Facets, Passage, RouteCount, SearchAnswer, Totals};
use crate::web::error::Problem;
use crate::web::params::{FeedRequest, GroupBy, PassageOrder, SearchRequest, Word};
use index::{Group, SearchError, Sort};
use std::time::Instant;

impl Totals {
    pub(super) fn from_index(total: &index::Totals) -> Self {
        Self {
            mentions: total.mentions,
            passages: total.passages,
            documents: total.documents,
            meetings: total.meetings,
        }
    }
}

impl RouteCount {
    pub(super) fn from_counts(counts: &[index::RouteCount]) -> Vec<Self> {
        counts.iter().map(|c| Self { route: c.route.as_str().to_owned(), passages: c.passages }).collect()
    }
}

impl Facets {
    fn from_index(facets: index::Facets) -> Self {
        let each = |list: Vec<index::Facet>| list.into_iter().map(Facet::from_index).collect();
        Self {
            year: each(facets.year),
            committee: each(facets.committee),
            council: each(facets.council),
            speaker: each(facets.speaker),
            kind: each(facets.kind),
            act: each(facets.act),
            certainty: each(facets.certainty),
        }
    }
}

impl Facet {
    fn from_index(facet: index::Facet) -> Self {
        Self {
            value: facet.value,
            label: facet.label,
            passages: facet.passages,
            mentions: facet.mentions,
            likely: facet.likely,
        }
    }
}

/// Words a refusal of the index for whoever asked for this list.
pub(super) fn refuse(error: SearchError, list: &List<'_>) -> Problem {
    match error {
        SearchError::StaleCursor { .. } => Problem::stale_cursor(list.first_page()),
        SearchError::BadCursor(_) => Problem::bad_value("cursor", error.to_string(), Vec::new()),
        SearchError::Index(error) => Problem::of_index(error),
    }
}

/// What the index is asked.
fn question(request: &SearchRequest, parsed: &ParsedQuery) -> index::SearchRequest {
    let mut question = index::SearchRequest::new(parsed.query.clone(), parsed.filters.clone());
    question.sort = match request.order.sort {
        Some(Word(PassageOrder::Newest)) => Sort::Newest,
        Some(Word(PassageOrder::Oldest)) => Sort::Oldest,
        Some(Word(PassageOrder::Relevance)) => Sort::Relevance,
        None if parsed.query.is_everything() => Sort::Newest,
        None => Sort::Relevance,
    };
    question.group = request.search.group.map(|group| match group.0 {
        GroupBy::Meeting => Group::Meeting,
        GroupBy::Document => Group::Document,
    });
    question.facets = request.search.facets == Some(true);
    question.related = request.otherwise.routes();
    question.page_size = request.paging.page_size.map_or(PAGE_SIZE, |size| size.0) as usize;
    question.cursor = request.paging.cursor.as_ref().map(|cursor| cursor.0.clone());
    question
}

/// Puts the newest of what says it in other words among what `answer` lists newest first, `most` in all.
///
/// # Errors
/// A query or dates that cannot be used; the index fails.
pub fn add_newest_otherwise(
    context: &ReadContext<'_>,
    request: &FeedRequest,
    answer: &mut SearchAnswer,
    most: usize,
) -> Result<(), Problem> {
    let routes = request.otherwise.routes();
    if routes.is_empty() {
        return Ok(());
    }
    let parsed = parse_query(&request.filters, &request.reading)?;
    let newest = context.index.newest_otherwise(&parsed.query, &parsed.filters, routes, most);
    let newest = newest.map_err(Problem::of_index)?;
    answer.related = Some(newest.found.len() as u64);
    answer.query.cut.extend(newest.cut);
    answer.results.extend(newest.found.iter().map(Passage::from_hit));
    answer.results.sort_by(|a, b| b.date.cmp(&a.date));
    answer.results.truncate(most);
    Ok(())
}

/// Answers a search.
///
/// # Errors
/// A query or dates that cannot be used; a cursor that is out of date or of another search; the index fails.
pub fn search(context: &ReadContext<'_>, request: &SearchRequest) -> Result<SearchAnswer, Problem> {
    let begun = Instant::now();
    let parsed = parse_query(&request.filters, &request.reading)?;
    let list = List::new("/api/v1/search", request, &request.paging);
    let answer = context.index.search(&question(request, &parsed)).map_err(|error| refuse(error, &list))?;
    Ok(SearchAnswer {
        query: parsed.echo(answer.cut, answer.hints),
        total: Totals::from_index(&answer.total),
        related: answer.related,
        routes: RouteCount::from_counts(&answer.routes),
        coverage: figures(context, &parsed.scope())?,
        results: answer.hits.iter().map(Passage::from_hit).collect(),
        facets: answer.facets.map(Facets::from_index),
        next: answer.next,
        generation: answer.generation,
        took_ms: (begun.elapsed().as_micros() as f64) / 1_000.0,
    })
}
