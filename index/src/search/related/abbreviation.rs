//! Abbreviations that the papers themselves explain: "elective home education (EHE)".

use crate::text::Tokens;

/// The abbreviation that stands in brackets directly after a phrase in this text: capitals, of which each begins a word
/// of the phrase. `end` is the byte after the phrase.
pub(crate) fn after(text: &str, end: usize) -> Option<&str> {
    let rest = text.get(end..)?;
    // An apostrophe or a plural may stand between ("officers' (IRO)").
    let rest = rest.trim_start_matches(['\'', '’', 's', ' ', '\n', '\t']);
    let inside = rest.strip_prefix('(')?;
    let (short, _) = inside.split_once(')')?;
    let short = short.trim().trim_end_matches(['s', '\'', '’']);
    let fits = (2..=8).contains(&short.len()) && short.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    fits.then_some(short)
}

/// Whether the letters of an abbreviation begin the words of a phrase, in order; small words may be passed over.
pub(crate) fn begins_words(short: &str, words: &[&str]) -> bool {
    let mut letters = short.chars().map(|c| c.to_ascii_lowercase()).peekable();
    for word in words {
        if letters.peek().is_some_and(|&c| word.starts_with(c)) {
            letters.next();
        } else if !is_small(word) {
            return false;
        }
    }
    letters.next().is_none()
}

/// Words that abbreviations pass over and that alone say nothing.
pub(crate) fn is_small(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "as"
            | "at"
            | "be"
            | "been"
            | "by"
            | "for"
            | "from"
            | "had"
            | "has"
            | "have"
            | "in"
            | "is"
            | "it"
            | "its"
            | "of"
            | "on"
            | "or"
            | "our"
            | "s"
            | "that"
            | "the"
            | "their"
            | "this"
            | "to"
            | "was"
            | "were"
            | "which"
            | "will"
            | "with"
            | "would"
            | "are"
            | "we"
            | "they"
            | "he"
            | "she"
            | "i"
            | "you"
            | "but"
    )
}

/// What an abbreviation stands for in a text that explains it: the words before `(SHORT)` that its letters begin.
pub(crate) fn long_form(text: &str, short: &str) -> Option<String> {
    let bracket = [format!("({short})"), format!("({short}s)")].iter().find_map(|b| text.find(b.as_str()))?;
    let before = &text[..bracket];
    let tokens = Tokens::of(before);
    let words: Vec<&str> = tokens.iter().map(|t| tokens.form(t)).collect();
    let most = (short.len() * 2).min(words.len());
    let from = (short.len().min(most)..=most)
        .map(|n| words.len() - n)
        .find(|&from| begins_words(short, &words[from..]) && !is_small(words[from]))?;
    Some(words[from..].join(" "))
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
        assert!(begins_words("EHE", &["elective", "home", "education"]));
        assert!(begins_words("YP", &["year", "of", "practice"]));
        assert!(!begins_words("EHC", &["elective", "home", "education"]));
        assert_eq!(long_form(text, "EHE").as_deref(), Some("electively home educated"));
        assert_eq!(long_form(text, "LADO"), None);
    }
}
