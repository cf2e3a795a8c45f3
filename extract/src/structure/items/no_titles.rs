//! Words that head nothing although a number stands before them or they are printed like headings: answers, who moved a motion,
//! what came of it, the address of a house.

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

/// What came of a motion, printed as headings are: "MOTION CARRIED", "The motion was defeated".
pub fn is_outcome(title: &str) -> bool {
    const PUT: [&str; 5] = ["motion", "motions", "amendment", "amendments", "vote"];
    const CAME: [&str; 12] = [
        "carried",
        "carries",
        "passed",
        "passes",
        "approved",
        "adopted",
        "prevailed",
        "prevails",
        "lost",
        "defeated",
        "failed",
        "withdrawn",
    ];
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    let words = words.strip_suffix(&["unanimously"]).unwrap_or(&words);
    words.len() <= 5 && words.iter().any(|w| PUT.contains(w)) && words.last().is_some_and(|w| CAME.contains(w))
}

/// Whether a title numbers a decision and says no more: "Resolution number OAK/2021/31", "DECISION 098/25".
pub fn numbers_decision(title: &str) -> bool {
    let mut words = title.split(|c: char| c.is_whitespace() || c == ':').filter(|word| !word.is_empty());
    let decision = words.next().map(str::to_lowercase);
    let decides = matches!(decision.as_deref(), Some("resolution" | "decision"));
    let label = |word: &str| matches!(word.to_lowercase().as_str(), "number" | "no" | "no." | "nr" | "nr.");
    let mut numbers = words.filter(|word| !label(word)).peekable();
    decides && numbers.peek().is_some() && numbers.all(|word| word.contains(|c: char| c.is_ascii_digit()))
}

/// Whether a title is a word that stands over what was moved, said or decided within an item: "MOTION:", "VOTE".
pub fn heads_decision(title: &str) -> bool {
    let bare = |words: &str| words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // "Due: January" stands below an action.
    let label = bare(title.split(':').next().unwrap_or_default());
    let below_action = matches!(label.as_str(), "due" | "deadline" | "owner" | "by when" | "by whom" | "target date");
    below_action
        || matches!(
            bare(title).as_str(),
            "motion"
                | "action"
                | "vote"
                | "ayes"
                | "nays"
                | "resolved"
                | "resolution"
                | "decision"
                | "recommendation"
                | "discussion"
        )
}

/// Whether a title is the head of those who voted for somebody: "For Councillor Elm".
pub fn heads_side(title: &str) -> bool {
    let mut words = title.split_whitespace();
    let side = words.next().is_some_and(|word| matches!(word, "For" | "FOR" | "Against" | "AGAINST"));
    side && words.next().is_some_and(lexicon::is_title) && words.count() <= 3
}

/// "Page", "Page 2 of 5": what a foot leaves in the text.
pub fn is_page_mark(title: &str) -> bool {
    let mut words = title.split_whitespace();
    let page =
        words.next().is_some_and(|word| word.trim_matches(|c: char| !c.is_alphabetic()).eq_ignore_ascii_case("page"));
    page && words.all(|word| word == "of" || word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation()))
}
