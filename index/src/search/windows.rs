//! Words counted by windows: some thousand passages of a segment at a time, whole blocks of postings after each other.
//!
//! A scan ([`super::scan`]) goes from passage to passage, which is right where places must be compared, or where the rarest
//! word leaves few passages. Where single words are counted and many passages have them, the steps cost more than the
//! words: here each list is unpacked once, frequencies are added up in an array, and bits tell what matches. Only passages
//! in which print joins words ("plan-ning" is "planning" and "plan") are left to the scan: there places decide what is one
//! mention.

mod bits;
mod list;

use super::columns::BatchColumn;
use super::matched::Matched;
use super::scan::are_apart;
use super::score::Norms;
use super::term_union;
use crate::plan::{Check, Counts, Leaf, MentionUnit, Pattern, Plan};
use crate::read::Snapshot;
use bits::{Bits, WIDTH};
use list::List;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, TERMINATED, TantivyError, Term};

/// How many times fewer passages the rarest part of a conjunction may have than the others together. Where it has still
/// fewer, going from one of its passages to the next unpacks less.
const MOST_TIMES_RARER: u64 = 16;

/// A plan of words on its way through a segment.
pub(super) struct Windows {
    /// What must stand in a passage, in the order of the plan.
    parts: Vec<Part>,
    /// The parts by how few passages they have.
    order: Vec<usize>,
    checks: Vec<(Check, BatchColumn)>,
    without: Vec<Part>,
    /// The part whose occurrences are mentions; without one the passage is a mention.
    counted: Option<usize>,
    /// First passage of the window.
    base: DocId,
    /// First passage behind the window.
    end: DocId,
}

enum Part {
    /// Any of these words.
    Words(Vec<Word>),
    /// Any of these values of a field of names or ids, each of which is all of some terms.
    Values(Vec<Vec<List>>),
}

/// A word in all its forms.
struct Word {
    plain: Vec<List>,
    /// Forms that may begin at the place of another.
    joined: Vec<List>,
    idf: f32,
    /// What it adds to a score at most, by how often it stands in a passage; the last is for all that is more often.
    most: [f32; 16],
    /// How often it stands in each passage of the window.
    frequencies: Box<[u32; WIDTH]>,
    present: Bits,
    /// Passages in which a joined form stands.
    has_joined: Bits,
}

impl Windows {
    /// Opens a plan that is counted by windows; `None` where a scan must count it, or is quicker.
    pub fn open(plan: &Plan, segment: &SegmentReader, index: &Snapshot) -> tantivy::Result<Option<Self>> {
        let Some(Shape { parts, checks, without, counted }) = Shape::new(plan) else { return Ok(None) };
        let open_all = |parts: &[&Plan]| -> tantivy::Result<Vec<Part>> {
            parts.iter().map(|part| Part::open(part, segment, index)).collect()
        };
        let parts = open_all(&parts)?;
        let costs: Vec<u64> = parts.iter().map(Part::cost).collect();
        let rarest = costs.iter().copied().min().unwrap_or_default();
        if rarest * MOST_TIMES_RARER < costs.iter().sum::<u64>() - rarest {
            return Ok(None);
        }
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|&part| costs[part]);
        let mut columns = Vec::new();
        for check in checks {
            let values = index.numbers(segment, check.column())?;
            if !check.holds_between(values.min_value(), values.max_value()) {
                columns.push((check.clone(), BatchColumn::open(index, segment, check.column())?));
            }
        }
        let without = open_all(&without)?;
        Ok(Some(Self { parts, order, checks: columns, without, counted, base: 0, end: 0 }))
    }

    /// Goes to the next window in which passages match and puts them into `found`; `false` when there is none left.
    pub fn next(&mut self, found: &mut Vec<DocId>) -> bool {
        found.clear();
        while found.is_empty() {
            let next = self.end;
            let first = self.parts.iter_mut().map(|part| part.seek(next)).max().unwrap_or(TERMINATED);
            if first == TERMINATED {
                return false;
            }
            let base = first - first % WIDTH as u32;
            let end = base + WIDTH as u32;
            (self.base, self.end) = (base, end);
            match self.lone_list() {
                Some(word) => word.load_alone(base, end, found),
                None => self.matching().each(|i| found.push(base + i)),
            }
            for (check, column) in &mut self.checks {
                let mut values = column.values_of(found).iter();
                found.retain(|_| values.next().is_some_and(|&value| check.holds(value)));
            }
        }
        true
    }

    /// The word, where one list of postings is all there is to read.
    fn lone_list(&mut self) -> Option<&mut Word> {
        match (&mut self.parts[..], &self.without[..]) {
            ([Part::Words(words)], []) => match &mut words[..] {
                [word] if word.joined.is_empty() && word.plain.len() == 1 => Some(word),
                _ => None,
            },
            _ => None,
        }
    }

    /// Passages of the window that have all parts and nothing that is excluded.
    fn matching(&mut self) -> Bits {
        let mut matching = Bits::ALL;
        for &part in &self.order {
            matching.keep(&self.parts[part].load(self.base, self.end));
            if matching.is_empty() {
                return matching;
            }
        }
        for part in &mut self.without {
            matching.remove(&part.load(self.base, self.end));
        }
        matching
    }

    /// Whether print joins words in this passage of the window, so that places must be compared.
    pub fn has_joined(&self, doc: DocId) -> bool {
        let i = doc - self.base;
        self.words().any(|word| word.has_joined.has(i))
    }

    /// Whether there is such a passage in the window.
    pub fn has_any_joined(&self) -> bool {
        self.words().any(|word| !word.has_joined.is_empty())
    }

    /// Adds the mentions in these passages of the window to a list.
    pub fn mentions_of(&self, docs: &[DocId], mentions: &mut Vec<u64>) {
        let from = mentions.len();
        match self.counted.map(|part| &self.parts[part]) {
            Some(Part::Words(words)) => {
                mentions.resize(from + docs.len(), 0);
                for word in words {
                    let times = docs.iter().map(|doc| u64::from(word.frequency(doc - self.base)));
                    mentions[from..].iter_mut().zip(times).for_each(|(mentions, times)| *mentions += times);
                }
            }
            Some(Part::Values(_)) | None => mentions.resize(from + docs.len(), 1),
        }
    }

    /// How many mentions a passage must have so that its score can reach a floor.
    pub fn least_mentions(&self, floor: f32) -> u64 {
        // The bound grows with the mentions; beyond some dozens it hardly does.
        (1..=64).find(|&mentions| self.score_bound(mentions) >= floor).unwrap_or(0)
    }

    /// The score of a passage of the window if it can reach a floor, else 0: most cannot, which is told without a look at
    /// their lengths.
    pub fn score_reaching(&mut self, doc: DocId, floor: f32, norms: &Norms) -> f32 {
        let i = doc - self.base;
        let of_word = |word: &Word| word.most[(word.frequency(i) as usize).min(word.most.len() - 1)];
        // Of a single word the least number of mentions says the same.
        let reaches = self.lone_word().is_some() || self.words().map(of_word).sum::<f32>() >= floor;
        if reaches { self.score(doc, norms) } else { 0.0 }
    }

    /// The word, where its mentions alone make the score.
    fn lone_word(&self) -> Option<&Word> {
        match &self.parts[..] {
            [Part::Words(words)] if words.len() == 1 => words.first(),
            _ => None,
        }
    }

    fn words(&self) -> impl Iterator<Item = &Word> {
        self.parts.iter().flat_map(|part| if let Part::Words(words) = part { &words[..] } else { &[] })
    }
}

impl Matched for Windows {
    fn mentions(&mut self, doc: DocId) -> u64 {
        match self.counted.map(|part| &self.parts[part]) {
            Some(Part::Words(words)) => words.iter().map(|word| u64::from(word.frequency(doc - self.base))).sum(),
            Some(Part::Values(_)) | None => 1,
        }
    }

    fn score_bound(&self, mentions: u64) -> f32 {
        let [Part::Words(words)] = &self.parts[..] else { return f32::MAX };
        // The score grows ever slower with the count, so that equal shares for all words are the most.
        let count = words.len() as f32;
        let idf = words.iter().map(|word| word.idf).fold(0.0, f32::max);
        count * Norms::score_bound(idf, mentions as f32 / count)
    }

    fn score(&mut self, doc: DocId, norms: &Norms) -> f32 {
        let i = doc - self.base;
        let of_part = |part: &Part| match part {
            Part::Words(words) => {
                let here = words.iter().filter(|word| word.frequency(i) > 0);
                here.map(|word| norms.score(doc, word.idf, u64::from(word.frequency(i)))).sum()
            }
            Part::Values(_) => 0.0,
        };
        self.parts.iter().map(of_part).sum::<f32>()
    }
}

/// A plan taken apart as windows need it.
struct Shape<'a> {
    parts: Vec<&'a Plan>,
    checks: Vec<&'a Check>,
    without: Vec<&'a Plan>,
    counted: Option<usize>,
}

impl<'a> Shape<'a> {
    /// `None` for a plan in which places decide, or which has no words.
    fn new(plan: &'a Plan) -> Option<Self> {
        let shape = match plan {
            Plan::All { parts, without, counts } => {
                let (checks, sought): (Vec<&Plan>, Vec<&Plan>) =
                    parts.iter().partition(|part| matches!(part, Plan::Check(_)));
                let counted = match counts {
                    Counts::Passage => None,
                    Counts::Parts(counted) => match counted[..] {
                        [] => None,
                        [only] => Some(sought.iter().position(|part| std::ptr::eq(*part, &parts[only]))?),
                        _ => return None,
                    },
                };
                let checks = checks
                    .into_iter()
                    .filter_map(|part| if let Plan::Check(check) = part { Some(check) } else { None });
                Shape { parts: sought, checks: checks.collect(), without: without.iter().collect(), counted }
            }
            plan => Shape { parts: vec![plan], checks: Vec::new(), without: Vec::new(), counted: Some(0) },
        };
        let all_words =
            !shape.parts.is_empty() && shape.parts.iter().chain(&shape.without).all(|part| is_words_or_values(part));
        (all_words && shape.parts.iter().any(|part| part.seeks_words())).then_some(shape)
    }
}

/// Whether a plan is words of which no two share a form, or values of a field.
fn is_words_or_values(plan: &Plan) -> bool {
    match plan {
        Plan::Find(Pattern::Leaf(_), MentionUnit::Word) | Plan::HasTerms(..) => true,
        Plan::Any(plans) => are_apart(plans) || plans.iter().all(|plan| matches!(plan, Plan::HasTerms(..))),
        _ => false,
    }
}

impl Part {
    fn open(plan: &Plan, segment: &SegmentReader, index: &Snapshot) -> tantivy::Result<Self> {
        let alternatives = if let Plan::Any(plans) = plan { &plans[..] } else { std::slice::from_ref(plan) };
        let (mut words, mut values) = (Vec::new(), Vec::new());
        for alternative in alternatives {
            match alternative {
                Plan::Find(Pattern::Leaf(leaf), _) => {
                    words.push(Word::open(leaf, segment, index, alternatives.len() > 1)?);
                }
                Plan::HasTerms(field, terms) => values.push(value_lists(*field, terms, segment)?),
                other => return Err(TantivyError::InternalError(format!("no words to count in {other:?}"))),
            }
        }
        Ok(if values.is_empty() { Part::Words(words) } else { Part::Values(values) })
    }

    /// Passages that have it, at most.
    fn cost(&self) -> u64 {
        match self {
            Part::Words(words) => {
                words.iter().flat_map(|word| word.plain.iter().chain(&word.joined)).map(List::cost).sum()
            }
            Part::Values(values) => {
                values.iter().map(|terms| terms.iter().map(List::cost).min().unwrap_or_default()).sum()
            }
        }
    }

    /// A passage from `target` on before which none has it.
    fn seek(&mut self, target: DocId) -> DocId {
        let first = match self {
            Part::Words(words) => words
                .iter_mut()
                .flat_map(|word| word.plain.iter_mut().chain(&mut word.joined))
                .map(|list| list.seek(target))
                .min(),
            Part::Values(values) => values
                .iter_mut()
                .map(|terms| terms.iter_mut().map(|list| list.seek(target)).max().unwrap_or(TERMINATED))
                .min(),
        };
        first.unwrap_or(TERMINATED)
    }

    /// Reads its window and tells the passages that have it.
    fn load(&mut self, base: DocId, end: DocId) -> Bits {
        let mut any = Bits::NONE;
        match self {
            Part::Words(words) => words.iter_mut().for_each(|word| any.add(word.load(base, end))),
            Part::Values(values) => {
                for terms in values {
                    let mut all = Bits::ALL;
                    terms.iter_mut().for_each(|list| all.keep(&list.load(base, end)));
                    any.add(&all);
                }
            }
        }
        any
    }
}

/// The lists of all terms of a value, or none passage's where one is missing.
fn value_lists(field: Field, terms: &[String], segment: &SegmentReader) -> tantivy::Result<Vec<List>> {
    let inverted = segment.inverted_index(field)?;
    let mut lists = Vec::with_capacity(terms.len());
    for term in terms {
        let term = Term::from_field_text(field, term);
        match inverted.read_block_postings(&term, IndexRecordOption::Basic)? {
            Some(postings) => lists.push(List::new(postings)),
            None => return Ok(vec![List::new(BlockSegmentPostings::empty())]),
        }
    }
    Ok(lists)
}

impl Word {
    /// `beside_others`: its joined forms may begin at the place of another word, too.
    fn open(leaf: &Leaf, segment: &SegmentReader, index: &Snapshot, beside_others: bool) -> tantivy::Result<Self> {
        let (mut plain, mut joined) = (Vec::new(), Vec::new());
        let inverted = segment.inverted_index(index.fields.text)?;
        let forms = term_union::forms(leaf, segment, index)?;
        let may_overlap = beside_others || term_union::may_overlap(leaf, &forms);
        for form in forms {
            let postings = inverted.read_block_postings_from_terminfo(&form.info, IndexRecordOption::WithFreqs)?;
            if form.joined && may_overlap { &mut joined } else { &mut plain }.push(List::new(postings));
        }
        let idf = index.idf(leaf).map_err(|error| TantivyError::InternalError(error.to_string()))?;
        let mut most = std::array::from_fn(|times| Norms::score_bound(idf, times as f32));
        most[most.len() - 1] = Norms::score_bound(idf, u32::MAX as f32);
        Ok(Self {
            plain,
            joined,
            idf,
            most,
            frequencies: Box::new([0; WIDTH]),
            present: Bits::NONE,
            has_joined: Bits::NONE,
        })
    }

    fn load(&mut self, base: DocId, end: DocId) -> &Bits {
        let Self { plain, joined, frequencies, present, has_joined, .. } = self;
        match present.len() * 16 > WIDTH {
            true => frequencies.fill(0),
            false => present.each(|i| frequencies[i as usize % WIDTH] = 0),
        }
        (*present, *has_joined) = (Bits::NONE, Bits::NONE);
        let mut add = |list: &mut List, present: &mut Bits| {
            list.seek(base);
            list.blocks_before(end, |docs, times| {
                for (&doc, &times) in docs.iter().zip(times) {
                    let i = doc - base;
                    present.set(i);
                    frequencies[i as usize % WIDTH] += times;
                }
            });
        };
        joined.iter_mut().for_each(|list| add(list, has_joined));
        *present = *has_joined;
        plain.iter_mut().for_each(|list| add(list, present));
        present
    }

    /// Reads the window of a word of one list: its passages are those of the list, and no bits are needed.
    fn load_alone(&mut self, base: DocId, end: DocId, found: &mut Vec<DocId>) {
        let Self { plain, frequencies, .. } = self;
        for list in plain {
            list.seek(base);
            list.blocks_before(end, |docs, times| {
                found.extend_from_slice(docs);
                for (&doc, &times) in docs.iter().zip(times) {
                    frequencies[(doc - base) as usize % WIDTH] = times;
                }
            });
        }
    }

    fn frequency(&self, i: u32) -> u32 {
        self.frequencies[i as usize % WIDTH]
    }
}
