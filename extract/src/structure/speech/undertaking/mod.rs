//! Whether a sentence undertakes anything: places that may ([`mod@candidates`]), what can be seen of each ([`mod@features`]),
//! and learnt weights that say how likely it is ([`mod@weights`]).
//!
//! The weights stand in `extract/weights/commitments.tsv`; `cargo run -p extract --example train_commitments` makes them
//! from labelled papers and from the made-up sentences of `extract/learning/commitments.txt`.

pub mod candidate;
pub mod candidates;
pub mod deeds;
pub mod doer;
pub mod features;
mod notes;
pub mod pieces;
pub mod setting;
mod small_words;
pub mod weights;

use super::words::Word;
use crate::lexicon::{self, Tags};
use candidate::Candidate;
use candidates::candidates;
use doer::is_decided;
use features::features;
pub use setting::{Course, People, Setting, Trail};
use std::sync::LazyLock;
use weights::Weights;

/// The probability from which a place counts, in minutes.
pub const ENOUGH: f64 = 0.5;

/// The same in other papers, where fewer places are undertakings and the weights have seen fewer of them.
pub const ENOUGH_IN_PAPERS: f64 = 0.4;

/// The learnt weights.
pub static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/weights/commitments.tsv"))));

/// The place of a sentence that is most likely an undertaking.
#[derive(Debug, Clone, PartialEq)]
pub struct Undertaking {
    /// The place.
    pub place: Candidate,
    /// How likely it is one, in (0, 1).
    pub probability: f64,
    /// Where in the sentence its words begin.
    pub begins: usize,
}

/// The most likely place of a sentence, however unlikely; `None` where there is no place at all. What the meeting
/// decided is none: that is read as a decision.
pub fn weigh(words: &[Word], setting: Setting, people: &People) -> Option<Undertaking> {
    let weighed = places(words).map(|place| {
        let probability = likelihood(&WEIGHTS, &features(words, &place, setting, people));
        let begins = words.get(place.mark).map_or(0, |w| w.start);
        Undertaking { place, probability, begins }
    });
    weighed.max_by(|a, b| a.probability.total_cmp(&b.probability))
}

/// The places of a sentence where somebody may undertake something; what the meeting decided is none.
pub fn places<'w>(words: &'w [Word]) -> impl Iterator<Item = Candidate> + 'w {
    let fits =
        |place: &Candidate| !(is_decided(words, place.mark) || is_next_meeting(words, place) || is_empty(words, place));
    candidates(words).into_iter().filter(fits)
}

/// "Nothing to report.", "A treasurer to take on?": in the form of a note, and nobody is charged.
fn is_empty(words: &[Word], place: &Candidate) -> bool {
    let doer = words.get(place.doer.clone()).and_then(<[Word]>::first);
    let nobody = doer.is_some_and(|w| matches!(w.key.as_str(), "nothing" | "none" | "nobody" | "no"));
    let asked = words.last().is_some_and(|w| w.after.contains('?'));
    place.wording.is_note() && (nobody || asked)
}

/// "The next meeting will be held on 4 May": the meeting's own course.
fn is_next_meeting(words: &[Word], place: &Candidate) -> bool {
    let doer = words.get(place.doer.clone()).unwrap_or_default();
    let meets = doer.iter().any(|w| matches!(w.key.as_str(), "meeting" | "meetings"));
    let holds =
        matches!(words.get(place.verb).map(|w| w.key.as_str()), Some("held" | "be" | "take" | "scheduled" | "on"));
    let held = meets && holds && doer.iter().any(|w| matches!(w.key.as_str(), "next" | "regular" | "following"));
    // "The Board will meet on Tuesday 3 August."
    let meet = words.get(place.verb).is_some_and(|w| matches!(w.key.as_str(), "meet" | "reconvene"));
    let behind = words.get(place.verb + 1).map(|w| w.key.as_str());
    let body = doer.iter().any(|w| lexicon::tags(&w.key).has(Tags::BODY) || matches!(w.key.as_str(), "we" | "members"));
    held || body && meet && matches!(behind, None | Some("on" | "again" | "next" | "at"))
}

/// What the form alone says of "CLERK to VERB": of a hundred such notes in labelled papers some nine in ten are actions,
/// whoever's papers they are, and too few bodies write them for the weights to be sure of it.
const CHARGED: f64 = 0.6;

/// How likely a place with these features is an undertaking.
pub fn likelihood(weights: &Weights, features: &[String]) -> f64 {
    let has = |name: &str| features.iter().any(|f| f == name);
    let learnt = weights.probability(features);
    let plain = has("paper=minutes") && has("all=somebody-charged") && !has("is=asks") && !has("is=conditional");
    if plain { learnt.max(CHARGED) } else { learnt }
}

/// The undertaking of a sentence; `None` where it undertakes nothing.
pub fn find(words: &[Word], setting: Setting, people: &People) -> Option<Undertaking> {
    let enough = if setting.minutes { ENOUGH } else { ENOUGH_IN_PAPERS };
    weigh(words, setting, people).filter(|found| found.probability >= enough)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;
    use candidate::Wording;

    #[test]
    fn places_are_found_by_wording() {
        use Wording::*;
        for (text, wording, doer, verb) in [
            ("The Clerk will write to the owner.", Will, "The Clerk", "write"),
            ("He said that the Manager would also send it.", Would, "the Manager", "send"),
            ("Mr Oak agreed to contact the school.", AgreedTo, "Mr Oak", "contact"),
            ("Clerk to chase.", Charge, "Clerk", "chase"),
            ("Hedge cut late, Cllr Pell to ask why.", Charge, "Cllr Pell", "ask"),
            ("ACTION: JP to ring the bank.", Action, "JP", "ring"),
            ("The list was to be circulated.", IsTo, "The list", "circulated"),
            ("The work is due to start in May.", Plan, "The work", "start"),
            ("It is intended to publish a plan.", Intended, "", "publish"),
            ("The Clerk was asked to write again.", WasAsked, "The Clerk", "write"),
            ("Members asked the officer to provide figures.", AskedTo, "the officer", "provide"),
            ("I'll send it.", Will, "I'll", "send"),
        ] {
            let found = words(text);
            let place = candidates::candidates(&found).into_iter().next().unwrap_or_else(|| panic!("{text}"));
            let printed: Vec<_> = found[place.doer.clone()].iter().map(|w| w.text).collect();
            assert_eq!((place.wording, printed.join(" ").as_str()), (wording, doer), "{text}");
            assert_eq!(found[place.verb].text, verb, "{text}");
        }
    }

    #[test]
    fn undertakings_are_told_from_other_talk() {
        for (text, holds) in [
            ("The Clerk will write to the owner.", true),
            ("ACTION: JP to ring the bank about the mandate.", true),
            ("She agreed to send the figures to members.", true),
            ("Cllr Pell to report back at the next meeting.", true),
            ("The Director said that she would circulate a note.", true),
            ("This would help to reduce the list.", false),
            ("The next meeting will be held on 4 May.", false),
            ("The Board will meet on Tuesday 3 August 2021 at 5.30 pm.", false),
            ("The Clerk will meet the contractor on site.", true),
            ("Members asked whether the figures would be circulated.", false),
            ("It was agreed that the Clerk would write to the owner.", false),
            ("The Council noted the report.", false),
            ("Nothing to report from the committee.", false),
            ("A Fundraising Lead to take on?", false),
        ] {
            let found = find(&words(text), Setting::minutes(), &People::default());
            assert_eq!(found.is_some(), holds, "{text}: {found:?}");
        }
    }
}
