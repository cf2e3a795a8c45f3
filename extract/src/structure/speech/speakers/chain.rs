//! The arithmetic of a linear chain: which sequence of states fits a sequence of sentences best, and how probable each
//! state is (Lafferty, McCallum and Pereira, "Conditional Random Fields", 2001).
//!
//! All scores are natural logarithms. A state that is impossible has the score negative infinity.

use super::state::{STATES, State};

/// One score a state.
pub type Row = [f64; STATES];

/// What each state costs at each sentence, and what each pair of neighbours adds.
#[derive(Debug, Clone)]
pub struct Chain<'a> {
    /// A row a sentence.
    pub emissions: &'a [Row],
    /// `transitions[before][after]`.
    pub transitions: &'a [Row; STATES],
}

/// How probable each state and each pair of neighbours is.
#[derive(Debug, Clone)]
pub struct Marginals {
    /// Logarithm of the sum over all sequences.
    pub log_sum: f64,
    /// Probability of each state at each sentence.
    pub states: Vec<Row>,
    /// Expected number of each pair of neighbours, over the whole sequence.
    pub pairs: [Row; STATES],
}

impl Chain<'_> {
    /// Probabilities by the forward and backward sums. Each sentence's scores are taken relative to its highest, and
    /// each sum to the one before, so that no power of e grows or vanishes with the length of the sequence.
    pub fn marginals(&self) -> Marginals {
        let mut log_sum = 0.0;
        let weights: Vec<Row> = self
            .emissions
            .iter()
            .map(|emission| {
                let most = emission.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                log_sum += most;
                each_state(|s| (emission[s] - most).exp())
            })
            .collect();
        let steps: [Row; STATES] = std::array::from_fn(|from| each_state(|s| self.transitions[from][s].exp()));
        let (forward, scales) = forward(&weights, &steps);
        log_sum += scales.iter().map(|scale| scale.ln()).sum::<f64>();
        let backward = backward(&weights, &steps, &scales);
        let states = forward.iter().zip(&backward).map(|(f, b)| each_state(|s| f[s] * b[s])).collect();
        let mut pairs = [[0.0; STATES]; STATES];
        for t in 1..weights.len() {
            for (from, row) in pairs.iter_mut().enumerate() {
                for (to, sum) in row.iter_mut().enumerate() {
                    *sum += forward[t - 1][from] * steps[from][to] * weights[t][to] * backward[t][to] / scales[t];
                }
            }
        }
        Marginals { log_sum, states, pairs }
    }

    /// The most probable sequence.
    pub fn best(&self) -> Vec<State> {
        let mut came_from: Vec<[usize; STATES]> = Vec::with_capacity(self.emissions.len());
        let mut scores: Option<Row> = None;
        for emission in self.emissions {
            let Some(before) = scores else {
                scores = Some(*emission);
                continue;
            };
            let mut origin = [0; STATES];
            let row = each_state(|s| {
                let reach = each_state(|from| before[from] + self.transitions[from][s]);
                origin[s] = highest(&reach);
                emission[s] + reach[origin[s]]
            });
            came_from.push(origin);
            scores = Some(row);
        }
        let Some(last) = scores else { return Vec::new() };
        let mut at = highest(&last);
        let mut path = vec![at];
        for origin in came_from.iter().rev() {
            at = origin[at];
            path.push(at);
        }
        path.into_iter().rev().map(|s| State::ALL[s]).collect()
    }
}

/// How probable each state is after the sentences up to each, and what each row was divided by to sum to one.
fn forward(weights: &[Row], steps: &[Row; STATES]) -> (Vec<Row>, Vec<f64>) {
    let mut rows: Vec<Row> = Vec::with_capacity(weights.len());
    let mut scales = Vec::with_capacity(weights.len());
    for weight in weights {
        let mut row = *weight;
        if let Some(before) = rows.last() {
            let mut reached = [0.0; STATES];
            for (from, step) in steps.iter().enumerate() {
                reached.iter_mut().zip(step).for_each(|(sum, step)| *sum += before[from] * step);
            }
            row = each_state(|s| weight[s] * reached[s]);
        }
        let scale: f64 = row.iter().sum();
        row.iter_mut().for_each(|value| *value /= scale);
        rows.push(row);
        scales.push(scale);
    }
    (rows, scales)
}

/// How much the sentences behind each speak for its states, on the scale of [`forward`].
fn backward(weights: &[Row], steps: &[Row; STATES], scales: &[f64]) -> Vec<Row> {
    let mut rows = vec![[1.0; STATES]; weights.len()];
    for t in (1..weights.len()).rev() {
        let after = each_state(|s| weights[t][s] * rows[t][s] / scales[t]);
        rows[t - 1] = each_state(|from| steps[from].iter().zip(&after).map(|(step, after)| step * after).sum());
    }
    rows
}

/// A row made state by state.
pub fn each_state(mut score: impl FnMut(usize) -> f64) -> Row {
    let mut row = [0.0; STATES];
    row.iter_mut().enumerate().for_each(|(s, value)| *value = score(s));
    row
}

/// The position of the highest score; the first of several.
fn highest(row: &Row) -> usize {
    (1..STATES).fold(0, |best, s| if row[s] > row[best] { s } else { best })
}

/// The logarithm of the sum of the powers of e, without overflow.
pub fn log_sum_exp(scores: &impl AsRef<[f64]>) -> f64 {
    let scores = scores.as_ref();
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + scores.iter().map(|s| (s - most).exp()).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All sequences, one by one: what the sums must agree with.
    fn by_hand(chain: &Chain) -> (f64, Vec<usize>) {
        let n = chain.emissions.len();
        let mut all = Vec::new();
        let mut best = (f64::NEG_INFINITY, Vec::new());
        for code in 0..STATES.pow(n as u32) {
            let path: Vec<usize> = (0..n).map(|t| code / STATES.pow(t as u32) % STATES).collect();
            let mut score: f64 = path.iter().enumerate().map(|(t, &s)| chain.emissions[t][s]).sum();
            score += path.windows(2).map(|w| chain.transitions[w[0]][w[1]]).sum::<f64>();
            all.push(score);
            if score > best.0 {
                best = (score, path);
            }
        }
        (log_sum_exp(&all), best.1)
    }

    #[test]
    fn agrees_with_counting_every_sequence() {
        let noise = |a: usize, b: usize| ((a * 37 + b * 101 + 17) % 23) as f64 / 7.0 - 1.5;
        let emissions: Vec<Row> = (0..3).map(|t| each_state(|s| noise(t, s))).collect();
        let mut transitions = [[0.0; STATES]; STATES];
        for (from, row) in transitions.iter_mut().enumerate() {
            *row = each_state(|s| noise(from + 5, s + 3));
        }
        transitions[0][1] = f64::NEG_INFINITY;
        let chain = Chain { emissions: &emissions, transitions: &transitions };
        let (log_sum, best) = by_hand(&chain);
        let marginals = chain.marginals();
        assert!((marginals.log_sum - log_sum).abs() < 1e-9);
        assert_eq!(chain.best().iter().map(|s| s.index()).collect::<Vec<_>>(), best);
        for row in &marginals.states {
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        let steps: f64 = marginals.pairs.iter().flatten().sum();
        assert!((steps - 2.0).abs() < 1e-9);
        assert_eq!(marginals.pairs[0][1], 0.0);
    }

    #[test]
    fn nothing_said_is_no_sequence() {
        let chain = Chain { emissions: &[], transitions: &[[0.0; STATES]; STATES] };
        assert!(chain.best().is_empty());
        assert!(chain.marginals().states.is_empty());
    }
}
