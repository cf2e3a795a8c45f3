//! What an answer rests on: how much of the record the filters cover, and what of it could not be searched.

use super::ReadTransaction;
use super::row::{column, row};
use super::select::{Conditions, Rows, Scope, Slice};
use super::{documents, meetings};
use crate::store::CatalogueError;
use record::{FileState, PageState};

/// Figures over papers.
#[derive(Debug, Clone, Default)]
pub struct Papers {
    /// Documents held that have a component within the scope.
    pub documents: u64,
    /// Their pages.
    pub pages: u64,
    /// Those without usable text.
    pub pages_without_text: u64,
    /// Date of the first component.
    pub earliest: Option<String>,
    /// Date of the last.
    pub latest: Option<String>,
}

row! {
    /// A page that cannot be searched.
    UnreadPage {
        /// Document.
        document_id: String,
        /// Its title.
        title: String,
        /// Where it is published.
        url: Option<String>,
        /// Page, 1-based.
        page: u32,
        /// Why.
        state: PageState,
    }
}

row! {
    /// First and last date of one kind of paper of one committee.
    Span {
        /// Council.
        council: Option<String>,
        /// Committee id.
        committee_id: Option<String>,
        /// Committee.
        committee: Option<String>,
        /// Kind.
        kind: String,
        /// Documents inside files.
        components: u64,
        /// How many of them have no known date.
        undated: u64,
        /// First date.
        first: Option<String>,
        /// Last date.
        last: Option<String>,
    }
}

/// How many meetings the filters cover, how many of them with minutes, and the first and last day.
#[derive(Debug, Clone, Default)]
pub struct Meetings {
    /// Meetings.
    pub meetings: u64,
    /// Those whose minutes are held.
    pub with_minutes: u64,
}

/// Counts meetings.
///
/// # Errors
/// The database's.
pub fn count_meetings(catalogue: &ReadTransaction, scope: &Scope) -> Result<Meetings, CatalogueError> {
    let conditions = meetings::conditions(catalogue, scope, &meetings::Filter::default())?;
    let mut found = Meetings::default();
    let columns = "count(*), coalesce(sum(EXISTS (SELECT 1 FROM component c WHERE c.meeting_id = m.id AND c.kind = 'minutes')), 0)";
    conditions.each(
        catalogue,
        columns,
        "meeting m",
        "1",
        Slice::ALL,
        |row| Ok((column(row, 0)?, column(row, 1)?)),
        |counts| {
            (found.meetings, found.with_minutes) = counts;
            true
        },
    )?;
    Ok(found)
}

/// Counts documents that have a component within the scope, and their pages.
///
/// # Errors
/// The database's.
pub fn count_papers(catalogue: &ReadTransaction, scope: &Scope) -> Result<Papers, CatalogueError> {
    let mut conditions = Conditions::default();
    conditions.scope(catalogue, scope)?;
    let mut papers = Papers::default();
    let columns = "min(c.date), max(c.date)";
    conditions.each(
        catalogue,
        columns,
        "component c",
        "1",
        Slice::ALL,
        |row| Ok((row.get(0)?, row.get(1)?)),
        |found| {
            (papers.earliest, papers.latest) = found;
            true
        },
    )?;
    let within = format!("d.state = 'held' AND d.id IN (SELECT c.document_id FROM component c{})", conditions.sql());
    let columns = "count(*), coalesce(sum(d.pages), 0), coalesce(sum(d.pages_unread), 0)";
    let read: fn(&rusqlite::Row<'_>) -> rusqlite::Result<(u64, u64, u64)> =
        |row| Ok((column(row, 0)?, column(row, 1)?, column(row, 2)?));
    conditions.instead(&within).each(catalogue, columns, "document d", "1", Slice::ALL, read, |found| {
        (papers.documents, papers.pages, papers.pages_without_text) = found;
        true
    })?;
    Ok(papers)
}

/// How many disagreements between systems and minutes there are, and in how many meetings.
///
/// # Errors
/// The database's.
pub fn disagreements(catalogue: &ReadTransaction, scope: &Scope) -> Result<(u64, u64), CatalogueError> {
    let conditions = meetings::conditions(catalogue, scope, &meetings::Filter::default())?;
    let mut found = (0, 0);
    let tables = "disagreement x JOIN meeting m ON m.id = x.meeting_id";
    conditions.each(
        catalogue,
        "count(*), count(DISTINCT x.meeting_id)",
        tables,
        "1",
        Slice::ALL,
        |row| Ok((column(row, 0)?, column(row, 1)?)),
        |counts| {
            found = counts;
            true
        },
    )?;
    Ok(found)
}

/// Names of sources whose last crawl failed.
///
/// # Errors
/// The database's.
pub fn failing(catalogue: &ReadTransaction) -> Result<Vec<String>, CatalogueError> {
    let mut statement =
        catalogue.prepare_cached("SELECT name FROM source WHERE state IN ('failing', 'refused') ORDER BY name")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Documents of which nothing can be searched, for whatever reason.
///
/// # Errors
/// The database's.
pub fn unsearchable(
    catalogue: &ReadTransaction,
    scope: &Scope,
    slice: Slice,
) -> Result<Rows<documents::Document>, CatalogueError> {
    use FileState::{ReadInPart, ReadWhole};
    let unread = FileState::ALL.iter().copied().filter(|state| !matches!(state, ReadWhole | ReadInPart)).collect();
    documents::list(catalogue, scope, &documents::Filter { readings: unread, ..Default::default() }, slice)
}

/// Documents that were read in part.
///
/// # Errors
/// The database's.
pub fn read_in_part(catalogue: &ReadTransaction, scope: &Scope) -> Result<Rows<documents::Document>, CatalogueError> {
    let readings = vec![FileState::ReadInPart];
    documents::list(catalogue, scope, &documents::Filter { readings, ..Default::default() }, Slice::ALL)
}

/// Pages without usable text.
///
/// # Errors
/// The database's.
pub fn unread_pages(catalogue: &ReadTransaction, scope: &Scope) -> Result<Vec<UnreadPage>, CatalogueError> {
    let mut conditions = Conditions::default();
    conditions.scope(catalogue, scope)?;
    conditions.plain("p.state IN ('no_text', 'nonsense')");
    let tables = "page p JOIN document d ON d.id = p.document_id AND d.state = 'held' \
         JOIN component c ON c.document_id = p.document_id AND p.n BETWEEN c.first_page AND c.last_page";
    let mut pages = Vec::new();
    conditions.each(
        catalogue,
        "DISTINCT p.document_id, d.title, d.url, p.n, p.state",
        tables,
        "p.document_id, p.n",
        Slice::ALL,
        |row| UnreadPage::read_from(row, 0),
        |page| {
            pages.push(page);
            true
        },
    )?;
    Ok(pages)
}

/// First and last date by committee and kind.
///
/// # Errors
/// The database's.
pub fn spans(catalogue: &ReadTransaction, scope: &Scope) -> Result<Vec<Span>, CatalogueError> {
    let mut conditions = Conditions::default();
    conditions.scope(catalogue, scope)?;
    let columns =
        "k.name, c.committee_id, g.name, c.kind, count(*), coalesce(sum(c.date IS NULL), 0), min(c.date), max(c.date)";
    let tables =
        "component c LEFT JOIN council k ON k.id = c.council_id LEFT JOIN committee g ON g.id = c.committee_id";
    let mut spans = Vec::new();
    conditions.grouped("c.council_id, c.committee_id, c.kind").each(
        catalogue,
        columns,
        tables,
        "k.name, g.name, c.kind",
        Slice::ALL,
        |row| Span::read_from(row, 0),
        |span| {
            spans.push(span);
            true
        },
    )?;
    Ok(spans)
}
