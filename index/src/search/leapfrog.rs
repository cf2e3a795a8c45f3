//! Going through several lists of passages at once.

use tantivy::postings::SegmentPostings;
use tantivy::{DocSet, TERMINATED};

/// The first passage from `target` on in a list.
pub(super) fn seek_postings(postings: &mut SegmentPostings, target: u32) -> u32 {
    let doc = postings.doc();
    if doc >= target {
        doc
    } else if doc + 1 == target {
        // Going on by one is what most scans do, and cheaper than a search in the block.
        postings.advance()
    } else {
        postings.seek(target)
    }
}

/// Positions of parts, those with the fewest passages first.
pub(super) fn rarest_first(costs: impl Iterator<Item = u32>) -> Vec<usize> {
    let costs: Vec<u32> = costs.collect();
    let mut order: Vec<usize> = (0..costs.len()).collect();
    order.sort_by_key(|&i| costs[i]);
    order
}

/// The first passage from `target` on at which all lists meet.
pub(super) fn leapfrog(target: u32, order: &[usize], mut seek: impl FnMut(usize, u32) -> u32) -> u32 {
    let Some((&rarest, others)) = order.split_first() else { return TERMINATED };
    let mut doc = seek(rarest, target);
    'again: while doc != TERMINATED {
        for &other in others {
            let next = seek(other, doc);
            if next != doc {
                doc = if next == TERMINATED { TERMINATED } else { seek(rarest, next) };
                continue 'again;
            }
        }
        return doc;
    }
    TERMINATED
}
