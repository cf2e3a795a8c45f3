//! Who says it: everyone, most mentions first.

use super::columns::BatchColumn;
use super::for_each_match::{Batch, Want};
use super::named_column::NamedColumn;
use crate::answer::{Counted, SpeakerCount};
use crate::engine::{ColumnValue, Extent, Part, Tally};
use crate::entry::Named;
use crate::error::IndexError;
use crate::filters::Filters;
use crate::query::Query;
use crate::read::Snapshot;
use crate::schema::{NumberColumn, UNIT, column, number_date, number_in};
use record::{Certainty, PersonId};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use tantivy::SegmentReader;

struct Columns {
    dates: BatchColumn,
    certainties: BatchColumn,
    speakers: NamedColumn<Tally>,
}

impl Columns {
    fn open(index: &Snapshot, segment: &SegmentReader) -> tantivy::Result<Self> {
        Ok(Self {
            dates: BatchColumn::open(index, segment, NumberColumn::Date)?,
            certainties: BatchColumn::open(index, segment, NumberColumn::Certainty)?,
            speakers: NamedColumn::open(index, segment, column::SPEAKER)?,
        })
    }

    fn add(&mut self, batch: &Batch) {
        let (dates, certainties) = (self.dates.values_of(&batch.docs), self.certainties.values_of(&batch.docs));
        let likely = number_in(Certainty::ALL, Certainty::Likely);
        self.speakers.count(&batch.docs, |i, tally| {
            let (mentions, likely) = (batch.mentions[i], u64::from(certainties[i] == likely));
            tally.add(Tally {
                mentions,
                passages: 1,
                likely_mentions: likely * mentions,
                likely_passages: likely,
                first: dates[i],
                last: dates[i],
            });
        });
    }
}

impl Snapshot {
    /// Who says it, most mentions first; everyone.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn speakers(&self, query: &Query, filters: &Filters) -> Result<Counted<Vec<SpeakerCount>>, IndexError> {
        let mut prepared = self.prepare(query, filters)?;
        let mut segments = Vec::new();
        let open = |part: &Part<'_>| Columns::open(self, part.segment);
        let counted = self.engine.tallies(&prepared.plan, &[column::SPEAKER])?;
        let (extent, close) = (Extent::beside(counted.is_some()), |columns| segments.push(columns));
        let pass = self.for_each_batch_of(&prepared.plan, extent, Want::Mentions, open, Columns::add, close);
        pass?.report(&mut prepared.cut);
        let mut everyone: FxHashMap<Arc<str>, Tally> = FxHashMap::default();
        for (value, tally) in counted.into_iter().flatten().flatten() {
            if let ColumnValue::Name(name) = value {
                everyone.entry(name.into()).or_default().add(tally);
            }
        }
        let counted_here = |columns: Columns| columns.speakers.finish(|tally| tally.passages > 0);
        for (name, tally) in segments.into_iter().flat_map(counted_here) {
            everyone.entry(name).or_default().add(tally);
        }
        let mut list: Vec<SpeakerCount> = everyone.into_iter().map(|(value, tally)| told(&value, tally)).collect();
        let id = |count: &SpeakerCount| count.person.as_ref().map(|person| person.id.clone());
        list.sort_by(|a, b| {
            b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)).then_with(|| id(a).cmp(&id(b)))
        });
        Ok(prepared.counted(list))
    }
}

fn told(value: &str, tally: Tally) -> SpeakerCount {
    let (id, name) = value.split_once(UNIT).unwrap_or(("", value));
    let person = (!id.is_empty()).then(|| Named { id: PersonId::from_stored(id), name: name.to_owned() });
    SpeakerCount {
        person,
        name: name.to_owned(),
        mentions: tally.mentions,
        passages: tally.passages,
        likely_mentions: tally.likely_mentions,
        likely_passages: tally.likely_passages,
        first: number_date(tally.first),
        last: number_date(tally.last),
    }
}
