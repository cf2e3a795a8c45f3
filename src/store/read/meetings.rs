//! Meetings: when, where, who was there, what was on the agenda, and what is published of them.

use super::ReadTransaction;
use super::row::row;
use super::select::{Conditions, Rows, Scope, Slice};
use crate::store::CatalogueError;
use crate::store::json::Json;
use rusqlite::OptionalExtension;
use std::collections::HashMap;

row! {
    /// One meeting.
    Meeting {
        /// Id.
        id: String,
        /// Council.
        council_id: String,
        /// Its name.
        council: String,
        /// Committee.
        committee_id: String,
        /// Its name.
        committee: String,
        /// Day.
        held_on: String,
        /// When it began.
        starts_at: Option<String>,
        /// When it ended.
        ended_at: Option<String>,
        /// Where.
        place: Option<String>,
        /// As its source prints it.
        status: Option<String>,
        /// Where it is published.
        url: Option<String>,
        /// What the source says is published.
        agenda_published: Option<bool>,
        /// See `agenda_published`.
        minutes_published: Option<bool>,
        /// See `agenda_published`.
        decisions_published: Option<bool>,
        /// Titles of papers that are not for the public, JSON list.
        restricted_papers: Json<Vec<String>>,
        /// Where its sources disagree, JSON list.
        disagreements: Json<Vec<String>>,
        /// Facts of its source, JSON.
        facts: Option<String>,
        /// When anything about it last changed.
        modified_at: String,
        /// Whether its minutes are held and read.
        has_minutes: bool,
        /// Documents published for it.
        documents: u64,
        /// Resolutions found in its minutes.
        resolutions: u64,
        /// Commitments found in its minutes.
        commitments: u64,
    }
}

row! {
    /// Somebody on an attendance list.
    Appearance {
        /// In what capacity.
        presence: String,
        /// The entry as printed.
        as_printed: String,
        /// The name.
        name: String,
        /// Office or post.
        role: Option<String>,
        /// Whether it is an elected member.
        councillor: bool,
        /// Whether they chaired.
        chair: bool,
        /// Who it is, where identified.
        person_id: Option<String>,
        /// That person's name.
        person: Option<String>,
    }
}

row! {
    /// One agenda item.
    Item {
        /// The meeting.
        meeting_id: String,
        /// Document that it was read in.
        document_id: String,
        /// Component that it was read in.
        component: u32,
        /// Place, from 0.
        pos: u32,
        /// Number as printed.
        number: Option<String>,
        /// The agenda's number where the minutes print another.
        agenda_number: Option<String>,
        /// Title as printed.
        title: String,
        /// First page on which something of it stands.
        page: Option<u32>,
        /// Its first passage.
        passage_id: Option<String>,
        /// The key that its source gives it.
        key: Option<String>,
    }
}

row! {
    /// A paper that its source publishes under an agenda item.
    ItemPaper {
        /// The meeting.
        meeting_id: String,
        /// The item's key.
        item_key: String,
        /// Document.
        document_id: String,
        /// Its title.
        title: String,
    }
}

row! {
    /// Where the minutes of a meeting are read.
    Minutes {
        /// Document.
        document_id: String,
        /// Component of it.
        component: u32,
        /// The document's title.
        title: String,
        /// `draft` or `confirmed`, where that is printed.
        state: Option<String>,
    }
}

const COLUMNS: &str = "m.id, m.council_id, k.name, m.committee_id, g.name, m.held_on, m.starts_at, m.ended_at, m.place, \
     m.status, m.url, m.agenda_published, m.minutes_published, m.decisions_published, m.restricted_papers, \
     m.disagreements, m.facts, m.modified_at, \
     EXISTS (SELECT 1 FROM component c WHERE c.meeting_id = m.id AND c.kind = 'minutes'), \
     (SELECT count(*) FROM document d WHERE d.meeting_id = m.id AND d.state <> 'forgotten') + \
     (SELECT count(DISTINCT d.id) FROM component c JOIN document d ON d.id = c.document_id \
     WHERE c.meeting_id = m.id AND d.meeting_id IS NOT m.id AND d.state <> 'forgotten'), \
     (SELECT count(*) FROM component c JOIN resolution r ON r.document_id = c.document_id AND r.component = c.n \
     WHERE c.meeting_id = m.id AND r.copy_of IS NULL), \
     (SELECT count(*) FROM component c JOIN commitment r ON r.document_id = c.document_id AND r.component = c.n \
     WHERE c.meeting_id = m.id AND c.kind = 'minutes' AND r.copy_of IS NULL)";
const TABLES: &str = "meeting m JOIN council k ON k.id = m.council_id JOIN committee g ON g.id = m.committee_id";

/// What is asked of the list besides its scope.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only meetings with minutes, or only those without.
    pub with_minutes: Option<bool>,
    /// Changed at or after this instant.
    pub modified_since: Option<String>,
    /// Which end of the list comes first.
    pub order: Order,
}

/// The order of a list of meetings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// As the record grew.
    #[default]
    OldestFirst,
    /// As people look back.
    NewestFirst,
}

impl Order {
    fn sql(self) -> &'static str {
        match self {
            Order::OldestFirst => "m.held_on, m.id",
            Order::NewestFirst => "m.held_on DESC, m.id DESC",
        }
    }
}

/// Lists meetings by day.
///
/// # Errors
/// The database's.
pub fn list(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    slice: Slice,
) -> Result<Rows<Meeting>, CatalogueError> {
    let conditions = conditions(catalogue, scope, filter)?;
    Ok(conditions.list(catalogue, COLUMNS, TABLES, filter.order.sql(), slice, |row| Meeting::read_from(row, 0))?)
}

/// The last meetings whose minutes are held, at most `most`, newest first. Does not count them all.
///
/// # Errors
/// The database's.
pub fn latest_with_minutes(catalogue: &ReadTransaction, most: u64) -> Result<Vec<Meeting>, CatalogueError> {
    let held = Filter { with_minutes: Some(true), ..Filter::default() };
    let conditions = conditions(catalogue, &Scope::default(), &held)?;
    let (order, slice) = (Order::NewestFirst.sql(), Slice { offset: 0, limit: most });
    let mut meetings = Vec::new();
    conditions.each(
        catalogue,
        COLUMNS,
        TABLES,
        order,
        slice,
        |row| Meeting::read_from(row, 0),
        |meeting| {
            meetings.push(meeting);
            true
        },
    )?;
    Ok(meetings)
}

/// Hands every meeting of the list to `take` until it answers false.
///
/// # Errors
/// The database's.
pub fn each(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    take: impl FnMut(Meeting) -> bool,
) -> Result<(), CatalogueError> {
    let conditions = conditions(catalogue, scope, filter)?;
    Ok(conditions.each(
        catalogue,
        COLUMNS,
        TABLES,
        Order::OldestFirst.sql(),
        Slice::ALL,
        |row| Meeting::read_from(row, 0),
        take,
    )?)
}

pub(super) fn conditions(catalogue: &ReadTransaction, scope: &Scope, filter: &Filter) -> rusqlite::Result<Conditions> {
    let mut conditions = Conditions::default();
    conditions.dates("m.held_on", scope.since, scope.until, false);
    conditions.body(catalogue, scope, "m.council_id", "m.committee_id")?;
    conditions.one_of("m.id", &scope.meetings.iter().map(|id| id.as_str()).collect::<Vec<_>>());
    let minutes = "EXISTS (SELECT 1 FROM component c WHERE c.meeting_id = m.id AND c.kind = 'minutes')";
    match filter.with_minutes {
        Some(true) => conditions.plain(minutes),
        Some(false) => conditions.plain(&format!("NOT {minutes}")),
        None => {}
    }
    if let Some(instant) = &filter.modified_since {
        conditions.with("m.modified_at >= ?", instant.clone());
    }
    Ok(conditions)
}

/// One meeting.
///
/// # Errors
/// The database's.
pub fn one(catalogue: &ReadTransaction, id: &str) -> Result<Option<Meeting>, CatalogueError> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE m.id = ?");
    Ok(catalogue.prepare_cached(&sql)?.query_row([id], |row| Meeting::read_from(row, 0)).optional()?)
}

/// The committee's meetings next before and next after this one: ids and days.
///
/// # Errors
/// The database's.
#[allow(clippy::type_complexity)] // two optional pairs
pub fn neighbours(
    catalogue: &ReadTransaction,
    meeting: &Meeting,
) -> Result<(Option<(String, String)>, Option<(String, String)>), CatalogueError> {
    let find = |sql: &str| {
        let values = (&meeting.committee_id, &meeting.held_on, &meeting.id);
        catalogue.prepare_cached(sql)?.query_row(values, |row| Ok((row.get(0)?, row.get(1)?))).optional()
    };
    let before = find(
        "SELECT id, held_on FROM meeting WHERE committee_id = ?1 AND (held_on, id) < (?2, ?3) \
         ORDER BY held_on DESC, id DESC LIMIT 1",
    )?;
    let after = find(
        "SELECT id, held_on FROM meeting WHERE committee_id = ?1 AND (held_on, id) > (?2, ?3) \
         ORDER BY held_on, id LIMIT 1",
    )?;
    Ok((before, after))
}

/// The days of the same committee's meeting next before each of these, by the id of the later one; the first meeting of a
/// committee has none.
///
/// # Errors
/// The database's.
pub fn days_before(catalogue: &ReadTransaction, meetings: &[&str]) -> Result<HashMap<String, String>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT m.id, (SELECT b.held_on FROM meeting b WHERE b.committee_id = m.committee_id \
         AND (b.held_on, b.id) < (m.held_on, m.id) ORDER BY b.held_on DESC, b.id DESC LIMIT 1) AS before \
         FROM meeting m WHERE m.id IN (SELECT value FROM json_each(?1)) AND before IS NOT NULL",
    )?;
    let rows = statement.query_map([serde_json::json!(meetings).to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Who was there, by the list that stands: the minutes' where they have one, else the source's system's.
///
/// A meeting's minutes may be held in several files; one of them is chosen, confirmed before draft.
///
/// # Errors
/// The database's.
pub fn attendance(catalogue: &ReadTransaction, id: &str) -> Result<Vec<Appearance>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT a.presence, a.as_printed, a.name, a.role, a.councillor, a.chair, a.person_id, p.name FROM attendance a \
         LEFT JOIN person p ON p.id = a.person_id \
         WHERE a.meeting_id = ?1 AND (a.document_id, a.component) = (SELECT b.document_id, b.component FROM attendance b \
         LEFT JOIN component c ON c.document_id = b.document_id AND c.n = b.component WHERE b.meeting_id = ?1 \
         ORDER BY c.kind IS NOT 'minutes', c.state IS NOT 'confirmed', b.document_id = '', b.document_id, b.component \
         LIMIT 1) ORDER BY a.pos",
    )?;
    Ok(statement.query_map([id], |row| Appearance::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// What the papers of a meeting print otherwise than its system says: dates that were not believed.
///
/// # Errors
/// SQLite refuses.
pub fn contradicted_by_papers(catalogue: &ReadTransaction, id: &str) -> Result<Vec<String>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT DISTINCT d.title || ': ' || p.message FROM document d
         JOIN problem p ON p.document_id = d.id AND p.stage = 'read' AND p.code = 'date_conflict'
         WHERE d.meeting_id = ?1 AND d.state <> 'forgotten' ORDER BY 1",
    )?;
    Ok(statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

row! {
    /// Where a source's system and the minutes of a meeting say different things.
    Disagreement {
        /// `attendance`, `mover`, `seconder`, `outcome`, `count` or `side`.
        kind: String,
        /// Who or what it is about.
        about: String,
        /// What the system says.
        by_system: String,
        /// What the minutes print.
        by_minutes: String,
    }
}

/// Where the system and the minutes of a meeting disagree.
///
/// # Errors
/// SQLite refuses.
pub fn contradicted_by_minutes(catalogue: &ReadTransaction, id: &str) -> Result<Vec<Disagreement>, CatalogueError> {
    let sql = "SELECT kind, about, by_system, by_minutes FROM disagreement WHERE meeting_id = ?1 ORDER BY pos";
    let mut statement = catalogue.prepare_cached(sql)?;
    Ok(statement.query_map([id], |row| Disagreement::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// The agenda items of these meetings, as one paper of each lists them: the minutes where they are held, else the
/// decisions, else the agenda.
///
/// # Errors
/// The database's.
pub fn items(catalogue: &ReadTransaction, meetings: &[&str]) -> Result<Vec<Item>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "WITH chosen AS (SELECT asked.value AS meeting_id, (SELECT c.rowid FROM component c \
         WHERE c.meeting_id = asked.value AND EXISTS (SELECT 1 FROM item j WHERE j.document_id = c.document_id \
         AND j.component = c.n) ORDER BY CASE c.kind WHEN 'minutes' THEN 0 WHEN 'decision' THEN 1 WHEN 'agenda' THEN 2 \
         ELSE 3 END, c.state IS NOT 'confirmed', c.document_id, c.n LIMIT 1) AS paper FROM json_each(?1) asked) \
         SELECT h.meeting_id, i.document_id, i.component, i.pos, i.number, i.agenda_number, i.title, min(p.page), \
         (SELECT f.id FROM passage f WHERE f.document_id = i.document_id AND f.component = i.component AND f.item = i.pos \
         ORDER BY f.seq LIMIT 1), i.key FROM chosen h JOIN component c ON c.rowid = h.paper \
         JOIN item i ON i.document_id = c.document_id AND i.component = c.n \
         LEFT JOIN passage p ON p.document_id = i.document_id AND p.component = i.component AND p.item = i.pos \
         GROUP BY h.meeting_id, i.pos ORDER BY h.meeting_id, i.pos",
    )?;
    Ok(statement
        .query_map([serde_json::json!(meetings).to_string()], |row| Item::read_from(row, 0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// The papers that sources publish under single items of these meetings, in the source's order as far as addresses tell
/// it.
///
/// # Errors
/// The database's.
pub fn item_papers(catalogue: &ReadTransaction, meetings: &[&str]) -> Result<Vec<ItemPaper>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT meeting_id, facts ->> '$.item_key', id, title FROM document \
         WHERE meeting_id IN (SELECT value FROM json_each(?1)) AND state <> 'forgotten' AND facts ->> '$.item_key' IS NOT NULL ORDER BY key, id",
    )?;
    Ok(statement
        .query_map([serde_json::json!(meetings).to_string()], |row| ItemPaper::read_from(row, 0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// Where its minutes are read: the component that holds them, confirmed before draft, alone in a file before in a pack.
/// What may not be shown is left out.
///
/// # Errors
/// The database's.
pub fn minutes(catalogue: &ReadTransaction, id: &str) -> Result<Option<Minutes>, CatalogueError> {
    Ok(catalogue
        .prepare_cached(
            "SELECT c.document_id, c.n, d.title, c.state FROM component c JOIN document d ON d.id = c.document_id \
             WHERE c.meeting_id = ? AND c.kind = 'minutes' AND d.state IN ('held', 'failed') \
             ORDER BY CASE c.state WHEN 'confirmed' THEN 0 WHEN 'draft' THEN 2 ELSE 1 END, \
             (SELECT count(*) FROM component o WHERE o.document_id = c.document_id) > 1, c.document_id, c.n LIMIT 1",
        )?
        .query_row([id], |row| Minutes::read_from(row, 0))
        .optional()?)
}

/// Ids of the meetings of a scope.
///
/// # Errors
/// The database's.
pub fn ids(catalogue: &ReadTransaction, scope: &Scope) -> Result<Vec<String>, CatalogueError> {
    let mut ids = Vec::new();
    let conditions = conditions(catalogue, scope, &Filter::default())?;
    conditions.each(
        catalogue,
        "m.id",
        "meeting m",
        "m.held_on, m.id",
        Slice::ALL,
        |row| row.get(0),
        |id| {
            ids.push(id);
            true
        },
    )?;
    Ok(ids)
}
