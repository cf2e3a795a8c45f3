//! Taking a document down, with every file of the same bytes: bytes, text and entries go, a tombstone stays.

use crate::store::catalogue::{documents, takedown};
use crate::store::{Fact, Request, Store, StoreError, requests};
use jiff::Timestamp;
use record::{DocumentId, DocumentState};

/// What was taken down, and what was not.
#[derive(Debug, Default)]
pub struct TakenDown {
    /// Documents that are down.
    pub documents: Vec<DocumentId>,
    /// Documents that show, as what they are now, bytes that one of these once was: they stay until they are named.
    pub shown_elsewhere: Vec<DocumentId>,
}

/// Takes down the document with this id or address and every other one that holds the same bytes; nothing where nothing
/// is known by that name. The index still has them until it is brought up to date.
///
/// # Errors
/// The store cannot be asked or written to.
pub fn forget(store: &mut Store, id_or_url: &str, reason: &str) -> Result<TakenDown, StoreError> {
    let mut done = TakenDown::default();
    let Some(document) = documents::find(store.catalogue(), id_or_url)? else { return Ok(done) };
    let copies = takedown::of_the_same_bytes(store.catalogue(), &document)?;
    let mut hashes = Vec::new();
    for document in std::iter::once(document).chain(copies) {
        let takedown = takedown::prepare(store.catalogue(), &document, reason, Timestamp::now())?;
        hashes.extend(takedown.hashes.iter().cloned());
        // The fact first: what a kill leaves after it is removed by the next start.
        store.note(&Fact::Forgotten(takedown))?;
        done.documents.push(document);
    }
    store.finish_takedowns()?;
    done.shown_elsewhere = takedown::shown_elsewhere(store.catalogue(), &hashes)?;
    Ok(done)
}

/// Does what was asked while a job runs, between two of its steps. Gives the documents that were meant; the index still
/// has them, and whoever asked waits until it has not.
///
/// # Errors
/// The store cannot be asked or written to.
pub fn attend_in_tables(store: &mut Store) -> Result<Vec<DocumentId>, StoreError> {
    let mut done = Vec::new();
    for (path, request) in requests::requested(store.paths())? {
        match request {
            Request::Forget { document, reason } => done.extend(forget(store, &document, &reason)?.documents),
            Request::Release { document } => done.extend(release(store, &document)?),
        }
        requests::done_in_tables(&path)?;
    }
    Ok(done)
}

/// Lets a quarantined document through; it is due to be read. Gives its id, where there was one.
///
/// # Errors
/// The store cannot be asked or written to.
pub fn release(store: &mut Store, id_or_url: &str) -> Result<Option<DocumentId>, StoreError> {
    let Some(document) = documents::find(store.catalogue(), id_or_url)? else { return Ok(None) };
    let state = documents::state(store.catalogue(), &document)?;
    if state.is_none_or(|(state, _)| state != DocumentState::Quarantined) {
        return Ok(None);
    }
    store.note(&Fact::Released { document: document.clone(), at: Timestamp::now() })?;
    Ok(Some(document))
}
