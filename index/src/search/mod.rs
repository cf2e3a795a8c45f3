//! Search: plans over postings, places in texts, and what is counted and listed of them.

mod browse;
mod collect;
mod cursor;
mod expand;
mod hits;
mod mentions;
mod over_time;
pub(crate) mod passage;
pub(crate) mod plan;
pub(crate) mod related;
mod scan;
mod spans;
mod suggest;
mod visit;
mod who;

pub use mentions::Mentions;

use crate::ask::Filters;
use crate::error::IndexError;
use crate::query::{Planner, Query};
use crate::read::Snapshot;
use plan::Plan;

/// A question made ready for the index.
pub(crate) struct Prepared {
    pub plan: Plan,
    pub cut: Vec<String>,
    pub hints: Vec<String>,
}

impl Snapshot {
    /// Plans a query within filters.
    pub(crate) fn prepare(&self, query: &Query, filters: &Filters) -> Result<Prepared, IndexError> {
        let mut planner = Planner::new(self, filters);
        let parts = vec![query.plan(&mut planner), planner.filters(filters)];
        self.prepared(planner, Plan::all(flat(parts), Vec::new()))
    }

    /// Plans the filters alone, those of the query included.
    pub(crate) fn prepare_filters(&self, query: &Query, filters: &Filters) -> Result<Prepared, IndexError> {
        let mut planner = Planner::new(self, filters);
        let parts = vec![query.plan_filters(&mut planner), planner.filters(filters)];
        self.prepared(planner, Plan::all(flat(parts), Vec::new()))
    }

    fn prepared(&self, planner: Planner, plan: Plan) -> Result<Prepared, IndexError> {
        let Planner { cut, mut hints, failed, .. } = planner;
        hints.dedup();
        failed.map_or(Ok(Prepared { plan, cut, hints }), Err)
    }
}

/// Conjunctions without exclusions are one with their parts, so that filters are asked before places are read.
fn flat(parts: Vec<Plan>) -> Vec<Plan> {
    let open = |plan| match plan {
        Plan::All { parts, without, .. } if without.is_empty() => parts,
        other => vec![other],
    };
    parts.into_iter().flat_map(open).collect()
}
