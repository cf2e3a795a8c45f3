//! Which words of a passage are distinctive in a record, and which of them two passages share.

use frostem::{Algorithm, Stemmer};
use std::collections::{BTreeMap, HashMap, HashSet};
use unicode_segmentation::UnicodeSegmentation;

/// How often each word stem stands in a record, in passages.
#[derive(Debug, Default)]
pub struct Lexicon {
    passages: usize,
    having: HashMap<String, u32>,
}

/// Function words and the words in which undertakings are couched, which say nothing of their subject.
const EMPTY: &[&str] = &[
    "a",
    "about",
    "after",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "asked",
    "at",
    "be",
    "been",
    "being",
    "by",
    "can",
    "could",
    "did",
    "do",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "him",
    "his",
    "how",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "may",
    "more",
    "most",
    "no",
    "not",
    "of",
    "on",
    "or",
    "other",
    "our",
    "out",
    "she",
    "should",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "up",
    "was",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "who",
    "will",
    "with",
    "within",
    "would",
    "you",
    "agreed",
    "noted",
    "resolved",
    "minutes",
    "correct",
    "accurate",
    "record",
    "signed",
    "approved",
    "chair",
    "chairman",
    "item",
    "agenda",
    "added",
    "responded",
    "informed",
    "possible",
    "possibly",
    "basis",
    "made",
    "make",
    "currently",
    "view",
    "pace",
    "impact",
    "impacted",
    "able",
    "due",
    "council",
    "councillor",
    "councillors",
    "committee",
    "members",
    "member",
    "officer",
    "officers",
    "report",
    "reports",
    "meeting",
    "meetings",
    "next",
    "update",
    "provide",
    "provided",
    "information",
    "further",
    "future",
    "said",
    "stated",
    "advised",
    "confirmed",
    "work",
    "service",
    "services",
];

/// Distinctive stems of one text, each with its weight and its word as printed.
#[derive(Debug, Default)]
pub struct Bag {
    words: BTreeMap<String, Word>,
    /// Sum of the weights.
    pub weight: f32,
}

#[derive(Debug, Clone)]
struct Word {
    as_printed: String,
    weight: f32,
    rare: bool,
}

/// What two bags have in common.
#[derive(Debug, Default)]
pub struct Shared<'a> {
    /// Words as printed in the first, heaviest first.
    pub words: Vec<String>,
    /// Sum of their weights.
    pub weight: f32,
    /// Stems of those that are rare.
    pub rare: HashSet<&'a str>,
}

/// A word in at most one passage in this many is rare; in a record too small to tell, one in at most two passages.
const RARE_ONE_IN: usize = 50;

impl Lexicon {
    /// Counts the words of a record.
    pub fn count<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut lexicon = Self::default();
        let stemmer = Stemmer::new(Algorithm::English);
        for text in texts {
            lexicon.passages += 1;
            let stems: HashSet<String> = content_words(text).map(|w| stemmer.stem(&w).into_owned()).collect();
            for stem in stems {
                *lexicon.having.entry(stem).or_default() += 1;
            }
        }
        lexicon
    }

    /// Weight of a word that stands nowhere in the record.
    pub fn heaviest(&self) -> f32 {
        (self.passages as f32 + 1.0).ln()
    }

    /// The distinctive words of a text that are not in `except`, weighed by how rare they are here:
    /// ln((N + 1) / (n + 1)). Numbers are left out: dates and amounts are shared by what has nothing else in common.
    pub fn bag(&self, text: &str, except: &str) -> Bag {
        let stemmer = Stemmer::new(Algorithm::English);
        let except: HashSet<String> = content_words(except).map(|w| stemmer.stem(&w).into_owned()).collect();
        let mut bag = Bag::default();
        for word in content_words(text).filter(|word| !word.chars().all(char::is_numeric)) {
            let stem = stemmer.stem(&word).into_owned();
            if except.contains(&stem) {
                continue;
            }
            let having = self.having.get(&stem).copied().unwrap_or(0) as usize;
            let weight = ((self.passages as f32 + 1.0) / (having as f32 + 1.0)).ln().max(0.0);
            let rare = having <= 2 || having * RARE_ONE_IN <= self.passages;
            bag.words.entry(stem).or_insert(Word { as_printed: word, weight, rare });
        }
        bag.weight = bag.words.values().map(|word| word.weight).sum();
        bag
    }
}

impl Bag {
    /// The stems in it.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// The words that both have, as this one prints them.
    pub fn shared<'a>(&'a self, other: &Bag) -> Shared<'a> {
        let both = || self.words.iter().filter(|(stem, _)| other.words.contains_key(*stem));
        let rare = both().filter(|(_, word)| word.rare).map(|(stem, _)| stem.as_str()).collect();
        let mut both: Vec<&Word> = both().map(|(_, word)| word).collect();
        both.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.as_printed.cmp(&b.as_printed)));
        Shared {
            weight: both.iter().map(|word| word.weight).sum(),
            rare,
            words: both.into_iter().map(|word| word.as_printed.clone()).collect(),
        }
    }
}

impl Shared<'_> {
    /// Whether a phrase has one of the rare words.
    pub fn has_rare(&self, phrase: &[String; 2]) -> bool {
        phrase.iter().any(|stem| self.rare.contains(stem.as_str()))
    }
}

/// Stems of every two content words that follow each other in a text.
pub fn phrases(text: &str) -> HashSet<[String; 2]> {
    let stemmer = Stemmer::new(Algorithm::English);
    let stems: Vec<String> = content_words(text).map(|word| stemmer.stem(&word).into_owned()).collect();
    stems.windows(2).filter(|two| two[0] != two[1]).map(|two| [two[0].clone(), two[1].clone()]).collect()
}

/// Lower-case words of two letters or more that are not [`EMPTY`].
fn content_words(text: &str) -> impl Iterator<Item = String> {
    let folded = record::text::fold(text);
    let words: Vec<String> = folded
        .unicode_words()
        .map(|word| word.trim_end_matches("'s").replace('\'', ""))
        .filter(|word| word.chars().count() > 1 && !EMPTY.contains(&word.as_str()))
        .collect();
    words.into_iter()
}
