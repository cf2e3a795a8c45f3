//! Counting what matches: exact totals, counts by value, and the first of a page.

use crate::answer::{Facet, Facets, Totals};
use crate::cache::Numbers;
use crate::read::Snapshot;
use crate::request::{Group, Sort};
use crate::schema::{UNIT, column, number_in};
use record::{Act, Certainty, Kind};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use tantivy::columnar::{Column, ColumnIndex, StrColumn};
use tantivy::{DocAddress, DocId, SegmentReader};

impl Snapshot {
    /// A column of numbers of a segment.
    pub(crate) fn numbers(&self, segment: &SegmentReader, name: &'static str) -> tantivy::Result<Numbers> {
        self.columns.get_or((segment.segment_id(), name), || {
            let column = segment.fast_fields().u64(name)?;
            Ok(match column.index {
                // Every passage has one value: it is read without looking for it, which is most of the cost.
                ColumnIndex::Full => column.values,
                _ => column.first_or_default_col(0),
            })
        })
    }
}

/// Exact totals as passages come by.
#[derive(Default)]
pub(crate) struct Counter {
    mentions: u64,
    passages: u64,
    documents: FxHashSet<u64>,
    meetings: FxHashSet<u64>,
    last: (u64, u64),
}

impl Counter {
    /// Counts a passage. Passages of one document come together, so most change nothing.
    pub fn add(&mut self, mentions: u64, document: u64, meeting: u64) {
        self.mentions += mentions;
        self.passages += 1;
        if self.passages == 1 || self.last != (document, meeting) {
            self.last = (document, meeting);
            self.documents.insert(document);
            if meeting != 0 {
                self.meetings.insert(meeting);
            }
        }
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
    pub address: DocAddress,
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
    pub fn add(&mut self, passage: Ranked, document: u64, meeting: u64) {
        let group = if self.by == Group::Meeting && meeting != 0 { meeting } else { document };
        let (best, count) = self.best.entry(group).or_insert((passage, 0));
        *best = passage.min(*best);
        *count += 1;
    }

    /// The best of each.
    pub fn finish(self) -> impl Iterator<Item = (Ranked, u64)> {
        self.best.into_values()
    }
}

/// Counts by value as passages come by.
#[derive(Default)]
pub(crate) struct FacetCounter {
    year: BTreeMap<u64, Counts>,
    kind: BTreeMap<u64, Counts>,
    act: BTreeMap<u64, Counts>,
    certainty: BTreeMap<u64, Counts>,
    named: [BTreeMap<String, Counts>; 3],
}

/// What is counted of one value.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    passages: u64,
    mentions: u64,
    /// Passages whose speaker is only likely.
    likely: u64,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.passages += other.passages;
        self.mentions += other.mentions;
        self.likely += other.likely;
    }
}

/// The columns of one segment that facets read.
pub(crate) struct FacetColumns {
    date: Numbers,
    kind: Numbers,
    act: Numbers,
    certainty: Numbers,
    named: Vec<NamedColumn>,
}

/// A column of names and the counts of this segment, by the column's own numbers.
struct NamedColumn {
    strings: Option<(StrColumn, Column<u64>)>,
    counts: Vec<Counts>,
}

impl FacetColumns {
    /// Opens them.
    pub fn open(segment: &SegmentReader, index: &Snapshot) -> tantivy::Result<Self> {
        let named = [column::COMMITTEE, column::COUNCIL, column::SPEAKER].map(|name| -> tantivy::Result<NamedColumn> {
            let strings = segment.fast_fields().str(name)?.map(|s| (s.clone(), s.ords().clone()));
            let values = strings.as_ref().map_or(0, |(s, _)| s.num_terms());
            Ok(NamedColumn { strings, counts: vec![Counts::default(); values] })
        });
        Ok(Self {
            date: index.numbers(segment, column::DATE)?,
            kind: index.numbers(segment, column::KIND)?,
            act: index.numbers(segment, column::ACT)?,
            certainty: index.numbers(segment, column::CERTAINTY)?,
            named: named.into_iter().collect::<Result<_, _>>()?,
        })
    }
}

impl FacetCounter {
    /// Counts a passage.
    pub fn add(&mut self, columns: &mut FacetColumns, doc: DocId, mentions: u64) {
        let certainty = columns.certainty.get_val(doc);
        let likely = u64::from(certainty == number_in(Certainty::ALL, Certainty::Likely));
        let one = Counts { passages: 1, mentions, likely };
        let count = |counts: &mut BTreeMap<u64, Counts>, value| counts.entry(value).or_default().add(one);
        count(&mut self.year, columns.date.get_val(doc) / 10_000);
        count(&mut self.kind, columns.kind.get_val(doc));
        count(&mut self.act, columns.act.get_val(doc));
        count(&mut self.certainty, certainty);
        for named in &mut columns.named {
            let value = named.strings.as_ref().and_then(|(_, ords)| ords.first(doc));
            if let Some(counts) = value.and_then(|v| named.counts.get_mut(v as usize)) {
                counts.add(one);
            }
        }
    }

    /// Takes up the counts of a segment.
    pub fn take(&mut self, columns: FacetColumns) -> tantivy::Result<()> {
        for (named, into) in columns.named.into_iter().zip(&mut self.named) {
            let Some((strings, _)) = named.strings else { continue };
            by_name(
                &strings,
                named.counts,
                |c| c.passages > 0,
                |value, counts| into.entry(value.to_owned()).or_default().add(counts),
            )?;
        }
        Ok(())
    }

    /// The counts in their order.
    pub fn finish(self) -> Facets {
        let facet = |value: Option<String>, label: String, Counts { passages, mentions, .. }| Facet {
            value,
            label,
            passages,
            mentions,
            likely: None,
        };
        let by_word = |counts: BTreeMap<u64, Counts>, words: &[&str]| {
            let of = |(number, counts): (u64, Counts)| {
                let word = words.get(number as usize)?.to_string();
                Some(facet(Some(word.clone()), word, counts))
            };
            most_first(counts.into_iter().filter_map(of).collect())
        };
        let year = |(year, counts): (u64, Counts)| match year {
            0 => facet(None, "no date".to_owned(), counts),
            _ => facet(Some(year.to_string()), year.to_string(), counts),
        };
        let named = |counts: BTreeMap<String, Counts>, likely: fn(&Counts) -> Option<u64>| {
            let named = counts.into_iter().map(|(value, counts)| {
                let (id, name) = value.split_once(UNIT).unwrap_or(("", &value));
                let id = if id.is_empty() { name } else { id };
                Facet { likely: likely(&counts), ..facet(Some(id.to_owned()), name.to_owned(), counts) }
            });
            most_first(named.collect())
        };
        let [committee, council, speaker] = self.named;
        Facets {
            year: self.year.into_iter().map(year).collect(),
            committee: named(committee, |_| None),
            council: named(council, |_| None),
            speaker: named(speaker, |counts| Some(counts.likely)),
            kind: by_word(self.kind, &Kind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>()),
            act: by_word(self.act, &Act::ALL.iter().map(|a| a.as_str()).collect::<Vec<_>>()),
            certainty: by_word(self.certainty, &Certainty::ALL.iter().map(|c| c.as_str()).collect::<Vec<_>>()),
        }
    }
}

/// Calls `each` with the name and the count of every value of a column that has one. All names are read in one pass:
/// each alone would unpack its block of the dictionary again.
pub(crate) fn by_name<T>(
    strings: &StrColumn,
    counts: Vec<T>,
    has_any: impl Fn(&T) -> bool,
    mut each: impl FnMut(&str, T),
) -> tantivy::Result<()> {
    let (ords, counts): (Vec<u64>, Vec<T>) = (0u64..).zip(counts).filter(|(_, c)| has_any(c)).unzip();
    let mut counts = counts.into_iter();
    strings.dictionary().sorted_ords_to_term_cb(&ords, |name| {
        if let (Ok(name), Some(count)) = (std::str::from_utf8(name), counts.next()) {
            each(name, count);
        }
    })?;
    Ok(())
}

fn most_first(mut facets: Vec<Facet>) -> Vec<Facet> {
    facets.sort_by(|a, b| b.passages.cmp(&a.passages).then_with(|| a.label.cmp(&b.label)));
    facets
}

impl Snapshot {
    /// Average words of a passage, for scores.
    pub(crate) fn average_length(&self) -> f32 {
        let words = |s: &SegmentReader| s.inverted_index(self.fields.text).map_or(0, |i| i.total_num_tokens());
        let segments = self.searcher.segment_readers();
        let passages: u64 = segments.iter().map(|s| u64::from(s.max_doc())).sum();
        segments.iter().map(words).sum::<u64>() as f32 / passages.max(1) as f32
    }
}
