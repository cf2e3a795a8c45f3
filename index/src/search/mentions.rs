//! Every mention, one after another in the order of dates, with one passage's text in memory at a time.

use super::collect::{Counter, Ranked, rank};
use super::columns::BatchColumn;
use super::cursor::{Cursor, question};
use super::for_each_match::{Batch, Want};
use super::highlighter::Highlighter;
use super::related::search::RelatedPassages;
use super::runs::RunCursor;
use crate::answer::{Mention, Totals};
use crate::engine::{Address, Addresses, Extent, InOrder, Part, Placed};
use crate::entry::Entry;
use crate::error::IndexError;
use crate::filters::Filters;
use crate::plan::Plan;
use crate::query::Query;
use crate::read::Snapshot;
use crate::request::{SearchError, Sort};
use crate::routes::{Route, RouteCount, Routes};
use crate::schema::NumberColumn;
use std::sync::Arc;

/// Characters of context on each side of a mention.
const CONTEXT: usize = 80;

/// The place in a cursor of what is said in other words: no passage has it.
const OTHERWISE: u64 = u64::MAX;

/// All mentions in date order (undated last), behind them those in other words by their routes; holds as many texts at a
/// time as the engine reads at once, and 32 bytes for each passage to come.
pub struct Mentions {
    index: Arc<Snapshot>,
    plan: Plan,
    question: u64,
    total: Totals,
    cut: Vec<String>,
    passages: std::vec::IntoIter<Ranked>,
    /// Passages that the engine lists by itself, and the first of them.
    listed: Option<InOrder>,
    first_listed: Option<Placed>,
    /// Passages that were read before their turn.
    ahead: std::vec::IntoIter<Entry>,
    highlighter: Highlighter,
    /// What says it in other words, and which of it comes next.
    otherwise: Option<RelatedPassages>,
    next_otherwise: usize,
    current: Option<Current>,
}

/// What the list reads of a segment.
struct Columns {
    addresses: Addresses,
    runs: RunCursor,
    dates: BatchColumn,
    places: BatchColumn,
}

/// The passage whose mentions are being given.
struct Current {
    entry: Arc<Entry>,
    /// The byte of every character and of the end; empty where every character is one byte.
    chars: Vec<usize>,
    spans: Vec<[usize; 2]>,
    next: usize,
    rank: u64,
    place: u64,
    route: Option<Route>,
}

impl Snapshot {
    /// Every mention, in date order, from the first or from after `cursor` ([`Mention::cursor`]). Behind them those in other
    /// words by `routes`, nearest route first.
    ///
    /// # Errors
    ///
    /// A bad or stale cursor, or the engine's.
    pub fn mentions(
        self: &Arc<Self>,
        query: &Query,
        filters: &Filters,
        routes: Routes,
        cursor: Option<&str>,
    ) -> Result<Mentions, SearchError> {
        let mut prepared = self.prepare(query, filters)?;
        let otherwise = (!routes.is_empty()).then(|| (routes, self.thesaurus.version()));
        let asked = question(("mentions", query.to_string(), filters, otherwise));
        let after = cursor.map(|c| Cursor::parse(c, self.generation(), asked)).transpose()?;
        let mut counter = Counter::default();
        let mut passages = Vec::new();
        let open = |part: &Part<'_>| {
            let open = |name| BatchColumn::open(self, part.segment, name);
            Ok(Columns {
                addresses: part.addresses.clone(),
                runs: RunCursor::new(self.runs(part.segment)?),
                dates: open(NumberColumn::Date)?,
                places: open(NumberColumn::Place)?,
            })
        };
        let each = |columns: &mut Columns, batch: &Batch| {
            let Columns { addresses, runs, dates, places } = columns;
            counter.add(runs, batch);
            let (dates, places) = (dates.values_of(&batch.docs), places.values_of(&batch.docs));
            let ranked = batch.docs.iter().enumerate().map(|(i, &doc)| Ranked {
                rank: rank(Sort::Oldest, dates[i], 0.0),
                place: places[i],
                address: addresses.of(doc),
                mentions: batch.mentions[i],
            });
            passages.extend(ranked.filter(|p| after.is_none_or(|a| (p.rank, p.place) >= (a.rank, a.place))));
        };
        let from = after.map(|after| (after.rank, after.place));
        let listed = self.engine.in_order(&prepared.plan, from)?;
        let counted = if listed.is_some() { self.engine.totals(&prepared.plan)? } else { None };
        let extent = Extent::beside(listed.is_some());
        let pass = self.for_each_batch_of(&prepared.plan, extent, Want::Mentions, open, each, drop);
        pass?.report(&mut prepared.cut);
        passages.sort_unstable();
        let total = self.together(&prepared.plan, counted, &counter)?;
        let otherwise = match routes.is_empty() || !prepared.plan.seeks_words() {
            true => None,
            false => Some(self.related_passages(query, filters, &prepared.plan, routes, &mut prepared.cut)?),
        };
        let mut list = Mentions {
            index: Arc::clone(self),
            plan: prepared.plan,
            question: asked,
            total,
            cut: prepared.cut,
            passages: passages.into_iter(),
            listed,
            first_listed: None,
            ahead: Vec::new().into_iter(),
            highlighter: Highlighter::default(),
            otherwise,
            next_otherwise: 0,
            current: None,
        };
        if let Some(after) = after {
            list.skip_given(after)?;
        }
        Ok(list)
    }
}

impl Mentions {
    /// Exact totals of the whole list.
    pub fn total(&self) -> Totals {
        self.total
    }

    /// How many passages say it in other words, by route; nothing where no routes were asked for.
    pub fn otherwise(&self) -> Option<Vec<RouteCount>> {
        self.otherwise.as_ref().map(RelatedPassages::counts)
    }

    /// What was cut, in words.
    pub fn cut(&self) -> &[String] {
        &self.cut
    }

    /// Goes over the mentions of the cursor's passage that were given before.
    fn skip_given(&mut self, after: Cursor) -> Result<(), IndexError> {
        if after.place == OTHERWISE {
            (self.passages, self.listed) = (Vec::new().into_iter(), None);
            self.next_otherwise = usize::try_from(after.rank).unwrap_or(usize::MAX);
        }
        if self.open_next()?
            && let Some(current) = &mut self.current
            && (current.rank, current.place) == (after.rank, after.place)
        {
            current.next = usize::try_from(after.nth).unwrap_or(usize::MAX);
        }
        Ok(())
    }

    /// The text of the passage whose turn it is.
    fn read(&mut self, passage: Ranked) -> Result<Entry, IndexError> {
        if let Some(entry) = self.ahead.next() {
            return Ok(entry);
        }
        let behind = self.passages.as_slice().iter().take(self.index.engine.read_ahead() - 1);
        let next: Vec<Address> = std::iter::once(&passage).chain(behind).map(|p| p.address).collect();
        self.ahead = self.index.engine.entries(&next)?.into_iter();
        self.ahead.next().ok_or_else(|| self.index.lost())
    }

    /// The next of those that were looked at and of those that the engine lists.
    fn next_passage(&mut self) -> Result<Option<Placed>, IndexError> {
        if self.first_listed.is_none() {
            self.first_listed = self.listed.as_mut().and_then(Iterator::next).transpose()?;
        }
        let (listed, looked_at) = (self.first_listed.as_ref(), self.passages.as_slice().first());
        let is_listed = listed.is_some_and(|listed| {
            looked_at.is_none_or(|looked_at| (listed.rank, listed.place) <= (looked_at.rank, looked_at.place))
        });
        if is_listed {
            return Ok(self.first_listed.take());
        }
        let Some(passage) = self.passages.next() else { return Ok(None) };
        Ok(Some(Placed { rank: passage.rank, place: passage.place, entry: self.read(passage)? }))
    }

    /// Takes up the next passage; false at the end.
    fn open_next(&mut self) -> Result<bool, IndexError> {
        let Some(Placed { rank, place, entry }) = self.next_passage()? else { return self.open_next_otherwise() };
        let found = self.highlighter.find(&self.plan, &entry);
        self.current = Some(Current::new(entry, found.mentions, rank, place, None));
        Ok(true)
    }

    /// Takes up the next passage in other words; false at the end.
    fn open_next_otherwise(&mut self) -> Result<bool, IndexError> {
        let nth = self.next_otherwise;
        let Some((found, &passage)) = self.otherwise.as_ref().and_then(|o| Some((o, o.passages.get(nth)?))) else {
            return Ok(false);
        };
        let (entry, route, there) = self.index.read_otherwise(found, passage)?;
        self.next_otherwise += 1;
        self.current = Some(Current::new(entry, there.mentions, nth as u64, OTHERWISE, Some(route)));
        Ok(true)
    }
}

impl Iterator for Mentions {
    type Item = Result<Mention, IndexError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(current) = &mut self.current
                && let Some(&span) = current.spans.get(current.next)
            {
                current.next += 1;
                let cursor = Cursor {
                    generation: self.index.generation(),
                    question: self.question,
                    rank: current.rank,
                    place: current.place,
                    nth: current.next as u64,
                };
                return Some(Ok(current.mention(span, cursor.write())));
            }
            match self.open_next() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Current {
    fn new(entry: Entry, mentions: Vec<Vec<[usize; 2]>>, rank: u64, place: u64, route: Option<Route>) -> Self {
        let ends = |m: Vec<[usize; 2]>| {
            let from = m.iter().map(|s| s[0]).min().unwrap_or(0);
            [from, m.iter().map(|s| s[1]).max().unwrap_or(0)]
        };
        let mut spans: Vec<[usize; 2]> = mentions.into_iter().map(ends).collect();
        if spans.is_empty() {
            // Found by filters alone: the passage is the mention.
            spans.push([0, 0]);
        }
        let chars = match entry.text.is_ascii() {
            true => Vec::new(),
            false => entry.text.char_indices().map(|(byte, _)| byte).chain([entry.text.len()]).collect(),
        };
        Self { entry: Arc::new(entry), chars, spans, next: 0, rank, place, route }
    }

    fn mention(&self, [from, to]: [usize; 2], cursor: String) -> Mention {
        let text = &self.entry.text;
        let last = if self.chars.is_empty() { text.len() } else { self.chars.len() - 1 };
        let at = |char: usize| self.chars.get(char.min(last)).copied().unwrap_or(char.min(last));
        let mut first = from.saturating_sub(CONTEXT);
        let mut end = (to + CONTEXT).min(last);
        // Whole words: an unfinished one at either end is left out.
        let is_space = |char: usize| text[at(char)..].starts_with(char::is_whitespace);
        if first > 0 {
            first = (first..from).find(|&c| is_space(c)).map_or(from, |c| c + 1);
        }
        if end < last {
            end = (to..end).rev().find(|&c| is_space(c)).unwrap_or(to);
        }
        Mention {
            entry: Arc::clone(&self.entry),
            span: [from, to],
            before: text[at(first)..at(from)].to_owned(),
            words: text[at(from)..at(to)].to_owned(),
            after: text[at(to)..at(end)].to_owned(),
            cursor,
            route: self.route.clone(),
        }
    }
}
