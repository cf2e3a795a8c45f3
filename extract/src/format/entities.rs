//! Names of signs that were escaped once too often: "&pound;250" in the words of a page, or in a plain text.

use regex::{Captures, Regex};
use scraper::Html;
use std::borrow::Cow;
use std::sync::LazyLock;

static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,24});").expect("a constant pattern")
});

/// A text with signs in place of the names that they have in HTML. Web forms escape what was escaped before, and what is
/// copied from them into a text keeps the names. What is no such name stays.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    let sign = |found: &Captures<'_>| Html::parse_fragment(&found[0]).root_element().text().collect::<String>();
    ENTITY.replace_all(text, sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_signs_become_signs_and_nothing_else_does() {
        for (text, expect) in [
            ("&pound;250 &ndash; too little", "£250 – too little"),
            ("the piper&rsquo;s hut &#8211; &#x2013; cut&nbsp;in", "the piper’s hut – – cut\u{a0}in"),
            ("Muir &amp; Tait", "Muir & Tait"),
            ("R&D; oars, ropes, &c.; AT&T; Q&A;", "R&D; oars, ropes, &c.; AT&T; Q&A;"),
        ] {
            assert_eq!(unescaped(text), expect);
        }
    }
}
