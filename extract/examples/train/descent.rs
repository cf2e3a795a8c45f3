//! Finds the weights that cost least, by steps against the gradient whose length adapts to each weight (Kingma and Ba,
//! "Adam", 2015). All sentences count in every step and none is drawn by chance: the same papers give the same weights.

use crate::objective::Objective;

/// How much of the mean gradient, and of the mean of its square, is kept from one step to the next.
const KEPT: (f64, f64) = (0.9, 0.99);

/// Length of the first steps; it shrinks evenly towards the last.
const FIRST_STEP: f64 = 0.15;

/// The weights after so many steps.
pub fn minimise(objective: &Objective, steps: usize) -> Vec<f64> {
    let mut weights = objective.from.clone();
    let (mut mean, mut square) = (vec![0.0; weights.len()], vec![0.0; weights.len()]);
    for step in 0..steps {
        let (cost, gradient) = objective.cost_and_gradient(&weights);
        if step.is_multiple_of(20) {
            eprintln!("step {step}: cost {cost:.1}");
        }
        let done = i32::try_from(step + 1).unwrap_or(i32::MAX);
        let (whole_mean, whole_square) = (1.0 - KEPT.0.powi(done), 1.0 - KEPT.1.powi(done));
        let length = FIRST_STEP * (1.0 - step as f64 / steps as f64);
        for (i, slope) in gradient.into_iter().enumerate() {
            mean[i] = KEPT.0 * mean[i] + (1.0 - KEPT.0) * slope;
            square[i] = KEPT.1 * square[i] + (1.0 - KEPT.1) * slope * slope;
            let root = (square[i] / whole_square).sqrt();
            weights[i] -= length * (mean[i] / whole_mean) / (root + 1e-8);
        }
    }
    weights
}
