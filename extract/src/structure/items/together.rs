//! What lines of one form have to be until a paper has the habit of heading its items so: titles, and probable together.

use super::features::is_statement;
use crate::structure::names::{is_small, starts_upper};

/// Whether lines are as probable as this on an average: one by one they may be unsure, together they are not.
pub fn are_sure_together(members: &[usize], probable: &[f64], average: f64) -> bool {
    let sum: f64 = members.iter().map(|at| probable[*at]).sum();
    sum >= average * members.len() as f64
}

/// Whether words look like a title and not like a sentence: most long words have a capital.
pub fn is_title(title: &str, longest: usize) -> bool {
    let words: Vec<&str> = title.split_whitespace().collect();
    let long = || words.iter().filter(|word| word.chars().count() > 3 && !is_small(word));
    let capitals = long().filter(|word| starts_upper(word) || word.starts_with(|c: char| !c.is_alphabetic())).count();
    let begins = words.first().is_some_and(|word| !word.starts_with(char::is_lowercase));
    (1..=longest).contains(&words.len())
        && begins
        && !title.ends_with([';', ','])
        && !is_statement(title)
        && capitals * 5 >= long().count() * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_sure_together_by_their_average() {
        let probable = [0.1, 0.7, 0.9];
        assert!(are_sure_together(&[0, 1], &probable, 0.3));
        assert!(!are_sure_together(&[0, 1], &probable, 0.5));
    }

    #[test]
    fn titles_have_capitals_and_sentences_do_not() {
        for (words, expect) in
            [("Mill Roof", true), ("Repairs to the Old Weir", true), ("he asked why", false), ("Roads;", false)]
        {
            assert_eq!(is_title(words, 5), expect, "{words}");
        }
    }
}
