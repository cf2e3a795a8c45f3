//! Tabs of word processors: most part columns, some are wide blanks within a sentence.

/// Fewest words of a paragraph that is a sentence.
const LEAST: usize = 6;

/// A paragraph with a blank for each tab within its sentence: where a word in small letters follows, and what stands before
/// is no single word ("Elm\tabsent" has two columns).
pub fn without_blanks(text: String) -> String {
    let sentence = text.trim_end().ends_with(['.', '?', '!', '”', '"']) && text.split_whitespace().count() >= LEAST;
    if !sentence || !text.contains('\t') {
        return text;
    }
    let mut joined = String::with_capacity(text.len());
    for piece in text.split('\t') {
        let within = joined.split_whitespace().count() > 1
            && joined.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ':' | ' '))
            && piece.trim_start().starts_with(char::is_lowercase);
        if !joined.is_empty() || text.starts_with('\t') {
            joined.push(if within { ' ' } else { '\t' });
        }
        joined.push_str(piece);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::without_blanks;

    #[test]
    fn tabs_within_a_sentence_are_blanks() {
        for (text, expect) in [
            ("Opening hours:\tsix\ttill nine on weekdays only.", "Opening hours: six till nine on weekdays only."),
            ("The municipality\twill paint the standpipe blue.", "The municipality will paint the standpipe blue."),
            ("Elm\tabsent from the meeting because of illness.", "Elm\tabsent from the meeting because of illness."),
            ("Jo Elm\tpresent", "Jo Elm\tpresent"),
            ("1.\tThe Clerk read the letter of the mill.", "1.\tThe Clerk read the letter of the mill."),
            ("Roads\tThe Clerk was asked to write.\tJo Elm.", "Roads\tThe Clerk was asked to write.\tJo Elm."),
        ] {
            assert_eq!(without_blanks(text.to_owned()), expect);
        }
    }
}
