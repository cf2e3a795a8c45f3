//! What is new in the answer to a query, by the ledger of what was seen before, and queued for those who are told.

use super::watch::{Recipient, Watch};
use crate::store::Store;
use crate::store::catalogue::alerts::{self, Delivery, LastAsked};
use crate::store::catalogue::{Catalogue, CatalogueError};
use data_encoding::HEXLOWER;
use index::{Copies, Entry, Filters, Query, Route, Snapshot};
use jiff::Timestamp;
use jiff::civil::Date;
use record::{DocumentId, PassageId};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};

/// Most passages of one delivery: receivers commonly refuse bodies of more than a megabyte.
pub const MOST_PASSAGES: usize = 100;

/// A passage that is told of, with its route where it says in other words what is looked for.
pub struct NewPassage {
    /// The passage.
    pub entry: Entry,
    /// The route and the reason.
    pub route: Option<Route>,
}

impl NewPassage {
    /// A passage, which `otherwise` knows where it is not exactly what is looked for.
    pub fn new(entry: Entry, otherwise: &BTreeMap<PassageId, Route>) -> Self {
        Self { route: otherwise.get(&entry.id).cloned(), entry }
    }
}

/// The state in which a query was last asked for these recipients; none where it is another query.
///
/// # Errors
/// SQLite refuses.
pub fn last_asked(store: &Store, watch: &Watch) -> anyhow::Result<Option<LastAsked>> {
    Ok(alerts::last_asked(store.catalogue(), &watch.name)?.filter(|asked| asked.query == watch.asked()))
}

/// Takes what matches now as seen.
///
/// # Errors
/// The index cannot be asked, or SQLite refuses.
pub fn begin(store: &mut Store, watch: &Watch, snapshot: &Snapshot) -> anyhow::Result<()> {
    let matching = matching(watch, snapshot, Copies::All)?;
    let asked = LastAsked { query: watch.asked(), generation: snapshot.generation() };
    Ok(store.write(|t| alerts::begin(t, &watch.name, &asked, &matching))?)
}

/// Queues what is new since the query was last asked. Gives how many passages that are.
///
/// # Errors
/// The index cannot be asked, or SQLite refuses.
pub fn queue_news(store: &mut Store, watch: &Watch, snapshot: &Snapshot) -> anyhow::Result<u64> {
    let generation = snapshot.generation();
    match last_asked(store, watch)? {
        None => {
            begin(store, watch, snapshot)?;
            return Ok(0);
        }
        Some(asked) if asked.generation == generation => return Ok(0),
        Some(_) => {}
    }
    let statements = matching(watch, snapshot, Copies::Canonical)?;
    let mut new = Vec::new();
    for passage in statements {
        if alerts::is_news(store.catalogue(), &watch.name, &passage)? {
            new.push(passage);
        }
    }
    new.sort();
    let seen = matching(watch, snapshot, Copies::All)?;
    let asked = LastAsked { query: watch.asked(), generation };
    let now = Timestamp::now();
    store.write(|t| {
        queue(t, watch, &new, now)?;
        alerts::saw(t, &watch.name, &asked, &seen)
    })?;
    Ok(new.len() as u64)
}

/// Queues these for everybody who is told by a watch, in deliveries that receivers take.
///
/// # Errors
/// SQLite refuses.
pub fn queue(catalogue: &Catalogue, watch: &Watch, new: &[PassageId], now: Timestamp) -> Result<(), CatalogueError> {
    for some in new.chunks(MOST_PASSAGES) {
        for recipient in &watch.recipients {
            alerts::queue(catalogue, &watch.name, recipient.key(), &delivery(watch, recipient, some, now))?;
        }
    }
    Ok(())
}

/// These passages for this recipient. The same have the same id.
pub fn delivery(watch: &Watch, recipient: &Recipient, passages: &[PassageId], queued_at: Timestamp) -> Delivery {
    let mut hash = Sha256::new();
    let parts = [watch.name.as_str(), &watch.query].into_iter().chain(passages.iter().map(PassageId::as_str));
    // Nothing is added for the webhook: its ids are those of before there was mail.
    for part in parts.chain(Some(recipient.key()).filter(|key| !key.is_empty())) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let id = format!("alert_{}", &HEXLOWER.encode(&hash.finalize())[..32]);
    Delivery { id, passages: passages.to_vec(), queued_at, was_tried: false }
}

/// What a delivery tells, oldest first, in reading order. What was taken down or held back since it was queued is left
/// out.
///
/// # Errors
/// The index cannot be read.
pub fn entries(snapshot: &Snapshot, delivery: &Delivery) -> anyhow::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for id in &delivery.passages {
        entries.extend(snapshot.entry(id)?);
    }
    entries.sort_by(|a, b| place(a).cmp(&place(b)));
    Ok(entries)
}

fn place(entry: &Entry) -> (Option<Date>, &DocumentId, u32) {
    (entry.date, &entry.document.id, entry.seq)
}

fn matching(watch: &Watch, snapshot: &Snapshot, copies: Copies) -> anyhow::Result<HashSet<PassageId>> {
    let answer = snapshot.matching(&Query::lenient(&watch.query).query, &filters(copies))?;
    for cut in answer.cut {
        tracing::warn!("alert {}: {cut}", watch.name);
    }
    let mut matching = answer.found;
    matching.extend(otherwise(watch, snapshot, copies)?.into_keys());
    Ok(matching)
}

/// What says it in other words by the routes of the alert, each with its route and the reason.
///
/// # Errors
/// The index cannot be asked.
pub fn otherwise(watch: &Watch, snapshot: &Snapshot, copies: Copies) -> anyhow::Result<BTreeMap<PassageId, Route>> {
    let query = Query::lenient(&watch.query).query;
    let answer = snapshot.matching_otherwise(&query, &filters(copies), watch.related)?;
    for cut in answer.cut {
        tracing::warn!("alert {}: {cut}", watch.name);
    }
    Ok(answer.found)
}

/// Nobody looks at an alert before it is sent: a speaker that it names must be sure.
fn filters(copies: Copies) -> Filters {
    Filters { copies, sure_speakers: true, ..Filters::default() }
}
