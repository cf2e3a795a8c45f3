//! Slips of the fingers in the small words of a question: `wich`, `sicne`, `promisd`.
//!
//! A word is mended only where it is one letter too many, one too few or two changed about, begins as the right word does,
//! and only one word of a question is that near. A letter for another is not mended: too many words differ so (noted,
//! voted). What a question is about is never mended; the search has its own way with that.

use std::collections::{BTreeMap, BTreeSet};

/// The words that questions are asked with, as they are spelt.
#[derive(Debug, Default)]
pub struct Spelling {
    right: BTreeSet<String>,
    others: BTreeSet<String>,
    short: BTreeMap<String, String>,
}

/// Letters of the shortest word that is mended: of three letters too many words are made by one more or less.
const SHORTEST: usize = 4;

impl Spelling {
    /// The right words, words near to them that are words themselves, and what is short for which.
    pub fn new(right: BTreeSet<String>, others: BTreeSet<String>, short: BTreeMap<String, String>) -> Self {
        Self { right, others, short }
    }

    /// The word that was meant, where this is none of a question and near to one, or short for one.
    pub fn meant(&self, word: &str) -> Option<&str> {
        if let Some(long) = self.short.get(word) {
            return Some(long);
        }
        if word.chars().count() < SHORTEST || self.right.contains(word) || self.others.contains(word) {
            return None;
        }
        let mut near = self.right.iter().filter(|right| is_slip(word, right));
        let only = near.next()?;
        // Between a word and its plural the longer one is as good: forms take both.
        near.all(|other| other.starts_with(only.as_str()) || only.starts_with(other.as_str())).then_some(only.as_str())
    }
}

/// Whether one letter more or less, or two changed about, makes one word of the other; the first letter is right.
fn is_slip(typed: &str, right: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), right.chars().collect());
    if a.first() != b.first() || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => a == &b[1..],
        std::cmp::Ordering::Greater => &a[1..] == b,
        std::cmp::Ordering::Equal => a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..],
    }
}
