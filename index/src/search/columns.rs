//! Columns of numbers, read for many passages at once.

use crate::cache::Numbers;
use crate::read::Snapshot;
use crate::schema::NumberColumn;
use crate::segment;
use tantivy::{DocId, SegmentReader};

impl Snapshot {
    /// A column of numbers of a segment.
    pub(crate) fn numbers(&self, segment: &SegmentReader, column: NumberColumn) -> tantivy::Result<Numbers> {
        segment::numbers(&self.caches.columns, segment, column)
    }
}

/// Values of a column for the passages of a batch; keeps its memory between them.
pub(crate) struct BatchColumn {
    column: Numbers,
    values: Vec<u64>,
}

impl BatchColumn {
    /// Opens a column of a segment.
    pub fn open(index: &Snapshot, segment: &SegmentReader, column: NumberColumn) -> tantivy::Result<Self> {
        Ok(Self { column: index.numbers(segment, column)?, values: Vec::new() })
    }

    /// The values of these passages, in their order.
    pub fn values_of(&mut self, docs: &[DocId]) -> &[u64] {
        self.values.resize(docs.len(), 0);
        self.column.get_vals(docs, &mut self.values);
        &self.values
    }
}
