//! What a line under a label can be: people, a count of nobody in particular, or the end of the list.
//!
//! A list ends where something else begins: a sentence, a vote, a motion, a heading. What begins so never becomes
//! people.

use crate::layout::is_side;
use crate::lexicon::{self, Tags};
use crate::structure::people::Person;
use crate::structure::{dates, people};

/// Small words that stand in entries: "Director of Housing and Communities, representing the County".
const JOINTS: &[&str] = &[
    "and",
    "of",
    "for",
    "the",
    "in",
    "to",
    "with",
    "from",
    "on",
    "at",
    "by",
    "as",
    "a",
    "an",
    "or",
    "representing",
    "rep",
    "sa",
    "an",
    "na",
    "agus",
    "ac",
    "et",
    "y",
    "yn",
    "ex",
    "officio",
    "in-person",
];

/// Verbs that end a list wherever they stand outside brackets.
const VERBS: &[&str] = &[
    "was",
    "were",
    "is",
    "are",
    "had",
    "has",
    "have",
    "will",
    "would",
    "shall",
    "be",
    "been",
    "declared",
    "opened",
    "welcomed",
    "resolved",
    "moved",
    "seconded",
    "noted",
    "agreed",
    "asked",
    "called",
    "said",
    "stated",
    "reported",
    "approved",
    "proposed",
    "thanked",
    "received",
    "that",
    "discussed",
    "presented",
    "confirmed",
    "advised",
];

/// Whether a line has nothing but people and their posts in it, or goes on with such.
pub fn is_list_like(line: &str) -> bool {
    let text = without_nicknames(&outside_brackets(line));
    let text = text.trim().trim_start_matches(['-', '–', '•', '*', '·', ' ']);
    let odd = text.contains(['?', '"', '“', '”', '£', '$', '€', '=', '@']) || text.contains("://");
    let Some(first) = text.split_whitespace().next() else { return !line.trim().is_empty() };
    let honoured = matches!(first, "His" | "Her") && text.split_whitespace().nth(1).is_some_and(people::is_honorific);
    // "Meetings Administrator (Ms Jo Elm)"
    let office = text.split_whitespace().nth(1).is_some_and(lexicon::is_office_head)
        && line.split_once('(').is_some_and(|(_, name)| people::is_titled(name));
    if odd || opens_no_name(first) && !honoured && !office || starts_with_number(text) || !dates::find(text).is_empty()
    {
        return false;
    }
    let (mut strange, mut capitals) = (0, 0);
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/')) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        if VERBS.contains(&bare) {
            return false;
        }
        if bare.starts_with(char::is_uppercase) {
            capitals += 1;
        } else if !(JOINTS.contains(&bare) || lexicon::tags(bare).has_any(Tags::PARTICLE | Tags::POST | Tags::LABEL)) {
            strange += 1;
        }
    }
    let words = text.split_whitespace().count();
    // Behind a whole name may stand what they are, in any words: "Jo Elm, Eden Trust, owner of the proposal".
    let allowed =
        if people::looks_like_one(text) && text.contains([',', '–', '-', '\t']) { 6 } else { 1 + words / 12 };
    capitals > 0
        && !(lexicon::tags(first).has(Tags::SCRIBE) && words > 3)
        && strange <= allowed
        && strange < capitals + 2
}

/// Whether a row says how somebody voted: "Jo Elm", "For"; or a line who voted how: "In favour: Councillors Elm, Oak".
pub fn is_vote(line: &str) -> bool {
    const SIDES: [&str; 11] = [
        "for",
        "in favour",
        "in favor",
        "against",
        "abstained",
        "abstaining",
        "abstentions",
        "ayes",
        "nays",
        "yeas",
        "noes",
    ];
    let side = line.split([':', '–', '-']).next().unwrap_or_default().trim().to_lowercase();
    if SIDES.contains(&side.as_str()) && side.len() < line.trim().len() {
        return true;
    }
    let cells = line.split('\t').skip(1).map(|cell| cell.trim().to_lowercase());
    let voted = |cell: &str| cell.starts_with("abstain") || ["for", "against", "aye", "nay", "yea"].contains(&cell);
    cells.into_iter().any(|cell| voted(&cell))
}

/// Whether a line is a key with its value, as in the data before a page of a site: "chair: Jo".
pub fn is_key(line: &str) -> bool {
    let Some((key, value)) = line.split_once(": ") else { return false };
    !value.is_empty() && key.len() > 2 && key.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_'))
}

/// Whether a line numbers a motion and names its movers: "R2022-031 K. Oak, A. Ash:".
pub fn is_movers(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let number = first.chars().filter(char::is_ascii_digit).count() > 1 && first.len() < line.len();
    number && line.trim_end().ends_with(':')
}

/// An entry without why somebody stayed away: "Cllr Elm – on holiday".
pub fn without_reason(line: &str) -> &str {
    let cut = [" – ", " - ", " — "].iter().filter_map(|dash| line.find(dash).map(|at| (at, at + dash.len()))).min();
    let reason = |end: usize| line[end..].trim_start().starts_with(char::is_lowercase);
    cut.filter(|(at, end)| reason(*end) && people::looks_like_one(&line[..*at])).map_or(line, |(at, _)| &line[..at])
}

/// Whether an entry says that somebody came later: "Jo Elm (joined the meeting at 9.23)", "Kim Oak – arrived 7.15".
pub fn came_late(line: &str) -> bool {
    let lower = line.to_lowercase();
    let came = ["joined", "arrived"].iter().filter_map(|verb| lower.find(verb)).min();
    came.is_some_and(|at| at > 0 && lower[at..].contains(|c: char| c.is_ascii_digit()))
}

/// Whether a line tells how long the one listed before it was there: "left the meeting at 4.39pm", "absent from 1.30pm".
pub fn is_note(line: &str) -> bool {
    const BEGINS: [&str; 8] = ["left", "absent", "arrived", "joined", "until", "from", "via", "by"];
    let mut words = line.split_whitespace().map(|word| word.trim_start_matches(['(', '[']));
    let begins = words.next().is_some_and(|word| BEGINS.contains(&word));
    begins && line.split_whitespace().count() <= 10 && !line.trim_end().ends_with(':')
}

/// Whether a line says of something else that there was none, or heads business: "Disclosure of interest: None.",
/// "Committee Reports:".
pub fn is_of_something_else(line: &str) -> bool {
    const BUSINESS: [&str; 7] = ["reports", "report", "minutes", "business", "items", "correspondence", "interests"];
    const NONE: [&str; 5] = ["none", "nil", "none declared", "none received", "none reported"];
    let Some((head, rest)) = line.trim_end_matches(['.', ' ']).split_once(':') else { return false };
    let rest = rest.trim().to_lowercase();
    let last = head.split_whitespace().last().unwrap_or_default().to_lowercase();
    let heads = rest.is_empty() && BUSINESS.contains(&last.as_str());
    let named = people::is_titled(head) || people::whole_name(head);
    let office = head.split_whitespace().any(lexicon::is_office_head);
    (heads || NONE.contains(&rest.as_str())) && head.contains(' ') && !named && !office
}

/// The people of a line behind the body that sends them: "Eden County Council: Jo Elm, Kim Oak", "Eden District Council --
/// Cllr Ann Ash", "Engineering: Jo Elm, Kim Oak".
pub fn behind_body(line: &str) -> &str {
    let colon = line.split_once(':').map(|(body, rest)| (body, rest, true));
    let dash =
        || [" -- ", " – ", " — "].iter().find_map(|dash| line.split_once(dash)).map(|(body, rest)| (body, rest, false));
    let Some((body, rest, closed)) = colon.or_else(dash) else { return line };
    let sends =
        body.split_whitespace().last().is_some_and(|w| people::is_of_body(w) || w.eq_ignore_ascii_case("members"));
    let listed = people::list(rest);
    let named = listed.iter().any(|p| p.title.is_some() || p.name.contains(' '));
    let fits = sends || closed && is_field_of_study(body, listed.len());
    let other = body.contains([',', '(']) || sends && closed && people::person(body).is_some();
    if fits && named && !other { rest.trim() } else { line }
}

/// Whether words before a colon are what several sit for, and nobody's name or office: "Ward 3", "Engineering".
fn is_field_of_study(body: &str, people: usize) -> bool {
    const LONGEST: usize = 5;
    let mut words = body.split_whitespace();
    let office = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        people::is_post_word(word) || lexicon::is_office_head(word) || lexicon::is_title(word)
    };
    let known = lexicon::tags(&body.to_lowercase()).has_any(Tags::NAME | Tags::LABEL);
    // "In favour: Elm, Oak", "Voted: Elm, Oak": a vote below the lists.
    let first = body.split_whitespace().next().unwrap_or_default();
    let vote = is_side(body) || lexicon::tags(first).has(Tags::NOT_NAME) || lexicon::verb(first).is_some();
    people > 1
        && !vote
        && (1..=LONGEST).contains(&body.split_whitespace().count())
        && body.starts_with(char::is_uppercase)
        && !words.any(office)
        && !people::whole_name(body)
        && !known
}

/// The part of a text from its start that is a list, where a sentence follows on the same line: "Cllr M Elm (NCC) There
/// were 3 members of the public."
pub fn listed_prefix(text: &str) -> &str {
    let mut best = 0;
    for (at, _) in text.match_indices(' ').take(400) {
        let (before, after) = (text[..at].trim_end(), text[at..].trim_start());
        let first = after.split_whitespace().next().unwrap_or_default();
        let sentence = opens_no_name(first) || first == "The" || first == "There";
        if sentence && before.ends_with(['.', ')', ',', ';']) && is_list_like(before) {
            best = before.len();
            break;
        }
    }
    &text[..best]
}

/// Whether a word with a capital begins a sentence, a motion or a vote, and no entry.
fn opens_no_name(word: &str) -> bool {
    let tags = lexicon::tags(word);
    let shared =
        tags.has_any(Tags::NAME | Tags::PARTICLE | Tags::TITLE | Tags::OFFICE_TITLE | Tags::POST | Tags::LABEL);
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && tags.has(Tags::NOT_NAME) && !shared && word != "The"
}

fn starts_with_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a line names nobody and ends no list: "None", "9", "Two members of the public", "(Quorum achieved)".
pub fn is_nobody(line: &str) -> bool {
    let text = line.trim().trim_matches(['.', '-', '–', '_', ' ', ':', '*', '·', '•']);
    let lower = text.to_lowercase();
    let none =
        ["none", "nil", "n/a", "no apologies", "no one", "nobody", "there were none", "dim", "vacant", "vacancy"];
    let mut words = lower.split_whitespace();
    // "A Elm (Clerk)": a capital before a name is an initial.
    let initial = text.starts_with("A ") && text[2..].starts_with(char::is_uppercase);
    let counted = words.next().is_some_and(is_count) && !initial;
    let people =
        ["public", "press", "member", "members", "resident", "residents", "observer", "student", "guest", "people"];
    let named = |w: &str| people.iter().any(|p| w.trim_matches(|c: char| !c.is_alphabetic()).starts_with(p));
    let public = words.clone().any(named) && lower.split_whitespace().count() <= 14;
    text.is_empty()
        || none.iter().any(|n| lower == *n || lower.starts_with(&format!("{n} ")))
        || counted && (public || words.next().is_none())
        || lower.starts_with("no ") && lower.split_whitespace().count() <= 8
        || lower.starts_with("members of the public") && !lower.contains(" was ")
        || text.starts_with('(') && text.ends_with(')') && !people::is_titled(text.trim_start_matches('('))
        || lower.trim_start_matches('(').starts_with("quorum") && lower.split_whitespace().count() <= 8
}

/// Whether a title or an office says that somebody is a person.
pub fn is_titled_or_posted(person: &Person) -> bool {
    let office = |role: &str| role.split(|c: char| !c.is_alphanumeric()).any(lexicon::is_office_head);
    person.title.is_some() || person.name.contains(' ') && person.role.as_deref().is_some_and(office)
}

/// "9", "two", "approximately".
pub(super) fn is_count(word: &str) -> bool {
    const VAGUE: [&str; 7] = ["several", "approximately", "about", "around", "some", "a", "an"];
    let written = |word: &str| lexicon::SMALL_NUMBERS[1..=12].contains(&word) || VAGUE.contains(&word);
    word.chars().all(|c| c.is_ascii_digit()) || written(word)
}

/// A line without names in quotation marks between names: `Jo “Lee Ann” Elm`.
fn without_nicknames(line: &str) -> String {
    let is_quote = |c: char| matches!(c, '"' | '“' | '”');
    let mut pieces = line.split(is_quote);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    while let Some(inside) = pieces.next() {
        let Some(behind) = pieces.next() else {
            return line.to_owned();
        };
        let name = inside.split_whitespace().count() <= 2 && people::is_plain_name(inside);
        if !name || !out.ends_with(' ') || !behind.starts_with(' ') {
            return line.to_owned();
        }
        out.push_str(behind.trim_start());
    }
    out
}

/// A line without what stands in brackets, closed or not.
fn outside_brackets(line: &str) -> String {
    let mut depth = 0i32;
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_people_are_told_from_others() {
        for line in [
            "Councillor D. Elm (in the Chair).",
            "Councillors Mrs. P. Oak (Vice-Chair), J. Ash and A.M. Yew (ex-Officio).",
            "Jo Elm, Manager of Environmental Services, County of Eden",
            "Oak, Uma Ash, Mick Fir, Pat O’Yew, David",
            "Ward.",
            "Chief Executive (Ms. R. Elm), Director, Housing and Water (Mr. C. Oak),",
            "Mr B van der Elm",
            "and Performance",
            "Jo “Lee Ann” Elm, M.D., Honolulu Member",
        ] {
            assert!(is_list_like(line), "{line}");
        }
        for line in [
            "That the minutes be approved.",
            "Whereas the plough has lost a wheel",
            "Defeated.",
            "CARRIED",
            "Moved by Councillor Elm",
            "The meeting opened at 7 p.m.",
            "Councillor Elm asked how old it was.",
            "Disclosure of interest was made by Mr Elm.",
            "12 March 2024",
            "Minutes of the last meeting",
            "Did anyone object?",
        ] {
            assert!(!is_list_like(line), "{line}");
        }
    }

    #[test]
    fn counts_name_nobody() {
        for line in ["None", "None.", "9", "Two members of the public", "No apologies were received", "", "___"] {
            assert!(is_nobody(line), "{line}");
        }
        for line in ["Jo Elm", "Nora Nil", "Ann One", "A Elm (Clerk), Cllr Oak, 5 members of the public"] {
            assert!(!is_nobody(line), "{line}");
        }
    }

    #[test]
    fn who_sends_people_is_none_of_them() {
        for (line, people) in [
            ("Eden County Council -- Cllrs Jo Elm (Chair), Kim Oak", "Cllrs Jo Elm (Chair), Kim Oak"),
            ("Eden District Council – Cllr Jo Elm", "Cllr Jo Elm"),
            ("Independent members — Mr Jo Elm, Dr Kim Oak", "Mr Jo Elm, Dr Kim Oak"),
            ("Engineering: Jo Elm, Kim Oak", "Jo Elm, Kim Oak"),
        ] {
            assert_eq!(behind_body(line), people, "{line}");
        }
        for line in [
            "Jo Elm – Kim Oak",
            "Mayor: Jo Elm, Kim Oak",
            "Jo Elm: Kim Oak, Ann Ash",
            "Jo Elm, Chair: Kim Oak",
            "Roads: none",
            "In favour: Councillors Elm, Oak",
            "Against: Jo Elm, Kim Oak",
            "Moved: Jo Elm, Kim Oak",
        ] {
            assert_eq!(behind_body(line), line, "{line}");
        }
    }
}
