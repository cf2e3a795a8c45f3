//! What cannot wait until a running job is done: its holder of the lock does it between two of its own steps.
//!
//! Each request is a file of its own, so that asking needs no lock. It goes away once it is done.

use super::{DataPaths, StoreError};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

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
            let name = format!("{}-{}.json", jiff::Timestamp::now().as_nanosecond(), std::process::id());
            let path = dir.join(name);
            file.persist(&path).map_err(|error| error.error)?;
            Ok::<_, io::Error>(path)
        };
        write().map_err(|source| StoreError::File { path: dir.clone(), source })
    }
}

/// Everything that was asked and not done, oldest first.
///
/// # Errors
/// A request cannot be read.
pub fn requested(paths: &DataPaths) -> Result<Vec<(PathBuf, Request)>, StoreError> {
    let dir = paths.requests();
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| StoreError::File { path, source }
    };
    let entries = match fs::read_dir(&dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed(&dir))?,
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).map_err(failed(&path))?;
        let request = serde_json::from_slice(&bytes).map_err(|error| failed(&path)(error.into()))?;
        Ok((path, request))
    };
    paths.into_iter().map(read).collect()
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
        fs::remove_file(path).unwrap();
        assert_eq!(requested(&paths).unwrap(), []);
    }
}
