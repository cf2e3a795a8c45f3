//! Documents: what is held of each, what is to be read, what was taken down.

use super::CatalogueError;
use crawler::{HeldDocument, Known};
use jiff::Timestamp;
use record::{DocumentFacts, DocumentId};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A document whose bytes are held and that the recognisers have not read as it is now.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Which.
    pub id: DocumentId,
    /// The source's name.
    pub source: String,
    /// What its source says.
    pub facts: DocumentFacts,
    /// SHA-256 of its bytes.
    pub hash: String,
}

/// Documents that are to be read by recognisers of version `recognisers`, or with `all` every held one. Only their ids:
/// after a first crawl these are all that there are.
///
/// # Errors
/// SQLite refuses.
pub fn unread(
    connection: &Connection,
    recognisers: u32,
    source: Option<&str>,
    all: bool,
) -> Result<Vec<DocumentId>, CatalogueError> {
    let mut statement = connection.prepare(
        "SELECT d.id FROM document d
         JOIN version v ON v.document_id = d.id AND v.n = d.version
         WHERE d.state IN ('held', 'withdrawn', 'quarantined') AND (?2 IS NULL OR d.source = ?2)
             AND (?3 OR d.recognisers < ?1 OR d.read_hash IS NOT v.hash)
         ORDER BY d.date DESC, d.id",
    )?;
    let ids = statement.query_map(params![recognisers, source, all], |row| row.get::<_, String>(0))?;
    Ok(ids.map(|id| id.map(DocumentId::from_stored)).collect::<Result<_, _>>()?)
}

/// What is needed to read a document whose bytes are held.
///
/// # Errors
/// SQLite refuses, or no bytes of it are held.
pub fn to_read(connection: &Connection, id: &DocumentId) -> Result<Unread, CatalogueError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.source, d.facts, v.hash FROM document d
         JOIN version v ON v.document_id = d.id AND v.n = d.version WHERE d.id = ?1",
    )?;
    let (source, facts, hash) =
        statement.query_row([id.as_str()], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)))?;
    Ok(Unread { id: id.clone(), source, facts: serde_json::from_str(&facts)?, hash })
}

/// Documents with pages that have no usable text and have not been tried by OCR, and how many pages these are.
///
/// # Errors
/// SQLite refuses.
pub fn with_pictures(connection: &Connection, source: Option<&str>) -> Result<Vec<(Unread, u32)>, CatalogueError> {
    let mut statement = connection.prepare(
        "SELECT d.id, d.source, d.facts, v.hash, d.pages_unread FROM document d
         JOIN version v ON v.document_id = d.id AND v.n = d.version
         WHERE d.state IN ('held', 'withdrawn', 'quarantined') AND (?1 IS NULL OR d.source = ?1)
             AND d.pages_unread > 0 AND d.read_hash = v.hash AND d.ocr_hash IS NOT v.hash
         ORDER BY d.date DESC, d.id",
    )?;
    let rows = statement.query_map(params![source], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get(3)?, row.get(4)?))
    })?;
    rows.map(|row| {
        let (id, source, facts, hash, pages) = row?;
        Ok((Unread { id: DocumentId::from_stored(id), source, facts: serde_json::from_str(&facts)?, hash }, pages))
    })
    .collect()
}

/// Notes that the pictures of these bytes were tried by OCR.
///
/// # Errors
/// SQLite refuses.
pub fn pictures_tried(connection: &Connection, id: &DocumentId, hash: &str) -> Result<(), CatalogueError> {
    connection.execute("UPDATE document SET ocr_hash = ?2 WHERE id = ?1", [id.as_str(), hash])?;
    Ok(())
}

/// What is known of a document's last retrieval.
///
/// # Errors
/// SQLite refuses.
pub fn known(connection: &Connection, id: &DocumentId) -> Result<Option<Known>, CatalogueError> {
    let mut statement = connection.prepare_cached(
        "SELECT v.etag, v.last_modified, v.hash, d.checked_at, d.missing_since FROM document d
         LEFT JOIN version v ON v.document_id = d.id AND v.n = d.version WHERE d.id = ?1",
    )?;
    let known = statement.query_row([id.as_str()], |row| {
        Ok(Known {
            etag: row.get(0)?,
            last_modified: row.get(1)?,
            hash: row.get(2)?,
            content_hash: None,
            checked_at: instant(row, 3)?,
            missing_since: instant(row, 4)?,
        })
    });
    Ok(known.optional()?)
}

/// What is known of a page of facts.
///
/// # Errors
/// SQLite refuses.
pub fn known_page(connection: &Connection, url: &str) -> Result<Option<Known>, CatalogueError> {
    let mut statement = connection.prepare_cached(
        "SELECT etag, last_modified, hash, content_hash, checked_at FROM fetched_page WHERE url = ?1",
    )?;
    let known = statement.query_row([url], |row| {
        Ok(Known {
            etag: row.get(0)?,
            last_modified: row.get(1)?,
            hash: row.get(2)?,
            content_hash: row.get(3)?,
            checked_at: instant(row, 4)?,
            missing_since: None,
        })
    });
    Ok(known.optional()?)
}

/// What its source last said of a document.
///
/// # Errors
/// SQLite refuses.
pub fn facts(connection: &Connection, id: &DocumentId) -> Result<Option<DocumentFacts>, CatalogueError> {
    let facts: Option<String> = connection
        .prepare_cached("SELECT facts FROM document WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(facts.map(|facts| serde_json::from_str(&facts)).transpose()?)
}

/// A document with what its source last said of it.
///
/// # Errors
/// SQLite refuses.
pub fn held_document(connection: &Connection, id: &DocumentId) -> Result<Option<HeldDocument>, CatalogueError> {
    let Some(facts) = facts(connection, id)? else { return Ok(None) };
    Ok(known(connection, id)?.map(|known| HeldDocument { facts, known }))
}

/// The documents that a source lists for one of its meetings and that are not known to be gone.
///
/// # Errors
/// SQLite refuses.
pub fn of_source_meeting(
    connection: &Connection,
    scope: &str,
    meeting_key: &str,
) -> Result<Vec<HeldDocument>, CatalogueError> {
    // `+key`: for a plain `key` SQLite walks all documents of the scope in that order instead of finding the meeting's.
    let mut statement = connection.prepare_cached(
        "SELECT id FROM document WHERE scope = ?1 AND facts ->> 'meeting_key' = ?2
         AND state NOT IN ('withdrawn', 'forgotten') ORDER BY +key",
    )?;
    let ids = statement.query_map([scope, meeting_key], |row| row.get(0))?;
    let ids: Vec<String> = ids.collect::<Result<_, _>>()?;
    let held = ids.into_iter().map(|id| held_document(connection, &DocumentId::from_stored(id)));
    held.filter_map(Result::transpose).collect()
}

/// The version that is held (0: none) and since when the document is missing.
///
/// # Errors
/// SQLite refuses.
pub fn absence(connection: &Connection, id: &DocumentId) -> Result<Option<(u32, Option<Timestamp>)>, CatalogueError> {
    let row = connection
        .prepare_cached("SELECT version, missing_since FROM document WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, instant(row, 1)?)))
        .optional()?;
    Ok(row)
}

/// The state and its message.
///
/// # Errors
/// SQLite refuses.
pub fn state(connection: &Connection, id: &DocumentId) -> Result<Option<(String, Option<String>)>, CatalogueError> {
    let row = connection
        .prepare_cached("SELECT state, state_message FROM document WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(row)
}

/// Keys of the documents of a source in a scope that are not known to be gone.
///
/// # Errors
/// SQLite refuses.
pub fn held_keys(connection: &Connection, source: &str, scope: &str) -> Result<Vec<String>, CatalogueError> {
    let mut statement = connection.prepare_cached(
        "SELECT key FROM document WHERE source = ?1 AND scope = ?2 AND state NOT IN ('withdrawn', 'forgotten') ORDER BY key",
    )?;
    let keys = statement.query_map([source, scope], |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// Notes that a document was asked for and is as it was.
///
/// # Errors
/// SQLite refuses.
pub fn checked(connection: &Connection, id: &DocumentId, at: Timestamp) -> Result<(), CatalogueError> {
    connection
        .prepare_cached("UPDATE document SET checked_at = ?2 WHERE id = ?1")?
        .execute([id.as_str(), &at.to_string()])?;
    Ok(())
}

/// Marks a document whose entries in the index must be made anew.
///
/// # Errors
/// SQLite refuses.
pub fn to_index(connection: &Connection, id: &DocumentId) -> Result<(), CatalogueError> {
    connection.prepare_cached("INSERT OR IGNORE INTO to_index (document_id) VALUES (?1)")?.execute([id.as_str()])?;
    Ok(())
}

/// Notes what sort of file it is: as its bytes tell, else as its server said.
///
/// # Errors
/// SQLite refuses.
pub fn set_media_type(connection: &Connection, id: &DocumentId, told: Option<&str>) -> Result<(), CatalogueError> {
    let sql = "UPDATE document SET media_type = coalesce(?2, (SELECT v.content_type FROM version v
                   WHERE v.document_id = document.id AND v.n = document.version))
               WHERE id = ?1";
    connection.prepare_cached(sql)?.execute(params![id.as_str(), told])?;
    Ok(())
}

/// Keeps a document that looks exempt from being shown until somebody has looked. One that was released stays so.
///
/// # Errors
/// SQLite refuses.
pub fn quarantine(connection: &Connection, id: &DocumentId, reason: &str, at: Timestamp) -> Result<(), CatalogueError> {
    connection.execute(
        "UPDATE document SET state = 'quarantined', state_message = ?2, modified_at = ?3
         WHERE id = ?1 AND state = 'held' AND state_message IS NOT 'released'",
        params![id.as_str(), reason, at.to_string()],
    )?;
    Ok(())
}

/// Finds a document by its id or by the address that it is or was published at.
///
/// # Errors
/// SQLite refuses.
pub fn find(connection: &Connection, id_or_url: &str) -> Result<Option<DocumentId>, CatalogueError> {
    let id: Option<String> = connection
        .query_row(
            "SELECT id FROM document WHERE id = ?1 OR url = ?1
             UNION SELECT document_id FROM version WHERE final_url = ?1 LIMIT 1",
            [id_or_url],
            |row| row.get(0),
        )
        .optional()?;
    Ok(id.map(DocumentId::from_stored))
}

/// Whether a document was taken down.
///
/// # Errors
/// SQLite refuses.
pub fn is_forgotten(connection: &Connection, id: &DocumentId) -> Result<bool, CatalogueError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM tombstone WHERE what = 'document' AND id = ?1")?
        .exists([id.as_str()])?)
}

/// Whether a document with these bytes was taken down: its copies are not taken up under other keys.
///
/// # Errors
/// SQLite refuses.
pub fn is_forgotten_content(connection: &Connection, hash: &str) -> Result<bool, CatalogueError> {
    Ok(connection.prepare_cached("SELECT 1 FROM tombstone WHERE what = 'document' AND hash = ?1")?.exists([hash])?)
}

/// Other documents whose newest bytes are those of this one.
///
/// # Errors
/// SQLite refuses.
pub fn of_the_same_bytes(connection: &Connection, id: &DocumentId) -> Result<Vec<DocumentId>, CatalogueError> {
    let mut statement = connection.prepare(
        "SELECT other.document_id FROM version own JOIN document mine ON mine.id = own.document_id AND mine.version = own.n
         JOIN version other ON other.hash = own.hash
         JOIN document theirs ON theirs.id = other.document_id AND theirs.version = other.n
         WHERE own.document_id = ?1 AND other.document_id <> ?1 ORDER BY other.document_id",
    )?;
    let ids = statement.query_map([id.as_str()], |row| row.get::<_, String>(0))?;
    Ok(ids.map(|id| id.map(DocumentId::from_stored)).collect::<Result<_, _>>()?)
}

/// Hashes of the bytes that no other document has.
///
/// # Errors
/// SQLite refuses.
pub fn hashes_of_its_own(connection: &Connection, id: &DocumentId) -> Result<Vec<String>, CatalogueError> {
    let mut statement = connection.prepare(
        "SELECT DISTINCT hash FROM version WHERE document_id = ?1
             AND hash NOT IN (SELECT hash FROM version WHERE document_id <> ?1)",
    )?;
    let hashes = statement.query_map([id.as_str()], |row| row.get(0))?;
    Ok(hashes.collect::<Result<_, _>>()?)
}

/// Takes a document's text and rows out of every table and leaves a tombstone with its address and hash.
///
/// # Errors
/// SQLite refuses.
pub fn forget(connection: &Connection, id: &DocumentId, reason: &str, at: Timestamp) -> Result<(), CatalogueError> {
    super::readings::remove(connection, id, at)?;
    connection.execute(
        "INSERT OR REPLACE INTO tombstone (what, id, url, hash, reason, at)
         SELECT 'document', ?1, (SELECT url FROM document WHERE id = ?1),
             (SELECT hash FROM version WHERE document_id = ?1 ORDER BY n DESC LIMIT 1), ?2, ?3",
        params![id.as_str(), reason, at.to_string()],
    )?;
    for table in ["version", "problem"] {
        connection.execute(&format!("DELETE FROM {table} WHERE document_id = ?1"), [id.as_str()])?;
    }
    // The row itself stays, so that its address can say that it was taken down; nothing that it said stays with it.
    connection.execute(
        "UPDATE document SET state = 'forgotten', state_message = ?2, version = 0, title = 'Taken down', pages = 0,
             pages_unread = 0, read_hash = NULL, date = NULL, file_name = '',
             facts = json_object('scope', scope, 'key', key), modified_at = ?3
         WHERE id = ?1",
        params![id.as_str(), reason, at.to_string()],
    )?;
    to_index(connection, id)
}

fn instant(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| {
        text.parse().map_err(|e: jiff::Error| {
            rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
        })
    })
    .transpose()
}
