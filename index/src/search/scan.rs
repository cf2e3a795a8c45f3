//! A plan over the postings of one segment: passage after passage that matches, with what counts in it.
//!
//! Matching has two steps, so that filters are looked at before positions are read: [`Scan::seek`] finds a passage that
//! has the words, [`Scan::matches`] checks columns, exclusions and then positions. The names are those of
//! `tantivy::DocSet`; why its queries are not used is told in ARCHITECTURE.

use super::score::Norms;
use super::spans::{self, Span};
use crate::cache::Numbers;
use crate::plan::{Check, Counts, Leaf, MentionUnit, Pattern, Plan};
use crate::read::Snapshot;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

/// A plan on its way through a segment.
pub(crate) enum Scan {
    Everything { max: u32 },
    Find(Box<PositionMatcher>),
    HasTerms { postings: Vec<SegmentPostings>, order: Vec<usize> },
    Check(Checked),
    All(Conjunction),
    Any { parts: Vec<Scan>, holds: Vec<bool> },
}

/// Parts that must all match.
pub(crate) struct Conjunction {
    parts: Vec<Scan>,
    /// The parts by how few passages they have: the rarest leads.
    order: Vec<usize>,
    checks: Vec<Checked>,
    without: Vec<Scan>,
    /// Parts whose occurrences are mentions.
    counted: Vec<usize>,
    /// Whether the passage as a whole is one mention.
    passage: bool,
}

/// What is sought, by its places.
pub(crate) struct PositionMatcher {
    shape: Shape,
    /// Spans in the passage last checked, where places had to be read.
    spans: Vec<Span>,
    /// How rare it is: the weight of one occurrence in the order by relevance.
    idf: f32,
    /// Passages in which it may stand, at most.
    cost: u32,
    /// Parts by how few passages they have.
    order: Vec<usize>,
    /// Memory for positions, kept between passages.
    positions: Vec<u32>,
}

enum Shape {
    Leaf { postings: Vec<(SegmentPostings, u32)>, plain: bool },
    Sequence(Vec<PositionMatcher>),
    Near(u32, Vec<PositionMatcher>),
    Any(Vec<PositionMatcher>),
}

/// A column and what it must say.
pub(crate) struct Checked {
    values: Numbers,
    check: Check,
}

impl Scan {
    /// Opens a plan in a segment.
    pub fn open(plan: &Plan, segment: &SegmentReader, index: &Snapshot) -> tantivy::Result<Self> {
        Self::open_part(plan, segment, index, false)
    }

    /// `needs_positions`: another part compares its positions with those of this one.
    fn open_part(
        plan: &Plan,
        segment: &SegmentReader,
        index: &Snapshot,
        needs_positions: bool,
    ) -> tantivy::Result<Self> {
        let open_all = |plans: &[Plan], needs_positions| {
            plans.iter().map(|p| Scan::open_part(p, segment, index, needs_positions)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match plan {
            Plan::Everything => Scan::Everything { max: segment.max_doc() },
            Plan::Find(pattern, weight) => {
                let positions =
                    needs_positions || *weight == MentionUnit::Phrase || !matches!(pattern, Pattern::Leaf(_));
                Scan::Find(Box::new(PositionMatcher::open(pattern, segment, index, positions)?))
            }
            Plan::HasTerms(field, terms) => {
                let postings = term_postings(*field, terms, segment)?;
                let order = rarest_first(postings.iter().map(SegmentPostings::doc_freq));
                Scan::HasTerms { postings, order }
            }
            Plan::Check(check) => Scan::Check(Checked::open(check, segment, index)?),
            Plan::Any(plans) => Scan::Any { parts: open_all(plans, true)?, holds: vec![false; plans.len()] },
            Plan::All { parts, without, counts } => {
                let needs_positions = needs_positions || matches!(counts, Counts::Parts(list) if list.len() > 1);
                let (mut driving, mut checks, mut counted) = (Vec::new(), Vec::new(), Vec::new());
                for (i, part) in parts.iter().enumerate() {
                    match part {
                        Plan::Check(check) => {
                            checks.extend(Some(Checked::open(check, segment, index)?).filter(|c| !c.all()))
                        }
                        part => {
                            if matches!(counts, Counts::Parts(list) if list.contains(&i)) {
                                counted.push(driving.len());
                            }
                            driving.push(Scan::open_part(part, segment, index, needs_positions)?);
                        }
                    }
                }
                if driving.is_empty() {
                    driving.push(Scan::Everything { max: segment.max_doc() });
                }
                let passage = *counts == Counts::Passage;
                let order = rarest_first(driving.iter().map(Scan::cost));
                let without = open_all(without, false)?;
                Scan::All(Conjunction { parts: driving, order, checks, without, counted, passage })
            }
        })
    }

    /// The first passage from `target` on that may match.
    pub fn seek(&mut self, target: u32) -> u32 {
        match self {
            Scan::Everything { max } => {
                if target < *max {
                    target
                } else {
                    TERMINATED
                }
            }
            Scan::Find(places) => places.seek(target),
            Scan::HasTerms { postings, order } => leapfrog(target, order, |i, t| seek_postings(&mut postings[i], t)),
            Scan::Check(checked) => checked.seek(target),
            Scan::All(Conjunction { parts, order, .. }) => leapfrog(target, order, |i, t| parts[i].seek(t)),
            Scan::Any { parts, .. } => parts.iter_mut().map(|p| p.seek(target)).min().unwrap_or(TERMINATED),
        }
    }

    /// Passages that may match, at most.
    fn cost(&self) -> u32 {
        match self {
            Scan::Everything { max } => *max,
            Scan::Find(places) => places.cost,
            Scan::HasTerms { postings, .. } => postings.iter().map(SegmentPostings::doc_freq).min().unwrap_or(0),
            Scan::Check(checked) => checked.values.num_vals(),
            Scan::All(all) => all.parts.iter().map(Scan::cost).min().unwrap_or(0),
            Scan::Any { parts, .. } => parts.iter().map(Scan::cost).fold(0, u32::saturating_add),
        }
    }

    /// Whether the passage that was approached matches.
    pub fn matches(&mut self, doc: u32) -> bool {
        match self {
            Scan::Everything { .. } | Scan::HasTerms { .. } => true,
            Scan::Check(checked) => checked.holds(doc),
            Scan::Find(places) => places.occurs_in(doc),
            Scan::All(Conjunction { parts, checks, without, .. }) => {
                checks.iter().all(|c| c.holds(doc))
                    && parts.iter_mut().all(|p| p.matches(doc))
                    && !without.iter_mut().any(|w| w.seek(doc) == doc && w.matches(doc))
            }
            Scan::Any { parts, holds } => {
                for (part, holds) in parts.iter_mut().zip(holds.iter_mut()) {
                    *holds = part.seek(doc) == doc && part.matches(doc);
                }
                holds.contains(&true)
            }
        }
    }

    /// How many mentions the matching passage holds; a passage found by filters alone is one.
    pub fn mentions(&mut self) -> u64 {
        if let Some(count) = self.single_count() {
            return count;
        }
        let (mut occurrences, mut passages) = (Vec::new(), 0);
        self.collect(&mut occurrences, &mut passages);
        occurrences.sort_unstable();
        occurrences.dedup();
        (occurrences.len() as u64 + passages).max(1)
    }

    /// The count where nothing needs comparing: one thing is counted.
    fn single_count(&mut self) -> Option<u64> {
        match self {
            Scan::Everything { .. } | Scan::HasTerms { .. } | Scan::Check(_) => Some(1),
            Scan::Find(places) => Some(places.count()),
            Scan::All(Conjunction { passage: true, .. }) => Some(1),
            Scan::All(all) => match all.counted[..] {
                [] => Some(1),
                [only] => all.parts[only].single_count(),
                _ => None,
            },
            Scan::Any { .. } => None,
        }
    }

    fn collect(&mut self, occurrences: &mut Vec<Span>, passages: &mut u64) {
        match self {
            Scan::Everything { .. } | Scan::HasTerms { .. } | Scan::Check(_) => {}
            Scan::Find(places) => occurrences.extend(places.read()),
            Scan::All(Conjunction { passage: true, .. }) => *passages += 1,
            Scan::All(Conjunction { parts, counted, .. }) => {
                counted.iter().for_each(|&i| parts[i].collect(occurrences, passages));
            }
            Scan::Any { parts, holds } => {
                let held = parts.iter_mut().zip(holds.iter()).filter(|(_, holds)| **holds);
                held.for_each(|(part, _)| part.collect(occurrences, passages));
            }
        }
    }

    /// How well the matching passage fits: BM25 over what was sought.
    pub fn score(&mut self, doc: u32, norms: &Norms) -> f32 {
        match self {
            Scan::Everything { .. } | Scan::HasTerms { .. } | Scan::Check(_) => 0.0,
            Scan::Find(places) => norms.score(doc, places.idf, places.count()),
            Scan::All(Conjunction { parts, .. }) => parts.iter_mut().map(|p| p.score(doc, norms)).sum(),
            Scan::Any { parts, holds } => {
                let held = parts.iter_mut().zip(holds.iter()).filter(|(_, holds)| **holds);
                held.map(|(part, _)| part.score(doc, norms)).sum()
            }
        }
    }
}

impl PositionMatcher {
    fn open(pattern: &Pattern, segment: &SegmentReader, index: &Snapshot, positions: bool) -> tantivy::Result<Self> {
        let open_all = |of: &[Pattern]| {
            of.iter().map(|p| PositionMatcher::open(p, segment, index, true)).collect::<Result<Vec<_>, _>>()
        };
        let (parts, shape): (_, fn(Vec<PositionMatcher>, u32) -> Shape) = match pattern {
            Pattern::Leaf(leaf) => return Self::open_leaf(leaf, segment, index, positions),
            Pattern::Sequence(parts) => (open_all(parts)?, |parts, _| Shape::Sequence(parts)),
            Pattern::Near(_, parts) => (open_all(parts)?, |parts, within| Shape::Near(within, parts)),
            Pattern::Any(parts) => (open_all(parts)?, |parts, _| Shape::Any(parts)),
        };
        let within = if let Pattern::Near(within, _) = pattern { *within } else { 0 };
        let any = matches!(pattern, Pattern::Any(_));
        let costs = parts.iter().map(|p| p.cost);
        let cost = if any { costs.fold(0, u32::saturating_add) } else { costs.min().unwrap_or(0) };
        let idfs = parts.iter().map(|p| p.idf);
        let idf = if any { idfs.fold(0.0, f32::max) } else { idfs.sum() };
        let order = rarest_first(parts.iter().map(|p| p.cost));
        Ok(Self { shape: shape(parts, within), spans: Vec::new(), idf, cost, order, positions: Vec::new() })
    }

    fn open_leaf(leaf: &Leaf, segment: &SegmentReader, index: &Snapshot, positions: bool) -> tantivy::Result<Self> {
        let inverted = segment.inverted_index(index.fields.text)?;
        // Forms that may stand at the same place would be counted twice by their frequencies.
        let plain = leaf.terms.iter().all(|(term, length)| *length == 1 && term.starts_with(char::is_alphanumeric));
        let option =
            if positions || !plain { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
        let (mut postings, mut passages) = (Vec::new(), 0u64);
        index.each_term(leaf, segment, |term, length| {
            if let Some(found) = inverted.read_postings(&term, option)? {
                passages += u64::from(found.doc_freq());
                postings.push((found, length));
            }
            Ok(())
        })?;
        // A joined form that this segment does not have costs nothing here.
        let plain = plain || postings.iter().all(|(_, length)| *length == 1) && postings.len() == 1;
        let idf = index.idf(leaf)?;
        let cost = u32::try_from(passages).unwrap_or(u32::MAX);
        Ok(Self {
            shape: Shape::Leaf { postings, plain },
            spans: Vec::new(),
            idf,
            cost,
            order: Vec::new(),
            positions: Vec::new(),
        })
    }

    fn seek(&mut self, target: u32) -> u32 {
        let Self { shape, order, .. } = self;
        match shape {
            Shape::Leaf { postings, .. } => match &mut postings[..] {
                [(only, _)] => seek_postings(only, target),
                many => many.iter_mut().map(|(p, _)| seek_postings(p, target)).min().unwrap_or(TERMINATED),
            },
            Shape::Sequence(parts) | Shape::Near(_, parts) => leapfrog(target, order, |i, t| parts[i].seek(t)),
            Shape::Any(parts) => parts.iter_mut().map(|p| p.seek(target)).min().unwrap_or(TERMINATED),
        }
    }

    /// Whether it stands in the passage that was approached; reads places only where words must stand in some order.
    fn occurs_in(&mut self, doc: u32) -> bool {
        match &mut self.shape {
            Shape::Leaf { .. } => true,
            Shape::Sequence(_) | Shape::Near(..) => {
                self.load(doc);
                !self.spans.is_empty()
            }
            Shape::Any(parts) => {
                // What does not hold must not be read: its postings stand elsewhere.
                self.spans.clear();
                for part in parts.iter_mut() {
                    if part.seek(doc) == doc && part.occurs_in(doc) {
                        part.load_if_leaf(doc);
                        self.spans.extend_from_slice(&part.spans);
                    }
                }
                self.spans.sort_unstable();
                self.spans.dedup();
                !self.spans.is_empty()
            }
        }
    }

    fn load_if_leaf(&mut self, doc: u32) {
        if matches!(self.shape, Shape::Leaf { .. }) {
            self.load(doc);
        }
    }

    /// Reads the places in this passage.
    fn load(&mut self, doc: u32) {
        let Self { shape, spans, positions, .. } = self;
        match shape {
            Shape::Leaf { postings, .. } => {
                spans.clear();
                for (postings, length) in postings.iter_mut().filter(|(p, _)| p.doc() == doc) {
                    postings.positions(positions);
                    spans.extend(positions.iter().map(|&start| Span { start, end: start + *length }));
                }
                if postings.len() > 1 {
                    spans::one_for_each_start(spans);
                }
            }
            Shape::Sequence(parts) => {
                if let [first, second] = &mut parts[..]
                    && let (Some(first), Some(second)) = (first.words_in(doc), second.words_in(doc))
                {
                    spans::neighbours(first, second, spans);
                } else if !parts.iter_mut().all(|p| p.has_places(doc)) {
                    spans.clear();
                } else if let [first, second] = &parts[..] {
                    spans::in_sequence(&[&first.spans, &second.spans], spans);
                } else {
                    let lists: Vec<&[Span]> = parts.iter().map(|p| &p.spans[..]).collect();
                    spans::in_sequence(&lists, spans);
                }
            }
            Shape::Near(within, parts) => {
                if parts.iter_mut().all(|p| p.has_places(doc)) {
                    let lists: Vec<&[Span]> = parts.iter().map(|p| &p.spans[..]).collect();
                    let mut occurrences = Vec::new();
                    spans::near(&lists, *within, &mut occurrences);
                    spans.clear();
                    spans.extend(occurrences.chunks(lists.len().max(1)).map(spans::enclosing));
                } else {
                    spans.clear();
                }
            }
            Shape::Any(_) => {}
        }
    }

    /// Its positions in the passage that was approached, where it stands there as one word and in one form.
    fn words_in(&mut self, doc: u32) -> Option<&[u32]> {
        let Shape::Leaf { postings, .. } = &mut self.shape else { return None };
        let mut here = postings.iter_mut().filter(|(p, _)| p.doc() == doc);
        match (here.next(), here.next()) {
            (Some((only, 1)), None) => {
                only.positions(&mut self.positions);
                Some(&self.positions)
            }
            _ => None,
        }
    }

    fn has_places(&mut self, doc: u32) -> bool {
        let stands = self.occurs_in(doc);
        if stands {
            self.load_if_leaf(doc);
        }
        stands
    }

    /// How often it stands in the passage.
    fn count(&mut self) -> u64 {
        match &mut self.shape {
            Shape::Leaf { postings, plain: true } => {
                let doc = postings.iter().map(|(p, _)| p.doc()).min().unwrap_or(TERMINATED);
                postings.iter().filter(|(p, _)| p.doc() == doc).map(|(p, _)| u64::from(p.term_freq())).sum()
            }
            _ => self.read().count() as u64,
        }
    }

    /// The places themselves.
    fn read(&mut self) -> impl Iterator<Item = Span> {
        if let Shape::Leaf { postings, .. } = &self.shape {
            let doc = postings.iter().map(|(p, _)| p.doc()).min().unwrap_or(TERMINATED);
            self.load(doc);
        }
        self.spans.iter().copied()
    }
}

impl Checked {
    fn open(check: &Check, segment: &SegmentReader, index: &Snapshot) -> tantivy::Result<Self> {
        Ok(Self { values: index.numbers(segment, check.column())?, check: check.clone() })
    }

    /// Whether every passage of the segment passes, as far as its least and greatest value tell.
    fn all(&self) -> bool {
        self.check.holds_between(self.values.min_value(), self.values.max_value())
    }

    fn holds(&self, doc: u32) -> bool {
        self.check.holds(self.values.get_val(doc))
    }

    fn seek(&self, target: u32) -> u32 {
        (target..self.values.num_vals()).find(|&doc| self.holds(doc)).unwrap_or(TERMINATED)
    }
}

/// The postings of every term, or of none where one is missing.
fn term_postings(field: Field, terms: &[String], segment: &SegmentReader) -> tantivy::Result<Vec<SegmentPostings>> {
    let inverted = segment.inverted_index(field)?;
    let mut postings = Vec::new();
    for term in terms {
        match inverted.read_postings(&Term::from_field_text(field, term), IndexRecordOption::Basic)? {
            Some(found) => postings.push(found),
            None => return Ok(vec![SegmentPostings::empty()]),
        }
    }
    Ok(postings)
}

fn seek_postings(postings: &mut SegmentPostings, target: u32) -> u32 {
    if postings.doc() < target { postings.seek(target) } else { postings.doc() }
}

/// Positions of parts, those with the fewest passages first.
fn rarest_first(costs: impl Iterator<Item = u32>) -> Vec<usize> {
    let costs: Vec<u32> = costs.collect();
    let mut order: Vec<usize> = (0..costs.len()).collect();
    order.sort_by_key(|&i| costs[i]);
    order
}

/// The first passage from `target` on at which all lists meet.
fn leapfrog(target: u32, order: &[usize], mut seek: impl FnMut(usize, u32) -> u32) -> u32 {
    let Some((&rarest, others)) = order.split_first() else { return TERMINATED };
    let mut doc = seek(rarest, target);
    'again: while doc != TERMINATED {
        for &other in others {
            let next = seek(other, doc);
            if next != doc {
                doc = if next == TERMINATED { TERMINATED } else { seek(rarest, next) };
                continue 'again;
            }
        }
        return doc;
    }
    TERMINATED
}

impl Snapshot {
    /// BM25's weight of a word or its like, by the passages of the whole index: how these fell to segments makes no
    /// difference to their order.
    fn idf(&self, leaf: &Leaf) -> tantivy::Result<f32> {
        self.idf_cache.get_or(leaf.clone(), || {
            let (mut all, mut with) = (0.0, 0.0);
            for segment in self.searcher.segment_readers() {
                let inverted = segment.inverted_index(self.fields.text)?;
                self.each_term(leaf, segment, |term, _| {
                    with += f64::from(inverted.doc_freq(&term)?);
                    Ok(())
                })?;
                all += f64::from(segment.max_doc());
            }
            Ok((1.0 + (all - with.min(all) + 0.5) / (with + 0.5)).ln() as f32)
        })
    }
}
