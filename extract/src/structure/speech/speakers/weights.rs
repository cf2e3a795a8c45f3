//! Learnt weights: what each feature of a sentence or a mention speaks for.
//!
//! The file is made by the example `train` from labelled papers and is text, one weight or feature a line, so that what
//! was learnt can be read: `S` lines hold a sentence's feature with its weight for each state, `M` lines a mention's
//! feature with its weight, `K` lines what kind of speaker a mention is with its weight for each kind of speech, `T`
//! lines pairs of states, `C` lines the thresholds of certainty.

use super::candidate::{Candidate, Manner};
use super::chain::{Row, each_state, log_sum_exp};
use super::features;
use super::state::{STATES, Speech, State};
use super::utterance::Utterance;
use crate::structure::speech::mention::Who;
use crate::structure::speech::roster::Roster;
use crate::structure::speech::subject::Subject;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The weights that the program reads minutes with.
pub static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../../weights/speech.tsv")));

/// Weights by feature.
#[derive(Debug, Clone)]
pub struct Weights {
    sentence: FxHashMap<u64, Vec<(u8, f32)>>,
    mention: FxHashMap<u64, f32>,
    speaker: FxHashMap<u64, Vec<(u8, f32)>>,
    /// `transitions[before][after]`.
    pub transitions: [Row; STATES],
    /// Least probability of a speaker that is sure: measured on bodies that were not learnt from.
    pub sure: f64,
    /// Least probability of a speaker who is named at all.
    pub likely: f64,
}

/// What the weights say of one sentence.
#[derive(Debug, Clone)]
pub struct Score {
    /// A score a state.
    pub emission: Row,
    /// For each mention, how it competes with the others as the speaker of each kind of speech.
    pub mentions: Vec<[f64; Speech::ALL.len()]>,
}

impl Weights {
    /// Reads the file. Lines that are none of its kinds are passed over: a test holds that there are none.
    pub fn parse(file: &str) -> Self {
        let mut weights = Self {
            sentence: FxHashMap::default(),
            mention: FxHashMap::default(),
            speaker: FxHashMap::default(),
            transitions: [[0.0; STATES]; STATES],
            sure: 1.0,
            likely: 0.5,
        };
        for line in file.lines() {
            weights.add(line);
        }
        weights
    }

    /// Takes in one line; `None` where it is none.
    fn add(&mut self, line: &str) -> Option<()> {
        let mut fields = line.split('\t');
        let (sort, name, rest) = (fields.next()?, fields.next()?, fields.next()?);
        let numbered = || rest.split(' ').filter_map(numbered_weight).collect::<Vec<(u8, f32)>>();
        match sort {
            "S" => drop(self.sentence.insert(hash(&[name]), numbered())),
            "K" => drop(self.speaker.insert(hash(&[name]), numbered())),
            "M" => drop(self.mention.insert(hash(&[name]), rest.parse().ok()?)),
            "T" => {
                let row = self.transitions.get_mut(name.parse::<usize>().ok()?)?;
                numbered().into_iter().for_each(|(s, weight)| row[usize::from(s)] = f64::from(weight));
            }
            "C" if name == "sure" => self.sure = rest.parse().ok()?,
            "C" if name == "likely" => self.likely = rest.parse().ok()?,
            _ => return None,
        }
        Some(())
    }

    /// Scores the sentence at this position among all of its meeting.
    pub fn score(&self, all: &[Utterance], at: usize, roster: &Roster) -> Score {
        let utterance = &all[at];
        let mut emission = [0.0; STATES];
        features::of_sentence(all, at, roster, &mut |parts| {
            for (state, weight) in self.sentence.get(&hash(parts)).into_iter().flatten() {
                emission[usize::from(*state)] += f64::from(*weight);
            }
        });
        let words = utterance.words();
        let mentions: Vec<[f64; Speech::ALL.len()]> = (0..utterance.candidates.len())
            .map(|nth| {
                let mut score = 0.0;
                features::of_candidate(utterance, nth, &words, roster, &mut |parts| {
                    score += self.mention.get(&hash(parts)).copied().map_or(0.0, f64::from);
                });
                let mut by_speech = [score; Speech::ALL.len()];
                features::of_speaker(&utterance.candidates[nth], roster, &mut |parts| {
                    for (speech, weight) in self.speaker.get(&hash(parts)).into_iter().flatten() {
                        by_speech[usize::from(*speech)] += f64::from(*weight);
                    }
                });
                by_speech
            })
            .collect();
        let (emission, mentions) = by_label(utterance, emission, mentions);
        Score { emission: with_mentions(emission, &mentions, utterance.breaks), mentions }
    }
}

/// What a plain label adds to its sentence's being named, and to its mention. Few bodies print them, so that the
/// weights learnt of them are small; where they stand they leave little doubt.
const LABELLED: f64 = 4.0;

/// What it adds to a mention that the sentence tells the words of ("A question was raised by Cllr Elm"): more, because
/// most sentences that begin so name nobody.
const TOLD: f64 = 7.0;

type Mentions = Vec<[f64; Speech::ALL.len()]>;

/// What such a label adds to the going on of the sentences behind it in its paragraph.
const UNDER_LABEL: f64 = 2.0;

/// What a report adds to the going on of the sentences that stand in it.
const IN_REPORT: f64 = 1.5;

/// What a heading of reports adds to the mention that begins a paragraph below it: "Trustee Elm has been to a conference."
const BEGINS_REPORT: f64 = 2.0;

fn by_label(utterance: &Utterance, emission: Row, mut mentions: Mentions) -> (Row, Mentions) {
    let reported = |s: usize| if utterance.in_report && State::ALL[s].goes_on() { IN_REPORT } else { 0.0 };
    let emission = each_state(|s| emission[s] + reported(s));
    if utterance.under_label {
        // "I thank Ms Elm for her remark": whoever is mentioned there is not who speaks of themselves.
        let own = utterance.words().iter().any(|word| matches!(word.key.as_str(), "i" | "my" | "me" | "i'd" | "i'm"));
        let more = |s: usize| match State::ALL[s] {
            State::GoesOn(_) => UNDER_LABEL,
            State::Named(_) if own => -LABELLED,
            _ => 0.0,
        };
        return (each_state(|s| emission[s] + more(s)), mentions);
    }
    if is_of_pronoun(utterance) {
        let less = |s: usize| if State::ALL[s].is_named() { LABELLED } else { 0.0 };
        return (each_state(|s| emission[s] - less(s)), mentions);
    }
    if let Some(nth) = utterance.begins_report {
        mentions[nth].iter_mut().for_each(|score| *score += BEGINS_REPORT);
    }
    // "Mr Ash, proposed by Ms Elm, seconded by Dr Oak": the grammar of movers knows who of the three speaks.
    let said = utterance.label.filter(|_| utterance.labelled).or(utterance.mover).map(|nth| (nth, LABELLED));
    let Some((nth, more)) = said.or(utterance.teller.map(|nth| (nth, TOLD))) else { return (emission, mentions) };
    mentions[nth].iter_mut().for_each(|score| *score += more);
    (emission, mentions)
}

/// "He asked if Member Elm could come": a pronoun speaks, and everybody mentioned stands behind its verb.
pub(super) fn is_of_pronoun(utterance: &Utterance) -> bool {
    let Subject::Speaks(speaks) = &utterance.subject else { return false };
    let behind = |c: &Candidate| c.start >= speaks.after && !matches!(c.manner, Manner::Heading | Manner::Mover);
    let before = utterance.floor_from.is_some();
    before && !utterance.labelled && speaks.mention.who == Who::Pronoun && utterance.candidates.iter().all(behind)
}

/// What each feature weighs, for a person who asks why: the same sums as [`Weights::score`], feature by feature. Features
/// that were not learnt are left out.
impl Weights {
    /// The features of a sentence, each with its weight for each state.
    pub fn of_sentence(&self, all: &[Utterance], at: usize, roster: &Roster) -> Vec<(String, Row)> {
        let mut found = Vec::new();
        features::of_sentence(all, at, roster, &mut |parts| {
            if let Some(weights) = self.sentence.get(&hash(parts)) {
                let mut row = [0.0; STATES];
                weights.iter().for_each(|(state, weight)| row[usize::from(*state)] = f64::from(*weight));
                found.push((parts.concat(), row));
            }
        });
        found
    }

    /// The features of a mention, each with its weight for each kind of speech.
    pub fn of_mention(
        &self,
        utterance: &Utterance,
        nth: usize,
        roster: &Roster,
    ) -> Vec<(String, [f64; Speech::ALL.len()])> {
        let mut found = Vec::new();
        features::of_candidate(utterance, nth, &utterance.words(), roster, &mut |parts| {
            if let Some(weight) = self.mention.get(&hash(parts)) {
                found.push((parts.concat(), [f64::from(*weight); Speech::ALL.len()]));
            }
        });
        features::of_speaker(&utterance.candidates[nth], roster, &mut |parts| {
            if let Some(weights) = self.speaker.get(&hash(parts)) {
                let mut row = [0.0; Speech::ALL.len()];
                weights.iter().for_each(|(speech, weight)| row[usize::from(*speech)] = f64::from(*weight));
                found.push((parts.concat(), row));
            }
        });
        found
    }
}

/// The scores of a sentence's states once those of its mentions are added: it can only name whom it mentions, and
/// where nobody has the floor (`breaks`) it cannot go on.
pub fn with_mentions(emission: Row, mentions: &[[f64; Speech::ALL.len()]], breaks: bool) -> Row {
    each_state(|s| match State::ALL[s] {
        State::Named(speech) => {
            let scores: Vec<f64> = mentions.iter().map(|m| m[speech as usize]).collect();
            emission[s] + log_sum_exp(&scores)
        }
        State::GoesOn(_) if breaks => f64::NEG_INFINITY,
        _ => emission[s],
    })
}

/// "4:0.25"; a place beyond the last state is none.
fn numbered_weight(text: &str) -> Option<(u8, f32)> {
    let (place, weight) = text.split_once(':')?;
    let place: u8 = place.parse().ok()?;
    (usize::from(place) < STATES).then_some((place, weight.parse().ok()?))
}

/// The parts of a feature as one number (FNV-1a, 64 bits): no text has to be put together to look a weight up.
fn hash(parts: &[&str]) -> u64 {
    parts
        .iter()
        .flat_map(|part| part.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The mention that is most probably the speaker of this kind of speech, and how probable; mentions of one person count
/// together.
pub fn speaker(
    mentions: &[[f64; Speech::ALL.len()]],
    candidates: &[Candidate],
    speech: Speech,
) -> Option<(usize, f64)> {
    let scores: Vec<f64> = mentions.iter().map(|m| m[speech as usize]).collect();
    let sum = log_sum_exp(&scores);
    let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))?;
    let person = candidates.get(best)?.person;
    let same = |i: usize| i == best || person.is_some() && candidates[i].person == person;
    let share = (0..scores.len()).filter(|&i| same(i)).map(|i| (scores[i] - sum).exp()).sum();
    Some((best, share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_line_of_its_file() {
        let mut weights = Weights::parse("");
        for line in include_str!("../../../../weights/speech.tsv").lines().filter(|l| !l.starts_with('#')) {
            assert!(weights.add(line).is_some(), "{line}");
        }
        assert!(weights.sure > weights.likely && weights.likely > 0.0);
    }

    #[test]
    fn features_are_found_by_their_parts() {
        let weights = Weights::parse("S\tword0=the\t0:0.5 3:-1\nS\tword0=x\t99:1\nM\tmanner=titled\t0.25\n");
        assert_eq!(weights.sentence[&hash(&["word", "0", "=", "the"])], [(0, 0.5), (3, -1.0)]);
        assert_eq!(weights.sentence[&hash(&["word0=x"])], []);
        assert_eq!(weights.mention[&hash(&["manner=", "titled"])], 0.25);
    }
}
