//! What is held, how fresh it is, and what went wrong.

use super::ReadTransaction;
use super::documents::Problem;
use super::row::row;
use crate::store::CatalogueError;
use crate::store::catalogue::{INDEXED, PENDING, generations_of};
use record::{DocumentState, ProblemCode, RunOutcome, SourceState};
use rusqlite::OptionalExtension;

row! {
    /// One configured source.
    Source {
        /// Name.
        name: String,
        /// Kind.
        kind: String,
        /// How its last crawl ended.
        state: SourceState,
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
        state: DocumentState,
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
        /// How it ended; absent: under way or killed.
        outcome: Option<RunOutcome>,
        /// Its report, JSON.
        report: String,
    }
}

/// Every source, by name.
///
/// # Errors
/// The database's.
pub fn sources(catalogue: &ReadTransaction) -> Result<Vec<Source>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT s.name, s.kind, s.state, s.message, s.last_started_at, s.last_ok_at, \
         (SELECT count(*) FROM problem p WHERE p.source = s.name) FROM source s ORDER BY s.name",
    )?;
    Ok(statement.query_map([], |row| Source::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// What is held, by source, kind and state.
///
/// # Errors
/// The database's.
pub fn held(catalogue: &ReadTransaction) -> Result<Vec<Held>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT source, kind, state, count(*), sum(pages), sum(pages_unread), min(date), max(date) FROM document \
         WHERE state <> 'forgotten' GROUP BY source, kind, state ORDER BY source, kind, state",
    )?;
    Ok(statement.query_map([], |row| Held::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// Every problem that the public may know of, newest first: where personal data stands is told to the operator alone.
///
/// # Errors
/// The database's.
pub fn problems(catalogue: &ReadTransaction) -> Result<Vec<Problem>, CatalogueError> {
    let sql = "SELECT source, document_id, page, stage, code, message, at FROM problem \
               WHERE code <> ? ORDER BY at DESC, id DESC";
    let mut statement = catalogue.prepare_cached(sql)?;
    Ok(statement
        .query_map([ProblemCode::PersonalData.as_str()], |row| Problem::read_from(row, 0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// The last run of each job.
///
/// # Errors
/// The database's.
pub fn last_runs(catalogue: &ReadTransaction) -> Result<Vec<Run>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT id, job, started_at, finished_at, outcome, report FROM run \
         WHERE id IN (SELECT max(id) FROM run GROUP BY job) ORDER BY id DESC",
    )?;
    Ok(statement.query_map([], |row| Run::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// A number that grows with every run that ended: what an answer beside the index may have changed with.
///
/// # Errors
/// The database's.
pub fn revision(catalogue: &ReadTransaction) -> Result<i64, CatalogueError> {
    let sql = "SELECT coalesce(max(id), 0) FROM run WHERE finished_at IS NOT NULL";
    Ok(catalogue.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional().map(Option::unwrap_or_default)?)
}

/// When anything that is held last changed.
///
/// # Errors
/// The database's.
pub fn last_change(catalogue: &ReadTransaction) -> Result<Option<String>, CatalogueError> {
    Ok(catalogue.prepare_cached("SELECT max(modified_at) FROM document")?.query_row([], |row| row.get(0))?)
}

/// Generations of the index that this state of the catalogue goes with; none where it has filled none.
///
/// # Errors
/// The database's.
pub fn index_generations(catalogue: &ReadTransaction) -> Result<Vec<u64>, CatalogueError> {
    let mut noted = catalogue.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    let mut number = |key: &str| -> Result<Option<u64>, CatalogueError> {
        let value: Option<String> = noted.query_row([key], |row| row.get(0)).optional()?;
        Ok(value.and_then(|value| value.parse().ok()))
    };
    let (indexed, pending) = (number(INDEXED)?, number(PENDING)?);
    Ok(generations_of(indexed, pending))
}
