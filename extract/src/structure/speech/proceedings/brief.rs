//! Sentences that are part of a decision in shorthand: the first of them tells it, the others say nothing more.

use super::super::place::Place;
use super::super::shorthand::Short;
use super::{Part, Reader};
use std::ops::Range;

impl Reader<'_> {
    /// What a sentence is that such a decision takes up; `None` for others, and where the decision has no words.
    pub(super) fn short(&mut self, shorts: &[Short], range: &Range<usize>, block: usize) -> Option<Part> {
        let over = |short: &&Short| short.told.range.start < range.end && range.start < short.told.range.end;
        let mut any = false;
        for short in shorts.iter().filter(over) {
            let begins = range.contains(&short.told.range.start);
            let at = Place { block, byte: short.told.range.start };
            any |= if begins { self.votes.short(short, at, self.item) } else { self.votes.holds(at) };
        }
        any.then_some(Part::Decision)
    }
}
