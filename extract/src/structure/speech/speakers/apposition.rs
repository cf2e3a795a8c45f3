//! What stands beside a name and belongs to the mention: an office, a place, for whom somebody speaks.

use super::candidate::{Candidate, Manner};
use super::signs;
use super::titled::office_before_name;
use crate::lexicon::{Tags, is_title, tags};
use crate::structure::speech::mention::{Mention, Who, mentions_at, printed};
use crate::structure::speech::name::Name;
use crate::structure::speech::office::{Office, is_head, is_small};
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::{Found, Roster};
use crate::structure::speech::verbs;
use crate::structure::speech::words::Word;

/// Longest apposition, in words: "(Assistant Director for Planning and Economic Development at the County Council)".
const LONGEST_APPOSITION: usize = 16;

/// Words that say for whom or from where somebody speaks, right behind their name.
const FOR_WHOM: [&str; 6] = ["of", "from", "for", "representing", "on", "with"];

/// "Mr Hale of Elm Homes said", "Ms Oak on behalf of the applicant said", "COUNCILLOR ASH OF SOUTH WARD:": where what stands
/// between a name that opens a sentence and its verb or colon ends.
fn for_whom(candidate: &Candidate, words: &[Word]) -> Option<usize> {
    let begins =
        candidate.start == 0 || words[candidate.start - 1].has_comma() || words[candidate.start - 1].key == "the";
    let next = words.get(candidate.end).filter(|w| begins && FOR_WHOM.contains(&w.key.as_str()))?;
    let named = matches!(candidate.manner, Manner::Titled | Manner::Known | Manner::Bare);
    let after = words.get(candidate.end + 1)?;
    let last = &words[candidate.end - 1];
    let behalf = last.has_comma() && after.key == "behalf";
    let open = behalf || !last.is_closed() && !last.possessive;
    let place = after.is_capital() || matches!(after.key.as_str(), "the" | "behalf");
    if !named || !open || !place || next.is_closed() {
        return None;
    }
    let reach = words.len().min(candidate.end + LONGEST_APPOSITION);
    for k in candidate.end + 1..reach {
        if words[k].after.contains(':') {
            return Some(k);
        }
        if words[k].is_closed() && !words[k].has_comma() {
            return None;
        }
        if verb_at(words, k + 1).is_some() && words[k].key != "and" && !verbs::is_between(&words[k].key) {
            return Some(k);
        }
    }
    None
}

/// "Mr Hale Senior Engineer presented", "Mr Hale, Leader of the Council provided": where an office ends that no comma
/// parts from its verb.
fn office_before_verb(candidate: &Candidate, words: &[Word]) -> Option<usize> {
    let last = &words[candidate.end - 1];
    // "The Deputy Prime Minister stated": a title and one word are no name that an office follows.
    let whole = candidate.person.is_some() || candidate.name.as_ref().is_some_and(|name| !name.given.is_empty());
    let first = words.get(candidate.end).filter(|w| whole && w.is_capital() && tags(&w.key).has(Tags::POST))?;
    if last.is_closed() && !last.has_comma() || last.possessive || first.before.contains(['(', '[']) {
        return None;
    }
    let reach = words.len().min(candidate.end + LONGEST_APPOSITION);
    for k in candidate.end..reach {
        let word = &words[k];
        if !word.is_capital() && !is_small(&word.key) {
            return None;
        }
        if word.is_closed() {
            return None;
        }
        if word.is_capital() && is_head(&word.key) && verb_at(words, k + 1).is_some() {
            return Some(k);
        }
    }
    None
}

/// What somebody who has no office is called beside their name.
const LOCALS: [&str; 12] = [
    "resident",
    "parishioner",
    "ratepayer",
    "taxpayer",
    "homeowner",
    "abutter",
    "neighbour",
    "neighbor",
    "applicant",
    "landowner",
    "parent",
    "student",
];

/// "Jo Hale, resident, asked", "Jo Hale, resident asked": somebody of the place, by their full name.
pub(super) fn stands_as_local(candidate: &Candidate, words: &[Word]) -> bool {
    let full = candidate.start == 0 && candidate.name.as_ref().is_some_and(|name| !name.given.is_empty());
    let next = words.get(candidate.end).filter(|w| LOCALS.contains(&w.key.as_str()) && !w.is_capital());
    let parted = words[candidate.end - 1].has_comma();
    full && parted && next.is_some_and(|w| w.has_comma() || verb_at(words, candidate.end + 1).is_some())
}

/// Takes in "(Director of Finance)", ", Director of Finance," and "(AM)" after a name.
pub(super) fn take_apposition(candidate: &mut Candidate, words: &[Word], text: &str, roster: &Roster) {
    let Some(next) = words.get(candidate.end).filter(|_| candidate.manner.is_name()) else { return };
    let reach = words.len().min(candidate.end + LONGEST_APPOSITION);
    let full = candidate.name.as_ref().is_some_and(|name| !name.given.is_empty());
    let end = if let Some(end) = office_before_verb(candidate, words) {
        Some(end)
    } else if next.before.contains(['(', '[']) {
        (candidate.end..reach).find(|&k| words[k].after.contains([')', ']']))
    } else if stands_as_local(candidate, words) || full && signs::is_of_body(words, candidate.end) {
        Some(candidate.end)
    } else if words[candidate.end - 1].has_comma() && (next.is_capital() || is_head(&next.key)) {
        let mut span = candidate.end..reach;
        let end = span.find(|&k| words[k].is_closed() || k + 1 == words.len());
        end.filter(|&k| (candidate.end..=k).any(|i| is_head(&words[i].key)))
    } else {
        for_whom(candidate, words)
    };
    let Some(end) = end.map(|last| last + 1) else { return };
    let inside = printed(words, candidate.end, end, text);
    // A second person is no apposition: "Mr Hook, Councillor Marrow", "Trustee Hook, Trustee Marrow".
    if is_title(&next.key)
        || is_titled_person(words, candidate.end, roster)
        || mentions_at(words, candidate.end, text, roster).iter().any(|m| is_person(m, roster))
    {
        return;
    }
    candidate.end = end;
    if candidate.office.is_none() && Office::parse(&inside).has_head() {
        candidate.office = Some(inside.trim_matches(['(', ')', '[', ']', ',', ' ']).to_owned());
    }
}

/// Whether an office that members have, and behind it the name of somebody known, begins here: "Trustee Marrow".
fn is_titled_person(words: &[Word], at: usize, roster: &Roster) -> bool {
    let Some((_, from, to)) = office_before_name(words, at, roster) else { return false };
    let member = tags(&words[from - 1].key).has(Tags::OFFICE_TITLE | Tags::MEMBER) && !words[from - 1].has_comma();
    let name = words[from..to].iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    member && Name::parse(&name).is_some_and(|name| matches!(roster.named(&name, None), Found::One(_)))
}

fn is_person(mention: &Mention, roster: &Roster) -> bool {
    match &mention.who {
        Who::Name { name, bare, .. } => !bare || matches!(roster.named(name, None), Found::One(_)),
        _ => false,
    }
}
