//! The writer's lock: one process writes, and a second one is told who it is.
//!
//! The kernel gives the lock back when its holder dies, however it dies; the text in the file is only for people.

use jiff::Timestamp;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Held as long as this value lives.
#[derive(Debug)]
pub struct WriterLock {
    _file: File,
}

/// Why the lock was not got.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Somebody has it.
    #[error("{} is being written to by {holder}; wait until it is done, or stop it", dir.display())]
    Held {
        /// The data folder.
        dir: PathBuf,
        /// What the holder wrote of itself.
        holder: String,
    },
    /// The file cannot be made or locked.
    #[error("cannot lock {}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl WriterLock {
    /// Takes the lock of the data folder for a job.
    ///
    /// # Errors
    /// Somebody else has it, or the folder cannot be written to.
    pub fn take(dir: &Path, job: &str, now: Timestamp) -> Result<Self, LockError> {
        let path = dir.join("minutebook.lock");
        let io = |source| LockError::Io { path: path.clone(), source };
        super::paths::make_private(dir).map_err(io)?;
        let mut file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.read_to_string(&mut holder).map_err(io)?;
                let holder = if holder.trim().is_empty() { "another process" } else { holder.trim() }.to_owned();
                return Err(LockError::Held { dir: dir.to_owned(), holder });
            }
            Err(TryLockError::Error(source)) => return Err(io(source)),
        }
        file.set_len(0).map_err(io)?;
        file.rewind().map_err(io)?;
        writeln!(file, "process {}, job `{job}`, since {now:.0}", std::process::id()).map_err(io)?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_who_the_first_one_is() {
        let dir = tempfile::tempdir().unwrap();
        let first = WriterLock::take(dir.path(), "update", Timestamp::UNIX_EPOCH).unwrap();
        let refused = WriterLock::take(dir.path(), "crawl", Timestamp::UNIX_EPOCH).unwrap_err().to_string();
        let holder = format!("process {}, job `update`, since 1970-01-01T00:00:00Z", std::process::id());
        assert!(refused.contains(&holder), "{refused}");
        drop(first);
        WriterLock::take(dir.path(), "crawl", Timestamp::UNIX_EPOCH).unwrap();
    }
}
