//! Counts by value: years, kinds, acts, committees, councils, speakers.

use super::columns::BatchColumn;
use super::for_each_match::Batch;
use super::named_column::NamedColumn;
use crate::answer::{Facet, Facets};
use crate::engine::{ColumnValue, Tallied, Tally};
use crate::read::Snapshot;
use crate::schema::{NumberColumn, UNIT, column, number_in};
use record::{Act, Certainty, Kind};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::SegmentReader;

/// Counts by value as passages come by.
#[derive(Default)]
pub(crate) struct FacetCounter {
    year: BTreeMap<u64, Counts>,
    kind: BTreeMap<u64, Counts>,
    act: BTreeMap<u64, Counts>,
    certainty: BTreeMap<u64, Counts>,
    named: [FxHashMap<Arc<str>, Counts>; 3],
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
    dates: BatchColumn,
    kinds: BatchColumn,
    acts: BatchColumn,
    certainties: BatchColumn,
    named: [NamedColumn<Counts>; 3],
}

impl FacetColumns {
    /// Opens them.
    pub fn open(segment: &SegmentReader, index: &Snapshot) -> tantivy::Result<Self> {
        let named = |name| NamedColumn::open(index, segment, name);
        Ok(Self {
            dates: BatchColumn::open(index, segment, NumberColumn::Date)?,
            kinds: BatchColumn::open(index, segment, NumberColumn::Kind)?,
            acts: BatchColumn::open(index, segment, NumberColumn::Act)?,
            certainties: BatchColumn::open(index, segment, NumberColumn::Certainty)?,
            named: [named(column::COMMITTEE)?, named(column::COUNCIL)?, named(column::SPEAKER)?],
        })
    }
}

impl From<Tally> for Counts {
    fn from(Tally { passages, mentions, likely_passages: likely, .. }: Tally) -> Self {
        Self { passages, mentions, likely }
    }
}

impl FacetCounter {
    /// The columns whose values are counted.
    pub const COLUMNS: [&str; 7] = [
        NumberColumn::Date.name(),
        NumberColumn::Kind.name(),
        NumberColumn::Act.name(),
        NumberColumn::Certainty.name(),
        column::COMMITTEE,
        column::COUNCIL,
        column::SPEAKER,
    ];

    /// Adds what an engine counted by itself of [`FacetCounter::COLUMNS`].
    pub fn add_tallied(&mut self, tallied: Vec<Tallied>) {
        let mut tallied = tallied.into_iter();
        let mut next = || tallied.next().unwrap_or_default();
        add_numbers(&mut self.year, next(), |date| date / 10_000);
        for counts in [&mut self.kind, &mut self.act, &mut self.certainty] {
            add_numbers(counts, next(), |number| number);
        }
        for counts in &mut self.named {
            add_names(counts, next());
        }
    }

    /// Counts passages.
    pub fn add(&mut self, columns: &mut FacetColumns, batch: &Batch) {
        let certainties = columns.certainties.values_of(&batch.docs);
        let likely = number_in(Certainty::ALL, Certainty::Likely);
        let one = |i: usize| {
            let mentions: u64 = batch.mentions[i];
            Counts { passages: 1, mentions, likely: u64::from(certainties[i] == likely) }
        };
        count_runs(&mut self.certainty, certainties.iter().copied(), one);
        count_runs(&mut self.year, columns.dates.values_of(&batch.docs).iter().map(|date| date / 10_000), one);
        count_runs(&mut self.kind, columns.kinds.values_of(&batch.docs).iter().copied(), one);
        count_runs(&mut self.act, columns.acts.values_of(&batch.docs).iter().copied(), one);
        for named in &mut columns.named {
            named.count(&batch.docs, |i, counts| counts.add(one(i)));
        }
    }

    /// Takes up the counts of a segment.
    pub fn take(&mut self, columns: FacetColumns) {
        for (named, into) in columns.named.into_iter().zip(&mut self.named) {
            for (name, counts) in named.finish(|counts| counts.passages > 0) {
                into.entry(name).or_default().add(counts);
            }
        }
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
        let named = |counts: FxHashMap<Arc<str>, Counts>, likely: fn(&Counts) -> Option<u64>| {
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

fn add_numbers(counts: &mut BTreeMap<u64, Counts>, tallied: Tallied, value_of: impl Fn(u64) -> u64) {
    for (value, tally) in tallied {
        if let ColumnValue::Number(number) = value {
            counts.entry(value_of(number)).or_default().add(Counts::from(tally));
        }
    }
}

fn add_names(counts: &mut FxHashMap<Arc<str>, Counts>, tallied: Tallied) {
    for (value, tally) in tallied {
        if let ColumnValue::Name(name) = value {
            counts.entry(name.into()).or_default().add(Counts::from(tally));
        }
    }
}

/// Counts values of passages that follow each other: many have the value of the one before, which is looked up once.
fn count_runs(counts: &mut BTreeMap<u64, Counts>, values: impl Iterator<Item = u64>, one: impl Fn(usize) -> Counts) {
    let mut run: Option<(u64, Counts)> = None;
    for (i, value) in values.enumerate() {
        match &mut run {
            Some((same, sum)) if *same == value => sum.add(one(i)),
            _ => {
                if let Some((before, sum)) = run.replace((value, one(i))) {
                    counts.entry(before).or_default().add(sum);
                }
            }
        }
    }
    if let Some((value, sum)) = run {
        counts.entry(value).or_default().add(sum);
    }
}

fn most_first(mut facets: Vec<Facet>) -> Vec<Facet> {
    facets.sort_by(|a, b| {
        b.passages.cmp(&a.passages).then_with(|| a.label.cmp(&b.label)).then_with(|| a.value.cmp(&b.value))
    });
    facets
}
