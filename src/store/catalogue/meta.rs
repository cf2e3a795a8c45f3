//! Single values that the catalogue keeps beside its tables.

use super::error::CatalogueError;
use super::sql::Catalogue;

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
