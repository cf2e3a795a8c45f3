//! What stands behind a name between commas or in brackets and is neither an office nor a name: the call sign of a radio
//! amateur ("Rick, W1ELM, said"), or the letters of the body that somebody comes from ("Ed Elm, UFA, stated").

use crate::structure::call_signs::is_call_sign;
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::words::Word;

/// The call sign right behind a name that ends before `end`.
pub fn call_sign<'w>(words: &[Word<'w>], end: usize) -> Option<&'w str> {
    words.get(end).map(|next| next.text).filter(|next| is_call_sign(next))
}

/// Whether the letters of a body stand behind a name that ends before `end`, with commas around them and a verb behind.
pub fn is_of_body(words: &[Word], end: usize) -> bool {
    let letters = |word: &Word| (2..=6).contains(&word.text.len()) && word.text.chars().all(|c| c.is_ascii_uppercase());
    let parted = end > 0 && words[end - 1].has_comma();
    let next = words.get(end).filter(|next| letters(next) && next.has_comma());
    parted && next.is_some() && verb_at(words, end + 1).is_some()
}
