//! Taking a document down, with every file of the same bytes: bytes, text and entries go, a tombstone stays.

use crate::store::catalogue::documents;
use crate::store::{Fact, Store, StoreError};
use jiff::Timestamp;
use record::DocumentId;

/// Takes down the document with this id or address and every other one that holds the same bytes. Gives their ids; none
/// where nothing is known by that name. The index still has them until it is brought up to date.
///
/// # Errors
/// The store cannot be asked or written to.
pub fn forget(store: &mut Store, id_or_url: &str, reason: &str) -> Result<Vec<DocumentId>, StoreError> {
    let Some(document) = documents::find(store.connection(), id_or_url)? else { return Ok(Vec::new()) };
    let mut documents = documents::of_the_same_bytes(store.connection(), &document)?;
    documents.insert(0, document);
    for document in &documents {
        let hashes = documents::hashes_of_its_own(store.connection(), document)?;
        // The fact first: a kill after it leaves bytes that nothing names, and `check` finds those.
        store.note(&Fact::Forgotten { document: document.clone(), reason: reason.to_owned(), at: Timestamp::now() })?;
        for hash in hashes {
            store.archive().remove(&hash)?;
        }
    }
    Ok(documents)
}

/// Lets a quarantined document through. Gives whether there was one.
///
/// # Errors
/// The store cannot be asked or written to.
pub fn release(store: &mut Store, id_or_url: &str) -> Result<bool, StoreError> {
    let Some(document) = documents::find(store.connection(), id_or_url)? else { return Ok(false) };
    let state = documents::state(store.connection(), &document)?;
    if state.is_none_or(|(state, _)| state != "quarantined") {
        return Ok(false);
    }
    store.note(&Fact::Released { document, at: Timestamp::now() })?;
    Ok(true)
}
