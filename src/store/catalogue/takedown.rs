//! Taking down: what is remembered of it for ever, and everything that goes in the same transaction; and keeping back
//! until somebody has looked.
//!
//! What is remembered only grows: which document, why, and the hash of every version that it ever had. Of its address a
//! hash stays, so that it can be named again; nothing that it said stays.

use super::{Catalogue, CatalogueError, documents, meta, people, readings, set_meta};
use jiff::Timestamp;
use record::DocumentId;
use rusqlite::params;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// A document that was taken down, as the journal and copies of the record keep it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Takedown {
    /// Which.
    pub document: DocumentId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of every version that was held.
    #[serde(default)]
    pub hashes: Vec<String>,
    /// SHA-256 of its address.
    #[serde(default)]
    pub address: Option<String>,
}

/// `meta`: set while the index may still hold words of what was taken down or held back.
const PURGE: &str = "purge";

/// `meta`: set while bytes, facts or free places may still hold what was taken down.
const LEFTOVERS: &str = "takedown_leftovers";

/// `meta`: set where everything that was ever deleted was overwritten too.
const OVERWRITTEN: &str = "overwritten";

/// What is to be remembered of a document when it is taken down now.
///
/// # Errors
/// SQLite refuses.
pub fn prepare(
    catalogue: &Catalogue,
    id: &DocumentId,
    reason: &str,
    at: Timestamp,
) -> Result<Takedown, CatalogueError> {
    let mut statement = catalogue.prepare("SELECT DISTINCT hash FROM version WHERE document_id = ?1 ORDER BY hash")?;
    let hashes = statement.query_map([id.as_str()], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut statement = catalogue.prepare("SELECT url FROM document WHERE id = ?1 AND url IS NOT NULL")?;
    let address = statement.query_map([id.as_str()], |row| row.get::<_, String>(0))?.next().transpose()?;
    let address = address.as_deref().map(documents::hash_of_address);
    Ok(Takedown { document: id.clone(), reason: reason.to_owned(), at, hashes, address })
}

/// Takes a document's text and rows out of every table and remembers that it was taken down.
///
/// # Errors
/// SQLite refuses.
pub fn apply(catalogue: &Catalogue, takedown: &Takedown) -> Result<(), CatalogueError> {
    let (id, at) = (takedown.document.as_str(), takedown.at.to_string());
    readings::remove(catalogue, &takedown.document, takedown.at)?;
    let mut keep = catalogue.prepare("INSERT OR IGNORE INTO taken_down (hash, document_id, at) VALUES (?1, ?2, ?3)")?;
    for hash in &takedown.hashes {
        keep.execute([hash.as_str(), id, &at])?;
    }
    // A fact of an earlier program names no hashes: they are those of the versions.
    catalogue.execute(
        "INSERT OR IGNORE INTO taken_down (hash, document_id, at) SELECT hash, ?1, ?2 FROM version WHERE document_id = ?1",
        [id, &at],
    )?;
    catalogue.execute(
        "INSERT INTO tombstone (what, id, url, reason, at) VALUES ('document', ?1, ?2, ?3, ?4)
         ON CONFLICT (what, id) DO UPDATE SET url = coalesce(url, excluded.url), reason = coalesce(reason, excluded.reason)",
        params![id, takedown.address, takedown.reason, at],
    )?;
    for table in ["version", "problem"] {
        catalogue.execute(&format!("DELETE FROM {table} WHERE document_id = ?1"), [id])?;
    }
    // The row itself stays, so that it is counted and that its address can say that it was taken down.
    catalogue.execute(
        "UPDATE document SET state = 'forgotten', state_message = ?2, version = 0, title = 'Taken down', pages = 0,
             pages_unread = 0, read_hash = NULL, ocr_hash = NULL, date = NULL, file_name = '', url = NULL, key = id,
             reading_message = NULL, meeting_id = NULL, facts = json_object('scope', scope, 'key', id), modified_at = ?3
         WHERE id = ?1",
        params![id, takedown.reason, at],
    )?;
    hide_changes(catalogue, &takedown.document)?;
    leave_something(catalogue)?;
    people::set_due(catalogue)?;
    documents::to_index(catalogue, &takedown.document)
}

/// From now on only the ids of this document's passages are told among the changes, of whatever generation. Another
/// document's last words name it too, where it held a copy of them.
///
/// # Errors
/// SQLite refuses.
pub fn hide_changes(catalogue: &Catalogue, id: &DocumentId) -> Result<(), CatalogueError> {
    let sql = "UPDATE change SET entry = NULL WHERE entry IS NOT NULL AND instr(entry, ?1) > 0";
    catalogue.execute(sql, [id.as_str()])?;
    set_meta(catalogue, PURGE, "due")
}

/// Whether the index is to be rid of words whose passages are no part of it any more.
///
/// # Errors
/// SQLite refuses.
pub fn purge_is_due(catalogue: &Catalogue) -> Result<bool, CatalogueError> {
    Ok(meta(catalogue, PURGE)?.is_some_and(|word| word == "due"))
}

/// The index is rid of them.
///
/// # Errors
/// SQLite refuses.
pub fn purged(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    set_meta(catalogue, PURGE, "done")
}

/// Whether something of what was taken down may still lie outside the tables.
///
/// # Errors
/// SQLite refuses.
pub fn has_leftovers(catalogue: &Catalogue) -> Result<bool, CatalogueError> {
    Ok(meta(catalogue, LEFTOVERS)?.is_some_and(|word| word == "due"))
}

/// From now on something may.
///
/// # Errors
/// SQLite refuses.
pub fn leave_something(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    set_meta(catalogue, LEFTOVERS, "due")
}

/// Nothing of it lies there any more.
///
/// # Errors
/// SQLite refuses.
pub fn cleaned(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    set_meta(catalogue, LEFTOVERS, "done")
}

/// A catalogue that is made now never held anything that it did not overwrite when it went.
///
/// # Errors
/// SQLite refuses.
pub fn begins_clean(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    set_meta(catalogue, OVERWRITTEN, "always")
}

/// Makes sure that nothing that was deleted can be read in the catalogue's files, and tells whether it is so: while
/// somebody reads, the log is still needed. Not within a transaction.
///
/// # Errors
/// SQLite refuses.
pub fn overwrite(catalogue: &Catalogue) -> Result<bool, CatalogueError> {
    if meta(catalogue, OVERWRITTEN)?.is_none() {
        // What was deleted before deleting meant overwriting lies in free places of the file.
        catalogue.execute_batch("VACUUM")?;
        begins_clean(catalogue)?;
    }
    let busy: i64 = catalogue.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy != 0 {
        tracing::warn!("the catalogue's log still holds what was taken down: somebody reads; the next job empties it");
    }
    Ok(busy == 0)
}

/// Whether a document was taken down.
///
/// # Errors
/// SQLite refuses.
pub fn is_forgotten(catalogue: &Catalogue, id: &DocumentId) -> Result<bool, CatalogueError> {
    Ok(catalogue
        .prepare_cached("SELECT 1 FROM tombstone WHERE what = 'document' AND id = ?1")?
        .exists([id.as_str()])?)
}

/// Bytes (`?1`) that were taken down and that no document shows as what it is now.
const FORGOTTEN_CONTENT: &str = "EXISTS (SELECT 1 FROM taken_down WHERE hash = ?1) AND NOT EXISTS (
    SELECT 1 FROM version JOIN document ON document.id = version.document_id AND document.version = version.n
    WHERE version.hash = ?1 AND document.state <> 'forgotten')";

/// Whether these bytes were taken down: copies of them are not taken up under other names, nor handed out as an older
/// version of another document.
///
/// # Errors
/// SQLite refuses.
pub fn is_forgotten_content(catalogue: &Catalogue, hash: &str) -> Result<bool, CatalogueError> {
    let sql = format!("SELECT {FORGOTTEN_CONTENT}");
    Ok(catalogue.prepare_cached(&sql)?.query_row([hash], |row| row.get(0))?)
}

/// Hashes of everything that was taken down.
///
/// # Errors
/// SQLite refuses.
pub fn hashes(catalogue: &Catalogue) -> Result<Vec<String>, CatalogueError> {
    let mut statement = catalogue.prepare("SELECT DISTINCT hash FROM taken_down ORDER BY hash")?;
    let hashes = statement.query_map([], |row| row.get(0))?;
    Ok(hashes.collect::<Result<_, _>>()?)
}

/// Everything that was taken down.
///
/// # Errors
/// SQLite refuses.
pub fn all(catalogue: &Catalogue) -> Result<Vec<Takedown>, CatalogueError> {
    let mut statement = catalogue.prepare(
        "SELECT id, reason, at, url, (SELECT json_group_array(hash) FROM taken_down WHERE document_id = tombstone.id)
         FROM tombstone WHERE what = 'document' ORDER BY at, id",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (at, hashes): (String, String) = (row.get(2)?, row.get(4)?);
        all.push(Takedown {
            document: DocumentId::from_stored(row.get::<_, String>(0)?),
            reason: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            at: at.parse().unwrap_or(Timestamp::UNIX_EPOCH),
            hashes: serde_json::from_str(&hashes)?,
            address: row.get(3)?,
        });
    }
    Ok(all)
}

/// Hashes of the addresses at which nothing is published any more but what was taken down: not those of a meeting's page,
/// which may hold its minutes, nor those of another document.
///
/// # Errors
/// SQLite refuses.
pub fn addresses(catalogue: &Catalogue) -> Result<HashSet<String>, CatalogueError> {
    let all = |sql: &str| -> Result<Vec<String>, CatalogueError> {
        let mut statement = catalogue.prepare(sql)?;
        let found = statement.query_map([], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    };
    let down = all("SELECT url FROM tombstone WHERE what = 'document' AND url IS NOT NULL")?;
    let mut down: HashSet<String> = down.into_iter().collect();
    if down.is_empty() {
        return Ok(down);
    }
    for address in all(&format!("{SHOWN_ADDRESSES} SELECT url FROM shown"))? {
        down.remove(&documents::hash_of_address(&address));
    }
    Ok(down)
}

/// Addresses of meetings and of documents that were not taken down.
const SHOWN_ADDRESSES: &str = "WITH shown AS (
    SELECT url FROM meeting WHERE url IS NOT NULL
    UNION ALL SELECT url FROM document WHERE url IS NOT NULL AND state <> 'forgotten')";

/// Whether nothing is published at this address any more but what was taken down.
///
/// # Errors
/// SQLite refuses.
pub fn is_forgotten_address(catalogue: &Catalogue, address: &str) -> Result<bool, CatalogueError> {
    let hash = documents::hash_of_address(address);
    let down = "SELECT 1 FROM tombstone WHERE what = 'document' AND url = ?1";
    if !catalogue.prepare_cached(down)?.exists([&hash])? {
        return Ok(false);
    }
    let shown = format!("{SHOWN_ADDRESSES} SELECT 1 FROM shown WHERE url = ?1");
    Ok(!catalogue.prepare_cached(&shown)?.exists([address])?)
}

/// Takes what is noted of the pages at these addresses, told by their hashes, out of the ledger.
///
/// # Errors
/// SQLite refuses.
pub fn remove_pages(catalogue: &Catalogue, addresses: &HashSet<String>) -> Result<(), CatalogueError> {
    let mut statement = catalogue.prepare("SELECT url FROM fetched_page")?;
    let pages = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut remove = catalogue.prepare("DELETE FROM fetched_page WHERE url = ?1")?;
    for page in pages.iter().filter(|page| addresses.contains(&documents::hash_of_address(page))) {
        remove.execute([page])?;
    }
    Ok(())
}

/// Other documents whose newest bytes are those of this one.
///
/// # Errors
/// SQLite refuses.
pub fn of_the_same_bytes(catalogue: &Catalogue, id: &DocumentId) -> Result<Vec<DocumentId>, CatalogueError> {
    let mut statement = catalogue.prepare(
        "SELECT other.document_id FROM version own JOIN document mine ON mine.id = own.document_id AND mine.version = own.n
         JOIN version other ON other.hash = own.hash
         JOIN document theirs ON theirs.id = other.document_id AND theirs.version = other.n
         WHERE own.document_id = ?1 AND other.document_id <> ?1 ORDER BY other.document_id",
    )?;
    let ids = statement.query_map([id.as_str()], |row| row.get::<_, String>(0))?;
    Ok(ids.map(|id| id.map(DocumentId::from_stored)).collect::<Result<_, _>>()?)
}

/// Documents that are, as they are now, an older version of this one: their publisher shows them under other names.
///
/// # Errors
/// SQLite refuses.
pub fn shown_elsewhere(catalogue: &Catalogue, hashes: &[String]) -> Result<Vec<DocumentId>, CatalogueError> {
    let mut statement = catalogue.prepare(
        "SELECT document.id FROM version JOIN document ON document.id = version.document_id AND document.version = version.n
         WHERE version.hash = ?1 AND document.state <> 'forgotten' ORDER BY document.id",
    )?;
    let mut found = Vec::new();
    for hash in hashes {
        for id in statement.query_map([hash], |row| row.get::<_, String>(0))? {
            found.push(DocumentId::from_stored(id?));
        }
    }
    Ok(found)
}

/// Keeps a document that looks exempt from being shown until somebody has looked: what was read in it leaves every table,
/// and is read again when it is released. One that was released stays so.
///
/// # Errors
/// SQLite refuses.
pub fn quarantine(catalogue: &Catalogue, id: &DocumentId, reason: &str, at: Timestamp) -> Result<(), CatalogueError> {
    let held_back = catalogue.execute(
        "UPDATE document SET state = 'quarantined', title = coalesce(facts ->> '$.title', file_name), state_message = ?2, modified_at = ?3
         WHERE id = ?1 AND state IN ('held', 'withdrawn') AND released_at IS NULL",
        params![id.as_str(), reason, at.to_string()],
    )?;
    if held_back == 0 {
        return Ok(());
    }
    catalogue.execute(
        "UPDATE version SET cleared = 0 WHERE document_id = ?1
             AND hash = (SELECT read_hash FROM document WHERE id = ?1)",
        [id.as_str()],
    )?;
    readings::remove(catalogue, id, at)?;
    hide_changes(catalogue, id)
}
