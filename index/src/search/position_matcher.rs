//! What is sought, by its places: words, sequences, and what stands near each other, in the passages of one segment.

use super::leapfrog::{leapfrog, rarest_first};
use super::spans::{self, Span};
use super::term_union::TermUnion;
use crate::error::IndexError;
use crate::plan::{Leaf, Pattern, Plan};
use crate::read::Snapshot;
use crate::weights;
use tantivy::postings::Postings;
use tantivy::{DocSet, SegmentReader, TERMINATED, TantivyError};

/// What is sought, by its places.
pub(crate) struct PositionMatcher {
    shape: Shape,
    /// Spans in the passage last checked, where places had to be read.
    spans: Vec<Span>,
    /// How rare it is: the weight of one occurrence in the order by relevance.
    pub(super) idf: f32,
    /// Passages in which it may stand, at most.
    pub(super) cost: u32,
    /// Parts by how few passages they have.
    order: Vec<usize>,
    /// Memory for positions, kept between passages.
    positions: Vec<u32>,
}

enum Shape {
    Leaf(TermUnion),
    Sequence(Vec<PositionMatcher>),
    Near(u32, Vec<PositionMatcher>),
    Any(Vec<PositionMatcher>),
    AndNextWord(Vec<PositionMatcher>),
}

impl PositionMatcher {
    pub(super) fn open(
        pattern: &Pattern,
        segment: &SegmentReader,
        index: &Snapshot,
        positions: bool,
    ) -> tantivy::Result<Self> {
        let open_all = |of: &[Pattern]| {
            of.iter().map(|p| PositionMatcher::open(p, segment, index, true)).collect::<Result<Vec<_>, _>>()
        };
        let (parts, shape): (_, fn(Vec<PositionMatcher>, u32) -> Shape) = match pattern {
            Pattern::Leaf(leaf) => return Self::open_leaf(leaf, segment, index, positions),
            Pattern::Sequence(parts) => (open_all(parts)?, |parts, _| Shape::Sequence(parts)),
            Pattern::Near(_, parts) => (open_all(parts)?, |parts, within| Shape::Near(within, parts)),
            Pattern::Any(parts) => (open_all(parts)?, |parts, _| Shape::Any(parts)),
            Pattern::AndNextWord(only) => {
                (open_all(std::slice::from_ref(&**only))?, |parts, _| Shape::AndNextWord(parts))
            }
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
        let words = TermUnion::open(leaf, segment, index, positions)?;
        let cost = words.cost();
        Ok(Self {
            shape: Shape::Leaf(words),
            spans: Vec::new(),
            idf: index.idf(leaf).map_err(|error| TantivyError::InternalError(error.to_string()))?,
            cost,
            order: Vec::new(),
            positions: Vec::new(),
        })
    }

    pub(super) fn seek(&mut self, target: u32) -> u32 {
        let Self { shape, order, .. } = self;
        match shape {
            Shape::Leaf(words) => words.seek(target),
            Shape::Sequence(parts) | Shape::Near(_, parts) | Shape::AndNextWord(parts) => {
                leapfrog(target, order, |i, t| parts[i].seek(t))
            }
            Shape::Any(parts) => parts.iter_mut().map(|p| p.seek(target)).min().unwrap_or(TERMINATED),
        }
    }

    /// Whether it stands in the passage that was approached; reads places only where words must stand in some order.
    pub(super) fn occurs_in(&mut self, doc: u32) -> bool {
        match &mut self.shape {
            Shape::Leaf(_) => true,
            Shape::Sequence(_) | Shape::Near(..) | Shape::AndNextWord(_) => {
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
        if matches!(self.shape, Shape::Leaf(_)) {
            self.load(doc);
        }
    }

    /// Reads the places in this passage.
    fn load(&mut self, doc: u32) {
        let Self { shape, spans, positions, .. } = self;
        match shape {
            Shape::Leaf(words) => words.read_spans(doc, positions, spans),
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
            Shape::AndNextWord(parts) => {
                spans.clear();
                for part in parts.iter_mut().filter_map(|p| p.has_places(doc).then_some(p)) {
                    spans.extend(part.spans.iter().map(|s| s.with_next_word()));
                }
            }
            Shape::Any(_) => {}
        }
    }

    /// Its positions in the passage that was sought, where it stands there as one word and in one form.
    pub(super) fn words_in(&mut self, doc: u32) -> Option<&[u32]> {
        let Shape::Leaf(words) = &mut self.shape else { return None };
        let mut here = words.all_mut().filter(|(p, _)| p.doc() == doc);
        match (here.next(), here.next()) {
            (Some((only, 1)), None) => {
                only.positions(&mut self.positions);
                Some(&self.positions)
            }
            _ => None,
        }
    }

    pub(super) fn has_places(&mut self, doc: u32) -> bool {
        let stands = self.occurs_in(doc);
        if stands {
            self.load_if_leaf(doc);
        }
        stands
    }

    /// How often it stands in the passage, where frequencies alone tell it.
    pub(super) fn frequency(&self) -> Option<u64> {
        match &self.shape {
            Shape::Leaf(words) if !words.joined_here() => Some(words.frequency()),
            _ => None,
        }
    }

    /// How often it stands in the passage.
    pub(super) fn count(&mut self) -> u64 {
        match self.frequency() {
            Some(frequency) => frequency,
            None => self.occurrences().count() as u64,
        }
    }

    /// The places themselves.
    pub(super) fn occurrences(&mut self) -> impl Iterator<Item = Span> {
        if let Shape::Leaf(words) = &self.shape {
            let doc = words.doc;
            self.load(doc);
        }
        self.spans.iter().copied()
    }
}

impl Snapshot {
    /// BM25's weight of a word or its like, by the passages of the whole index: how these fell to segments makes no
    /// difference to their order.
    pub(super) fn idf(&self, leaf: &Leaf) -> Result<f32, IndexError> {
        self.idf_cache.get_or(leaf.clone(), || {
            let (with, all) = self.engine.weight(leaf)?;
            Ok(weights::idf(with, all))
        })
    }

    /// Looks up the weights of all words of a plan, so that a scan finds them known.
    pub(crate) fn weigh(&self, plan: &Plan) -> Result<(), IndexError> {
        let mut leaves = Vec::new();
        plan.each_leaf(&mut |leaf| leaves.push(leaf));
        leaves.into_iter().try_for_each(|leaf| self.idf(leaf).map(drop))
    }
}
