//! Answering a search: counted, ordered, cut into pages, and shown with its mentions marked.

use super::collect::{Counter, Groups, Page, Ranked, rank};
use super::columns::BatchColumn;
use super::cursor::{Cursor, question};
use super::facets::{FacetColumns, FacetCounter};
use super::for_each_match::{Batch, Scoring, Want};
use super::highlighter::Highlighter;
use super::runs::RunCursor;
use super::score::StaticBoost;
use crate::answer::{Answer, Counted, Facets, Hit, Totals};
use crate::cache::Numbers;
use crate::engine::{self, Address, Addresses, Extent, First, Part};
use crate::entry::Entry;
use crate::error::IndexError;
use crate::filters::Filters;
use crate::plan::Plan;
use crate::query::Query;
use crate::read::Snapshot;
use crate::request::{SearchError, SearchRequest, Sort};
use crate::schema::NumberColumn;
use record::PassageId;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// What a list reads of a segment.
struct Columns {
    addresses: Addresses,
    runs: RunCursor,
    /// The same for groups, which are told after the batch was counted.
    run_of_groups: RunCursor,
    /// Read for those passages alone that may come on the page.
    places: Numbers,
    order: Order,
    facets: Option<FacetColumns>,
}

/// By what passages are put in order, and those of a batch that may come on the page: where they stand in it, and ranks.
struct Order {
    by: OrderColumns,
    ranks: Vec<(usize, u64)>,
}

enum OrderColumns {
    Score(StaticBoost),
    Date(BatchColumn),
}

impl Columns {
    fn open(index: &Snapshot, part: &Part<'_>, request: &SearchRequest) -> tantivy::Result<Self> {
        let segment = part.segment;
        let by = match request.sort {
            Sort::Relevance => OrderColumns::Score(StaticBoost::open(segment, index)?),
            Sort::Newest | Sort::Oldest => OrderColumns::Date(BatchColumn::open(index, segment, NumberColumn::Date)?),
        };
        Ok(Self {
            addresses: part.addresses.clone(),
            runs: RunCursor::new(index.runs(segment)?),
            run_of_groups: RunCursor::new(index.runs(segment)?),
            places: index.numbers(segment, NumberColumn::Place)?,
            order: Order { by, ranks: Vec::new() },
            facets: if request.facets { Some(FacetColumns::open(segment, index)?) } else { None },
        })
    }
}

impl Order {
    /// Ranks the passages of a batch whose score may reach the floor.
    fn rank(&mut self, sort: Sort, batch: &Batch, floor: f32) {
        self.ranks.clear();
        match &mut self.by {
            OrderColumns::Score(boost) => {
                let reaching = batch.scores.iter().enumerate().filter(|(_, score)| **score >= floor);
                self.ranks
                    .extend(reaching.map(|(i, score)| (i, rank(sort, 0, score * boost.of_passage(batch.docs[i])))));
            }
            OrderColumns::Date(dates) => {
                let dates = dates.values_of(&batch.docs).iter().enumerate();
                self.ranks.extend(dates.map(|(i, &date)| (i, rank(sort, date, 0.0))));
            }
        }
    }
}

/// One page of a search.
struct Listed {
    total: Totals,
    page: Vec<Ranked>,
    more: bool,
    in_group: HashMap<Address, u64>,
    facets: Option<Facets>,
}

impl Snapshot {
    /// Answers one search.
    ///
    /// # Errors
    ///
    /// A bad or stale cursor, or the engine's.
    pub fn search(&self, request: &SearchRequest) -> Result<Answer, SearchError> {
        let mut prepared = self.prepare(&request.query, &request.filters)?;
        let asked = question((
            request.query.to_string(),
            (&request.filters, request.sort, request.group, request.related),
            self.thesaurus.version(),
        ));
        let cursor = request.cursor.as_deref().map(|c| Cursor::parse(c, self.generation(), asked)).transpose()?;
        // Behind the exact ones a cursor counts those in other words, from 1.
        let given = cursor.map_or(0, |c| c.nth);
        let size = request.page_size.max(1);
        let wanted = if given > 0 { 0 } else { size };
        let after = cursor.filter(|_| given == 0);
        let listed = self.list(request, &prepared.plan, wanted, after, &mut prepared.cut)?;
        let mut highlighter = Highlighter::default();
        let mut hits = Vec::with_capacity(listed.page.len());
        let entries = self.entries_at(listed.page.iter().map(|passage| passage.address).collect());
        for (passage, entry) in listed.page.iter().zip(entries) {
            let entry = entry?;
            let found = highlighter.find(&prepared.plan, &entry);
            hits.push(Hit {
                highlights: found.highlights,
                mentions: passage.mentions,
                passages_in_group: listed.in_group.get(&passage.address).copied(),
                related: None,
                entry,
            });
        }
        let ends_at =
            |rank, place, nth| Cursor { generation: self.generation(), question: asked, rank, place, nth }.write();
        let exact_go_on = listed.more && given == 0;
        let mut next = listed.page.last().filter(|_| exact_go_on).map(|last| ends_at(last.rank, last.place, 0));
        let (mut related, mut routes) = (None, Vec::new());
        if !request.related.is_empty() && prepared.plan.seeks_words() {
            let mut found = self.related_passages(
                &request.query,
                &request.filters,
                &prepared.plan,
                request.related,
                &mut prepared.cut,
            )?;
            if request.sort != Sort::Relevance {
                // Within one day the nearer route stays first.
                found.passages.sort_by_key(|passage| rank(request.sort, passage.date, 0.0));
            }
            related = Some(found.passages.len() as u64);
            routes = found.counts();
            if !exact_go_on {
                let from = usize::try_from(given.saturating_sub(1)).unwrap_or(usize::MAX).min(found.passages.len());
                let to = (from + size - hits.len()).min(found.passages.len());
                for &passage in &found.passages[from..to] {
                    hits.push(self.hit_otherwise(&found, passage)?);
                }
                next = (to < found.passages.len()).then(|| ends_at(0, 0, to as u64 + 1));
            }
        }
        Ok(Answer {
            generation: self.generation(),
            total: listed.total,
            related,
            routes,
            hits,
            facets: listed.facets,
            next,
            cut: prepared.cut,
            hints: prepared.hints,
        })
    }

    /// Exact totals alone.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn count(&self, query: &Query, filters: &Filters) -> Result<Counted<Totals>, IndexError> {
        let mut prepared = self.prepare(query, filters)?;
        let mut counter = Counter::default();
        let counted = self.engine.totals(&prepared.plan)?;
        if counted.is_none_or(|counted| counted.has_more) {
            let extent = if counted.is_some() { Extent::Uncounted } else { Extent::All };
            let open = |part: &Part<'_>| Ok(RunCursor::new(self.runs(part.segment)?));
            let each = |runs: &mut RunCursor, batch: &Batch| counter.add(runs, batch);
            let pass = self.for_each_batch_of(&prepared.plan, extent, Want::Mentions, open, each, drop);
            pass?.report(&mut prepared.cut);
        }
        let totals = self.together(&prepared.plan, counted, &counter)?;
        Ok(prepared.counted(totals))
    }

    /// What the engine counted by itself and what was counted here.
    pub(super) fn together(
        &self,
        plan: &Plan,
        counted: Option<engine::Counted>,
        counter: &Counter,
    ) -> Result<Totals, IndexError> {
        let here = counter.totals();
        let Some(counted) = counted else { return Ok(here) };
        let there = counted.totals;
        let (documents, meetings) = match here.passages {
            0 => (0, 0),
            _ => {
                let (documents, meetings) = counter.keys();
                self.engine.counted_among(plan, &documents, &meetings)?
            }
        };
        Ok(Totals {
            mentions: here.mentions + there.mentions,
            passages: here.passages + there.passages,
            documents: here.documents + there.documents - documents,
            meetings: here.meetings + there.meetings - meetings,
        })
    }

    /// Ids of all passages that match.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn matching(&self, query: &Query, filters: &Filters) -> Result<Counted<HashSet<PassageId>>, IndexError> {
        let mut prepared = self.prepare(query, filters)?;
        let mut addresses = Vec::new();
        let pass =
            self.for_each_match(&prepared.plan, |part| Ok(part.addresses.clone()), |n, doc| addresses.push(n.of(doc)));
        pass?.report(&mut prepared.cut);
        let ids = self.engine.ids(&addresses)?;
        Ok(prepared.counted(ids.into_iter().collect()))
    }

    fn list(
        &self,
        request: &SearchRequest,
        plan: &Plan,
        size: usize,
        after: Option<Cursor>,
        cut: &mut Vec<String>,
    ) -> Result<Listed, IndexError> {
        let by_score = request.sort == Sort::Relevance;
        let floor = Cell::new(0.0);
        let want = match by_score {
            true => Want::Scores(Scoring { average_length: self.engine.average_length()?, floor: &floor }),
            false => Want::Mentions,
        };
        let mut counter = Counter::default();
        let after = after.map(|c| (c.rank, c.place));
        let mut page = Page::new(size, after);
        let mut groups = request.group.map(Groups::new);
        let mut facets = request.facets.then(FacetCounter::default);
        let mut finished = Vec::new();
        // Where the engine counts and lists by itself, the first of a page and what it did not count are looked at.
        let counted = match self.count_by_engine(request, plan, facets.as_mut(), groups.as_mut())? {
            false => None,
            true => self.engine.totals(plan)?,
        };
        let open = |part: &Part<'_>| Columns::open(self, part, request);
        let counts = Cell::new(true);
        let mut each = |columns: &mut Columns, batch: &Batch| {
            if counts.get() {
                counter.add(&mut columns.runs, batch);
            }
            columns.order.rank(request.sort, batch, floor.get());
            for &(i, rank) in &columns.order.ranks {
                if groups.is_none() && !page.may_take(rank) {
                    continue;
                }
                let doc = batch.docs[i];
                let (address, place) = (columns.addresses.of(doc), columns.places.get_val(doc));
                let passage = Ranked { rank, place, address, mentions: batch.mentions[i] };
                match &mut groups {
                    Some(groups) => groups.add(passage, columns.run_of_groups.run_of(doc)),
                    None => page.add(passage),
                }
            }
            if by_score && groups.is_none() {
                floor.set(page.floor());
            }
            if let (true, Some(facets), Some(columns)) = (counts.get(), &mut facets, &mut columns.facets) {
                facets.add(columns, batch);
            }
        };
        let mut close = |columns: Columns| finished.extend(columns.facets);
        if counted.is_none() {
            self.for_each_batch(plan, want, open, &mut each, &mut close)?.report(cut);
        }
        if counted.is_some_and(|counted| counted.has_more) {
            self.for_each_batch_of(plan, Extent::Uncounted, want, open, &mut each, &mut close)?.report(cut);
        }
        if counted.is_some() && size > 0 && request.group.is_none() {
            counts.set(false);
            let first = Extent::First(First { sort: request.sort, size: size + 1, after });
            self.for_each_batch_of(plan, first, want, open, &mut each, &mut close)?.report(cut);
        }
        let total = self.together(plan, counted, &counter)?;
        let mut in_group = HashMap::new();
        for (best, count) in groups.into_iter().flat_map(Groups::finish) {
            in_group.insert(best.address, count);
            page.add(best);
        }
        for columns in finished {
            if let Some(facets) = &mut facets {
                facets.take(columns);
            }
        }
        let (mut page, more) = page.finish();
        self.fill_in_mentions(plan, &mut page)?;
        Ok(Listed { total, page, more, in_group, facets: facets.map(FacetCounter::finish) })
    }

    /// Whether the engine counts and lists by itself all that is asked for; facets and groups take what it counted.
    fn count_by_engine(
        &self,
        request: &SearchRequest,
        plan: &Plan,
        facets: Option<&mut FacetCounter>,
        groups: Option<&mut Groups>,
    ) -> Result<bool, IndexError> {
        if !self.engine.lists(plan, request.sort)? {
            return Ok(false);
        }
        if let Some(facets) = facets {
            let Some(tallied) = self.engine.tallies(plan, &FacetCounter::COLUMNS)? else { return Ok(false) };
            facets.add_tallied(tallied);
        }
        if let (Some(groups), Some(by)) = (groups, request.group) {
            let best = self.engine.groups(plan, request.sort, by)?;
            best.into_iter().flatten().for_each(|best| groups.add_best(best));
        }
        Ok(true)
    }

    /// Mentions of the best of groups that the engine told.
    fn fill_in_mentions(&self, plan: &Plan, page: &mut [Ranked]) -> Result<(), IndexError> {
        let unknown: Vec<&mut Ranked> = page.iter_mut().filter(|passage| passage.mentions == 0).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let at: Vec<Address> = unknown.iter().map(|passage| passage.address).collect();
        let mentions = self.engine.mentions_in(plan, &at)?;
        unknown.into_iter().zip(mentions).for_each(|(passage, mentions)| passage.mentions = mentions);
        Ok(())
    }

    /// The stored entry of a passage.
    pub(crate) fn entry_at(&self, address: Address) -> Result<Entry, IndexError> {
        let mut entries = self.engine.entries(&[address])?;
        entries.pop().ok_or_else(|| self.lost())
    }

    /// The stored entries of passages, one after another; as many are read at once as the engine likes.
    pub(crate) fn entries_at(&self, addresses: Vec<Address>) -> impl Iterator<Item = Result<Entry, IndexError>> + '_ {
        let mut waiting = addresses.into_iter();
        let mut read = Vec::new().into_iter();
        std::iter::from_fn(move || {
            if let Some(entry) = read.next() {
                return Some(Ok(entry));
            }
            let next: Vec<Address> = waiting.by_ref().take(self.engine.read_ahead()).collect();
            if next.is_empty() {
                return None;
            }
            match self.engine.entries(&next) {
                Ok(entries) => {
                    read = entries.into_iter();
                    read.next().map(Ok)
                }
                Err(error) => Some(Err(error)),
            }
        })
    }

    pub(super) fn lost(&self) -> IndexError {
        IndexError::Damaged { folder: self.folder.clone(), cause: "a passage that was found is not there".to_owned() }
    }
}
