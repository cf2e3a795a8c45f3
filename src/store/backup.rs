//! Copies of what cannot be rebuilt: the archive, its journal, and the catalogue with its history of runs.
//!
//! Made while others read and write: the catalogue first, then the journal, then the blobs. So the journal is never behind
//! the catalogue, and no blob is missing that the journal names. The index is not copied: it is made again.

use super::{Places, catalogue};
use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// What was copied.
#[derive(Debug, Default, Clone, Copy)]
pub struct Copied {
    /// Blobs that were copied.
    pub blobs: u64,
    /// Blobs that were there already.
    pub kept: u64,
}

/// Copies what is held to `to`, which may hold an earlier copy.
///
/// # Errors
/// Something cannot be read or written.
pub fn backup(from: &Places, to: &Places) -> anyhow::Result<Copied> {
    fs::create_dir_all(to.archive()).with_context(|| format!("cannot make {}", to.archive().display()))?;
    if from.catalogue().exists() {
        let connection = catalogue::open_to_read(&from.catalogue())?;
        let fresh = to.dir.join("catalogue.partial");
        connection.backup(rusqlite::MAIN_DB, &fresh, None).context("cannot copy the catalogue")?;
        fs::rename(&fresh, to.catalogue()).context("cannot put the copy of the catalogue in its place")?;
    }
    copy_archive(&from.archive(), &to.archive())
}

/// Copies a backup into an empty data folder.
///
/// # Errors
/// The folder is not empty, the backup is none, or something cannot be read or written.
pub fn restore(from: &Places, to: &Places) -> anyhow::Result<Copied> {
    if !from.archive().is_dir() {
        bail!("{} holds no backup: there is no `archive` in it", from.dir.display());
    }
    if to.archive().exists() || to.catalogue().exists() {
        bail!("{} is not empty: restore into a new folder, or move this one away first", to.dir.display());
    }
    fs::create_dir_all(to.archive()).with_context(|| format!("cannot make {}", to.archive().display()))?;
    let copied = copy_archive(&from.archive(), &to.archive())?;
    if from.catalogue().exists() {
        fs::copy(from.catalogue(), to.catalogue()).context("cannot copy the catalogue")?;
    }
    Ok(copied)
}

fn copy_archive(from: &Path, to: &Path) -> anyhow::Result<Copied> {
    let mut copied = Copied::default();
    let journal = from.join("journal.ndjson");
    if journal.exists() {
        place(&journal, &to.join("journal.ndjson"))?;
    }
    copy_tree(&from.join("blobs"), &to.join("blobs"), &mut copied)?;
    Ok(copied)
}

fn copy_tree(from: &Path, to: &Path, copied: &mut Copied) -> anyhow::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target, copied)?;
        } else if !entry.file_name().to_string_lossy().starts_with('.') {
            // A blob is named by its content: what is there already is the same.
            if target.exists() {
                copied.kept += 1;
            } else {
                place(&entry.path(), &target)?;
                copied.blobs += 1;
            }
        }
    }
    Ok(())
}

/// Copies beside the target and renames: a copy that is there is whole.
fn place(from: &Path, to: &Path) -> anyhow::Result<()> {
    let mut partial = to.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    fs::copy(from, &partial).with_context(|| format!("cannot copy {} to {}", from.display(), partial.display()))?;
    fs::File::open(&partial)?.sync_all()?;
    fs::rename(&partial, to).with_context(|| format!("cannot put {} in its place", to.display()))
}
