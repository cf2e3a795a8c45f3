//! Who holds which office, as systems tell it; who is who, as it was worked out.

use super::CatalogueError;
use extract::OfficeHolder;
use record::{Appearance, MemberFacts, Presence};
use rusqlite::Connection;

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
