//! Words that head nothing although a number stands before them: answers, who moved a motion, the address of a house.

use crate::lexicon;

/// Whether words only answer the title above them: "1.1 None received.", "3.2 There were none."
pub fn says_nothing(title: &str) -> bool {
    const MOST: usize = 4;
    let bare = title.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let first = bare.split_whitespace().next().unwrap_or_default();
    let few = bare.split_whitespace().count() <= MOST;
    few && matches!(first, "none" | "nil" | "n/a") || bare == "there were none" || bare == "no apologies"
}

/// Whether words behind the number of a motion say who moved it: "19-101 Moved by: Councillor Elm".
pub fn says_who_moved(title: &str) -> bool {
    let mut words = title.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let moved =
        words.next().is_some_and(|w| matches!(w.as_str(), "moved" | "seconded" | "proposed" | "mover" | "seconder"));
    moved && (title.contains(':') || words.next().is_some_and(|w| w == "by" || lexicon::is_title(&w)))
}

/// Most words of the name of a street, with the place behind it.
const LONGEST_STREET: usize = 8;

/// Whether these words behind a number are an address: "700 Elm Drive", "12 Oak Street, Eden".
pub fn is_street(title: &str) -> bool {
    const STREETS: [&str; 16] = [
        "street",
        "st",
        "avenue",
        "ave",
        "drive",
        "dr",
        "road",
        "rd",
        "lane",
        "boulevard",
        "blvd",
        "way",
        "place",
        "court",
        "square",
        "highway",
    ];
    let named = title.split(',').next().unwrap_or_default();
    let last =
        named.split_whitespace().skip(1).last().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    title.split_whitespace().count() <= LONGEST_STREET && last.is_some_and(|word| STREETS.contains(&word.as_str()))
}
