//! Published files, what is inside them, and their pages.

use super::ReadTransaction;
use super::row::{column, row};
use super::select::{Conditions, Rows, Scope, Slice};
use crate::store::CatalogueError;
use record::{DocumentState, FileState, PageState, ProblemCode};
use rusqlite::OptionalExtension;

row! {
    /// One published file.
    Document {
        /// Id.
        id: String,
        /// Source that brought it.
        source: String,
        /// Title.
        title: String,
        /// File name as published.
        file_name: String,
        /// Where it is published.
        url: Option<String>,
        /// Kind of the whole file.
        kind: String,
        /// Media type of its bytes.
        media_type: Option<String>,
        /// Date of its first component.
        date: Option<String>,
        /// Council.
        council_id: Option<String>,
        /// Its name.
        council: Option<String>,
        /// Committee.
        committee_id: Option<String>,
        /// Its name.
        committee: Option<String>,
        /// Meeting that it was published for.
        meeting_id: Option<String>,
        /// That meeting's day.
        held_on: Option<String>,
        /// Whether its bytes are held, or why not.
        state: DocumentState,
        /// That state in words.
        state_message: Option<String>,
        /// What became of it.
        reading: FileState,
        /// What of it was not read, in words.
        reading_message: Option<String>,
        /// Version of the bytes now held; 0: none.
        version: u32,
        /// Pages.
        pages: u32,
        /// Pages without usable text.
        pages_unread: u32,
        /// When it was first seen.
        first_seen_at: String,
        /// When its source was last asked for it.
        checked_at: Option<String>,
        /// Since when its source no longer lists it.
        missing_since: Option<String>,
        /// When anything about it last changed.
        modified_at: String,
        /// Whether the bytes that are held now were read, and nothing holds them back.
        cleared: bool,
        /// When somebody looked and let it through.
        released_at: Option<String>,
    }
}

row! {
    /// One document inside a file.
    Component {
        /// 1-based place within the file.
        n: u32,
        /// Kind.
        kind: String,
        /// Minutes: draft or confirmed.
        state: Option<String>,
        /// Title.
        title: String,
        /// Its own date.
        date: Option<String>,
        /// Where that date comes from.
        date_basis: Option<String>,
        /// Committee.
        committee_id: Option<String>,
        /// Its name.
        committee: Option<String>,
        /// Meeting that it records or goes to.
        meeting_id: Option<String>,
        /// That meeting's day.
        held_on: Option<String>,
        /// First page.
        first_page: u32,
        /// Last page.
        last_page: u32,
        /// Its first words.
        begins: String,
        /// How many passages.
        passages: u32,
        /// How many words.
        words: u64,
    }
}

row! {
    /// One archived version of a file's bytes.
    Version {
        /// From 1.
        n: u32,
        /// SHA-256, hex.
        hash: String,
        /// Length.
        bytes: u64,
        /// Media type that it was sent with.
        content_type: Option<String>,
        /// Address that it finally came from.
        final_url: Option<String>,
        /// When.
        fetched_at: String,
    }
}

row! {
    /// One page.
    Page {
        /// 1-based.
        n: u32,
        /// Number printed on it.
        printed: Option<String>,
        /// Its text.
        text: String,
        /// Whether it can be searched.
        state: PageState,
        /// Share of its words that look like words.
        quality: f64,
    }
}

row! {
    /// Something that went wrong.
    Problem {
        /// Source.
        source: Option<String>,
        /// Document.
        document_id: Option<String>,
        /// Page.
        page: Option<u32>,
        /// Step that it happened in.
        stage: String,
        /// Short stable word.
        code: ProblemCode,
        /// What happened and what to do.
        message: String,
        /// When.
        at: String,
    }
}

row! {
    /// One passage as the catalogue keeps it.
    Passage {
        /// Id.
        id: String,
        /// Component.
        component: u32,
        /// Order within the document, from 0.
        seq: u32,
        /// Page on which it begins.
        page: u32,
        /// Page on which it ends.
        last_page: u32,
        /// Shape.
        form: String,
        /// What it does.
        act: String,
        /// Its words.
        text: String,
        /// Agenda item: place within its component.
        item: Option<u32>,
        /// How its speaker is known.
        grade: String,
        /// How safely that can be relied on.
        certainty: Option<String>,
        /// The rule or weights that decided it.
        why: Option<String>,
        /// Speaker as printed.
        as_printed: Option<String>,
        /// Speaker's name.
        name: Option<String>,
        /// Speaker's role.
        role: Option<String>,
        /// Speaker, where identified.
        person_id: Option<String>,
        /// The passage that stands for this statement, when it is not this one.
        copy_of: Option<String>,
    }
}

const COLUMNS: &str = "d.id, d.source, d.title, d.file_name, d.url, d.kind, d.media_type, d.date, d.council_id, k.name, \
     d.committee_id, g.name, d.meeting_id, m.held_on, d.state, d.state_message, \
     CASE WHEN d.state IN ('held', 'forgotten') THEN d.reading ELSE d.state END, d.reading_message, d.version, d.pages, d.pages_unread, \
     d.first_seen_at, d.checked_at, d.missing_since, d.modified_at, \
     coalesce((SELECT v.cleared FROM version v WHERE v.document_id = d.id AND v.n = d.version), 0), d.released_at";
const TABLES: &str = "document d LEFT JOIN council k ON k.id = d.council_id \
     LEFT JOIN committee g ON g.id = d.committee_id LEFT JOIN meeting m ON m.id = d.meeting_id";

/// What is asked of the list besides its scope; values of one filter are OR-ed.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words that must stand in the title or file name.
    pub words: Option<String>,
    /// Whether its bytes are held, or why not.
    pub states: Vec<DocumentState>,
    /// What became of them (`read_in_part`, `locked`, ...). Where files are asked for of which nothing was read, those
    /// whose date or kind nobody can tell count too.
    pub readings: Vec<FileState>,
    /// Sources.
    pub sources: Vec<String>,
    /// Changed at or after this instant.
    pub modified_since: Option<String>,
    /// Only documents with a component that goes to, or records, this meeting, or that were published for it.
    pub of_meeting: Option<String>,
}

/// Lists documents by date, undated ones last. What was forgotten is not listed.
///
/// # Errors
/// The database's.
pub fn list(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    slice: Slice,
) -> Result<Rows<Document>, CatalogueError> {
    let conditions = conditions(catalogue, scope, filter)?;
    Ok(conditions.list(catalogue, COLUMNS, TABLES, ORDER, slice, |row| Document::read_from(row, 0))?)
}

/// Hands every document of the list to `take` until it answers false.
///
/// # Errors
/// The database's.
pub fn each(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    take: impl FnMut(Document) -> bool,
) -> Result<(), CatalogueError> {
    let conditions = conditions(catalogue, scope, filter)?;
    Ok(conditions.each(catalogue, COLUMNS, TABLES, ORDER, Slice::ALL, |row| Document::read_from(row, 0), take)?)
}

const ORDER: &str = "d.date IS NULL, d.date, d.id";

fn conditions(catalogue: &ReadTransaction, scope: &Scope, filter: &Filter) -> rusqlite::Result<Conditions> {
    let mut conditions = Conditions::default();
    conditions.plain("d.state <> 'forgotten'");
    if filter.readings.is_empty() {
        conditions.dates("d.date", scope.since, scope.until, scope.undated);
        conditions.kinds("d.kind", scope);
    } else {
        unread_too(&mut conditions, scope);
        let words: Vec<&str> = filter.readings.iter().map(|state| state.as_str()).collect();
        conditions.one_of(READING, &words);
    }
    conditions.body(catalogue, scope, "d.council_id", "d.committee_id")?;
    conditions.one_of("d.meeting_id", &scope.meetings.iter().map(|id| id.as_str()).collect::<Vec<_>>());
    conditions.one_of("d.state", &filter.states);
    conditions.one_of("d.source", &filter.sources);
    for word in filter.words.iter().flat_map(|words| words.split_whitespace()) {
        conditions.with("instr(lower(d.title || ' ' || d.file_name), ?) > 0", word.to_lowercase());
    }
    if let Some(instant) = &filter.modified_since {
        conditions.with("d.modified_at >= ?", instant.clone());
    }
    if let Some(meeting) = &filter.of_meeting {
        conditions.with(
            "d.id IN (WITH asked (id) AS (SELECT ?) \
             SELECT own.id FROM asked JOIN document own ON own.meeting_id = asked.id UNION \
             SELECT c.document_id FROM asked JOIN component c ON c.meeting_id = asked.id)",
            meeting.clone(),
        );
    }
    Ok(conditions)
}

/// What became of a file.
const READING: &str = "CASE d.state WHEN 'held' THEN d.reading ELSE d.state END";

/// Dates and kinds of a scope: of a file that was not read neither is known, and it may well be one of those asked for.
fn unread_too(conditions: &mut Conditions, scope: &Scope) {
    let unread = format!("{READING} NOT IN ('read_whole', 'read_in_part')");
    let undated = format!("({} OR {unread}) AND d.date IS NULL", if scope.undated { "1" } else { "0" });
    if let Some(day) = scope.since {
        conditions.with(&format!("(d.date >= ? OR {undated})"), day.first_day().to_string());
    }
    if let Some(day) = scope.until {
        conditions.with(&format!("(d.date <= ? OR {undated})"), day.last_day().to_string());
    }
    conditions.one_of("d.id", &scope.documents.iter().map(|id| id.as_str()).collect::<Vec<_>>());
    for kinds in scope.kinds.iter().filter(|kinds| !kinds.is_empty()) {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let clause = format!("(d.kind IN (SELECT value FROM json_each(?)) OR d.kind = 'other' AND {unread})");
        conditions.with_list(&clause, &kinds);
    }
}

/// How many files of a scope are in each state.
///
/// # Errors
/// The database's.
pub fn count_by_state(catalogue: &ReadTransaction, scope: &Scope) -> Result<Vec<(FileState, u64)>, CatalogueError> {
    let filter = Filter { readings: FileState::ALL.to_vec(), ..Filter::default() };
    let mut counts = Vec::new();
    conditions(catalogue, scope, &filter)?.grouped(READING).each(
        catalogue,
        &format!("{READING}, count(*)"),
        "document d",
        "1",
        Slice::ALL,
        |row| Ok((column(row, 0)?, column(row, 1)?)),
        |count| {
            counts.push(count);
            true
        },
    )?;
    Ok(counts)
}

/// One document.
///
/// # Errors
/// The database's.
pub fn one(catalogue: &ReadTransaction, id: &str) -> Result<Option<Document>, CatalogueError> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE d.id = ?");
    Ok(catalogue.prepare_cached(&sql)?.query_row([id], |row| Document::read_from(row, 0)).optional()?)
}

/// The documents inside a file, in order.
///
/// # Errors
/// The database's.
pub fn components(catalogue: &ReadTransaction, id: &str) -> Result<Vec<Component>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT c.n, c.kind, c.state, c.title, c.date, c.date_basis, c.committee_id, g.name, c.meeting_id, m.held_on, \
         c.first_page, c.last_page, c.begins, c.passages, c.words FROM component c \
         LEFT JOIN committee g ON g.id = c.committee_id LEFT JOIN meeting m ON m.id = c.meeting_id \
         WHERE c.document_id = ? ORDER BY c.n",
    )?;
    Ok(statement.query_map([id], |row| Component::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// The archived versions of a file that may be shown, newest first: they were read, nothing held them back, and no takedown
/// names their bytes unless they are what this document is now.
///
/// # Errors
/// The database's.
pub fn versions(catalogue: &ReadTransaction, id: &str) -> Result<Vec<Version>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT n, hash, bytes, content_type, final_url, fetched_at FROM version WHERE document_id = ?1 AND cleared \
         AND (n = (SELECT version FROM document WHERE id = ?1) OR hash NOT IN (SELECT hash FROM taken_down)) ORDER BY n DESC",
    )?;
    Ok(statement.query_map([id], |row| Version::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// One page of a file.
///
/// # Errors
/// The database's.
pub fn page(catalogue: &ReadTransaction, id: &str, n: u32) -> Result<Option<Page>, CatalogueError> {
    let sql = "SELECT n, printed, text, state, quality FROM page WHERE document_id = ? AND n = ?";
    Ok(catalogue.prepare_cached(sql)?.query_row((id, n), |row| Page::read_from(row, 0)).optional()?)
}

const PASSAGE: &str = "id, component, seq, page, last_page, form, act, text, item, grade, certainty, why, as_printed, \
     name, role,      person_id, copy_of";

/// The passages of a file, or of one component of it, in order.
///
/// # Errors
/// The database's.
pub fn passages(catalogue: &ReadTransaction, id: &str, component: Option<u32>) -> Result<Vec<Passage>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(&format!(
        "SELECT {PASSAGE} FROM passage WHERE document_id = ?1 AND (?2 IS NULL OR component = ?2) ORDER BY seq"
    ))?;
    Ok(statement.query_map((id, component), |row| Passage::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// A slice of the passages that stand, wholly or in part, on a page, in order.
///
/// # Errors
/// The database's.
pub fn on_page(
    catalogue: &ReadTransaction,
    id: &str,
    page: u32,
    slice: Slice,
) -> Result<Rows<Passage>, CatalogueError> {
    let sql = format!(
        "SELECT {PASSAGE} FROM passage WHERE document_id = ?1 AND page <= ?2 AND last_page >= ?2 \
         ORDER BY seq LIMIT ?3 OFFSET ?4"
    );
    let mut statement = catalogue.prepare_cached(&sql)?;
    let rows =
        statement.query_map((id, page, slice.limit as i64, slice.offset as i64), |row| Passage::read_from(row, 0))?;
    let rows = rows.collect::<Result<_, _>>()?;
    let total = "SELECT count(*) FROM passage WHERE document_id = ?1 AND page <= ?2 AND last_page >= ?2";
    let total = catalogue.prepare_cached(total)?.query_row((id, page), |row| row.get::<_, i64>(0))?.unsigned_abs();
    Ok(Rows { rows, total })
}

/// Cuts the passages of a page into parts of about `weight` characters, each passage with some more for what is drawn
/// around it. Gives the slice of every part.
///
/// # Errors
/// The database's.
pub fn parts_of_page(
    catalogue: &ReadTransaction,
    id: &str,
    page: u32,
    weight: u32,
) -> Result<Vec<Slice>, CatalogueError> {
    let sql = format!("{PARTS} SELECT min(place), count(*) FROM part GROUP BY n ORDER BY n");
    let mut statement = catalogue.prepare_cached(&sql)?;
    let rows = statement.query_map((id, page, weight), |row| {
        Ok(Slice { offset: row.get::<_, i64>(0)?.unsigned_abs(), limit: row.get::<_, i64>(1)?.unsigned_abs() })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// In which part of a page, from 1, each of these passages stands; see [`parts_of_page`].
///
/// # Errors
/// The database's.
pub fn part_of_page(
    catalogue: &ReadTransaction,
    id: &str,
    page: u32,
    weight: u32,
    passages: &[&str],
) -> Result<Vec<(String, u64)>, CatalogueError> {
    let sql = format!("{PARTS} SELECT id, n FROM part WHERE id IN (SELECT value FROM json_each(?4))");
    let mut statement = catalogue.prepare_cached(&sql)?;
    let rows = statement.query_map((id, page, weight, serde_json::json!(passages).to_string()), |row| {
        Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

const PARTS: &str = "WITH weighed AS (
         SELECT id, row_number() OVER (ORDER BY seq) - 1 AS place, sum(length(text) + 250) OVER (ORDER BY seq) / ?3 AS heavy
         FROM passage WHERE document_id = ?1 AND page <= ?2 AND last_page >= ?2),
     part AS (SELECT id, place, dense_rank() OVER (ORDER BY heavy) AS n FROM weighed)";

/// Of the passages at these places of a document their ids and the pages on which they begin, in order.
///
/// # Errors
/// The database's.
pub fn pages_of(
    catalogue: &ReadTransaction,
    id: &str,
    seqs: &[u32],
) -> Result<Vec<(u32, String, u32)>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT seq, id, page FROM passage WHERE document_id = ?1 AND seq IN (SELECT value FROM json_each(?2)) \
         ORDER BY seq",
    )?;
    let rows = statement
        .query_map((id, serde_json::json!(seqs).to_string()), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What went wrong with a document, for the public: where personal data stands is told to the operator alone.
///
/// # Errors
/// The database's.
pub fn problems(catalogue: &ReadTransaction, id: &str) -> Result<Vec<Problem>, CatalogueError> {
    let sql = "SELECT source, document_id, page, stage, code, message, at FROM problem \
               WHERE document_id = ? AND code <> ? ORDER BY id";
    let mut statement = catalogue.prepare_cached(sql)?;
    Ok(statement
        .query_map([id, record::ProblemCode::PersonalData.as_str()], |row| Problem::read_from(row, 0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// Ids of all documents whose bytes are read, in a fixed order.
///
/// # Errors
/// The database's.
pub fn read_ids(catalogue: &ReadTransaction, modified_since: Option<&str>) -> Result<Vec<String>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT id FROM document WHERE state = 'held' AND (?1 IS NULL OR modified_at >= ?1) ORDER BY date IS NULL, date, id",
    )?;
    Ok(statement.query_map([modified_since], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
