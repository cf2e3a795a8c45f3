//! Postings read by whole blocks.

use super::bits::Bits;
use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, TERMINATED};

/// A list of postings, and the place in its block.
pub(super) struct List {
    postings: BlockSegmentPostings,
    next: usize,
}

impl List {
    /// Begins before the first.
    pub fn new(postings: BlockSegmentPostings) -> Self {
        Self { postings, next: 0 }
    }

    /// Passages that have the term.
    pub fn cost(&self) -> u64 {
        u64::from(self.postings.doc_freq())
    }

    /// The first passage from `target` on.
    pub fn seek(&mut self, target: DocId) -> DocId {
        match self.postings.docs().get(self.next) {
            Some(&doc) if doc < target => self.next = self.postings.seek(target),
            Some(_) => {}
            None => return TERMINATED,
        }
        self.postings.docs().get(self.next).copied().unwrap_or(TERMINATED)
    }

    /// Reads on to `end` and tells the passages from `base` on.
    pub fn load(&mut self, base: DocId, end: DocId) -> Bits {
        let mut bits = Bits::NONE;
        self.seek(base);
        self.blocks_before(end, |docs, _| docs.iter().for_each(|doc| bits.set(doc - base)));
        bits
    }

    /// Calls `each` with passages before `end` and how often they have the term, block after block.
    pub fn blocks_before(&mut self, end: DocId, mut each: impl FnMut(&[DocId], &[u32])) {
        loop {
            let (docs, times) = (self.postings.docs(), self.postings.freqs());
            let (docs, times) = (&docs[self.next.min(docs.len())..], &times[self.next.min(times.len())..]);
            let before = match docs.last() {
                None => return,
                Some(&last) if last < end => docs.len(),
                Some(_) => docs.partition_point(|&doc| doc < end),
            };
            each(&docs[..before], &times[..before.min(times.len())]);
            self.next += before;
            if before < docs.len() {
                return;
            }
            self.postings.advance();
            self.next = 0;
        }
    }
}
