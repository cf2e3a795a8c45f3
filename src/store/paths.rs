//! Where things lie in the data folder.

use std::path::{Path, PathBuf};

/// Where things lie in the data folder.
#[derive(Debug, Clone)]
pub struct DataPaths {
    /// The data folder itself.
    pub dir: PathBuf,
}

/// A data folder that holds a part of what a copy held.
#[derive(Debug, thiserror::Error)]
#[error("{} was being restored and is not whole: run `minutebook restore` again with the same copy", dir.display())]
pub struct Unfinished {
    dir: PathBuf,
}

impl DataPaths {
    /// The places below a data folder.
    pub fn below(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// Blobs and journal.
    pub fn archive(&self) -> PathBuf {
        self.dir.join("archive")
    }

    /// Which archive this is: the same in every copy of it, and no other's.
    pub fn archive_id(&self) -> PathBuf {
        self.archive().join("id")
    }

    /// The catalogue's file.
    pub fn catalogue(&self) -> PathBuf {
        self.dir.join("catalogue.sqlite")
    }

    /// The index's folder.
    pub fn index(&self) -> PathBuf {
        self.dir.join("index")
    }

    /// What was taken down, one a line: kept apart from the catalogue, so that a copy that is older can be told.
    pub fn tombstones(&self) -> PathBuf {
        self.dir.join("tombstones.ndjson")
    }

    /// What is to be taken down or let through by whichever job is running, a file each.
    pub fn requests(&self) -> PathBuf {
        self.dir.join("requests")
    }

    /// Who is told by mail: no part of the record.
    pub fn subscriptions(&self) -> PathBuf {
        self.dir.join("mail.sqlite")
    }

    /// Notebooks, a file each: no part of the record.
    pub fn notebooks(&self) -> PathBuf {
        self.dir.join("notebooks")
    }

    /// The mark of a folder into which a copy is being brought back.
    pub fn restoring(&self) -> PathBuf {
        self.dir.join("restoring")
    }

    /// That the folder is not half of one.
    ///
    /// # Errors
    /// A copy was being brought back into it, and that did not come to its end.
    pub fn must_be_whole(&self) -> Result<(), Unfinished> {
        if self.restoring().exists() { Err(Unfinished { dir: self.dir.clone() }) } else { Ok(()) }
    }
}

/// Makes a folder that only our user may look into: what is held back lies beside what is shown. One that is there stays
/// as its owner made it.
pub(super) fn make_private(dir: &Path) -> std::io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut make = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        std::fs::create_dir_all(parent)?;
    }
    make.create(dir)
}
