//! What stands behind a name between commas or in brackets and is neither an office nor a name: the call sign of a radio
//! amateur ("Rick, W1ELM, said"), or the letters of the body that somebody comes from ("Ed Elm, UFA, stated").

use super::candidates::{Candidate, Manner};
use crate::structure::call_signs::is_call_sign;
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::Roster;
use crate::structure::speech::words::Word;

/// Takes in a call sign behind a name, which says who of several with that name it is.
pub fn take_call_sign(candidate: &mut Candidate, words: &[Word], roster: &Roster) {
    if !candidate.manner.is_name() || !words.get(candidate.end).is_some_and(|next| is_call_sign(next.text)) {
        return;
    }
    let signed = roster.short(words[candidate.end].text);
    candidate.end += 1;
    if signed.is_some() && signed != candidate.person {
        (candidate.person, candidate.manner) = (signed, Manner::Known);
    }
}

/// Whether the letters of a body stand behind somebody's full name, with commas around them and a verb behind.
pub fn is_for_body(candidate: &Candidate, words: &[Word]) -> bool {
    let full = candidate.name.as_ref().is_some_and(|name| !name.given.is_empty());
    let parted = words[candidate.end - 1].has_comma();
    let letters = |word: &Word| (2..=6).contains(&word.text.len()) && word.text.chars().all(|c| c.is_ascii_uppercase());
    let next = words.get(candidate.end).filter(|next| letters(next) && next.has_comma());
    full && parted && next.is_some() && verb_at(words, candidate.end + 1).is_some()
}

#[cfg(test)]
mod tests {
    use crate::structure::speech::roster::{Known, Roster};
    use crate::structure::speech::speakers::candidates::{candidates, introduce};
    use crate::structure::speech::words::words;

    #[test]
    fn a_call_sign_is_no_person_and_tells_who_is_meant() {
        let mut roster = Roster::default();
        for text in ["Mr Mike Elm", "Mr Mike Oak", "Mr Rick Ash"] {
            introduce(&words(text), text, &mut roster);
        }
        for (person, sign) in roster.people.iter_mut().zip(["W1ELM", "KØAK", "N2ASH"]) {
            (person.short, person.known) = (Some(sign.to_owned()), Known::There);
        }
        for (text, expect) in [
            ("Mike, KØAK, reported that it rained.", &["Mike Oak"][..]),
            ("Rick (N2ASH) asked why.", &["Rick Ash"]),
            ("W1ELM asked why.", &["Mike Elm"]),
            ("Rick, W9XYZ, asked why.", &["Rick Ash"]),
            ("W9XYZ asked why.", &[]),
        ] {
            let named = candidates(&words(text), text, &roster).into_iter().filter_map(|c| c.person);
            let named: Vec<&str> = named.map(|at| roster.people[at].display.as_str()).collect();
            assert_eq!(named, expect, "{text}");
        }
    }

    #[test]
    fn the_letters_of_a_body_stand_between_a_name_and_its_verb() {
        for (text, end) in [("Ed Elm, UFA, stated that it was slow.", 3), ("Ed Elm, UFA and others came.", 2)] {
            let found = candidates(&words(text), text, &Roster::default());
            assert_eq!(found.first().map(|c| c.end), Some(end), "{text}");
        }
    }
}
