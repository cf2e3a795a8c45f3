//! Published files: what is inside them, page by page, and the archived versions of their bytes.

use super::elsewhere::{Elsewhere, elsewhere};
use super::paging::List;
use super::passage::{page_address, web_address};
use super::place::scope;
use super::{MeetingRef, Named, Page, ReadContext};
use crate::store::read::{Rows, Scope, Slice, changes, documents as read};
use crate::web::error::Problem;
use crate::web::params::{DocumentsRequest, Text, Word};
use record::MeetingId;
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

/// A published file.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// File name as published.
    pub file_name: String,
    /// Kind of the whole file.
    pub kind: String,
    /// Media type of its bytes.
    pub media_type: Option<String>,
    /// Date of its first component.
    pub date: Option<String>,
    /// Where it is published; absent for files of a folder.
    pub url: Option<String>,
    /// Council.
    pub council: Option<Named>,
    /// Committee.
    pub committee: Option<Named>,
    /// Meeting that it was published for.
    pub meeting: Option<MeetingRef>,
    /// The configured source that brought it.
    pub source: String,
    /// `held`, or why its text cannot be searched: `restricted`, `refused`, `failed`, `withdrawn`, `quarantined`.
    pub state: String,
    /// That in words.
    pub state_message: Option<String>,
    /// Version of the bytes now held; 0: none.
    pub version: u32,
    /// Pages.
    pub pages: u32,
    /// Pages without text that can be searched.
    pub pages_without_text: u32,
    /// When it was first seen.
    pub first_seen_at: String,
    /// When its source was last asked for it.
    pub checked_at: Option<String>,
    /// Since when its source no longer lists it.
    pub missing_since: Option<String>,
    /// When anything about it last changed.
    pub modified_at: String,
    /// The documents inside the file; only where one document is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Vec<Component>>,
    /// Its archived versions, newest first; only where one document is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versions: Option<Vec<Version>>,
    /// What went wrong with it; only where one document is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problems: Option<Vec<DocumentProblem>>,
    /// The other documents in which its statements, or its very bytes, were published; only where one document is asked
    /// for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also_in: Option<Vec<Elsewhere>>,
    /// The archived bytes, where they may be shown.
    pub file: Option<String>,
}

/// One document inside a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Component {
    /// 1-based place within the file.
    pub n: u32,
    /// What it is.
    pub kind: String,
    /// Minutes: `draft` or `confirmed`, where that is printed.
    pub state: Option<String>,
    /// Its title.
    pub title: String,
    /// Its own date.
    pub date: Option<String>,
    /// Where that date comes from: `system`, `printed`, `name` or `meeting`.
    pub date_basis: Option<String>,
    /// Committee.
    pub committee: Option<Named>,
    /// Meeting that it records or goes to.
    pub meeting: Option<MeetingRef>,
    /// First page.
    pub first_page: u32,
    /// Last page.
    pub last_page: u32,
    /// How many passages.
    pub passages: u32,
    /// How many words.
    pub words: u64,
    /// Its first 20 words as printed.
    pub begins: String,
}

/// One archived version of the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Version {
    /// From 1, newest last.
    pub n: u32,
    /// SHA-256, hex.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Media type that it was sent with.
    pub content_type: Option<String>,
    /// Address that it finally came from.
    pub url: Option<String>,
    /// When it was fetched.
    pub fetched_at: String,
    /// The archived bytes.
    pub file: String,
}

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentProblem {
    /// Source.
    pub source: Option<String>,
    /// Document.
    pub document: Option<String>,
    /// Page.
    pub page: Option<u32>,
    /// Step that it happened in: `crawl`, `read`, `index` or `check`.
    pub stage: String,
    /// Short stable word.
    pub code: String,
    /// What happened and what to do.
    pub message: String,
    /// When.
    pub at: String,
}

/// One page of a file.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DocumentPage {
    /// The file.
    pub document: Named,
    /// 1-based.
    pub n: u32,
    /// How many pages the file has.
    pub pages: u32,
    /// The page number printed on it.
    pub printed: Option<String>,
    /// Everything on it, lines kept.
    pub text: String,
    /// `text`, `blank`, `no_text`, `nonsense` or `ocr`.
    pub state: String,
    /// Share of its words that look like words, 0 to 1.
    pub quality: f64,
    /// The passages that stand on it, wholly or in part, in order: at most 500, from `first_passage` on.
    pub passages: Vec<PagePassage>,
    /// How many of its passages stand before those in `passages`.
    pub first_passage: u64,
    /// How many passages it has.
    pub total_passages: u64,
    /// Where its further passages are, where it has more.
    pub next_passages: Option<String>,
    /// Where it is published, at this page.
    pub page_url: Option<String>,
    /// The page drawn as a picture, where the file's type can be drawn.
    pub image: Option<String>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// A passage on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PagePassage {
    /// Its id.
    pub id: String,
    /// The component that it stands in.
    pub component: u32,
    /// `paragraph`, `list_entry`, `table_row`, `heading` or `slide_block`.
    pub form: String,
    /// What it does.
    pub act: String,
    /// Its words.
    pub text: String,
    /// Who says it.
    pub speaker: super::Speaker,
    /// Page on which it begins.
    pub page: u32,
    /// Page on which it ends.
    pub last_page: u32,
}

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
            state_message: row.state_message,
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
    matches!(document.state.as_str(), "held" | "failed") && (document.cleared || document.version == 0)
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
        states: Word::written(&documents.state),
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
        .filter(|document| document.state != "forgotten")
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
        speaker: super::Speaker {
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
