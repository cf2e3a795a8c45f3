//! Notes of actions in short forms, and who can be charged in them.

use super::candidate::{Candidate, Wording};
use super::deeds::{Shape, deed};
use super::small_words::is_small;
use crate::lexicon::{self, Tags};
use crate::structure::speech::words::{Word, key_at};
use std::ops::Range;

/// Words that may follow a verb and nothing else that looks like one: "Clerk report the pothole" charges somebody,
/// "Clerk report to Council" is a title.
const OBJECTS: &[&str] = &[
    "a", "all", "an", "any", "back", "for", "her", "him", "his", "how", "if", "it", "its", "our", "that", "the",
    "their", "them", "this", "up", "what", "when", "where", "whether", "why", "with",
];

/// Verbs whose past is their bare form: only a label or "to" before them charges anybody.
const ALIKE_IN_THE_PAST: &[&str] = &["read", "put", "set", "cut", "let", "shut", "split", "spread", "bid"];

/// "Clerk notify the owner", behind a label also "Jo asks the owner": whoever is charged, at the head of the sentence
/// or of what follows the label, with the verb right behind. `at` is where the note may begin.
pub(super) fn without_to(words: &[Word], at: usize, labelled: bool) -> Option<Candidate> {
    if at > 0 && !labelled {
        return None;
    }
    let end = (at + 1..words.len().min(at + 5)).find(|&k| verb_at(words, k, labelled))?;
    let doer = at..end;
    if words[doer.clone()].iter().any(Word::is_closed) || !is_charged(&words[doer.clone()], labelled) {
        return None;
    }
    let deed = deed(key_at(words, end)).or_else(|| deed(third(key_at(words, end))));
    Some(Candidate { deed, ..Candidate::new(Wording::Charge, doer, end, end, words) })
}

/// Whether the word at `k` can only be a verb that somebody is charged with.
fn verb_at(words: &[Word], k: usize, labelled: bool) -> bool {
    let word = &words[k];
    let is = |key: &str| {
        deed(key).is_some_and(|d| d.shape == Shape::Bare && !matches!(d.class, "effect" | "state" | "hold"))
    };
    let form = is(&word.key) || labelled && is(third(&word.key));
    let next = words.get(k + 1);
    // "Ms Elm read the letter" tells what she did.
    if !labelled && ALIKE_IN_THE_PAST.contains(&word.key.as_str()) {
        return false;
    }
    // "write to" needs no object, "report to" does.
    let verbal = matches!(word.key.as_str(), "write" | "speak" | "talk" | "respond" | "apply" | "liaise" | "ask");
    let object = next.is_some_and(|w| OBJECTS.contains(&w.key.as_str()) || w.is_capital());
    form && !word.is_capital() && !word.is_closed() && (object || verbal && next.is_some())
}

/// The bare form of "tells".
fn third(key: &str) -> &str {
    key.strip_suffix('s').unwrap_or(key)
}

/// Whether these words stand for one who can be charged without "to": an office, initials, a titled name; behind a
/// label any name. What stands for several ("Councillors discuss") tells what they do.
fn is_charged(doer: &[Word], labelled: bool) -> bool {
    let Some(last) = doer.last() else { return false };
    let capitals = |w: &Word| w.text.len() <= 3 && w.text.len() > 1 && w.text.chars().all(char::is_uppercase);
    let several = last.key.ends_with('s') && !capitals(last) && !doer.iter().any(|w| w.key == "and");
    if several && !labelled {
        return false;
    }
    let names = doer.iter().all(|w| w.is_capital() || w.key == "and" || w.key == "the");
    let titled = lexicon::tags(&doer[0].key).has(Tags::TITLE) && doer.len() > 1;
    let office = lexicon::tags(&last.key).has(Tags::HEAD);
    names && (labelled || office || titled || doer.iter().all(|w| capitals(w) || w.key == "and"))
}

/// Whether somebody offers what they can do: "I can find the time", "Jo could get the keys".
pub(super) fn offers(words: &[Word], doer: &Range<usize>, verb: usize) -> bool {
    let does =
        deed(key_at(words, verb)).is_some_and(|d| d.shape != Shape::Past && !matches!(d.class, "effect" | "state"));
    let does = does || key_at(words, verb) == "volunteer";
    does && is_someone(words, doer)
}

/// Whether these words can stand for a person: a pronoun for one, a name, an office, initials.
pub(super) fn is_someone(words: &[Word], doer: &Range<usize>) -> bool {
    let doer = words.get(doer.clone()).unwrap_or_default();
    let Some(last) = doer.last() else { return false };
    if matches!(last.key.as_str(), "i" | "we" | "he" | "she") {
        return true;
    }
    let office = lexicon::tags(&last.key).has_any(Tags::HEAD) && !last.key.ends_with('s');
    office || doer.len() <= 4 && doer.iter().all(|w| w.is_capital() && !w.possessive)
}

/// Whether a verb in its bare form is what somebody does now: no modal verb, "to" or "not" before it.
pub(super) fn is_present(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |k| key_at(words, k));
    !matches!(
        before,
        "will" | "would" | "to" | "not" | "shall" | "should" | "could" | "might" | "may" | "did" | "the" | "an"
    )
}

/// The thing that something is to be done to, where nothing but its name stands between the head of the clause and
/// "to be": "A letter to be sent".
pub(super) fn thing_before(words: &[Word], to: usize) -> Option<Range<usize>> {
    let begin = (0..to).rev().take(12).take_while(|&k| k + 1 == to || !words[k].is_closed()).last()?;
    let own = words.get(begin..to)?;
    let verbs =
        ["is", "was", "are", "were", "has", "have", "had", "will", "would", "be", "been", "need", "needs", "to"];
    let tells = |w: &Word| {
        verbs.contains(&w.key.as_str())
            || lexicon::verb(&w.key).is_some_and(|v| v.form == lexicon::VerbForm::Past)
            || !w.is_capital() && deed(&w.key).is_some_and(|d| d.shape == Shape::Past)
    };
    let last = own.last().filter(|w| !w.is_closed())?;
    let noun = last.key.chars().any(char::is_alphanumeric) && !is_small(&last.key);
    let whole = begin == 0 || words[begin - 1].is_closed();
    (whole && noun && !own.iter().any(tells)).then_some(begin..to)
}

#[cfg(test)]
mod tests {
    use super::super::candidates::candidates;
    use super::*;
    use crate::structure::speech::words::words;

    fn first(text: &str) -> Option<(Wording, String)> {
        let found = words(text);
        let place = candidates(&found).into_iter().next()?;
        let doer: Vec<&str> = found[place.doer.clone()].iter().map(|w| w.text).collect();
        Some((place.wording, doer.join(" ")))
    }

    #[test]
    fn short_forms_of_notes_are_places() {
        use Wording::*;
        for (text, wording, doer) in [
            ("Clerk notify the owner of this.", Charge, "Clerk"),
            ("Clerk ask Una Elm when the order comes into force.", Charge, "Clerk"),
            ("JP write to the school.", Charge, "JP"),
            ("Cllr Pell arrange a meeting with the bank.", Charge, "Cllr Pell"),
            ("TODO: Jo tells the date of the fair.", Action, "Jo"),
            ("A letter to be sent to the owner.", ToBe, "A letter"),
            ("The fair is on; a notice to be put on the board.", ToBe, "a notice"),
            ("I can put out a letter tomorrow.", Can, "I"),
            ("Jo: Can volunteer to write it.", Can, "Jo"),
            ("Una needs to check why it is late.", Needs, "Una"),
            ("Cllr Pell and JP both agree to share it.", AgreedTo, "Cllr Pell and JP"),
        ] {
            assert_eq!(first(text), Some((wording, doer.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_note_is_no_place() {
        for text in [
            "Ms Elm read a letter from the owner.",
            "The Chair was happy to report a good year.",
            "There being no further business to come before it, the meeting ended.",
            "It was down to the Vehicle Agency (VA) to check the lorries.",
            "It's OK to say no.",
            "Clerk report to Council",
            "Clerk report on the year",
            "Councillors discuss the road.",
            "Need to back up the list",
            "Elm motioned to close the meeting.",
            "Jo did not agree to it.",
            "Comments prior to reviewing the report",
            "Request for Comment on Draft Reports",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
