//! What later papers make of earlier undertakings: what is to be followed, where, and what was found.

use super::entries::ANSWERS;
use super::{Catalogue, CatalogueError};
use extract::follow::{Later, Outcome, Undertaking};
use rusqlite::{Row, params};

/// Committees with something to follow in whose papers something changed that is to be indexed.
///
/// # Errors
/// SQLite refuses.
pub fn changed_committees(catalogue: &Catalogue) -> Result<Vec<String>, CatalogueError> {
    ids(
        catalogue,
        "WITH kept AS (SELECT document_id, component FROM commitment UNION SELECT document_id, component FROM resolution)
         SELECT DISTINCT own.committee_id FROM kept
         JOIN component own ON own.document_id = kept.document_id AND own.n = kept.component
         WHERE own.committee_id IN (
             SELECT changed.committee_id FROM component changed
             JOIN to_index ON to_index.document_id = changed.document_id)
         ORDER BY 1",
        [],
    )
}

/// Councils with letters in whose papers something changed that is to be indexed.
///
/// # Errors
/// SQLite refuses.
pub fn changed_councils(catalogue: &Catalogue) -> Result<Vec<String>, CatalogueError> {
    ids(
        catalogue,
        "SELECT DISTINCT changed.council_id FROM component changed
         JOIN to_index ON to_index.document_id = changed.document_id
         WHERE changed.council_id IN (SELECT council_id FROM letter) ORDER BY 1",
        [],
    )
}

/// The commitments and resolutions of a committee that stand for themselves and have a date.
///
/// # Errors
/// SQLite refuses.
pub fn undertakings(catalogue: &Catalogue, committee: &str) -> Result<Vec<Undertaking>, CatalogueError> {
    let from = |table: &str| {
        format!(
            "SELECT row.id, row.text, item.title, row.owner ->> '$.name', component.date, row.due_on,
                 concat_ws(' ', row.owner ->> '$.as_printed', row.owner ->> '$.name', row.owner ->> '$.role')
             FROM {table} row
             JOIN component ON component.document_id = row.document_id AND component.n = row.component
             LEFT JOIN item ON item.document_id = row.document_id AND item.component = row.component AND item.pos = row.item
             WHERE component.committee_id = ?1 AND component.date IS NOT NULL AND row.copy_of IS NULL"
        )
    };
    let sql = format!("{} UNION ALL {} ORDER BY 1", from("commitment"), from("resolution"));
    let mut statement = catalogue.prepare_cached(&sql)?;
    let rows = statement.query_map([committee], |row| {
        Ok(Undertaking {
            id: row.get(0)?,
            text: row.get(1)?,
            item: row.get(2)?,
            owner: row.get(3)?,
            on: row.get(4)?,
            due: row.get(5)?,
            owner_words: row.get(6)?,
            names: Vec::new(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One letter with the points that it wants improved, and the day of the next letter to the same council.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Each point as an undertaking; its id is `letter#n`.
    pub points: Vec<Undertaking>,
    /// The day on which the next letter takes over.
    pub until: Option<jiff::civil::Date>,
}

/// The improvement points of a council's letters, in date order.
///
/// # Errors
/// SQLite refuses; a stored letter cannot be read.
pub fn letters(catalogue: &Catalogue, council: &str) -> Result<Vec<Points>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT id, date, reading -> '$.improvement_points' FROM letter
         WHERE council_id = ?1 AND date IS NOT NULL AND copy_of IS NULL ORDER BY date, id",
    )?;
    let rows = statement.query_map([council], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, jiff::civil::Date>(1)?, row.get::<_, Option<String>>(2)?))
    })?;
    let letters: Vec<_> = rows.collect::<Result<_, _>>()?;
    let mut all = Vec::with_capacity(letters.len());
    for (at, (id, on, points)) in letters.iter().enumerate() {
        #[derive(serde::Deserialize)]
        struct Point {
            n: u32,
            text: String,
        }
        let points: Vec<Point> = points.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
        let undertaking = |point: Point| Undertaking {
            id: format!("{id}#{}", point.n),
            text: point.text,
            item: None,
            owner: None,
            owner_words: String::new(),
            on: *on,
            due: None,
            names: Vec::new(),
        };
        let until = letters[at + 1..].iter().map(|(_, next, _)| *next).find(|next| next > on);
        all.push(Points { points: points.into_iter().map(undertaking).collect(), until });
    }
    Ok(all)
}

/// The passages of a committee that may take something up: dated, standing for themselves, not headings or attendance.
///
/// # Errors
/// SQLite refuses.
pub fn record_of_committee(catalogue: &Catalogue, committee: &str) -> Result<Vec<Later>, CatalogueError> {
    record(catalogue, "component.committee_id = ?1", committee)
}

/// The same for everything that the committees of a council met about; letters themselves are left out.
///
/// # Errors
/// SQLite refuses.
pub fn record_of_council(catalogue: &Catalogue, council: &str) -> Result<Vec<Later>, CatalogueError> {
    let minuted = "component.council_id = ?1 AND component.meeting_id IS NOT NULL
         AND component.kind NOT IN ('letter', 'inspection_report', 'agenda')";
    record(catalogue, minuted, council)
}

fn record(catalogue: &Catalogue, which: &str, id: &str) -> Result<Vec<Later>, CatalogueError> {
    let sql = format!(
        "SELECT passage.id, component.date, component.meeting_id, passage.text, item.title, passage.name
         FROM component
         JOIN document ON document.id = component.document_id
         JOIN passage ON passage.document_id = component.document_id AND passage.component = component.n
         LEFT JOIN item ON item.document_id = passage.document_id AND item.component = passage.component AND item.pos = passage.item
         WHERE {which} AND component.date IS NOT NULL AND passage.copy_of IS NULL AND {ANSWERS}
             AND passage.act NOT IN ('heading', 'attendance')
         ORDER BY component.date, passage.id"
    );
    let mut statement = catalogue.prepare_cached(&sql)?;
    let rows = statement.query_map([id], read_later)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_later(row: &Row<'_>) -> rusqlite::Result<Later> {
    Ok(Later {
        passage: row.get(0)?,
        on: row.get(1)?,
        meeting: row.get(2)?,
        text: row.get(3)?,
        item: row.get(4)?,
        speaker: row.get(5)?,
        names: Vec::new(),
    })
}

/// Keeps what was found of these undertakings, in place of what was found before.
///
/// # Errors
/// SQLite refuses.
pub fn keep(catalogue: &Catalogue, found: &[(&Undertaking, Outcome)]) -> Result<(), CatalogueError> {
    let mut forget = catalogue.prepare_cached("DELETE FROM follow_up WHERE row_id = ?1")?;
    let mut link = catalogue
        .prepare_cached("INSERT OR IGNORE INTO follow_up (row_id, passage_id, date, why) VALUES (?1, ?2, ?3, ?4)")?;
    let mut tell = catalogue.prepare_cached("UPDATE commitment SET status = ?2, meetings_since = ?3 WHERE id = ?1")?;
    for (undertaking, outcome) in found {
        forget.execute([&undertaking.id])?;
        for follow_up in &outcome.follow_ups {
            link.execute(params![undertaking.id, follow_up.passage, follow_up.on, follow_up.why])?;
        }
        tell.execute(params![undertaking.id, outcome.status.as_str(), outcome.meetings_searched as i64])?;
    }
    Ok(())
}

/// Drops links whose passage is no more.
///
/// # Errors
/// SQLite refuses.
pub fn settle(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    catalogue.execute(
        "DELETE FROM follow_up WHERE NOT EXISTS (SELECT 1 FROM passage WHERE passage.id = follow_up.passage_id)",
        [],
    )?;
    Ok(())
}

fn ids(catalogue: &Catalogue, sql: &str, with: impl rusqlite::Params) -> Result<Vec<String>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(sql)?;
    let rows = statement.query_map(with, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
