//! Line breaks inside a paragraph: lines of their own, or a paragraph wrapped by hand.

use super::clean::clean;
use super::flow::is_unfinished;

/// Characters below which the longest line of a paragraph is too short to have been wrapped.
const WRAPPED: usize = 55;

/// Share of the longest line that a wrapped line fills.
const FULL: f32 = 0.85;

/// The lines of a paragraph with line breaks in it, those that only wrap a sentence joined again. Addresses, names and
/// headings set apart by line breaks stay apart.
pub fn soft_lines(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split('\n').filter(|part| !clean(part).is_empty()).collect();
    let longest = parts.iter().map(|part| part.trim().chars().count()).max().unwrap_or(0);
    let mut lines: Vec<String> = Vec::new();
    let mut before: Option<&str> = None;
    for part in parts {
        match (lines.last_mut(), before) {
            (Some(line), Some(before)) if goes_on(before.trim(), part.trim(), longest) => {
                let mut whole = line.trim_end().to_owned();
                super::join(&mut whole, part.trim_start());
                *line = whole;
            }
            _ => lines.push(part.to_owned()),
        }
        before = Some(part);
    }
    lines
}

fn goes_on(before: &str, next: &str, longest: usize) -> bool {
    let ends = before.ends_with(['.', ':', ';', '!', '?']);
    let listed = before.ends_with(',') && next.starts_with(char::is_uppercase);
    if ends || super::marker::take(next).is_some() {
        return false;
    }
    let first = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    let full = longest >= WRAPPED && (before.chars().count() + 1 + first) as f32 > FULL * longest as f32;
    full || !listed && is_unfinished(before, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_their_own_stay_apart_and_wrapped_ones_are_joined() {
        for (text, expected) in [
            ("Councillors A. Ash,\nB. Birch,\nC. Cole", vec!["Councillors A. Ash,", "B. Birch,", "C. Cole"]),
            ("The Clerk\nThe Mill\nBram", vec!["The Clerk", "The Mill", "Bram"]),
            (
                "The Committee noted the report and\nthanked the officer",
                vec!["The Committee noted the report and thanked the officer"],
            ),
            (
                "The lamps of the lower town were put out at nine and the Chief\nExecutive lit them again.\nHe was thanked.",
                vec![
                    "The lamps of the lower town were put out at nine and the Chief Executive lit them again.",
                    "He was thanked.",
                ],
            ),
            ("One\n\n \nTwo", vec!["One", "Two"]),
            ("Agreed to\n(a) plant a tree", vec!["Agreed to", "(a) plant a tree"]),
            ("", vec![]),
        ] {
            assert_eq!(soft_lines(text), expected, "{text}");
        }
    }
}
