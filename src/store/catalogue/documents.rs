//! Documents: what is held of each, what is to be read.

use super::sql::instant;
use super::{Catalogue, CatalogueError};
use crate::store::words::word;
use crawler::{HeldDocument, Known};
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use record::{DocumentFacts, DocumentId, DocumentState};
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

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
    /// Media type that its server gave, with the encoding of the text where one was said.
    pub content_type: Option<String>,
}

/// Documents that are to be read by recognisers of version `recognisers`, or with `all` every held one. Only their ids:
/// after a first crawl these are all that there are.
///
/// # Errors
/// SQLite refuses.
pub fn unread(
    catalogue: &Catalogue,
    recognisers: u32,
    source: Option<&str>,
    all: bool,
) -> Result<Vec<DocumentId>, CatalogueError> {
    let mut statement = catalogue.prepare(
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
pub fn to_read(catalogue: &Catalogue, id: &DocumentId) -> Result<Unread, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT d.source, d.facts, v.hash, v.content_type FROM document d
         JOIN version v ON v.document_id = d.id AND v.n = d.version WHERE d.id = ?1",
    )?;
    let (source, facts, hash, content_type) = statement
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(Unread { id: id.clone(), source, facts: serde_json::from_str(&facts)?, hash, content_type })
}

/// Documents with pages that have no usable text and have not been tried by OCR.
///
/// # Errors
/// SQLite refuses.
pub fn with_pictures(catalogue: &Catalogue, source: Option<&str>) -> Result<Vec<Unread>, CatalogueError> {
    not_tried_otherwise(catalogue, source, "d.pages_unread > 0 AND d.media_type = 'application/pdf'")
}

/// Documents whose format is known and not read, and that have not been tried by LibreOffice.
///
/// # Errors
/// SQLite refuses.
pub fn of_other_formats(catalogue: &Catalogue, source: Option<&str>) -> Result<Vec<Unread>, CatalogueError> {
    not_tried_otherwise(catalogue, source, "d.reading = 'format_not_read'")
}

/// Documents that were read, answer to `which`, and have not been tried by what reads what nothing here does.
fn not_tried_otherwise(
    catalogue: &Catalogue,
    source: Option<&str>,
    which: &str,
) -> Result<Vec<Unread>, CatalogueError> {
    let mut statement = catalogue.prepare(&format!(
        "SELECT d.id, d.source, d.facts, v.hash, v.content_type FROM document d
         JOIN version v ON v.document_id = d.id AND v.n = d.version
         WHERE d.state IN ('held', 'withdrawn', 'quarantined') AND (?1 IS NULL OR d.source = ?1)
             AND d.read_hash = v.hash AND d.ocr_hash IS NOT v.hash AND {which}
         ORDER BY d.date DESC, d.id",
    ))?;
    let rows = statement.query_map(params![source], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get(3)?, row.get(4)?))
    })?;
    rows.map(|row| {
        let (id, source, facts, hash, content_type) = row?;
        Ok(Unread { id: DocumentId::from_stored(id), source, facts: serde_json::from_str(&facts)?, hash, content_type })
    })
    .collect()
}

/// What sort of file it is.
///
/// # Errors
/// SQLite refuses.
pub fn media_type(catalogue: &Catalogue, id: &DocumentId) -> Result<Option<String>, CatalogueError> {
    let mut statement = catalogue.prepare_cached("SELECT media_type FROM document WHERE id = ?1")?;
    Ok(statement.query_row([id.as_str()], |row| row.get(0))?)
}

/// Notes that these bytes were tried by OCR or LibreOffice.
///
/// # Errors
/// SQLite refuses.
pub fn tried_otherwise(catalogue: &Catalogue, id: &DocumentId, hash: &str) -> Result<(), CatalogueError> {
    catalogue.execute("UPDATE document SET ocr_hash = ?2 WHERE id = ?1", [id.as_str(), hash])?;
    Ok(())
}

/// What is known of a document's last retrieval.
///
/// # Errors
/// SQLite refuses.
pub fn known(catalogue: &Catalogue, id: &DocumentId) -> Result<Option<Known>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
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
pub fn known_page(catalogue: &Catalogue, url: &str) -> Result<Option<Known>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
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
pub fn facts(catalogue: &Catalogue, id: &DocumentId) -> Result<Option<DocumentFacts>, CatalogueError> {
    let facts: Option<String> = catalogue
        .prepare_cached("SELECT facts FROM document WHERE id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(facts.map(|facts| serde_json::from_str(&facts)).transpose()?)
}

/// A document with what its source last said of it.
///
/// # Errors
/// SQLite refuses.
pub fn held_document(catalogue: &Catalogue, id: &DocumentId) -> Result<Option<HeldDocument>, CatalogueError> {
    let Some(facts) = facts(catalogue, id)? else { return Ok(None) };
    Ok(known(catalogue, id)?.map(|known| HeldDocument { facts, known }))
}

/// The documents that a source lists for one of its meetings and that are not known to be gone.
///
/// # Errors
/// SQLite refuses.
pub fn of_source_meeting(
    catalogue: &Catalogue,
    scope: &str,
    meeting_key: &str,
) -> Result<Vec<HeldDocument>, CatalogueError> {
    // `+key`: for a plain `key` SQLite walks all documents of the scope in that order instead of finding the meeting's.
    let mut statement = catalogue.prepare_cached(
        "SELECT id FROM document WHERE scope = ?1 AND facts ->> 'meeting_key' = ?2
         AND state NOT IN ('withdrawn', 'forgotten') ORDER BY +key",
    )?;
    let ids = statement.query_map([scope, meeting_key], |row| row.get(0))?;
    let ids: Vec<String> = ids.collect::<Result<_, _>>()?;
    let held = ids.into_iter().map(|id| held_document(catalogue, &DocumentId::from_stored(id)));
    held.filter_map(Result::transpose).collect()
}

/// The version that is held (0: none) and since when the document is missing.
///
/// # Errors
/// SQLite refuses.
pub fn absence(catalogue: &Catalogue, id: &DocumentId) -> Result<Option<(u32, Option<Timestamp>)>, CatalogueError> {
    let row = catalogue
        .prepare_cached("SELECT version, missing_since FROM document WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, instant(row, 1)?)))
        .optional()?;
    Ok(row)
}

/// The state and its message.
///
/// # Errors
/// SQLite refuses.
pub fn state(
    catalogue: &Catalogue,
    id: &DocumentId,
) -> Result<Option<(DocumentState, Option<String>)>, CatalogueError> {
    let row = catalogue
        .prepare_cached("SELECT state, state_message FROM document WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok((word(row, 0)?, row.get(1)?)))
        .optional()?;
    Ok(row)
}

/// Whether what a document said may still be told once it is gone from answers: its publisher withdrew it, or it reads
/// otherwise now. Not where it was taken down, or waits for a person.
///
/// # Errors
/// SQLite refuses.
pub fn may_be_told(catalogue: &Catalogue, id: &DocumentId) -> Result<bool, CatalogueError> {
    let state = state(catalogue, id)?;
    Ok(state.is_some_and(|(state, _)| !matches!(state, DocumentState::Forgotten | DocumentState::Quarantined)))
}

/// Keys of the documents of a source in a scope that are not known to be gone.
///
/// # Errors
/// SQLite refuses.
pub fn held_keys(catalogue: &Catalogue, source: &str, scope: &str) -> Result<Vec<String>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT key FROM document WHERE source = ?1 AND scope = ?2 AND state NOT IN ('withdrawn', 'forgotten') ORDER BY key",
    )?;
    let keys = statement.query_map([source, scope], |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// Notes that a document was asked for and is as it was.
///
/// # Errors
/// SQLite refuses.
pub fn checked(catalogue: &Catalogue, id: &DocumentId, at: Timestamp) -> Result<(), CatalogueError> {
    catalogue
        .prepare_cached("UPDATE document SET checked_at = ?2 WHERE id = ?1")?
        .execute([id.as_str(), &at.to_string()])?;
    Ok(())
}

/// Marks a document whose entries in the index must be made anew.
///
/// # Errors
/// SQLite refuses.
pub fn to_index(catalogue: &Catalogue, id: &DocumentId) -> Result<(), CatalogueError> {
    catalogue.prepare_cached("INSERT OR IGNORE INTO to_index (document_id) VALUES (?1)")?.execute([id.as_str()])?;
    Ok(())
}

/// Notes what sort of file it is: as its bytes tell, else as its server said; of a text also in which encoding it is.
///
/// # Errors
/// SQLite refuses.
pub fn set_media_type(
    catalogue: &Catalogue,
    id: &DocumentId,
    told: Option<&str>,
    charset: Option<&str>,
) -> Result<(), CatalogueError> {
    let sql = "SELECT v.content_type FROM version v JOIN document d ON d.id = v.document_id AND d.version = v.n
               WHERE d.id = ?1";
    let published: Option<String> =
        catalogue.prepare_cached(sql)?.query_row([id.as_str()], |row| row.get(0)).optional()?.flatten();
    let media_type = told.map(str::to_owned).or(published).map(|media_type| {
        let plain = media_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/plain");
        match charset.filter(|_| plain) {
            Some(charset) => format!("text/plain; charset={charset}"),
            None => media_type,
        }
    });
    catalogue
        .prepare_cached("UPDATE document SET media_type = ?2 WHERE id = ?1")?
        .execute(params![id.as_str(), media_type])?;
    Ok(())
}

/// Finds a document by its id or by the address that it is or was published at.
///
/// # Errors
/// SQLite refuses.
pub fn find(catalogue: &Catalogue, id_or_url: &str) -> Result<Option<DocumentId>, CatalogueError> {
    let id: Option<String> = catalogue
        .query_row(
            "SELECT id FROM document WHERE id = ?1 OR url = ?1
             UNION SELECT document_id FROM version WHERE final_url = ?1
             UNION SELECT id FROM tombstone WHERE what = 'document' AND (id = ?1 OR url IN (?1, ?2)) LIMIT 1",
            [id_or_url, &hash_of_address(id_or_url)],
            |row| row.get(0),
        )
        .optional()?;
    Ok(id.map(DocumentId::from_stored))
}

/// The hash that stands for the address of what was taken down.
pub fn hash_of_address(address: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(address.as_bytes()))
}
