//! Names that stand one behind the other with nothing between them: "Jo Elm Kim Oak Ann Ash", what is left of a column
//! that lost its lines.

use super::words::{is_initials, is_name_word, is_no_name, is_post_word};
use crate::lexicon::{self, Tags, is_honour, is_particle, is_title};

/// Fewer people than this in a run may be one long name, unless each begins with a title or initials.
const LEAST: usize = 3;

/// The people of a run, each with their words; `None` where the words cannot be parted into whole names, or into too few.
pub fn apart(words: &[&str]) -> Option<Vec<String>> {
    let mut people = Vec::new();
    // Where the first has a first name, all have: "Jo Elm F. Kim Oak" has F. Kim Oak, and "J Elm F Kim" two people.
    let given = words.first().is_some_and(|w| !is_title(w) && !is_initials(w));
    let mut rest = words;
    while !rest.is_empty() {
        let length = person(rest, given)?;
        people.push(rest[..length].join(" "));
        rest = &rest[length..];
    }
    (people.len() >= LEAST || !given && people.len() > 1).then_some(people)
}

/// How many of these words are the first person: title, initials or first name (both where all have a first name),
/// initials, surname, honours, a note in brackets.
fn person(words: &[&str], given: bool) -> Option<usize> {
    let is = |at: usize, test: &dyn Fn(&str) -> bool| words.get(at).is_some_and(|w| test(w));
    let mut at = usize::from(is(0, &|w| is_title(w) && !is_initials(w)));
    let from = at;
    while is(at, &is_initials) {
        at += 1;
    }
    if given || at == from {
        at += usize::from(is(at, &is_part));
        while is(at, &is_initials) {
            at += 1;
        }
    }
    if at == from {
        return None;
    }
    while is(at, &is_particle) {
        at += 1;
    }
    if !is(at, &|w| is_part(w) && !is_initials(w)) {
        return None;
    }
    at += 1;
    while is(at, &|w| is_honour(w) || is_rank(w)) {
        at += 1;
    }
    if is(at, &|w| w.starts_with('(')) {
        at += words[at..].iter().position(|w| w.ends_with(')'))? + 1;
    }
    Some(at)
}

/// Whether a word can be a first name or a surname, and nothing else.
fn is_part(word: &str) -> bool {
    is_name_word(word) && !is_post_word(word) && !is_no_name(word) && !lexicon::tags(word).has(Tags::BODY)
}

/// "Esq", "Jr", "III": what stands behind a surname.
fn is_rank(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Esq" | "Jr" | "Sr" | "II" | "III" | "IV")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_anything_between_them_are_parted() {
        for (text, expect) in [
            ("Jo Elm Kim Oak Ann Ash", Some("Jo Elm/Kim Oak/Ann Ash")),
            (
                "Jo T. Elm Kim Oak Ann Ash (Convenor) Lou de Fir",
                Some("Jo T. Elm/Kim Oak/Ann Ash (Convenor)/Lou de Fir"),
            ),
            ("Jo T. Elm F. Kim Oak Ann Ash Lou Fir", Some("Jo T. Elm/F. Kim Oak/Ann Ash/Lou Fir")),
            ("J Elm K Oak", Some("J Elm/K Oak")),
            ("Mrs J Elm K Oak Esq P N Ash Esq", Some("Mrs J Elm/K Oak Esq/P N Ash Esq")),
            ("Mr. Jo Elm Jr. Ms. Kim Oak", Some("Mr. Jo Elm Jr./Ms. Kim Oak")),
            ("Jo Elm Kim Oak", None),
            ("Mary Ann Elm Kim Oak Lou Fir", None),
            ("Eden Valley Parish Council Town Clerk", None),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(apart(&words).map(|people| people.join("/")).as_deref(), expect, "{text}");
        }
    }
}
