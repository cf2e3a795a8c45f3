//! What an answer rests on: figures in every answer, and the lists behind them.

use super::ReadContext;
use super::parsed::parse_query;
use crate::store::read::{Scope, Slice, coverage as read, documents, meetings, status};
use crate::web::answers::{
    CoverageLists, Document, Figures, FileCounts, MeetingWithoutMinutes, Named, SourceStatus, Span, UnreadPage,
    UnsearchableDocument,
};
use crate::web::error::Problem;
use crate::web::params::CoverageRequest;
use record::{DocumentState, SourceState};

/// The coverage of some filters, down to the lists.
pub type Coverage = CoverageLists;

/// Counts what a scope covers.
///
/// # Errors
/// The catalogue fails.
pub fn figures(context: &ReadContext<'_>, scope: &Scope) -> Result<Figures, Problem> {
    context.caches.figures.get_or(context.state()?, scope, || count(context, scope))
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
    let (disagreements, meetings_with_disagreements) = read::disagreements(context.catalogue, scope)?;
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
            .filter(|s| matches!(s.state, SourceState::Failing | SourceState::Refused))
            .map(SourceStatus::from_row)
            .collect(),
        disagreements,
        meetings_with_disagreements,
        silences: super::silences(context)?,
        spans: read::spans(context.catalogue, scope)?.into_iter().map(span).collect(),
        generation: context.index.generation(),
    })
}

fn unsearchable(document: documents::Document) -> UnsearchableDocument {
    let reading = document.reading;
    let message = document.state_message.clone().or_else(|| document.reading_message.clone());
    let document = Document::from_row(document);
    let shown = document.state != DocumentState::Quarantined;
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
        committee: Named::pair(span.committee_id, span.committee),
        kind: span.kind,
        papers: span.components,
        undated: span.undated,
        first: span.first,
        last: span.last,
    }
}
