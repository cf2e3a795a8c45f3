//! How printed words are held against labelled ones.

/// The words of a text as they compare: small ASCII letters, digits, "£" and "%"; apostrophes are left out, everything
/// else parts words.
pub fn words(text: &str) -> Vec<String> {
    let plain = text.replace(['‘', '’', '\''], "").to_lowercase();
    let part = |c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '£' | '%'));
    plain.split(part).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Whether all these words stand in the text next to each other.
pub fn contains_words(text: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && text.windows(phrase.len()).any(|w| w == phrase)
}
