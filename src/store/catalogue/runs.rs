//! Runs, their reports, and problems.

use super::{Catalogue, CatalogueError};
use jiff::Timestamp;
use record::{DocumentId, ProblemCode, RunOutcome, SourceState};
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

/// Notes that a job begins.
///
/// # Errors
/// SQLite refuses.
pub fn begin(catalogue: &Catalogue, job: &str, at: Timestamp) -> Result<i64, CatalogueError> {
    catalogue.execute("INSERT INTO run (job, started_at) VALUES (?1, ?2)", [job, &at.to_string()])?;
    Ok(catalogue.connection().last_insert_rowid())
}

/// Notes how a job ended.
///
/// # Errors
/// SQLite refuses.
pub fn end(
    catalogue: &Catalogue,
    run: i64,
    outcome: RunOutcome,
    report: &Value,
    at: Timestamp,
) -> Result<(), CatalogueError> {
    catalogue.execute(
        "UPDATE run SET finished_at = ?2, outcome = ?3, report = ?4 WHERE id = ?1",
        params![run, at.to_string(), outcome.as_str(), report.to_string()],
    )?;
    Ok(())
}

/// When the last run of a job began, whatever became of it.
///
/// # Errors
/// SQLite refuses.
pub fn last_started(catalogue: &Catalogue, job: &str) -> Result<Option<Timestamp>, CatalogueError> {
    let at: Option<String> = catalogue
        .query_row("SELECT started_at FROM run WHERE job = ?1 ORDER BY id DESC LIMIT 1", [job], |row| row.get(0))
        .optional()?;
    Ok(at.and_then(|at| at.parse().ok()))
}

/// Takes back a problem of a document.
///
/// # Errors
/// SQLite refuses.
pub fn no_longer(catalogue: &Catalogue, document: &DocumentId, code: ProblemCode) -> Result<(), CatalogueError> {
    catalogue
        .execute("DELETE FROM problem WHERE document_id = ?1 AND code = ?2", [document.as_str(), code.as_str()])?;
    Ok(())
}

/// Takes back a problem that is neither a source's nor a document's.
///
/// # Errors
/// SQLite refuses.
pub fn no_longer_at_all(catalogue: &Catalogue, stage: &str, code: ProblemCode) -> Result<(), CatalogueError> {
    let sql = "DELETE FROM problem WHERE source IS NULL AND document_id IS NULL AND stage = ?1 AND code = ?2";
    catalogue.execute(sql, [stage, code.as_str()])?;
    Ok(())
}

/// Notes a problem of a source, a document or a page of one.
///
/// # Errors
/// SQLite refuses.
pub fn problem(
    catalogue: &Catalogue,
    source: Option<&str>,
    place: Option<(&DocumentId, Option<u32>)>,
    stage: &str,
    code: ProblemCode,
    message: &str,
    at: Timestamp,
) -> Result<(), CatalogueError> {
    let (document, page) = place.unzip();
    catalogue
        .prepare_cached(
            "INSERT INTO problem (source, document_id, page, stage, code, message, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![source, document.map(DocumentId::as_str), page.flatten(), stage, code.as_str(), message, at.to_string()])?;
    Ok(())
}

/// Notes that a crawl of a source begins; its problems of before are no more.
///
/// # Errors
/// SQLite refuses.
pub fn source_begins(catalogue: &Catalogue, name: &str, kind: &str, at: Timestamp) -> Result<(), CatalogueError> {
    catalogue.execute(
        "INSERT INTO source (name, kind, scope, last_started_at) VALUES (?1, ?2, ?1, ?3)
         ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, last_started_at = excluded.last_started_at",
        [name, kind, &at.to_string()],
    )?;
    catalogue.execute("DELETE FROM problem WHERE source = ?1 AND stage = 'crawl'", [name])?;
    Ok(())
}

/// Notes how the crawl of a source ended.
///
/// # Errors
/// SQLite refuses.
pub fn source_ends(
    catalogue: &Catalogue,
    name: &str,
    state: SourceState,
    message: Option<&str>,
    at: Timestamp,
) -> Result<(), CatalogueError> {
    catalogue.execute(
        "UPDATE source SET state = ?2, message = ?3,
             last_ok_at = CASE WHEN ?2 = 'ok' THEN ?4 ELSE last_ok_at END WHERE name = ?1",
        params![name, state.as_str(), message, at.to_string()],
    )?;
    Ok(())
}
