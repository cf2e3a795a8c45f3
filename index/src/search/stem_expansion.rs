//! Stem expansion: which words of the index have a stem. The index holds words as they are printed and no stems
//! beside them, which would make it nearly twice as large and as long in the making.

use crate::plan::Leaf;
use crate::read::Snapshot;
use crate::segment;
use tantivy::{SegmentReader, Term};

impl Snapshot {
    /// Every index term of a segment that a leaf of a plan stands for, with the number of words that it spans.
    pub(crate) fn each_term(
        &self,
        leaf: &Leaf,
        segment: &SegmentReader,
        each: impl FnMut(Term, u32) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        segment::each_term(&self.caches.stem_expansions, self.fields.text, leaf, segment, each)
    }
}
