//! Counts by value: years, kinds, acts, committees, councils, speakers.

use super::columns::BatchColumn;
use super::for_each_match::Batch;
use crate::answer::{Facet, Facets};
use crate::read::Snapshot;
use crate::schema::{UNIT, column, number_in};
use record::{Act, Certainty, Kind};
use std::collections::BTreeMap;
use tantivy::SegmentReader;
use tantivy::columnar::{Column, StrColumn};

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
    dates: BatchColumn,
    kinds: BatchColumn,
    acts: BatchColumn,
    certainties: BatchColumn,
    named: Vec<NamedColumn>,
    /// The values of a batch in a column of names.
    ords: Vec<Option<u64>>,
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
            dates: BatchColumn::open(index, segment, column::DATE)?,
            kinds: BatchColumn::open(index, segment, column::KIND)?,
            acts: BatchColumn::open(index, segment, column::ACT)?,
            certainties: BatchColumn::open(index, segment, column::CERTAINTY)?,
            named: named.into_iter().collect::<Result<_, _>>()?,
            ords: Vec::new(),
        })
    }
}

impl FacetCounter {
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
            let Some((_, ords)) = &named.strings else { continue };
            columns.ords.clear();
            columns.ords.resize(batch.docs.len(), None);
            ords.first_vals(&batch.docs, &mut columns.ords);
            for (i, ord) in columns.ords.iter().enumerate() {
                if let Some(counts) = ord.and_then(|ord| named.counts.get_mut(ord as usize)) {
                    counts.add(one(i));
                }
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
