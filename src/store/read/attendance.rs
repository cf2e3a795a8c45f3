//! Who was at which meetings: by committee, and together with somebody else.

use super::{Conditions, ReadTransaction, Rows, Scope, Slice, row};
use crate::store::CatalogueError;
use record::text::fold;

row! {
    /// Somebody's time in one committee, as its attendance lists tell it.
    InCommittee {
        /// Committee.
        committee_id: String,
        /// Its name.
        committee: String,
        /// The first meeting on whose list they stand.
        first: String,
        /// The last one.
        last: String,
        /// Meetings at which they were present as a member.
        present: u64,
        /// Meetings that they attended otherwise.
        in_attendance: u64,
        /// Meetings to which they sent apologies.
        apologies: u64,
        /// Meetings of the committee from the first to the last one.
        meetings: u64,
        /// Those of them of which a list is held.
        recorded: u64,
    }
}

/// Somebody's committees, the latest first. Where several lists of one meeting differ, who is present on one of them was.
///
/// # Errors
/// The database's.
pub fn committees(catalogue: &ReadTransaction, person: &str) -> Result<Vec<InCommittee>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "WITH mine AS (SELECT m.committee_id, m.held_on, max(CASE a.presence WHEN 'present' THEN 3 \
         WHEN 'in_attendance' THEN 2 ELSE 1 END) AS how FROM attendance a JOIN meeting m ON m.id = a.meeting_id \
         WHERE a.person_id = ?1 GROUP BY m.id), \
         own AS (SELECT committee_id, min(held_on) AS first, max(held_on) AS last, count(*) FILTER (WHERE how = 3) AS present, \
         count(*) FILTER (WHERE how = 2) AS attended, count(*) FILTER (WHERE how = 1) AS apologies FROM mine \
         GROUP BY committee_id) \
         SELECT own.committee_id, g.name, own.first, own.last, own.present, own.attended, own.apologies, \
         (SELECT count(*) FROM meeting m WHERE m.committee_id = own.committee_id AND m.held_on BETWEEN own.first AND own.last), \
         (SELECT count(*) FROM meeting m WHERE m.committee_id = own.committee_id AND m.held_on BETWEEN own.first AND own.last \
         AND EXISTS (SELECT 1 FROM attendance a WHERE a.meeting_id = m.id)) \
         FROM own JOIN committee g ON g.id = own.committee_id ORDER BY own.last DESC, g.name, g.id",
    )?;
    Ok(statement.query_map([person], |row| InCommittee::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// At how many meetings both were, as members or otherwise.
///
/// # Errors
/// The database's.
pub fn together(catalogue: &ReadTransaction, one: &str, other: &str) -> Result<u64, CatalogueError> {
    Ok(catalogue
        .prepare_cached(
            "SELECT count(DISTINCT a.meeting_id) FROM attendance a JOIN attendance b ON b.meeting_id = a.meeting_id \
             WHERE a.person_id = ?1 AND b.person_id = ?2 AND a.presence <> 'apologies' AND b.presence <> 'apologies'",
        )?
        .query_row([one, other], |row| super::column(row, 0))?)
}

row! {
    /// Somebody at a meeting; nobody where no list of the meeting is held.
    Entry {
        /// The meeting.
        meeting_id: String,
        /// Its day.
        held_on: String,
        /// As its source prints it.
        status: Option<String>,
        /// Council.
        council_id: String,
        /// Its name.
        council: String,
        /// Committee.
        committee_id: String,
        /// Its name.
        committee: String,
        /// `present`, `in_attendance`, `apologies`; none where nothing is recorded.
        presence: Option<String>,
        /// The name as printed.
        as_printed: Option<String>,
        /// The name.
        name: Option<String>,
        /// The post beside the name.
        role: Option<String>,
        /// Whether they were in the chair.
        chair: Option<bool>,
        /// Whom that is.
        person_id: Option<String>,
        /// Their name.
        person: Option<String>,
        /// The paper that lists them; empty where the source's system does.
        document_id: Option<String>,
    }
}

const COLUMNS: &str = "m.id, m.held_on, m.status, m.council_id, k.name, m.committee_id, g.name, a.presence, a.as_printed, \
     a.name, a.role, a.chair, a.person_id, p.name, a.document_id";

/// Meetings with the rows of the one list that stands: the minutes' where they have one, confirmed before draft, else that of
/// the source's system. A meeting without a list is a row without anybody.
const TABLES: &str = "meeting m JOIN council k ON k.id = m.council_id JOIN committee g ON g.id = m.committee_id \
     LEFT JOIN attendance a ON a.meeting_id = m.id AND (a.document_id, a.component) = (SELECT b.document_id, b.component \
     FROM attendance b LEFT JOIN component c ON c.document_id = b.document_id AND c.n = b.component \
     WHERE b.meeting_id = m.id ORDER BY c.kind IS NOT 'minutes', c.state IS NOT 'confirmed', b.document_id = '', \
     b.document_id, b.component LIMIT 1) LEFT JOIN person p ON p.id = a.person_id";

const ORDER: &str = "m.held_on, m.id, a.pos";

/// That a row of attendance is one of the people who are given: by id, or by words that all stand in the name.
fn is_one_of(row: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM json_each(given.people) asked WHERE {row}.person_id = asked.value ->> 0 \
         OR asked.value ->> 1 <> '[]' AND NOT EXISTS (SELECT 1 FROM json_each(asked.value, '$[1]') word \
         WHERE instr(lower({row}.as_printed || ' ' || {row}.name), word.value) = 0))"
    )
}

/// Which rows: meetings up to a day, and only those of some people, where any are named. Of meetings without a list nobody
/// can say whether they were there: those of their committees, while they are known there, stay.
fn conditions(
    catalogue: &ReadTransaction,
    scope: &Scope,
    people: &[String],
    today: &str,
) -> rusqlite::Result<Conditions> {
    let mut conditions = Conditions::default();
    conditions.dates("m.held_on", scope.since, scope.until, false);
    conditions.body(catalogue, scope, "m.council_id", "m.committee_id")?;
    conditions.with("m.held_on <= ?", today.to_owned());
    if !people.is_empty() {
        let asked: Vec<_> = people
            .iter()
            .map(|person| (person, fold(person).split_whitespace().map(str::to_owned).collect::<Vec<_>>()))
            .collect();
        let (listed, known) = (is_one_of("a"), is_one_of("b"));
        conditions.with(
            &format!(
                "EXISTS (SELECT 1 FROM (SELECT ? AS people) given WHERE a.meeting_id IS NOT NULL AND {listed} \
                 OR a.meeting_id IS NULL AND EXISTS (SELECT 1 FROM attendance b JOIN meeting n ON n.id = b.meeting_id \
                 WHERE n.committee_id = m.committee_id AND {known} GROUP BY n.committee_id \
                 HAVING min(n.held_on) <= m.held_on AND max(n.held_on) >= m.held_on))"
            ),
            serde_json::json!(asked).to_string(),
        );
    }
    Ok(conditions)
}

/// Who was at meetings up to a day, by day; meetings of which no list is held say so.
///
/// # Errors
/// The database's.
pub fn list(
    catalogue: &ReadTransaction,
    scope: &Scope,
    people: &[String],
    today: &str,
    slice: Slice,
) -> Result<Rows<Entry>, CatalogueError> {
    let conditions = conditions(catalogue, scope, people, today)?;
    Ok(conditions.list(catalogue, COLUMNS, TABLES, ORDER, slice, |row| Entry::read_from(row, 0))?)
}

/// Hands every row to `take` until it answers false.
///
/// # Errors
/// The database's.
pub fn each(
    catalogue: &ReadTransaction,
    scope: &Scope,
    people: &[String],
    today: &str,
    take: impl FnMut(Entry) -> bool,
) -> Result<(), CatalogueError> {
    let conditions = conditions(catalogue, scope, people, today)?;
    Ok(conditions.each(catalogue, COLUMNS, TABLES, ORDER, Slice::ALL, |row| Entry::read_from(row, 0), take)?)
}
