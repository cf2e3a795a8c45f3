//! Who said it, in brackets at the end of what was said: "The lamps were still out (Cllr. Oak).", "Why so late (JE)?",
//! "It will rain (Director of Roads).", "It was late. [TO]"
//!
//! A name in brackets at the end of a line is as often whose task it is, so that only sentences count, in a paper that has
//! several of them. What stands before in the same paragraph, back to the bracket before, was said by the same person.

use super::candidate::{Candidate, Manner};
use super::candidates::candidates;
use super::label_words::is_whole_name;
use super::plain_label::is_sentence;
use super::utterance::Utterance;
use crate::structure::speech::name::Name;
use crate::structure::speech::roster::Roster;
use crate::structure::speech::subject::Subject;
use crate::structure::speech::words::words;
use std::ops::Range;

patterns! {
    /// The bracket at the end of a sentence, and what is said before it.
    BRACKET = r"[(\[](?P<who>\p{Lu}[^()\[\]/;:]{1,70})[)\]][\s.,;?!”\x22]*$";
    /// What makes a name in brackets that of a vote, a mover or an absence.
    RECORD = r"(?i)\b(?:carried|passed|lost|failed|seconded|moved|proposed|absent|abstain\w*|against|apologies|opposed|elected|appointed)\b|\d\s?[-–]\s?\d\W*$";
}

/// Fewest sentences that end so, for a paper to print who speaks in this way.
const LEAST: usize = 3;

/// Fewest people who are named so.
const LEAST_PEOPLE: usize = 2;

/// Fewest words before a bracket that are something said.
const LEAST_SAID: usize = 3;

/// Gives what is said to whoever stands in brackets behind it, where the paper prints speakers so.
pub fn name_speakers(found: &mut [Utterance], roster: &Roster) {
    let told: Vec<Option<Candidate>> = found.iter().map(|u| speaker(u, roster)).collect();
    let people: std::collections::BTreeSet<&str> = told.iter().flatten().map(|c| c.printed.as_str()).collect();
    if told.iter().flatten().count() < LEAST || people.len() < LEAST_PEOPLE {
        return;
    }
    let mut from = 0;
    for at in 0..found.len() {
        if at > 0 && (found[at].block != found[at - 1].block || !goes_along(&found[at - 1])) {
            from = at;
        }
        if let Some(speaker) = &told[at] {
            give(&mut found[from..=at], speaker);
            from = at + 1;
        }
    }
}

/// Whether a sentence may be what the one in a bracket behind a later one said.
fn goes_along(before: &Utterance) -> bool {
    // Whom its own bracket means is not known, and no other bracket says it.
    let own = bracket(&before.text).is_some();
    !own && !before.decides
        && !before.labelled
        && before.mover.is_none()
        && !matches!(before.subject, Subject::Speaks(_))
}

/// The sentences of one speaker: the first is theirs as if their label stood before it, the others go on.
fn give(sentences: &mut [Utterance], speaker: &Candidate) {
    for (nth, utterance) in sentences.iter_mut().enumerate() {
        if nth > 0 {
            utterance.under_label = true;
            continue;
        }
        utterance.be_said_by(speaker);
        utterance.breaks = false;
    }
}

/// Whom a sentence names in brackets at its end as its speaker.
fn speaker(utterance: &Utterance, roster: &Roster) -> Option<Candidate> {
    if utterance.decides || utterance.labelled {
        return None;
    }
    let (said, span) = bracket(&utterance.text)?;
    let spoken = words(said);
    let asks = utterance.text.trim_end().ends_with('?');
    let short = spoken.len() >= LEAST_SAID && is_sentence(&spoken) || asks;
    if RECORD.is_match(said) || !short {
        return None;
    }
    whole(&utterance.text[span], roster)
}

/// What is said, and where the words in the bracket behind it stand.
fn bracket(text: &str) -> Option<(&str, Range<usize>)> {
    let found = BRACKET.captures(text)?;
    let who = found.name("who")?;
    Some((text[..found.get(0)?.start()].trim_end(), who.range()))
}

/// The person whom the words in a bracket name and nothing else, what stands behind their name aside: "Jo Oak, Elm Homes".
fn whole(inside: &str, roster: &Roster) -> Option<Candidate> {
    let own = inside.split(',').next().unwrap_or(inside);
    let found = words(own);
    let named = candidates(&found, own, roster).into_iter().next();
    let fills = |c: &Candidate| c.start <= usize::from(found[0].key == "the") && c.end == found.len();
    let known =
        |c: &Candidate| c.person.is_some() || matches!(c.manner, Manner::Titled | Manner::Office | Manner::Chair);
    if let Some(candidate) = named.filter(|c| fills(c) && known(c)) {
        return Some(candidate);
    }
    // "Kim Hale, Elm Street": a member of the public.
    let stranger = own.len() < inside.len() && is_whole_name(&found);
    let name = Name::parse(own).filter(|_| stranger)?;
    let printed = own.to_owned();
    Some(Candidate { start: 0, end: 0, manner: Manner::Known, printed, name: Some(name), office: None, person: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::speech::speakers::candidates::introduce;

    #[test]
    fn a_name_in_brackets_behind_a_sentence_says_whose_it_is() {
        let mut roster = Roster::default();
        for text in ["Councillor Petra Ash", "Mr Jo Oak, Director of Roads,", "Tia Elm (Clerk)"] {
            introduce(&words(text), text, &mut roster);
        }
        for (text, expect) in [
            ("The lamps were still out (Cllr. Ash).", Some("Cllr. Ash")),
            ("Why are the lamps out (Ash)?", Some("Ash")),
            ("They had been reported twice (Director of Roads).", Some("Director of Roads")),
            ("It rained for all of the week. [Petra Ash]", Some("Petra Ash")),
            ("The hours are when she can come (Kim Hale, Harbour Trust).", Some("Kim Hale")),
            ("Passed 5-1 (Ash).", None),
            ("The motion was carried with one voice (Ash).", None),
            ("Lamps (Ash)", None),
            ("The road was mended by the county (Elm Street).", None),
            ("The rule was adopted (Ash/Oak).", None),
        ] {
            let who = bracket(text).and_then(|(said, span)| {
                let spoken = words(said);
                let told = spoken.len() >= LEAST_SAID && is_sentence(&spoken) && !RECORD.is_match(said);
                whole(&text[span], &roster).filter(|_| told)
            });
            assert_eq!(who.map(|c| c.printed).as_deref(), expect, "{text}");
        }
    }
}
