//! What is to be indexed, and what each generation of the index changed.

use super::{Catalogue, CatalogueError, set_meta};
use index::Entry;
use record::{DocumentId, PassageId};
use rusqlite::params;

/// One passage that a generation changed.
#[derive(Debug)]
pub struct Change {
    /// Which.
    pub passage: PassageId,
    /// How.
    pub what: What,
}

/// How a passage changed.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// It was not there before.
    Added,
    /// Something that an answer says of it is different.
    Changed,
    /// It is not there any more. What it was is kept only where that may still be told, so that it can be matched.
    Gone(Option<Box<Entry>>),
}

impl What {
    /// The word in the catalogue.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Gone(_) => "gone",
        }
    }
}

/// Documents whose entries must be made anew.
///
/// # Errors
/// SQLite refuses.
pub fn to_index(catalogue: &Catalogue) -> Result<Vec<DocumentId>, CatalogueError> {
    let mut statement = catalogue.prepare_cached("SELECT document_id FROM to_index ORDER BY document_id")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(ids.map(|id| id.map(DocumentId::from_stored)).collect::<Result<_, _>>()?)
}

/// These documents are in the index as they are in the catalogue.
///
/// # Errors
/// SQLite refuses.
pub fn indexed(catalogue: &Catalogue, documents: &[DocumentId]) -> Result<(), CatalogueError> {
    let mut delete = catalogue.prepare_cached("DELETE FROM to_index WHERE document_id = ?1")?;
    for document in documents {
        delete.execute([document.as_str()])?;
    }
    Ok(())
}

/// Keeps what a generation changes.
///
/// # Errors
/// SQLite refuses.
pub fn keep(catalogue: &Catalogue, generation: u64, changes: &[Change]) -> Result<(), CatalogueError> {
    let mut insert = catalogue.prepare_cached(
        "INSERT OR REPLACE INTO change (generation, passage_id, what, entry) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for change in changes {
        let entry = match &change.what {
            What::Gone(Some(entry)) => Some(serde_json::to_string(entry)?),
            _ => None,
        };
        insert.execute(params![generation.to_string(), change.passage.as_str(), change.what.as_str(), entry])?;
    }
    Ok(())
}

/// Forgets changes of generations after this one: they were never committed.
///
/// # Errors
/// SQLite refuses.
pub fn forget_after(catalogue: &Catalogue, generation: u64) -> Result<(), CatalogueError> {
    catalogue.execute("DELETE FROM change WHERE CAST(generation AS INTEGER) > ?1", [generation as i64])?;
    Ok(())
}

/// Notes in `meta` (`changes_begin`) that changes are known from this generation on, and none before.
///
/// # Errors
/// SQLite refuses.
pub fn begin_at(catalogue: &Catalogue, generation: u64) -> Result<(), CatalogueError> {
    catalogue.execute("DELETE FROM change", [])?;
    set_meta(catalogue, "changes_begin", &generation.to_string())
}
