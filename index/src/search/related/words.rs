//! The words of a phrase, and what may stand for each.

use super::abbreviation::is_small;
use super::family;
use crate::error::IndexError;
use crate::plan::{MentionUnit, Pattern, Plan, WordMatch};
use crate::query::pattern::{exact, leaf, stemmed_words};
use crate::read::Snapshot;
use crate::text::Tokens;
use crate::thesaurus::{irregular, number_forms};

/// Letters of each half of a word that print splits: "the rapist" is no way of saying "therapist".
const SHORTEST_HALF: usize = 4;

/// Endings of those who do something, or to whom it is done.
const PEOPLE: [&str; 6] = ["er", "ers", "or", "ors", "ee", "ees"];

/// Words between the parts of a two-word phrase that still speak of the same thing: about one sentence.
pub(super) const FAR: u32 = 25;

/// One word of what was asked, and what may stand for it.
pub(super) struct Word {
    pub folded: String,
    /// Small words between it and the word before ("in" of "care" in "children in care").
    pub link: Vec<String>,
    pub same: Pattern,
    splits: Vec<Pattern>,
    family: Vec<String>,
    /// The family with the other sign: "instability" beside "stability".
    pub opposites: Vec<String>,
}

impl Word {
    /// The word in both numbers, and printed as two. Its tenses are other words where it stands alone ("parks", "parking").
    pub fn alone(&self) -> Pattern {
        let mut any = self.splits.clone();
        any.push(self.in_both_numbers());
        Pattern::any(any)
    }

    /// Whether the record may print it as two.
    pub fn splits(&self) -> bool {
        !self.splits.is_empty()
    }

    /// The word in both numbers.
    pub fn in_both_numbers(&self) -> Pattern {
        let forms = number_forms(&self.folded).into_iter().filter(|form| !family::apart(&self.folded, form));
        leaf(WordMatch::Exact, forms.map(|form| (form, 1)).collect())
    }

    /// Words of its family that say the same where they stand alone: not what "-ing" made it of ("speeding", "speed";
    /// "gambling", "gamble"), nor its other tenses, nor who does it or has it done ("training", "trainers").
    pub fn family_alone(&self) -> Pattern {
        let made_of = |other: &str| {
            let other = other.strip_suffix('s').or_else(|| other.strip_suffix("ed")).unwrap_or(other);
            let other = other.strip_suffix('e').unwrap_or(other);
            let doubled = other.chars().next_back().map(|last| format!("{other}{last}ing"));
            self.folded == format!("{other}ing") || doubled.is_some_and(|word| word == self.folded)
        };
        let is_deed = self.folded.ends_with("ing");
        let does_it = |other: &str| PEOPLE.iter().any(|ending| other.ends_with(ending));
        let family = self.family.iter().filter(|other| !(made_of(other) || (is_deed && does_it(other))));
        leaf(WordMatch::Exact, family.map(|f| (f.clone(), 1)).collect())
    }

    /// The word's own forms, and printed as two.
    pub fn compound(&self) -> Pattern {
        let mut any = self.splits.clone();
        any.push(self.same.clone());
        Pattern::any(any)
    }

    /// The same, and its family.
    pub fn derived(&self) -> Pattern {
        let mut any = self.splits.clone();
        any.push(self.same.clone());
        any.push(self.others());
        Pattern::any(any)
    }

    /// The word in both numbers, and its family: not every tense, which may be another word.
    pub fn derived_alone(&self) -> Pattern {
        Pattern::any(vec![self.alone(), self.others()])
    }

    /// Others of its family.
    pub fn others(&self) -> Pattern {
        leaf(WordMatch::Exact, self.family.iter().map(|f| (f.clone(), 1)).collect())
    }

    /// Others of its family that are not it in the other number.
    pub fn made_of_it(&self) -> Pattern {
        let numbers = number_forms(&self.folded);
        let others = self.family.iter().filter(|other| !numbers.contains(other));
        leaf(WordMatch::Exact, others.map(|f| (f.clone(), 1)).collect())
    }

    /// The word with the other sign.
    pub fn turned(&self) -> Pattern {
        leaf(WordMatch::Exact, self.opposites.iter().map(|f| (f.clone(), 1)).collect())
    }
}

impl Snapshot {
    /// The words of a phrase that tell something, each with the small ones before it.
    pub(super) fn content_words(&self, phrase: &str, cut: &mut Vec<String>) -> Result<Vec<Word>, IndexError> {
        let tokens = Tokens::from_text(phrase);
        let all: Vec<&str> = tokens.iter().map(|t| tokens.form(t)).collect();
        let only_small = all.iter().all(|w| is_small(w));
        let (mut words, mut link) = (Vec::new(), Vec::new());
        for word in all {
            if is_small(word) && !only_small {
                link.push(word.to_owned());
            } else {
                words.push(Word { link: std::mem::take(&mut link), ..self.word(word, cut)? });
            }
        }
        Ok(words)
    }

    fn word(&self, word: &str, cut: &mut Vec<String>) -> Result<Word, IndexError> {
        let (mut family, mut opposites) = (Vec::new(), Vec::new());
        if word.is_ascii() && word.len() >= 5 && word.chars().all(char::is_alphabetic) {
            family = self.family_of(word)?;
            if let Some(positive) = family::without_sign(word)
                && self.is_said(positive)?
            {
                opposites = self.family_of(positive)?;
                opposites.push(positive.to_owned());
            }
            for sign in family::SIGNS.into_iter().filter(|sign| family::takes_sign(sign, word)) {
                let turned = self.terms_that_begin(&format!("{sign}{}", &word[..4]))?;
                let of_word = |t: &str| t[sign.len()..] == *word || family::related(word, &t[sign.len()..]);
                opposites.extend(turned.into_iter().filter(|(t, n, _)| *n == 1 && of_word(t)).map(|(t, ..)| t));
            }
        }
        for listed in family::listed(word) {
            if !family.iter().any(|known| known == listed) && self.is_said(listed)? {
                family.push(listed.to_owned());
            }
        }
        let mut splits = Vec::new();
        for at in (SHORTEST_HALF..word.len().saturating_sub(SHORTEST_HALF - 1)).filter(|_| word.is_ascii()) {
            // Halves that are no words of the record stand nowhere.
            if !self.is_said(&word[..at])? || !self.is_said(&word[at..])? {
                continue;
            }
            let split = exact(&format!("{} {}", &word[..at], &word[at..]));
            // Halves that stand together more often than the word does say something else: "over time" of overtime.
            if self.passages_with(split.clone(), cut)? <= self.passages_of(word)? {
                splits.push(split);
            }
        }
        // A stem is shared by regular forms alone: "child" and "children" have two.
        let numbers = std::iter::once(word).chain(irregular(word));
        let same = Pattern::any(numbers.map(|number| Pattern::sequence(stemmed_words(number))).collect());
        Ok(Word { folded: word.to_owned(), link: Vec::new(), same, splits, family, opposites })
    }

    /// How many passages have a word as it is written.
    pub(super) fn passages_of(&self, word: &str) -> Result<u64, IndexError> {
        Ok(self.engine.frequencies(&[word])?.first().copied().unwrap_or(0))
    }

    /// Words of the record that are of a word's family.
    fn family_of(&self, word: &str) -> Result<Vec<String>, IndexError> {
        let alike = self.terms_that_begin(&word[..4])?;
        Ok(alike.into_iter().filter(|(t, n, _)| *n == 1 && family::related(word, t)).map(|(t, ..)| t).collect())
    }

    /// How many passages have a pattern.
    pub(super) fn passages_with(&self, pattern: Pattern, cut: &mut Vec<String>) -> Result<u64, IndexError> {
        let mut passages = 0;
        let pass = self.for_each_match(&Plan::Find(pattern, MentionUnit::Phrase), |_| Ok(()), |(), _| passages += 1);
        pass?.report(cut);
        Ok(passages)
    }
}

/// Words near each other, or the only one.
pub(super) fn near(words: &[Word], pattern: fn(&Word) -> Pattern) -> Pattern {
    let parts: Vec<Pattern> = words.iter().map(pattern).collect();
    if parts.len() == 1 { Pattern::any(parts) } else { Pattern::Near(2 * words.len() as u32, parts) }
}
