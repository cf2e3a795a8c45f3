//! Search: plans over postings, places in texts, and what is counted and listed of them.

mod browse;
mod collect;
mod columns;
mod cursor;
mod document_mentions;
mod expand;
mod facets;
mod for_each_match;
pub(crate) mod highlighter;
mod hits;
mod leapfrog;
mod matched;
mod mentions;
mod named_column;
mod position_matcher;
pub(crate) mod related;
mod runs;
mod scan;
mod score;
mod spans;
mod speakers;
mod stem_expansion;
mod suggest;
mod term_union;
mod timeline;
mod windows;
mod word_totals;

pub use document_mentions::DocumentMentions;
pub use mentions::Mentions;

use crate::answer::Counted;
use crate::entry::Entry;
use crate::error::IndexError;
use crate::filters::Filters;
use crate::plan::Plan;
use crate::query::{Planner, Query};
use crate::read::Snapshot;
use crate::text::Tokens;
use highlighter::Highlighter;

/// A question made ready for the index.
pub(crate) struct Prepared {
    pub plan: Plan,
    pub cut: Vec<String>,
    pub hints: Vec<String>,
}

impl Prepared {
    /// What was counted by this plan.
    pub fn counted<T>(self, found: T) -> Counted<T> {
        Counted { found, cut: self.cut, hints: self.hints }
    }
}

impl Snapshot {
    /// Plans a query within filters.
    pub(crate) fn prepare(&self, query: &Query, filters: &Filters) -> Result<Prepared, IndexError> {
        let mut planner = Planner::new(self, filters);
        let plan = planner.whole(query, filters);
        Self::prepared(planner, plan)
    }

    /// Plans the filters alone, those of the query included.
    pub(crate) fn prepare_filters(&self, query: &Query, filters: &Filters) -> Result<Prepared, IndexError> {
        let mut planner = Planner::new(self, filters);
        let plan = planner.filters_alone(query, filters);
        Self::prepared(planner, plan)
    }

    fn prepared(planner: Planner, plan: Plan) -> Result<Prepared, IndexError> {
        let Planner { cut, mut hints, failed, .. } = planner;
        hints.dedup();
        failed.map_or(Ok(Prepared { plan, cut, hints }), Err)
    }
}

impl Query {
    /// Whether this passage is one that the query finds within these filters: what an index that holds it would say,
    /// told from the passage alone. Only where an index reports that it cut the expansion of a prefix can it find less.
    pub fn matches(&self, entry: &Entry, filters: &Filters) -> bool {
        let words = Tokens::from_text(&entry.text);
        let plan = Planner::for_text(&words, filters).whole(self, filters);
        Highlighter::default().matches(&plan, entry)
    }
}
