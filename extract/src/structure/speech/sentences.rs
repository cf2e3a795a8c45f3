//! Where one sentence ends and the next begins.
//!
//! Unicode's rules break after "Cllr.", "J." and "i.e."; those pieces are joined again. Invariant: the sentences of a
//! text, put together, are the text.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Words that end in a stop without ending a sentence.
const ABBREVIATIONS: &[&str] = &[
    "cllr", "cllrs", "mr", "mrs", "ms", "miss", "dr", "prof", "rev", "revd", "hon", "rt", "st", "sir", "ald", "no",
    "nos", "para", "paras", "approx", "e.g", "i.e", "etc", "vs", "viz", "cf", "fig", "ref", "dept", "dir", "ltd", "co",
    "inc", "cert", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "p", "pp", "s",
    "ss", "app", "min", "max", "esq", "a.m", "p.m", "con", "prop", "sec", "dep", "asst", "tel", "gov",
    // Titles before a name, where breaking cuts the name in two.
    "cr", "crs", "clr", "comr", "supr", "supv", "supvr", "sen", "rep", "atty", "bro", "bros", "sis", "capt", "sgt",
    "lt", "lieut", "col", "maj", "cmdr", "insp", "supt", "msgr", "ven", "mme", "messrs", "smt",
];

/// The sentences of a text as byte ranges; together they cover it without gaps.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, piece) in text.split_sentence_bound_indices() {
        let end = start + piece.len();
        match found.last_mut() {
            Some(last) if goes_on(&text[last.clone()], &text[start..]) => last.end = end,
            _ => found.push(start..end),
        }
    }
    found.into_iter().flat_map(|range| at_numerals(text, range)).collect()
}

/// Unicode's rules do not break before a numeral that a lower-case word follows: "… was low. 14 new staff came."
fn at_numerals(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = range.start;
    for (dot, _) in text[range.clone()].match_indices(". ") {
        let (dot, next) = (range.start + dot, range.start + dot + 2);
        let word = text[from..dot].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
        let whole = word.chars().count() > 2 && word.ends_with(char::is_alphabetic) && !word.contains('.');
        let numeral = text[next..range.end].starts_with(|c: char| c.is_ascii_digit() || c == '£');
        if whole && numeral && !ABBREVIATIONS.contains(&word.to_lowercase().as_str()) {
            out.push(from..next);
            from = next;
        }
    }
    out.push(from..range.end);
    out
}

/// Whether the break between `left` and what follows is none: an abbreviation, an initial, a list number, or a
/// continuation in lower case.
fn goes_on(left: &str, right: &str) -> bool {
    let body = left.trim_end();
    if body.is_empty() || right.trim().is_empty() {
        return true;
    }
    if left.ends_with(['\n', '\r', '\u{2029}']) && body.ends_with(['.', ':', ';', '!', '?']) {
        return false;
    }
    let next = right.trim_start().chars().next().unwrap_or(' ');
    if next.is_lowercase() {
        return true;
    }
    let Some(stopped) = body.strip_suffix('.') else { return !body.ends_with(['!', '?', '”', '"', '’', ')']) };
    let word = stopped.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | ',')).next().unwrap_or("");
    let lower = word.to_lowercase();
    // "(Ch. No. 12)": a number follows what is cut short.
    if right.trim_start().starts_with("No. ") && stopped[..stopped.len() - word.len()].ends_with('(') {
        return true;
    }
    // A time closes a sentence as often as not: "at 6.30 p.m. The Chair ..." is two.
    if matches!(lower.as_str(), "a.m" | "p.m" | "etc") {
        return false;
    }
    is_initials(word) || ABBREVIATIONS.contains(&lower.as_str()) || (is_list_number(word) && body.len() <= 6)
}

/// "J", "A.M", "S.J": capital letters with stops between.
fn is_initials(word: &str) -> bool {
    !word.is_empty() && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

fn is_list_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: &[&str]) {
        let said: Vec<&str> = sentences(text).into_iter().map(|r| text[r].trim()).collect();
        assert_eq!(said, expect);
    }

    #[test]
    fn breaks_where_a_reader_would() {
        check("The plan was agreed. Work went on.", &["The plan was agreed.", "Work went on."]);
        check("Cllr. J. Marrow asked why. Dr. Pell replied.", &["Cllr. J. Marrow asked why.", "Dr. Pell replied."]);
        check(
            "Costs rose, i.e. Fuel costs. 14 new staff came.",
            &["Costs rose, i.e. Fuel costs.", "14 new staff came."],
        );
        check("It began at 6.30 p.m. The Chair spoke.", &["It began at 6.30 p.m.", "The Chair spoke."]);
        check("Was it £1.5m? “Yes.” That was all.", &["Was it £1.5m?", "“Yes.”", "That was all."]);
        check("He asked (see para. 4) why.", &["He asked (see para. 4) why."]);
        check("1. Apologies were received.", &["1. Apologies were received."]);
        for title in ["Bro", "Sis", "Cr", "Supr", "Sen", "Sgt", "Smt"] {
            let text = format!("It rained. {title}. Elm asked why.");
            check(&text, &["It rained.", &format!("{title}. Elm asked why.")]);
        }
    }

    proptest! {
        #[test]
        fn sentences_put_together_are_the_text(text in "\\PC{0,200}") {
            let joined: String = sentences(&text).into_iter().map(|r| text[r].to_owned()).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
