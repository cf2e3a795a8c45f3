//! What `check` asks the catalogue.

use super::entries::ANSWERS;
use super::{Catalogue, CatalogueError, runs};
use record::{DocumentId, ProblemCode};
use std::collections::BTreeSet;

/// What SQLite itself finds wrong.
///
/// # Errors
/// SQLite cannot even look.
pub fn integrity(catalogue: &Catalogue) -> Result<Vec<String>, CatalogueError> {
    let mut statement = catalogue.prepare("PRAGMA integrity_check")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let told: Vec<String> = rows.collect::<Result<_, _>>()?;
    Ok(told.into_iter().filter(|line| line != "ok").map(|line| format!("catalogue: {line}")).collect())
}

/// Every hash that a document names and that is to be held.
///
/// # Errors
/// SQLite refuses.
pub fn hashes(catalogue: &Catalogue) -> Result<BTreeSet<String>, CatalogueError> {
    let mut statement = catalogue.prepare(
        "SELECT DISTINCT hash FROM version WHERE hash NOT IN (SELECT hash FROM taken_down)
         UNION SELECT version.hash FROM version JOIN document ON document.id = version.document_id
             AND document.version = version.n WHERE document.state <> 'forgotten'",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Documents whose bytes were lost when they were to be read, with the hash of those bytes.
///
/// # Errors
/// SQLite refuses.
pub fn lost(catalogue: &Catalogue) -> Result<Vec<(DocumentId, String)>, CatalogueError> {
    let mut statement = catalogue.prepare(
        "SELECT DISTINCT document.id, version.hash FROM problem JOIN document ON document.id = problem.document_id
         JOIN version ON version.document_id = document.id AND version.n = document.version
         WHERE problem.code = ?1 ORDER BY document.id",
    )?;
    let rows = statement.query_map([ProblemCode::LostBytes.as_str()], |row| {
        Ok((DocumentId::from_stored(row.get::<_, String>(0)?), row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Has a document whose bytes are back read again.
///
/// # Errors
/// SQLite refuses.
pub fn read_again(catalogue: &Catalogue, id: &DocumentId) -> Result<(), CatalogueError> {
    runs::no_longer(catalogue, id, ProblemCode::LostBytes)?;
    catalogue.execute("UPDATE document SET recognisers = 0, read_hash = NULL WHERE id = ?1", [id.as_str()])?;
    Ok(())
}

/// Has the bytes with this hash asked for again: without validators no server can say that nothing changed.
///
/// # Errors
/// SQLite refuses.
pub fn ask_again(catalogue: &Catalogue, hash: &str) -> Result<(), CatalogueError> {
    catalogue.execute("UPDATE version SET etag = NULL, last_modified = NULL WHERE hash = ?1", [hash])?;
    Ok(())
}

/// Passages that answers rest on.
///
/// # Errors
/// SQLite refuses.
pub fn passages_in_answers(catalogue: &Catalogue) -> Result<u64, CatalogueError> {
    let sql =
        format!("SELECT count(*) FROM passage JOIN document ON document.id = passage.document_id WHERE {ANSWERS}");
    let count: i64 = catalogue.query_row(&sql, [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// How many passages of each document are in answers.
///
/// # Errors
/// SQLite refuses.
pub fn passages_by_document(catalogue: &Catalogue) -> Result<Vec<(DocumentId, u64)>, CatalogueError> {
    let mut statement = catalogue.prepare(&format!(
        "SELECT document.id, count(*) FROM passage JOIN document ON document.id = passage.document_id
         WHERE {ANSWERS} GROUP BY document.id"
    ))?;
    let rows = statement.query_map([], |row| {
        Ok((DocumentId::from_stored(row.get::<_, String>(0)?), row.get::<_, i64>(1)?.unsigned_abs()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Documents whose entries in the index are out of date.
///
/// # Errors
/// SQLite refuses.
pub fn waiting_for_the_index(catalogue: &Catalogue) -> Result<u64, CatalogueError> {
    let count: i64 = catalogue.query_row("SELECT count(*) FROM to_index", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}
