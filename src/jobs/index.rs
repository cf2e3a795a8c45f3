//! Indexing: what changed in the catalogue becomes one commit of the index.
//!
//! Everything of a changed document is deleted and added in it, so that a reader never sees half of one. What each
//! generation changed is noted before the commit and believed only once the index has reached that generation.

use super::{Setting, forget};
use crate::store::catalogue::{
    CatalogueError, INDEXED, PENDING, changes, documents, entries, generations_of, meta, set_meta, takedown,
};
use crate::store::{Store, requests};
use index::{Entry, Index, IndexError, Place, Snapshot, Writer};
use record::{DocumentId, PassageId};
use serde::Serialize;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

/// How much is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Documents that changed; everything where the index is missing or does not belong to the catalogue.
    Changed,
    /// Everything, in a new index beside the old one.
    All,
}

/// What became of the index.
#[derive(Debug, Default, Serialize)]
pub struct IndexReport {
    /// The generation that answers now.
    pub generation: u64,
    /// Whether it was made anew.
    pub rebuilt: bool,
    /// Documents indexed.
    pub documents: u64,
    /// Passages added.
    pub passages: u64,
    /// Seconds that it took.
    pub seconds: f64,
}

impl IndexReport {
    /// This one together with the one of the same run before it.
    pub fn after(mut self, before: Option<Self>) -> Self {
        if let Some(before) = before {
            self.rebuilt |= before.rebuilt;
            self.documents += before.documents;
            self.passages += before.passages;
            self.seconds += before.seconds;
        }
        self
    }
}

/// An error of either side while entries go from one to the other.
#[derive(Debug, thiserror::Error)]
enum Passing {
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Brings the index up to date with the catalogue.
///
/// # Errors
/// Catalogue or index cannot be read or written; the index is then as it was.
pub fn index(store: &mut Store, setting: Setting<'_>, extent: Extent) -> anyhow::Result<IndexReport> {
    let begun = Instant::now();
    let place = setting.config.index.place(store.paths())?;
    let snapshot = match extent {
        Extent::All => None,
        Extent::Changed => usable(store, &place)?,
    };
    let mut report = match snapshot {
        Some(snapshot) => change(store, setting, &place, &snapshot)?,
        None => rebuild(store, setting, &place)?,
    };
    // Not sooner: until the commit, answers held what was taken down meanwhile.
    requests::done_in_index(store.paths())?;
    report.seconds = begun.elapsed().as_secs_f64();
    Ok(report)
}

/// Makes sure that there is an index to open, however empty.
///
/// # Errors
/// It cannot be made.
pub fn ensure(place: &Place) -> Result<(), IndexError> {
    match Index::open(place) {
        Err(IndexError::Missing(_)) => Writer::rebuild(place)?.commit().map(|_| ()),
        _ => Ok(()),
    }
}

/// The index as it is, if it can be continued: it opens, and it is the one that this catalogue filled.
fn usable(store: &Store, place: &Place) -> anyhow::Result<Option<Arc<Snapshot>>> {
    let snapshot = match Index::open(place) {
        Ok(index) => index.snapshot(),
        Err(error) if error.asks_for_rebuild() => {
            tracing::info!("the index is made anew: {error}");
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    let noted = |key| meta(store.catalogue(), key).map(|noted| noted.and_then(|number| number.parse().ok()));
    let known = generations_of(noted(INDEXED)?, noted(PENDING)?);
    Ok(known.contains(&snapshot.generation()).then_some(snapshot))
}

fn change(store: &mut Store, setting: Setting<'_>, place: &Place, snapshot: &Snapshot) -> anyhow::Result<IndexReport> {
    let documents = changes::to_index(store.catalogue())?;
    let now = snapshot.generation();
    let mut report = IndexReport { generation: now, ..IndexReport::default() };
    store.write(|t| changes::forget_after(t, now))?;
    let purging = takedown::purge_is_due(store.catalogue())?;
    if documents.is_empty() && !purging {
        return Ok(report);
    }
    setting.progress.begin("indexing", Some(documents.len() as u64));
    let mut writer = Writer::update(place)?;
    let next = now + 1;
    store.write(|t| {
        set_meta(t, PENDING, &next.to_string())?;
        Ok(())
    })?;
    let mut waiting: VecDeque<DocumentId> = documents.into();
    let mut documents = Vec::new();
    while let Some(document) = waiting.pop_front() {
        let document = &document;
        let mut changed = Vec::new();
        let mut gone = held(snapshot, document)?;
        let told = documents::may_be_told(store.catalogue(), document)?;
        writer.delete_document(document);
        entries::of_document(store.catalogue(), document, |entry| {
            changed.extend(difference(gone.remove(&entry.id).as_ref(), &entry));
            report.passages += 1;
            Ok::<_, Passing>(writer.add(&entry)?)
        })?;
        for (passage, entry) in gone {
            // What was taken down, or waits for a person, is told by its id alone.
            let entry = told.then(|| Box::new(entry));
            changed.push(changes::Change { passage, what: changes::What::Gone(entry) });
        }
        store.write(|t| changes::keep(t, next, &changed))?;
        report.documents += 1;
        setting.progress.step(1);
        documents.push(document.clone());
        // What is asked meanwhile is done now, and done again in the index where it came too late.
        waiting.extend(forget::attend_in_tables(store)?);
    }
    let purging = purging || takedown::purge_is_due(store.catalogue())?;
    report.generation = if purging { writer.commit_and_purge()? } else { writer.commit()? };
    settle(store, &documents, report.generation)?;
    setting.progress.end(&in_words(&report));
    Ok(report)
}

fn rebuild(store: &mut Store, setting: Setting<'_>, place: &Place) -> anyhow::Result<IndexReport> {
    let pending = changes::to_index(store.catalogue())?;
    let documents = entries::documents(store.catalogue())?;
    setting.progress.begin("indexing", Some(documents.len() as u64));
    let mut writer = Writer::rebuild(place)?;
    let mut report = IndexReport { rebuilt: true, ..IndexReport::default() };
    for document in &documents {
        entries::of_document(store.catalogue(), document, |entry| {
            report.passages += 1;
            Ok::<_, Passing>(writer.add(&entry)?)
        })?;
        report.documents += 1;
        setting.progress.step(1);
        // Nothing of it may have been added, or everything.
        forget::attend_in_tables(store)?.iter().for_each(|down| writer.delete_document(down));
    }
    report.generation =
        if takedown::purge_is_due(store.catalogue())? { writer.commit_and_purge()? } else { writer.commit()? };
    // Nothing is known of what differs from the index before: changes begin here.
    store.write(|t| changes::begin_at(t, report.generation))?;
    settle(store, &pending, report.generation)?;
    setting.progress.end(&in_words(&report));
    Ok(report)
}

/// Everything of these documents is in the index.
fn settle(store: &mut Store, documents: &[DocumentId], generation: u64) -> Result<(), CatalogueError> {
    store.write(|t| {
        changes::indexed(t, documents)?;
        takedown::purged(t)?;
        set_meta(t, INDEXED, &generation.to_string())
    })
}

/// The passages of a document as the index has them.
fn held(snapshot: &Snapshot, document: &DocumentId) -> Result<HashMap<PassageId, Entry>, IndexError> {
    snapshot.entries_of(document)?.map(|entry| entry.map(|entry| (entry.id.clone(), entry))).collect()
}

/// What a passage is that is to be indexed, beside what stood under its id.
fn difference(before: Option<&Entry>, entry: &Entry) -> Option<changes::Change> {
    let what = match before {
        None => changes::What::Added,
        Some(before) if before != entry => changes::What::Changed,
        Some(_) => return None,
    };
    Some(changes::Change { passage: entry.id.clone(), what })
}

fn in_words(report: &IndexReport) -> String {
    format!(
        "{} {} documents, {} passages: generation {}",
        if report.rebuilt { "indexed anew" } else { "indexed" },
        report.documents,
        report.passages,
        report.generation
    )
}
