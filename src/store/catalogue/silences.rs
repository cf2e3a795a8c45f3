//! Silences: what their rules look at, and what was noticed of them.

use super::sql::instant;
use super::{Catalogue, CatalogueError};
use crate::store::json::Json;
use crate::store::words::word;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use jiff::civil::Date;
use record::{ProblemCode, SilenceKind, SourceState};
use rusqlite::params;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A source, as far as it can fall silent.
#[derive(Debug, Clone)]
pub struct Watched {
    /// Its name.
    pub name: String,
    /// `never`, `ok`, `failing` or `refused`.
    pub state: SourceState,
    /// Why, where it is not `ok`.
    pub message: Option<String>,
    /// When it was last visited.
    pub visited_at: Option<Timestamp>,
    /// When it was last visited with success.
    pub answered_at: Option<Timestamp>,
    /// When the first of its papers came.
    pub first_paper_at: Option<Timestamp>,
    /// Problems of its last crawl that say that something is missing: code and words.
    pub problems: Vec<(ProblemCode, String)>,
}

/// A meeting, as far as it tells of the rhythm of its committee.
#[derive(Debug, Clone)]
pub struct Sitting {
    /// Its id.
    pub id: String,
    /// Its committee.
    pub committee_id: String,
    /// The committee's name.
    pub committee: String,
    /// Its day.
    pub on: Date,
    /// As printed by the source.
    pub status: Option<String>,
    /// Whether the source's own calendar lists it; else papers alone speak of it.
    pub by_calendar: bool,
    /// When the first of its papers came.
    pub first_paper_at: Option<Timestamp>,
    /// When its minutes came.
    pub minutes_at: Option<Timestamp>,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// What sort of thing.
    pub kind: SilenceKind,
    /// The committee, where it is not the whole source.
    pub committee_id: Option<String>,
    /// The meeting, where it is one.
    pub meeting_id: Option<String>,
    /// Since which day.
    pub since: Date,
    /// In words.
    pub message: String,
}

impl Silence {
    fn about(&self) -> &str {
        self.meeting_id.as_deref().or(self.committee_id.as_deref()).unwrap_or_default()
    }
}

/// What noticing came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Noticed {
    /// What is new.
    pub new: u64,
    /// What is over.
    pub ended: u64,
}

/// Problems of a crawl that say that something is missing.
const TELLING: [ProblemCode; 4] =
    [ProblemCode::FarFewerMeetings, ProblemCode::FarFewerPapers, ProblemCode::Moved, ProblemCode::OtherPlatform];

/// Every source.
///
/// # Errors
/// SQLite refuses.
pub fn watched(catalogue: &Catalogue) -> Result<Vec<Watched>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT s.name, s.state, s.message, s.last_started_at, s.last_ok_at,
             (SELECT min(d.first_seen_at) FROM document d WHERE d.source = s.name) FROM source s ORDER BY s.name",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Watched {
            name: row.get(0)?,
            state: word(row, 1)?,
            message: row.get(2)?,
            visited_at: instant(row, 3)?,
            answered_at: instant(row, 4)?,
            first_paper_at: instant(row, 5)?,
            problems: Vec::new(),
        })
    })?;
    let mut sources: Vec<Watched> = rows.collect::<Result<_, _>>()?;
    let mut statement = catalogue.prepare_cached(
        "SELECT code, message FROM problem WHERE source = ?1 AND stage = 'crawl'
             AND code IN (SELECT value FROM json_each(?2)) ORDER BY id",
    )?;
    for source in &mut sources {
        let problems =
            statement.query_map(params![source.name, Json(TELLING)], |row| Ok((word(row, 0)?, row.get(1)?)))?;
        source.problems = problems.collect::<Result<_, _>>()?;
    }
    Ok(sources)
}

/// The meetings of a source from this day on, those to come too, by committee and day.
///
/// # Errors
/// SQLite refuses.
pub fn sittings(catalogue: &Catalogue, source: &str, from: Date) -> Result<Vec<Sitting>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "WITH own AS (SELECT m.id FROM meeting m WHERE m.scope = ?1 AND m.held_on >= ?2 AND NOT m.unlisted
             UNION SELECT m.id FROM document d JOIN component c ON c.document_id = d.id
             JOIN meeting m ON m.id = c.meeting_id
             WHERE d.source = ?1 AND m.scope IS NULL AND m.held_on >= ?2)
         SELECT m.id, m.committee_id, g.name, m.held_on, m.status, m.scope IS NOT NULL,
             (SELECT min(x.at) FROM (SELECT d.first_seen_at AS at FROM document d
                 WHERE d.meeting_id = m.id AND d.version > 0
                 UNION ALL SELECT d.first_seen_at FROM component c JOIN document d ON d.id = c.document_id
                 WHERE c.meeting_id = m.id AND d.version > 0) x),
             (SELECT min(x.at) FROM (SELECT d.first_seen_at AS at FROM document d
                 WHERE d.meeting_id = m.id AND d.kind = 'minutes' AND d.version > 0
                 UNION ALL SELECT d.first_seen_at FROM component c JOIN document d ON d.id = c.document_id
                 WHERE c.meeting_id = m.id AND c.kind = 'minutes' AND d.version > 0) x)
         FROM own JOIN meeting m ON m.id = own.id JOIN committee g ON g.id = m.committee_id
         ORDER BY m.committee_id, m.held_on, m.id",
    )?;
    let rows = statement.query_map([source, &from.to_string()], |row| {
        let on: String = row.get(3)?;
        let on = on.parse().ok();
        let sitting = on.map(|on| -> rusqlite::Result<Sitting> {
            Ok(Sitting {
                id: row.get(0)?,
                committee_id: row.get(1)?,
                committee: row.get(2)?,
                on,
                status: row.get(4)?,
                by_calendar: row.get(5)?,
                first_paper_at: instant(row, 6)?,
                minutes_at: instant(row, 7)?,
            })
        });
        sitting.transpose()
    })?;
    // A day that is none is a fault of the catalogue, which `check` tells; it is no rhythm.
    Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// Notes what is missing of a source now. What is not found any more is over, where `may_end` says so of its kind and of
/// when it was last found.
///
/// # Errors
/// SQLite refuses.
pub fn notice(
    catalogue: &Catalogue,
    source: &str,
    found: &[Silence],
    may_end: impl Fn(SilenceKind, Timestamp) -> bool,
    now: Timestamp,
) -> Result<Noticed, CatalogueError> {
    let mut noticed = Noticed::default();
    let mut known = still_so(catalogue, source)?;
    for silence in found {
        let same = |known: &Known| {
            let is_alike = |kind: SilenceKind| kind == silence.kind || is_of_site(kind) && is_of_site(silence.kind);
            is_alike(known.kind) && known.about == silence.about()
        };
        if let Some(at) = known.iter().position(same) {
            let known = known.swap_remove(at);
            // A site that has moved and does not answer for a day has still moved.
            let kind = if silence.kind == SilenceKind::Failing { known.kind } else { silence.kind };
            let sql = "UPDATE silence SET kind = ?2, message = ?3, seen_at = ?4 WHERE id = ?1";
            catalogue.execute(sql, [known.id.as_str(), kind.as_str(), &silence.message, &now.to_string()])?;
            continue;
        }
        begin(catalogue, source, silence, now)?;
        noticed.new += 1;
    }
    let is_over = |known: &&Known| known.seen_at.is_none_or(|seen_at| may_end(known.kind, seen_at));
    for known in known.iter().filter(is_over) {
        catalogue.execute("UPDATE silence SET ended_at = ?2 WHERE id = ?1", [&known.id, &now.to_string()])?;
        noticed.ended += 1;
    }
    Ok(noticed)
}

/// Whether nothing at all can be read: of one such silence another one is no news.
fn is_of_site(kind: SilenceKind) -> bool {
    matches!(kind, SilenceKind::Moved | SilenceKind::OtherPlatform | SilenceKind::Refused | SilenceKind::Failing)
}

/// A silence that was noticed before.
struct Known {
    id: String,
    kind: SilenceKind,
    about: String,
    seen_at: Option<Timestamp>,
}

fn still_so(catalogue: &Catalogue, source: &str) -> Result<Vec<Known>, CatalogueError> {
    let mut statement = catalogue
        .prepare_cached("SELECT id, kind, about, seen_at FROM silence WHERE source = ?1 AND ended_at IS NULL")?;
    let rows = statement.query_map([source], |row| {
        Ok(Known { id: row.get(0)?, kind: word(row, 1)?, about: row.get(2)?, seen_at: instant(row, 3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn begin(catalogue: &Catalogue, source: &str, silence: &Silence, now: Timestamp) -> Result<(), CatalogueError> {
    let mut hash = Sha256::new();
    for part in [source, silence.kind.as_str(), silence.about(), &now.to_string()] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let id = format!("silence_{}", &HEXLOWER.encode(&hash.finalize())[..20]);
    catalogue.execute(
        "INSERT INTO silence (id, source, kind, about, committee_id, meeting_id, since, message, noticed_at, seen_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)",
        params![
            id,
            source,
            silence.kind.as_str(),
            silence.about(),
            silence.committee_id,
            silence.meeting_id,
            silence.since.to_string(),
            silence.message,
            now.to_string(),
        ],
    )?;
    Ok(())
}

/// Sources that the configuration does not have any more are waited for no longer.
///
/// # Errors
/// SQLite refuses.
pub fn end_all_but(catalogue: &Catalogue, sources: &[&str], now: Timestamp) -> Result<u64, CatalogueError> {
    let names = serde_json::to_string(sources)?;
    let ended = catalogue.execute(
        "UPDATE silence SET ended_at = ?2 WHERE ended_at IS NULL AND source NOT IN (SELECT value FROM json_each(?1))",
        [names, now.to_string()],
    )?;
    Ok(ended as u64)
}

/// A silence as it is told to whoever is alerted.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// Its id.
    pub id: String,
    /// The source.
    pub source: String,
    /// A word of [`SilenceKind`].
    pub kind: String,
    /// The committee, where it is not the whole source.
    pub committee_id: Option<String>,
    /// Its name.
    pub committee: Option<String>,
    /// The meeting, where it is one.
    pub meeting_id: Option<String>,
    /// Since which day.
    pub since: String,
    /// In words.
    pub message: String,
    /// When it was noticed.
    pub noticed_at: String,
    /// When it was over, where it is by now.
    pub ended_at: Option<String>,
}

/// Ids of what is missing now and that an alert has not seen.
///
/// # Errors
/// SQLite refuses.
pub fn untold(catalogue: &Catalogue, alert: &str) -> Result<Vec<String>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT id FROM silence s WHERE ended_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM alert_seen a WHERE a.alert = ?1 AND a.passage_id = s.id)
         ORDER BY source, since, id",
    )?;
    Ok(statement.query_map([alert], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// These silences, in order of source and day.
///
/// # Errors
/// SQLite refuses.
pub fn told(catalogue: &Catalogue, ids: &[&str]) -> Result<Vec<Told>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT s.id, s.source, s.kind, s.committee_id, g.name, s.meeting_id, s.since, s.message, s.noticed_at, s.ended_at
         FROM silence s LEFT JOIN committee g ON g.id = s.committee_id
         WHERE s.id IN (SELECT value FROM json_each(?1)) ORDER BY s.source, s.since, s.id",
    )?;
    let rows = statement.query_map([serde_json::to_string(ids)?], |row| {
        Ok(Told {
            id: row.get(0)?,
            source: row.get(1)?,
            kind: row.get(2)?,
            committee_id: row.get(3)?,
            committee: row.get(4)?,
            meeting_id: row.get(5)?,
            since: row.get(6)?,
            message: row.get(7)?,
            noticed_at: row.get(8)?,
            ended_at: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
