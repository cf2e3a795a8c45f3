//! What is minimised: how improbable the labels are, and how large the weights (L2).

use crate::data::{Features, Sentence};
use crate::prior::Prior;
use extract::structure::speech::speakers::chain::{Chain, Marginals, Row, each_state, log_sum_exp};
use extract::structure::speech::speakers::state::{STATES, Speech, State};
use extract::structure::speech::speakers::weights::with_mentions;

const SPEECHES: usize = Speech::ALL.len();

/// Where each kind of weight stands among all.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    sentence: usize,
    mention: usize,
}

impl Layout {
    /// The places of the weights of these features.
    pub fn new(features: &Features) -> Self {
        let sentence = features.sentence.names.len() * STATES;
        Self { sentence, mention: sentence + features.mention.names.len() }
    }

    /// Place of a sentence feature's weights, one a state.
    pub fn sentence(self, feature: usize) -> usize {
        feature * STATES
    }

    /// Place of a mention feature's weight.
    pub fn mention(self, feature: usize) -> usize {
        self.sentence + feature
    }

    /// Place of a speaker feature's weights, one a kind of speech; after the last, the transitions.
    pub fn speaker(self, feature: usize) -> usize {
        self.mention + feature * SPEECHES
    }
}

/// The labelled sentences and how they are weighed.
pub struct Objective {
    pub meetings: Vec<Vec<Sentence>>,
    pub layout: Layout,
    /// How many speaker features there are.
    pub speakers: usize,
    /// How much it costs that each weight is large.
    penalties: Vec<f64>,
    /// Where each weight costs nothing: what was learnt before, or 0.
    pub from: Vec<f64>,
}

/// How much large weights cost.
#[derive(Debug, Clone, Copy)]
pub struct Penalty {
    /// Of a feature that every body shows.
    pub wide: f64,
    /// How much more of one that a single body shows: what few bodies show says least of others.
    pub narrow: f64,
    /// Of moving a weight that was learnt before.
    pub held: f64,
}

impl Objective {
    /// Over these meetings.
    pub fn new(meetings: Vec<Vec<Sentence>>, features: &Features, penalty: Penalty, prior: &Prior) -> Self {
        let layout = Layout::new(features);
        let speakers = features.speaker.names.len();
        let size = layout.speaker(speakers) + STATES * STATES;
        let mut penalties = vec![penalty.wide; size];
        let of = |bodies: usize| penalty.wide * (1.0 + penalty.narrow / bodies.max(1) as f64);
        for (feature, bodies) in features.sentence.bodies.iter().enumerate() {
            let from = layout.sentence(feature);
            penalties[from..from + STATES].fill(of(*bodies));
        }
        for (feature, bodies) in features.mention.bodies.iter().enumerate() {
            penalties[layout.mention(feature)] = of(*bodies);
        }
        let from = prior.weights(features, layout, layout.speaker(speakers), size);
        for (cost, _) in penalties.iter_mut().zip(&from).filter(|(_, from)| **from != 0.0) {
            *cost = penalty.held;
        }
        Self { meetings, layout, speakers, penalties, from }
    }

    /// Place of the transitions.
    pub fn transitions(&self) -> usize {
        self.layout.speaker(self.speakers)
    }

    /// What these weights cost, and in which direction that grows.
    pub fn cost_and_gradient(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let moved = || weights.iter().zip(&self.from).map(|(weight, from)| weight - from);
        let pairs = || moved().zip(&self.penalties);
        let mut cost = 0.5 * pairs().map(|(w, penalty)| penalty * w * w).sum::<f64>();
        let mut gradient: Vec<f64> = pairs().map(|(w, penalty)| w * penalty).collect();
        for meeting in &self.meetings {
            cost += self.meeting(weights, meeting, &mut gradient);
        }
        (cost, gradient)
    }

    /// Adds the gradient of one meeting and gives its cost.
    fn meeting(&self, weights: &[f64], meeting: &[Sentence], gradient: &mut [f64]) -> f64 {
        let mut transitions = [[0.0; STATES]; STATES];
        let from = self.transitions();
        for (before, row) in transitions.iter_mut().enumerate() {
            *row = each_state(|s| weights[from + before * STATES + s]);
        }
        let scores: Vec<(Row, Vec<[f64; SPEECHES]>)> = meeting.iter().map(|s| self.scores(weights, s)).collect();
        let free: Vec<Row> =
            meeting.iter().zip(&scores).map(|(s, (base, mentions))| with_mentions(*base, mentions, s.breaks)).collect();
        let held: Vec<Row> =
            meeting.iter().zip(&scores).map(|(s, (base, mentions))| hold(s, *base, mentions)).collect();
        let free = Chain { emissions: &free, transitions: &transitions }.marginals();
        let held = Chain { emissions: &held, transitions: &transitions }.marginals();
        for (t, sentence) in meeting.iter().enumerate() {
            self.add_sentence(sentence, &scores[t].1, (&free.states[t], &held.states[t]), gradient);
        }
        self.add_pairs(&free, &held, gradient);
        free.log_sum - held.log_sum
    }

    fn scores(&self, weights: &[f64], sentence: &Sentence) -> (Row, Vec<[f64; SPEECHES]>) {
        let mut base = [0.0; STATES];
        for feature in &sentence.features {
            let from = self.layout.sentence(*feature as usize);
            base.iter_mut().zip(&weights[from..from + STATES]).for_each(|(sum, w)| *sum += w);
        }
        let mentions = sentence.mentions.iter().map(|mention| {
            let choice: f64 = mention.choice.iter().map(|f| weights[self.layout.mention(*f as usize)]).sum();
            let mut scores = [choice; SPEECHES];
            for feature in &mention.speaker {
                let from = self.layout.speaker(*feature as usize);
                scores.iter_mut().zip(&weights[from..from + SPEECHES]).for_each(|(sum, w)| *sum += w);
            }
            scores
        });
        (base, mentions.collect())
    }

    /// What the model expects less what the labels say, for one sentence.
    fn add_sentence(
        &self,
        sentence: &Sentence,
        mentions: &[[f64; SPEECHES]],
        (free, held): (&Row, &Row),
        gradient: &mut [f64],
    ) {
        for feature in &sentence.features {
            let from = self.layout.sentence(*feature as usize);
            for s in 0..STATES {
                gradient[from + s] += free[s] - held[s];
            }
        }
        for (speech, kind) in Speech::ALL.into_iter().enumerate() {
            let state = State::Named(kind).index();
            let scores: Vec<f64> = mentions.iter().map(|m| m[speech]).collect();
            let allowed = |i: usize| sentence.mentions[i].allowed;
            let kept: Vec<f64> = (0..scores.len()).filter(|&i| allowed(i)).map(|i| scores[i]).collect();
            let (all, some) = (log_sum_exp(&scores), log_sum_exp(&kept));
            for (i, mention) in sentence.mentions.iter().enumerate() {
                let expected = free[state] * (scores[i] - all).exp();
                let labelled =
                    if allowed(i) && held[state] > 0.0 { held[state] * (scores[i] - some).exp() } else { 0.0 };
                let difference = expected - labelled;
                mention.choice.iter().for_each(|f| gradient[self.layout.mention(*f as usize)] += difference);
                mention.speaker.iter().for_each(|f| gradient[self.layout.speaker(*f as usize) + speech] += difference);
            }
        }
    }

    fn add_pairs(&self, free: &Marginals, held: &Marginals, gradient: &mut [f64]) {
        let from = self.transitions();
        for before in 0..STATES {
            for after in 0..STATES {
                gradient[from + before * STATES + after] += free.pairs[before][after] - held.pairs[before][after];
            }
        }
    }
}

/// The scores of the states and mentions that the label allows.
fn hold(sentence: &Sentence, base: Row, mentions: &[[f64; SPEECHES]]) -> Row {
    let allowed: Vec<[f64; SPEECHES]> =
        mentions.iter().zip(&sentence.mentions).filter(|(_, m)| m.allowed).map(|(scores, _)| *scores).collect();
    let all = with_mentions(base, &allowed, sentence.breaks);
    each_state(|s| if sentence.allowed[s] { all[s] } else { f64::NEG_INFINITY })
}
