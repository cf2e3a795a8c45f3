//! Names before a colon or a dash that opens a sentence: which of them say whose the words behind them are.

use super::candidate::Candidate;
use super::label_inside;
use crate::lexicon::{VerbForm, verb};
use crate::structure::speech::words::Word;
use std::ops::Range;

/// Whether a colon or a dash parts a mention at the beginning of a sentence from the rest.
pub fn is_label(words: &[Word], candidate: &Candidate, text: &str) -> bool {
    let Some(last) = words.get(candidate.end.saturating_sub(1)) else { return false };
    let gap = words.get(candidate.end).map_or(&text[last.end..], |next| &text[last.end..next.start]);
    gap.contains(':') || [" - ", " – ", " — ", "– ", "— "].iter().any(|dash| gap.contains(dash))
}

/// Whether a label is a name that the paper knows, and something is said behind it.
pub fn is_plain_label(words: &[Word], candidate: &Candidate) -> bool {
    let behind = words.len() - candidate.end;
    let recorded = behind <= 2 && words.get(candidate.end).is_some_and(label_inside::records);
    let known = candidate.manner.is_name() && candidate.person.is_some();
    known && behind > 1 && !recorded && is_sentence(&words[candidate.end..])
}

/// A label's words are a topic ("Ann Elm: inventories, question 1") unless they are so many, have a verb or an end.
const LONGEST_TOPIC: usize = 8;

pub fn is_sentence(words: &[Word]) -> bool {
    const VERBS: [&str; 22] = [
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "should", "may", "might",
        "do", "does", "did", "be", "not", "i", "we", "let",
    ];
    let ends = words.last().is_some_and(|w| w.after.contains(['.', '?', '!', '…']));
    let past = |w: &Word| verb(&w.key).is_some_and(|v| v.form == VerbForm::Past);
    let finite = |w: &Word| VERBS.contains(&w.key.as_str()) || !w.is_capital() && past(w);
    ends || words.len() > LONGEST_TOPIC || words.iter().any(finite)
}

/// Whether a mention is the whole of a label, but for its article and a remark behind it.
pub fn fills(candidate: &Candidate, words: &[Word], span: &Range<usize>) -> bool {
    let (Some(first), Some(last)) = (words.get(candidate.start), words.get(candidate.end - 1)) else { return false };
    // "To Ann: yes" is said to her.
    let addressed = words.first().is_some_and(|word| matches!(word.key.as_str(), "to" | "for" | "from" | "re" | "cc"));
    !addressed
        && first.start <= span.start + "The ".len()
        && first.start >= span.start
        && last.end >= span.end
        && words.get(candidate.end).is_none_or(|next| next.start >= span.end)
}
