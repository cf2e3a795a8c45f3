//! Offices that a paper prints beside a name where nobody speaks: "Parish Clerk: Jo Elm" among those present or at the end.
//!
//! What a list of those present makes of such a line depends on what stands around it; who is "the Parish Clerk" later does
//! not.

use super::label_words::can_be_named;
use crate::content::Block;
use crate::lexicon::{Tags, is_member_title, is_title, tags};
use crate::structure::speech::name::Name;
use crate::structure::speech::office::{Office, is_head};
use crate::structure::speech::roster::{Found, Roster};
use crate::structure::speech::words::{Word, words};

/// Heads of what is no office at a meeting: "Contact Officer: Jo Elm", "Applicant: Jo Elm".
const ROLES: [&str; 8] =
    ["officer", "applicant", "agent", "delegate", "representative", "adviser", "advisor", "co-optee"];

/// Most words of an office before its colon.
const LONGEST_OFFICE: usize = 4;

/// Most words of a name behind it.
const LONGEST_NAME: usize = 3;

/// Lets those whom such lines name hold their offices, where nobody else holds them.
pub fn learn(blocks: &[Block], roster: &mut Roster) {
    for block in blocks.iter().filter(|block| block.text.contains(':')) {
        let found = words(&block.text);
        for at in 0..found.len() {
            if let Some((office, printed)) = named_at(&found, at) {
                hold(&office, &printed, roster);
            }
        }
    }
}

/// The office whose last word, before a colon, is this one, and the name behind it.
fn named_at(words: &[Word], at: usize) -> Option<(String, String)> {
    let head = &words[at];
    let heads = is_head(&head.key) && !is_member_title(&head.key) && !ROLES.contains(&head.key.as_str());
    if !head.is_capital() || !head.after.starts_with(':') || !heads || head.key.ends_with('s') {
        return None;
    }
    let part = |word: &Word| word.is_capital() && !word.is_closed() && tags(&word.key).has_any(Tags::POST | Tags::HEAD);
    let before = words[..at].iter().rev().take(LONGEST_OFFICE - 1).take_while(|word| part(word)).count();
    let titles = words[at + 1..].iter().take_while(|word| word.is_capital() && is_title(&word.key)).count();
    let from = at + 1 + titles;
    let mut end = from;
    while end < words.len() && end - from < LONGEST_NAME && can_be_named(&words[end]) {
        end += 1;
        if words[end - 1].is_closed() {
            break;
        }
    }
    let text = |words: &[Word]| words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    (end - from > 1).then(|| (text(&words[at - before..=at]), text(&words[from..end])))
}

/// Lets somebody hold an office that nobody holds.
fn hold(office: &str, printed: &str, roster: &mut Roster) {
    let Some(name) = Name::parse(printed) else { return };
    if roster.holding(&Office::parse(office), &[]) != Found::Nobody {
        return;
    }
    match roster.named(&name, None) {
        Found::One(at) => roster.people[at].hold(Some(office)),
        Found::Nobody => drop(roster.introduce(printed, name, Some(office))),
        Found::Several => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn an_office_before_a_colon_is_held_by_whose_name_stands_behind_it() {
        for (text, expect) in [
            (
                "Present: Ann Oak and Tom Ash. Parish Clerk: Jo Elm In attendance: two members of the public.",
                Some("Jo Elm"),
            ),
            ("Clerk: Mrs Jo Elm – Email: clerk@example.org", Some("Jo Elm")),
            ("Parish Clerk: to write to the owner", None),
            ("Contact Officer: Jo Elm", None),
            ("The Clerk said: Jo Elm is away.", None),
        ] {
            let mut roster = Roster::default();
            learn(&[block(text)], &mut roster);
            let held = match roster.holding(&Office::parse("Clerk"), &[]) {
                Found::One(at) => Some(roster.people[at].display.clone()),
                _ => None,
            };
            assert_eq!(held.as_deref(), expect, "{text}");
        }
    }
}
