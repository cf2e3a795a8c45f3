//! Who is taken to speak in a sentence, by the learnt weights: the choices, and what speaks for the first of them.

use crate::paper::{Paper, Place};
use extract::structure::speech::roster::Roster;
use extract::structure::speech::speakers::chain::{Chain, Row};
use extract::structure::speech::speakers::gather::utterances;
use extract::structure::speech::speakers::state::{Speech, State};
use extract::structure::speech::speakers::utterance::Utterance;
use extract::structure::speech::speakers::weights::{Score, WEIGHTS, speaker};
use record::Kind;

/// Choices, and features of each, that are printed: what comes after them decides nothing.
const CHOICES: usize = 4;
const FEATURES: usize = 12;

/// Prints the choice for the sentence at this place.
pub fn print(paper: &Paper, place: &Place) {
    let (blocks, head) = &paper.parts[place.part];
    if head.kind != Kind::Minutes {
        return println!("speaker: nobody is looked for outside minutes");
    }
    let mut roster = Roster::gather(&head.attendance, &paper.context.roll, head.meeting_on);
    let all = utterances(blocks, head, &mut roster);
    let here =
        |u: &Utterance| u.block == place.block && u.range.start < place.range.end && place.range.start < u.range.end;
    let Some(at) = all.iter().position(here) else {
        return println!("speaker: nobody is looked for in headings, lists of those present and page heads");
    };
    let scores: Vec<Score> = (0..all.len()).map(|i| WEIGHTS.score(&all, i, &roster)).collect();
    let emissions: Vec<Row> = scores.iter().map(|s| s.emission).collect();
    let chain = Chain { emissions: &emissions, transitions: &WEIGHTS.transitions };
    let (probabilities, path) = (chain.marginals().states, chain.best());
    println!("speaker, by weights (sure from {}, likely from {}):", WEIGHTS.sure, WEIGHTS.likely);
    if all[at].breaks {
        println!("  nobody has the floor before it");
    }
    let before = at.checked_sub(1).and_then(|b| path.get(b).copied());
    if let Some(before) = before {
        println!("  the sentence before is {}", named(before));
    }
    let mut order = State::ALL;
    order.sort_by(|a, b| probabilities[at][b.index()].total_cmp(&probabilities[at][a.index()]));
    for state in order.into_iter().take(CHOICES) {
        println!("  {:.3} {}", probabilities[at][state.index()], named(state));
    }
    let chosen = path[at];
    println!("  the best sequence of the whole meeting has {} here", named(chosen));
    candidates(&all[at], &scores[at], chosen, &roster);
    if let Some(other) = order.into_iter().find(|s| *s != chosen) {
        println!("  for {} and against {}:", named(chosen), named(other));
        let weighed = WEIGHTS.of_sentence(&all, at, &roster);
        let difference = |row: &Row| row[chosen.index()] - row[other.index()];
        let mut features: Vec<(String, f64)> = weighed.iter().map(|(f, row)| (f.clone(), difference(row))).collect();
        if let Some(before) = before {
            features.push((format!("after {}", named(before)), difference(&WEIGHTS.transitions[before.index()])));
        }
        list(features, "    ");
    }
}

/// Everybody who is mentioned, with their share of the choice for this kind of speech and what it rests on.
fn candidates(utterance: &Utterance, score: &Score, chosen: State, roster: &Roster) {
    let speech = chosen.speech().unwrap_or(Speech::Statement);
    let best = speaker(&score.mentions, &utterance.candidates, speech).filter(|_| chosen.is_named());
    for (nth, candidate) in utterance.candidates.iter().enumerate() {
        let person = candidate.person.and_then(|p| roster.people.get(p)).map_or("nobody known", |p| &p.display);
        let chosen = match best {
            Some((n, share)) if n == nth => format!(", chosen among those mentioned with {share:.3}"),
            _ => String::new(),
        };
        let points = score.mentions.get(nth).map_or(0.0, |m| m[speech as usize]);
        println!(
            "  mention “{}” ({}) -> {person}: {points:.2} points{chosen}",
            candidate.printed,
            candidate.manner.as_str()
        );
        let weighed = WEIGHTS.of_mention(utterance, nth, roster);
        list(weighed.into_iter().map(|(feature, row)| (feature, row[speech as usize])).collect(), "      ");
    }
}

/// The heaviest first; what weighs nothing is left out.
fn list(mut features: Vec<(String, f64)>, indent: &str) {
    features.retain(|(_, weight)| weight.abs() >= 0.005);
    features.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    features.iter().take(FEATURES).for_each(|(feature, weight)| println!("{indent}{weight:+.2} {feature}"));
}

fn named(state: State) -> String {
    match state {
        State::Nobody => "nobody".to_owned(),
        State::Named(speech) => format!("somebody named, {}", speech.as_str()),
        State::GoesOn(speech) => format!("goes on, {}", speech.as_str()),
    }
}
