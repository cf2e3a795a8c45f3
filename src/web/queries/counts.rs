//! A search counted: mentions over time, and who says it most.

use super::ReadContext;
use super::coverage::figures;
use super::figures::Figures;
use super::paging::List;
use super::search::{QueryEcho, parse_query};
use crate::web::error::Problem;
use crate::web::params::{SpeakersRequest, TimelineInterval, TimelineRequest};
use index::Interval;
use serde::Serialize;
use utoipa::ToSchema;

/// Mentions over time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Timeline {
    /// How the question was understood.
    pub query: QueryEcho,
    /// Every period between the first and the last, in order; passages without a date last, without a period.
    pub results: Vec<Step>,
    /// How many rows.
    pub total: u64,
    /// Always absent: the list is whole.
    pub next: Option<String>,
    /// What the filters cover.
    pub coverage: Figures,
    /// The generation of the index that this comes from.
    pub generation: u64,
}

/// One period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Step {
    /// `2022`, `2022-Q1` or `2022-02`.
    pub period: Option<String>,
    /// Mentions.
    pub mentions: u64,
    /// Passages with one.
    pub passages: u64,
    /// Words of all passages within the filters.
    pub words: u64,
    /// Mentions per 10,000 of those words.
    pub per_10_000_words: f64,
}

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
    let counted = context.index.timeline(&parsed.query, &parsed.filters, interval).map_err(Problem::internal)?;
    let results: Vec<Step> = counted
        .found
        .into_iter()
        .map(|step| Step {
            period: step.period,
            mentions: step.mentions,
            passages: step.passages,
            words: step.words,
            per_10_000_words: (step.per_10_000_words * 100.0).round() / 100.0,
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

/// Who says it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Speakers {
    /// How the question was understood.
    pub query: QueryEcho,
    /// Everyone on this page, most mentions first.
    pub results: Vec<SpeakerCount>,
    /// How many people in all.
    pub total: u64,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
    /// What the filters cover.
    pub coverage: Figures,
    /// The generation of the index that this comes from.
    pub generation: u64,
}

/// How often somebody says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpeakerCount {
    /// The person, where identified.
    pub person: Option<super::Named>,
    /// Name, or the words as printed where nobody was identified.
    pub name: String,
    /// Mentions.
    pub mentions: u64,
    /// Passages.
    pub passages: u64,
    /// Of these mentions, those in passages where it is only likely, not sure, that they speak.
    pub likely_mentions: u64,
    /// Of these passages, those where it is only likely, not sure, that they speak.
    pub likely_passages: u64,
    /// Date of the first.
    pub first: Option<String>,
    /// Date of the last.
    pub last: Option<String>,
}

/// Counts mentions by speaker. Without `page_size` everyone is listed.
///
/// # Errors
/// A cursor that is out of date; the index fails.
pub fn speakers(context: &ReadContext<'_>, request: &SpeakersRequest) -> Result<Speakers, Problem> {
    let parsed = parse_query(&request.filters, &request.reading)?;
    let list = List::new("/api/v1/speakers", request, &request.paging);
    let generation = context.index.generation();
    let counted = context.index.speakers(&parsed.query, &parsed.filters).map_err(Problem::internal)?;
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
            person: row.person.map(|p| super::Named { id: p.id.to_string(), name: p.name }),
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
