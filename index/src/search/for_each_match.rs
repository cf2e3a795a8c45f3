//! Every passage that matches, segment after segment, within a budget of time.

use super::scan::Scan;
use crate::deadline;
use crate::plan::Plan;
use crate::read::Snapshot;
use std::time::{Duration, Instant};
use tantivy::{DocId, SegmentReader, TERMINATED};

/// Passages between two looks at the clock.
const BETWEEN_LOOKS: u32 = 4096;

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

impl Snapshot {
    /// Calls `each` for every passage that matches; `open` makes what it needs for a segment.
    pub(crate) fn for_each_match<S>(
        &self,
        plan: &Plan,
        open: impl FnMut(u32, &SegmentReader) -> tantivy::Result<S>,
        each: impl FnMut(&mut S, DocId, &mut Scan),
    ) -> tantivy::Result<Pass> {
        self.for_each_match_by_segment(plan, open, each, drop)
    }

    /// The same, with what is to become of what was made for each segment.
    pub(crate) fn for_each_match_by_segment<S>(
        &self,
        plan: &Plan,
        mut open: impl FnMut(u32, &SegmentReader) -> tantivy::Result<S>,
        mut each: impl FnMut(&mut S, DocId, &mut Scan),
        mut close: impl FnMut(S),
    ) -> tantivy::Result<Pass> {
        deadline::check()?;
        let began = Instant::now();
        let mut until_look = 1;
        for (number, segment) in (0u32..).zip(self.searcher.segment_readers()) {
            let mut scan = Scan::open(plan, segment, self)?;
            let mut state = open(number, segment)?;
            let alive = segment.alive_bitset();
            let mut doc = scan.seek(0);
            while doc != TERMINATED {
                if alive.is_none_or(|a| a.is_alive(doc)) && scan.matches(doc) {
                    each(&mut state, doc, &mut scan);
                }
                until_look -= 1;
                if until_look == 0 {
                    until_look = BETWEEN_LOOKS;
                    if began.elapsed() > self.budget || deadline::is_over() {
                        close(state);
                        return Ok(Pass::Cut(self.budget));
                    }
                }
                doc = scan.seek(doc + 1);
            }
            close(state);
        }
        Ok(Pass::Whole)
    }
}
