//! Every passage that matches, part after part, within a budget of time.

use super::scan::Scan;
use super::score::Norms;
use crate::deadline;
use crate::engine::{Extent, Part};
use crate::error::IndexError;
use crate::plan::Plan;
use crate::read::Snapshot;
use std::cell::Cell;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};
use tantivy::{DocId, TERMINATED};

/// Passages between two looks at the clock.
const BETWEEN_LOOKS: u32 = 4096;

/// Passages that are handed over at once: columns are read for all of them in one call, which costs a third of as many
/// calls, and what is read still lies in the first cache.
const BATCH: usize = 128;

/// Whether a pass came to its end.
#[must_use = "what was cut must be reported"]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pass {
    Whole,
    /// The time was up.
    Cut(Duration),
}

impl Pass {
    /// What an answer says of it.
    pub fn report(self, cut: &mut Vec<String>) {
        if let Pass::Cut(budget) = self {
            let seconds = budget.as_secs();
            let said =
                format!("the query took longer than {seconds} seconds: totals and lists cover what was read by then");
            if !cut.contains(&said) {
                cut.push(said);
            }
        }
    }
}

/// Passages of one segment that match, in its order, with what the scan knows of each.
#[derive(Default)]
pub(crate) struct Batch {
    pub docs: Vec<DocId>,
    /// Mentions in each; 0 where they are not wanted.
    pub mentions: Vec<u64>,
    /// BM25 of each; empty where scores are not wanted.
    pub scores: Vec<f32>,
}

/// What a caller wants to know of each passage besides that it matches.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Want<'a> {
    Nothing,
    Mentions,
    Scores(Scoring<'a>),
}

/// How scores are counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scoring<'a> {
    /// Words of a passage on average.
    pub average_length: f32,
    /// Scores below it are not needed, and what cannot reach it gets 0. It may rise from batch to batch.
    pub floor: &'a Cell<f32>,
}

impl Batch {
    fn clear(&mut self) {
        self.docs.clear();
        self.mentions.clear();
        self.scores.clear();
    }
}

impl Snapshot {
    /// Calls `each` for every passage that matches; `open` makes what it needs for a part.
    pub(crate) fn for_each_match<S>(
        &self,
        plan: &Plan,
        open: impl FnMut(&Part<'_>) -> tantivy::Result<S>,
        mut each: impl FnMut(&mut S, DocId),
    ) -> Result<Pass, IndexError> {
        let each_of_batch = |state: &mut S, batch: &Batch| batch.docs.iter().for_each(|&doc| each(state, doc));
        self.for_each_batch(plan, Want::Nothing, open, each_of_batch, drop)
    }

    /// Calls `each` for the passages that match, some at a time; `open` makes what it needs for a part and `close`
    /// takes it back.
    pub(crate) fn for_each_batch<S>(
        &self,
        plan: &Plan,
        want: Want<'_>,
        open: impl FnMut(&Part<'_>) -> tantivy::Result<S>,
        each: impl FnMut(&mut S, &Batch),
        close: impl FnMut(S),
    ) -> Result<Pass, IndexError> {
        self.for_each_batch_of(plan, Extent::All, want, open, each, close)
    }

    /// The same for passages of an extent.
    pub(crate) fn for_each_batch_of<S>(
        &self,
        plan: &Plan,
        extent: Extent,
        want: Want<'_>,
        mut open: impl FnMut(&Part<'_>) -> tantivy::Result<S>,
        mut each: impl FnMut(&mut S, &Batch),
        mut close: impl FnMut(S),
    ) -> Result<Pass, IndexError> {
        deadline::check().map_err(|e| self.failed(e))?;
        let began = Instant::now();
        let is_late = || began.elapsed() > self.budget || deadline::is_over();
        let mut until_look = 1;
        let mut batch = Batch::default();
        let mut pass = Pass::Whole;
        self.weigh(plan)?;
        self.engine.for_each_part(plan, extent, &mut |part| {
            let segment = part.segment;
            let mut scan = Scan::open(plan, segment, self)?;
            let mut state = open(part)?;
            let scoring = match want {
                Want::Scores(scoring) => {
                    Some((Norms::open(segment, self.fields.text, scoring.average_length)?, scoring.floor))
                }
                Want::Nothing | Want::Mentions => None,
            };
            let alive = segment.alive_bitset();
            let mut doc = scan.seek(0);
            while doc != TERMINATED {
                if alive.is_none_or(|a| a.is_alive(doc)) && scan.matches(doc) {
                    batch.docs.push(doc);
                    let mentions = if matches!(want, Want::Nothing) { 0 } else { scan.mentions() };
                    batch.mentions.push(mentions);
                    if let Some((norms, floor)) = &scoring {
                        let may_reach = scan.score_bound(mentions) >= floor.get();
                        batch.scores.push(if may_reach { scan.score(doc, norms) } else { 0.0 });
                    }
                    if batch.docs.len() == BATCH {
                        each(&mut state, &batch);
                        batch.clear();
                    }
                }
                until_look -= 1;
                if until_look == 0 {
                    until_look = BETWEEN_LOOKS;
                    if is_late() {
                        pass = Pass::Cut(self.budget);
                        break;
                    }
                }
                doc = scan.seek(doc + 1);
            }
            if !batch.docs.is_empty() {
                each(&mut state, &batch);
                batch.clear();
            }
            close(state);
            Ok(if pass == Pass::Whole { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(pass)
    }
}
