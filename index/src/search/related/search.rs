//! Passages that say the same in other words, ranked below those that say it exactly.

use super::{Needs, Way};
use crate::answer::{Hit, Route};
use crate::ask::Filters;
use crate::entry::Entry;
use crate::error::IndexError;
use crate::query::Query;
use crate::read::Snapshot;
use crate::schema::column;
use crate::search::passage::{Finder, Found};
use crate::search::plan::{Plan, Weight};
use std::collections::{HashMap, HashSet};
use tantivy::{DocAddress, SegmentReader};

/// A passage found by one of the ways.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Otherwise {
    address: DocAddress,
    way: usize,
}

/// What was found in other words, in its order.
pub(crate) struct InOtherWords {
    ways: Vec<Way>,
    pub passages: Vec<Otherwise>,
}

impl Snapshot {
    /// Every passage within the filters that says it otherwise and not exactly: closest way first, then newest.
    pub(crate) fn in_other_words(
        &self,
        query: &Query,
        filters: &Filters,
        exact: &Plan,
        cut: &mut Vec<String>,
    ) -> Result<InOtherWords, IndexError> {
        let mut ways = Vec::new();
        for phrase in query.sought() {
            ways.extend(self.ways(&phrase, cut)?);
        }
        ways.sort_by_key(|w| w.route);
        let within = self.prepare_filters(query, filters)?.plan;
        let in_full = self.documents_in_full(&ways, exact, cut)?;
        let mut best: HashMap<DocAddress, (usize, u64, u64)> = HashMap::new();
        for (number, way) in ways.iter().enumerate() {
            let find = Plan::Find(way.pattern.clone(), Weight::Phrase);
            let plan = Plan::all(vec![find, within.clone()], vec![exact.clone()]);
            let open = |n, s: &SegmentReader| {
                let columns = [column::DOCUMENT, column::DATE, column::PLACE].map(|c| self.numbers(s, c));
                Ok((n, columns.into_iter().collect::<tantivy::Result<Vec<_>>>()?))
            };
            let mut found = Vec::new();
            let pass = self.visit(&plan, open, |(n, columns), doc, _| {
                let [document, date, place] = [0, 1, 2].map(|i| columns[i].get_val(doc));
                let address = DocAddress::new(*n, doc);
                if !best.contains_key(&address) && (!way.needs.same_document || in_full.contains(&document)) {
                    found.push((address, (number, u64::MAX - date, place)));
                }
            });
            pass.map_err(|e| self.failed(e))?.report(cut);
            if way.needs.print() {
                let mut kept = Vec::new();
                for passage in found {
                    if !shown(way, &self.entry_at(passage.0)?).highlights.is_empty() {
                        kept.push(passage);
                    }
                }
                found = kept;
            }
            best.extend(found);
        }
        let mut list: Vec<_> = best.into_iter().collect();
        list.sort_unstable_by_key(|(_, order)| *order);
        let passages = list.into_iter().map(|(address, (way, ..))| Otherwise { address, way }).collect();
        Ok(InOtherWords { ways, passages })
    }

    /// Documents that say it in full: exactly, or in other forms of all its words.
    fn documents_in_full(&self, ways: &[Way], exact: &Plan, cut: &mut Vec<String>) -> Result<HashSet<u64>, IndexError> {
        let mut documents = HashSet::new();
        if !ways.iter().any(|w| w.needs.same_document) {
            return Ok(documents);
        }
        let full = ways.iter().filter(|w| w.needs == Needs::default() && w.says_all);
        let mut plans = vec![exact.clone()];
        plans.extend(full.map(|w| Plan::Find(w.pattern.clone(), Weight::Phrase)));
        let pass = self.visit(
            &Plan::Any(plans),
            |_, s| self.numbers(s, column::DOCUMENT),
            |column, doc, _| {
                documents.insert(column.get_val(doc));
            },
        );
        pass.map_err(|e| self.failed(e))?.report(cut);
        Ok(documents)
    }

    /// One of them as it is shown.
    pub(crate) fn hit_otherwise(&self, found: &InOtherWords, passage: Otherwise) -> Result<Hit, IndexError> {
        let entry = self.entry_at(passage.address)?;
        let way = &found.ways[passage.way];
        let Found { mentions, highlights } = shown(way, &entry);
        let first = mentions.first().map(|m| (m.iter().map(|s| s[0]).min(), m.iter().map(|s| s[1]).max()));
        let words = match first {
            Some((Some(from), Some(to))) => entry.text.chars().skip(from).take(to - from).collect(),
            _ => String::new(),
        };
        let route = Route { route: way.route, words, why: way.why.clone() };
        Ok(Hit { mentions: mentions.len() as u64, highlights, passages_in_group: None, related: Some(route), entry })
    }
}

/// Where a way stands in a text; what must be in capitals only where it is.
fn shown(way: &Way, entry: &Entry) -> Found {
    let mut found = Finder::default().find(&Plan::Find(way.pattern.clone(), Weight::Phrase), entry);
    if way.needs.print() {
        let chars: Vec<char> = entry.text.chars().collect();
        found.mentions.retain(|mention| is_printed_so(way.needs, mention, &chars));
        found.highlights = found.mentions.iter().flatten().copied().collect();
        found.highlights.sort_unstable();
    }
    found
}

/// Whether what was found is printed as a way needs it.
fn is_printed_so(needs: Needs, mention: &[[usize; 2]], chars: &[char]) -> bool {
    let is_capital = |[from, to]: &[usize; 2]| {
        let letters: Vec<char> = chars[*from..*to].iter().copied().filter(|c| *c != 's').collect();
        letters.len() > 1 && letters.iter().all(|c| c.is_uppercase() || c.is_numeric())
    };
    let begins_with_capital = |[from, _]: &[usize; 2]| chars.get(*from).is_some_and(|c| c.is_uppercase());
    // The abbreviation may stand before or after what stays in full.
    (!needs.capitals || mention.iter().any(is_capital)) && (!needs.initials || mention.iter().all(begins_with_capital))
}
