//! Everything that the cluster counts of a plan, in the order of dates, as it comes.

use super::ClusterError;
use super::answer::Hit;
use super::layout::{oldest, order, place_of};
use super::pages::Pages;
use super::totals::Countable;
use super::view::{View, decode};
use crate::engine::Placed;
use crate::error::IndexError;
use crate::plan::Plan;
use serde_json::json;
use std::sync::Arc;

/// Passages one after another.
pub(super) struct Listed {
    index: Arc<str>,
    pages: Pages,
    page: std::vec::IntoIter<Hit>,
}

impl View {
    /// What it counts of a plan, oldest first, from a rank and place on where they are given.
    pub(super) fn oldest_first(&self, plan: &Plan, from: Option<(u64, u64)>) -> Result<Option<Listed>, ClusterError> {
        let Some(Countable { query, .. }) = self.countable(plan)? else { return Ok(None) };
        // Before all keys of the place.
        let after = from.map(|(rank, place)| json!([rank.min(oldest(0)), order(place), i64::MIN]));
        let sort = json!([{"oldest": "asc"}, {"order": "asc"}, {"key": "asc"}]);
        let pages = Pages::new(self.seen.clone(), &query, sort, after);
        Ok(Some(Listed { index: Arc::clone(&self.seen.index), pages, page: Vec::new().into_iter() }))
    }
}

impl Listed {
    fn placed(&self, hit: &Hit) -> Result<Placed, IndexError> {
        let date = hit.number(0)?.cast_unsigned();
        let rank = if date == oldest(0) { u64::MAX } else { date };
        Ok(Placed { rank, place: place_of(hit.number(1)?), entry: decode(&self.index, hit.stored()?)? })
    }
}

impl Iterator for Listed {
    type Item = Result<Placed, IndexError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(hit) = self.page.next() {
                return Some(self.placed(&hit));
            }
            match self.pages.next()? {
                Ok(page) => self.page = page.into_iter(),
                Err(error) => return Some(Err(error.into())),
            }
        }
    }
}
