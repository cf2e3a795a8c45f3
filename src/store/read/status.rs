//! What is held, how fresh it is, and what went wrong.

use super::documents::Problem;
use super::select::row;
use rusqlite::{Connection, OptionalExtension};

row! {
    /// One configured source.
    Source {
        /// Name.
        name: String,
        /// Kind.
        kind: String,
        /// `never`, `ok`, `failing` or `refused`.
        state: String,
        /// That state in words.
        message: Option<String>,
        /// When its last crawl began.
        last_started_at: Option<String>,
        /// When its last good crawl ended.
        last_ok_at: Option<String>,
        /// Problems recorded for it.
        problems: u64,
    }
}

row! {
    /// Documents of one source, kind and state.
    Held {
        /// Source.
        source: String,
        /// Kind.
        kind: String,
        /// State.
        state: String,
        /// Documents.
        documents: u64,
        /// Their pages.
        pages: u64,
        /// Those without usable text.
        pages_without_text: u64,
        /// First date.
        first: Option<String>,
        /// Last date.
        last: Option<String>,
    }
}

row! {
    /// One run of a job.
    Run {
        /// Number.
        id: i64,
        /// Which job.
        job: String,
        /// When it began.
        started_at: String,
        /// When it ended.
        finished_at: Option<String>,
        /// `done`, `failed_in_part` or `failed`; absent: under way or killed.
        outcome: Option<String>,
        /// Its report, JSON.
        report: String,
    }
}

/// Every source, by name.
///
/// # Errors
/// The database's.
pub fn sources(connection: &Connection) -> rusqlite::Result<Vec<Source>> {
    let mut statement = connection.prepare_cached(
        "SELECT s.name, s.kind, s.state, s.message, s.last_started_at, s.last_ok_at, \
         (SELECT count(*) FROM problem p WHERE p.source = s.name) FROM source s ORDER BY s.name",
    )?;
    statement.query_map([], |row| Source::read_from(row, 0))?.collect()
}

/// What is held, by source, kind and state.
///
/// # Errors
/// The database's.
pub fn held(connection: &Connection) -> rusqlite::Result<Vec<Held>> {
    let mut statement = connection.prepare_cached(
        "SELECT source, kind, state, count(*), sum(pages), sum(pages_unread), min(date), max(date) FROM document \
         WHERE state <> 'forgotten' GROUP BY source, kind, state ORDER BY source, kind, state",
    )?;
    statement.query_map([], |row| Held::read_from(row, 0))?.collect()
}

/// Every problem that the public may know of, newest first: where personal data stands is told to the operator alone.
///
/// # Errors
/// The database's.
pub fn problems(connection: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let sql = "SELECT source, document_id, page, stage, code, message, at FROM problem \
               WHERE code <> ? ORDER BY at DESC, id DESC";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map([record::Problem::PERSONAL_DATA], |row| Problem::read_from(row, 0))?.collect()
}

/// The last run of each job.
///
/// # Errors
/// The database's.
pub fn last_runs(connection: &Connection) -> rusqlite::Result<Vec<Run>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, job, started_at, finished_at, outcome, report FROM run \
         WHERE id IN (SELECT max(id) FROM run GROUP BY job) ORDER BY id DESC",
    )?;
    statement.query_map([], |row| Run::read_from(row, 0))?.collect()
}

/// A number that grows with every run that ended: what an answer beside the index may have changed with.
///
/// # Errors
/// The database's.
pub fn revision(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT coalesce(max(id), 0) FROM run WHERE finished_at IS NOT NULL";
    connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional().map(Option::unwrap_or_default)
}

/// When anything that is held last changed.
///
/// # Errors
/// The database's.
pub fn last_change(connection: &Connection) -> rusqlite::Result<Option<String>> {
    connection.prepare_cached("SELECT max(modified_at) FROM document")?.query_row([], |row| row.get(0))
}
