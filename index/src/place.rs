//! Where an index is: a folder of ours, or a cluster beside it.

use crate::engine::embedded::{Embedded, Folder};
use crate::engine::opensearch::{self, Cluster};
use crate::engine::{Source, Writing};
use crate::error::IndexError;
use std::path::{Path, PathBuf};

/// Where an index is.
#[derive(Debug, Clone)]
pub struct Place {
    /// Our folder: the index itself, or the lock of whoever writes to the cluster.
    pub folder: PathBuf,
    /// The cluster that holds the index; none for the folder itself.
    pub cluster: Option<Cluster>,
}

impl Place {
    /// An index in a folder.
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), cluster: None }
    }

    /// Opens it.
    pub(crate) fn source(&self) -> Result<Box<dyn Source>, IndexError> {
        Ok(match &self.cluster {
            Some(cluster) => Box::new(opensearch::open(&self.folder, cluster)?),
            None => Box::new(Folder::open(&self.folder)?),
        })
    }

    /// Begins to write, beside what is there or to it.
    pub(crate) fn writing(&self, anew: bool) -> Result<Box<dyn Writing>, IndexError> {
        Ok(match (&self.cluster, anew) {
            (Some(cluster), _) => Box::new(opensearch::write(&self.folder, cluster, anew)?),
            (None, true) => Box::new(Embedded::rebuild(&self.folder)?),
            (None, false) => Box::new(Embedded::update(&self.folder)?),
        })
    }
}

impl From<&Path> for Place {
    fn from(folder: &Path) -> Self {
        Self::folder(folder)
    }
}

impl From<&PathBuf> for Place {
    fn from(folder: &PathBuf) -> Self {
        Self::folder(folder)
    }
}

impl From<&Place> for Place {
    fn from(place: &Place) -> Self {
        place.clone()
    }
}
