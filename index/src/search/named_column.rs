//! Columns of names: counted by number, and named once at the end.

use crate::read::Snapshot;
use std::sync::Arc;
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader, TantivyError};

/// A column of names of one segment, and what was counted of each.
pub(crate) struct NamedColumn<T> {
    /// Absent where the segment has no such name.
    numbers: Option<Column<u64>>,
    names: Arc<[Arc<str>]>,
    counted: Vec<T>,
    /// The values of a batch; its memory is kept between them.
    values: Vec<Option<u64>>,
}

impl<T: Clone + Default> NamedColumn<T> {
    /// Opens a column, with nothing counted.
    pub fn open(index: &Snapshot, segment: &SegmentReader, column: &'static str) -> tantivy::Result<Self> {
        let numbers = segment.fast_fields().str(column)?.map(|strings| strings.ords().clone());
        let names = index.names(segment, column)?;
        Ok(Self { numbers, counted: vec![T::default(); names.len()], names, values: Vec::new() })
    }

    /// Calls `add` with each passage's place in the batch and what is counted of its name.
    pub fn count(&mut self, docs: &[DocId], mut add: impl FnMut(usize, &mut T)) {
        let Some(numbers) = &self.numbers else { return };
        self.values.clear();
        self.values.resize(docs.len(), None);
        numbers.first_vals(docs, &mut self.values);
        for (i, value) in self.values.iter().enumerate() {
            if let Some(counted) = value.and_then(|value| self.counted.get_mut(value as usize)) {
                add(i, counted);
            }
        }
    }

    /// The names of which something was counted, each with that.
    pub fn finish(self, is_any: impl Fn(&T) -> bool) -> impl Iterator<Item = (Arc<str>, T)> {
        let Self { names, counted, .. } = self;
        let counted = counted.into_iter().enumerate().filter(move |(_, counted)| is_any(counted));
        counted.map(move |(number, counted)| (Arc::clone(&names[number]), counted))
    }
}

impl Snapshot {
    /// The names in a column of a segment, by number. They are read once: the dictionary is packed in blocks, and unpacking
    /// those for every question took longer than counting.
    fn names(&self, segment: &SegmentReader, column: &'static str) -> tantivy::Result<Arc<[Arc<str>]>> {
        self.caches.names.get_or((segment.segment_id(), column), || {
            let Some(strings) = segment.fast_fields().str(column)? else { return Ok(Arc::from([])) };
            let mut names = Vec::with_capacity(strings.num_terms());
            let mut terms = strings.dictionary().stream()?;
            while terms.advance() {
                let name = std::str::from_utf8(terms.key())
                    .map_err(|error| TantivyError::InternalError(format!("a name in the column {column}: {error}")))?;
                names.push(Arc::from(name));
            }
            Ok(names.into())
        })
    }
}
