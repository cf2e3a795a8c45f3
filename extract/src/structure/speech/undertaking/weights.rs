//! Learnt weights: how likely a place is to be an undertaking.

use std::collections::BTreeMap;

/// Weights of a logistic regression, by the name of the feature.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weights {
    /// What every place has.
    pub bias: f64,
    /// What each feature adds.
    pub of: BTreeMap<String, f64>,
}

impl Weights {
    /// Reads `feature<TAB>weight` lines; `#` begins a comment. Lines that are neither are left out.
    pub fn parse(text: &str) -> Self {
        let mut weights = Self::default();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let Some((feature, weight)) = line.split_once('\t') else { continue };
            let Ok(weight) = weight.trim().parse::<f64>() else { continue };
            if feature == "bias" {
                weights.bias = weight;
            } else {
                weights.of.insert(feature.to_owned(), weight);
            }
        }
        weights
    }

    /// The probability that a place with these features is an undertaking, in (0, 1).
    pub fn probability(&self, features: &[String]) -> f64 {
        let sum: f64 = features.iter().filter_map(|f| self.of.get(f)).sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }
}

/// A labelled place: its features, and whether it is an undertaking.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The features.
    pub features: Vec<String>,
    /// Whether it is one.
    pub holds: bool,
}

/// Learns weights by gradient descent with a step of its own for each weight (Duchi and others, 2011) from all samples
/// at once, in the order given: the same samples give the same bytes. Learning begins with the weights `from`, and
/// `penalty` is that of the square of how far each moves away from them: what they were learnt from, and is no longer at
/// hand, keeps its say.
pub fn train(samples: &[Sample], from: &Weights, penalty: f64, rounds: usize) -> Weights {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in samples.iter().flat_map(|s| &s.features).chain(from.of.keys()) {
        names.entry(feature).or_default();
    }
    for (place, index) in names.values_mut().enumerate() {
        *index = place + 1;
    }
    let rows: Vec<(Vec<usize>, f64)> = samples
        .iter()
        .map(|s| {
            let mut row: Vec<usize> = s.features.iter().filter_map(|f| names.get(f.as_str()).copied()).collect();
            row.push(0);
            (row, if s.holds { 1.0 } else { 0.0 })
        })
        .collect();
    let mut begin = vec![from.bias; names.len() + 1];
    for (name, &k) in &names {
        begin[k] = from.of.get(*name).copied().unwrap_or(0.0);
    }
    let mut weights = begin.clone();
    let mut seen = vec![1e-8_f64; weights.len()];
    for _ in 0..rounds {
        let mut slope: Vec<f64> = weights.iter().zip(&begin).map(|(w, begin)| (w - begin) * penalty).collect();
        slope[0] = 0.0;
        for (row, holds) in &rows {
            let sum: f64 = row.iter().map(|&k| weights[k]).sum();
            let miss = 1.0 / (1.0 + (-sum).exp()) - holds;
            row.iter().for_each(|&k| slope[k] += miss);
        }
        for ((weight, slope), seen) in weights.iter_mut().zip(&slope).zip(&mut seen) {
            *seen += slope * slope;
            *weight -= 0.5 * slope / seen.sqrt();
        }
    }
    let of = names.into_iter().map(|(name, k)| (name.to_owned(), weights[k])).collect();
    Weights { bias: weights[0], of }
}
