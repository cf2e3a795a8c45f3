//! Reading what is held, from any process, while another one writes.

use super::read::{IdleCatalogues, ReadTransaction};
use super::{Catalogue, CatalogueError, DataPaths};
use index::{Index, IndexError, Place, Snapshot};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The catalogue and the index, to be read; cheap to clone.
#[derive(Clone)]
pub struct Reader {
    shared: Arc<Shared>,
}

struct Shared {
    paths: DataPaths,
    idle: IdleCatalogues,
    index: Index,
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

impl Reader {
    /// Opens what is held in the data folder. Catalogue and index must be there.
    ///
    /// # Errors
    /// One of them is missing or cannot be read.
    pub fn open(dir: &Path) -> Result<Self, ReaderError> {
        Self::open_at(dir, Place::folder(DataPaths::below(dir).index()), Vec::new())
    }

    /// The same with an index that may be elsewhere, and files of an operator's own terms.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn open_at(dir: &Path, index: Place, thesaurus: Vec<PathBuf>) -> Result<Self, ReaderError> {
        let paths = DataPaths::below(dir);
        paths.must_be_whole()?;
        let idle = IdleCatalogues::default();
        idle.give_back(Catalogue::open_to_read(&paths.catalogue())?);
        let index = Index::open(&index)?.with_thesaurus(thesaurus)?;
        Ok(Self { shared: Arc::new(Shared { paths, idle, index }) })
    }

    /// The catalogue as the last commit left it, for one answer.
    ///
    /// # Errors
    /// The catalogue cannot be opened.
    pub fn read_transaction(&self) -> Result<ReadTransaction, CatalogueError> {
        let idle = &self.shared.idle;
        let catalogue = match idle.take() {
            Some(catalogue) => catalogue,
            None => Catalogue::open_to_read(&self.shared.paths.catalogue())?,
        };
        ReadTransaction::begin(catalogue, idle.clone())
    }

    /// Whether the index may be of another state than the catalogue: only that of a cluster is.
    pub fn index_goes_back(&self) -> bool {
        self.shared.index.goes_back()
    }

    /// The index as the last commit left it, in whatever process that was; of a cluster, as it was at the first of these
    /// generations, unless it is of one of them now.
    ///
    /// # Errors
    /// The index cannot be read, or goes back no further.
    pub fn snapshot(&self, generations: &[u64]) -> Result<Arc<Snapshot>, IndexError> {
        self.shared.index.reload()?;
        self.shared.index.snapshot_of(generations)
    }

    /// Where things lie.
    pub fn paths(&self) -> &DataPaths {
        &self.shared.paths
    }
}
