//! Undertakings: who is to do what, by when, and on what that rests.
//!
//! "That the report be noted" is none. What is asked in a question is none, nor what follows, what is always done,
//! what must be done, and what others do. Requests and plans are kept and marked as such.

use super::binding::binds;
use super::due;
use super::owner;
use super::resolutions::is_own_form;
use super::turns::{AttributedSentence, Turns};
use super::undertaking::candidate::{Candidate, Wording};
use super::undertaking::pieces::pieces;
use super::undertaking::{self, People, Setting, Trail, Undertaking};
use super::words::{Word, words};
use jiff::civil::Date;
use record::{Basis, Commitment, Owner, Resolution, Strength};
use std::collections::BTreeSet;

patterns! {
    TO_WHOM = r"\b(?:to|with|for)\s+(?P<who>(?:the\s+|all\s+)?(?:ward\s+|parish\s+)?(?:Committee|Panel|Board|[Cc]ouncil(?:lors?)?|[Mm]embers?|residents|parents))\b";
}

/// Words of a note from which on it is the same where it stands again: "Clerk to write" is said of many things.
const TELLING: usize = 5;

/// How likely an undertaking among the words of a motion must be.
const SURELY: f64 = 0.8;

/// Where a sentence of minutes stands.
#[derive(Debug, Clone, Copy)]
pub struct Stand {
    /// Its item and its passage.
    pub at: (Option<usize>, usize),
    /// What is known of it besides its words.
    pub setting: Setting,
    /// Whether the words of a motion are printed in it.
    pub moves: bool,
    /// Whether a decision, or a list of people, is printed around it.
    pub within: bool,
    /// The day of the meeting.
    pub on: Option<Date>,
}

/// What has been found, with the state that tells a request that was agreed from one that was not.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The undertakings, in order.
    pub found: Vec<Commitment>,
    /// What the sentences before say of the next one.
    trail: Trail,
    /// The notes of actions so far, without their labels: papers print them again at their end.
    noted: BTreeSet<String>,
    /// Who was at the meeting.
    people: People,
    /// The sentence before, of which the next may say who is to do it.
    last: Option<Before>,
}

/// A sentence that has been read.
#[derive(Debug)]
struct Before {
    text: String,
    at: (Option<usize>, usize),
}

impl Ledger {
    /// An empty one, of a meeting with these people.
    pub fn new(people: People) -> Self {
        Self { people, ..Self::default() }
    }

    /// Notes what a numbered part of a resolution binds somebody to. What is agreed in a sentence of the discussion, or
    /// calls on others in a motion, is a decision and nobody's promise.
    pub fn resolved(&mut self, resolution: &Resolution) {
        if !resolution.why.as_deref().is_none_or(is_own_form) {
            return;
        }
        if let Some(why) = binds(&resolution.text) {
            // The note of an action in it is told by the whole.
            self.found.retain(|c| c.passage != resolution.passage || !resolution.text.contains(&c.text));
            self.found.push(Commitment {
                text: resolution.text.clone(),
                basis: Basis::Resolution,
                strength: Strength::Firm,
                owner: resolution.owner.clone(),
                beneficiary: beneficiary(&resolution.text),
                due: resolution.due.clone(),
                item: resolution.item,
                passage: resolution.passage,
                why: Some(why),
            });
        }
    }

    /// Notes what a sentence of discussion undertakes. Where a motion is being moved, only what nobody could mean as
    /// its words: what somebody agreed to do, and notes of actions.
    pub fn sentence(&mut self, text: &str, attributed: &AttributedSentence, stand: &Stand, turns: &mut Turns) {
        if let Some(owner) = owner::of_action_line(text, turns) {
            return self.charge(owner, stand);
        }
        for range in pieces(text) {
            self.piece(text[range].trim(), attributed, stand, turns);
        }
        let free = !(stand.moves || stand.within);
        self.last = free.then(|| Before { text: text.trim().to_owned(), at: stand.at });
    }

    /// "Action: Clerk" names who is to do what the sentence before says; where nothing else told that it was to be done,
    /// this line does.
    fn charge(&mut self, owner: Owner, stand: &Stand) {
        let Some(before) = self.last.take().filter(|before| before.at.0 == stand.at.0) else { return };
        if let Some(own) = self.found.iter_mut().rev().find(|c| c.passage == before.at.1) {
            own.owner = Some(owner);
        } else if before.text.split_whitespace().count() >= TELLING {
            self.found.push(Commitment {
                beneficiary: beneficiary(&before.text),
                due: due::find_from(&before.text, 0, stand.on),
                text: before.text,
                basis: Basis::ActionLog,
                strength: Strength::Firm,
                owner: Some(owner),
                item: before.at.0,
                passage: before.at.1,
                why: Some("action-by".to_owned()),
            });
        }
    }

    fn piece(&mut self, text: &str, attributed: &AttributedSentence, stand: &Stand, turns: &mut Turns) {
        let words = words(text);
        let setting = self.trail.pass(stand.setting, &words);
        let Some(found) = undertaking::find(&words, setting, &self.people) else { return };
        let note = matches!(found.place.wording, Wording::Charge | Wording::Action);
        let plain = note || found.place.wording == Wording::AgreedTo;
        if (stand.moves || stand.within) && !(plain && found.probability >= SURELY) {
            return;
        }
        if stand.within && !(note && (found.place.doer.start == 0 || found.place.wording == Wording::Action)) {
            return;
        }
        let charge: Vec<&str> =
            words.iter().skip(found.place.doer.start.min(found.place.mark)).map(|w| w.key.as_str()).collect();
        if note && charge.len() >= TELLING && !self.noted.insert(charge.join(" ")) {
            return;
        }
        let owner = owner::who(&words, text, &found.place, attributed, turns);
        let basis = basis(&found.place, &words, setting.asked, owner.as_ref());
        self.found.push(commitment(text, basis, &found, owner, stand.at, stand.on));
    }
}

/// A row, with the wording and the probability that made it one.
pub fn commitment(
    text: &str,
    basis: Basis,
    found: &Undertaking,
    owner: Option<Owner>,
    at: (Option<usize>, usize),
    on: Option<Date>,
) -> Commitment {
    Commitment {
        text: text.to_owned(),
        basis,
        strength: strength(&found.place),
        owner,
        beneficiary: beneficiary(text),
        due: due::find_from(text, found.begins, on),
        item: at.0,
        passage: at.1,
        why: Some(format!("{} {:.2}", found.place.wording.name(), found.probability)),
    }
}

/// What an undertaking in discussion rests on. What a body does, or what is done by nobody that can be told, is what
/// an organisation says it will do.
fn basis(place: &Candidate, words: &[Word], asked: bool, owner: Option<&Owner>) -> Basis {
    match place.wording {
        Wording::Action | Wording::Charge | Wording::Label | Wording::Bare | Wording::ToBe => Basis::ActionLog,
        Wording::WasAsked | Wording::AskedTo | Wording::AskedThat => Basis::Request,
        Wording::Plan | Wording::Intended => Basis::Plan,
        Wording::AgreedTo if asked && words.get(place.mark).is_some_and(|w| w.key == "agreed") => Basis::RequestAgreed,
        Wording::AgreedTo => Basis::Promise,
        Wording::Will | Wording::Would | Wording::IsTo | Wording::Can | Wording::Needs => {
            let told = matches!(place.deed.map(|d| d.class), Some("tell" | "look" | "ask" | "arrange"));
            let known = owner.is_some_and(|o| o.name.is_some() || o.role.is_some());
            match place.passive {
                true if told || known => Basis::Promise,
                true => Basis::Plan,
                false if known || owner::is_somebody(words, place) => Basis::Promise,
                false => Basis::Plan,
            }
        }
    }
}

/// How binding the words are: "would look into", "could", "hopes to" bind less.
fn strength(place: &Candidate) -> Strength {
    let vague = place.deed.is_some_and(|d| matches!(d.verb, "consider" | "explore" | "look"));
    let asks = matches!(place.wording, Wording::WasAsked | Wording::AskedTo | Wording::AskedThat | Wording::Can);
    if place.soft || vague || asks || place.wording == Wording::Intended { Strength::Soft } else { Strength::Firm }
}

fn beneficiary(text: &str) -> Option<String> {
    TO_WHOM.captures(text).and_then(|c| c.name("who")).map(|m| m.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::roster::Roster;
    use super::*;
    use record::{Act, Attribution, Certainty, Grade};

    fn read(text: &str, act: Act) -> Option<Commitment> {
        let mut roster = Roster::default();
        let mut turns = Turns::new(&mut roster);
        let attribution = Attribution {
            grade: Grade::Named,
            certainty: Some(Certainty::Sure),
            name: Some("Jo Pell".into()),
            ..Attribution::none()
        };
        let attributed = AttributedSentence { range: 0..text.len(), act, attribution, speaker: Some(0), names: true };
        let mut ledger = Ledger::default();
        let stand = Stand { at: (None, 0), setting: Setting::minutes(), moves: false, within: false, on: None };
        ledger.sentence(text, &attributed, &stand, &mut turns);
        ledger.found.pop()
    }

    #[test]
    fn a_line_says_who_does_what_the_sentence_before_it_says() {
        let mut roster = Roster::default();
        let mut turns = Turns::new(&mut roster);
        let mut ledger = Ledger::default();
        for (at, text) in [
            (0, "The bench will be mended by the school."),
            (1, "Action SH"),
            (2, "No response from the owner of the kiosk about the keys"),
            (3, "ACTION: Clerk, SH"),
            (4, "Action: Clerk"),
        ] {
            let setting = Setting::minutes();
            let stand = Stand { at: (None, at), setting, moves: false, within: false, on: None };
            let attribution = Attribution::none();
            let act = Act::Narration;
            let nobodys = AttributedSentence { range: 0..text.len(), act, attribution, speaker: None, names: false };
            ledger.sentence(text, &nobodys, &stand, &mut turns);
        }
        let printed = |c: &Commitment| c.owner.as_ref().and_then(|owner| owner.as_printed.clone());
        let shown: Vec<_> = ledger.found.iter().map(|c| (c.passage, printed(c))).collect();
        assert_eq!(shown, [(0, Some("SH".to_owned())), (2, Some("Clerk, SH".to_owned()))]);
    }

    #[test]
    fn promises_requests_and_action_notes_are_told_apart() {
        use Basis::*;
        use Strength::*;
        for (text, act, basis, strength) in [
            ("The Director added that case studies would be circulated to members.", Act::Answer, Promise, Firm),
            ("The slides were to be shared with the Committee.", Act::Presentation, Promise, Firm),
            ("She offered to circulate the links.", Act::Answer, Promise, Firm),
            ("The Manager agreed to write to the school.", Act::Answer, Promise, Firm),
            ("He would be happy to send the data to members.", Act::Answer, Promise, Soft),
            ("The Clerk was asked to write to the owner.", Act::Narration, Request, Soft),
            ("ACTION: Clerk to write to the county.", Act::Narration, ActionLog, Firm),
            ("Clerk to email Mr Pell.", Act::Narration, ActionLog, Firm),
        ] {
            let row = read(text, act).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((row.basis, row.strength), (basis, strength), "{text}");
        }
    }

    #[test]
    fn talk_is_no_undertaking() {
        for text in [
            "If the pupil was in school, they would inform the head.",
            "This would lead to savings.",
            "The delay was due to the pandemic.",
            "The Committee agreed to note the report.",
            "The panels would bring challenge.",
            "Councillor Marrow asked if slides would be shared.",
        ] {
            assert_eq!(read(text, Act::Answer), None, "{text}");
        }
    }

    #[test]
    fn owners_are_whoever_is_to_do_it() {
        for (text, printed, name) in [
            ("The Clerk will write to the owner.", "The Clerk", None),
            ("She would send the figures to members.", "", Some("Jo Pell")),
            ("A copy would be sent to members by the Head of Finance.", "the Head of Finance", None),
            ("Cllr Oak and Cllr Elm to meet the contractor.", "Cllr Oak and Cllr Elm", Some("Oak")),
        ] {
            let owner = read(text, Act::Answer).and_then(|c| c.owner).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(owner.as_printed.as_deref().unwrap_or(""), printed, "{text}");
            assert_eq!(owner.name.as_deref(), name, "{text}");
        }
    }
}
