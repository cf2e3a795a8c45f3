//! Abbreviations that the papers themselves explain: "elective home education (EHE)", "EHE (elective home education)",
//! a row of a key, "EHE: elective home education".

use crate::text::Tokens;

/// Letters of an abbreviation.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;

/// Letters that an abbreviation may take of one word: "CImC" takes two of "Improvement".
const OF_ONE_WORD: usize = 3;

/// Letters of an abbreviation that are tried in the shapes of others, at most.
const CONFUSED: usize = 3;

/// Letters that print and readers of print take for one another, in small letters.
const ALIKE: [&str; 2] = ["il1", "o0"];

/// What may stand between a phrase and its abbreviation, in either order. Nothing else does: a comma parts a list.
const BETWEEN: [&str; 8] = ["(", "[", "\t", ":", "=", "–", "—", "- "];

/// Marks that an abbreviation may stand in where it is explained.
const QUOTES: [char; 6] = ['"', '\'', '‘', '’', '“', '”'];

/// Whether this is printed as an abbreviation is: capitals and figures, with a few small letters ("CiC", "EqIA").
pub(crate) fn is_short(printed: &str) -> bool {
    let count = |of: fn(&char) -> bool| printed.chars().filter(of).count();
    let (all, capitals) = (printed.chars().count(), count(|c| c.is_ascii_uppercase()));
    // A small l may be a capital I that was read wrongly: it tells nothing either way.
    let small = count(|c| c.is_ascii_lowercase() && *c != 'l');
    LETTERS.contains(&all)
        && printed.chars().all(|c| c.is_ascii_alphanumeric())
        && capitals >= small
        && capitals + count(char::is_ascii_digit) > 1
        && printed.starts_with(|c: char| c.is_ascii_uppercase() || matches!(c, 'l' | '1'))
}

/// The abbreviation that stands directly after a phrase in this text. `end` is the byte after the phrase.
pub(crate) fn after(text: &str, end: usize) -> Option<&str> {
    let rest = text.get(end..)?;
    // An apostrophe or a plural may stand between ("officers' (IRO)").
    let rest = rest.trim_start_matches(['\'', '’', 's', ' ', '\n']);
    let inside = BETWEEN.iter().find_map(|mark| rest.strip_prefix(mark))?.trim_start();
    let short = &inside[..inside.find(|c: char| !c.is_alphanumeric()).unwrap_or(inside.len())];
    Some(singular(short)).filter(|short| is_short(short))
}

/// The abbreviation that stands directly before a phrase that explains it. `start` is the phrase's first byte.
pub(crate) fn before(text: &str, start: usize) -> Option<&str> {
    let head = without_mark(text.get(..start)?)?.trim_end();
    let from = head
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    Some(singular(&head[from..])).filter(|short| is_short(short))
}

/// What stands before the mark at the end of a text, where there is one.
fn without_mark(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(|c: char| matches!(c, ' ' | '\n') || QUOTES.contains(&c));
    BETWEEN.iter().find_map(|mark| text.strip_suffix(mark.trim_end_matches(' ')))
}

/// Without the small s of a plural.
fn singular(short: &str) -> &str {
    short.strip_suffix('s').filter(|rest| rest.ends_with(|c: char| c.is_ascii_uppercase())).unwrap_or(short)
}

/// Whether the letters of an abbreviation begin the words of a phrase, in order; small words may be passed over.
pub(crate) fn begins_words(short: &str, words: &[&str]) -> bool {
    fits(&short.to_ascii_lowercase(), words)
}

fn fits(letters: &str, words: &[&str]) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    let passed_over = is_small(word) && fits(letters, rest);
    let taken = |n: usize| letters.get(..n).is_some_and(|l| word.starts_with(l)) && fits(&letters[n..], rest);
    passed_over || (!letters.is_empty() && (1..=OF_ONE_WORD).any(taken))
}

/// The folded forms in which an abbreviation may be found: its own, and those with letters that look alike.
pub(crate) fn looks_like(folded: &str) -> Vec<String> {
    let mut forms = vec![String::new()];
    let mut confused = 0;
    for c in folded.chars() {
        let alike = ALIKE.iter().find(|of| of.contains(c) && confused < CONFUSED);
        confused += usize::from(alike.is_some());
        let shapes: Vec<char> = alike.map_or_else(|| vec![c], |of| of.chars().collect());
        forms = forms.iter().flat_map(|form| shapes.iter().map(move |shape| format!("{form}{shape}"))).collect();
    }
    forms
}

/// Words that abbreviations pass over and that alone say nothing.
pub(crate) fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "i",
        "in", "is", "it", "its", "of", "on", "or", "our", "s", "she", "that", "the", "their", "they", "this", "to",
        "was", "we", "were", "which", "will", "with", "would", "you",
    ];
    SMALL.binary_search(&word).is_ok()
}

/// What an abbreviation stands for in a text that explains it: the words beside it that its letters begin.
pub(crate) fn long_form(text: &str, short: &str) -> Option<String> {
    let at = text.match_indices(short).find(|(at, _)| {
        let ends = text[at + short.len()..].trim_start_matches('s').chars().next();
        let begins = text[..*at].chars().next_back();
        !ends.is_some_and(char::is_alphanumeric) && !begins.is_some_and(char::is_alphanumeric)
    });
    let (at, _) = at?;
    words_before(text, at, short).or_else(|| words_after(text, at + short.len(), short))
}

fn words_before(text: &str, at: usize, short: &str) -> Option<String> {
    let head = without_mark(&text[..at])?;
    let tokens = Tokens::from_text(head);
    let words: Vec<&str> = tokens.iter().map(|t| tokens.form(t)).collect();
    let most = (short.len() * 2).min(words.len());
    let from = (1..=most)
        .map(|n| words.len() - n)
        .find(|&from| !is_small(words[from]) && begins_words(short, &words[from..]) && words.len() - from > 1)?;
    Some(words[from..].join(" "))
}

fn words_after(text: &str, end: usize, short: &str) -> Option<String> {
    let rest = text[end..].trim_start_matches(['s', ' ']);
    let rest = BETWEEN.iter().find_map(|mark| rest.strip_prefix(mark))?;
    let tokens = Tokens::from_text(&rest[..rest.find([')', ']', '\n', ';']).unwrap_or(rest.len())]);
    let words: Vec<&str> = tokens.iter().map(|t| tokens.form(t)).collect();
    let most = (short.len() * 2).min(words.len());
    let until = (2..=most).find(|&n| begins_words(short, &words[..n]) && !is_small(words[n - 1]))?;
    Some(words[..until].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_read_where_they_are_explained() {
        let text = "Electively Home Educated (EHE) and officers’ (IROs) reports (see below)";
        assert_eq!(after(text, "Electively Home Educated".len()), Some("EHE"));
        assert_eq!(after(text, text.find("officers").unwrap() + 8), Some("IRO"));
        assert_eq!(after(text, text.find("reports").unwrap() + 7), None);
        assert_eq!(after("Child in Need\tCiN", 13), Some("CiN"));
        assert_eq!(before("CiN\tChild in Need", 4), Some("CiN"));
        assert_eq!(before("the EHCPs (education, health and care plans)", 11), Some("EHCP"));
        assert_eq!(before("of the plan (see there)", 13), None);
        assert_eq!(long_form(text, "EHE").as_deref(), Some("electively home educated"));
        assert_eq!(long_form("SGO: special guardianship order", "SGO").as_deref(), Some("special guardianship order"));
        assert_eq!(long_form("CIN (children in need) plans", "CIN").as_deref(), Some("children in need"));
        assert_eq!(long_form(text, "LADO"), None);
        assert_eq!(long_form("the joint harbour committee that this JHC wrote to", "JHC"), None);
        assert_eq!(before("of EHE elective home education", 7), None);
    }

    #[test]
    fn letters_begin_words() {
        for (short, words, expect) in [
            ("EHE", "elective home education", true),
            ("YP", "year of practice", true),
            ("CImC", "corporate improvement committee", true),
            ("CiC", "children in care", true),
            ("EHC", "elective home education", false),
            ("EHE", "elective education", false),
        ] {
            assert_eq!(begins_words(short, &words.split(' ').collect::<Vec<_>>()), expect, "{short} {words}");
        }
    }

    #[test]
    fn print_takes_letters_for_one_another() {
        assert_eq!(looks_like("ehe"), ["ehe"]);
        assert!(["clmc", "cimc", "c1mc"].iter().all(|form| looks_like("cimc").contains(&(*form).to_owned())));
        for (printed, expect) in [
            ("CImC", true),
            ("ClmC", true),
            ("CIMC", true),
            ("IRO", true),
            ("S47", true),
            ("Cimc", false),
            ("lac", false),
            ("A", false),
            ("Ill", false),
        ] {
            assert_eq!(is_short(printed), expect, "{printed}");
        }
    }
}
