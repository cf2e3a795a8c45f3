//! Who has the floor, sentence by sentence, and what they do: chosen among everybody whom a sentence mentions, whoever
//! spoke before, and nobody, by learnt weights.
//!
//! A linear chain (a conditional random field) over the sentences of a meeting says how probable each choice is. What
//! stands in a paper is never changed by it: the words that name a speaker are kept as printed, and a speaker who is
//! not even likely gets no name. Invariant: who is sure was wrong in fewer than one of 200 sentences of bodies that the
//! weights were not learnt from.

mod among_present;
mod apposition;
pub mod candidate;
pub mod candidates;
pub mod chain;
pub mod features;
pub mod gather;
mod headed;
mod heading_row;
pub mod introductions;
mod kinds;
mod label_inside;
mod label_words;
mod lone_label;
mod mover_words;
mod movers_around;
mod named_in_lists;
mod one_name;
mod open_label;
mod plain_label;
mod printed_offices;
mod report_floor;
mod reports;
mod signs;
mod slash_pairs;
mod speaker_rows;
pub mod state;
mod titled;
mod told_by;
mod told_in_brackets;
pub mod training;
pub mod utterance;
pub mod weights;
mod written_report;

use super::name::Name;
use super::roster::{Found, Person, Roster};
use super::subject::Subject;
use super::turns::AttributedSentence;
use super::verbs::Verb;
use candidate::{Candidate, Manner};
use candidates::name_part;
use chain::Chain;
use record::{Act, Attribution, Certainty, Grade};
use state::State;
use utterance::Utterance;
use weights::{Score, WEIGHTS, Weights};

/// One sentence with whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Attributed {
    /// Position of its block.
    pub block: usize,
    /// Whose it is.
    pub sentence: AttributedSentence,
    /// How probable the speaker is, or that nobody speaks, 0 to 1.
    pub probability: f64,
}

/// Whoever spoke last.
#[derive(Debug, Clone)]
struct Floor {
    speaker: Option<usize>,
    attribution: Attribution,
    probability: f64,
}

/// Whose each of these sentences is.
pub fn attribute(utterances: &[Utterance], roster: &mut Roster) -> Vec<Attributed> {
    attribute_by(&WEIGHTS, utterances, roster)
}

/// The same by other weights.
pub fn attribute_by(weights: &Weights, utterances: &[Utterance], roster: &mut Roster) -> Vec<Attributed> {
    let scores: Vec<Score> = (0..utterances.len()).map(|at| weights.score(utterances, at, roster)).collect();
    let emissions: Vec<_> = scores.iter().map(|s| s.emission).collect();
    let chain = Chain { emissions: &emissions, transitions: &weights.transitions };
    let probabilities = chain.marginals().states;
    let mut floor: Option<Floor> = None;
    let path = chain.best();
    let mut found = Vec::with_capacity(utterances.len());
    for (((utterance, score), state), probability) in utterances.iter().zip(&scores).zip(path).zip(&probabilities) {
        floor = floor.filter(|_| !utterance.breaks);
        let of_sort = |test: fn(State) -> bool| -> f64 {
            State::ALL.iter().filter(|s| test(**s)).map(|s| probability[s.index()]).sum()
        };
        let mut attributed = nobody(utterance, probability[State::Nobody.index()]);
        match state {
            State::Nobody => {}
            State::GoesOn(speech) => {
                if let Some(before) = &floor {
                    let certain = before.probability * of_sort(State::goes_on);
                    attributed.probability = certain;
                    attributed.sentence.act = speech.act();
                    attributed.sentence.speaker = before.speaker;
                    let attribution = Attribution { grade: Grade::Continued, ..before.attribution.clone() };
                    attributed.sentence.attribution = graded(attribution, certain, weights);
                }
            }
            State::Named(speech) => {
                if let Some((nth, share)) = weights::speaker(&score.mentions, &utterance.candidates, speech) {
                    let candidate = &utterance.candidates[nth];
                    let certain = share * of_sort(State::is_named);
                    let certain = if is_doubtful(utterance, nth, roster) { certain.min(DOUBTFUL) } else { certain };
                    let (speaker, attribution) = named(candidate, roster);
                    floor = Some(Floor { speaker, attribution: attribution.clone(), probability: certain });
                    attributed.sentence.names = true;
                    attributed.probability = certain;
                    attributed.sentence.act = speech.act();
                    attributed.sentence.speaker = speaker;
                    attributed.sentence.attribution = graded(attribution, certain, weights);
                }
            }
        }
        if let Some(act) = act_by_label(utterance, found.last().map(|_| &utterances[found.len() - 1])) {
            attributed.sentence.act = act;
        }
        if attributed.sentence.attribution.name.is_none() {
            attributed.sentence.speaker = None;
        }
        found.push(attributed);
    }
    found
}

/// What somebody does whose words are printed behind their label: they ask where a question mark stands, and answer
/// whoever asked before them.
fn act_by_label(utterance: &Utterance, before: Option<&Utterance>) -> Option<Act> {
    let asks = |u: &Utterance| u.text.trim_end().ends_with('?');
    match before {
        _ if !utterance.labelled => None,
        _ if asks(utterance) => Some(Act::Question),
        Some(before) if asks(before) && before.block != utterance.block => Some(Act::Answer),
        _ => None,
    }
}

/// How probable a speaker can be at most of whom something beside the weights leaves a doubt: likely, never sure.
const DOUBTFUL: f64 = 0.9;

/// Whether there is such a doubt: the list spells the name otherwise, or has nobody with these initials, or the label is
/// a full name in a list, where as often somebody's task is told as their words.
fn is_doubtful(utterance: &Utterance, nth: usize, roster: &Roster) -> bool {
    let candidate = &utterance.candidates[nth];
    let person = candidate.person.and_then(|i| roster.people.get(i));
    let unexplained = person.is_some_and(|p| p.short.as_deref() == Some(p.display.as_str()));
    let full = candidate.name.as_ref().is_some_and(|name| name.title.is_none() && !name.given.is_empty());
    let listed = utterance.label == Some(nth) && utterance.form == record::Form::ListEntry && full;
    is_misspelt(candidate, roster) || unexplained || listed
}

/// Whether the list spells the surname of this mention in another way.
fn is_misspelt(candidate: &Candidate, roster: &Roster) -> bool {
    let person = candidate.person.and_then(|i| roster.people.get(i));
    let alike = |name: &Name, person: &Person| {
        name.same_surname(&person.name) || person.is_called(name) || candidate.manner == Manner::Initials
    };
    candidate.name.as_ref().zip(person).is_some_and(|(name, person)| !alike(name, person))
}

/// A sentence that nobody in particular says; what a group or somebody unnamed does in it is kept.
fn nobody(utterance: &Utterance, probability: f64) -> Attributed {
    let (act, printed) = match &utterance.subject {
        Subject::Group { printed, verb } => (unnamed_act(*verb), Some(printed.clone())),
        Subject::Unsaid { verb } => (unnamed_act(*verb), None),
        _ => (Act::Narration, None),
    };
    Attributed {
        block: utterance.block,
        sentence: AttributedSentence {
            range: utterance.range.clone(),
            act,
            attribution: Attribution { as_printed: printed, ..Attribution::none() },
            speaker: None,
            names: false,
        },
        probability,
    }
}

fn unnamed_act(verb: Verb) -> Act {
    match verb {
        Verb::Ask => Act::Question,
        Verb::Reply => Act::Answer,
        _ => Act::Narration,
    }
}

/// The attribution to a mention, before it is said how certain it is. Somebody whom no list has is known by the name
/// that is printed.
fn named(candidate: &Candidate, roster: &mut Roster) -> (Option<usize>, Attribution) {
    let speaker = candidate.person.or_else(|| {
        let name = candidate.name.clone().filter(|_| candidate.manner.is_name())?;
        let nobody = matches!(roster.named(&name, None), Found::Nobody);
        nobody.then(|| roster.introduce(&name_part(candidate), name, candidate.office.as_deref()))
    });
    let person = speaker.map(|i| &roster.people[i]);
    let office = candidate.office.as_deref().map(|o| o.trim_start_matches("The ").trim_start_matches("the "));
    let chair = (candidate.manner == Manner::Chair).then_some("Chair");
    let role = person.and_then(|p| p.offices.first().map(|(o, _)| o.clone()));
    let grade = match candidate.manner {
        Manner::Office | Manner::Chair => Grade::Role,
        // Their name stands not in the sentence but above or below it.
        Manner::Heading | Manner::Mover => Grade::Continued,
        _ => Grade::Named,
    };
    let attribution = Attribution {
        grade,
        certainty: None,
        why: None,
        as_printed: Some(candidate.printed.clone()),
        name: person.map(|p| p.display.clone()),
        role: role.or(office.or(chair).map(str::to_owned)),
    };
    (speaker, attribution)
}

/// The attribution with how certain it is; without the name where that is not even likely.
fn graded(attribution: Attribution, probability: f64, weights: &Weights) -> Attribution {
    let why = Some(format!("weights {probability:.4}"));
    if attribution.name.is_none() {
        return Attribution { why, ..attribution };
    }
    if probability < weights.likely {
        return Attribution { as_printed: attribution.as_printed, ..Attribution::none() };
    }
    let certainty = if probability >= weights.sure { Certainty::Sure } else { Certainty::Likely };
    Attribution { certainty: Some(certainty), why, ..attribution }
}
