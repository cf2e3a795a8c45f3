//! A search counted: mentions over time, and who says it most.

use super::ReadContext;
use super::coverage::figures;
use super::paging::List;
use super::parsed::parse_query;
use crate::web::answers::{Named, RouteCount, SpeakerCount, Speakers, Step, Timeline};
use crate::web::error::Problem;
use crate::web::params::{SpeakersRequest, TimelineInterval, TimelineRequest};
use index::Interval;

/// Counts mentions over time.
///
/// # Errors
/// The index fails.
pub fn timeline(context: &ReadContext<'_>, request: &TimelineRequest) -> Result<Timeline, Problem> {
    let parsed = parse_query(&request.filters, &request.reading)?;
    let interval = match request.interval.interval.map(|interval| interval.0) {
        Some(TimelineInterval::Quarter) => Interval::Quarter,
        Some(TimelineInterval::Month) => Interval::Month,
        Some(TimelineInterval::Year) | None => Interval::Year,
    };
    let routes = request.otherwise.routes();
    let counted =
        context.index.timeline(&parsed.query, &parsed.filters, interval, routes).map_err(Problem::of_index)?;
    let results: Vec<Step> = counted
        .found
        .into_iter()
        .map(|step| Step {
            period: step.period,
            mentions: step.mentions,
            passages: step.passages,
            words: step.words,
            per_10_000_words: (step.per_10_000_words * 100.0).round() / 100.0,
            routes: RouteCount::from_counts(&step.otherwise),
        })
        .collect();
    Ok(Timeline {
        query: parsed.echo(counted.cut, counted.hints),
        total: results.len() as u64,
        results,
        next: None,
        coverage: figures(context, &parsed.scope())?,
        generation: context.index.generation(),
    })
}

/// Counts mentions by speaker. Without `page_size` everyone is listed.
///
/// # Errors
/// A cursor that is out of date; the index fails.
pub fn speakers(context: &ReadContext<'_>, request: &SpeakersRequest) -> Result<Speakers, Problem> {
    let parsed = parse_query(&request.filters, &request.reading)?;
    let list = List::new("/api/v1/speakers", request, &request.paging);
    let generation = context.index.generation();
    let counted = context.index.speakers(&parsed.query, &parsed.filters).map_err(Problem::of_index)?;
    let total = counted.found.len() as u64;
    let mut slice = list.slice(generation)?;
    if request.paging.page_size.is_none() {
        slice.limit = total;
    }
    let results = counted
        .found
        .into_iter()
        .skip(slice.offset as usize)
        .take(slice.limit as usize)
        .map(|row| SpeakerCount {
            person: row.person.map(|p| Named { id: p.id.to_string(), name: p.name }),
            name: row.name,
            mentions: row.mentions,
            passages: row.passages,
            likely_mentions: row.likely_mentions,
            likely_passages: row.likely_passages,
            first: row.first.map(|day| day.to_string()),
            last: row.last.map(|day| day.to_string()),
        })
        .collect();
    Ok(Speakers {
        query: parsed.echo(counted.cut, counted.hints),
        results,
        total,
        next: list.next(generation, slice, total),
        coverage: figures(context, &parsed.scope())?,
        generation,
    })
}
