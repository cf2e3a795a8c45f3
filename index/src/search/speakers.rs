//! Who says it: everyone, most mentions first.

use super::columns::BatchColumn;
use super::facets::by_name;
use super::for_each_match::{Batch, Want};
use crate::answer::{Counted, SpeakerCount};
use crate::engine::Part;
use crate::entry::Named;
use crate::error::IndexError;
use crate::filters::Filters;
use crate::query::Query;
use crate::read::Snapshot;
use crate::schema::{UNIT, column, number_date, number_in};
use record::{Certainty, PersonId};
use std::collections::HashMap;
use tantivy::columnar::{Column, StrColumn};

/// What one speaker has said, with first and last date as numbers, 0 where none is known.
#[derive(Debug, Clone, Copy, Default)]
struct SpeakerTally {
    mentions: u64,
    passages: u64,
    likely_mentions: u64,
    likely_passages: u64,
    first: u64,
    last: u64,
}

impl SpeakerTally {
    fn add(&mut self, other: SpeakerTally) {
        self.mentions += other.mentions;
        self.passages += other.passages;
        self.likely_mentions += other.likely_mentions;
        self.likely_passages += other.likely_passages;
        self.last = self.last.max(other.last);
        self.first = match (self.first, other.first) {
            (0, first) | (first, 0) => first,
            (a, b) => a.min(b),
        };
    }
}

struct Columns {
    dates: BatchColumn,
    certainties: BatchColumn,
    strings: Option<(StrColumn, Column<u64>)>,
    speakers: Vec<Option<u64>>,
    tallies: Vec<SpeakerTally>,
}

impl Columns {
    fn add(&mut self, batch: &Batch) {
        let Some((_, ords)) = &self.strings else { return };
        self.speakers.clear();
        self.speakers.resize(batch.docs.len(), None);
        ords.first_vals(&batch.docs, &mut self.speakers);
        let (dates, certainties) = (self.dates.values_of(&batch.docs), self.certainties.values_of(&batch.docs));
        for (i, speaker) in self.speakers.iter().enumerate() {
            let Some(tally) = speaker.and_then(|s| self.tallies.get_mut(s as usize)) else { continue };
            let mentions = batch.mentions[i];
            let likely = u64::from(certainties[i] == number_in(Certainty::ALL, Certainty::Likely));
            tally.add(SpeakerTally {
                mentions,
                passages: 1,
                likely_mentions: likely * mentions,
                likely_passages: likely,
                first: dates[i],
                last: dates[i],
            });
        }
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
        let open = |part: &Part<'_>| {
            let s = part.segment;
            let strings = s.fast_fields().str(column::SPEAKER)?.map(|s| (s.clone(), s.ords().clone()));
            let values = strings.as_ref().map_or(0, |(s, _)| s.num_terms());
            Ok(Columns {
                dates: BatchColumn::open(self, s, column::DATE)?,
                certainties: BatchColumn::open(self, s, column::CERTAINTY)?,
                strings,
                speakers: Vec::new(),
                tallies: vec![SpeakerTally::default(); values],
            })
        };
        let pass =
            self.for_each_batch(&prepared.plan, Want::Mentions, open, Columns::add, |columns| segments.push(columns));
        pass?.report(&mut prepared.cut);
        let mut everyone: HashMap<String, SpeakerTally> = HashMap::new();
        for Columns { strings, tallies, .. } in segments {
            let Some((strings, _)) = strings else { continue };
            by_name(
                &strings,
                tallies,
                |tally| tally.passages > 0,
                |name, tally| everyone.entry(name.to_owned()).or_default().add(tally),
            )
            .map_err(|e| self.failed(e))?;
        }
        let mut list: Vec<SpeakerCount> = everyone.into_iter().map(|(value, tally)| counted(&value, tally)).collect();
        list.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        Ok(prepared.counted(list))
    }
}

fn counted(value: &str, tally: SpeakerTally) -> SpeakerCount {
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
