//! Copies of what cannot be rebuilt: the archive, its journal, the catalogue with its history of runs, who is told
//! by mail, and the notebooks.
//!
//! Made while others read and write: the catalogue first, then the journal, then the blobs. So the journal is never behind
//! the catalogue, and no blob is missing that the journal names. The index is not copied: it is made again.
//!
//! What was taken down leaves the copies too: `backup` removes it from a copy that it refreshes, and `restore` takes down
//! again whatever the copies and data folders of the same archive beside it say was taken down after the copy was made.

use super::catalogue::takedown::{self, Takedown};
use super::notebooks::Notebooks;
use super::subscriptions::Subscriptions;
use super::{Archive, Catalogue, DataPaths, Fact, Store, WriterLock};
use anyhow::{Context, bail};
use jiff::Timestamp;
use std::fs;
use std::path::{Path, PathBuf};

/// What was copied.
#[derive(Debug, Default, Clone, Copy)]
pub struct Copied {
    /// Blobs that were copied.
    pub blobs: u64,
    /// Blobs that were there already.
    pub already_there: u64,
    /// Documents that were taken down after the copy was made, and are now in it too.
    pub taken_down: u64,
}

/// Copies what is held to `to`, which may hold an earlier copy.
///
/// # Errors
/// Something cannot be read or written.
pub fn backup(from: &DataPaths, to: &DataPaths) -> anyhow::Result<Copied> {
    from.must_be_whole()?;
    super::paths::make_private(&to.dir).with_context(|| format!("cannot make {}", to.dir.display()))?;
    fs::create_dir_all(to.archive()).with_context(|| format!("cannot make {}", to.archive().display()))?;
    let mut gone = Vec::new();
    if from.catalogue().exists() {
        let fresh = to.dir.join("catalogue.partial");
        let held = Catalogue::open_of_any_version(&from.catalogue())?;
        held.connection().backup(rusqlite::MAIN_DB, &fresh, None).context("cannot copy the catalogue")?;
        // The copy is brought up to date, should an earlier program have made the original.
        let catalogue = Catalogue::open(&fresh)?;
        let tombstones = takedown::all(&catalogue)?;
        for hash in takedown::hashes(&catalogue)? {
            if takedown::is_forgotten_content(&catalogue, &hash)? {
                gone.push(hash);
            }
        }
        // Closed, it has no log beside it.
        drop(catalogue);
        fs::File::open(&fresh)?.sync_all()?;
        fs::rename(&fresh, to.catalogue()).context("cannot put the copy of the catalogue in its place")?;
        super::takedown::write_tombstones(&to.tombstones(), &tombstones)?;
    }
    copy_subscriptions(from, to)?;
    Notebooks::below(from).copy_to(to).context("cannot copy the notebooks")?;
    let copied = copy_archive(&from.archive(), &to.archive())?;
    // After the copying: a document may have been taken down while it went on.
    let copy = Archive::open(&to.archive())?;
    gone.iter().try_for_each(|hash| copy.remove(hash))?;
    Ok(copied)
}

/// Copies a backup into an empty data folder, or goes on where an earlier attempt was stopped. Whatever `tombstones` and
/// the folders beside the two say was taken down is taken down in it before it can be opened.
///
/// # Errors
/// The folder is not empty, the backup is none, or something cannot be read or written.
pub fn restore(from: &DataPaths, to: &DataPaths, tombstones: &[PathBuf]) -> anyhow::Result<Copied> {
    if !from.archive().is_dir() {
        bail!("{} holds no backup: there is no `archive` in it", from.dir.display());
    }
    if !to.restoring().exists() && (to.archive().exists() || to.catalogue().exists()) {
        bail!("{} is not empty: restore into a new folder, or move this one away first", to.dir.display());
    }
    let down = taken_down(from, to, tombstones)?;
    let lock = WriterLock::take(&to.dir, "restore", Timestamp::now())?;
    fs::write(to.restoring(), from.dir.display().to_string()).context("cannot mark the folder as not whole")?;
    fs::File::open(to.restoring())?.sync_all()?;
    fs::create_dir_all(to.archive()).with_context(|| format!("cannot make {}", to.archive().display()))?;
    let mut copied = copy_archive(&from.archive(), &to.archive())?;
    if from.catalogue().exists() {
        // The log of an earlier attempt would be taken for that of the copy.
        for log in ["catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
            match fs::remove_file(to.dir.join(log)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        place(&from.catalogue(), &to.catalogue())?;
    }
    if from.subscriptions().exists() {
        place(&from.subscriptions(), &to.subscriptions())?;
    }
    Notebooks::below(from).copy_to(to).context("cannot copy the notebooks")?;
    drop(lock);
    copied.taken_down = take_down_again(to, down)?;
    fs::remove_file(to.restoring()).context("cannot take the mark away")?;
    Ok(copied)
}

/// Who is told by mail, as of now: whoever left since the copy was made leaves the copy too.
fn copy_subscriptions(from: &DataPaths, to: &DataPaths) -> anyhow::Result<()> {
    if !from.subscriptions().exists() {
        return Ok(());
    }
    let fresh = to.dir.join("mail.partial");
    Subscriptions::open(from)?.copy_to(&fresh).context("cannot copy who is told by mail")?;
    fs::File::open(&fresh)?.sync_all()?;
    fs::rename(&fresh, to.subscriptions()).context("cannot put the copy of who is told by mail in its place")
}

/// Everything that any of these places says was taken down. What lies beside and is known to belong to another archive has
/// nothing to say of this one.
fn taken_down(from: &DataPaths, to: &DataPaths, tombstones: &[PathBuf]) -> anyhow::Result<Vec<Takedown>> {
    let mut files = Vec::new();
    for named in tombstones {
        files.push(if named.is_dir() { DataPaths::below(named).tombstones() } else { named.clone() });
    }
    let mut folders = Vec::new();
    for folder in [&from.dir, &to.dir] {
        folders.push(folder.clone());
        let absolute = std::path::absolute(folder)?;
        let Some(beside) = absolute.parent().filter(|beside| beside.is_dir()) else { continue };
        for entry in fs::read_dir(beside).with_context(|| format!("cannot list {}", beside.display()))? {
            folders.push(entry?.path());
        }
    }
    for folder in folders.into_iter().map(DataPaths::below) {
        match is_another(from, &folder) {
            true => tracing::info!("{} holds another archive: its tombstones are passed over", folder.dir.display()),
            false => files.push(folder.tombstones()),
        }
    }
    let named = |file: &PathBuf| tombstones.iter().any(|named| named == file);
    let mut all = Vec::new();
    for file in files {
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(_) if !named(&file) => continue,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
        };
        for line in text.lines() {
            all.push(serde_json::from_str(line).with_context(|| format!("{} holds no tombstones", file.display()))?);
        }
    }
    Ok(all)
}

/// Whether a folder is known to hold another archive. Folders of earlier programs do not say which they hold.
fn is_another(of: &DataPaths, folder: &DataPaths) -> bool {
    let id = |paths: &DataPaths| fs::read_to_string(paths.archive_id()).ok();
    folder.tombstones().exists() && id(of).zip(id(folder)).is_some_and(|(one, other)| one != other)
}

fn take_down_again(to: &DataPaths, down: Vec<Takedown>) -> anyhow::Result<u64> {
    let mut store = Store::open_unfinished(&to.dir, "restore")?;
    let mut again = 0;
    for takedown in down {
        if !takedown::is_forgotten(store.catalogue(), &takedown.document)? {
            store.note(&Fact::Forgotten(takedown))?;
            again += 1;
        }
    }
    store.finish_takedowns()?;
    Ok(again)
}

fn copy_archive(from: &Path, to: &Path) -> anyhow::Result<Copied> {
    let mut copied = Copied::default();
    for name in ["id", "journal.ndjson"] {
        let file = from.join(name);
        if file.exists() {
            place(&file, &to.join(name))?;
        }
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
                copied.already_there += 1;
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
