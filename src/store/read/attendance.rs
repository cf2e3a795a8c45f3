//! Who was at which meetings: by committee, and together with somebody else.

use super::ReadTransaction;
use super::row;
use crate::store::CatalogueError;

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
