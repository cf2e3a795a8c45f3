//! What a source's system says of a meeting beside what its minutes print, and where the two disagree.

use super::{Catalogue, CatalogueError};
use crate::store::json::Json;
use crate::store::words::word_if_any;
use record::VoteOutcome;
use rusqlite::params;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One meeting of which both its system and its minutes say something.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Who was there by the system.
    pub listed_by_system: Vec<Listed>,
    /// Who was there by the minutes.
    pub listed_by_minutes: Vec<Listed>,
    /// Votes by the system.
    pub voted_by_system: Vec<Voted>,
    /// Votes by the minutes.
    pub voted_by_minutes: Vec<Voted>,
}

/// Somebody on a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Their name.
    pub name: String,
    /// Whom that is.
    pub person: Option<String>,
    /// `present`, `in_attendance` or `apologies`.
    pub presence: String,
    /// Whether they are a councillor or member.
    pub councillor: bool,
}

/// A vote.
#[derive(Debug, Clone)]
pub struct Voted {
    /// The item that it stands in: its title, or nothing.
    pub item: String,
    /// The motion.
    pub motion: String,
    /// Who moved.
    pub mover: Option<String>,
    /// Who seconded.
    pub seconder: Option<String>,
    /// What came of it.
    pub outcome: Option<VoteOutcome>,
    /// In favour, against, abstaining.
    pub sides: Sides,
}

/// Who stood where.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Sides {
    /// In favour.
    pub r#for: Side,
    /// Against.
    pub against: Side,
    /// Abstaining.
    pub abstain: Side,
}

/// One side of a vote.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Side {
    /// How many.
    pub count: Option<u32>,
    /// Who, where that is recorded.
    pub names: Vec<Voter>,
}

/// Somebody who voted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Voter {
    /// As printed.
    pub as_printed: String,
    /// Whom that is.
    pub person: Option<String>,
}

/// One disagreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// `attendance`, `mover`, `seconder`, `outcome`, `count` or `side`.
    pub kind: &'static str,
    /// Who or what it is about.
    pub about: String,
    /// What the system says.
    pub by_system: String,
    /// What the minutes print.
    pub by_minutes: String,
}

/// Everything that can be held against each other, by meeting.
///
/// # Errors
/// SQLite refuses.
pub fn told(catalogue: &Catalogue) -> Result<BTreeMap<String, Told>, CatalogueError> {
    let mut meetings: BTreeMap<String, Told> = BTreeMap::new();
    lists(catalogue, &mut meetings)?;
    votes(catalogue, &mut meetings)?;
    Ok(meetings)
}

fn lists(catalogue: &Catalogue, meetings: &mut BTreeMap<String, Told>) -> Result<(), CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT a.meeting_id, a.document_id = '', a.name, a.person_id, a.presence, a.councillor FROM attendance a
         WHERE EXISTS (SELECT 1 FROM attendance s WHERE s.meeting_id = a.meeting_id AND s.document_id = '')
             AND (a.document_id = '' OR (a.document_id, a.component) = (SELECT c.document_id, c.n FROM component c
                 JOIN attendance b ON b.document_id = c.document_id AND b.component = c.n AND b.meeting_id = a.meeting_id
                 WHERE c.meeting_id = a.meeting_id AND c.kind = 'minutes'
                 ORDER BY c.state IS NOT 'confirmed', c.document_id, c.n LIMIT 1))
         ORDER BY a.meeting_id, a.document_id, a.pos",
    )?;
    let rows = statement.query_map([], |row| {
        let listed = Listed { name: row.get(2)?, person: row.get(3)?, presence: row.get(4)?, councillor: row.get(5)? };
        Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?, listed))
    })?;
    for row in rows {
        let (meeting, by_system, listed) = row?;
        let told = meetings.entry(meeting).or_default();
        if by_system { &mut told.listed_by_system } else { &mut told.listed_by_minutes }.push(listed);
    }
    Ok(())
}

fn votes(catalogue: &Catalogue, meetings: &mut BTreeMap<String, Told>) -> Result<(), CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "WITH recorded AS (SELECT DISTINCT c.meeting_id FROM component c JOIN document d ON d.id = c.document_id
             WHERE substr(d.key, 1, length(?1)) = ?1 AND d.state = 'held' AND c.meeting_id IS NOT NULL)
         SELECT c.meeting_id, substr(d.key, 1, length(?1)) = ?1, coalesce(i.title, ''), v.motion, v.mover, v.seconder,
             v.outcome, v.sides
         FROM recorded r JOIN component c ON c.meeting_id = r.meeting_id
         JOIN document d ON d.id = c.document_id AND d.state = 'held'
         JOIN vote v ON v.document_id = c.document_id AND v.component = c.n
         LEFT JOIN item i ON i.document_id = v.document_id AND i.component = v.component AND i.pos = v.item
         WHERE v.copy_of IS NULL AND (substr(d.key, 1, length(?1)) = ?1 OR c.kind = 'minutes')
         ORDER BY c.meeting_id, d.id, v.component, v.seq, v.id",
    )?;
    let rows = statement.query_map([record::RECORDED_VOTES], |row| {
        let Json(sides) = row.get(7)?;
        let voted = Voted {
            item: row.get(2)?,
            motion: row.get(3)?,
            mover: row.get(4)?,
            seconder: row.get(5)?,
            outcome: word_if_any(row, 6)?,
            sides,
        };
        Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?, voted))
    })?;
    for row in rows {
        let (meeting, by_system, voted) = row?;
        let told = meetings.entry(meeting).or_default();
        if by_system { &mut told.voted_by_system } else { &mut told.voted_by_minutes }.push(voted);
    }
    Ok(())
}

/// Keeps all that there are, instead of those of before.
///
/// # Errors
/// SQLite refuses.
pub fn keep(catalogue: &Catalogue, found: &BTreeMap<String, Vec<Disagreement>>) -> Result<(), CatalogueError> {
    catalogue.execute("DELETE FROM disagreement", [])?;
    let mut insert = catalogue.prepare_cached(
        "INSERT INTO disagreement (meeting_id, pos, kind, about, by_system, by_minutes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (meeting, disagreements) in found {
        for (pos, one) in disagreements.iter().enumerate() {
            insert.execute(params![meeting, pos as i64, one.kind, one.about, one.by_system, one.by_minutes])?;
        }
    }
    Ok(())
}
