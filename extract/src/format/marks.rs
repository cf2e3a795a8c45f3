//! Marks of notes: raised figures and letters beside words, and places where a note hangs without a mark.

use record::text::raise;

/// Fewest letters of a word behind which a raised letter is the mark of a note.
const FEWEST: usize = 2;

/// The same for letters in which abbreviations end: "Mᶜ" and "Edwᵈ" are shorter.
const FEWEST_OF_ENDINGS: usize = 4;

/// Raised characters as the signs that print has for them, so that "stability¹" stays apart from a word with a figure.
/// Of raised letters only those that count notes behind a whole word are marks ("stabilityᵃ"); others ("23rd", "McKay")
/// are part of their word. `before` is the text that they stand behind.
pub fn raised(words: &str, before: &str) -> String {
    let fewest = || if words.contains(['c', 'd', 'e', 'h', 'i', 'v', 'x']) { FEWEST_OF_ENDINGS } else { FEWEST };
    let lettered = counts_notes(words) && ends_a_word(before, fewest());
    words.chars().map(|c| if c.is_ascii_digit() || lettered { raise(c) } else { c }).collect()
}

/// Whether these are letters or small Roman numbers by which notes are counted: "a", "a,b", "iii".
fn counts_notes(words: &str) -> bool {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let mut counts = words.split([',', ' ']).filter(|count| !count.is_empty()).peekable();
    counts.peek().is_some()
        && counts.all(|count| {
            ROMAN.contains(&count) || matches!(count.as_bytes(), [letter] if (b'a'..=b'h').contains(letter))
        })
}

/// Whether a text ends in a whole word of so many letters, the last a small one, or in the stop behind one.
fn ends_a_word(text: &str, fewest: usize) -> bool {
    let text = text.trim_end_matches(['.', ',', ';', ':', ')', '”', '’']);
    let mut letters = text.chars().rev().take_while(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_lowercase) && letters.take(fewest).count() + 1 >= fewest
}

#[cfg(test)]
mod tests {
    use super::raised;

    #[test]
    fn marks_are_signs_and_letters_of_words_are_letters() {
        for (before, words, shown) in [
            ("workforce stability", "1", "¹"),
            ("workforce stability", "a", "ᵃ"),
            ("the plan for parking.", "b,c", "ᵇ,ᶜ"),
            ("as the Council resolved", "iii", "ⁱⁱⁱ"),
            ("on the 23", "rd", "rd"),
            ("Mr M", "c", "c"),
            ("and pay", "b", "ᵇ"),
            ("plot 4", "a", "a"),
            ("Edw", "d", "d"),
            ("the company", "tm", "tm"),
            ("", "small raised words", "small raised words"),
        ] {
            assert_eq!(raised(words, before), shown, "{before} {words}");
        }
    }
}
