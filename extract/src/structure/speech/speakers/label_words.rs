//! Which words may be a name where somebody speaks: before a colon, at the beginning of a sentence, in a cell.

use crate::lexicon::{Tags, tags};
use crate::structure::speech::words::Word;

/// Most words of a name before a colon.
pub const LONGEST_LABEL: usize = 3;

/// Words before a colon that are no name, beyond those that the lexicon knows.
const NO_LABEL: [&str; 12] = ["q", "a", "re", "nb", "ps", "tel", "email", "fax", "cc", "http", "https", "www"];

/// Whether the words of a label are a first name and a surname, with one between them perhaps.
pub fn is_whole_name(found: &[Word]) -> bool {
    (2..=LONGEST_LABEL).contains(&found.len()) && found.iter().all(can_be_named)
}

/// Whether a word may stand in a name: one with a capital that is no word of anything else.
pub fn can_be_named(word: &Word) -> bool {
    // "Can we start?", "To Mark: yes" begin with small words.
    let nothing_else =
        Tags::NOT_NAME | Tags::POST | Tags::HEAD | Tags::BODY | Tags::LABEL | Tags::MONTH | Tags::WEEKDAY | Tags::SMALL;
    let known = tags(&word.key);
    let name = known.has(Tags::NAME) || !known.has_any(nothing_else | Tags::TITLE);
    word.is_capital()
        && word.text.chars().count() > 1
        && word.text.chars().any(char::is_lowercase)
        && word.text.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
        && name
        && !NO_LABEL.contains(&word.key.as_str())
}
