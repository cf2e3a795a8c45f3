//! SQLite files beside the catalogue that hold what people wrote and cannot be made again: subscriptions and notebooks.

use super::CatalogueError;
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};
use std::time::Duration;

/// Readies a connection to such a file and brings its tables up to date by `steps`.
///
/// # Errors
/// SQLite refuses, or a newer program made the file.
pub fn prepare(mut connection: Connection, steps: &[M<'_>]) -> Result<Connection, CatalogueError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    // No log is kept beside it, in which what was deleted would stand on.
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    // What was deleted is not to be found in free places of the file.
    connection.pragma_update(None, "secure_delete", true)?;
    Migrations::from_slice(steps).to_latest(&mut connection).map_err(|error| match error.into() {
        CatalogueError::Newer => CatalogueError::NewerBeside,
        other => other,
    })?;
    Ok(connection)
}

/// Bytes that nobody can guess.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_newer_program_is_not_to_be_deleted() {
        let connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        let error = prepare(connection, &[M::up("CREATE TABLE mark (id TEXT)")]).unwrap_err();
        assert!(matches!(error, CatalogueError::NewerBeside), "{error}");
        assert!(!error.to_string().contains("delete"), "{error}");
    }
}
