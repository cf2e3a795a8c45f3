//! All concepts, and which of them a text names.

use super::built_in::BUILT_IN;
use super::check::check;
use super::concept::{ByName, Concept, Problem, Relation, Term};
use super::key::{first_words, is_abbreviation, is_typed_as_abbreviation, key};
use super::read::parse;
use crate::text::Tokens;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

/// All concepts, by the terms that name them.
#[derive(Debug, Default)]
pub struct Thesaurus {
    concepts: Vec<Concept>,
    /// By the keys of terms.
    by_name: ByName,
    /// Words of the longest term.
    longest: usize,
    /// The first words of all names.
    begins: HashSet<String>,
    pub(super) problems: Vec<Problem>,
    /// Changes whenever the files do.
    version: u64,
}

impl Thesaurus {
    /// The project's own.
    pub fn built_in() -> Arc<Self> {
        static BUILT_IN: LazyLock<Arc<Thesaurus>> = LazyLock::new(|| Arc::new(Thesaurus::with_files(&[])));
        Arc::clone(&BUILT_IN)
    }

    /// The project's own and these files, each with its name and its text.
    pub fn with_files(added: &[(String, String)]) -> Self {
        let mut made = Self::default();
        let mut listed = HashMap::new();
        for (file, text) in BUILT_IN.iter().copied().chain(added.iter().map(|(f, t)| (f.as_str(), t.as_str()))) {
            let read = parse(file, text);
            made.problems.extend(read.problems);
            read.concepts.into_iter().for_each(|concept| made.add(concept, &mut listed));
        }
        made.number();
        let wrong = check(&made.concepts, &made.by_name);
        made.problems.extend(wrong);
        let texts: Vec<&str> = added.iter().map(|(_, text)| text.as_str()).collect();
        made.version = crate::schema::key(&texts.join("\u{1f}"));
        made
    }

    /// Takes a concept in; one that is listed already, by the key of its preferred term, gets its terms.
    fn add(&mut self, concept: Concept, listed: &mut HashMap<String, usize>) {
        let at = *listed.entry(key(concept.preferred())).or_insert(self.concepts.len());
        match self.concepts.get_mut(at) {
            Some(held) => {
                held.terms.extend(concept.terms.into_iter().skip(1));
                held.note = concept.note.or(held.note.take());
            }
            None => self.concepts.push(concept),
        }
    }

    fn number(&mut self) {
        self.by_name.clear();
        for (at, concept) in self.concepts.iter().enumerate() {
            for (nth, term) in concept.terms.iter().enumerate().filter(|(_, t)| t.relation.is_same()) {
                let name = key(&term.text);
                self.longest = self.longest.max(name.split(' ').count());
                self.begins.extend(name.split(' ').next().map(str::to_owned));
                self.by_name.entry(name).or_default().push((at, nth));
            }
        }
    }

    /// Every concept.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// What is wrong in the files.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// A number that changes whenever the added files do.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Words of the longest term.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }

    /// The concepts that a text names, each with the term that does. An abbreviation that is a word as well
    /// ("send", "it") must be typed in capitals.
    pub fn named(&self, text: &str) -> Vec<(&Concept, &Term)> {
        let found = self.by_name.get(&key(text)).into_iter().flatten();
        let found =
            found.filter_map(|&(at, nth)| Some((self.concepts.get(at)?, self.concepts.get(at)?.terms.get(nth)?)));
        let mut seen: Vec<*const Concept> = Vec::new();
        found
            .filter(|(_, term)| !is_abbreviation(&term.text) || is_typed_as_abbreviation(text))
            .filter(|(concept, _)| {
                let address: *const Concept = *concept;
                let new = !seen.contains(&address);
                seen.push(address);
                new
            })
            .collect()
    }

    /// The names of concepts that stand in a text, the longest first where they overlap, each with the words as printed. A
    /// name that several concepts have, or that wants surroundings which are not there, tells nothing; an abbreviation counts
    /// in capitals.
    pub fn names_in<'t>(&self, text: &'t str) -> Vec<(&Concept, &'t str)> {
        let tokens = Tokens::from_text(text);
        let printed: Vec<(&str, usize, usize)> =
            tokens.iter().map(|t| (&text[t.start..t.end], t.start, t.end)).collect();
        let (mut found, mut at) = (Vec::new(), 0);
        while at < printed.len() {
            let begins = first_words(printed[at].0).iter().any(|word| self.begins.contains(word));
            let longest = if begins { self.longest.min(printed.len() - at) } else { 0 };
            let name = (1..=longest).rev().find_map(|n| {
                let words = &text[printed[at].1..printed[at + n - 1].2];
                self.meant(words, text).map(|concept| (n, concept, words))
            });
            at += name.map_or(1, |(n, concept, words)| {
                found.push((concept, words));
                n
            });
        }
        found
    }

    /// The one concept that words name within a text.
    fn meant(&self, words: &str, text: &str) -> Option<&Concept> {
        let printed_so = |term: &Term| {
            let pairs = term.text.split(' ').zip(words.split(' '));
            !is_abbreviation(&term.text)
                || pairs.into_iter().all(|(a, b)| !is_abbreviation(a) || without_plural(a) == without_plural(b))
        };
        let close = |term: &Term| {
            let folded = record::text::fold(text);
            term.close_to.is_empty() || term.close_to.iter().any(|word| folded.contains(word.as_str()))
        };
        let meant = self.named(words).into_iter().filter(|(_, term)| printed_so(term) && close(term));
        let [(concept, _)] = meant.collect::<Vec<_>>()[..] else { return None };
        Some(concept)
    }

    /// How many concepts a term names.
    pub fn meanings(&self, text: &str) -> usize {
        // A capital S makes another abbreviation: "PPS" is no plural of "PP".
        let same_print = |other: &str| !is_abbreviation(text) || without_plural(other) == without_plural(text);
        let names = self.by_name.get(&key(text)).into_iter().flatten();
        let names = names.filter(|&&(at, nth)| self.concepts.get(at).is_some_and(|c| same_print(&c.terms[nth].text)));
        let mut concepts: Vec<usize> = names.map(|(at, _)| *at).collect();
        concepts.dedup();
        concepts.len()
    }

    /// Terms that name a concept, or the text alone where it names none.
    pub fn all_names<'a>(&'a self, text: &'a str) -> Vec<&'a str> {
        match self.named(text).first() {
            Some((concept, _)) => concept.names().map(|t| t.text.as_str()).collect(),
            None => vec![text],
        }
    }

    /// What a concept is linked to, from either side: "narrower" of one is "broader" of the other.
    pub fn linked(&self, concept: &Concept, relation: Relation) -> Vec<String> {
        let back = match relation {
            Relation::Narrower => Relation::Broader,
            Relation::Broader => Relation::Narrower,
            same => same,
        };
        let mut found: Vec<String> = concept.linked(relation).map(|t| t.text.clone()).collect();
        let names: Vec<String> = concept.names().map(|t| key(&t.text)).collect();
        for other in self.concepts.iter().filter(|o| o.linked(back).any(|t| names.contains(&key(&t.text)))) {
            found.push(other.preferred().to_owned());
        }
        found.sort();
        found.dedup();
        found
    }
}

/// An abbreviation without the small s of its plural.
fn without_plural(text: &str) -> &str {
    text.strip_suffix('s').unwrap_or(text)
}
