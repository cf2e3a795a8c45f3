//! What each generation of the index added, changed and took away; and what was taken down for good.

use super::ReadTransaction;
use super::row::row;
use crate::store::CatalogueError;
use rusqlite::OptionalExtension;

row! {
    /// The last change of one passage since some generation.
    Change {
        /// The generation that made it.
        generation: String,
        /// Passage.
        passage_id: String,
        /// `added`, `changed` or `gone`.
        what: String,
        /// For `gone`: the last entry, JSON.
        entry: Option<String>,
    }
}

row! {
    /// Something that was taken down.
    Tombstone {
        /// What it was.
        what: String,
        /// Its id.
        id: String,
        /// Why.
        reason: Option<String>,
        /// When.
        at: String,
    }
}

/// Every passage that changed after this generation, with its first and last change: a passage that came and went
/// again in between is left out, one that came and was changed counts as added.
///
/// # Errors
/// The database's.
pub fn since(catalogue: &ReadTransaction, generation: u64) -> Result<Vec<Change>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT generation, passage_id, what, entry FROM change WHERE CAST(generation AS INTEGER) > ? \
         ORDER BY passage_id, CAST(generation AS INTEGER)",
    )?;
    let mut net: Vec<(Change, String)> = Vec::new();
    for change in statement.query_map([generation as i64], |row| Change::read_from(row, 0))? {
        let change = change?;
        match net.last_mut() {
            Some((last, _)) if last.passage_id == change.passage_id => *last = change,
            _ => {
                let first = change.what.clone();
                net.push((change, first));
            }
        }
    }
    Ok(net.into_iter().filter_map(|(last, first)| combined(last, &first)).collect())
}

/// What a series of changes comes to, told from its first and last.
fn combined(last: Change, first: &str) -> Option<Change> {
    let what = match (first, last.what.as_str()) {
        ("added", "gone") => return None,
        ("added", _) => "added",
        ("gone", "added") => "changed",
        (_, last) => last,
    };
    Some(Change { what: what.to_owned(), ..last })
}

/// Earliest generation since which changes are known.
///
/// # Errors
/// The database's.
pub fn earliest(catalogue: &ReadTransaction) -> Result<Option<u64>, CatalogueError> {
    let sql = "SELECT min(CAST(generation AS INTEGER)) FROM change";
    let first: Option<i64> = catalogue.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(first.and_then(|n| u64::try_from(n).ok()))
}

/// What was taken down of this sort, oldest first.
///
/// # Errors
/// The database's.
pub fn tombstones(
    catalogue: &ReadTransaction,
    what: &str,
    since: Option<&str>,
) -> Result<Vec<Tombstone>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT what, id, reason, at FROM tombstone WHERE what = ?1 AND (?2 IS NULL OR at >= ?2) ORDER BY at, id",
    )?;
    Ok(statement.query_map((what, since), |row| Tombstone::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// Whether this was taken down.
///
/// # Errors
/// The database's.
pub fn tombstone(catalogue: &ReadTransaction, what: &str, id: &str) -> Result<Option<Tombstone>, CatalogueError> {
    let sql = "SELECT what, id, reason, at FROM tombstone WHERE what = ? AND id = ?";
    Ok(catalogue.prepare_cached(sql)?.query_row((what, id), |row| Tombstone::read_from(row, 0)).optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_of_changes_comes_to_one() {
        let last =
            |what: &str| Change { generation: "2".into(), passage_id: "p".into(), what: what.into(), entry: None };
        for (first, then, comes_to) in [
            ("added", "gone", None),
            ("added", "changed", Some("added")),
            ("gone", "added", Some("changed")),
            ("changed", "gone", Some("gone")),
            ("gone", "gone", Some("gone")),
        ] {
            assert_eq!(combined(last(then), first).map(|c| c.what).as_deref(), comes_to, "{first} {then}");
        }
    }
}
