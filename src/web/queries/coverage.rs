//! What an answer rests on: figures in every answer, and the lists behind them.

use super::figures::{Figures, FileCounts};
use super::search::parse_query;
use super::{Document, ReadContext};
use crate::store::read::{Scope, Slice, coverage as read, documents, meetings, status};
use crate::web::error::Problem;
use crate::web::params::CoverageRequest;
use serde::Serialize;
use utoipa::ToSchema;

/// The coverage of some filters, down to the lists.
pub type Coverage = CoverageLists;

/// Figures, and everything behind them by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CoverageLists {
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
    /// Meetings whose minutes are not held.
    pub meetings_without_minutes: Vec<MeetingWithoutMinutes>,
    /// Documents that are known but cannot be searched: locked, damaged, of a format that is not read, left alone for
    /// their ending, restricted, refused, withdrawn or held back.
    pub documents_not_searchable: Vec<UnsearchableDocument>,
    /// Documents of which some was not read: an attachment, a form, pages that are pictures, what stands behind damage.
    pub documents_read_in_part: Vec<UnsearchableDocument>,
    /// Pages without text that can be searched.
    pub unread_pages: Vec<UnreadPage>,
    /// Sources whose last crawl failed, with the reason.
    pub failing: Vec<super::SourceStatus>,
    /// First and last date by committee and kind.
    pub spans: Vec<Span>,
    /// The generation of the index that this goes with.
    pub generation: u64,
}

/// A meeting whose minutes are not held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeetingWithoutMinutes {
    /// Its id.
    pub id: String,
    /// Its day.
    pub date: String,
    /// Committee.
    pub committee: String,
    /// As its source prints it.
    pub status: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
    /// Whether the source says that minutes are published; absent where it does not say.
    pub minutes_published: Option<bool>,
}

/// A document that cannot be searched, or not whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnsearchableDocument {
    /// Its id.
    pub id: String,
    /// Its title; absent for documents that are held back until a person has looked.
    pub title: Option<String>,
    /// Its file name; absent like the title.
    pub file_name: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
    /// Which of the states that `files` counts it is in.
    pub state: String,
    /// Why, in words.
    pub message: Option<String>,
}

/// A page without text that can be searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnreadPage {
    /// Document.
    pub document: String,
    /// Its title.
    pub title: String,
    /// Page, 1-based.
    pub page: u32,
    /// `no_text` (a picture) or `nonsense` (a text layer that is none).
    pub state: String,
    /// Where it is published.
    pub url: Option<String>,
}

/// First and last date of one kind of paper of one committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Span {
    /// Council.
    pub council: Option<String>,
    /// Committee.
    pub committee: Option<super::Named>,
    /// Kind.
    pub kind: String,
    /// How many papers.
    pub papers: u64,
    /// How many of them have no date that can be told.
    pub undated: u64,
    /// First date.
    pub first: Option<String>,
    /// Last date.
    pub last: Option<String>,
}

/// Counts what a scope covers.
///
/// # Errors
/// The catalogue fails.
pub fn figures(context: &ReadContext<'_>, scope: &Scope) -> Result<Figures, Problem> {
    context.caches.figures.get_or(context.state()?, &format!("{scope:?}"), || count(context, scope))
}

fn count(context: &ReadContext<'_>, scope: &Scope) -> Result<Figures, Problem> {
    let meetings = read::count_meetings(context.catalogue, scope)?;
    let papers = read::count_papers(context.catalogue, scope)?;
    Ok(Figures {
        meetings: meetings.meetings,
        with_minutes: meetings.with_minutes,
        documents: papers.documents,
        pages: papers.pages,
        pages_without_text: papers.pages_without_text,
        files: FileCounts::from_rows(documents::count_by_state(context.catalogue, scope)?),
        earliest: papers.earliest,
        latest: papers.latest,
        sources_failing: read::failing(context.catalogue)?,
    })
}

/// Counts and names what a scope covers and what of it cannot be searched.
///
/// # Errors
/// The catalogue fails.
pub fn coverage(context: &ReadContext<'_>, request: &CoverageRequest) -> Result<CoverageLists, Problem> {
    let scope = &parse_query(&request.filters, &request.reading)?.scope();
    let without = meetings::Filter { with_minutes: Some(false), ..Default::default() };
    let sources = status::sources(context.catalogue)?;
    Ok(CoverageLists {
        figures: figures(context, scope)?,
        meetings_without_minutes: meetings::list(context.catalogue, scope, &without, Slice::ALL)?
            .rows
            .into_iter()
            .map(|meeting| MeetingWithoutMinutes {
                id: meeting.id,
                date: meeting.held_on,
                committee: meeting.committee,
                status: meeting.status,
                url: super::passage::web_address(meeting.url.as_deref()),
                minutes_published: meeting.minutes_published,
            })
            .collect(),
        documents_not_searchable: read::unsearchable(context.catalogue, scope, Slice::ALL)?
            .rows
            .into_iter()
            .map(unsearchable)
            .collect(),
        documents_read_in_part: read::read_in_part(context.catalogue, scope)?
            .rows
            .into_iter()
            .map(unsearchable)
            .collect(),
        unread_pages: read::unread_pages(context.catalogue, scope)?.into_iter().map(unread_page).collect(),
        failing: sources
            .into_iter()
            .filter(|s| matches!(s.state.as_str(), "failing" | "refused"))
            .map(super::SourceStatus::from_row)
            .collect(),
        spans: read::spans(context.catalogue, scope)?.into_iter().map(span).collect(),
        generation: context.index.generation(),
    })
}

fn unsearchable(document: documents::Document) -> UnsearchableDocument {
    let reading = document.reading.clone();
    let message = document.state_message.clone().or_else(|| document.reading_message.clone());
    let document = Document::from_row(document);
    let shown = document.state != "quarantined";
    UnsearchableDocument {
        id: document.id,
        title: shown.then_some(document.title),
        file_name: shown.then_some(document.file_name),
        url: document.url,
        state: reading,
        message,
    }
}

fn unread_page(page: read::UnreadPage) -> UnreadPage {
    UnreadPage {
        document: page.document_id,
        title: page.title,
        page: page.page,
        state: page.state,
        url: super::passage::web_address(page.url.as_deref()),
    }
}

fn span(span: read::Span) -> Span {
    Span {
        council: span.council,
        committee: super::Named::pair(span.committee_id, span.committee),
        kind: span.kind,
        papers: span.components,
        undated: span.undated,
        first: span.first,
        last: span.last,
    }
}
