//! Spelling and completion from the index's own words.

use crate::answer::{Completion, Suggestions};
use crate::error::IndexError;
use crate::read::Snapshot;
use crate::text::Tokens;

/// Completions given.
const COMPLETIONS: usize = 10;

/// Fewest letters that are completed.
const FEWEST_LETTERS: usize = 2;

/// A word in at most so many passages may be misspelt; one that is more frequent stands as it is.
const RARE: u64 = 2;

/// How many times more frequent a word must be to be what was meant by a rare one.
const MORE_FREQUENT: u64 = 10;

impl Snapshot {
    /// Spelling and completion from the index's own words.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn suggest(&self, typed: &str) -> Result<Suggestions, IndexError> {
        let tokens = Tokens::from_text(typed);
        let (mut meant, mut copied, mut changed) = (String::new(), 0, false);
        for token in tokens.iter() {
            let word = tokens.form(token);
            if let Some(better) = self.better_spelt(word)? {
                meant.push_str(&typed[copied..token.start]);
                meant.push_str(&better);
                copied = token.end;
                changed = true;
            }
        }
        meant.push_str(&typed[copied..]);
        let completions = match tokens.iter().last() {
            Some(last) if last.end == typed.len() => self.completions(tokens.form(last))?,
            _ => Vec::new(),
        };
        Ok(Suggestions { did_you_mean: changed.then_some(meant), completions })
    }

    fn completions(&self, letters: &str) -> Result<Vec<Completion>, IndexError> {
        if letters.chars().count() < FEWEST_LETTERS {
            return Ok(Vec::new());
        }
        let mut words = self.terms_that_begin(letters)?;
        words.retain(|(_, length, _)| *length == 1);
        words.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
        words.truncate(COMPLETIONS);
        Ok(words.into_iter().map(|(word, _, passages)| Completion { word, passages }).collect())
    }

    /// A far more frequent word that is one or two letters off a rare one without digits.
    pub(crate) fn better_spelt(&self, word: &str) -> Result<Option<String>, IndexError> {
        if word.chars().count() < 4 || !word.chars().all(char::is_alphabetic) {
            return Ok(None);
        }
        let passages = self.engine.frequencies(&[word])?.first().copied().unwrap_or(0);
        if passages > RARE {
            return Ok(None);
        }
        let letters = if word.chars().count() < 7 { 1 } else { 2 };
        let near = self.terms_like(word, letters)?;
        let better = near.into_iter().filter(|(term, _, n)| term != word && *n >= (passages + 1) * MORE_FREQUENT);
        // One letter off beats two; then the more frequent.
        let rank = |(term, _, n): &(String, u32, u64)| (std::cmp::Reverse(strsim::osa_distance(term, word)), *n);
        Ok(better.max_by_key(rank).map(|(term, ..)| term))
    }
}
