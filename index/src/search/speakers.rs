//! Who says it: everyone, most mentions first.

use super::collect::by_name;
use crate::answer::{Counted, SpeakerCount};
use crate::cache::Numbers;
use crate::entry::Named;
use crate::error::IndexError;
use crate::filters::Filters;
use crate::query::Query;
use crate::read::Snapshot;
use crate::schema::{UNIT, column, number_date, number_in};
use record::{Certainty, PersonId};
use std::collections::HashMap;
use tantivy::SegmentReader;
use tantivy::columnar::{Column, StrColumn};

/// What one speaker has said, with first and last date as numbers, 0 where none is known.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    mentions: u64,
    passages: u64,
    likely_mentions: u64,
    likely_passages: u64,
    first: u64,
    last: u64,
}

impl Said {
    fn add(&mut self, other: Said) {
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
    dates: Numbers,
    certainties: Numbers,
    strings: Option<(StrColumn, Column<u64>)>,
    said: Vec<Said>,
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
        let open = |_, s: &SegmentReader| {
            let strings = s.fast_fields().str(column::SPEAKER)?.map(|s| (s.clone(), s.ords().clone()));
            let values = strings.as_ref().map_or(0, |(s, _)| s.num_terms());
            let (dates, certainties) = (self.numbers(s, column::DATE)?, self.numbers(s, column::CERTAINTY)?);
            Ok(Columns { dates, certainties, strings, said: vec![Said::default(); values] })
        };
        let each = |columns: &mut Columns, doc, scan: &mut super::scan::Scan| {
            let speaker = columns.strings.as_ref().and_then(|(_, ords)| ords.first(doc));
            if let Some(said) = speaker.and_then(|s| columns.said.get_mut(s as usize)) {
                let (date, mentions) = (columns.dates.get_val(doc), scan.mentions());
                let likely =
                    u64::from(columns.certainties.get_val(doc) == number_in(Certainty::ALL, Certainty::Likely));
                said.add(Said {
                    mentions,
                    passages: 1,
                    likely_mentions: likely * mentions,
                    likely_passages: likely,
                    first: date,
                    last: date,
                });
            }
        };
        let pass = self.for_each_match_by_segment(&prepared.plan, open, each, |columns| segments.push(columns));
        pass.map_err(|e| self.failed(e))?.report(&mut prepared.cut);
        let mut everyone: HashMap<String, Said> = HashMap::new();
        for Columns { strings, said, .. } in segments {
            let Some((strings, _)) = strings else { continue };
            by_name(
                &strings,
                said,
                |s| s.passages > 0,
                |name, said| everyone.entry(name.to_owned()).or_default().add(said),
            )
            .map_err(|e| self.failed(e))?;
        }
        let mut list: Vec<SpeakerCount> = everyone.into_iter().map(|(value, said)| counted(&value, said)).collect();
        list.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        Ok(prepared.counted(list))
    }
}

fn counted(value: &str, said: Said) -> SpeakerCount {
    let (id, name) = value.split_once(UNIT).unwrap_or(("", value));
    let person = (!id.is_empty()).then(|| Named { id: PersonId::from_stored(id), name: name.to_owned() });
    SpeakerCount {
        person,
        name: name.to_owned(),
        mentions: said.mentions,
        passages: said.passages,
        likely_mentions: said.likely_mentions,
        likely_passages: said.likely_passages,
        first: number_date(said.first),
        last: number_date(said.last),
    }
}
