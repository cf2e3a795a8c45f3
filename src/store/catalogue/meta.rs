//! Single values that the catalogue keeps beside its tables.

use super::error::CatalogueError;
use super::sql::Catalogue;

/// `meta`: the generation of the index that this catalogue has filled.
pub const INDEXED: &str = "index_generation";

/// `meta`: the generation that is about to be committed. Where the index has it, the commit was the last thing done.
pub const PENDING: &str = "index_pending";

/// Generations of the index that go with a catalogue in which these two stand: the one that it has filled; and where a commit
/// was not told yet, what that gives, which counts up by two if it purges.
pub fn generations_of(indexed: Option<u64>, pending: Option<u64>) -> Vec<u64> {
    let untold = pending.filter(|&pending| indexed.is_none_or(|indexed| pending > indexed));
    indexed.into_iter().chain(untold).chain(untold.map(|pending| pending + 1)).collect()
}

/// Reads a value of `meta`.
///
/// # Errors
/// SQLite refuses.
pub fn meta(catalogue: &Catalogue, key: &str) -> Result<Option<String>, CatalogueError> {
    use rusqlite::OptionalExtension;
    let mut statement = catalogue.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// Sets a value of `meta`.
///
/// # Errors
/// SQLite refuses.
pub fn set_meta(catalogue: &Catalogue, key: &str, value: &str) -> Result<(), CatalogueError> {
    catalogue
        .prepare_cached("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2")?
        .execute([key, value])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_counts_until_it_is_told() {
        assert_eq!(generations_of(None, None), Vec::<u64>::new());
        assert_eq!(generations_of(Some(7), None), [7]);
        assert_eq!(generations_of(Some(7), Some(8)), [7, 8, 9]);
        assert_eq!(generations_of(Some(8), Some(8)), [8]);
        assert_eq!(generations_of(Some(9), Some(8)), [9], "it purged");
    }
}
