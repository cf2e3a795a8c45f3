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
pub struct Shared {
    /// Words as printed in the first, heaviest first.
    pub words: Vec<String>,
    /// Sum of their weights.
    pub weight: f32,
    rare: usize,
}

/// A word in at most one passage in this many is rare; in a record too small to tell, one in at most two passages.
const RARE_ONE_IN: usize = 12;

impl Lexicon {
    /// Counts the words of a record.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
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

    /// The distinctive words of a text, weighed by how rare they are here: ln((N + 1) / (n + 1)).
    pub fn bag(&self, text: &str) -> Bag {
        let stemmer = Stemmer::new(Algorithm::English);
        let mut bag = Bag::default();
        for word in content_words(text) {
            let stem = stemmer.stem(&word).into_owned();
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
    pub fn shared(&self, other: &Bag) -> Shared {
        let mut both: Vec<&Word> =
            self.words.iter().filter(|(stem, _)| other.words.contains_key(*stem)).map(|(_, word)| word).collect();
        both.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.as_printed.cmp(&b.as_printed)));
        Shared {
            weight: both.iter().map(|word| word.weight).sum(),
            rare: both.iter().filter(|word| word.rare).count(),
            words: both.into_iter().map(|word| word.as_printed.clone()).collect(),
        }
    }
}

impl Shared {
    /// Whether what is shared says something of the subject: a rare word with another, or many middling ones.
    pub fn is_distinctive(&self) -> bool {
        (self.rare >= 1 && self.words.len() >= 2) || self.words.len() >= 5
    }
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
