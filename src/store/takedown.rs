//! What a takedown removes outside the tables: bytes, facts of the journal, free places, catalogues that were set aside.
//!
//! The fact that a document was taken down comes first. Everything here can be done again, and is done by the next start
//! where a kill came between.

use super::catalogue::documents;
use super::catalogue::takedown::{self, Takedown};
use super::{Catalogue, DataPaths, Fact, Store, StoreError};
use record::DocumentId;
use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::Path;

impl Store {
    /// Removes what is left of documents that were taken down. Costs nothing where there is nothing.
    ///
    /// # Errors
    /// A file cannot be removed or written; the next start tries again.
    pub fn finish_takedowns(&mut self) -> Result<(), StoreError> {
        if !takedown::has_leftovers(self.catalogue())? {
            return Ok(());
        }
        let all = takedown::all(self.catalogue())?;
        for hash in takedown::hashes(self.catalogue())? {
            if takedown::is_forgotten_content(self.catalogue(), &hash)? {
                self.archive().remove(&hash)?;
            }
        }
        let gone = Gone::new(self.catalogue(), &all)?;
        self.journal.redact(|fact| gone.tells_of(fact))?;
        self.write(|t| takedown::remove_pages(t, &gone.addresses))?;
        remove_set_aside(self.paths())?;
        write_tombstones(&self.paths().tombstones(), &all)?;
        // Only once it is in no byte of the catalogue's files is it told to be gone: until then every start tries again.
        match takedown::overwrite(self.catalogue())? {
            true => Ok(self.write(takedown::cleaned)?),
            false => Ok(()),
        }
    }
}

/// What nothing that is kept may tell of.
struct Gone {
    documents: HashSet<DocumentId>,
    addresses: HashSet<String>,
}

impl Gone {
    fn new(catalogue: &Catalogue, all: &[Takedown]) -> Result<Self, StoreError> {
        let documents = all.iter().map(|takedown| takedown.document.clone()).collect();
        Ok(Self { documents, addresses: takedown::addresses(catalogue)? })
    }

    /// Whether a fact tells something of one of them. That one was taken down stays told.
    fn tells_of(&self, fact: &Fact) -> bool {
        match fact {
            Fact::Document { facts, .. } | Fact::Missing { facts, .. } => {
                self.documents.contains(&DocumentId::derive(&facts.scope, &facts.key))
            }
            Fact::Page { url, .. } => self.addresses.contains(&documents::hash_of_address(url)),
            _ => false,
        }
    }
}

/// Catalogues that were set aside as damaged hold everything that they held.
fn remove_set_aside(paths: &DataPaths) -> Result<(), StoreError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| StoreError::File { path, source }
    };
    for entry in fs::read_dir(&paths.dir).map_err(failed(&paths.dir))? {
        let entry = entry.map_err(failed(&paths.dir))?;
        if entry.file_name().to_string_lossy().starts_with("catalogue.damaged-") {
            fs::remove_file(entry.path()).map_err(failed(&entry.path()))?;
        }
    }
    Ok(())
}

/// Writes what was taken down, one object a line, beside its place and then into it.
///
/// # Errors
/// The file cannot be written.
pub(super) fn write_tombstones(path: &Path, all: &[Takedown]) -> Result<(), StoreError> {
    let write = || {
        let partial = path.with_extension("partial");
        let mut file = fs::File::create(&partial)?;
        for takedown in all {
            let mut line = serde_json::to_vec(takedown)?;
            line.push(b'\n');
            file.write_all(&line)?;
        }
        file.sync_all()?;
        fs::rename(&partial, path)
    };
    write().map_err(|source| StoreError::File { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_reads_over_is_overwritten_by_the_next_start() {
        let dir = tempfile::tempdir().unwrap();
        let log = || fs::read(dir.path().join("catalogue.sqlite-wal")).unwrap_or_default();
        let has_mark = || log().windows(11).any(|bytes| bytes == b"marrowstone");
        let mut store = Store::open(dir.path(), "test").unwrap();
        let insert = "INSERT INTO meta (key, value) VALUES ('note', 'marrowstone')";
        store.write(|catalogue| catalogue.execute(insert, []).map(|_| ()).map_err(Into::into)).unwrap();
        let reader = Catalogue::open_to_read(&store.paths().catalogue()).unwrap();
        reader.execute_batch("BEGIN; SELECT count(*) FROM meta").unwrap();
        store
            .write(|catalogue| {
                catalogue.execute("DELETE FROM meta WHERE key = 'note'", [])?;
                takedown::leave_something(catalogue)
            })
            .unwrap();
        store.finish_takedowns().unwrap();
        assert!(has_mark() && takedown::has_leftovers(store.catalogue()).unwrap(), "somebody reads");
        drop((reader, store));
        let store = Store::open(dir.path(), "test").unwrap();
        assert!(!has_mark() && !takedown::has_leftovers(store.catalogue()).unwrap());
    }
}
