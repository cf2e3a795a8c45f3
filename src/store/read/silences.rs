//! What is missing where something used to come, as it was noticed.

use super::ReadTransaction;
use super::row::row;
use crate::store::CatalogueError;

row! {
    /// A silence.
    Silence {
        /// Id.
        id: String,
        /// The source.
        source: String,
        /// Its kind: a word of [`record::SilenceKind`].
        kind: String,
        /// The committee, where it is not the whole source.
        committee_id: Option<String>,
        /// Its name.
        committee: Option<String>,
        /// The meeting, where it is one.
        meeting_id: Option<String>,
        /// Since which day.
        since: String,
        /// In words.
        message: String,
        /// When it was noticed.
        noticed_at: String,
        /// When it was over.
        ended_at: Option<String>,
    }
}

const COLUMNS: &str =
    "s.id, s.source, s.kind, s.committee_id, g.name, s.meeting_id, s.since, s.message, s.noticed_at, s.ended_at";

/// What is missing now, the newest first.
///
/// # Errors
/// The database's.
pub fn open(catalogue: &ReadTransaction) -> Result<Vec<Silence>, CatalogueError> {
    list(catalogue, "s.ended_at IS NULL", i64::MAX)
}

/// What was missing lately, whether it still is or not, the newest first.
///
/// # Errors
/// The database's.
pub fn latest(catalogue: &ReadTransaction, most: u64) -> Result<Vec<Silence>, CatalogueError> {
    list(catalogue, "1", i64::try_from(most).unwrap_or(i64::MAX))
}

fn list(catalogue: &ReadTransaction, condition: &str, most: i64) -> Result<Vec<Silence>, CatalogueError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM silence s LEFT JOIN committee g ON g.id = s.committee_id WHERE {condition} \
         ORDER BY max(s.noticed_at, coalesce(s.ended_at, '')) DESC, s.id LIMIT ?1"
    );
    let mut statement = catalogue.prepare_cached(&sql)?;
    Ok(statement.query_map([most], |row| Silence::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}
