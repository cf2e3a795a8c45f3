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
    /// Probabilities by the forward and backward sums.
    pub fn marginals(&self) -> Marginals {
        let forward = self.forward();
        let backward = self.backward();
        let log_sum = forward.last().map_or(0.0, log_sum_exp);
        let mut pairs = [[0.0; STATES]; STATES];
        let probability = |score: f64| if score == f64::NEG_INFINITY { 0.0 } else { (score - log_sum).exp() };
        let states = forward.iter().zip(&backward).map(|(f, b)| each_state(|s| probability(f[s] + b[s]))).collect();
        for t in 1..self.emissions.len() {
            for (before, row) in pairs.iter_mut().enumerate() {
                for (after, sum) in row.iter_mut().enumerate() {
                    let step = self.transitions[before][after] + self.emissions[t][after];
                    *sum += probability(forward[t - 1][before] + step + backward[t][after]);
                }
            }
        }
        Marginals { log_sum, states, pairs }
    }

    fn forward(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::with_capacity(self.emissions.len());
        for emission in self.emissions {
            let row = match rows.last() {
                None => *emission,
                Some(before) => each_state(|s| {
                    emission[s] + log_sum_exp(&each_state(|from| before[from] + self.transitions[from][s]))
                }),
            };
            rows.push(row);
        }
        rows
    }

    fn backward(&self) -> Vec<Row> {
        let mut rows = vec![[0.0; STATES]; self.emissions.len()];
        for t in (1..self.emissions.len()).rev() {
            let after = rows[t];
            rows[t - 1] = each_state(|from| {
                log_sum_exp(&each_state(|s| self.transitions[from][s] + self.emissions[t][s] + after[s]))
            });
        }
        rows
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
