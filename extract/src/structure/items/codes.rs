//! Codes behind titles: "Minutes Approved (D)", "Gifts (G-4)". Some boards print the agenda's number so.

use super::titles;
use crate::content::Block;
use std::collections::BTreeSet;

patterns! {
    /// A title and its code: a letter, its part, several parts.
    CODED = r"^(?P<title>[\p{Lu}\d][^()]{2,200}?)\s+\((?P<code>[A-Z](?:-(?:\d{1,2}|[Il])[a-z]?)?(?:/[A-Z]-\d{1,2}[a-z]?)?(?:\s[a-z](?:,\s?[a-z])*)?)\)$";
}

/// A paper that prints codes has so many of them, of so many letters: one alone is somebody's party, or a grade.
const LEAST_CODES: usize = 4;
const LEAST_LETTERS: usize = 3;

/// Whether a paper prints codes behind its titles: their letters go through the alphabet. A short one has fewer, from A
/// on, the first behind a title that minutes usually have.
pub fn has_codes(blocks: &[Block]) -> bool {
    let coded: Vec<(&str, &str)> = blocks.iter().filter(|b| !b.furniture).filter_map(|b| coded(&b.text)).collect();
    let letters: Vec<char> = coded.iter().filter_map(|(_, code)| code.chars().next()).collect();
    let different: BTreeSet<&char> = letters.iter().collect();
    let whole = coded.first().is_some_and(|(title, code)| *code == "A" && titles::is_usual(title))
        && letters.windows(2).all(|pair| (pair[0] as u32).abs_diff(pair[1] as u32) <= 1);
    // Items are taken out of order now and then: codes with figures are nothing else.
    let figured = coded.iter().filter(|(_, code)| code.contains('-')).count() >= LEAST_CODES - 1;
    let back = letters.windows(2).filter(|pair| pair[0] > pair[1]).count();
    let ordered = back == 0 || figured && back * 4 <= letters.len();
    different.len() >= LEAST_LETTERS && ordered && (letters.len() >= LEAST_CODES || whole)
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
        let short = ["Call to Order (A)", "It was cold.", "Roads (B-1)", "Adjournment (C)"];
        assert!(has_codes(&paper(&short)));
        let moved = ["Call to Order (A)", "Minutes (C-1)", "Comments (B)", "Budget (E-1a)", "Roof (E-2)", "End (F)"];
        assert!(has_codes(&paper(&moved)));
        // Parties, and too few.
        assert!(!has_codes(&paper(&["Ann Elm (A)", "Bo Oak (B)", "Cy Ash (C)"])));
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
