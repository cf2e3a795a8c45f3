//! Who holds which office, as systems tell it; who is who, as it was worked out.

use super::{Catalogue, CatalogueError, meta, set_meta};
use extract::OfficeHolder;
use extract::people::{Identity, Sighting};
use jiff::civil::Date;
use record::{Appearance, CommitteeId, CouncilId, MemberFacts, PersonId, Presence};
use rusqlite::{OptionalExtension, params};
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};

/// Who holds or held which office in a council, from its membership pages and its system's attendance lists. Papers'
/// own lists are left out: with them a reading would depend on which paper was read first.
///
/// # Errors
/// SQLite refuses.
pub fn roll(catalogue: &Catalogue, council: &str) -> Result<Vec<OfficeHolder>, CatalogueError> {
    let mut roll = Vec::new();
    for member in members(catalogue, council)? {
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
    roll.extend(attended(catalogue, council)?);
    Ok(roll)
}

/// What sources say of a council's members.
///
/// # Errors
/// SQLite refuses.
pub fn members(catalogue: &Catalogue, council: &str) -> Result<Vec<MemberFacts>, CatalogueError> {
    let mut statement =
        catalogue.prepare_cached("SELECT facts FROM member WHERE facts ->> '$.council' = ?1 ORDER BY scope, key")?;
    let rows = statement.query_map([council], |row| row.get::<_, String>(0))?;
    rows.map(|facts| Ok(serde_json::from_str(&facts?)?)).collect()
}

/// A name as published, without "Councillor" before it.
pub fn without_title(name: &str) -> &str {
    let trimmed = name.trim();
    ["Councillor ", "Cllr. ", "Cllr "].iter().find_map(|title| trimmed.strip_prefix(title)).unwrap_or(trimmed).trim()
}

/// Officers and members in the attendance lists of a council's system.
fn attended(catalogue: &Catalogue, council: &str) -> Result<Vec<OfficeHolder>, CatalogueError> {
    let council = record::CouncilId::from_name(council);
    let mut statement = catalogue.prepare_cached(
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

/// DataPaths where a council's names stand, and its members' own entries.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Where names stand; committees by id.
    pub sightings: Vec<Sighting>,
    /// What sources say of members.
    pub members: Vec<MemberFacts>,
    /// Names that one list of a committee has twice: two people, whom the name alone does not tell apart.
    pub shared: BTreeSet<(String, Option<String>)>,
}

/// A person, worked out from evidence.
#[derive(Debug, Clone)]
pub struct Identified {
    /// Id from the name.
    pub id: PersonId,
    /// Who it is.
    pub identity: Identity,
    /// The member's own entry.
    pub member: Option<MemberFacts>,
    /// Names and the committees in whose papers they mean this person and nobody else (`None`: in no committee's).
    pub called: BTreeSet<(String, Option<String>)>,
}

/// `meta`: set while something was read or told that people have not been worked out from.
const DUE: &str = "identify_due";

/// Notes that people must be worked out anew.
///
/// # Errors
/// SQLite refuses.
pub fn set_due(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    set_meta(catalogue, DUE, "1")
}

/// Whether people must be worked out anew.
///
/// # Errors
/// SQLite refuses.
pub fn is_due(catalogue: &Catalogue) -> Result<bool, CatalogueError> {
    Ok(meta(catalogue, DUE)?.as_deref() == Some("1"))
}

/// Notes that people have been worked out.
///
/// # Errors
/// SQLite refuses.
pub fn done(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    set_meta(catalogue, DUE, "0")
}

/// Every council.
///
/// # Errors
/// SQLite refuses.
pub fn councils(catalogue: &Catalogue) -> Result<Vec<CouncilId>, CatalogueError> {
    let mut statement = catalogue.prepare("SELECT id FROM council ORDER BY id")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(ids.map(|id| id.map(CouncilId::from_stored)).collect::<Result<_, _>>()?)
}

/// Every name that is known in a council, with where it stands.
///
/// # Errors
/// SQLite refuses.
pub fn evidence(catalogue: &Catalogue, council: &CouncilId) -> Result<Evidence, CatalogueError> {
    let name: String =
        catalogue.query_row("SELECT name FROM council WHERE id = ?1", [council.as_str()], |r| r.get(0))?;
    let members = members(catalogue, &name)?;
    let mut sightings = Vec::new();
    for member in &members {
        let plain = Sighting {
            name: member.name.clone(),
            councillor: Some(true),
            source_id: Some(member.key.clone()),
            ..Sighting::default()
        };
        sightings.push(plain.clone());
        sightings.extend(member.terms.iter().map(|term| Sighting {
            role: Some(term.role.clone()),
            on: term.from,
            committee: term.committee.as_ref().map(|name| CommitteeId::derive(council, name).to_string()),
            ..plain.clone()
        }));
    }
    // The first and the last day of a name in speech stand for those between.
    for sql in [
        "SELECT a.name, a.role, a.councillor, m.held_on, m.committee_id, m.id, a.source_id
         FROM attendance a JOIN meeting m ON m.id = a.meeting_id WHERE m.council_id = ?1",
        "SELECT p.name, p.role, NULL, min(c.date), c.committee_id, NULL, NULL
         FROM component c JOIN passage p ON p.document_id = c.document_id AND p.component = c.n
         WHERE c.council_id = ?1 AND p.name IS NOT NULL GROUP BY p.name, p.role, c.committee_id",
        "SELECT p.name, p.role, NULL, max(c.date), c.committee_id, NULL, NULL
         FROM component c JOIN passage p ON p.document_id = c.document_id AND p.component = c.n
         WHERE c.council_id = ?1 AND p.name IS NOT NULL GROUP BY p.name, p.role, c.committee_id",
        "SELECT n.value ->> '$.name', NULL, NULL, min(c.date), c.committee_id, NULL, NULL
         FROM component c JOIN vote v ON v.document_id = c.document_id AND v.component = c.n,
             json_each(v.sides) AS s, json_each(s.value, '$.names') AS n
         WHERE c.council_id = ?1 AND n.value ->> '$.name' IS NOT NULL GROUP BY 1, c.committee_id",
    ] {
        let mut statement = catalogue.prepare_cached(sql)?;
        let rows = statement.query_map([council.as_str()], |row| {
            Ok(Sighting {
                name: row.get(0)?,
                role: row.get(1)?,
                councillor: row.get(2)?,
                on: row.get::<_, Option<String>>(3)?.and_then(|day| day.parse().ok()),
                committee: row.get(4)?,
                listed_at: row.get(5)?,
                source_id: row.get(6)?,
            })
        })?;
        sightings.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }
    let mut shared = catalogue.prepare_cached(
        "SELECT DISTINCT a.name, m.committee_id FROM attendance a JOIN meeting m ON m.id = a.meeting_id
         WHERE m.council_id = ?1 GROUP BY a.document_id, a.component, a.meeting_id, a.presence, a.name
         HAVING count(DISTINCT a.as_printed) > 1",
    )?;
    let shared =
        shared.query_map([council.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(Evidence { sightings, members, shared })
}

/// Replaces what is known of a council's people and notes them beside what they said, where they were, what they are to
/// do and how they voted. Documents in which that changed are to be indexed. Gives how many these are.
///
/// # Errors
/// SQLite refuses.
pub fn keep(catalogue: &Catalogue, council: &CouncilId, known: &[Identified]) -> Result<u64, CatalogueError> {
    catalogue.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS who (name TEXT, committee TEXT, person TEXT NOT NULL, PRIMARY KEY (name, committee))
             WITHOUT ROWID;
         DELETE FROM who;",
    )?;
    let mut name = catalogue
        .prepare_cached("INSERT OR IGNORE INTO who (name, committee, person) VALUES (?1, coalesce(?2, ''), ?3)")?;
    for person in known {
        for (form, committee) in &person.called {
            name.execute(params![form, committee, person.id.as_str()])?;
        }
    }
    keep_people(catalogue, council, known)?;
    let documents = keep_speakers(catalogue, council)?;
    catalogue
        .prepare_cached(
            "UPDATE attendance SET person_id = (
                 SELECT who.person FROM meeting JOIN who ON who.committee = meeting.committee_id
                 WHERE meeting.id = attendance.meeting_id AND who.name = attendance.name)
             WHERE meeting_id IN (SELECT id FROM meeting WHERE council_id = ?1)",
        )?
        .execute([council.as_str()])?;
    for table in ["resolution", "commitment"] {
        catalogue
            .prepare_cached(&format!(
                "UPDATE {table} SET owner_person = (
                     SELECT who.person FROM component JOIN who ON who.committee = coalesce(component.committee_id, '')
                     WHERE component.document_id = {table}.document_id AND component.n = {table}.component
                         AND who.name = {table}.owner ->> '$.name')
                 WHERE EXISTS (SELECT 1 FROM component WHERE component.document_id = {table}.document_id
                     AND component.n = {table}.component AND component.council_id = ?1)"
            ))?
            .execute([council.as_str()])?;
    }
    keep_voters(catalogue, council)?;
    for document in &documents {
        super::documents::to_index(catalogue, &record::DocumentId::from_stored(document.clone()))?;
    }
    Ok(documents.len() as u64)
}

/// Notes who speaks, component by component. Gives the documents in which that changed.
fn keep_speakers(catalogue: &Catalogue, council: &CouncilId) -> Result<BTreeSet<String>, CatalogueError> {
    let mut components = catalogue
        .prepare_cached("SELECT document_id, n, coalesce(committee_id, '') FROM component WHERE council_id = ?1")?;
    let who = "(SELECT person FROM who WHERE who.name = passage.name AND who.committee = ?3)";
    let mut statement = catalogue.prepare_cached(&format!(
        "UPDATE passage SET person_id = {who}
         WHERE document_id = ?1 AND component = ?2 AND name IS NOT NULL AND person_id IS NOT {who}"
    ))?;
    let mut documents = BTreeSet::new();
    let mut rows = components.query([council.as_str()])?;
    while let Some(row) = rows.next()? {
        let (document, n, committee): (String, u32, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if statement.execute(params![document, n, committee])? > 0 {
            documents.insert(document);
        }
    }
    Ok(documents)
}

/// Notes who voted how: the person whom the attendance list gave the printed name.
fn keep_voters(catalogue: &Catalogue, council: &CouncilId) -> Result<(), CatalogueError> {
    let mut votes = catalogue.prepare_cached(
        "SELECT v.id, v.sides, coalesce(c.committee_id, '')
         FROM vote v JOIN component c ON c.document_id = v.document_id AND c.n = v.component WHERE c.council_id = ?1",
    )?;
    let mut who = catalogue.prepare_cached("SELECT person FROM who WHERE name = ?1 AND committee = ?2")?;
    let mut update = catalogue.prepare_cached("UPDATE vote SET sides = ?2 WHERE id = ?1")?;
    let votes: Vec<(String, String, String)> = votes
        .query_map([council.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (id, before, committee) in votes {
        let mut sides: Value = serde_json::from_str(&before)?;
        let voters = sides.as_object_mut().into_iter().flat_map(|sides| sides.values_mut());
        for voter in voters.filter_map(|side| side.get_mut("names")?.as_array_mut()).flatten() {
            let name = voter["name"].as_str().map(str::to_owned);
            let person = name.map(|name| who.query_row([&name, &committee], |row| row.get::<_, String>(0)).optional());
            voter["person"] = person.transpose()?.flatten().map_or(Value::Null, Value::String);
        }
        let after = sides.to_string();
        if after != before {
            update.execute([&id, &after])?;
        }
    }
    Ok(())
}

/// Rows and offices; an id that was somebody's before answers as theirs still.
fn keep_people(catalogue: &Catalogue, council: &CouncilId, known: &[Identified]) -> Result<(), CatalogueError> {
    let mut before = catalogue.prepare_cached("SELECT id, name FROM person WHERE council_id = ?1")?;
    let before: Vec<(String, String)> =
        before.query_map([council.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    catalogue
        .prepare_cached("DELETE FROM office WHERE person_id IN (SELECT id FROM person WHERE council_id = ?1)")?
        .execute([council.as_str()])?;
    let now = jiff::Timestamp::now().to_string();
    let mut insert = catalogue.prepare_cached(
        "INSERT INTO person (id, council_id, name, forms, party, ward, source_id, url, modified_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, forms = excluded.forms, party = excluded.party,
             ward = excluded.ward, source_id = excluded.source_id, url = excluded.url, modified_at = excluded.modified_at
         WHERE (name, forms, party, ward, source_id, url)
             IS NOT (excluded.name, excluded.forms, excluded.party, excluded.ward, excluded.source_id, excluded.url)",
    )?;
    let mut office = catalogue.prepare_cached(
        "INSERT INTO office (person_id, role, committee_id, from_on, until_on, basis) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for person in known {
        let member = person.member.as_ref();
        insert.execute(params![
            person.id.as_str(),
            council.as_str(),
            person.identity.name,
            serde_json::to_string(&person.identity.forms)?,
            member.and_then(|m| m.party.as_deref()),
            member.and_then(|m| m.ward.as_deref()),
            member.map(|m| m.key.as_str()),
            member.and_then(|m| m.url.as_deref()),
            now,
        ])?;
        let id = person.id.as_str();
        for term in member.iter().flat_map(|m| &m.terms) {
            let committee = term.committee.as_ref().map(|name| CommitteeId::derive(council, name).to_string());
            office.execute(params![id, term.role, committee, day(term.from), day(term.until), "membership"])?;
        }
        for held in &person.identity.offices {
            office.execute(params![id, held.role, held.committee, day(held.first), day(held.last), "attendance"])?;
        }
    }
    let mut alias =
        catalogue.prepare_cached("INSERT OR REPLACE INTO person_alias (alias, person_id) VALUES (?1, ?2)")?;
    let mut delete = catalogue.prepare_cached("DELETE FROM person WHERE id = ?1")?;
    let ids: HashSet<&str> = known.iter().map(|p| p.id.as_str()).collect();
    for (id, name) in before.iter().filter(|(id, _)| !ids.contains(id.as_str())) {
        delete.execute([id])?;
        if let Some(person) = known.iter().find(|p| p.identity.forms.contains(name)) {
            alias.execute([id, person.id.as_str()])?;
        }
    }
    Ok(())
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::catalogue::Catalogue;

    #[test]
    fn a_voter_who_is_known_gets_their_person_and_no_other_does() {
        let dir = tempfile::tempdir().unwrap();
        let catalogue = &Catalogue::open(&dir.path().join("catalogue.sqlite")).unwrap();
        let sides = serde_json::json!({
            "for": {"count": 2, "names": [
                {"as_printed": "Cllr Marrow", "name": "Ash Marrow", "person": null},
                {"as_printed": "Cllr Vale", "name": null, "person": null},
            ]},
            "against": {"count": 1, "names": [{"as_printed": "Cllr Pell", "name": "Jo Pell", "person": "gone"}]},
            "abstain": {"count": null, "names": []},
        });
        let council = CouncilId::from_name("Anytown");
        catalogue.execute("INSERT INTO council (id, name) VALUES (?1, 'Anytown')", [council.as_str()]).unwrap();
        let component =
            "INSERT INTO component (document_id, n, kind, title, council_id, committee_id, first_page, last_page,
             begins, passages, words) VALUES ('d', 1, 'minutes', 'Minutes', ?1, 'scrutiny', 1, 1, '', 1, 1)";
        catalogue.execute(component, [council.as_str()]).unwrap();
        let vote = "INSERT INTO vote (id, document_id, component, passage_id, seq, motion, sides)
             VALUES ('v', 'd', 1, 'p', 0, 'Motion', ?1)";
        catalogue.execute(vote, [sides.to_string()]).unwrap();
        let sightings = evidence(catalogue, &council).unwrap().sightings;
        assert_eq!(sightings.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Ash Marrow", "Jo Pell"]);
        let marrow = Identified {
            id: PersonId::derive(&council, "Ash Marrow"),
            identity: Identity { name: "Ash Marrow".into(), ..Identity::default() },
            member: None,
            called: [("Ash Marrow".to_owned(), Some("scrutiny".to_owned()))].into(),
        };
        keep(catalogue, &council, std::slice::from_ref(&marrow)).unwrap();
        let kept: String = catalogue.query_row("SELECT sides FROM vote", [], |row| row.get(0)).unwrap();
        let kept: Value = serde_json::from_str(&kept).unwrap();
        assert_eq!(kept["for"]["names"][0]["person"], marrow.id.as_str());
        assert_eq!(kept["for"]["names"][1]["person"], Value::Null);
        assert_eq!(kept["against"]["names"][0]["person"], Value::Null, "what is no longer known is taken back");
    }
}
