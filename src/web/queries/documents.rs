//! Published files: what is inside them, page by page, and the archived versions of their bytes.

use super::ReadContext;
use super::elsewhere::elsewhere;
use super::paging::List;
use super::passage::{page_address, web_address};
use super::place::scope;
use crate::store::read::{Rows, Scope, Slice, changes, documents as read};
use crate::web::answers::{
    Component, Document, DocumentPage, DocumentProblem, MeetingRef, Named, Page, PagePassage, Speaker, Version,
};
use crate::web::error::Problem;
use crate::web::params::{DocumentsRequest, Text, Word};
use record::{DocumentState, MeetingId};
use std::collections::HashMap;

impl Document {
    /// A row of the catalogue.
    pub fn from_row(row: read::Document) -> Self {
        let file = (shown(&row) && row.version > 0).then(|| format!("/api/v1/documents/{}/file", row.id));
        Self {
            url: web_address(row.url.as_deref()),
            council: Named::pair(row.council_id, row.council),
            committee: Named::pair(row.committee_id, row.committee),
            meeting: row.meeting_id.map(|id| MeetingRef { id, date: row.held_on }),
            id: row.id,
            title: row.title,
            file_name: row.file_name,
            kind: row.kind,
            media_type: row.media_type,
            date: row.date,
            source: row.source,
            state: row.state,
            state_message: row.state_message.or_else(|| row.released_at.map(|_| "released".to_owned())),
            version: row.version,
            pages: row.pages,
            pages_without_text: row.pages_unread,
            first_seen_at: row.first_seen_at,
            checked_at: row.checked_at,
            missing_since: row.missing_since,
            modified_at: row.modified_at,
            components: None,
            versions: None,
            problems: None,
            also_in: None,
            file,
        }
    }
}

/// Whether what is held of a document may be shown. What was published and then withdrawn stays in the archive but is not
/// handed out, and what was not read yet may be exempt.
pub fn shown(document: &read::Document) -> bool {
    matches!(document.state, DocumentState::Held | DocumentState::Failed) && (document.cleared || document.version == 0)
}

/// Why a document is not shown.
pub fn not_shown(document: &read::Document) -> Problem {
    let why = if document.cleared { document.state.as_str() } else { "not read yet, or held back" };
    Problem::not_available(format!("what “{}” says is not shown: it is {why}", document.id))
}

impl Component {
    fn from_row(row: read::Component) -> Self {
        Self {
            n: row.n,
            kind: row.kind,
            state: row.state,
            title: row.title,
            date: row.date,
            date_basis: row.date_basis,
            committee: Named::pair(row.committee_id, row.committee),
            meeting: row.meeting_id.map(|id| MeetingRef { id, date: row.held_on }),
            first_page: row.first_page,
            last_page: row.last_page,
            passages: row.passages,
            words: row.words,
            begins: row.begins,
        }
    }
}

impl DocumentProblem {
    /// A row of the catalogue.
    pub fn from_row(row: read::Problem) -> Self {
        Self {
            source: row.source,
            document: row.document_id,
            page: row.page,
            stage: row.stage,
            code: row.code,
            message: row.message,
            at: row.at,
        }
    }
}

/// Lists documents by date, undated ones last.
///
/// # Errors
/// A cursor that is out of date.
pub fn documents(context: &ReadContext<'_>, request: &DocumentsRequest) -> Result<Page<Document>, Problem> {
    let documents = &request.documents;
    let filter = read::Filter {
        words: documents.q.as_ref().map(|words| words.0.clone()),
        states: documents.state.iter().map(|state| state.0.0).collect(),
        sources: Text::list(&documents.source),
        ..Default::default()
    };
    let scope = Scope {
        undated: documents.undated == Some(true),
        kinds: vec![Word::list(&documents.kind)],
        meetings: documents.meeting.iter().map(|id| MeetingId::from_stored(&**id)).collect(),
        ..scope(&request.place)
    };
    List::new("/api/v1/documents", request, &request.paging)
        .page(context, |slice| Ok(read::list(context.catalogue, &scope, &filter, slice)?.map(Document::from_row)))
}

/// A document that may be shown, or why not.
///
/// # Errors
/// There is none with this id, or it was taken down.
pub fn held(context: &ReadContext<'_>, id: &str) -> Result<read::Document, Problem> {
    if let Some(stone) = changes::tombstone(context.catalogue, "document", id)? {
        return Err(Problem::gone("document", id, stone.reason.as_deref()));
    }
    let found = read::one(context.catalogue, id)?;
    found
        .filter(|document| document.state != DocumentState::Forgotten)
        .ok_or_else(|| Problem::not_found("document", id, "/api/v1/documents"))
}

/// One document with what is inside it.
///
/// # Errors
/// There is none with this id, or it was taken down.
pub fn document(context: &ReadContext<'_>, id: &str) -> Result<Document, Problem> {
    let row = held(context, id)?;
    let visible = shown(&row);
    let mut document = Document::from_row(row);
    let components = if visible { read::components(context.catalogue, id)? } else { Vec::new() };
    let versions = if visible { read::versions(context.catalogue, id)? } else { Vec::new() };
    document.components = Some(components.into_iter().map(Component::from_row).collect());
    document.versions = Some(
        versions
            .into_iter()
            .map(|row| Version {
                n: row.n,
                sha256: row.hash,
                bytes: row.bytes,
                content_type: row.content_type,
                url: web_address(row.final_url.as_deref()),
                fetched_at: row.fetched_at,
                file: format!("/api/v1/documents/{id}/file?version={}", row.n),
            })
            .collect(),
    );
    document.problems =
        Some(read::problems(context.catalogue, id)?.into_iter().map(DocumentProblem::from_row).collect());
    document.also_in = Some(if visible { elsewhere(context, id)? } else { Vec::new() });
    Ok(document)
}

/// One page of a document.
///
/// # Errors
/// There is no such document or page, or it may not be shown.
pub fn document_page(context: &ReadContext<'_>, id: &str, n: u32, slice: Slice) -> Result<DocumentPage, Problem> {
    let document = held(context, id)?;
    if !shown(&document) {
        return Err(not_shown(&document));
    }
    let pages = format!("/api/v1/documents/{id}");
    let page = read::page(context.catalogue, id, n)?;
    let page = page.ok_or_else(|| Problem::not_found("page", &n.to_string(), &pages))?;
    let Rows { rows, total } = read::on_page(context.catalogue, id, n, slice)?;
    let further = slice.offset + slice.limit;
    let link = |n: u32| format!("/api/v1/documents/{id}/pages/{n}");
    let drawable = document.media_type.as_deref() == Some("application/pdf");
    Ok(DocumentPage {
        n,
        pages: document.pages,
        printed: page.printed,
        text: page.text,
        state: page.state,
        quality: (page.quality * 1_000.0).round() / 1_000.0,
        passages: rows.into_iter().map(page_passage).collect(),
        first_passage: slice.offset,
        total_passages: total,
        next_passages: (further < total).then(|| format!("{}?from={further}", link(n))),
        page_url: page_address(document.url.as_deref(), document.media_type.as_deref(), n),
        image: drawable.then(|| format!("{}/image", link(n))),
        previous: (n > 1).then(|| link(n - 1)),
        next: (n < document.pages).then(|| link(n + 1)),
        document: Named { id: document.id, name: document.title },
    })
}

/// The parts of a page, each of about `weight` characters as it is drawn.
///
/// # Errors
/// The catalogue's.
pub fn parts_of_page(context: &ReadContext<'_>, id: &str, n: u32, weight: u32) -> Result<Vec<Slice>, Problem> {
    Ok(read::parts_of_page(context.catalogue, id, n, weight)?)
}

/// In which of those parts, from 1, each of these passages stands; those that are not on the page are left out.
///
/// # Errors
/// The catalogue's.
pub fn part_of_page(
    context: &ReadContext<'_>,
    id: &str,
    n: u32,
    weight: u32,
    passages: &[&str],
) -> Result<HashMap<String, u64>, Problem> {
    Ok(read::part_of_page(context.catalogue, id, n, weight, passages)?.into_iter().collect())
}

/// The passages of one component, in reading order.
///
/// # Errors
/// There is no such document, or it was taken down; its text is not shown.
pub fn component_passages(context: &ReadContext<'_>, id: &str, component: u32) -> Result<Vec<PagePassage>, Problem> {
    let document = held(context, id)?;
    if !shown(&document) {
        return Err(not_shown(&document));
    }
    Ok(read::passages(context.catalogue, id, Some(component))?.into_iter().map(page_passage).collect())
}

fn page_passage(row: read::Passage) -> PagePassage {
    let name = row.name.or_else(|| row.as_printed.clone());
    PagePassage {
        speaker: Speaker {
            person: Named::pair(row.person_id, name),
            as_printed: row.as_printed,
            role: row.role,
            attribution: row.grade,
            certainty: row.certainty,
            why: row.why,
        },
        id: row.id,
        component: row.component,
        form: row.form,
        act: row.act,
        text: row.text,
        page: row.page,
        last_page: row.last_page,
    }
}
