//! How well weights say who speaks on papers that they were not learnt from, sentence by sentence.

use crate::compare::{contains_words, words};
use crate::data::{Labelled, LabelledMeeting};
use crate::labels::Turn;
use extract::structure::speech::speakers::weights::Weights;
use extract::structure::speech::speakers::{Attributed, attribute_by};
use std::collections::BTreeMap;

/// One labelled sentence: how probable its speaker was said to be, and whether that was right.
#[derive(Debug, Clone, Copy)]
pub struct Judged {
    /// Probability of the named speaker; 0 where nobody is named.
    pub probability: f64,
    /// Whether the named speaker is the labelled one.
    pub right: bool,
    /// Whether somebody speaks according to the label.
    pub spoken: bool,
}

/// A sentence that was judged wrongly.
pub struct Miss {
    pub body: String,
    /// What of it is wrong.
    pub kind: &'static str,
    /// Who was named, who should have been, and the sentence.
    pub text: String,
}

/// Counts by name, right of all, and every judged sentence.
#[derive(Default)]
pub struct Measured {
    pub rows: BTreeMap<&'static str, (usize, usize)>,
    /// The same body by body.
    pub bodies: BTreeMap<(String, &'static str), (usize, usize)>,
    pub judged: Vec<Judged>,
    pub misses: Vec<Miss>,
}

impl Measured {
    fn add(&mut self, body: &str, name: &'static str, right: bool) {
        let of_body = self.bodies.entry((body.to_owned(), name)).or_default();
        for row in [self.rows.entry(name).or_default(), of_body] {
            row.0 += usize::from(right);
            row.1 += 1;
        }
    }

    /// Adds what these weights make of a paper.
    pub fn paper(&mut self, paper: &Labelled, weights: &Weights) {
        // Everybody is named, so that the thresholds can be chosen from what comes out.
        let mut weights = weights.clone();
        weights.likely = 0.0;
        for LabelledMeeting { meeting, turns, .. } in &paper.meetings {
            let mut roster = meeting.roster.clone();
            let attributed = attribute_by(&weights, &meeting.utterances, &mut roster);
            for ((utterance, found), turn) in meeting.utterances.iter().zip(&attributed).zip(turns) {
                if let Some(turn) = turn.as_ref().filter(|t| t.explicit != "ambiguous") {
                    self.sentence(&paper.body, &utterance.text, found, turn);
                }
            }
        }
    }

    fn sentence(&mut self, body: &str, text: &str, found: &Attributed, turn: &Turn) {
        let name = found.sentence.attribution.name.as_deref().unwrap_or_default();
        if turn.role_only.is_some() {
            let printed = words(found.sentence.attribution.as_printed.as_deref().unwrap_or_default());
            let role = words(turn.role_only.as_deref().unwrap_or_default());
            self.add(
                body,
                "office as printed",
                name.is_empty() && role.iter().any(|w| w != "the" && printed.contains(w)),
            );
            return;
        }
        let spoken = turn.speaker_surname.is_some();
        let surname = words(turn.speaker_surname.as_deref().unwrap_or_default());
        let right = spoken && contains_words(&words(name), &surname);
        let probability = if name.is_empty() { 0.0 } else { found.probability };
        self.judged.push(Judged { probability, right, spoken });
        let miss = |kind| Miss {
            body: body.to_owned(),
            kind,
            text: format!("{probability:.4} {name:?}, not {}: {text}", turn.speaker.as_deref().unwrap_or("nobody")),
        };
        if !spoken {
            self.add(body, "nobody where nobody speaks", name.is_empty());
            if !name.is_empty() {
                self.misses.push(miss("nobody"));
            }
            return;
        }
        self.add(body, "speaker, all", right);
        let named = turn.explicit == true;
        self.add(body, if named { "speaker, named in the sentence" } else { "speaker, goes on" }, right);
        self.add(body, "not a wrong person", right || name.is_empty());
        let act = found.sentence.act.as_str();
        let labelled = if turn.act == "thanks" { "statement" } else { &turn.act };
        let coarse = |act: &str| if act == "presentation" { "statement".to_owned() } else { act.to_owned() };
        self.add(body, "act, coarse", coarse(act) == coarse(labelled));
        self.add(body, "act, fine", act == labelled || (labelled == "motion" && act == "statement"));
        if !right {
            self.misses.push(miss(if named { "named" } else { "goes on" }));
        }
    }

    /// Prints who is found, body by body.
    pub fn print_bodies(&self) {
        for ((body, name), (right, total)) in &self.bodies {
            println!("  {body:34} {name:34} {right:5}/{total:<5}");
        }
    }

    /// The lowest probability from which on at most this share of all sentences is wrongly named.
    pub fn threshold(&self, wrong: f64) -> f64 {
        let mut named: Vec<Judged> = self.judged.iter().copied().filter(|j| j.probability > 0.0).collect();
        named.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        let allowed = wrong * self.judged.len() as f64;
        let mut errors = 0.0;
        let mut lowest = 1.0;
        for judged in named {
            errors += if judged.right { 0.0 } else { 1.0 };
            if errors > allowed {
                break;
            }
            lowest = judged.probability;
        }
        lowest
    }

    /// At this threshold: speakers found of all spoken, wrong of all sentences.
    pub fn at(&self, threshold: f64) -> (f64, f64) {
        let named = self.judged.iter().filter(|j| j.probability > 0.0 && j.probability >= threshold);
        let (mut right, mut wrong) = (0, 0);
        named.for_each(|j| if j.right { right += 1 } else { wrong += 1 });
        let spoken = self.judged.iter().filter(|j| j.spoken).count();
        (f64::from(right) / spoken.max(1) as f64, f64::from(wrong) / self.judged.len().max(1) as f64)
    }

    /// Prints the rows and the curve of certainty.
    pub fn print(&self, title: &str) {
        println!("{title}: {} sentences", self.judged.len());
        for (name, (right, total)) in &self.rows {
            println!("  {name:34} {right:5}/{total:<5} {:.3}", *right as f64 / (*total).max(1) as f64);
        }
        for wrong in [0.002, 0.0035, 0.005, 0.01, 0.02, 0.03, 0.05] {
            let threshold = self.threshold(wrong);
            let (found, wrong) = self.at(threshold);
            println!("  from {threshold:.3}: found {found:.3}, wrong {wrong:.4} of all sentences");
        }
    }
}
