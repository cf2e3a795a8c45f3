//! A query against the text of one passage: where in it the mentions stand. The index tells which passages to look at;
//! what is shown comes from here.

use super::spans::{self, Span};
use crate::entry::Entry;
use crate::plan::{Counts, Leaf, Pattern, Plan, WordMatch};
use crate::schema::schema;
use crate::text::{Link, Stems, Tokens, joined_term, joins_exact, joins_stemmed};
use std::collections::BTreeMap;
use tantivy::schema::Field;

/// Finds mentions in texts; keeps its memory between them.
#[derive(Default)]
pub(crate) struct Highlighter {
    tokens: Tokens,
    stems: Stems,
}

/// What was found in one text, in Unicode characters.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// Each mention: the stretches of text that make it.
    pub mentions: Vec<Vec<[usize; 2]>>,
    /// All of them, and every word where the passage as a whole is the mention; merged where they touch or overlap.
    pub highlights: Vec<[usize; 2]>,
}

/// What a plan seeks, in words.
#[derive(Default)]
struct Sought {
    /// Occurrences, by the words from their first to their last: two alternatives that stand there are one.
    mentions: BTreeMap<Span, Vec<Span>>,
    /// Words of conjunctions that make the passage one mention.
    passages: Vec<Vec<Span>>,
    /// What is only highlighted.
    shown: Vec<Span>,
}

impl Highlighter {
    /// Whether a passage is one that a plan finds.
    pub fn matches(&mut self, plan: &Plan, entry: &Entry) -> bool {
        self.tokens.refill(&entry.text);
        self.holds(plan, entry)
    }

    /// Finds what a plan seeks in the text of a passage that the plan finds.
    pub fn find(&mut self, plan: &Plan, entry: &Entry) -> Found {
        let text = &entry.text;
        self.tokens.refill(text);
        let mut sought = Sought::default();
        self.collect(plan, entry, &mut sought);
        let chars = Chars::new(text, &self.tokens);
        let in_chars = |spans: Vec<Span>| spans.into_iter().map(|s| chars.span(s)).collect::<Vec<_>>();
        let mut mentions: Vec<_> = sought.mentions.into_values().chain(sought.passages).map(in_chars).collect();
        mentions.sort_unstable();
        let mut highlights: Vec<[usize; 2]> = mentions.iter().flatten().copied().collect();
        highlights.extend(in_chars(sought.shown));
        merge(&mut highlights);
        Found { mentions, highlights }
    }

    fn holds(&mut self, plan: &Plan, entry: &Entry) -> bool {
        match plan {
            Plan::Everything => true,
            Plan::HasTerms(field, terms) => has(entry, *field, terms),
            Plan::Check(check) => check.holds(check.column().number(entry, self.tokens.words())),
            Plan::Find(pattern, _) => !self.occurrences(pattern).is_empty(),
            Plan::All { parts, without, .. } => {
                parts.iter().all(|p| self.holds(p, entry)) && !without.iter().any(|w| self.holds(w, entry))
            }
            Plan::Any(parts) => parts.iter().any(|p| self.holds(p, entry)),
        }
    }

    fn collect(&mut self, plan: &Plan, entry: &Entry, sought: &mut Sought) {
        match plan {
            Plan::Everything | Plan::HasTerms(..) | Plan::Check(_) => {}
            Plan::Find(pattern, _) => {
                sought.mentions.extend(self.occurrences(pattern).into_iter().map(|o| (spans::enclosing(&o), o)));
            }
            Plan::Any(parts) => {
                for part in parts {
                    if self.holds(part, entry) {
                        self.collect(part, entry, sought);
                    }
                }
            }
            Plan::All { parts, counts: Counts::Parts(counted), .. } => {
                for (i, part) in parts.iter().enumerate() {
                    if counted.contains(&i) {
                        self.collect(part, entry, sought);
                    } else {
                        self.show(part, entry, &mut sought.shown);
                    }
                }
            }
            Plan::All { parts, counts: Counts::Passage, .. } => {
                let mut whole = Vec::new();
                parts.iter().for_each(|part| self.show(part, entry, &mut whole));
                whole.sort_unstable();
                whole.dedup();
                if !whole.is_empty() {
                    sought.passages.push(whole);
                }
            }
        }
    }

    fn show(&mut self, plan: &Plan, entry: &Entry, shown: &mut Vec<Span>) {
        match plan {
            Plan::Find(pattern, _) => shown.extend(self.occurrences(pattern).into_iter().flatten()),
            Plan::All { parts, .. } | Plan::Any(parts) => {
                for part in parts {
                    if self.holds(part, entry) {
                        self.show(part, entry, shown);
                    }
                }
            }
            Plan::Everything | Plan::HasTerms(..) | Plan::Check(_) => {}
        }
    }

    /// Every occurrence of a pattern, as the spans that make it.
    fn occurrences(&mut self, pattern: &Pattern) -> Vec<Vec<Span>> {
        match pattern {
            Pattern::Near(within, parts) => {
                let lists: Vec<Vec<Span>> = parts.iter().map(|p| self.spans(p)).collect();
                let parts: Vec<&[Span]> = lists.iter().map(Vec::as_slice).collect();
                let mut out = Vec::new();
                spans::near(&parts, *within, &mut out);
                out.chunks(parts.len().max(1)).map(<[Span]>::to_vec).collect()
            }
            Pattern::Any(parts) => parts.iter().flat_map(|p| self.occurrences(p)).collect(),
            _ => self.spans(pattern).into_iter().map(|s| vec![s]).collect(),
        }
    }

    fn spans(&mut self, pattern: &Pattern) -> Vec<Span> {
        match pattern {
            Pattern::Leaf(leaf) => self.leaf(leaf),
            Pattern::Sequence(parts) => {
                let lists: Vec<Vec<Span>> = parts.iter().map(|p| self.spans(p)).collect();
                let parts: Vec<&[Span]> = lists.iter().map(Vec::as_slice).collect();
                let mut out = Vec::new();
                spans::in_sequence(&parts, &mut out);
                out
            }
            Pattern::Near(..) => {
                let mut out: Vec<Span> = self.occurrences(pattern).iter().map(|o| spans::enclosing(o)).collect();
                out.sort_unstable();
                out
            }
            Pattern::Any(parts) => {
                let mut out: Vec<Span> = parts.iter().flat_map(|p| self.spans(p)).collect();
                out.sort_unstable();
                out.dedup();
                out
            }
            Pattern::AndNextWord(only) => self.spans(only).into_iter().map(Span::with_next_word).collect(),
        }
    }

    fn leaf(&mut self, leaf: &Leaf) -> Vec<Span> {
        let joins: &[fn(Link) -> bool] =
            if leaf.word_match == WordMatch::Exact { &[joins_exact] } else { &[joins_exact, joins_stemmed] };
        let has_joined = leaf.terms.iter().any(|(_, length)| *length > 1);
        let begins = Begins::from_leaf(leaf);
        let has = |term: &str| leaf.terms.binary_search_by(|(t, _)| t.as_str().cmp(term)).is_ok();
        let mut out = Vec::new();
        for (position, token) in self.tokens.iter().enumerate() {
            let start = position as u32;
            let form = self.tokens.form(token);
            // Stems begin as their words do.
            let plain = begins.may_have(form)
                && match leaf.word_match {
                    WordMatch::Exact => has(form),
                    WordMatch::Stem => has(self.stems.stem(form)),
                };
            if plain || self.tokens.money(token).is_some_and(has) {
                out.push(Span { start, end: start + 1 });
            }
            if !has_joined || token.link == Link::Apart {
                continue;
            }
            for (form, length) in joins.iter().filter_map(|joins| self.tokens.joined(position, *joins)) {
                let form = if leaf.word_match == WordMatch::Exact { &form } else { self.stems.stem(&form) };
                if has(&joined_term(length, form)) {
                    out.push(Span { start, end: start + length as u32 });
                }
            }
        }
        spans::one_for_each_start(&mut out);
        out
    }
}

/// First bytes of the terms of a leaf, as bits: nearly every word of a text is told from them by its first.
struct Begins([u64; 4]);

impl Begins {
    fn from_leaf(leaf: &Leaf) -> Self {
        let mut bits = [0; 4];
        for byte in leaf.terms.iter().filter_map(|(term, _)| term.bytes().next()) {
            bits[usize::from(byte / 64)] |= 1 << (byte % 64);
        }
        Self(bits)
    }

    fn may_have(&self, word: &str) -> bool {
        word.bytes().next().is_some_and(|byte| self.0[usize::from(byte / 64)] >> (byte % 64) & 1 == 1)
    }
}

/// Whether an entry has all these terms in a field of names or ids.
fn has(entry: &Entry, field: Field, terms: &[String]) -> bool {
    let fields = &schema().1;
    let Some((_, text)) = fields.names(entry).into_iter().find(|(f, _)| *f == field) else { return false };
    if !fields.has_words(field) {
        return terms.iter().all(|t| *t == text);
    }
    let tokens = Tokens::from_text(&text);
    terms.iter().all(|term| tokens.iter().any(|t| tokens.form(t) == term))
}

/// From words to Unicode characters of a text.
struct Chars<'a> {
    tokens: &'a Tokens,
    /// Characters before each word's first byte and before its last; empty where every character is one byte.
    before: Vec<(usize, usize)>,
}

impl<'a> Chars<'a> {
    fn new(text: &str, tokens: &'a Tokens) -> Self {
        if text.is_ascii() {
            return Self { tokens, before: Vec::new() };
        }
        let (mut byte, mut count) = (0, 0);
        let mut up_to = |end: usize| {
            // The two numbers of a fraction are one sign: the second begins where the first does.
            match text.get(byte..end) {
                Some(between) => count += between.chars().count(),
                None => count -= text[end..byte].chars().count(),
            }
            byte = end;
            count
        };
        let before = tokens.iter().map(|t| (up_to(t.start), up_to(t.end))).collect();
        Self { tokens, before }
    }

    fn span(&self, span: Span) -> [usize; 2] {
        let (first, last) = (span.start as usize, span.end as usize - 1);
        match (self.before.get(first), self.before.get(last)) {
            (Some((from, _)), Some((_, to))) => [*from, *to],
            _ => [self.tokens.get(first).map_or(0, |t| t.start), self.tokens.get(last).map_or(0, |t| t.end)],
        }
    }
}

/// Puts spans in order and makes one of those that overlap.
fn merge(spans: &mut Vec<[usize; 2]>) {
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let overlaps = next[0] < kept[1];
        if overlaps {
            kept[1] = kept[1].max(next[1]);
        }
        overlaps
    });
}
