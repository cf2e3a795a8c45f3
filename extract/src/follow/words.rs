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
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "asked", "at", "be", "been", "being", "by", "can",
    "could", "did", "do", "for", "from", "had", "has", "have", "he", "her", "him", "his", "how", "if", "in", "into", "is",
    "it", "its", "may", "more", "most", "no", "not", "of", "on", "or", "other", "our", "out", "she", "should", "so", "some",
    "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "up",
    "was", "were", "what", "when", "where", "whether", "which", "who", "will", "with", "within", "would", "you", "agreed",
    "noted", "resolved", "council", "councillor", "councillors", "committee", "members", "member", "officer", "officers",
    "report", "reports", "meeting", "meetings", "next", "update", "provide", "provided", "information", "further", "future",
    "said", "stated", "advised", "confirmed", "work", "service", "services",
];

/// Distinctive stems of one text, each with its weight and its word as printed.
#[derive(Debug, Default)]
pub struct Bag {
    words: BTreeMap<String, (String, f32)>,
    /// Sum of the weights.
    pub weight: f32,
}

/// What two bags have in common.
#[derive(Debug, Default)]
pub struct Shared {
    /// Words as printed in the first, heaviest first.
    pub words: Vec<String>,
    /// Sum of their weights.
    pub weight: f32,
    heaviest: f32,
}

/// A word that stands in fewer than about one passage in twelve: -ln(1/12).
const RARE: f32 = 2.5;

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
            let having = self.having.get(&stem).copied().unwrap_or(0) as f32;
            let weight = ((self.passages as f32 + 1.0) / (having + 1.0)).ln().max(0.0);
            bag.words.entry(stem).or_insert((word, weight));
        }
        bag.weight = bag.words.values().map(|(_, weight)| weight).sum();
        bag
    }
}

impl Bag {
    /// The words that both have, as this one prints them.
    pub fn shared(&self, other: &Bag) -> Shared {
        let mut both: Vec<(&String, f32)> = self
            .words
            .iter()
            .filter(|(stem, _)| other.words.contains_key(*stem))
            .map(|(_, (word, weight))| (word, *weight))
            .collect();
        both.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        Shared {
            weight: both.iter().map(|(_, weight)| weight).sum(),
            heaviest: both.first().map_or(0.0, |(_, weight)| *weight),
            words: both.into_iter().map(|(word, _)| word.clone()).collect(),
        }
    }
}

impl Shared {
    /// Whether what is shared says something of the subject: a rare word with others, or enough middling ones.
    pub fn is_distinctive(&self) -> bool {
        self.weight >= 2.0 * RARE || (self.heaviest >= 0.6 * RARE && self.words.len() >= 2)
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
