//! Councils, committees and meetings: one row each, whatever number of sources and papers speak of them.

use super::{Catalogue, CatalogueError};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use record::{CommitteeId, CouncilId, MeetingFacts, MeetingId};
use rusqlite::{OptionalExtension, params};

/// The council of papers that name a committee but no council.
const COUNCIL_NOT_STATED: &str = "Council not stated";

/// Makes sure that a council is known.
///
/// # Errors
/// SQLite refuses.
pub fn ensure_council(catalogue: &Catalogue, name: &str) -> Result<Option<CouncilId>, CatalogueError> {
    let id = CouncilId::from_name(name);
    if id.as_str().is_empty() {
        return Ok(None);
    }
    catalogue
        .prepare_cached("INSERT INTO council (id, name) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute([id.as_str(), name.trim()])?;
    Ok(Some(id))
}

/// Makes sure that a committee is known, and its council. A name in capitals gives way to one that is not.
///
/// # Errors
/// SQLite refuses.
pub fn ensure_committee(
    catalogue: &Catalogue,
    council: Option<&str>,
    name: &str,
) -> Result<Option<CommitteeId>, CatalogueError> {
    let name = committee_name(name);
    let council = match council {
        Some(council) => ensure_council(catalogue, council)?,
        None => ensure_council(catalogue, COUNCIL_NOT_STATED)?,
    };
    let Some(council) = council.filter(|_| !record::text::slug(&name).is_empty()) else { return Ok(None) };
    let id = CommitteeId::derive(&council, &name);
    catalogue
        .prepare_cached(
            "INSERT INTO committee (id, council_id, name) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name
             WHERE upper(name) = name AND upper(excluded.name) <> excluded.name",
        )?
        .execute(params![id.as_str(), council.as_str(), name])?;
    Ok(Some(id))
}

/// Hours that papers of one meeting may print apart: an agenda says when it should begin, minutes when it did.
const LATE_MINUTES: i64 = 75;

/// Makes sure that the meeting which a paper speaks of is known: of several on one day, the one that begins about when
/// the paper says. Where only papers speak of them, one that begins at quite another hour is another meeting.
///
/// # Errors
/// SQLite refuses.
pub fn ensure_meeting(
    catalogue: &Catalogue,
    committee: &CommitteeId,
    (on, starts): (Date, Option<Time>),
    now: Timestamp,
) -> Result<MeetingId, CatalogueError> {
    let held = of_day(catalogue, committee, on)?;
    let by_system = held.iter().any(|meeting| meeting.by_system);
    let begins = |meeting: &&OfDay| match (meeting.starts.as_deref(), starts) {
        (Some(known), Some(starts)) => about_the_same(known, starts),
        _ => false,
    };
    let found = match starts {
        None => held.first(),
        Some(_) => held.iter().find(begins).or_else(|| held.iter().find(|m| m.starts.is_none())),
    };
    // What a system lists of a day is all that there was.
    let found = found.or_else(|| held.first().filter(|_| by_system));
    if let Some(meeting) = found {
        return Ok(meeting.id.clone());
    }
    let taken = |id: &MeetingId| held.iter().any(|meeting| meeting.id == *id);
    let mut n = 1;
    while taken(&MeetingId::derive(committee, on, n)) {
        n += 1;
    }
    let id = MeetingId::derive(committee, on, n);
    catalogue
        .prepare_cached(
            "INSERT INTO meeting (id, council_id, committee_id, held_on, modified_at)
             SELECT ?1, council_id, id, ?3, ?4 FROM committee WHERE id = ?2 ON CONFLICT DO NOTHING",
        )?
        .execute(params![id.as_str(), committee.as_str(), on.to_string(), now.to_string()])?;
    Ok(id)
}

/// A meeting of a certain day.
struct OfDay {
    id: MeetingId,
    starts: Option<String>,
    by_system: bool,
}

/// The meetings of a committee on a day, in the order of their numbers.
fn of_day(catalogue: &Catalogue, committee: &CommitteeId, on: Date) -> Result<Vec<OfDay>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT id, starts_at, scope IS NOT NULL FROM meeting WHERE committee_id = ?1 AND held_on = ?2
         ORDER BY length(id), id",
    )?;
    let rows = statement.query_map([committee.as_str(), &on.to_string()], |row| {
        Ok(OfDay { id: MeetingId::from_stored(row.get::<_, String>(0)?), starts: row.get(1)?, by_system: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether two hours can be those of one meeting, on the clock of twelve hours: "7.00" is seven in the evening as well.
fn about_the_same(known: &str, starts: Time) -> bool {
    let Some((hours, minutes)) = known.split_once(':') else { return true };
    let (Ok(hours), Ok(minutes)) = (hours.parse::<i64>(), minutes.parse::<i64>()) else { return true };
    let apart = (hours * 60 + minutes - i64::from(starts.hour()) * 60 - i64::from(starts.minute())).abs();
    apart <= LATE_MINUTES || apart == 12 * 60
}

/// Fills in what a paper says of its meeting, where no system says it.
///
/// # Errors
/// SQLite refuses.
pub fn fill_in(
    catalogue: &Catalogue,
    meeting: &MeetingId,
    times: (Option<Time>, Option<Time>),
    place: Option<&str>,
) -> Result<(), CatalogueError> {
    let (starts, ends) = times;
    catalogue
        .prepare_cached(
            "UPDATE meeting SET starts_at = coalesce(starts_at, ?2), ended_at = coalesce(ended_at, ?3),
                 place = coalesce(place, ?4) WHERE id = ?1",
        )?
        .execute(params![meeting.as_str(), starts.map(clock), ends.map(clock), place])?;
    Ok(())
}

/// The meeting that a source knows by this key.
///
/// # Errors
/// SQLite refuses.
pub fn by_source_key(
    catalogue: &Catalogue,
    scope: &str,
    key: &str,
) -> Result<Option<(MeetingId, Option<MeetingFacts>)>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT id, facts FROM meeting WHERE scope = ?1 AND source_key = ?2 ORDER BY modified_at DESC",
    )?;
    let row: Option<(String, Option<String>)> =
        statement.query_row([scope, key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((id, facts)) = row else { return Ok(None) };
    let facts = facts.map(|facts| serde_json::from_str(&facts)).transpose()?;
    Ok(Some((MeetingId::from_stored(id), facts)))
}

/// What a source told of every meeting on these days, both included.
///
/// # Errors
/// SQLite refuses.
pub fn told_between(
    catalogue: &Catalogue,
    scope: &str,
    from: Date,
    until: Date,
) -> Result<Vec<MeetingFacts>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT facts FROM meeting WHERE scope = ?1 AND facts IS NOT NULL AND held_on BETWEEN ?2 AND ?3",
    )?;
    let (from, until) = (from.to_string(), until.to_string());
    let rows = statement.query_map([scope, &from, &until], |row| row.get::<_, String>(0))?;
    rows.map(|facts| Ok(serde_json::from_str(&facts?)?)).collect()
}

/// Notes which meetings a source's lists show now, and which they show no more.
///
/// # Errors
/// SQLite refuses.
pub fn note_listed(
    catalogue: &Catalogue,
    scope: &str,
    listed: &[String],
    unlisted: &[String],
) -> Result<(), CatalogueError> {
    for (keys, unlisted) in [(listed, false), (unlisted, true)] {
        catalogue.execute(
            "UPDATE meeting SET unlisted = ?3 WHERE scope = ?1 AND unlisted <> ?3
                 AND source_key IN (SELECT value FROM json_each(?2))",
            params![scope, serde_json::to_string(keys)?, unlisted],
        )?;
    }
    Ok(())
}

/// Keeps what a source says of a meeting. A meeting without a date waits in its facts and becomes none.
///
/// A meeting that moved to another day or committee gets another id; the row that stood for it goes, unless papers
/// still speak of that day.
///
/// # Errors
/// SQLite refuses.
pub fn keep_facts(catalogue: &Catalogue, facts: &MeetingFacts, at: Timestamp) -> Result<(), CatalogueError> {
    let before = by_source_key(catalogue, &facts.scope, &facts.key)?;
    let committee = ensure_committee(catalogue, Some(&facts.council), &facts.committee)?;
    let (Some(committee), Some(on)) = (committee, facts.on) else { return Ok(()) };
    catalogue
        .prepare_cached("UPDATE committee SET source_key = coalesce(?2, source_key) WHERE id = ?1")?
        .execute(params![committee.as_str(), facts.committee_key])?;
    let id = free_id(catalogue, &committee, on, facts)?;
    if let Some((old, _)) = before.filter(|(old, _)| *old != id) {
        let_go(catalogue, &old)?;
    }
    catalogue
        .prepare_cached(
            "INSERT INTO meeting (id, council_id, committee_id, held_on, starts_at, place, status, url, scope, source_key,
                 agenda_published, minutes_published, decisions_published, restricted_papers, disagreements, facts,
                 modified_at)
             SELECT ?1, council_id, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16
             FROM committee WHERE id = ?2
             ON CONFLICT (id) DO UPDATE SET starts_at = coalesce(excluded.starts_at, starts_at),
                 place = coalesce(excluded.place, place), status = excluded.status, url = excluded.url,
                 scope = excluded.scope, source_key = excluded.source_key, agenda_published = excluded.agenda_published,
                 minutes_published = excluded.minutes_published, decisions_published = excluded.decisions_published,
                 restricted_papers = excluded.restricted_papers, disagreements = excluded.disagreements,
                 facts = excluded.facts, modified_at = excluded.modified_at",
        )?
        .execute(params![
            id.as_str(),
            committee.as_str(),
            on.to_string(),
            facts.at.map(clock),
            facts.place,
            facts.status,
            facts.url,
            facts.scope,
            facts.key,
            facts.agenda_published,
            facts.minutes_published,
            facts.decisions_published,
            serde_json::to_string(&facts.restricted_papers)?,
            serde_json::to_string(&facts.disagreements)?,
            serde_json::to_string(facts)?,
            at.to_string(),
        ])?;
    super::attendance::keep(catalogue, "", 0, &id, &facts.attendance)
}

/// Removes meetings that neither a source nor a paper speaks of any more.
///
/// # Errors
/// SQLite refuses.
pub fn remove_unspoken(catalogue: &Catalogue) -> Result<usize, CatalogueError> {
    Ok(catalogue.execute(
        "DELETE FROM meeting WHERE scope IS NULL
             AND NOT EXISTS (SELECT 1 FROM component c WHERE c.meeting_id = meeting.id)
             AND NOT EXISTS (SELECT 1 FROM document d WHERE d.meeting_id = meeting.id)",
        [],
    )?)
}

/// Hours and minutes, as they stand in the catalogue.
pub fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The id for a source's meeting: its own where it has one already, else the first of the day that no other meeting of
/// the source has.
fn free_id(
    catalogue: &Catalogue,
    committee: &CommitteeId,
    on: Date,
    facts: &MeetingFacts,
) -> Result<MeetingId, CatalogueError> {
    let mut statement = catalogue.prepare_cached("SELECT scope, source_key FROM meeting WHERE id = ?1")?;
    let mut n = 1;
    loop {
        let id = MeetingId::derive(committee, on, n);
        let holder: Option<(Option<String>, Option<String>)> =
            statement.query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match holder {
            Some((Some(scope), Some(key))) if scope == facts.scope && key != facts.key => n += 1,
            _ => return Ok(id),
        }
    }
}

fn let_go(catalogue: &Catalogue, meeting: &MeetingId) -> Result<(), CatalogueError> {
    catalogue.execute("DELETE FROM attendance WHERE meeting_id = ?1 AND document_id = ''", [meeting.as_str()])?;
    catalogue.execute(
        "UPDATE meeting SET scope = NULL, source_key = NULL, facts = NULL, status = NULL, url = NULL,
             agenda_published = NULL, minutes_published = NULL, decisions_published = NULL WHERE id = ?1",
        [meeting.as_str()],
    )?;
    Ok(())
}

/// One space between words, no space or stop around: how names that mean the same committee are made to look the same.
fn committee_name(printed: &str) -> String {
    printed.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['.', ',', ':', '-', '–']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::catalogue::Catalogue;
    use jiff::civil::{date, time};

    #[test]
    fn papers_of_one_day_are_told_apart_by_their_hours() {
        let catalogue = &Catalogue::in_memory().unwrap();
        let committee = ensure_committee(catalogue, Some("Elm Council"), "Appeals Panel").unwrap().unwrap();
        let on = date(2016, 10, 6);
        let meeting = |starts: Option<Time>| {
            let id = ensure_meeting(catalogue, &committee, (on, starts), Timestamp::UNIX_EPOCH).unwrap();
            fill_in(catalogue, &id, (starts, None), None).unwrap();
            id
        };
        let unsaid = meeting(None);
        let morning = meeting(Some(time(9, 30, 0, 0)));
        assert_eq!(unsaid, morning, "a paper that says no hour is of the first meeting");
        let afternoon = meeting(Some(time(14, 0, 0, 0)));
        assert_ne!(morning, afternoon);
        for (hour, minute, of) in [(9, 45, &morning), (21, 30, &morning), (2, 0, &afternoon), (14, 20, &afternoon)] {
            assert_eq!(meeting(Some(time(hour, minute, 0, 0))), *of, "{hour}:{minute}");
        }
        assert_eq!(meeting(None), morning);
    }
}
