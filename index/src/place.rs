//! Where an index is.

use crate::engine::embedded::{Embedded, Folder};
use crate::engine::{Source, Writing};
use crate::error::IndexError;
use std::path::{Path, PathBuf};

/// Where an index is.
#[derive(Debug, Clone)]
pub struct Place {
    /// Our folder.
    pub folder: PathBuf,
}

impl Place {
    /// An index in a folder.
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Opens it.
    pub(crate) fn source(&self) -> Result<Box<dyn Source>, IndexError> {
        Ok(Box::new(Folder::open(&self.folder)?))
    }

    /// Begins to write, beside what is there or to it.
    pub(crate) fn writing(&self, anew: bool) -> Result<Box<dyn Writing>, IndexError> {
        Ok(Box::new(if anew { Embedded::rebuild(&self.folder)? } else { Embedded::update(&self.folder)? }))
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
