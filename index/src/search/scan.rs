//! A plan over the postings of one segment: passage after passage that matches, with what counts in it.
//!
//! Matching has two steps, so that filters are looked at before positions are read: [`Scan::seek`] finds a passage that
//! has the words, [`Scan::matches`] checks columns, exclusions and then positions. The names are those of
//! `tantivy::DocSet`; why its queries are not used is told in ARCHITECTURE.

use super::leapfrog::{leapfrog, rarest_first, seek_postings};
use super::matched::Matched;
use super::position_matcher::PositionMatcher;
use super::score::Norms;
use super::spans::Span;
use crate::cache::Numbers;
use crate::plan::{Check, Counts, MentionUnit, Pattern, Plan};
use crate::read::Snapshot;
use rustc_hash::FxHashSet;
use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

/// A plan on its way through a segment.
pub(crate) enum Scan {
    Everything {
        max: u32,
    },
    Find(Box<PositionMatcher>),
    HasTerms {
        postings: Vec<SegmentPostings>,
        order: Vec<usize>,
    },
    Check(Checked),
    All(Conjunction),
    Any {
        parts: Vec<Scan>,
        /// The passage that each part was last sought to.
        reached: Vec<u32>,
        holds: Vec<bool>,
        /// Whether no two parts share a word of the index, so that no occurrence is one of both.
        apart: bool,
    },
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
            Plan::Any(plans) => Scan::Any {
                parts: open_all(plans, true)?,
                reached: vec![0; plans.len()],
                holds: vec![false; plans.len()],
                apart: are_apart(plans),
            },
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
                if driving.len() == 1 && counted == [0] && checks.is_empty() && without.is_empty() {
                    // Filters that every passage of the segment passes leave nothing to be checked.
                    return Ok(driving.remove(0));
                }
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
            Scan::Any { parts, reached, .. } => {
                for (part, reached) in parts.iter_mut().zip(reached.iter_mut()) {
                    // 0 is where nothing was sought yet.
                    if *reached < target || target == 0 {
                        *reached = part.seek(target);
                    }
                }
                reached.iter().copied().min().unwrap_or(TERMINATED)
            }
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
            Scan::Any { parts, reached, holds, .. } => {
                for ((part, reached), holds) in parts.iter_mut().zip(reached).zip(holds.iter_mut()) {
                    *holds = *reached == doc && part.matches(doc);
                }
                holds.contains(&true)
            }
        }
    }

    /// How many mentions the matching passage holds; a passage found by filters alone is one.
    fn count_mentions(&mut self) -> u64 {
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
            Scan::Any { parts, holds, apart: true, .. } => {
                let mut held = parts.iter_mut().zip(holds.iter()).filter(|(_, holds)| **holds).map(|(part, _)| part);
                held.try_fold(0, |sum, part| Some(sum + part.frequency()?))
            }
            Scan::Any { .. } => None,
        }
    }

    fn collect(&mut self, occurrences: &mut Vec<Span>, passages: &mut u64) {
        match self {
            Scan::Everything { .. } | Scan::HasTerms { .. } | Scan::Check(_) => {}
            Scan::Find(places) => occurrences.extend(places.occurrences()),
            Scan::All(Conjunction { passage: true, .. }) => *passages += 1,
            Scan::All(Conjunction { parts, counted, .. }) => {
                counted.iter().for_each(|&i| parts[i].collect(occurrences, passages));
            }
            Scan::Any { parts, holds, .. } => {
                let held = parts.iter_mut().zip(holds.iter()).filter(|(_, holds)| **holds);
                held.for_each(|(part, _)| part.collect(occurrences, passages));
            }
        }
    }

    /// How often the words of a part stand in the matching passage; `None` where places tell it.
    fn frequency(&self) -> Option<u64> {
        let Scan::Find(matcher) = self else { return None };
        matcher.frequency()
    }
}

impl Matched for Scan {
    fn mentions(&mut self, _: DocId) -> u64 {
        self.count_mentions()
    }

    fn score_bound(&self, mentions: u64) -> f32 {
        match self {
            Scan::Find(matcher) => Norms::score_bound(matcher.idf, mentions as f32),
            Scan::Any { parts, apart: true, .. } => {
                // The score grows ever slower with the count, so that equal shares for all parts are the most.
                let idf = parts.iter().map(|part| if let Scan::Find(matcher) = part { matcher.idf } else { f32::MAX });
                let count = parts.len() as f32;
                count * Norms::score_bound(idf.fold(0.0, f32::max), mentions as f32 / count)
            }
            _ => f32::MAX,
        }
    }

    fn score(&mut self, doc: DocId, norms: &Norms) -> f32 {
        match self {
            Scan::Everything { .. } | Scan::HasTerms { .. } | Scan::Check(_) => 0.0,
            Scan::Find(places) => norms.score(doc, places.idf, places.count()),
            Scan::All(Conjunction { parts, .. }) => parts.iter_mut().map(|p| p.score(doc, norms)).sum(),
            Scan::Any { parts, holds, .. } => {
                let held = parts.iter_mut().zip(holds.iter()).filter(|(_, holds)| **holds);
                held.map(|(part, _)| part.score(doc, norms)).sum()
            }
        }
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

/// Whether these are words of which none is a form of another.
pub(super) fn are_apart(plans: &[Plan]) -> bool {
    let mut seen = FxHashSet::default();
    let mut forms = plans.iter().map(|plan| match plan {
        Plan::Find(Pattern::Leaf(leaf), MentionUnit::Word) => Some(leaf),
        _ => None,
    });
    let first = plans.first().and_then(|plan| match plan {
        Plan::Find(Pattern::Leaf(leaf), _) => Some(leaf.word_match),
        _ => None,
    });
    forms.all(|leaf| {
        leaf.is_some_and(|leaf| Some(leaf.word_match) == first && leaf.terms.iter().all(|(term, _)| seen.insert(term)))
    })
}
