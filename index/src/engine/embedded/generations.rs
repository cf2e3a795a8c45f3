//! The folder of an index: numbered generations, of which a `current` pointer names one.
//!
//! ```text
//! index/current        the number of the generation in use
//! index/lock           held by the one process that writes
//! index/3/             a generation: the engine's files and header.json
//! index/4.tmp/         one that is being built aside, or was when the power went
//! index/cluster-generation  the last generation that was published in a cluster, where one was
//! ```
//!
//! Invariant: `current` names a whole generation at every moment, a power cut included: a generation is synced and
//! renamed before the pointer is.

use super::unlocked::Unlocked;
use crate::error::IndexError;
use crate::schema;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use tantivy::Index;
use tantivy::directory::error::OpenDirectoryError;
use tantivy::directory::{Directory, MmapDirectory};

const CURRENT: &str = "current";
const HEADER: &str = "header.json";
const ELSEWHERE: &str = "cluster-generation";

/// By what a generation was written.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    engine: String,
    fields: String,
}

impl Header {
    fn ours() -> Self {
        Self { engine: tantivy::version_string().to_owned(), fields: schema::fingerprint() }
    }
}

/// The right to write, held as long as the value lives; the system takes it back when the process dies.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "held, never read")] File);

/// Takes the right to write, making the folder where it is missing.
pub(crate) fn lock(folder: &Path) -> Result<Lock, IndexError> {
    fs::create_dir_all(folder).map_err(io("create", folder))?;
    let path = folder.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(io("open", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(fs::TryLockError::WouldBlock) => Err(IndexError::Locked(folder.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(io("lock", &path)(error)),
    }
}

/// The folder of the generation in use.
pub(crate) fn current(folder: &Path) -> Result<PathBuf, IndexError> {
    let pointer = folder.join(CURRENT);
    match fs::read_to_string(&pointer) {
        Ok(number) if number.trim().parse::<u64>().is_ok() => Ok(folder.join(number.trim())),
        Ok(other) => Err(IndexError::Damaged { folder: pointer, cause: format!("“{other}” is no generation") }),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(IndexError::Missing(folder.to_owned())),
        Err(error) => Err(io("read", &pointer)(error)),
    }
}

/// Opens a generation, refusing what another version wrote.
pub(crate) fn open(generation: &Path) -> Result<Index, IndexError> {
    open_in(generation, || MmapDirectory::open(generation).map(Box::<dyn Directory>::from))
}

/// The same for whoever only reads, on a disk that takes no locks.
pub(crate) fn open_unlocked(generation: &Path) -> Result<Index, IndexError> {
    open_in(generation, || MmapDirectory::open(generation).map(|dir| Box::<dyn Directory>::from(Unlocked(dir))))
}

fn open_in(
    generation: &Path,
    dir: impl FnOnce() -> Result<Box<dyn Directory>, OpenDirectoryError>,
) -> Result<Index, IndexError> {
    let damaged = |cause: String| IndexError::Damaged { folder: generation.to_owned(), cause };
    let header = fs::read(generation.join(HEADER)).map_err(|e| damaged(format!("{HEADER}: {e}")))?;
    let header: Header = serde_json::from_slice(&header).map_err(|e| damaged(format!("{HEADER}: {e}")))?;
    let ours = Header::ours();
    if header != ours {
        let what = format!("{} {}, now {} {}", header.engine, header.fields, ours.engine, ours.fields);
        return Err(IndexError::Outdated { folder: generation.to_owned(), what });
    }
    let dir = dir().map_err(|e| damaged(e.to_string()))?;
    let mut index = Index::open(dir).map_err(|e| damaged(e.to_string()))?;
    index.set_tokenizers(schema::tokenizers());
    Ok(index)
}

/// Makes an empty generation aside; gives its folder.
pub(crate) fn create(folder: &Path) -> Result<(PathBuf, Index), IndexError> {
    let last = numbered(folder)?.into_iter().max().unwrap_or(0);
    let aside = folder.join(format!("{}.tmp", last + 1));
    if aside.exists() {
        fs::remove_dir_all(&aside).map_err(io("remove", &aside))?;
    }
    fs::create_dir_all(&aside).map_err(io("create", &aside))?;
    write_synced(&aside.join(HEADER), &serde_json::to_vec(&Header::ours()).unwrap_or_default())?;
    let mut index = Index::create_in_dir(&aside, schema::schema().0.clone())
        .map_err(|source| IndexError::Engine { folder: aside.clone(), source })?;
    index.set_tokenizers(schema::tokenizers());
    Ok((aside, index))
}

/// Puts a generation that was built aside in the place of the current one.
pub(crate) fn swap_in(folder: &Path, aside: &Path) -> Result<(), IndexError> {
    let whole = aside.with_extension("");
    sync(aside)?;
    fs::rename(aside, &whole).map_err(io("rename", aside))?;
    sync(folder)?;
    let number = whole.file_name().unwrap_or_default().to_string_lossy();
    let pointer = folder.join("current.tmp");
    write_synced(&pointer, number.as_bytes())?;
    fs::rename(&pointer, folder.join(CURRENT)).map_err(io("rename", &pointer))?;
    sync(folder)
}

/// Removes generations that are not in use. Readers that still hold one keep it: the files live until they are closed.
pub(crate) fn clean_up(folder: &Path) -> Result<(), IndexError> {
    let keep = current(folder).ok();
    for entry in fs::read_dir(folder).map_err(io("read", folder))?.flatten() {
        let path = entry.path();
        let stale = path.is_dir() && Some(&path) != keep.as_ref() && number_of(&path).is_some();
        if stale && let Err(error) = fs::remove_dir_all(&path) {
            tracing::warn!(path = %path.display(), %error, "cannot remove an old generation; trying again next time");
        }
    }
    Ok(())
}

/// The count of commits at which the index of `folder` stands, here or in a cluster; 0 where there is none or it cannot be
/// read. It never goes back when one engine follows the other: an answer of the one is not taken for one of the other.
pub(crate) fn last_count(folder: &Path) -> u64 {
    let count = || {
        let meta = fs::read(current(folder).ok()?.join("meta.json")).ok()?;
        let meta: serde_json::Value = serde_json::from_slice(&meta).ok()?;
        meta.get("payload")?.as_str()?.parse().ok()
    };
    let elsewhere = fs::read_to_string(folder.join(ELSEWHERE)).ok().and_then(|count| count.trim().parse().ok());
    count().unwrap_or(0).max(elsewhere.unwrap_or(0))
}

/// Notes the count at which the index stands in a cluster.
pub(crate) fn note_count(folder: &Path, count: u64) -> Result<(), IndexError> {
    write_synced(&folder.join(ELSEWHERE), count.to_string().as_bytes())
}

fn numbered(folder: &Path) -> Result<Vec<u64>, IndexError> {
    let entries = fs::read_dir(folder).map_err(io("read", folder))?;
    Ok(entries.flatten().filter_map(|e| number_of(&e.path())).collect())
}

/// The number of a generation, whole or aside.
fn number_of(path: &Path) -> Option<u64> {
    let name = path.file_name()?.to_str()?;
    name.strip_suffix(".tmp").unwrap_or(name).parse().ok()
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), IndexError> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(io("write", path))
}

fn sync(folder: &Path) -> Result<(), IndexError> {
    File::open(folder).and_then(|f| f.sync_all()).map_err(io("sync", folder))
}

fn io<'a>(what: &'static str, path: &'a Path) -> impl FnOnce(std::io::Error) -> IndexError + 'a {
    move |source| IndexError::Io { what, path: path.to_owned(), source }
}
