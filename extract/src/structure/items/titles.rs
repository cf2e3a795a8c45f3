//! Titles that items of minutes usually have, in any council: "Apologies", "Any other business", "Roll call".

use std::sync::LazyLock;

const WRITTEN: &str = include_str!("../../../lexicon/item-titles.txt");

const WRITTEN_OPENING: &str = include_str!("../../../lexicon/opening-titles.txt");

/// The titles, folded, each with a space at both ends.
static TITLES: LazyLock<Vec<String>> = LazyLock::new(|| parsed(WRITTEN));

/// Those of what comes before the list of those present.
static OPENING: LazyLock<Vec<String>> = LazyLock::new(|| parsed(WRITTEN_OPENING));

fn parsed(written: &str) -> Vec<String> {
    let lines = written.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| format!(" {} ", line.split('\t').next().unwrap_or_default().trim())).collect()
}

/// Whether the words of a title begin with what a meeting does before it is said who is present.
pub fn is_opening(title: &str) -> bool {
    let folded = folded(title);
    OPENING.iter().any(|usual| folded.starts_with(usual.as_str()))
}

/// Whether the words of a title begin with a usual one.
pub fn is_usual(title: &str) -> bool {
    let folded = folded(title);
    TITLES.iter().any(|usual| folded.starts_with(usual.as_str()))
}

/// Whether a usual title stands anywhere in these words.
pub fn names_usual(title: &str) -> bool {
    let folded = folded(title);
    TITLES.iter().any(|usual| folded.contains(usual.as_str()))
}

fn folded(title: &str) -> String {
    let lower = title.to_lowercase().replace(['’', '\''], "");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let start = words.iter().position(|word| *word != "the" && *word != "to").unwrap_or(0);
    format!(" {} ", words[start..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_titles_are_sorted_and_folded() {
        let titles: Vec<&String> = TITLES.iter().collect();
        assert!(titles.len() > 80);
        assert!(titles.is_sorted() && OPENING.is_sorted(), "sort item-titles.txt and opening-titles.txt");
        assert!(
            titles.iter().all(|title| folded(title) == **title || title.starts_with(" to ")),
            "fold item-titles.txt"
        );
    }

    #[test]
    fn knows_usual_titles() {
        for title in
            ["APOLOGIES FOR ABSENCE", "Any Other Business", "To confirm minutes", "Chair's Report", "Roll Call:"]
        {
            assert!(is_usual(title), "{title}");
        }
        assert!(!is_usual("The chair reported"));
        assert!(is_opening("CALL TO ORDER/PLEDGE OF ALLEGIANCE") && is_opening("Land Acknowledgement"));
        assert!(!is_opening("Orders of the day"));
    }
}
