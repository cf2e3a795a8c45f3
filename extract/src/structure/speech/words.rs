//! The words of a sentence, with the punctuation that stands around them.

use record::text::fold;

/// One word and where it stands in its sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Word<'a> {
    /// The word as printed, without the punctuation around it and without a possessive ending.
    pub text: &'a str,
    /// The word folded for comparison.
    pub key: String,
    /// Byte offset of its first letter.
    pub start: usize,
    /// Byte offset after its last letter, possessive ending included.
    pub end: usize,
    /// Punctuation before it.
    pub before: &'a str,
    /// Punctuation after it.
    pub after: &'a str,
    /// Whether it ends in a possessive ("Marrow's").
    pub possessive: bool,
}

impl Word<'_> {
    /// Whether it begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether a comma, bracket, colon or stop follows.
    pub fn is_closed(&self) -> bool {
        // The stop behind an initial ("J.", "B.A. Marrow") closes nothing.
        let initials = self.text.split('.').all(|part| part.chars().count() < 2);
        self.after.contains([',', ';', ':', '(', ')', '?', '!'])
            || (self.after.contains('.') && self.text.len() > 2 && !initials)
    }

    /// Whether a comma follows.
    pub fn has_comma(&self) -> bool {
        self.after.contains(',')
    }
}

/// The folded word at this place; empty beyond the sentence.
pub fn key_at<'a>(words: &'a [Word], at: usize) -> &'a str {
    words.get(at).map_or("", |w| w.key.as_str())
}

/// The words of a text in order.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    for chunk in text.split(char::is_whitespace) {
        let at = from;
        from += chunk.len() + text[at + chunk.len()..].chars().next().map_or(0, char::len_utf8);
        let core = chunk.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '£');
        let lead = chunk.len() - core.len();
        let core = core.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
        if core.is_empty() {
            continue;
        }
        let (start, end) = (at + lead, at + lead + core.len());
        let after = &text[end..at + chunk.len()];
        let bare = core.strip_suffix("'s").or_else(|| core.strip_suffix("’s"));
        let plural = core.ends_with('s') && after.starts_with(['\'', '’']);
        found.push(Word {
            text: bare.unwrap_or(core),
            key: fold(bare.unwrap_or(core)),
            start,
            end,
            before: &text[at..start],
            after,
            possessive: bare.is_some() || plural,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_words_from_their_punctuation() {
        let found = words("(Cllr. Marrow’s) final  question, at £12.");
        let texts: Vec<_> = found.iter().map(|w| (w.text, w.before, w.after, w.possessive)).collect();
        assert_eq!(texts[0], ("Cllr", "(", ".", false));
        assert_eq!(texts[1], ("Marrow", "", ")", true));
        assert_eq!(texts[3], ("question", "", ",", false));
        assert_eq!(texts[5], ("£12", "", ".", false));
    }

    proptest! {
        #[test]
        fn words_lie_inside_the_text(text in "\\PC{0,120}") {
            for word in words(&text) {
                prop_assert!(text[word.start..word.end].starts_with(word.text));
            }
        }
    }
}
