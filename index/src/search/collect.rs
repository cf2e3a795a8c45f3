//! Counting what matches: exact totals, the first of a page, the best of each group.

use super::for_each_match::Batch;
use super::runs::{RunCursor, first_behind};
use crate::answer::Totals;
use crate::cache::Run;
use crate::engine::{Address, Best};
use crate::request::{Group, Sort};
use rustc_hash::FxHashSet;
use std::collections::{BinaryHeap, HashMap};

/// Exact totals as passages come by.
#[derive(Default)]
pub(crate) struct Counter {
    mentions: u64,
    passages: u64,
    documents: FxHashSet<u64>,
    meetings: FxHashSet<u64>,
    /// The document of the run before.
    last: Option<u64>,
}

impl Counter {
    /// Counts the passages of a batch, which lie in these runs.
    pub fn add(&mut self, runs: &mut RunCursor, batch: &Batch) {
        self.mentions += batch.mentions.iter().sum::<u64>();
        self.passages += batch.docs.len() as u64;
        let mut rest = batch.docs.as_slice();
        while let Some(&first) = rest.first() {
            let run = runs.run_of(first);
            if self.last.replace(run.document) != Some(run.document) {
                self.documents.insert(run.document);
            }
            if run.meeting != 0 {
                self.meetings.insert(run.meeting);
            }
            rest = &rest[first_behind(rest, |&doc| doc < run.end)..];
        }
    }

    /// Keys of the documents and meetings that were counted.
    pub fn keys(&self) -> (Vec<u64>, Vec<u64>) {
        (self.documents.iter().copied().collect(), self.meetings.iter().copied().collect())
    }

    /// What was counted.
    pub fn totals(&self) -> Totals {
        Totals {
            mentions: self.mentions,
            passages: self.passages,
            documents: self.documents.len() as u64,
            meetings: self.meetings.len() as u64,
        }
    }
}

/// A passage in the order of a list: rank, then place; smaller comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ranked {
    pub rank: u64,
    pub place: u64,
    pub address: Address,
    pub mentions: u64,
}

/// The rank of a passage in an order.
pub(crate) fn rank(sort: Sort, date: u64, score: f32) -> u64 {
    match sort {
        // Positive floats are in the order of their bits.
        Sort::Relevance => u64::MAX - u64::from(score.max(0.0).to_bits()),
        Sort::Newest => u64::MAX - date,
        Sort::Oldest if date == 0 => u64::MAX,
        Sort::Oldest => date,
    }
}

/// The first of a page.
pub(crate) struct Page {
    size: usize,
    after: Option<(u64, u64)>,
    heap: BinaryHeap<Ranked>,
}

impl Page {
    /// The first `size` after what the page before ended with.
    pub fn new(size: usize, after: Option<(u64, u64)>) -> Self {
        Self { size, after, heap: BinaryHeap::new() }
    }

    /// Whether a passage of this rank may belong to the page.
    pub fn may_take(&self, rank: u64) -> bool {
        self.heap.len() <= self.size || self.heap.peek().is_some_and(|last| rank <= last.rank)
    }

    /// The score below which no passage comes on the page any more; 0 while there is room. For pages by relevance.
    pub fn floor(&self) -> f32 {
        match self.heap.peek() {
            Some(last) if self.heap.len() > self.size => {
                f32::from_bits(u32::try_from(u64::MAX - last.rank).unwrap_or(0))
            }
            _ => 0.0,
        }
    }

    /// Takes a passage if it belongs to the page.
    pub fn add(&mut self, passage: Ranked) {
        if self.after.is_some_and(|after| (passage.rank, passage.place) <= after) {
            return;
        }
        // One more than the page, to know whether there is a next.
        if self.heap.len() <= self.size {
            self.heap.push(passage);
        } else if self.heap.peek().is_some_and(|last| passage < *last) {
            self.heap.pop();
            self.heap.push(passage);
        }
    }

    /// The page in order, and whether there is more.
    pub fn finish(self) -> (Vec<Ranked>, bool) {
        let mut list = self.heap.into_sorted_vec();
        let more = list.len() > self.size;
        list.truncate(self.size);
        (list, more)
    }
}

/// The best passage of each meeting or document, and how many each has.
pub(crate) struct Groups {
    by: Group,
    best: HashMap<u64, (Ranked, u64)>,
}

impl Groups {
    /// Begins with none.
    pub fn new(by: Group) -> Self {
        Self { by, best: HashMap::new() }
    }

    /// Takes a passage. One without a meeting is a group with its document.
    pub fn add(&mut self, passage: Ranked, run: Run) {
        let group = if self.by == Group::Meeting && run.meeting != 0 { run.meeting } else { run.document };
        let (best, count) = self.best.entry(group).or_insert((passage, 0));
        *best = passage.min(*best);
        *count += 1;
    }

    /// Takes the best passage of a group, or of some passages of it, whose mentions are not known yet (0).
    pub fn add_best(&mut self, Best { group, passages, rank, place, address }: Best) {
        let passage = Ranked { rank, place, address, mentions: 0 };
        let (best, count) = self.best.entry(group).or_insert((passage, 0));
        *best = passage.min(*best);
        *count += passages;
    }

    /// The best of each.
    pub fn finish(self) -> impl Iterator<Item = (Ranked, u64)> {
        self.best.into_values()
    }
}
