//! The archive of bytes as they were published: one compressed file per content, named by its SHA-256.
//!
//! Bytes are here, whole and on the disk, before anything else knows of them: a blob is written beside its place, flushed
//! and renamed. Nothing is ever changed; only [`Archive::remove`] takes away, for documents taken down on purpose.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// zstd's own default: papers shrink to about nine tenths, text to a fifth, at some 300 MB/s.
const COMPRESSION_LEVEL: i32 = 3;

/// The folder of blobs.
#[derive(Debug, Clone)]
pub struct Archive {
    dir: PathBuf,
}

/// What was put into the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// SHA-256 of the bytes, lower-case hex.
    pub hash: String,
    /// How many bytes there are, uncompressed.
    pub bytes: u64,
}

/// Something that could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// A file operation failed.
    #[error("archive: cannot {what} {}: {source}", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On which file.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// The bytes are not those that the name says.
    #[error("archive: {} is damaged: its content has the hash {found}", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// The hash of what is there.
        found: String,
    },
    /// A name that is no hash.
    #[error("archive: `{0}` is not a SHA-256 in lower-case hex")]
    NoHash(String),
}

impl Archive {
    /// The archive below `dir` (`data/archive`), made if it is not there.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(dir: &Path) -> Result<Self, ArchiveError> {
        let dir = dir.join("blobs").join("sha256");
        fs::create_dir_all(&dir).map_err(io_error("make", &dir))?;
        Ok(Self { dir })
    }

    /// Keeps everything that `bytes` gives. Content that is held already is not written again.
    ///
    /// # Errors
    /// The bytes cannot be read or written; then nothing is kept.
    pub fn put(&self, mut bytes: impl Read) -> Result<Blob, ArchiveError> {
        let io = io_error("write a new blob in", &self.dir);
        let mut partial = tempfile::Builder::new().prefix(".partial-").tempfile_in(&self.dir).map_err(&io)?;
        let mut hasher = Sha256::new();
        let mut size = 0u64;
        let mut encoder = zstd::Encoder::new(partial.as_file_mut(), COMPRESSION_LEVEL).map_err(&io)?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            let n = bytes.read(&mut buffer).map_err(&io)?;
            if n == 0 {
                break;
            }
            hasher.update(&buffer[..n]);
            encoder.write_all(&buffer[..n]).map_err(&io)?;
            size += n as u64;
        }
        encoder.finish().map_err(&io)?;
        let hash = HEXLOWER.encode(&hasher.finalize());
        let path = self.path(&hash)?;
        if !path.exists() {
            partial.as_file().sync_all().map_err(&io)?;
            let folder = path.parent().unwrap_or(&self.dir);
            fs::create_dir_all(folder).map_err(io_error("make", folder))?;
            partial.persist(&path).map_err(|e| io_error("write", &path)(e.error))?;
            sync_folder(folder)?;
        }
        Ok(Blob { hash, bytes: size })
    }

    /// Where the compressed bytes with this hash lie, whether they are held or not.
    ///
    /// # Errors
    /// `hash` is not a hash: it never becomes part of a path.
    pub fn path(&self, hash: &str) -> Result<PathBuf, ArchiveError> {
        if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return Err(ArchiveError::NoHash(hash.to_owned()));
        }
        Ok(self.dir.join(&hash[..2]).join(&hash[2..4]).join(format!("{hash}.zst")))
    }

    /// The bytes with this hash, as a stream.
    ///
    /// # Errors
    /// They are not held, or cannot be opened.
    pub fn reader(&self, hash: &str) -> Result<impl Read + Send + use<>, ArchiveError> {
        let path = self.path(hash)?;
        open_blob(&path).map_err(io_error("open", &path))
    }

    /// Reads the bytes with this hash again and compares.
    ///
    /// # Errors
    /// They are not held, cannot be read, or are others.
    pub fn verify(&self, hash: &str) -> Result<(), ArchiveError> {
        let path = self.path(hash)?;
        let mut hasher = Sha256::new();
        let mut reader = self.reader(hash)?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match reader.read(&mut buffer).map_err(io_error("read", &path))? {
                0 => break,
                n => hasher.update(&buffer[..n]),
            }
        }
        let found = HEXLOWER.encode(&hasher.finalize());
        if found == hash { Ok(()) } else { Err(ArchiveError::Damaged { path, found }) }
    }

    /// Takes the bytes with this hash away. That they are gone already is no error.
    ///
    /// # Errors
    /// The file cannot be removed.
    pub fn remove(&self, hash: &str) -> Result<(), ArchiveError> {
        let path = self.path(hash)?;
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(io_error("remove", &path)(e)),
            _ => Ok(()),
        }
    }

    /// Every hash that is held.
    ///
    /// # Errors
    /// A folder cannot be listed.
    pub fn hashes(&self) -> Result<Vec<String>, ArchiveError> {
        let mut hashes = Vec::new();
        for entry in walk(&self.dir)? {
            if let Some(hash) = entry.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".zst")) {
                hashes.push(hash.to_owned());
            }
        }
        hashes.sort();
        Ok(hashes)
    }

    /// Removes what a killed writer left half written. Only for whoever holds the writer's lock.
    ///
    /// # Errors
    /// A folder cannot be listed or a file not removed.
    pub fn sweep(&self) -> Result<(), ArchiveError> {
        for path in list(&self.dir)? {
            let partial = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(".partial-"));
            if partial {
                fs::remove_file(&path).map_err(io_error("remove", &path))?;
            }
        }
        Ok(())
    }
}

/// Opens a blob by its path, decompressing: for a process that knows nothing else of the archive.
///
/// # Errors
/// The file cannot be opened.
pub fn open_blob(path: &Path) -> io::Result<impl Read + Send + use<>> {
    zstd::Decoder::new(File::open(path)?)
}

/// Makes a rename in this folder last through a power cut.
fn sync_folder(folder: &Path) -> Result<(), ArchiveError> {
    // Windows opens no folders as files; its renames are journalled.
    if cfg!(unix) {
        File::open(folder).and_then(|f| f.sync_all()).map_err(io_error("flush", folder))?;
    }
    Ok(())
}

fn io_error(what: &'static str, path: &Path) -> impl Fn(io::Error) -> ArchiveError + use<> {
    let path = path.to_owned();
    move |source| ArchiveError::Io { what, path: path.clone(), source }
}

fn list(dir: &Path) -> Result<Vec<PathBuf>, ArchiveError> {
    let entries = fs::read_dir(dir).map_err(io_error("list", dir))?;
    entries.map(|e| e.map(|e| e.path()).map_err(io_error("list", dir))).collect()
}

/// All files two folders below.
fn walk(dir: &Path) -> Result<Vec<PathBuf>, ArchiveError> {
    let mut files = Vec::new();
    for outer in list(dir)?.into_iter().filter(|p| p.is_dir()) {
        for inner in list(&outer)?.into_iter().filter(|p| p.is_dir()) {
            files.extend(list(&inner)?);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_back_what_was_put() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::open(dir.path()).unwrap();
        for bytes in [&b""[..], b"minutes", &[7; 200_000]] {
            let blob = archive.put(bytes).unwrap();
            assert_eq!(blob.bytes, bytes.len() as u64);
            assert_eq!(archive.put(bytes).unwrap(), blob);
            let mut back = Vec::new();
            archive.reader(&blob.hash).unwrap().read_to_end(&mut back).unwrap();
            assert_eq!(back, bytes);
            archive.verify(&blob.hash).unwrap();
        }
        assert_eq!(archive.hashes().unwrap().len(), 3);
    }

    #[test]
    fn notices_damage_and_refuses_names_that_are_no_hashes() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::open(dir.path()).unwrap();
        let blob = archive.put(&b"minutes"[..]).unwrap();
        let other = zstd::encode_all(&b"other"[..], 3).unwrap();
        fs::write(archive.path(&blob.hash).unwrap(), other).unwrap();
        assert!(matches!(archive.verify(&blob.hash), Err(ArchiveError::Damaged { .. })));
        archive.remove(&blob.hash).unwrap();
        archive.remove(&blob.hash).unwrap();
        assert!(archive.verify(&blob.hash).is_err());
        assert!(matches!(archive.path("../../etc/passwd"), Err(ArchiveError::NoHash(_))));
    }

    #[test]
    fn a_writer_that_fails_leaves_nothing_behind() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("cable"))
            }
        }
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::open(dir.path()).unwrap();
        assert!(archive.put(Broken).is_err());
        fs::write(dir.path().join("blobs/sha256/.partial-x"), "half").unwrap();
        archive.sweep().unwrap();
        assert_eq!(list(&archive.dir).unwrap().len(), 0);
    }
}
