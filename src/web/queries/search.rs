//! Searches, timelines and who says it: questions of one shape, whose answers are counted exactly.

use super::coverage::figures;
use super::figures::Figures;
use super::{Passage, ReadContext};
use crate::store::read::Scope;
use crate::web::error::{Ignored, Problem};
use crate::web::params::{
    CopyChoice, FilterParams, GroupBy, PassageOrder, ReadingParams, Related, SearchRequest, Text, Word,
};
use crate::web::view::paging::{List, PAGE_SIZE};
use index::{Copies, Filters, Group, Query, SearchError, Sort};
use record::{DocumentId, MeetingId, PersonId};
use serde::Serialize;
use std::time::Instant;
use utoipa::ToSchema;

/// Words and filters, as every search-like question has them.
#[derive(Debug, Clone)]
pub struct ParsedQuery {
    /// What was typed.
    pub typed: String,
    /// What that was read as.
    pub query: Query,
    /// Within what.
    pub filters: Filters,
    /// What could not be read.
    pub ignored: Vec<Ignored>,
}

/// How a question was understood.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct QueryEcho {
    /// The query as typed.
    pub q: String,
    /// First day.
    pub since: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// The query and its filters in words.
    pub understood: String,
    /// What was not read as written.
    pub ignored: Vec<Ignored>,
    /// What was cut (the forms that a prefix stands for, a time limit), in words; empty when the answer is whole.
    pub cut: Vec<String>,
    /// What a name that nothing is called by probably meant.
    pub hints: Vec<String>,
}

/// How much was found. Exact.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct Totals {
    /// Occurrences of what was asked for.
    pub mentions: u64,
    /// Passages.
    pub passages: u64,
    /// Documents.
    pub documents: u64,
    /// Meetings.
    pub meetings: u64,
}

/// The answer to a search.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchAnswer {
    /// How it was understood.
    pub query: QueryEcho,
    /// Exact totals; passages that say it in other words are not in them.
    pub total: Totals,
    /// With `related=true`: how many passages say the same in other words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related: Option<u64>,
    /// The same by route, nearest first; each passage counts once, under its nearest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<RouteCount>,
    /// What the filters cover, so that “nothing found” can be believed.
    pub coverage: Figures,
    /// This page.
    pub results: Vec<Passage>,
    /// Counts by value, with `facets=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
    /// The generation of the index that this comes from.
    pub generation: u64,
    /// Milliseconds that it took.
    pub took_ms: f64,
}

/// How many passages came by one route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RouteCount {
    /// The route, as `related=` takes it.
    pub route: String,
    /// Passages.
    pub passages: u64,
}

/// Counts by value; every value with a passage.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Facets {
    /// By year.
    pub year: Vec<Facet>,
    /// By committee.
    pub committee: Vec<Facet>,
    /// By council.
    pub council: Vec<Facet>,
    /// By speaker.
    pub speaker: Vec<Facet>,
    /// By kind.
    pub kind: Vec<Facet>,
    /// By act.
    pub act: Vec<Facet>,
    /// By certainty of the speaker; passages that nobody says are in none.
    pub certainty: Vec<Facet>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Facet {
    /// What the filter takes; absent for passages that have no such value.
    pub value: Option<String>,
    /// What people read.
    pub label: String,
    /// Passages.
    pub passages: u64,
    /// Mentions.
    pub mentions: u64,
    /// Of a speaker: in how many of these passages it is only likely, not sure, that they speak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likely: Option<u64>,
}

/// Reads `q` and the filters.
///
/// # Errors
/// With `strict=true`, the first part of `q` that cannot be read as written; dates in the wrong order.
pub fn parse_query(filters: &FilterParams, reading: &ReadingParams) -> Result<ParsedQuery, Problem> {
    let typed = filters.q.as_deref().unwrap_or_default().to_owned();
    let (query, ignored) = if reading.strict == Some(true) {
        let query = Query::strict(&typed).map_err(|error| Problem::bad_query(vec![Ignored::from_index(&error.0)]))?;
        (query, Vec::new())
    } else {
        let read = Query::lenient(&typed);
        (read.query, read.ignored.iter().map(Ignored::from_index).collect())
    };
    let filters = to_index(filters, reading);
    if let (Some(since), Some(until)) = (filters.since, filters.until)
        && since.first_day() > until.last_day()
    {
        let detail = format!("“since” ({since}) is after “until” ({until})");
        return Err(Problem::bad_value("since", detail, Vec::new()));
    }
    Ok(ParsedQuery { typed, query, filters, ignored })
}

fn to_index(filters: &FilterParams, reading: &ReadingParams) -> Filters {
    Filters {
        since: filters.since.map(|day| day.0),
        until: filters.until.map(|day| day.0),
        speakers: Text::list(&filters.speaker),
        people: filters.person.iter().map(|id| PersonId::from_stored(&**id)).collect(),
        committees: Text::list(&filters.committee),
        councils: Text::list(&filters.council),
        kinds: Word::list(&filters.kind),
        acts: Word::list(&filters.act),
        items: Text::list(&filters.item),
        meetings: filters.meeting.iter().map(|id| MeetingId::from_stored(&**id)).collect(),
        documents: filters.document.iter().map(|id| DocumentId::from_stored(&**id)).collect(),
        attributions: Word::list(&filters.attribution),
        certainties: Word::list(&filters.certainty),
        sure_speakers: false,
        undated: filters.undated == Some(true),
        copies: if is_all(reading.copies) { Copies::All } else { Copies::Canonical },
    }
}

/// Whether every published copy is asked for.
pub(super) fn is_all(copies: Option<Word<CopyChoice>>) -> bool {
    copies == Some(Word(CopyChoice::All))
}

impl ParsedQuery {
    /// What of the filters the catalogue can tell, for coverage: those of the parameters and those that stand in `q`.
    pub fn scope(&self) -> Scope {
        let typed = self.query.filters();
        Scope {
            since: self.filters.since.into_iter().chain(typed.since).max_by_key(|day| day.first_day()),
            until: self.filters.until.into_iter().chain(typed.until).min_by_key(|day| day.last_day()),
            undated: self.filters.undated,
            committees: vec![self.filters.committees.clone(), typed.committees],
            councils: vec![self.filters.councils.clone(), typed.councils],
            kinds: vec![self.filters.kinds.clone(), typed.kinds],
            meetings: self.filters.meetings.clone(),
            documents: self.filters.documents.clone(),
            passages: None,
            copies: self.filters.copies == Copies::All,
        }
    }

    /// How it was understood.
    pub fn echo(&self, cut: Vec<String>, hints: Vec<String>) -> QueryEcho {
        QueryEcho {
            q: self.typed.clone(),
            since: self.filters.since.map(|day| day.first_day().to_string()),
            until: self.filters.until.map(|day| day.last_day().to_string()),
            understood: self.query.understood(&self.filters),
            ignored: self.ignored.clone(),
            cut,
            hints,
        }
    }
}

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

impl Facets {
    fn from_index(facets: &index::Facets) -> Self {
        let each = |list: &[index::Facet]| list.iter().map(Facet::from_index).collect();
        Self {
            year: each(&facets.year),
            committee: each(&facets.committee),
            council: each(&facets.council),
            speaker: each(&facets.speaker),
            kind: each(&facets.kind),
            act: each(&facets.act),
            certainty: each(&facets.certainty),
        }
    }
}

impl Facet {
    fn from_index(facet: &index::Facet) -> Self {
        Self {
            value: facet.value.clone(),
            label: facet.label.clone(),
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
        SearchError::Index(error) => Problem::internal(error),
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
    question.related = request.search.related.as_ref().map(Related::routes).unwrap_or_default();
    question.page_size = request.paging.page_size.map_or(PAGE_SIZE, |size| size.0) as usize;
    question.cursor = request.paging.cursor.as_ref().map(|cursor| cursor.0.clone());
    question
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
        routes: answer
            .routes
            .iter()
            .map(|count| RouteCount { route: count.route.as_str().to_owned(), passages: count.passages })
            .collect(),
        coverage: figures(context, &parsed.scope())?,
        results: answer.hits.iter().map(Passage::from_hit).collect(),
        facets: answer.facets.as_ref().map(Facets::from_index),
        next: answer.next,
        generation: answer.generation,
        took_ms: (begun.elapsed().as_micros() as f64) / 1_000.0,
    })
}
