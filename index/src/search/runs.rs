//! Which document and meeting a passage belongs to, by runs: passages of one document lie together, so that a few runs
//! tell it of all, where columns would be read for each.

use crate::cache::Run;
use crate::read::Snapshot;
use crate::schema::NumberColumn;
use std::sync::Arc;
use tantivy::{DocId, SegmentReader};

impl Snapshot {
    /// The runs of a segment, deleted passages included.
    pub(crate) fn runs(&self, segment: &SegmentReader) -> tantivy::Result<Arc<[Run]>> {
        self.caches.runs.get_or(segment.segment_id(), || {
            let (documents, meetings) =
                (self.numbers(segment, NumberColumn::Document)?, self.numbers(segment, NumberColumn::Meeting)?);
            let mut runs: Vec<Run> = Vec::new();
            for doc in 0..segment.max_doc() {
                let (document, meeting) = (documents.get_val(doc), meetings.get_val(doc));
                match runs.last_mut() {
                    Some(run) if (run.document, run.meeting) == (document, meeting) => run.end = doc + 1,
                    _ => runs.push(Run { end: doc + 1, document, meeting }),
                }
            }
            Ok(runs.into())
        })
    }
}

/// The runs of a segment, gone through in the order of its passages.
pub(crate) struct RunCursor {
    runs: Arc<[Run]>,
    next: usize,
}

impl RunCursor {
    /// Begins before the first.
    pub fn new(runs: Arc<[Run]>) -> Self {
        Self { runs, next: 0 }
    }

    /// The run of a passage, none before that asked for last; steps grow with the distance, so that neighbours are found
    /// at once and far ones in few steps.
    pub fn run_of(&mut self, doc: DocId) -> Run {
        self.next += first_behind(&self.runs[self.next..], |run| run.end <= doc);
        self.runs.get(self.next).copied().unwrap_or_default()
    }
}

/// How many values of a list come first for which this holds; it holds for none behind one for which it does not. Steps
/// grow with the distance, so that what is near is found at once.
pub(crate) fn first_behind<T>(list: &[T], comes_before: impl Fn(&T) -> bool) -> usize {
    let mut step = 1;
    while list.get(step).is_some_and(&comes_before) {
        step *= 2;
    }
    let from = step / 2;
    from + list[from..list.len().min(step)].partition_point(comes_before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_finds_what_a_search_of_all_runs_finds(
            lengths in prop::collection::vec(1u32..9, 1..60), steps in prop::collection::vec(0u32..40, 0..40),
        ) {
            let ends = lengths.iter().scan(0, |end, length| { *end += length; Some(*end) });
            let runs: Arc<[Run]> = ends.map(|end| Run { end, document: end.into(), meeting: 0 }).collect();
            let mut cursor = RunCursor::new(Arc::clone(&runs));
            let docs = steps.iter().scan(0, |doc, step| { *doc += step; Some(*doc) });
            for doc in docs {
                let whole = runs.iter().find(|run| doc < run.end).copied().unwrap_or_default();
                prop_assert_eq!(cursor.run_of(doc).document, whole.document);
            }
        }
    }
}
