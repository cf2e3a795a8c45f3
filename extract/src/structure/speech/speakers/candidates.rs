//! Everybody whom a sentence mentions: the candidates for its speaker.

use super::apposition::{stands_as_local, take_apposition};
use super::candidate::{Candidate, Manner};
use super::signs;
use super::titled::{is_listed, office_before_name, office_of_body};
use crate::lexicon::{Tags, is_title, tags};
use crate::structure::call_signs::is_call_sign;
use crate::structure::speech::mention::{Mention, Who, after_style, mentions_at, printed};
use crate::structure::speech::name::Name;
use crate::structure::speech::office::{Office, is_small};
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::{Found, Roster, without_titles};
use crate::structure::speech::words::Word;

/// Words that part the entries of a list of names.
fn joins(word: &Word) -> bool {
    matches!(word.key.as_str(), "and" | "or") || word.text == "&"
}

/// Everybody whom these words mention, in their order; mentions do not overlap.
pub fn candidates(words: &[Word], text: &str, roster: &Roster) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    // After "Councillors A, B and C" the title belongs to each.
    let mut several = false;
    let mut at = 0;
    while at < words.len() {
        let Some(mut candidate) = candidate_at(words, at, text, roster, several) else {
            several = several && (joins(&words[at]));
            at += 1;
            continue;
        };
        take_initials(&mut candidate, words, roster);
        take_call_sign(&mut candidate, words, roster);
        let plural = words[at].key.ends_with('s') && is_title(&words[at].key) && words[at].key != "ms";
        take_apposition(&mut candidate, words, text, roster);
        several = candidate.manner == Manner::Titled && (several || plural);
        at = candidate.end;
        found.push(candidate);
    }
    found
}

/// The mention that begins at this word, if one does.
fn candidate_at(words: &[Word], at: usize, text: &str, roster: &Roster, several: bool) -> Option<Candidate> {
    let make = |end: usize, manner: Manner, name: Option<Name>, office: Option<String>| Candidate {
        start: at,
        end,
        manner,
        printed: printed(words, at, end, text),
        name,
        office,
        person: None,
    };
    if let Some((person, end)) = office_in_short(words, at, roster) {
        let office = printed(words, end - 1, end, text);
        return Some(Candidate { person: Some(person), ..make(end, Manner::Office, None, Some(office)) });
    }
    if let Some(person) = initials(words, at, roster) {
        let name = Name::parse(words[at].text);
        return Some(Candidate { person, ..make(at + 1, Manner::Initials, name, None) });
    }
    if let Some((office_end, name_start, end)) = office_before_name(words, at, roster) {
        let name = Name::parse(&printed(words, name_start, end, text))?;
        let office = printed(words, at, office_end, text);
        return Some(resolved(make(end, Manner::Titled, Some(name), Some(office)), roster));
    }
    if let Some(name) = surname_of_listed(words, at, roster) {
        return Some(resolved(make(at + 1, Manner::Surname, Some(name), None), roster));
    }
    let known = mentions_at(words, at, text, roster).into_iter().find(|m| m.end > at && is_somebody(m));
    if let Some(mention) = known {
        let end = mention.end;
        let candidate = match mention.who {
            Who::Name { name, office, bare } => {
                let initials = end == at + 1 && roster.short(words[at].text).is_some();
                let manner = match () {
                    () if initials => Manner::Initials,
                    () if bare && several => Manner::Titled,
                    () if bare => Manner::Bare,
                    () if name.title.is_some() => Manner::Titled,
                    () => Manner::Known,
                };
                make(end, manner, Some(name), office)
            }
            // "Granite County Superintendent Kim Hale": whose office it is stands before it, and the name is no part of it.
            Who::Office(_) if let Some((office_end, name_start, end)) = office_of_body(words, at, end, roster) => {
                let name = Name::parse(&printed(words, name_start, end, text))?;
                make(end, Manner::Titled, Some(name), Some(printed(words, at, office_end, text)))
            }
            Who::Office(_) => {
                let office = after_style(words, at + usize::from(words[at].key == "the"));
                let office = printed(words, if office < end { office } else { at }, end, text);
                make(end, Manner::Office, None, Some(office))
            }
            _ => make(end, Manner::Chair, None, Some(mention.printed.clone())),
        };
        return Some(resolved(candidate, roster));
    }
    if let Some(end) = department(words, at) {
        let office = printed(words, at, end, text);
        return Some(make(end, Manner::Office, None, Some(office)));
    }
    let word = &words[at];
    let surname = word.is_capital() && word.text.chars().count() > 2;
    let name = surname.then(|| Name::parse(word.text)).flatten()?;
    match roster.named(&name, None) {
        Found::One(_) => Some(resolved(make(at + 1, Manner::Surname, Some(name), None), roster)),
        _ if several => Some(resolved(make(at + 1, Manner::Titled, Some(name), None), roster)),
        _ => None,
    }
}

/// A word alone that is an office or a common word elsewhere, and here the surname of somebody who is listed: "Bishop
/// said", where the list has Jo Bishop.
fn surname_of_listed(words: &[Word], at: usize, roster: &Roster) -> Option<Name> {
    let word = &words[at];
    let meanings = Tags::TITLE | Tags::OFFICE_TITLE | Tags::HEAD | Tags::POST | Tags::NOT_NAME;
    let borne = word.is_capital() && tags(&word.key).has(Tags::NAME) && tags(&word.key).has_any(meanings);
    let before = at.checked_sub(1).map(|i| &words[i]);
    let led = before.is_some_and(|w| w.key == "the" || w.is_capital() && !w.is_closed());
    let followed = !word.is_closed() && words.get(at + 1).is_some_and(Word::is_capital);
    let office = roster.people.iter().any(|p| p.offices.iter().any(|(_, office)| office.has(&word.key)));
    if !borne || led || followed || office || !is_listed(word, roster) {
        return None;
    }
    let name = Name { surname: word.key.clone(), ..Name::default() };
    matches!(roster.named(&name, None), Found::One(_)).then_some(name)
}

/// Parts of a council that speak as one.
const DEPARTMENTS: [&str; 11] = [
    "agency",
    "branch",
    "bureau",
    "department",
    "directorate",
    "division",
    "office",
    "secretariat",
    "section",
    "team",
    "unit",
];

/// Most words of their names: "the Environment, Climate Action and Sports Department".
const LONGEST_DEPARTMENT: usize = 8;

/// "advised by the Planning Department that", "The Roads Office replied": where a part of the council that speaks ends.
fn department(words: &[Word], at: usize) -> Option<usize> {
    let article = words[at].key == "the";
    let from = at + usize::from(article);
    let first = words.get(from).filter(|w| w.is_capital())?;
    let by = at > 0 && words[at - 1].key == "by";
    if !(article || by) || DEPARTMENTS.contains(&first.key.as_str()) || first.possessive {
        return None;
    }
    let fits = |w: &&Word| w.is_capital() || is_small(&w.key) || DEPARTMENTS.contains(&w.key.as_str());
    let run = words[from..].iter().take(LONGEST_DEPARTMENT).take_while(fits).count();
    let end = (from..from + run).find(|&i| DEPARTMENTS.contains(&words[i].key.as_str()))? + 1;
    let speaks = verb_at(words, end).is_some() || by;
    (speaks && !words[end - 1].possessive).then_some(end)
}

/// "The CFO clarified", "CE to write": an office by its first letters, whose holder the lists name, and where it ends.
fn office_in_short(words: &[Word], at: usize, roster: &Roster) -> Option<(usize, usize)> {
    let article = words[at].key == "the";
    let word = words.get(at + usize::from(article)).filter(|w| !w.possessive)?;
    let shouted = word.text.chars().all(char::is_uppercase) && (2..=5).contains(&word.text.chars().count());
    let end = at + usize::from(article) + 1;
    let label = word.after.contains(':');
    let alone = article || at == 0 && (label || verb_at(words, end).is_some());
    // "the CFO Kim Hale": the name says more.
    let named = !word.is_closed() && words.get(end).is_some_and(Word::is_capital);
    if !shouted || !alone || named || roster.short(word.text).is_some() {
        return None;
    }
    roster.holding_in_short(word.text).map(|person| (person, end))
}

/// Most letters of somebody's initials: "KO'CM".
const MOST_INITIALS: usize = 4;

/// Whose initials this word is, if it can be read as initials at all: those of one person of the roster, or letters
/// that the paper does not explain as the subject of a verb of speech ("MW suggested").
fn initials(words: &[Word], at: usize, roster: &Roster) -> Option<Option<usize>> {
    let word = &words[at];
    if is_call_sign(word.text) {
        return None;
    }
    let letters: String = word.text.chars().filter(|c| c.is_alphabetic()).collect();
    let shouted = letters.chars().all(char::is_uppercase);
    // "M.J. Elm": the initials are of the name behind them.
    let leads = word.after == "." && words.get(at + 1).is_some_and(|w| w.is_capital() && !are_letters(w.text));
    if !shouted || leads || !(2..=MOST_INITIALS).contains(&letters.len()) || roster.short(word.text).is_some() {
        return None;
    }
    let theirs: Vec<usize> =
        (0..roster.people.len()).filter(|&i| roster.people[i].name.has_initials(&letters)).collect();
    let begins = at == 0 || words[at - 1].is_closed();
    match theirs[..] {
        [one] => Some(Some(one)),
        [] if begins && letters.len() < MOST_INITIALS && verb_at(words, at + 1).is_some() => Some(None),
        _ => None,
    }
}

/// Whether a word has no small letter.
fn are_letters(word: &str) -> bool {
    !word.chars().any(char::is_lowercase)
}

/// Whether a mention can be told to be one particular person.
fn is_somebody(mention: &Mention) -> bool {
    matches!(mention.who, Who::Name { .. } | Who::Office(_) | Who::Chair | Who::ViceChair)
}

/// The same with the person whom it means.
fn resolved(mut candidate: Candidate, roster: &Roster) -> Candidate {
    let office = candidate.office.as_deref().map(Office::parse);
    let one = |found: Found| match found {
        Found::One(at) => Some(at),
        Found::Several | Found::Nobody => None,
    };
    candidate.person = match (&candidate.name, candidate.manner) {
        (Some(_), Manner::Initials) => roster.short(&candidate.printed),
        (Some(name), _) => one(roster.named(name, office.as_ref())),
        (None, Manner::Chair) if candidate.printed.to_lowercase().contains("vice") => roster.vice_chair(),
        (None, Manner::Chair) => roster.chair().or_else(|| one(roster.holding(&Office::parse("chair"), &[]))),
        (None, _) => office.and_then(|o| one(roster.holding(&o, &[]))),
    };
    candidate
}

/// "Councillor Doyle (T)": the initial behind a surname tells which of several it is.
fn take_initials(candidate: &mut Candidate, words: &[Word], roster: &Roster) {
    let Some(next) = words.get(candidate.end).filter(|w| w.before.ends_with(['(', '[']) || w.text.len() == 1) else {
        return;
    };
    // Whom the surname alone was taken for counts for less than the initial beside it.
    let Some(name) = candidate.name.clone().filter(|name| name.given.is_empty()) else {
        return;
    };
    let letters: Vec<String> = next.key.split('.').map(str::to_owned).filter(|l| !l.is_empty()).collect();
    let initials =
        next.is_capital() && (1..=2).contains(&letters.len()) && letters.iter().all(|l| l.chars().count() == 1);
    if !initials || candidate.person.is_none() && !matches!(roster.named(&name, None), Found::Several) {
        return;
    }
    let name = Name { given: letters, ..name };
    if let Found::One(person) = roster.named(&name, None) {
        *candidate = Candidate { name: Some(name), person: Some(person), end: candidate.end + 1, ..candidate.clone() };
    }
}

/// "Rick, W1ELM, said": takes in a call sign, which says who of several with that name it is.
fn take_call_sign(candidate: &mut Candidate, words: &[Word], roster: &Roster) {
    let Some(sign) = signs::call_sign(words, candidate.end).filter(|_| candidate.manner.is_name()) else { return };
    candidate.end += 1;
    if let Some(signed) = roster.short(sign).filter(|signed| candidate.person != Some(*signed)) {
        (candidate.person, candidate.manner) = (Some(signed), Manner::Known);
    }
}

/// Adds to the roster everybody whom these words name in full and no list has, so that the rest of the paper can call
/// them by surname or office; and the offices that stand beside the names of those whom a list has.
pub fn introduce(words: &[Word], text: &str, roster: &mut Roster) {
    for candidate in candidates(words, text, roster) {
        let Some(name) = &candidate.name else { continue };
        match candidate.person {
            Some(at) => {
                let office = candidate.office.as_deref().filter(|o| Office::parse(o).has_head());
                let person = &mut roster.people[at];
                person.hold(office);
                person.take_fuller(&name_part(&candidate), name);
            }
            None if introduces(&candidate, roster) || is_new_local(&candidate, words, roster) => {
                let printed = name_part(&candidate);
                roster.introduce(&printed, name.clone(), candidate.office.as_deref());
            }
            None => {}
        }
    }
}

/// Whether a mention is enough to know somebody by: a title, or an office beside two words of a name.
fn introduces(candidate: &Candidate, roster: &Roster) -> bool {
    let Some(name) = &candidate.name else { return false };
    let alone = matches!(roster.named(name, None), Found::Nobody);
    alone && (candidate.manner == Manner::Titled || (candidate.office.is_some() && !name.given.is_empty()))
}

/// Whether a mention is the full name of somebody of the place whom no list has.
fn is_new_local(candidate: &Candidate, words: &[Word], roster: &Roster) -> bool {
    let name = Candidate { end: candidate.end.saturating_sub(1), ..candidate.clone() };
    let alone = |name: &Name| matches!(roster.named(name, None), Found::Nobody);
    name.end > name.start && stands_as_local(&name, words) && candidate.name.as_ref().is_some_and(alone)
}

/// The printed name without titles and the office before it.
pub fn name_part(candidate: &Candidate) -> String {
    let printed = match (&candidate.office, &candidate.name) {
        (Some(office), Some(_)) => {
            candidate.printed.split_once(office.as_str()).map_or(&*candidate.printed, |(_, n)| n)
        }
        _ => &candidate.printed,
    };
    without_titles(printed.trim_matches([',', ' ', ':'])).to_owned()
}

#[cfg(test)]
mod tests;
