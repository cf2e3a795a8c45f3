//! List markers and hanging numbers: what stands before a paragraph and is no part of its words.

use regex::Regex;
use std::sync::LazyLock;

/// What sort of marker it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A bullet: never anything else, wherever it stands.
    Bullet,
    /// A number or letter: "24.", "(a)", "1)", "4.2.1". At the start of a line inside a paragraph it may be plain text.
    Number,
}

/// A marker taken off its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked<'a> {
    /// As printed.
    pub marker: &'a str,
    /// The rest of the line.
    pub rest: &'a str,
    /// What sort it is.
    pub sort: Sort,
}

// A lone "o" is Word's second-level bullet; a hyphen or dash counts only before a space.
static BULLET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^([•◦▪▫●○■□◼◾➢➤►▶‣⁃✓✔❖·]+|[-–—*o»][ \t])[ \t]*").expect("a constant pattern"));

// Upper-case letters with a full stop are initials ("A. Whyte"), so letters with a stop must be lower case. A decimal
// number with a plain space is a quantity or a time ("1.5 degrees", "6.30 p.m."), so it needs three parts or a tab.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:",
        r"(\d{1,3}[.)]|\d{1,3}[a-z][.)]?|\(\d{1,3}\)|\[\d{1,3}\]|\(?[a-z]\)|\([A-Z]\)|[A-Z]\)|[a-z]\.|",
        r"\(?[ivx]{1,5}\)|[ivx]{1,5}\.|\d{1,3}(?:\.\d{1,3}){2,4}[.)]?|\d{1,3}(?:\.\d{1,3})+[.)])(?:[ \t]+|$)",
        r"|(\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXL]{1,6}[.)])\t)"
    ))
    .expect("a constant pattern")
});

/// Takes the marker off a clean line. "- 1)", as text copies of lists have it, is the number alone.
pub fn take(line: &str) -> Option<Marked<'_>> {
    if let Some(bullet) = BULLET.captures(line) {
        let rest = &line[bullet[0].len()..];
        return Some(match take_number(rest) {
            Some(number) if !number.rest.is_empty() => number,
            _ => Marked { marker: line[..bullet[1].len()].trim_end(), rest, sort: Sort::Bullet },
        });
    }
    take_number(line)
}

fn take_number(line: &str) -> Option<Marked<'_>> {
    let found = NUMBER.captures(line)?;
    let marker = found.get(1).or_else(|| found.get(2))?;
    Some(Marked { marker: marker.as_str(), rest: line[found[0].len()..].trim_start(), sort: Sort::Number })
}

/// Whether a number marker is one of a short list ("1)", "(a)", "iv.") or numbers paragraphs and items ("24.", "4.2.1").
pub fn enumerates(marker: &str) -> bool {
    marker.ends_with(')') || marker.ends_with(']') || marker.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether a marker is the one after another in the same list: "(b)" after "(a)", "4." after "3.".
pub fn follows(before: &str, next: &str) -> bool {
    let parts = |marker: &str| -> Option<(String, u32)> {
        let core: String = marker.chars().filter(char::is_ascii_alphanumeric).collect();
        let place = match core.parse() {
            Ok(number) => number,
            Err(_) if core.len() == 1 => u32::from(core.bytes().next()?),
            Err(_) => 1 + ROMAN.iter().position(|roman| *roman == core)? as u32,
        };
        Some((marker.replace(&core, ""), place))
    };
    let roman = |marker: &str| ROMAN.iter().position(|roman| *roman == marker.trim_matches(['(', ')', '.', ' ']));
    if let (Some(before), Some(next)) = (roman(before), roman(next))
        && next == before + 1
    {
        return true;
    }
    matches!((parts(before), parts(next)), (Some(a), Some(b)) if a.0 == b.0 && b.1 == a.1 + 1)
}

/// Whether a line begins with the letter after the one that a paragraph begins with: "B. Delegate" after "A. Agree". An
/// upper-case letter with a stop is no marker by itself, since initials look alike.
pub fn is_next_letter(paragraph: &str, line: &str) -> bool {
    let letter = |text: &str| match text.as_bytes() {
        [letter @ b'A'..=b'Z', b'.', b' ' | b'\t', ..] => Some(*letter),
        _ => None,
    };
    matches!((letter(paragraph), letter(line)), (Some(before), Some(next)) if next == before + 1)
}

const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_markers_and_leaves_words() {
        for (line, marker, rest) in [
            ("• Senior leaders", "•", "Senior leaders"),
            ("- 1) That the update be noted.", "1)", "That the update be noted."),
            ("- That pathways", "-", "That pathways"),
            ("o Trafford", "o", "Trafford"),
            ("24. PREPARING", "24.", "PREPARING"),
            ("283.\tApologies", "283.", "Apologies"),
            ("5\tApologies", "5", "Apologies"),
            ("1.1\tThe report", "1.1", "The report"),
            ("4.2.1 The report", "4.2.1", "The report"),
            ("(a) the plan", "(a)", "the plan"),
            ("iv) the plan", "iv)", "the plan"),
            ("a. the plan", "a.", "the plan"),
            ("4a. the plan", "4a.", "the plan"),
            ("•", "•", ""),
        ] {
            let taken = take(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((taken.marker, taken.rest), (marker, rest), "{line}");
        }
        for line in [
            "A. Whyte spoke",
            "1.5 degrees",
            "6.30 p.m. start",
            "14 new social workers",
            "of the plan",
            "-5 degrees",
            "2021/22",
            "",
            "2022. The Council",
        ] {
            assert_eq!(take(line), None, "{line}");
        }
    }

    #[test]
    fn letters_follow_one_another() {
        for (paragraph, line, expected) in [
            ("A. Agree the plan; and", "B. Delegate the rest", true),
            ("A. Agree the plan", "C. Brindle spoke", false),
            ("Mr Ash and", "B. Brindle spoke", false),
        ] {
            assert_eq!(is_next_letter(paragraph, line), expected, "{line}");
        }
    }

    #[test]
    fn markers_follow_one_another() {
        for (before, next, expected) in [
            ("(a)", "(b)", true),
            ("3.", "4.", true),
            ("ii)", "iii)", true),
            ("(h)", "(i)", true),
            ("(a)", "b)", false),
            ("1.", "3.", false),
            ("•", "1.", false),
        ] {
            assert_eq!(follows(before, next), expected, "{before} {next}");
        }
    }
}
