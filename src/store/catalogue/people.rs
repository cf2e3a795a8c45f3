//! Who holds which office, as systems tell it; who is who, as it was worked out.

use super::{CatalogueError, meta, set_meta};
use extract::OfficeHolder;
use record::{Appearance, CommitteeId, CouncilId, MemberFacts, PersonId, Presence, Term};
use rusqlite::{Connection, params};
use std::collections::{BTreeSet, HashSet};

/// Who holds or held which office in a council, from its membership pages and its system's attendance lists. Papers'
/// own lists are left out: with them a reading would depend on which paper was read first.
///
/// # Errors
/// SQLite refuses.
pub fn roll(connection: &Connection, council: &str) -> Result<Vec<OfficeHolder>, CatalogueError> {
    let mut roll = Vec::new();
    for member in members(connection, council)? {
        for term in &member.terms {
            let appearance = Appearance {
                as_printed: member.name.clone(),
                name: without_title(&member.name).to_owned(),
                role: Some(term.role.clone()).filter(|role| !role.is_empty()),
                presence: Presence::Present,
                councillor: true,
                chair: false,
                source_id: Some(member.key.clone()),
            };
            roll.push(OfficeHolder {
                appearance,
                committee: term.committee.clone(),
                from: term.from,
                until: term.until,
            });
        }
    }
    roll.extend(attended(connection, council)?);
    Ok(roll)
}

/// What sources say of a council's members.
///
/// # Errors
/// SQLite refuses.
pub fn members(connection: &Connection, council: &str) -> Result<Vec<MemberFacts>, CatalogueError> {
    let mut statement =
        connection.prepare_cached("SELECT facts FROM member WHERE facts ->> '$.council' = ?1 ORDER BY scope, key")?;
    let rows = statement.query_map([council], |row| row.get::<_, String>(0))?;
    rows.map(|facts| Ok(serde_json::from_str(&facts?)?)).collect()
}

/// A name as published, without "Councillor" before it.
pub fn without_title(name: &str) -> &str {
    let trimmed = name.trim();
    ["Councillor ", "Cllr. ", "Cllr "].iter().find_map(|title| trimmed.strip_prefix(title)).unwrap_or(trimmed).trim()
}

/// Officers and members in the attendance lists of a council's system.
fn attended(connection: &Connection, council: &str) -> Result<Vec<OfficeHolder>, CatalogueError> {
    let council = record::CouncilId::of(council);
    let mut statement = connection.prepare_cached(
        "SELECT a.as_printed, a.name, a.role, a.councillor, a.source_id, min(m.held_on), max(m.held_on)
         FROM attendance a JOIN meeting m ON m.id = a.meeting_id
         WHERE a.document_id = '' AND m.council_id = ?1 AND a.role IS NOT NULL
         GROUP BY a.name, a.role ORDER BY a.name, a.role",
    )?;
    let rows = statement.query_map([council.as_str()], |row| {
        Ok(OfficeHolder {
            appearance: Appearance {
                as_printed: row.get(0)?,
                name: row.get(1)?,
                role: row.get(2)?,
                presence: Presence::InAttendance,
                councillor: row.get(3)?,
                chair: false,
                source_id: row.get(4)?,
            },
            committee: None,
            from: row.get::<_, String>(5)?.parse().ok(),
            until: row.get::<_, String>(6)?.parse().ok(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One name, as a source publishes it or papers print it, with the office that it is given there.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The name without titles.
    pub name: String,
    /// As it stands in papers.
    pub as_printed: Option<String>,
    /// Number in the source's system.
    pub source_id: Option<String>,
    /// The member's own entry, where it comes from there.
    pub member: Option<MemberFacts>,
    /// The office that goes with it.
    pub office: Option<Office>,
}

/// One office and the days on which somebody is known to have held it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    /// As printed.
    pub role: String,
    /// Committee of a seat.
    pub committee: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day; absent: not known, or still held.
    pub until: Option<String>,
    /// `membership`, `attendance` or `speech`.
    pub basis: &'static str,
}

/// A person, worked out from evidence.
#[derive(Debug, Clone)]
pub struct Identified {
    /// Id from the name.
    pub id: PersonId,
    /// The fullest name.
    pub name: String,
    /// Names by which readings know them.
    pub names: BTreeSet<String>,
    /// Forms in which papers print them.
    pub forms: BTreeSet<String>,
    /// The member's own entry.
    pub member: Option<MemberFacts>,
    /// Offices.
    pub offices: BTreeSet<Office>,
}

/// `meta`: set while something was read or told that people have not been worked out from.
const DUE: &str = "identify_due";

/// Notes that people must be worked out anew.
///
/// # Errors
/// SQLite refuses.
pub fn set_due(connection: &Connection) -> Result<(), CatalogueError> {
    set_meta(connection, DUE, "1")
}

/// Whether people must be worked out anew.
///
/// # Errors
/// SQLite refuses.
pub fn is_due(connection: &Connection) -> Result<bool, CatalogueError> {
    Ok(meta(connection, DUE)?.as_deref() == Some("1"))
}

/// Notes that people have been worked out.
///
/// # Errors
/// SQLite refuses.
pub fn done(connection: &Connection) -> Result<(), CatalogueError> {
    set_meta(connection, DUE, "0")
}

/// Every council.
///
/// # Errors
/// SQLite refuses.
pub fn councils(connection: &Connection) -> Result<Vec<CouncilId>, CatalogueError> {
    let mut statement = connection.prepare("SELECT id FROM council ORDER BY id")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(ids.map(|id| id.map(CouncilId::from_stored)).collect::<Result<_, _>>()?)
}

/// Every name that is known in a council, with where it stands.
///
/// # Errors
/// SQLite refuses.
pub fn evidence(connection: &Connection, council: &CouncilId) -> Result<Vec<Evidence>, CatalogueError> {
    let mut evidence = Vec::new();
    let name: String =
        connection.query_row("SELECT name FROM council WHERE id = ?1", [council.as_str()], |r| r.get(0))?;
    for member in members(connection, &name)? {
        let offices: Vec<Option<Office>> = match member.terms.is_empty() {
            true => vec![None],
            false => member.terms.iter().map(|term| Some(office_of(council, term))).collect(),
        };
        for office in offices {
            evidence.push(Evidence {
                name: without_title(&member.name).to_owned(),
                as_printed: Some(member.name.clone()),
                source_id: Some(member.key.clone()),
                member: Some(member.clone()),
                office,
            });
        }
    }
    let listed = "SELECT a.name, a.as_printed, a.source_id, a.role, m.committee_id, min(m.held_on), max(m.held_on)
         FROM attendance a JOIN meeting m ON m.id = a.meeting_id WHERE m.council_id = ?1
         GROUP BY a.name, a.as_printed, a.source_id, a.role, m.committee_id";
    let spoken = "SELECT p.name, NULL, NULL, p.role, c.committee_id, min(c.date), max(c.date)
         FROM component c JOIN passage p ON p.document_id = c.document_id AND p.component = c.n
         WHERE c.council_id = ?1 AND p.name IS NOT NULL GROUP BY p.name, p.role, c.committee_id";
    for (sql, basis) in [(listed, "attendance"), (spoken, "speech")] {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([council.as_str()], |row| {
            let (committee, from, until) = (row.get(4)?, row.get(5)?, row.get(6)?);
            let role: Option<String> = row.get(3)?;
            Ok(Evidence {
                name: row.get(0)?,
                as_printed: row.get(1)?,
                source_id: row.get(2)?,
                member: None,
                office: role.map(|role| Office { role, committee, from, until, basis }),
            })
        })?;
        evidence.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(evidence)
}

/// Replaces what is known of a council's people and notes them beside what they said, where they were, what they are to
/// do and how they voted. Documents in which that changed are to be indexed. Gives how many these are.
///
/// # Errors
/// SQLite refuses.
pub fn keep(connection: &Connection, council: &CouncilId, known: &[Identified]) -> Result<u64, CatalogueError> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS who (name TEXT PRIMARY KEY, person TEXT NOT NULL) WITHOUT ROWID; DELETE FROM who;",
    )?;
    let mut name = connection.prepare_cached("INSERT OR IGNORE INTO who (name, person) VALUES (?1, ?2)")?;
    for person in known {
        for form in &person.names {
            name.execute([form, person.id.as_str()])?;
        }
    }
    keep_people(connection, council, known)?;
    let mut documents = BTreeSet::new();
    let mut said = connection.prepare_cached(
        "UPDATE passage SET person_id = who.person FROM who, component
         WHERE component.council_id = ?1 AND passage.document_id = component.document_id AND passage.component = component.n
             AND who.name = passage.name AND passage.person_id IS NOT who.person
         RETURNING passage.document_id",
    )?;
    for document in said.query_map([council.as_str()], |row| row.get::<_, String>(0))? {
        documents.insert(document?);
    }
    connection
        .prepare_cached(
            "UPDATE attendance SET person_id = who.person FROM who, meeting
             WHERE meeting.council_id = ?1 AND meeting.id = attendance.meeting_id AND who.name = attendance.name
                 AND attendance.person_id IS NOT who.person",
        )?
        .execute([council.as_str()])?;
    for table in ["resolution", "commitment"] {
        connection
            .prepare_cached(&format!(
                "UPDATE {table} SET owner_person = who.person FROM who, component
                 WHERE component.council_id = ?1 AND {table}.document_id = component.document_id
                     AND {table}.component = component.n AND who.name = {table}.owner ->> '$.name'
                     AND {table}.owner_person IS NOT who.person"
            ))?
            .execute([council.as_str()])?;
    }
    for document in &documents {
        super::documents::to_index(connection, &record::DocumentId::from_stored(document.clone()))?;
    }
    Ok(documents.len() as u64)
}

/// Rows and offices; an id that was somebody's before answers as theirs still.
fn keep_people(connection: &Connection, council: &CouncilId, known: &[Identified]) -> Result<(), CatalogueError> {
    let mut before = connection.prepare_cached("SELECT id, name FROM person WHERE council_id = ?1")?;
    let before: Vec<(String, String)> =
        before.query_map([council.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    connection
        .prepare_cached("DELETE FROM office WHERE person_id IN (SELECT id FROM person WHERE council_id = ?1)")?
        .execute([council.as_str()])?;
    let now = jiff::Timestamp::now().to_string();
    let mut insert = connection.prepare_cached(
        "INSERT INTO person (id, council_id, name, forms, party, ward, source_id, url, modified_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, forms = excluded.forms, party = excluded.party,
             ward = excluded.ward, source_id = excluded.source_id, url = excluded.url, modified_at = excluded.modified_at
         WHERE (name, forms, party, ward, source_id, url)
             IS NOT (excluded.name, excluded.forms, excluded.party, excluded.ward, excluded.source_id, excluded.url)",
    )?;
    let mut office = connection.prepare_cached(
        "INSERT INTO office (person_id, role, committee_id, from_on, until_on, basis) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for person in known {
        let member = person.member.as_ref();
        insert.execute(params![
            person.id.as_str(),
            council.as_str(),
            person.name,
            serde_json::to_string(&person.forms)?,
            member.and_then(|m| m.party.as_deref()),
            member.and_then(|m| m.ward.as_deref()),
            member.map(|m| m.key.as_str()),
            member.and_then(|m| m.url.as_deref()),
            now,
        ])?;
        for held in &person.offices {
            office.execute(params![
                person.id.as_str(),
                held.role,
                held.committee,
                held.from,
                held.until,
                held.basis
            ])?;
        }
    }
    let mut alias =
        connection.prepare_cached("INSERT OR REPLACE INTO person_alias (alias, person_id) VALUES (?1, ?2)")?;
    let mut delete = connection.prepare_cached("DELETE FROM person WHERE id = ?1")?;
    let ids: HashSet<&str> = known.iter().map(|p| p.id.as_str()).collect();
    for (id, name) in before.iter().filter(|(id, _)| !ids.contains(id.as_str())) {
        delete.execute([id])?;
        if let Some(person) = known.iter().find(|p| p.names.contains(name)) {
            alias.execute([id, person.id.as_str()])?;
        }
    }
    Ok(())
}

fn office_of(council: &CouncilId, term: &Term) -> Office {
    Office {
        role: term.role.clone(),
        committee: term.committee.as_ref().map(|name| CommitteeId::of(council, name).to_string()),
        from: term.from.map(|day| day.to_string()),
        until: term.until.map(|day| day.to_string()),
        basis: "membership",
    }
}
