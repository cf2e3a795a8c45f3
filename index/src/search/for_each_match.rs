//! Every passage that matches, part after part, within a budget of time.

use super::matched::Matched;
use super::scan::Scan;
use super::score::Norms;
use super::windows::Windows;
use crate::deadline;
use crate::engine::{Extent, Part};
use crate::error::IndexError;
use crate::plan::Plan;
use crate::read::Snapshot;
use std::cell::Cell;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TERMINATED};

/// Passages between two looks at the clock.
const BETWEEN_LOOKS: u32 = 4096;

/// Passages that are handed over at once: columns are read for all of them in one call, which costs a third of as many
/// calls, and what is read still lies in the first cache.
const BATCH: usize = 128;

/// Passages of a window that are handed over at once, for the same reason.
const MOST_AT_ONCE: usize = 1024;

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

/// What is gathered of a segment until it is handed over.
struct Gathered<'a> {
    batch: Batch,
    wants_mentions: bool,
    scoring: Option<(Norms, &'a Cell<f32>)>,
}

impl<'a> Gathered<'a> {
    fn new(want: Want<'a>, segment: &SegmentReader, text: Field) -> tantivy::Result<Self> {
        let scoring = match want {
            Want::Scores(scoring) => Some((Norms::open(segment, text, scoring.average_length)?, scoring.floor)),
            Want::Nothing | Want::Mentions => None,
        };
        Ok(Self { batch: Batch::default(), wants_mentions: !matches!(want, Want::Nothing), scoring })
    }

    /// Takes a passage.
    fn take(&mut self, doc: DocId, matched: &mut impl Matched) {
        self.batch.docs.push(doc);
        let mentions = if self.wants_mentions { matched.mentions(doc) } else { 0 };
        self.batch.mentions.push(mentions);
        if let Some((norms, floor)) = &self.scoring {
            let may_reach = matched.score_bound(mentions) >= floor.get();
            self.batch.scores.push(if may_reach { matched.score(doc, norms) } else { 0.0 });
        }
    }

    /// Takes these passages of a window, all at once.
    fn take_window(&mut self, found: &[DocId], windows: &mut Windows) {
        let Batch { docs, mentions, scores } = &mut self.batch;
        let from = docs.len();
        docs.extend_from_slice(found);
        match self.wants_mentions {
            true => windows.mentions_of(found, mentions),
            false => mentions.resize(docs.len(), 0),
        }
        let Some((norms, floor)) = &self.scoring else { return };
        let least = windows.least_mentions(floor.get());
        for (&doc, &mentions) in found.iter().zip(&mentions[from..]) {
            scores.push(if mentions >= least { windows.score_reaching(doc, floor.get(), norms) } else { 0.0 });
        }
    }

    /// Hands over what there is.
    fn hand_over(&mut self, each: impl FnOnce(&Batch)) {
        if !self.batch.docs.is_empty() {
            each(&self.batch);
        }
        self.batch.docs.clear();
        self.batch.mentions.clear();
        self.batch.scores.clear();
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
        let mut pass = Pass::Whole;
        self.weigh(plan)?;
        self.engine.for_each_part(plan, extent, &mut |part| {
            let segment = part.segment;
            let mut state = open(part)?;
            let mut each = |batch: &Batch| each(&mut state, batch);
            let mut gathered = Gathered::new(want, segment, self.fields.text)?;
            let whole = match Windows::open(plan, segment, self)? {
                Some(mut windows) => {
                    let open_scan = || Scan::open(plan, segment, self);
                    by_window(&mut windows, open_scan, segment, &mut gathered, &is_late, &mut each)?
                }
                None => by_passage(&mut Scan::open(plan, segment, self)?, segment, &mut gathered, &is_late, &mut each),
            };
            gathered.hand_over(&mut each);
            close(state);
            if whole {
                return Ok(ControlFlow::Continue(()));
            }
            pass = Pass::Cut(self.budget);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(pass)
    }
}

/// Goes from passage to passage; `false` when the time was up.
fn by_passage(
    scan: &mut Scan,
    segment: &SegmentReader,
    gathered: &mut Gathered<'_>,
    is_late: &impl Fn() -> bool,
    mut each: impl FnMut(&Batch),
) -> bool {
    let alive = segment.alive_bitset();
    let mut until_look = 1;
    let mut doc = scan.seek(0);
    while doc != TERMINATED {
        if alive.is_none_or(|a| a.is_alive(doc)) && scan.matches(doc) {
            gathered.take(doc, scan);
            if gathered.batch.docs.len() == BATCH {
                gathered.hand_over(&mut each);
            }
        }
        until_look -= 1;
        if until_look == 0 {
            until_look = BETWEEN_LOOKS;
            if is_late() {
                return false;
            }
        }
        doc = scan.seek(doc + 1);
    }
    true
}

/// Goes from window to window; `false` when the time was up. The scan is opened where places must be compared.
fn by_window(
    windows: &mut Windows,
    open_scan: impl Fn() -> tantivy::Result<Scan>,
    segment: &SegmentReader,
    gathered: &mut Gathered<'_>,
    is_late: &impl Fn() -> bool,
    mut each: impl FnMut(&Batch),
) -> tantivy::Result<bool> {
    let alive = segment.alive_bitset();
    let mut scan = None;
    let mut found = Vec::new();
    while windows.next(&mut found) {
        if let Some(alive) = alive {
            found.retain(|&doc| alive.is_alive(doc));
        }
        if !windows.has_any_joined() {
            for some in found.chunks(MOST_AT_ONCE) {
                gathered.take_window(some, windows);
                if gathered.batch.docs.len() >= BATCH {
                    gathered.hand_over(&mut each);
                }
            }
        } else {
            for &doc in &found {
                if !windows.has_joined(doc) {
                    gathered.take(doc, windows);
                    continue;
                }
                let scan = match &mut scan {
                    Some(scan) => scan,
                    none => none.insert(open_scan()?),
                };
                if scan.seek(doc) == doc && scan.matches(doc) {
                    gathered.take(doc, scan);
                }
            }
        }
        if gathered.batch.docs.len() >= BATCH {
            gathered.hand_over(&mut each);
        }
        if is_late() {
            return Ok(false);
        }
    }
    Ok(true)
}
