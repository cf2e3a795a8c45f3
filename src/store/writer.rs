//! The store, open for the one process that writes.

use super::archive::{Archive, ArchiveError};
use super::catalogue::{self, Catalogue, CatalogueError};
use super::journal::{self, Fact, Journal, JournalError};
use super::lock::{LockError, WriterLock};
use super::paths::{DataPaths, Unfinished};
use super::random_bytes;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// The store, open for writing.
#[derive(Debug)]
pub struct Store {
    paths: DataPaths,
    archive: Archive,
    pub(super) journal: Journal,
    catalogue: Catalogue,
    _lock: WriterLock,
}

/// Why the store cannot be opened or written to.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else writes.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// Only a part of it is there.
    #[error(transparent)]
    Unfinished(#[from] Unfinished),
    /// A file beside the catalogue cannot be written or removed.
    #[error("cannot write {}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The archive's fault.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The journal's fault.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The catalogue's fault.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The two do not belong together.
    #[error(
        "the catalogue in {} has read {read} bytes of a journal that has {held}: it was made from another archive; \
         run `minutebook check --repair` to make it again",
        dir.display()
    )]
    Ahead {
        /// The data folder.
        dir: PathBuf,
        /// What the catalogue says.
        read: u64,
        /// What there is.
        held: u64,
    },
}

impl Store {
    /// Opens the store for a job: takes the writer's lock, sweeps up what a killed writer left, and brings the catalogue
    /// up to the end of the journal, from its beginning where the catalogue is new.
    ///
    /// # Errors
    /// Somebody else holds the lock; a file cannot be read or written; catalogue and journal do not belong together.
    pub fn open(dir: &Path, job: &str) -> Result<Self, StoreError> {
        DataPaths::below(dir).must_be_whole()?;
        Self::open_unfinished(dir, job)
    }

    /// As [`Store::open`], of a folder that is being restored.
    pub(super) fn open_unfinished(dir: &Path, job: &str) -> Result<Self, StoreError> {
        let paths = DataPaths::below(dir);
        let lock = WriterLock::take(dir, job, Timestamp::now())?;
        let archive = Archive::open(&paths.archive())?;
        archive.sweep()?;
        name_archive(&paths)?;
        let journal = Journal::open(&paths.archive())?;
        let catalogue = Catalogue::open(&paths.catalogue())?;
        let mut store = Self { paths, archive, journal, catalogue, _lock: lock };
        store.catch_up()?;
        store.finish_takedowns()?;
        Ok(store)
    }

    /// Notes a fact in the journal, then in the catalogue.
    ///
    /// # Errors
    /// It is in neither, or in the journal alone; then the next start brings it into the catalogue.
    pub fn note(&mut self, fact: &Fact) -> Result<(), StoreError> {
        let offset = self.journal.append(fact)?;
        self.catalogue.write(|t| catalogue::facts::apply(t, fact, offset))?;
        Ok(())
    }

    /// Length of the journal in bytes.
    pub fn journal_len(&self) -> u64 {
        self.journal.len()
    }

    /// Moves the catalogue out of the way, so that the next start makes it again from the journal. Gives its new place.
    ///
    /// # Errors
    /// Somebody else holds the lock, or the file cannot be moved.
    pub fn set_catalogue_aside(dir: &Path) -> Result<PathBuf, StoreError> {
        let paths = DataPaths::below(dir);
        let _lock = WriterLock::take(dir, "check", Timestamp::now())?;
        let aside = dir.join(format!("catalogue.damaged-{}", Timestamp::now().as_second()));
        let moved = std::fs::rename(paths.catalogue(), &aside);
        moved.map_err(|source| ArchiveError::Io { what: "move aside", path: paths.catalogue(), source })?;
        // The log of a catalogue that is gone would be taken for that of the new one.
        for log in ["catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
            match std::fs::remove_file(dir.join(log)) {
                Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                    return Err(ArchiveError::Io { what: "remove", path: dir.join(log), source }.into());
                }
                _ => {}
            }
        }
        Ok(aside)
    }

    /// Where things lie.
    pub fn paths(&self) -> &DataPaths {
        &self.paths
    }

    /// The bytes.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The tables, to be asked.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Does everything in `work` to the tables, or nothing.
    ///
    /// # Errors
    /// Those of `work`, and a commit that fails.
    pub fn write<T>(
        &mut self,
        work: impl FnOnce(&Catalogue) -> Result<T, CatalogueError>,
    ) -> Result<T, CatalogueError> {
        self.catalogue.write(work)
    }

    fn catch_up(&mut self) -> Result<(), StoreError> {
        let read = catalogue::facts::journal_offset(&self.catalogue)?;
        let held = self.journal.len();
        if read > held {
            return Err(StoreError::Ahead { dir: self.paths.dir.clone(), read, held });
        }
        let mut facts = journal::replay(&self.paths.archive(), read)?.peekable();
        while facts.peek().is_some() {
            // In portions: one transaction a fact would take an hour for a large archive, one for all much memory.
            let portion = facts.by_ref().take(REPLAY_PORTION).collect::<Result<Vec<_>, _>>()?;
            self.catalogue
                .write(|t| portion.iter().try_for_each(|(fact, offset)| catalogue::facts::apply(t, fact, *offset)))?;
        }
        Ok(())
    }
}

/// Gives an archive that has none a name by which copies of it are told from other archives.
fn name_archive(paths: &DataPaths) -> Result<(), StoreError> {
    let path = paths.archive_id();
    if path.exists() {
        return Ok(());
    }
    let partial = path.with_extension("partial");
    let name = HEXLOWER.encode(&random_bytes::<16>());
    std::fs::write(&partial, name)
        .and_then(|()| std::fs::File::open(&partial)?.sync_all())
        .and_then(|()| std::fs::rename(&partial, &path))
        .map_err(|source| StoreError::File { path, source })
}

/// Facts brought into the catalogue in one transaction when it is made again.
const REPLAY_PORTION: usize = 1000;
