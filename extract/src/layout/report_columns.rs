//! Marks of an official report's columns and of the hour, which stand in the midst of what is said: "11 Mar 2003 : Column
//! 313", "[Column 313W]", "2.45 pm".

use super::flow;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

// Source: the official reports of the Houses of Parliament and of the assemblies, on the web and in print.
static COLUMN: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(?:\d{1,2} \p{Lu}\p{Ll}{2,8}\.? \d{4}\s*:\s*)?";
    Regex::new(&format!(r"^\W{{0,2}}{day}(?:Column|Col\.|cc?) ?:?\s*\d{{1,5}} ?(?:WH|WS|WA|W|MC|GC)?\W{{0,2}}$"))
        .expect("a constant pattern")
});
static WITHIN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\s*\[(?:Column|Col\.) ?:?\s*\d{1,5} ?[A-Z]{0,2}\]").expect("a constant pattern"));
static HOUR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d{1,2}(?:[.:]\d{2})? ?[ap]\.?m\.?$").expect("a constant pattern"));

/// Whether a line says where a column begins and nothing else.
pub fn is_column(text: &str) -> bool {
    COLUMN.is_match(text)
}

/// Whether a line is an hour and nothing else.
pub fn is_hour(text: &str) -> bool {
    HOUR.is_match(text)
}

/// Whether an hour between these lines stands in the midst of a sentence: it is not ended before, and goes on behind.
pub fn is_within_sentence(before: &str, behind: &str) -> bool {
    // "on 3 May at" / "7.30pm": there the hour is a word of the sentence.
    let told = before.ends_with(" at") || before.ends_with(" from") || before.ends_with(" until");
    !told && !flow::ends_sentence(before) && behind.starts_with(char::is_lowercase)
}

/// A line without such marks in it.
pub fn without_columns(text: &str) -> Cow<'_, str> {
    if text.contains('[') { WITHIN.replace_all(text, "") } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_columns_and_hours_are_told_from_words() {
        for mark in ["11 Mar 2003 : Column 313", "Column: 24", "[Column 313W]", "Col. 512"] {
            assert!(is_column(mark), "{mark}");
        }
        for words in ["Column 5 of the timetable is wrong.", "The column of smoke", "11 Mar 2003", "313"] {
            assert!(!is_column(words), "{words}");
        }
        assert_eq!(without_columns("meet them [Column 313W] on the quay [1]"), "meet them on the quay [1]");
        assert!(is_hour("2.45 pm") && is_within_sentence("the boiler is to be", "replaced."));
        assert!(is_hour("7.30pm") && !is_within_sentence("held on 10th March 2015 at", "and closed"));
        assert!(!is_within_sentence("held on 10th March 2015", "Present: Jo Elm"));
        assert!(is_hour("2.34 pm") && !is_within_sentence("The House met.", "The ferry has not sailed."));
    }
}
