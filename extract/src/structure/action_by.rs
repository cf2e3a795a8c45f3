//! "Action: Clerk", "Action SH, BE": a line, or the last words of a paragraph, that says nothing but who is to do what
//! stands before it.

use crate::lexicon::{Tags, tags};
use crate::structure::names::starts_upper;

/// Who is to do it, as such a line prints them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doers<'t> {
    /// Their initials, names or offices.
    pub printed: &'t str,
    /// Whether initials or an office say that somebody is meant; a word with a capital may be anything.
    pub plain: bool,
}

/// Labels before them, the longest first.
const LABELS: [&str; 6] = ["actions by", "action by", "action point", "action for", "actions", "action"];

/// Most words behind the label.
const MOST: usize = 8;

/// Words in capitals that are nobody's initials.
const NOBODY: [&str; 9] = ["NONE", "NIL", "DONE", "TBC", "TBA", "INFO", "LOG", "PLAN", "NOTE"];

/// Those whom a text names that is nothing else than such a line.
pub fn doers(text: &str) -> Option<Doers<'_>> {
    let text = text.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
    let label = LABELS.iter().find(|l| text.get(..l.len()).is_some_and(|start| start.eq_ignore_ascii_case(l)))?;
    let rest = &text[label.len()..];
    let marked = rest.trim_start().starts_with([':', '-', '–', '—']);
    if !(marked || rest.starts_with(char::is_whitespace)) || !starts_upper(text) {
        return None;
    }
    let printed = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '.'));
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '/' | '&' | ';');
    let words: Vec<&str> = printed.split(apart).filter(|word| !matches!(*word, "" | "and" | "the")).collect();
    let fits = |word: &&str| starts_upper(word) && word.chars().all(|c| c.is_alphabetic() || "'’.-()".contains(c));
    if words.is_empty() || words.len() > MOST || !words.iter().all(fits) || words.iter().any(|w| NOBODY.contains(w)) {
        return None;
    }
    let office = |word: &&str| tags(&word.to_lowercase()).has_any(Tags::HEAD | Tags::TITLE | Tags::OFFICE_TITLE);
    let plain = words.iter().all(|word| are_initials(word)) || words.iter().any(office);
    (plain || marked).then_some(Doers { printed, plain })
}

/// "SH", "BE", "ALL".
fn are_initials(word: &str) -> bool {
    (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_name_who_acts() {
        for (text, printed, plain) in [
            ("Action SH, BE", "SH, BE", true),
            ("ACTION: Clerk", "Clerk", true),
            ("Action by: the Clerk and Cllr Elm.", "the Clerk and Cllr Elm", true),
            ("Actions – ALL", "ALL", true),
            ("Action: Jo Elm", "Jo Elm", false),
        ] {
            assert_eq!(doers(text), Some(Doers { printed, plain }), "{text}");
        }
        for text in [
            "Action Plan",
            "Action: Clerk to write",
            "ACTION: NONE",
            "Action",
            "Actions agreed",
            "actions SH",
            "Action: 4 May",
        ] {
            assert_eq!(doers(text), None, "{text}");
        }
    }
}
