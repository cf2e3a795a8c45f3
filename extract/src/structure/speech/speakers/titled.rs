//! Offices right before a name.

use crate::lexicon::{Tags, is_office_title, is_title, tags};
use crate::structure::speech::mention::{after_style, are_apart, name_end};
use crate::structure::speech::name::Name;
use crate::structure::speech::office::{is_head, is_small};
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::{Found, Known, Roster};
use crate::structure::speech::words::Word;

/// Whether a word is the surname of somebody in the lists of the paper.
pub(super) fn is_listed(word: &Word, roster: &Roster) -> bool {
    let listed = |known: Known| matches!(known, Known::There | Known::Absent);
    roster.people.iter().any(|p| listed(p.known) && p.name.surname == word.key)
}

/// "Deputy Chief Marrow", "Director of Services Ann Marrow", "The Mayor, Councillor B. Marrow": where the office ends
/// and the name begins and ends.
pub(super) fn office_before_name(words: &[Word], at: usize, roster: &Roster) -> Option<(usize, usize, usize)> {
    let article = at + usize::from(words[at].key == "the" && !words[at].is_closed());
    let from = after_style(words, article);
    let mut end = from;
    while let Some(word) = words.get(end) {
        let post = word.is_capital() && tags(&word.key).has_any(Tags::POST | Tags::HEAD | Tags::OFFICE_TITLE);
        let joining = end > from && is_small(&word.key) && words.get(end + 1).is_some_and(Word::is_capital);
        if !(post || joining || is_body_of_office(words, end)) || (end > from && !word.before.is_empty()) {
            break;
        }
        end += 1;
        if word.is_closed() && !is_cut_short(word) || word.possessive {
            break;
        }
    }
    // "Assistant Chief Law provided": a word of offices that is a name as well, between a head and a verb.
    if end > from + 1 && is_name_before_verb(words, end - 1) {
        end -= 1;
    }
    let last = words.get(end.checked_sub(1).filter(|&e| e >= from)?)?;
    let heads = (from..end).any(|i| is_head(&words[i].key) || is_office_title(&words[i].key));
    if !heads || last.possessive || last.is_closed() && !last.has_comma() && !is_cut_short(last) || is_small(&last.key)
    {
        return None;
    }
    let titles = words[end..].iter().take_while(|w| is_title(&w.key) && w.is_capital() && !w.has_comma()).count();
    let name_start = end + titles;
    let name_end = name_end(words, name_start);
    // "Councillor Miss K A Marrow": one capital is an initial, also where the letter is a small word.
    let initial = |word: &Word| word.is_capital() && word.text.chars().count() == 1;
    let other = |word: &Word| tags(&word.key).has_any(Tags::NOT_NAME | Tags::HEAD | Tags::MONTH | Tags::BODY);
    // "Director Page", where the list has Jo Page.
    let stop = |i: usize| !initial(&words[i]) && other(&words[i]) && !is_listed(&words[i], roster);
    let name_end = (name_start..name_end).find(|&i| stop(i)).unwrap_or(name_end);
    // "Town Clerk – A tender came": what a dash parts from the office is said by its holder.
    if name_end == name_start || !words[name_start].before.is_empty() || are_apart(&words[end - 1], &words[end]) {
        return None;
    }
    let whole = Name::parse(&words[name_start..name_end].iter().map(|w| w.text).collect::<Vec<_>>().join(" "))?;
    let known = matches!(roster.named(&whole, None), Found::One(_));
    // A surname alone needs the office right before it: "Director Marrow", not "Director of Housing Marrow".
    let direct = is_office_title(&last.key) || is_head(&last.key);
    // "Town Counsel, Jo Elm, provided": a whole name between commas, with a verb behind it.
    let apposed = last.has_comma()
        && name_end - name_start > 1
        && words[name_end - 1].has_comma()
        && verb_at(words, name_end).is_some();
    let enough = apposed
        || titles > 0
        || known
        || (direct && !last.has_comma())
        || (name_end - name_start > 1 && !last.has_comma());
    enough.then_some((end, name_start, name_end))
}

/// "Board Member", "Panel Chair": whether a body stands right before the office that somebody has in it.
fn is_body_of_office(words: &[Word], at: usize) -> bool {
    let body = words[at].is_capital() && !words[at].is_closed() && !words[at].possessive;
    let office = |word: &Word| word.is_capital() && (is_head(&word.key) || is_office_title(&word.key));
    body && tags(&words[at].key).has(Tags::BODY) && words.get(at + 1).is_some_and(office)
}

/// Whether a word that offices are made of is a surname here: right behind whoever bears it, and with a verb behind it.
fn is_name_before_verb(words: &[Word], at: usize) -> bool {
    let (before, word) = (&words[at - 1], &words[at]);
    let borne = tags(&word.key).has(Tags::NAME) && !is_head(&word.key) && !is_office_title(&word.key);
    let borne_by = (is_head(&before.key) || is_office_title(&before.key)) && !before.is_closed() && !before.possessive;
    borne && borne_by && !word.is_closed() && !word.possessive && verb_at(words, at + 1).is_some()
}

/// "Sen. Elm", "Supr. Elm": the stop behind a title inside a sentence ends nothing.
fn is_cut_short(word: &Word) -> bool {
    word.after == "." && is_office_title(&word.key)
}

/// Words of the body whose office it is, at most: "Granite Valley Water District".
const LONGEST_BODY: usize = 5;

/// "Granite County Superintendent Kim Hale", "Code Enforcement Officer Kim Hale": an office behind words that are of none by
/// themselves, with a whole name and a verb behind it, within a mention that ends at `end`; what is given is as for
/// [`office_before_name`].
pub(super) fn office_of_body(words: &[Word], at: usize, end: usize, roster: &Roster) -> Option<(usize, usize, usize)> {
    let of_body = |word: &Word| word.is_capital() && !word.is_closed() && !word.possessive && !is_title(&word.key);
    let starts = (at + 1..end.min(at + 1 + LONGEST_BODY)).take_while(|&i| of_body(&words[i - 1]));
    let mut found = starts.filter_map(|i| office_before_name(words, i, roster));
    // A payment may look like it ("Parish Clerk Clerks Wages"): somebody who does nothing is not looked for.
    found.find(|&(_, from, to)| to - from > 1 && to <= end && verb_at(words, to).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::speech::words::words;

    #[test]
    fn a_title_that_is_cut_short_stands_before_a_name() {
        for (text, expected) in [
            ("Sen. Elm asked why", Some("Elm")),
            ("Supr. K. Elm asked why", Some("K Elm")),
            ("Rep. Kim Elm asked why", Some("Kim Elm")),
            ("Assistant Chief Law reported", Some("Law")),
            ("Chief of Law reported", None),
            ("Board Member Elm asked why", Some("Elm")),
            ("School Board President Kim Elm asked why", Some("Kim Elm")),
            ("Board of Elm asked why", None),
            ("the Treasurer, reported", None),
            ("Town Clerk – Elm Road is closed", None),
        ] {
            let found = words(text);
            let name = office_before_name(&found, 0, &Roster::default())
                .map(|(_, from, to)| found[from..to].iter().map(|word| word.text).collect::<Vec<_>>().join(" "));
            assert_eq!(name.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_body_before_an_office_leaves_the_name_behind_it_a_name() {
        for (text, expected) in [
            ("Granite County Superintendent Kim Hale reported", Some("Kim Hale")),
            ("Code Enforcement Officer Kim Hale reported", Some("Kim Hale")),
            ("State Representative Kim Hale asked", Some("Kim Hale")),
            ("Real Estate Counsel, Kim Hale, provided background", Some("Kim Hale")),
            ("Real Estate Counsel, Kim Hale and others", None),
            ("Granite County Superintendent Kim Hale 40.00", None),
            // Without a whole name the words may be those of the office.
            ("Granite County Superintendent reported", None),
            ("Granite, Superintendent Kim Hale reported", None),
        ] {
            let found = words(text);
            let name = office_of_body(&found, 0, found.len(), &Roster::default())
                .map(|(_, from, to)| found[from..to].iter().map(|word| word.text).collect::<Vec<_>>().join(" "));
            assert_eq!(name.as_deref(), expected, "{text}");
        }
    }
}
