//! Passages in other words beside a list that is not made of results: what an alert tells, what a feed has.

use crate::answer::{Counted, Hit};
use crate::error::IndexError;
use crate::filters::Filters;
use crate::query::Query;
use crate::read::Snapshot;
use crate::request::Sort;
use crate::routes::{Route, Routes};
use crate::search::collect::rank;
use record::PassageId;
use std::collections::BTreeMap;

impl Snapshot {
    /// Passages that say it in other words by these routes and not exactly, each with its route and the reason.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn matching_otherwise(
        &self,
        query: &Query,
        filters: &Filters,
        routes: Routes,
    ) -> Result<Counted<BTreeMap<PassageId, Route>>, IndexError> {
        let mut prepared = self.prepare(query, filters)?;
        let mut matching = BTreeMap::new();
        if !routes.is_empty() && prepared.plan.seeks_words() {
            let found = self.related_passages(query, filters, &prepared.plan, routes, &mut prepared.cut)?;
            for &passage in &found.passages {
                let (entry, route, _) = self.read_otherwise(&found, passage)?;
                matching.insert(entry.id, route);
            }
        }
        Ok(prepared.counted(matching))
    }

    /// The newest of the passages that say it in other words by these routes and not exactly, `most` of them.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn newest_otherwise(
        &self,
        query: &Query,
        filters: &Filters,
        routes: Routes,
        most: usize,
    ) -> Result<Counted<Vec<Hit>>, IndexError> {
        let mut prepared = self.prepare(query, filters)?;
        let mut hits = Vec::new();
        if !routes.is_empty() && prepared.plan.seeks_words() {
            let mut found = self.related_passages(query, filters, &prepared.plan, routes, &mut prepared.cut)?;
            found.passages.sort_by_key(|passage| rank(Sort::Newest, passage.date, 0.0));
            for &passage in found.passages.iter().take(most) {
                hits.push(self.hit_otherwise(&found, passage)?);
            }
        }
        Ok(prepared.counted(hits))
    }
}
