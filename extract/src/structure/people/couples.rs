//! Two people before the surname that they share: "Ann and Kim Oak".

use super::words::{is_no_name, is_post_word, is_word_alone, whole_name};
use crate::lexicon::is_honour;
use std::borrow::Cow;

/// Couples with the surname that they share, in a list of whole names: "Jo Elm, Ann and Kim Oak" has Ann Oak.
pub(super) fn with_surnames(text: &str) -> Cow<'_, str> {
    if !JOINTS.iter().any(|joint| text.contains(joint)) || text.contains(['(', ';']) {
        return Cow::Borrowed(text);
    }
    let pieces: Vec<&str> = text.split(", ").collect();
    let whole = |piece: &str| {
        let piece = piece.strip_prefix("and ").unwrap_or(piece).replace(" & ", " and ");
        piece.split(" and ").all(|name| whole_name(name.trim().trim_end_matches('.')))
    };
    let (couples, others): (Vec<&str>, Vec<&str>) = pieces.iter().partition(|piece| couple(piece).is_some());
    let named = others.iter().filter(|piece| whole(piece)).count();
    // A sign joins two closer than the commas part the others, of whom some may have a first name alone.
    let signed = couples.iter().all(|piece| piece.contains(" & "));
    let first_names = signed && named * 2 > others.len() && others.iter().all(|p| whole(p) || is_word_alone(p.trim()));
    if couples.is_empty() || pieces.len() < 2 || !(named == others.len() || first_names) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        pieces.iter().map(|piece| couple(piece).unwrap_or_else(|| (*piece).to_owned())).collect::<Vec<_>>().join(", "),
    )
}

/// What joins two people.
const JOINTS: [&str; 2] = [" and ", " & "];

/// Two first names before one surname, each with it: "Ann and Kim Oak" are Ann Oak and Kim Oak.
pub fn couple(piece: &str) -> Option<String> {
    let piece = piece.trim().trim_end_matches(['.', ',']);
    let (first, second) = JOINTS.iter().find_map(|joint| piece.split_once(joint))?;
    let (_, surname) = second.rsplit_once(' ').filter(|_| whole_name(second))?;
    let plain = !first.contains(' ') && is_word_alone(first) && !is_post_word(first) && !is_no_name(first);
    (plain && !is_honour(first)).then(|| format!("{first} {surname} and {second}"))
}
