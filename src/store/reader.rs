//! Reading what is held, from any process, while another one writes.

use super::{CatalogueError, DataPaths, catalogue};
use index::{Index, IndexError, Snapshot};
use rusqlite::Connection;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Read connections and the index, cheap to clone.
#[derive(Clone)]
pub struct Reader {
    shared: Arc<Shared>,
}

struct Shared {
    paths: DataPaths,
    idle: Mutex<Vec<Connection>>,
    index: Index,
}

/// A read connection, given back when dropped.
pub struct PooledConnection {
    connection: Option<Connection>,
    shared: Arc<Shared>,
}

/// Why nothing can be read.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// The catalogue's fault.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// Only a part of it is there.
    #[error(transparent)]
    Unfinished(#[from] super::Unfinished),
    /// The index's fault.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Read connections kept open between questions; more are opened when more are asked at once.
const IDLE_CONNECTIONS: usize = 8;

impl Reader {
    /// Opens what is held in the data folder. Catalogue and index must be there.
    ///
    /// # Errors
    /// One of them is missing or cannot be read.
    pub fn open(dir: &Path) -> Result<Self, ReaderError> {
        Self::open_with(dir, Vec::new())
    }

    /// The same with files of an operator's own terms.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn open_with(dir: &Path, thesaurus: Vec<PathBuf>) -> Result<Self, ReaderError> {
        let paths = DataPaths::below(dir);
        paths.must_be_whole()?;
        let idle = Mutex::new(vec![catalogue::open_to_read(&paths.catalogue())?]);
        let index = Index::open(&paths.index())?.with_thesaurus(thesaurus)?;
        Ok(Self { shared: Arc::new(Shared { paths, idle, index }) })
    }

    /// A connection for one question. Keep it no longer: an old one holds the write-ahead log's space.
    ///
    /// # Errors
    /// The catalogue cannot be opened.
    pub fn connection(&self) -> Result<PooledConnection, CatalogueError> {
        let idle = self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => catalogue::open_to_read(&self.shared.paths.catalogue())?,
        };
        Ok(PooledConnection { connection: Some(connection), shared: Arc::clone(&self.shared) })
    }

    /// The index as the last commit left it, in whatever process that was.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, IndexError> {
        self.shared.index.reload()?;
        Ok(self.shared.index.snapshot())
    }

    /// Where things lie.
    pub fn paths(&self) -> &DataPaths {
        &self.shared.paths
    }
}

impl Deref for PooledConnection {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("it is taken out only when dropped")
    }
}

impl Drop for PooledConnection {
    fn drop(&mut self) {
        let mut idle = self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_CONNECTIONS {
            idle.extend(self.connection.take());
        }
    }
}
