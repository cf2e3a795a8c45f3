//! What alerts have seen, what they are to tell, and what they told.

use super::CatalogueError;
use jiff::Timestamp;
use record::PassageId;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashSet;

/// An alert as it was when it was last asked.
#[derive(Debug, PartialEq, Eq)]
pub struct LastAsked {
    /// Its query.
    pub query: String,
    /// The generation of the index that answered.
    pub generation: u64,
}

/// Something that somebody is to be told.
#[derive(Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its id, for ever.
    pub id: String,
    /// The passages that it tells of.
    pub passages: Vec<PassageId>,
}

/// When an alert was last asked; `None` if never.
///
/// # Errors
/// SQLite refuses.
pub fn asked(connection: &Connection, alert: &str) -> Result<Option<LastAsked>, CatalogueError> {
    let sql = "SELECT query, generation FROM alert WHERE name = ?1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(LastAsked { query: row.get(0)?, generation: row.get::<_, i64>(1)?.unsigned_abs() })
    };
    Ok(connection.query_row(sql, [alert], read).optional()?)
}

/// Begins an alert: what matches now is taken as seen, and what an earlier query of that name still had to tell is
/// dropped.
///
/// # Errors
/// SQLite refuses.
pub fn begin(
    connection: &Connection,
    alert: &str,
    asked: &LastAsked,
    matching: &HashSet<PassageId>,
) -> Result<(), CatalogueError> {
    connection.execute("DELETE FROM alert_seen WHERE alert = ?1", [alert])?;
    connection.execute("DELETE FROM alert_read WHERE alert = ?1", [alert])?;
    connection.execute("DELETE FROM delivery WHERE alert = ?1 AND delivered_at IS NULL", [alert])?;
    saw(connection, alert, asked, matching)
}

/// Notes what an alert has seen.
///
/// # Errors
/// SQLite refuses.
pub fn saw(
    connection: &Connection,
    alert: &str,
    asked: &LastAsked,
    matching: &HashSet<PassageId>,
) -> Result<(), CatalogueError> {
    connection.execute(
        "INSERT OR REPLACE INTO alert (name, query, generation) VALUES (?1, ?2, ?3)",
        params![alert, asked.query, asked.generation as i64],
    )?;
    let mut insert =
        connection.prepare_cached("INSERT OR IGNORE INTO alert_seen (alert, passage_id) VALUES (?1, ?2)")?;
    for passage in matching {
        insert.execute([alert, passage.as_str()])?;
    }
    connection.execute(
        "INSERT OR IGNORE INTO alert_read (alert, document_id, bytes)
         SELECT ?1, id, read_hash || coalesce(ocr_hash, '') FROM document
         WHERE read_hash IS NOT NULL AND state NOT IN ('quarantined', 'forgotten')",
        [alert],
    )?;
    Ok(())
}

/// Whether a passage is news to an alert: neither it nor a copy of it was seen, and its document's bytes had not been
/// read when the alert was last asked.
///
/// # Errors
/// SQLite refuses.
pub fn is_news(connection: &Connection, alert: &str, passage: &PassageId) -> Result<bool, CatalogueError> {
    let mut statement = connection.prepare_cached(
        "SELECT NOT EXISTS (
             SELECT 1 FROM alert_seen WHERE alert = ?1
             AND passage_id IN (SELECT ?2 UNION ALL SELECT id FROM passage WHERE copy_of = ?2)
         ) AND NOT EXISTS (
             SELECT 1 FROM passage p JOIN document d ON d.id = p.document_id
             JOIN alert_read r ON r.document_id = d.id AND r.bytes = d.read_hash || coalesce(d.ocr_hash, '')
             WHERE p.id = ?2 AND r.alert = ?1
         )",
    )?;
    Ok(statement.query_row([alert, passage.as_str()], |row| row.get(0))?)
}

/// Queues something to tell.
///
/// # Errors
/// SQLite refuses.
pub fn queue(connection: &Connection, alert: &str, delivery: &Delivery, at: Timestamp) -> Result<(), CatalogueError> {
    connection.execute(
        "INSERT OR IGNORE INTO delivery (id, alert, passages, queued_at) VALUES (?1, ?2, ?3, ?4)",
        params![delivery.id, alert, serde_json::to_string(&delivery.passages)?, at.to_string()],
    )?;
    Ok(())
}

/// What an alert still has to tell, oldest first.
///
/// # Errors
/// SQLite refuses.
pub fn waiting(connection: &Connection, alert: &str) -> Result<Vec<Delivery>, CatalogueError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, passages FROM delivery WHERE alert = ?1 AND delivered_at IS NULL ORDER BY queued_at, id",
    )?;
    let rows = statement.query_map([alert], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (id, passages) = row?;
        Ok(Delivery { id, passages: serde_json::from_str(&passages)? })
    })
    .collect()
}

/// Notes how telling went.
///
/// # Errors
/// SQLite refuses.
pub fn told(connection: &Connection, delivery: &str, error: Option<&str>, at: Timestamp) -> Result<(), CatalogueError> {
    connection.execute(
        "UPDATE delivery SET attempts = attempts + 1, last_error = ?2,
             delivered_at = CASE WHEN ?2 IS NULL THEN ?3 END WHERE id = ?1",
        params![delivery, error, at.to_string()],
    )?;
    Ok(())
}

/// Problems of alerts are those of the last run.
///
/// # Errors
/// SQLite refuses.
pub fn clear_problems(connection: &Connection) -> Result<(), CatalogueError> {
    connection.execute("DELETE FROM problem WHERE stage = 'alert'", [])?;
    Ok(())
}
