//! What cannot wait until a running job is done: its holder of the lock does it between two of its own steps.
//!
//! Each request is a file of its own, so that asking needs no lock. It gets another ending once it is done in the tables,
//! and goes away once the index has it too: until then answers may still hold what was taken down.

use super::{DataPaths, StoreError};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The ending of a request that nobody has looked at.
const ASKED: &str = "json";

/// The ending of a request that is done in the tables and not yet in the index.
const IN_TABLES: &str = "in-tables";

/// What is asked of the running job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Request {
    /// Take a document down.
    Forget {
        /// Its id or address.
        document: String,
        /// Why.
        reason: String,
    },
    /// Let a quarantined document through.
    Release {
        /// Its id or address.
        document: String,
    },
}

impl Request {
    /// Asks. Gives the file that goes away once it is done.
    ///
    /// # Errors
    /// The data folder cannot be written to.
    pub fn submit(&self, paths: &DataPaths) -> Result<PathBuf, StoreError> {
        let dir = paths.requests();
        let write = || {
            fs::create_dir_all(&dir)?;
            let mut file = tempfile::Builder::new().prefix(".asking-").tempfile_in(&dir)?;
            serde_json::to_writer(file.as_file_mut(), self)?;
            file.as_file().sync_all()?;
            let name = format!("{}-{}.{ASKED}", jiff::Timestamp::now().as_nanosecond(), std::process::id());
            let path = dir.join(name);
            file.persist(&path).map_err(|error| error.error)?;
            Ok::<_, io::Error>(path)
        };
        write().map_err(|source| StoreError::File { path: dir.clone(), source })
    }
}

/// Whether a request is not done yet: `asked` is what [`Request::submit`] gave.
pub fn is_waiting(asked: &Path) -> bool {
    // The one becomes the other in between: looked for in this order, one of the two is seen.
    asked.exists() || asked.with_extension(IN_TABLES).exists()
}

/// Takes a request back that nobody has looked at.
///
/// # Errors
/// The data folder cannot be written to.
pub fn withdraw(asked: &Path) -> Result<(), StoreError> {
    match fs::remove_file(asked) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(asked)(error)),
        _ => Ok(()),
    }
}

/// Notes that a request is done in the tables.
///
/// # Errors
/// The data folder cannot be written to.
pub fn done_in_tables(asked: &Path) -> Result<(), StoreError> {
    fs::rename(asked, asked.with_extension(IN_TABLES)).map_err(failed(asked))
}

/// Whether something is done in the tables and not yet in the index.
///
/// # Errors
/// The data folder cannot be read.
pub fn waits_for_index(paths: &DataPaths) -> Result<bool, StoreError> {
    Ok(!with_ending(paths, IN_TABLES)?.is_empty())
}

/// The index has everything that was done in the tables: those who wait for it are told.
///
/// # Errors
/// The data folder cannot be written to.
pub fn done_in_index(paths: &DataPaths) -> Result<(), StoreError> {
    with_ending(paths, IN_TABLES)?.iter().try_for_each(|path| fs::remove_file(path).map_err(failed(path)))
}

/// Everything that was asked and not done in the tables, oldest first.
///
/// # Errors
/// A request cannot be read.
pub fn requested(paths: &DataPaths) -> Result<Vec<(PathBuf, Request)>, StoreError> {
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).map_err(failed(&path))?;
        let request = serde_json::from_slice(&bytes).map_err(|error| failed(&path)(error.into()))?;
        Ok((path, request))
    };
    with_ending(paths, ASKED)?.into_iter().map(read).collect()
}

fn with_ending(paths: &DataPaths, wanted: &str) -> Result<Vec<PathBuf>, StoreError> {
    let dir = paths.requests();
    let entries = match fs::read_dir(&dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed(&dir))?,
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == wanted));
    paths.sort();
    Ok(paths)
}

fn failed(path: &Path) -> impl Fn(io::Error) -> StoreError + use<> {
    let path = path.to_owned();
    move |source| StoreError::File { path: path.clone(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_is_found_until_it_is_done() {
        let dir = tempfile::tempdir().unwrap();
        let paths = DataPaths::below(dir.path());
        assert_eq!(requested(&paths).unwrap(), []);
        let request = Request::Release { document: "x".to_owned() };
        let path = request.submit(&paths).unwrap();
        assert_eq!(requested(&paths).unwrap(), [(path.clone(), request)]);
        assert!(is_waiting(&path) && !waits_for_index(&paths).unwrap());
        done_in_tables(&path).unwrap();
        assert_eq!(requested(&paths).unwrap(), []);
        assert!(is_waiting(&path) && waits_for_index(&paths).unwrap());
        done_in_index(&paths).unwrap();
        assert!(!is_waiting(&path) && !waits_for_index(&paths).unwrap());
    }
}
