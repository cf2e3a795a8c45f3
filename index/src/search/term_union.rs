//! The index terms of one word in one segment: where any of them stands, and how often.

use super::leapfrog::seek_postings;
use super::spans::{self, Span};
use crate::plan::{Leaf, WordMatch};
use crate::read::Snapshot;
use crate::text::unmarked;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

/// The index terms of a word in one segment, each with the number of words that it spans.
pub(super) struct TermUnion {
    /// Terms of which no two can begin at the same place: their frequencies add up.
    apart: Vec<(SegmentPostings, u32)>,
    /// Words that print joins, which may begin where one of the others begins: "council's" has the stem of "council".
    /// Only where one of them stands must places be compared.
    joined: Vec<(SegmentPostings, u32)>,
    /// The passage that was last sought.
    pub(super) doc: u32,
}

impl TermUnion {
    /// Opens the terms of a leaf; `positions` where places are read whatever the passage.
    pub(super) fn open(
        leaf: &Leaf,
        segment: &SegmentReader,
        index: &Snapshot,
        positions: bool,
    ) -> tantivy::Result<Self> {
        let inverted = segment.inverted_index(index.fields.text)?;
        let forms = forms(leaf, segment, index)?;
        let may_overlap = may_overlap(leaf, &forms) || positions && forms.iter().any(|form| form.joined);
        let option = match positions || may_overlap {
            true => IndexRecordOption::WithFreqsAndPositions,
            false => IndexRecordOption::WithFreqs,
        };
        let (mut apart, mut joined) = (Vec::new(), Vec::new());
        for form in forms {
            let postings = inverted.read_postings_from_terminfo(&form.info, option)?;
            if form.joined && may_overlap { &mut joined } else { &mut apart }.push((postings, form.length));
        }
        Ok(Self { apart, joined, doc: 0 })
    }

    /// Passages that have one of them, at most.
    pub(super) fn cost(&self) -> u32 {
        self.apart.iter().chain(&self.joined).fold(0, |cost, (postings, _)| cost.saturating_add(postings.doc_freq()))
    }

    /// The first passage from `target` on that has one of them.
    pub(super) fn seek(&mut self, target: u32) -> u32 {
        self.doc = match (&mut self.apart[..], &mut self.joined[..]) {
            ([(only, _)], []) => seek_postings(only, target),
            (apart, joined) => {
                let all = apart.iter_mut().chain(joined);
                all.map(|(postings, _)| seek_postings(postings, target)).min().unwrap_or(TERMINATED)
            }
        };
        self.doc
    }

    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut (SegmentPostings, u32)> {
        self.apart.iter_mut().chain(&mut self.joined)
    }

    /// Whether in the passage that was sought places must be compared to count occurrences.
    pub(super) fn joined_here(&self) -> bool {
        self.joined.iter().any(|(postings, _)| postings.doc() == self.doc)
    }

    /// Occurrences in the passage that was sought, where none overlaps another.
    pub(super) fn frequency(&self) -> u64 {
        match &self.apart[..] {
            [(only, _)] => u64::from(only.term_freq()),
            many => {
                let here = many.iter().filter(|(postings, _)| postings.doc() == self.doc);
                here.map(|(postings, _)| u64::from(postings.term_freq())).sum()
            }
        }
    }

    pub(super) fn read_spans(&mut self, doc: u32, positions: &mut Vec<u32>, spans: &mut Vec<Span>) {
        spans.clear();
        for (postings, length) in self.all_mut().filter(|(postings, _)| postings.doc() == doc) {
            postings.positions(positions);
            spans.extend(positions.iter().map(|&start| Span { start, end: start + *length }));
        }
        if self.apart.len() + self.joined.len() > 1 {
            spans::one_for_each_start(spans);
        }
    }
}

/// A term of the index that is a form of a word.
pub(super) struct Form {
    pub info: TermInfo,
    /// Words of text that it spans.
    pub length: u32,
    /// Whether print joins it, so that it may begin where another form begins.
    pub joined: bool,
}

/// The forms of a word that a segment has.
pub(super) fn forms(leaf: &Leaf, segment: &SegmentReader, index: &Snapshot) -> tantivy::Result<Vec<Form>> {
    let inverted = segment.inverted_index(index.fields.text)?;
    let mut forms = Vec::new();
    index.each_term(leaf, segment, |term, length| {
        if let Some(info) = inverted.get_term_info(&term)? {
            forms.push(Form { info, length, joined: is_joined(&term) });
        }
        Ok(())
    })?;
    Ok(forms)
}

/// Whether two of these forms may begin at one place.
pub(super) fn may_overlap(leaf: &Leaf, forms: &[Form]) -> bool {
    forms.len() > 1 && forms.iter().any(|form| form.joined) && !is_one_word(leaf)
}

/// Whether a term is one that print joins, or otherwise stands beside another at its place; plain words stand alone.
fn is_joined(term: &Term) -> bool {
    !term.value().as_str().is_some_and(|text| text.starts_with(char::is_alphanumeric))
}

/// Whether all terms of a leaf are one word in one form, joined in several ways: no two of them begin at one place.
fn is_one_word(leaf: &Leaf) -> bool {
    let mut words = leaf.terms.iter().map(|(term, _)| unmarked(term).0);
    let first = words.next();
    leaf.word_match == WordMatch::Exact && words.all(|word| Some(word) == first)
}
