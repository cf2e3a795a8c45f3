//! What can go wrong with the index itself, each with what to do about it.

use std::path::PathBuf;

/// The index could not be opened, written or read.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is no index in the folder yet.
    #[error("there is no index in {0}: run `minutebook index --rebuild`")]
    Missing(PathBuf),
    /// It was written by another version of the program.
    #[error("the index in {folder} was written by another version ({what}): run `minutebook index --rebuild`")]
    Outdated {
        /// Folder of the generation.
        folder: PathBuf,
        /// What differs.
        what: String,
    },
    /// It is damaged.
    #[error("the index in {folder} cannot be read: {cause}: run `minutebook index --rebuild`")]
    Damaged {
        /// Folder of the generation.
        folder: PathBuf,
        /// What was found.
        cause: String,
    },
    /// Another process is writing.
    #[error("another process is writing the index in {0}: stop it, or wait until it is done")]
    Locked(PathBuf),
    /// A file could not be read or written.
    #[error("cannot {what} {path}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// The cluster that holds the index gave no answer that can be relied on.
    #[error(transparent)]
    Cluster(#[from] crate::engine::opensearch::ClusterError),
    /// The search engine failed.
    #[error("the index in {folder}: {source}")]
    Engine {
        /// Folder of the generation.
        folder: PathBuf,
        /// Cause.
        source: tantivy::TantivyError,
    },
}

impl IndexError {
    /// Whether an index that is made anew puts it right.
    pub fn asks_for_rebuild(&self) -> bool {
        match self {
            IndexError::Missing(_) | IndexError::Outdated { .. } | IndexError::Damaged { .. } => true,
            IndexError::Cluster(error) => error.asks_for_rebuild(),
            IndexError::Locked(_) | IndexError::Io { .. } | IndexError::Engine { .. } => false,
        }
    }
}
