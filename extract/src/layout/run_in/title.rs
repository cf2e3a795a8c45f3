//! Where a title ends that runs into its text.

use crate::layout::marker;
use crate::layout::number::Number;
use crate::lexicon::{self, Tags, Verb};
use crate::structure::items::titles;

/// Most words of a title that runs in.
const LONGEST: usize = 18;

/// Most words of a title that only a stop tells from what follows.
const SHORT: usize = 6;

/// Most words of one that a colon ends: "To receive and approve the minutes of the last meeting: Approved".
const LABEL: usize = 11;

/// Words in capitals from which on they are no title, however many more follow.
const MOST_SHOUTED: usize = 2 * LONGEST;

/// How far into a sentence its verb is looked for, in words.
const VERB_WITHIN: usize = 16;

/// Words that begin a sentence and, with a capital, stand in no title behind a noun.
const OPENERS: [&str; 36] = [
    "the",
    "there",
    "it",
    "this",
    "that",
    "these",
    "those",
    "following",
    "a",
    "an",
    "no",
    "none",
    "nothing",
    "nil",
    "all",
    "members",
    "councillors",
    "apologies",
    "minutes",
    "they",
    "he",
    "she",
    "we",
    "resolved",
    "agreed",
    "proposed",
    "noted",
    "having",
    "after",
    "as",
    "two",
    "three",
    "four",
    "five",
    "six",
    "several",
];

/// Words that a number belongs to: "Phase Two".
const COUNTED: [&str; 8] = ["phase", "part", "stage", "section", "option", "item", "group", "tier"];

/// Small words that bind: a title does not end in one.
const BINDERS: [&str; 22] = [
    "of", "and", "the", "a", "an", "to", "for", "in", "on", "at", "by", "from", "with", "or", "re", "under", "into",
    "near", "between", "dated", "held", "&",
];

/// Words that begin a decision and no title.
pub const DECISIONS: [&str; 8] =
    ["RESOLVED", "AGREED", "NOTED", "DECISION", "ACTION", "RECOMMENDED", "APPROVED", "MOTION"];

/// Words with which a motion begins, and no title does: "Moved by: A. Ash", "That: ...".
const NO_TITLES: [&str; 9] =
    ["moved", "seconded", "proposed", "that", "be", "whereas", "resolution", "motion", "resolved"];

/// Where the title ends with which a text begins, in bytes, if a sentence follows it on its line.
pub fn title_end(text: &str) -> Option<usize> {
    let words = first_words(text);
    let decision = words.first().is_some_and(|(_, word)| DECISIONS.contains(&plain(word).to_uppercase().as_str()));
    if decision {
        return None;
    }
    capitals_end(&words).or_else(|| opener(&words)).or_else(|| separator(&words))
}

/// Whether these words begin with several in capitals, or a long one.
pub fn opens_loud(words: Words) -> bool {
    let loud: Vec<usize> =
        words.iter().map(|(_, word)| word).take_while(|word| is_loud(word)).map(|w| w.len()).collect();
    loud.len() > 1 || loud.first().is_some_and(|length| *length > 5)
}

/// Words before a colon that say who was there: lists are read with their labels.
const LISTS: [&str; 6] = ["PRESENT", "ABSENT", "APOLOGIES", "ATTENDANCE", "ATTENDEES", "IN"];

/// Where the words end that are in capitals and close with a colon, if something is said behind them: "PARKING: Mr Elm
/// said".
pub fn loud_label(text: &str) -> Option<usize> {
    let words = first_words(text);
    let words: Words = &words;
    // "20-0051 2. PARKING:": behind the number of a file stands the item's.
    let from = words.iter().take(1).filter(|(_, word)| word.trim_end_matches('.').bytes().all(|b| b.is_ascii_digit()));
    let from = from.count();
    let last = words.iter().skip(from).take(SHORT).position(|(_, word)| word.ends_with(':'))? + from;
    let title = &words[from..=last];
    let letters: usize = title.iter().map(|(_, word)| word.chars().filter(|c| c.is_alphabetic()).count()).sum();
    let loud = title.iter().all(|(_, word)| is_loud(word) || *word == "&") && letters > 3;
    let (at, next) = *words.get(last + 1)?;
    (loud && starts_upper(next)).then_some(at)
}

/// The same of a title that is no label of a list, a decision or a motion.
pub fn loud_title(text: &str) -> Option<usize> {
    let first = text.split_whitespace().find(|word| word.contains(char::is_alphabetic))?;
    let word = plain(first).to_uppercase();
    let other = LISTS.contains(&word.as_str())
        || DECISIONS.contains(&word.as_str())
        || NO_TITLES.contains(&word.to_lowercase().as_str());
    if other { None } else { loud_label(text) }
}

/// How many words in capitals a text begins with, "&" among them.
pub fn loud_words(words: Words) -> usize {
    words.iter().take(MOST_SHOUTED).take_while(|(_, word)| is_loud(word) || *word == "&").count()
}

fn is_loud(word: &str) -> bool {
    word.contains(char::is_uppercase) && !word.contains(char::is_lowercase)
}

/// Where capitals stop, in a paper that prints all titles in them: whatever follows is none of the title.
pub fn loud_end(words: Words) -> Option<usize> {
    let small = |word: &str| !word.contains(char::is_alphabetic);
    let end = words.iter().take(MOST_SHOUTED).take_while(|(_, word)| is_loud(word) || small(word)).count();
    let title = words.get(..end).filter(|title| opens_loud(title))?;
    // "1. ROLL CALL: Present": the last may be the first word of what follows, as a person's initials are.
    let initials = title.last().is_some_and(|(_, word)| word.trim_end_matches('.').chars().count() < 3);
    let (at, next) = *words.get(end).filter(|_| end < MOST_SHOUTED && !initials)?;
    starts_upper(next).then_some(at)
}

/// Words from a text's beginning that are looked at for its title, a remark in brackets behind it and a verb.
const LOOKED_AT: usize = MOST_SHOUTED + 8 + VERB_WITHIN + 4;

/// The words with which a text begins, as many as are looked at: a paragraph may be a whole paper.
pub fn first_words(text: &str) -> Vec<(usize, &str)> {
    words(text).take(LOOKED_AT).collect()
}

/// Words of a text, each with its byte offset.
pub type Words<'a, 'b> = &'b [(usize, &'a str)];

/// The words of a text.
pub fn words_of(text: &str) -> Vec<(usize, &str)> {
    words(text).collect()
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// "ACCEPTANCE OF APOLOGIES FOR ABSENCE Apologies were received": where the capitals stop.
pub fn capitals_end(words: Words) -> Option<usize> {
    let shouted = |word: &str| {
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        letters.iter().all(|c| c.is_uppercase())
    };
    let mut end = words.iter().take(MOST_SHOUTED).take_while(|(_, word)| shouted(word)).count();
    if end == MOST_SHOUTED {
        return None;
    }
    // A person's initials, or "A", after the title are not of it.
    while end > 0 && words[end - 1].1.trim_end_matches('.').chars().count() < 2 {
        end -= 1;
    }
    let letters: usize = words[..end].iter().map(|(_, word)| word.chars().filter(|c| c.is_alphabetic()).count()).sum();
    if letters < 4 || end > LONGEST {
        return None;
    }
    // A remark in brackets behind the title belongs to it.
    if words.get(end).is_some_and(|(_, word)| word.starts_with('(') && !word.ends_with(')')) {
        let close =
            words[end..].iter().take(8).position(|(_, word)| word.trim_end_matches([':', '.']).ends_with(')'))?;
        end += close + 1;
    }
    let (at, next) = *words.get(end)?;
    let entry = marker::take(&format!("{next} x")).is_some();
    let begins = starts_upper(next) || next.starts_with(['£', '$', '(']);
    (entry || begins && has_verb(&words[end..])).then_some(at)
}

/// "Appointment of Vice Chair The Chair reported that": a capital on a word that begins sentences, behind a noun.
fn opener(words: Words) -> Option<usize> {
    for at in 1..words.len().min(LONGEST) {
        let (offset, word) = words[at];
        let before = words[at - 1].1;
        if before.ends_with(['.', ';', '?', '!']) && before.len() > 3 || is_auxiliary(before) {
            return None;
        }
        let lower = plain(word).to_lowercase();
        let tags = lexicon::tags(&lower);
        let opens = starts_upper(word)
            && (OPENERS.contains(&lower.as_str()) || tags.has(Tags::TITLE) && tags.has(Tags::MEMBER));
        let before_it = plain(before).to_lowercase();
        let bound = BINDERS.contains(&before_it.as_str())
            || COUNTED.contains(&before_it.as_str())
            || before.ends_with([',', '/']);
        let titled = starts_upper(words[0].1) || words[0].1.starts_with(|c: char| c.is_ascii_digit());
        let entry = at + 1 < words.len() && word.len() == 2 && word.ends_with(')') && starts_lower(word);
        let speaks = is_initials(word) && words.get(at + 1).is_some_and(|(_, next)| reports(next));
        let named = tags.has(Tags::TITLE) && starts_upper(word) && is_said_by(&words[at + 1..]);
        if !bound && titled && (opens && has_verb(&words[at..]) || entry || speaks || named) {
            return Some(offset);
        }
    }
    None
}

/// "ELM said", "Jo Elm-Oak reported": a name of one or two words and a verb of speech, behind somebody's title.
fn is_said_by(words: Words) -> bool {
    let name = words.iter().take(2).take_while(|(_, word)| starts_upper(word) && !reports(word)).count();
    name > 0 && words.get(name).is_some_and(|(_, word)| reports(word))
}

fn starts_lower(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
}

/// "AB", as minutes call a person by initials.
fn is_initials(word: &str) -> bool {
    (2..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a word is the past form of a verb of speech.
fn reports(word: &str) -> bool {
    lexicon::verb(&plain(word).to_lowercase()).is_some_and(is_past)
}

/// "TRAINING: No new requests", "Correspondence. The clerk had nothing": what ends a short title.
fn separator(words: Words) -> Option<usize> {
    let ends = |word: &str| word.ends_with([':', '.']) && word.len() > 3;
    // "Council Vacancy – Co-option. Following": a dash within a title ends none.
    let spoken = |at: usize| words.get(at + 2).is_some_and(|(_, next)| reports(next));
    let at = (0..words.len().min(LONGEST / 2)).find(|&at| ends(words[at].1) || is_dash(words[at].1) && spoken(at));
    // "Update on Projects • The stumps": the first entry of a list ends the title.
    if let Some(at) = words.iter().take(LONGEST / 2).position(|(_, word)| *word == "•").filter(|at| *at > 0) {
        let title = words[..at].iter().all(|(_, word)| !is_finite(word)) && starts_upper(words[0].1);
        return title.then_some(words[at].0);
    }
    let at = at?;
    let title = &words[..=at];
    let (offset, next) = *words.get(at + 1)?;
    let clean = title.iter().all(|(_, word)| !is_finite(word)) && starts_upper(title[0].1);
    (clean && starts_upper(next) && has_verb(&words[at + 1..])).then_some(offset)
}

/// Whether a word is a dash that stands between a title and its text.
pub fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "--")
}

/// "Apologies. A. Elm.", "Interests: Councillor Ash for item 9": a few words up to a stop or colon, none of them a verb.
pub fn short_title(text: &str) -> Option<usize> {
    let words = first_words(text);
    let ends = |at: usize, word: &str| {
        let word = word.trim_end_matches(['?', '-', '–', '—']);
        let stops = word.ends_with(':') || at < SHORT && word.ends_with('.');
        stops && word.len() > 3
    };
    let at = words
        .iter()
        .take(LABEL)
        .enumerate()
        .position(|(at, (_, word))| ends(at, word) || at < SHORT && is_dash(word))?;
    if is_dash(words[at].1) && !titles::is_usual(&text[..words[at].0]) {
        return None;
    }
    let (offset, next) = *words.get(at + 1)?;
    let [first, second] = [words[0].1, next].map(|word| plain(word).to_lowercase());
    // "A. Ash, B. Elm: Resolved that": who moves and seconds.
    let moves = [&first, &second].iter().any(|word| NO_TITLES.contains(&word.as_str()));
    let names = words[..at].iter().any(|(_, word)| word.ends_with([',', '.']));
    let says = words[..=at].iter().any(|(_, word)| is_finite(word)) || lexicon::verb(&first).is_some();
    let person = lexicon::tags(&first).has(Tags::TITLE);
    let begins = starts_upper(next) || next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '“' | '"'));
    (starts_upper(words[0].1) && !moves && !names && !says && !person && begins).then_some(offset)
}

/// Whether these words seem to begin a sentence.
pub fn has_verb(words: Words) -> bool {
    let begins_with_none = words
        .first()
        .is_some_and(|(_, word)| ["none", "nil", "nothing"].contains(&plain(word).to_lowercase().as_str()));
    begins_with_none || words.iter().take(VERB_WITHIN).skip(1).any(|(_, word)| is_finite(word))
}

/// Whether a word is the verb of a statement: an auxiliary, or a past form that reports.
pub fn is_finite(word: &str) -> bool {
    is_auxiliary(word) || lexicon::verb(&plain(word).to_lowercase()).is_some_and(is_past)
}

fn is_auxiliary(word: &str) -> bool {
    const AUXILIARIES: [&str; 14] =
        ["was", "were", "is", "are", "has", "had", "have", "will", "would", "did", "be", "been", "may", "could"];
    // "3 May" is a day.
    plain(word) != "May" && AUXILIARIES.contains(&plain(word).to_lowercase().as_str())
}

fn is_past(verb: Verb) -> bool {
    verb.form == lexicon::VerbForm::Past && verb.reports
}

fn plain(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether the first letter or figure of a word is a capital.
pub fn starts_upper(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// "Reports 6.1 Chair's Report" behind "6": where the number of the first part ends the title.
pub fn part_begins(text: &str, number: &Number) -> Option<usize> {
    let words = first_words(text);
    let is_part = |word: &str| {
        let own = word.strip_prefix(number.printed.as_str()).and_then(|rest| rest.strip_prefix('.'));
        own.is_some_and(|part| part.trim_end_matches('.') == "1")
    };
    let at = words.iter().take(LONGEST).position(|(_, word)| is_part(word)).filter(|at| *at > 0)?;
    let titled = starts_upper(words[0].1) && words[..at].iter().all(|(_, word)| !is_finite(word));
    titled.then_some(words[at].0)
}

/// Whether what follows a number is a title and nothing else.
pub fn is_title_alone(text: &str) -> bool {
    let words = first_words(text);
    let short = !words.is_empty() && words.len() <= SHORT;
    short && starts_upper(words[0].1) && !text.ends_with(['.', ';', ',']) && words.iter().all(|(_, w)| !is_finite(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_before_a_colon_are_a_title_but_no_label_of_a_list() {
        assert_eq!(loud_title("AYES: Elm"), Some(6));
        assert_eq!(loud_title("ABSENT: Elm"), None);
        assert_eq!(loud_title("Roads: Elm spoke"), None);
    }

    #[test]
    fn finds_where_titles_end() {
        for (title, text) in [
            ("ACCEPTANCE OF APOLOGIES", "Apologies were received from Cllr Ash."),
            ("DECLARATIONS (for items on the Agenda)", "None were raised."),
            ("CORRESPONDENCE", "i. Newsletters. Noted."),
            ("HIGHWAYS", "Cllr Elm advised that a parapet was damaged."),
            ("Appointment of Vice Chair", "The Chair reported that nobody had come forward."),
            ("Minutes of the Meeting dated 3 January 2018", "The minutes were approved."),
            ("Urgent Items as agreed by the Chairman", "There was none."),
            ("Matters Arising from the Minutes", "The following items were raised."),
            ("Apologies", "Apologies were received from Mr Ash."),
            ("Use of the Mill", "MR. ELM said that it was late."),
            ("Weir", "Dr. Jo Oak reported that it leaked."),
            ("Correspondence.", "The clerk had received two letters."),
            ("Police Report –", "AB reported that nothing had happened."),
            ("Handyman’s Report", "a) The Parish Clerk presented it."),
            ("Use of social media", "CC asked whether anybody would film."),
            ("Minutes of AGM 2nd May 2014.", "The minutes were presented and agreed."),
            ("Council Vacancy – Co-option.", "Following the resignation of A. Ash, notices were posted."),
            ("Street Lighting Maintenance", "Three quotes were considered."),
            ("Update on Council Projects", "• Stumps have been treated."),
        ] {
            let line = format!("{title} {text}");
            let end = title_end(&line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(&line[end..], text, "{line}");
        }
        for text in [
            "The Committee agreed that the budget was sound.",
            "RESOLVED That the report be noted.",
            "Land at The Row: no objection",
            "Councillors asked about roads and The Green.",
            "Any other business",
            "Mr Ash said that the road was closed.",
            "Roads – a report by the engineer",
            "Works of Phase Two were seen",
            "Letter of Mr Elm reported last month",
            "Thanks to Dr Oak, Mr Elm and others",
        ] {
            assert_eq!(title_end(text), None, "{text}");
        }
        for (title, text) in [
            ("To receive and approve the minutes of the last meeting:", "Approved and signed."),
            ("Public session:", "(15 mins) No one present."),
            ("To consider accounts for payment:-", "Elm Ltd 40."),
            ("Minutes --", "Approved by all."),
        ] {
            let line = format!("{title} {text}");
            let end = short_title(&line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(&line[end..], text, "{line}");
        }
        for text in
            ["A. Ash, B. Elm: Resolved that we pay.", "Moved by: A. Ash", "Mr Ash: No.", "Roads: resolved, to pay."]
        {
            assert_eq!(short_title(text), None, "{text}");
        }
    }
}
