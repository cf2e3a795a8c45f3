//! A speaker's name on a line of its own, over what they say: "Cllr. Jo Elm:-" and below it their points.

use super::candidate::Candidate;
use crate::structure::speech::words::Word;
use std::ops::Range;

patterns! {
    /// A name, a remark in brackets and the colon or dash behind which the line ends.
    LONE = r"^(?P<name>\p{Lu}[^;?!]{1,60}?)\s*(?:[(\[][^)\]:]{1,40}[)\]])?\s*(?::[\s–—-]*|\s[–—-]+)$";
}

/// Where in a line that is nothing else its label stands, in bytes.
pub fn span(text: &str) -> Option<Range<usize>> {
    LONE.captures(text.trim_end()).and_then(|found| found.name("name")).map(|name| name.range())
}

/// Whether a mention that fills such a line is somebody: a titled name, or one that the paper knows.
pub fn is_speaker(candidate: &Candidate, words: &[Word]) -> bool {
    let whole = candidate.start <= 1 && candidate.end >= words.len();
    whole && candidate.manner.is_name() && candidate.person.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_alone_is_a_name_and_its_mark() {
        for (text, expect) in [
            ("Cllr. Jo Elm:-", Some("Cllr. Jo Elm")),
            ("Ms Oak (via video):", Some("Ms Oak")),
            ("Cllr Ash –", Some("Cllr Ash")),
            ("Jo Elm: yes", None),
            ("What is to be done?", None),
            ("Cllr. Jo Elm", None),
        ] {
            assert_eq!(span(text).map(|span| &text[span]), expect, "{text}");
        }
    }
}
