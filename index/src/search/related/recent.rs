//! What was last found in other words, remembered: a page of results asks the same for its list, for its timeline and
//! for the page behind it, and each would look through the index again.

use super::search::RelatedPassages;
use crate::cache::Cache;
use crate::deadline;
use crate::error::IndexError;
use crate::filters::Filters;
use crate::plan::Plan;
use crate::query::Query;
use crate::read::Snapshot;
use crate::routes::Routes;
use std::sync::Arc;
use std::time::Instant;

/// What was found for a question, its filters and its routes, and what had to be said of it.
pub(crate) type Recent = Cache<(String, Filters, Routes), (Arc<RelatedPassages>, Arc<[String]>)>;

/// Questions that are remembered.
pub(crate) const QUESTIONS: usize = 8;

/// Passages of a question that is remembered: some megabytes.
const PASSAGES: usize = 100_000;

impl Snapshot {
    /// Every passage within the filters that says it otherwise and not exactly: nearest route first, then newest.
    pub(crate) fn related_passages(
        &self,
        query: &Query,
        filters: &Filters,
        exact: &Plan,
        routes: Routes,
        cut: &mut Vec<String>,
    ) -> Result<Arc<RelatedPassages>, IndexError> {
        let question = (query.to_string(), filters.clone(), routes);
        let (found, said) = match self.recent.get(&question) {
            Some(known) => known,
            None => {
                let began = Instant::now();
                let mut said = Vec::new();
                let found = Arc::new(self.look_for_otherwise(query, filters, exact, routes, &mut said)?);
                let answer = (found, Arc::from(said));
                // What time cut short may be longer when it is asked again.
                let is_whole = began.elapsed() <= self.budget && !deadline::is_over();
                if is_whole && answer.0.passages.len() <= PASSAGES {
                    self.recent.put(question, answer.clone());
                }
                answer
            }
        };
        let new: Vec<String> = said.iter().filter(|said| !cut.contains(said)).cloned().collect();
        cut.extend(new);
        Ok(found)
    }
}
