//! Alerts about silences: what is missing where something used to come is told once, as soon as it is noticed.

use super::news;
use super::watch::Watch;
use crate::store::Store;
use crate::store::catalogue::alerts;
use crate::store::catalogue::silences::{self, Told};
use jiff::Timestamp;
use record::PassageId;
use serde::Serialize;

/// A silence as a webhook gets it.
#[derive(Serialize)]
pub struct ToldSilence {
    #[serde(flatten)]
    silence: Told,
    /// The page of this site that says more.
    page_address: url::Url,
}

impl ToldSilence {
    /// A silence with its place here.
    pub fn new(silence: Told, site: super::site::Site<'_>) -> Self {
        Self { page_address: site.silence(&silence), silence }
    }
}

/// Queues what is missing and was not told yet. What is missing when an alert is met for the first time is news to it: it
/// still is so. Gives how many silences that are.
///
/// # Errors
/// SQLite refuses.
pub fn queue(store: &mut Store, watch: &Watch) -> anyhow::Result<u64> {
    let new: Vec<PassageId> =
        silences::untold(store.catalogue(), &watch.name)?.into_iter().map(PassageId::from_stored).collect();
    let now = Timestamp::now();
    store.write(|t| {
        news::queue(t, watch, &new, now)?;
        alerts::saw_these(t, &watch.name, &new)
    })?;
    Ok(new.len() as u64)
}
