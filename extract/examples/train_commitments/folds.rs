//! How well bodies are read by weights that were learnt from others.

use super::labelled::Sentence;
use super::samples;
use extract::structure::speech::undertaking::weights::{Sample, Weights};
use extract::structure::speech::undertaking::{ENOUGH, ENOUGH_IN_PAPERS, likelihood};
use std::collections::BTreeSet;

/// Thresholds of which figures are printed.
const THRESHOLDS: &[f64] = &[0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];

/// A sentence with the probability of its likeliest place, by weights that never saw its body.
struct Weighed<'a> {
    sentence: &'a Sentence,
    probability: f64,
}

/// Leaves out each body, or each of so many parts of the bodies, and says how well it is read by the others' weights.
pub fn leave_out(all: &[Sentence], folds: Option<usize>, misses: usize, learn: impl Fn(&[Sample]) -> Weights) {
    let bodies: BTreeSet<&str> =
        all.iter().map(|s| s.body.as_str()).filter(|body| !body.starts_with("written")).collect();
    let bodies: Vec<&str> = bodies.into_iter().collect();
    let parts = folds.unwrap_or(bodies.len()).max(1);
    let mut weighed = Vec::new();
    for part in 0..parts {
        let out: Vec<&str> = bodies.iter().skip(part).step_by(parts).copied().collect();
        let weights = learn(&samples(all.iter().filter(|s| !is_of(&s.body, &out))));
        for sentence in all.iter().filter(|s| out.contains(&s.body.as_str())) {
            let probability = sentence.places.iter().map(|p| likelihood(&weights, p)).fold(0.0, f64::max);
            weighed.push(Weighed { sentence, probability });
        }
    }
    for minutes in [true, false] {
        let own: Vec<&Weighed> = weighed.iter().filter(|w| w.sentence.minutes == minutes).collect();
        let enough = if minutes { ENOUGH } else { ENOUGH_IN_PAPERS };
        eprintln!("bodies left out, {}:", if minutes { "minutes" } else { "reports" });
        THRESHOLDS.iter().for_each(|&from| figures(&own, from, enough));
        print_misses(&own, enough, misses);
    }
}

/// Whether a sentence is of one of these bodies, or was written down from one of them.
fn is_of(body: &str, out: &[&str]) -> bool {
    let written = body.strip_prefix("written x-");
    out.iter().any(|o| body == *o || written.is_some_and(|w| w.starts_with(o) || o.starts_with(w)))
}

fn figures(weighed: &[&Weighed], from: f64, enough: f64) {
    let count = |holds: &dyn Fn(&Sentence) -> bool, says: bool| {
        weighed.iter().filter(|w| holds(w.sentence) && (!says || w.probability >= from)).count()
    };
    let promises = |s: &Sentence| s.held.promise;
    let (found, of) = (count(&promises, true), count(&promises, false));
    let (right, listed) = (count(&Sentence::holds, true), count(&|_| true, true));
    let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    let mark = if (from - enough).abs() < 1e-9 { "*" } else { " " };
    eprintln!(
        "{mark} from {from:.2}: promises found {found}/{of} {:.3}, right {right}/{listed} {:.3}",
        share(found, of),
        share(right, listed)
    );
}

fn print_misses(weighed: &[&Weighed], enough: f64, most: usize) {
    let missed = weighed.iter().filter(|w| w.sentence.held.promise && w.probability < enough);
    let wrong = weighed.iter().filter(|w| !w.sentence.holds() && w.probability >= enough);
    for (name, all) in [("missed", missed.collect::<Vec<_>>()), ("wrong", wrong.collect())] {
        for one in all.into_iter().filter(|w| w.sentence.readable).take(most) {
            let Sentence { body, text, places, .. } = one.sentence;
            eprintln!("  {name} {:.2} of {} places, {body}: {text}", one.probability, places.len());
        }
    }
}
