//! What alerts have seen, what they are to tell, and what they told.

use super::{Catalogue, CatalogueError};
use jiff::Timestamp;
use record::PassageId;
use rusqlite::{OptionalExtension, params};
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
    /// Since when it waits.
    pub queued_at: Timestamp,
    /// Whether telling was tried.
    pub was_tried: bool,
}

/// How telling went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling<'a> {
    /// It was told.
    Told,
    /// It was not, for this reason, and waits.
    Waits(&'a str),
    /// It was refused for good, for this reason: it is not told.
    Refused(&'a str),
}

/// When an alert was last asked; `None` if never.
///
/// # Errors
/// SQLite refuses.
pub fn last_asked(catalogue: &Catalogue, alert: &str) -> Result<Option<LastAsked>, CatalogueError> {
    let sql = "SELECT query, generation FROM alert WHERE name = ?1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(LastAsked { query: row.get(0)?, generation: row.get::<_, i64>(1)?.unsigned_abs() })
    };
    Ok(catalogue.query_row(sql, [alert], read).optional()?)
}

/// Begins an alert: what matches now is taken as seen, and what an earlier query of that name still had to tell is
/// dropped.
///
/// # Errors
/// SQLite refuses.
pub fn begin(
    catalogue: &Catalogue,
    alert: &str,
    asked: &LastAsked,
    matching: &HashSet<PassageId>,
) -> Result<(), CatalogueError> {
    catalogue.execute("DELETE FROM alert_seen WHERE alert = ?1", [alert])?;
    catalogue.execute("DELETE FROM alert_read WHERE alert = ?1", [alert])?;
    catalogue
        .execute("DELETE FROM delivery WHERE alert = ?1 AND delivered_at IS NULL AND refused_at IS NULL", [alert])?;
    saw(catalogue, alert, asked, matching)
}

/// Notes what an alert has seen.
///
/// # Errors
/// SQLite refuses.
pub fn saw(
    catalogue: &Catalogue,
    alert: &str,
    asked: &LastAsked,
    matching: &HashSet<PassageId>,
) -> Result<(), CatalogueError> {
    catalogue.execute(
        "INSERT OR REPLACE INTO alert (name, query, generation) VALUES (?1, ?2, ?3)",
        params![alert, asked.query, asked.generation as i64],
    )?;
    saw_these(catalogue, alert, matching)?;
    catalogue.execute(
        "INSERT OR IGNORE INTO alert_read (alert, document_id, bytes)
         SELECT ?1, id, read_hash || coalesce(ocr_hash, '') FROM document
         WHERE read_hash IS NOT NULL AND state NOT IN ('quarantined', 'forgotten')",
        [alert],
    )?;
    Ok(())
}

/// Notes that an alert has seen these.
///
/// # Errors
/// SQLite refuses.
pub fn saw_these<'p>(
    catalogue: &Catalogue,
    alert: &str,
    seen: impl IntoIterator<Item = &'p PassageId>,
) -> Result<(), CatalogueError> {
    let mut insert =
        catalogue.prepare_cached("INSERT OR IGNORE INTO alert_seen (alert, passage_id) VALUES (?1, ?2)")?;
    for id in seen {
        insert.execute([alert, id.as_str()])?;
    }
    Ok(())
}

/// Whether a passage is news to an alert: neither it nor a copy of it was seen, and its document's bytes had not been
/// read when the alert was last asked.
///
/// # Errors
/// SQLite refuses.
pub fn is_news(catalogue: &Catalogue, alert: &str, passage: &PassageId) -> Result<bool, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
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

/// Queues something to tell to a recipient of an alert: nothing for its webhook, else the id of a subscription.
///
/// # Errors
/// SQLite refuses.
pub fn queue(catalogue: &Catalogue, alert: &str, recipient: &str, delivery: &Delivery) -> Result<(), CatalogueError> {
    let passages = serde_json::to_string(&delivery.passages)?;
    catalogue.execute(
        "INSERT OR IGNORE INTO delivery (id, alert, recipient, passages, queued_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![delivery.id, alert, recipient, passages, delivery.queued_at.to_string()],
    )?;
    Ok(())
}

/// What an alert still has to tell to a recipient, oldest first.
///
/// # Errors
/// SQLite refuses.
pub fn waiting(catalogue: &Catalogue, alert: &str, recipient: &str) -> Result<Vec<Delivery>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT id, passages, queued_at, attempts > 0 FROM delivery
         WHERE alert = ?1 AND recipient = ?2 AND delivered_at IS NULL AND refused_at IS NULL ORDER BY queued_at, id",
    )?;
    let rows = statement.query_map([alert, recipient], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get(3)?))
    })?;
    rows.map(|row| {
        let (id, passages, queued_at, was_tried) = row?;
        // A time that cannot be read is long ago: what waits is told rather than held back.
        let queued_at = queued_at.parse().unwrap_or(Timestamp::UNIX_EPOCH);
        Ok(Delivery { id, passages: serde_json::from_str(&passages)?, queued_at, was_tried })
    })
    .collect()
}

/// Puts one delivery in the place of several that wait.
///
/// # Errors
/// SQLite refuses.
pub fn join(
    catalogue: &Catalogue,
    alert: &str,
    recipient: &str,
    several: &[&Delivery],
    one: &Delivery,
) -> Result<(), CatalogueError> {
    for delivery in several {
        catalogue.execute("DELETE FROM delivery WHERE id = ?1", [&delivery.id])?;
    }
    queue(catalogue, alert, recipient, one)
}

/// Notes how telling went.
///
/// # Errors
/// SQLite refuses.
pub fn note_telling(
    catalogue: &Catalogue,
    delivery: &str,
    how: Telling<'_>,
    at: Timestamp,
) -> Result<(), CatalogueError> {
    let (error, delivered, refused) = match how {
        Telling::Told => (None, Some(at.to_string()), None),
        Telling::Waits(error) => (Some(error), None, None),
        Telling::Refused(error) => (Some(error), None, Some(at.to_string())),
    };
    catalogue.execute(
        "UPDATE delivery SET attempts = attempts + 1, last_error = ?2, delivered_at = ?3, refused_at = ?4 WHERE id = ?1",
        params![delivery, error, delivered, refused],
    )?;
    Ok(())
}

/// Forgets everything of the alerts whose names begin so, but for these: nobody is told by them any more.
///
/// # Errors
/// SQLite refuses.
pub fn end_all_but(catalogue: &Catalogue, prefix: &str, names: &HashSet<String>) -> Result<(), CatalogueError> {
    let mut statement = catalogue.prepare("SELECT name FROM alert WHERE substr(name, 1, length(?1)) = ?1")?;
    let held: Vec<String> = statement.query_map([prefix], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for name in held.iter().filter(|name| !names.contains(*name)) {
        for sql in [
            "DELETE FROM alert WHERE name = ?1",
            "DELETE FROM alert_seen WHERE alert = ?1",
            "DELETE FROM alert_read WHERE alert = ?1",
            "DELETE FROM delivery WHERE alert = ?1",
        ] {
            catalogue.execute(sql, [name])?;
        }
    }
    Ok(())
}

/// Problems of alerts are those of the last run.
///
/// # Errors
/// SQLite refuses.
pub fn clear_problems(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    catalogue.execute("DELETE FROM problem WHERE stage = 'alert'", [])?;
    Ok(())
}
