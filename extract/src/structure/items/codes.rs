//! Codes behind titles: "Minutes Approved (D)", "Gifts (G-4)". Some boards print the agenda's number so.

use crate::content::Block;
use std::collections::BTreeSet;

patterns! {
    /// A title and its code: a letter, its part, several parts.
    CODED = r"^(?P<title>[\p{Lu}\d][^()]{2,200}?)\s+\((?P<code>[A-Z](?:-(?:\d{1,2}|[Il])[a-z]?)?(?:/[A-Z]-\d{1,2}[a-z]?)?(?:\s[a-z](?:,\s?[a-z])*)?)\)$";
}

/// A paper that prints codes has so many of them, of so many letters: one alone is somebody's party, or a grade.
const LEAST_CODES: usize = 4;
const LEAST_LETTERS: usize = 3;

/// Whether a paper prints codes behind its titles: their letters go through the alphabet.
pub fn has_codes(blocks: &[Block]) -> bool {
    let codes: Vec<&str> = blocks.iter().filter(|b| !b.furniture).filter_map(|b| Some(coded(&b.text)?.1)).collect();
    let letters: Vec<&str> = codes.iter().map(|code| &code[..1]).collect();
    let different: BTreeSet<&&str> = letters.iter().collect();
    codes.len() >= LEAST_CODES && different.len() >= LEAST_LETTERS && letters.is_sorted()
}

/// A line as title and code.
pub fn coded(text: &str) -> Option<(&str, &str)> {
    let found = CODED.captures(text.trim())?;
    Some((found.name("title")?.as_str(), found.name("code")?.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn codes_go_through_the_alphabet() {
        let paper = |lines: &[&str]| lines.iter().map(|line| block(line)).collect::<Vec<Block>>();
        assert!(has_codes(&paper(&[
            "Call to Order (A)",
            "Roads (B)",
            "It was cold.",
            "Gifts (C-1)",
            "Fees (C-2 a,b)"
        ])));
        // Parties, and too few.
        assert!(!has_codes(&paper(&["Ann Elm (L)", "Bo Oak (C)", "Cy Ash (L)", "Di Fir (G)"])));
        assert!(!has_codes(&paper(&["Call to Order (A)", "Roads (B)"])));
        assert_eq!(coded("Consent Calendar Approved (G-1/G-8)"), Some(("Consent Calendar Approved", "G-1/G-8")));
        for (title, code) in [
            ("2021-2022 Summary (I-3)", "I-3"),
            ("Resolution No. 4: Mill (I-4)", "I-4"),
            ("Consent Calendar (G-I/G-8)", "G-I/G-8"),
        ] {
            assert_eq!(coded(title).map(|(_, code)| code), Some(code), "{title}");
        }
        assert_eq!(coded("Members asked about the grade (A)."), None);
    }
}
