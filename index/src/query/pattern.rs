//! From typed words to patterns of index terms, by the same tokeniser that made the index.

use crate::plan::{Leaf, Pattern, WordMatch};
use crate::text::{LONGEST_JOIN, Link, Stems, Tokens, joined_term, joins_exact, joins_stemmed};

/// Exactly these forms, next to each other; what print joins also where it stands joined or apart.
pub(crate) fn exact(text: &str) -> Pattern {
    let tokens = Tokens::from_text(text);
    Pattern::sequence(
        chains(&tokens, joins_exact).map(|c| chain(&tokens, c, WordMatch::Exact, &mut Stems::default())).collect(),
    )
}

/// A bare word: its stem; what is joined in print also joined.
pub(crate) fn stemmed(word: &str) -> Pattern {
    Pattern::sequence(stemmed_words(word))
}

/// Each word of a text for itself, by its stem.
pub(crate) fn stemmed_words(text: &str) -> Vec<Pattern> {
    let tokens = Tokens::from_text(text);
    let mut stems = Stems::default();
    chains(&tokens, joins_stemmed).map(|c| chain(&tokens, c, WordMatch::Stem, &mut stems)).collect()
}

/// Exact words of which the last is any of those that it expands to.
pub(crate) fn with_last(text: &str, expand: impl FnOnce(&str) -> Vec<(String, u32)>) -> Pattern {
    let tokens = Tokens::from_text(text);
    let words: Vec<&str> = tokens.iter().map(|t| tokens.form(t)).collect();
    let Some((last, before)) = words.split_last() else { return Pattern::Any(Vec::new()) };
    let mut parts: Vec<Pattern> = before.iter().map(|w| leaf(WordMatch::Exact, vec![((*w).to_owned(), 1)])).collect();
    let mut terms = expand(last);
    if !before.is_empty() {
        terms.retain(|(_, length)| *length == 1);
    }
    parts.push(leaf(WordMatch::Exact, terms));
    Pattern::sequence(parts)
}

/// Terms in order, as a leaf wants them.
pub(crate) fn leaf(form: WordMatch, mut terms: Vec<(String, u32)>) -> Pattern {
    terms.sort_unstable();
    terms.dedup();
    Pattern::Leaf(Leaf { word_match: form, terms })
}

/// Runs of words that print joins: first and last position. The bare s of a possessive belongs to no chain of stems.
fn chains(tokens: &Tokens, joins: fn(Link) -> bool) -> impl Iterator<Item = (usize, usize)> {
    let possessive = move |at: usize| at > 0 && tokens.get(at - 1).is_some_and(|t| t.link == Link::Possessive);
    let drops_possessive = joins(Link::Apostrophe);
    let joined_on = move |at: usize| tokens.get(at).is_some_and(|t| joins(t.link));
    (0..tokens.len())
        .filter(move |&at| at == 0 || !joined_on(at - 1))
        .filter(move |&at| !(drops_possessive && possessive(at)))
        .map(move |first| (first, (first..tokens.len()).find(|&at| !joined_on(at)).unwrap_or(first)))
}

fn chain(tokens: &Tokens, (first, last): (usize, usize), form: WordMatch, stems: &mut Stems) -> Pattern {
    let mut written = |word: &str| match form {
        WordMatch::Exact => word.to_owned(),
        WordMatch::Stem => stems.stem(word).to_owned(),
    };
    let parts: Vec<&crate::text::Token> = (first..=last).filter_map(|at| tokens.get(at)).collect();
    if let [only] = parts[..] {
        if let Some(money) = tokens.money(only) {
            return leaf(form, vec![(money.to_owned(), 1)]);
        }
        let word = written(tokens.form(only));
        let letters = word.chars().any(char::is_alphabetic) && word.len() > 1;
        let joined = (2..=LONGEST_JOIN).filter(|_| letters).map(|n| (joined_term(n, &word), n as u32));
        return leaf(form, joined.chain([(word.clone(), 1)]).collect());
    }
    let whole: String = parts.iter().map(|t| tokens.form(t)).collect();
    let apart = parts.iter().map(|t| leaf(form, vec![(written(tokens.form(t)), 1)])).collect();
    let joined = leaf(form, vec![(written(&whole), 1)]);
    if parts.len() > LONGEST_JOIN {
        Pattern::sequence(apart)
    } else {
        Pattern::Any(vec![Pattern::sequence(apart), joined])
    }
}
