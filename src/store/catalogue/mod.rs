//! The catalogue: SQLite tables of everything that is known, made from the archive and asked by everybody else.
//!
//! One connection writes, in transactions that take the write lock at once; any number read. What stands here can be
//! made again from the archive, except the history of runs and what alerts told.

pub mod alerts;
pub mod attendance;
pub mod audit;
pub mod changes;
mod closed;
pub mod copies;
pub mod disagreements;
pub mod documents;
pub mod entries;
mod error;
pub mod facts;
pub mod following;
pub mod held;
pub mod meetings;
mod meta;
pub mod people;
pub mod readings;
pub mod runs;
pub mod silences;
mod sql;
pub mod takedown;

pub use error::CatalogueError;
pub use meta::{INDEXED, PENDING, generations_of, meta, set_meta};
pub use sql::Catalogue;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};
use std::path::Path;
use std::time::Duration;

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(MIGRATION_STEPS);
const MIGRATION_STEPS: &[M<'static>] = &[
    M::up(include_str!("../migrations/001_record.sql")),
    M::up(include_str!("../migrations/002_alerts.sql")),
    M::up(include_str!("../migrations/003_bodies.sql")),
    M::up(include_str!("../migrations/004_certainty.sql")),
    M::up(include_str!("../migrations/005_reading.sql")),
    M::up(include_str!("../migrations/006_takedown.sql")),
    M::up(include_str!("../migrations/007_mail.sql")),
    M::up(include_str!("../migrations/008_motions.sql")),
    M::up(include_str!("../migrations/009_silence.sql")),
    M::up(include_str!("../migrations/010_disagreement.sql")),
    M::up(include_str!("../migrations/011_released.sql")),
];

/// Steps of SQLite's machine between two looks at the clock: some hundred microseconds.
const STEPS_BETWEEN_LOOKS: i32 = 20_000;

/// Prepared statements kept per connection: the jobs use some fifty.
const STATEMENTS_KEPT: usize = 100;

impl Catalogue {
    /// Opens the catalogue for writing, made or brought up to date where needed. Only for whoever holds the writer's
    /// lock.
    ///
    /// # Errors
    /// The file cannot be opened, is damaged, or was made by a newer program.
    pub fn open(path: &Path) -> Result<Self, CatalogueError> {
        Self::migrate(Connection::open(path)?)
    }

    /// A catalogue in memory, for tests.
    ///
    /// # Errors
    /// The tables cannot be made.
    pub fn in_memory() -> Result<Self, CatalogueError> {
        Self::migrate(Connection::open_in_memory()?)
    }

    /// Opens the catalogue to be read alone. It must be there, with the tables of this program.
    ///
    /// # Errors
    /// It is not there, cannot be opened, or is of an earlier program.
    pub fn open_to_read(path: &Path) -> Result<Self, CatalogueError> {
        let catalogue = Self::open_of_any_version(path)?;
        // Tables that only a newer program has do not keep a server from answering that was started before it came.
        if MIGRATIONS.pending_migrations(&catalogue.connection)? > 0 {
            return Err(CatalogueError::Older);
        }
        Ok(catalogue)
    }

    /// As [`Catalogue::open_to_read`], whichever program made it: to be copied.
    ///
    /// # Errors
    /// It is not there or cannot be opened.
    pub fn open_of_any_version(path: &Path) -> Result<Self, CatalogueError> {
        match open_beside_writer(path) {
            Err(error) if path.exists() && cannot_write(&error) => open_as_it_lies(path),
            opened => opened,
        }
    }

    fn migrate(mut connection: Connection) -> Result<Self, CatalogueError> {
        configure(&connection)?;
        // What is deleted is overwritten: what was taken down is not to be found in free places of the file.
        connection.pragma_update(None, "secure_delete", true)?;
        let is_new = connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))? == 0;
        MIGRATIONS.to_latest(&mut connection)?;
        closed::close(&connection)?;
        let catalogue = Self { connection };
        if is_new {
            takedown::begins_clean(&catalogue)?;
        }
        Ok(catalogue)
    }

    /// Does everything in `work` or nothing.
    ///
    /// # Errors
    /// Those of `work`, and a commit that fails.
    pub fn write<T>(&mut self, work: impl FnOnce(&Self) -> Result<T, CatalogueError>) -> Result<T, CatalogueError> {
        // Immediate: a transaction that begins by reading and then writes cannot be made to wait, only to fail. No other
        // can be open: it would hold `self`.
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let value = work(self)?;
        transaction.commit()?;
        Ok(value)
    }
}

/// Whether it failed because the folder takes no files: a disk that is full or only read.
fn cannot_write(error: &CatalogueError) -> bool {
    let CatalogueError::Sql(rusqlite::Error::SqliteFailure(failure, _)) = error else { return false };
    matches!(
        failure.code,
        rusqlite::ErrorCode::CannotOpen
            | rusqlite::ErrorCode::ReadOnly
            | rusqlite::ErrorCode::DiskFull
            | rusqlite::ErrorCode::PermissionDenied
            | rusqlite::ErrorCode::SystemIoFailure
    )
}

/// Opens the file by itself: what a log beside it holds is not seen, and nobody is to write meanwhile.
fn open_as_it_lies(path: &Path) -> Result<Catalogue, CatalogueError> {
    let mut address = url::Url::from_file_path(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
        .map_err(|()| CatalogueError::Sql(rusqlite::Error::InvalidPath(path.to_owned())))?;
    address.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(address.as_str(), flags)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.progress_handler(STEPS_BETWEEN_LOOKS, Some(index::deadline::is_over))?;
    let catalogue = Catalogue { connection };
    // That it can be read at all is seen at the first question.
    meta(&catalogue, "journal_offset")?;
    Ok(catalogue)
}

fn open_beside_writer(path: &Path) -> Result<Catalogue, CatalogueError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    configure(&connection)?;
    // Not opened read-only: the first reader after a crash must be able to recover the write-ahead log.
    connection.pragma_update(None, "query_only", true)?;
    // Whoever asks says until when; a question that is over ends in the middle of a statement.
    connection.progress_handler(STEPS_BETWEEN_LOOKS, Some(index::deadline::is_over))?;
    Ok(Catalogue { connection })
}

fn configure(connection: &Connection) -> Result<(), CatalogueError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // 64 MiB: a document of some hundred thousand passages is stored in one transaction.
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_run() {
        MIGRATIONS.validate().unwrap();
    }

    #[test]
    fn what_was_read_before_there_were_certainties_is_sure() {
        let mut connection = Connection::open_in_memory().unwrap();
        MIGRATIONS.to_version(&mut connection, 3).unwrap();
        for (id, grade) in [("a", "named"), ("b", "none"), ("c", "continued")] {
            let sql =
                "INSERT INTO passage (id, document_id, component, seq, page, last_page, form, act, text, words, grade)
                 VALUES (?1, ?1, 1, 0, 1, 1, 'paragraph', 'statement', 'Words.', 1, ?2)";
            connection.execute(sql, [id, grade]).unwrap();
        }
        let catalogue = Catalogue::migrate(connection).unwrap();
        let sql = "SELECT certainty FROM passage ORDER BY id";
        let mut statement = catalogue.prepare(sql).unwrap();
        let found: Vec<Option<String>> =
            statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(found, [Some("sure".to_owned()), None, Some("sure".to_owned())]);
        let unknown = catalogue.execute("UPDATE passage SET certainty = 'perhaps'", []);
        assert!(unknown.is_err(), "only words of the vocabulary are kept");
    }

    #[test]
    fn what_was_released_stays_so_and_older_words_are_read_again() {
        let mut connection = Connection::open_in_memory().unwrap();
        MIGRATIONS.to_version(&mut connection, 10).unwrap();
        for (id, message) in [("a", Some("released")), ("b", None), ("c", Some("the site is down"))] {
            let sql =
                "INSERT INTO document (id, source, scope, key, file_name, title, kind, state, state_message, facts,
                           recognisers, read_hash, first_seen_at, modified_at)
                       VALUES (?1, 's', 's', ?1, 'f', 't', 'minutes', 'held', ?2, '{}', 7, 'hash', '2020', '2021')";
            connection.execute(sql, rusqlite::params![id, message]).unwrap();
        }
        for (id, outcome) in [("a", "lost"), ("b", "thrown out")] {
            let sql = "INSERT INTO vote (id, document_id, component, passage_id, seq, motion, outcome, sides)
                       VALUES (?1, ?1, 1, 'p', 0, 'That it be so', ?2, '{}')";
            connection.execute(sql, [id, outcome]).unwrap();
        }
        let catalogue = Catalogue::migrate(connection).unwrap();
        let mut statement = catalogue
            .prepare(
                "SELECT d.id, d.released_at, d.state_message, d.recognisers, v.outcome
                 FROM document d LEFT JOIN vote v ON v.document_id = d.id ORDER BY d.id",
            )
            .unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)));
        let rows: Vec<(String, Option<String>, Option<String>, i64, Option<String>)> =
            rows.unwrap().collect::<Result<_, _>>().unwrap();
        let text = |words: &str| Some(words.to_owned());
        assert_eq!(
            rows,
            [
                ("a".to_owned(), text("2021"), None, 7, text("lost")),
                ("b".to_owned(), None, None, 0, None),
                ("c".to_owned(), None, text("the site is down"), 7, None),
            ]
        );
    }

    #[test]
    fn a_catalogue_of_a_newer_program_is_refused_in_words() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("catalogue.sqlite");
        Catalogue::open(&path).unwrap().connection().pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(Catalogue::open(&path), Err(CatalogueError::Newer)));
    }

    #[test]
    fn readers_cannot_write() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("catalogue.sqlite");
        assert!(Catalogue::open_to_read(&path).is_err());
        let _writer = Catalogue::open(&path).unwrap();
        let reader = Catalogue::open_to_read(&path).unwrap();
        assert_eq!(meta(&reader, "nothing").unwrap(), None);
        assert!(set_meta(&reader, "a", "b").is_err());
    }
}
