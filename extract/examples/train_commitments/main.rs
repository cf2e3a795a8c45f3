//! Learns the weights that tell undertakings from other talk of the future.
//!
//! ```text
//! cargo run -p extract --example train_commitments -- FOLDER [--every] [--whole FOLDER]... [--reports FOLDER]...
//!     [--sentences FILE]... [--folds N] [--misses N] [--from FILE]
//! ```
//!
//! FOLDER has `commitments.jsonl`, `resolutions.jsonl` and `reports.jsonl` with labels, `councils.json`, and
//! `papers/BODY/FILE`; only the bodies at the first, third, fifth … place of the alphabet are learnt from, and reports
//! likewise, but with `--every` all. `--whole` names further such folders, of which every body is learnt from.
//! `--reports` names folders with the files that `reports.jsonl` is about, `--sentences` more files in the form of
//! `learning/commitments.txt`, which is always learnt from. The weights are written to standard output, the same bytes
//! every time.
//!
//! To standard error goes how well bodies are read that were left out of the learning: each by itself, or with
//! `--folds N` the bodies dealt to N parts, one part after the other left out. `--misses` prints so many of what such
//! weights miss or find wrongly, of the bodies of half A and of whole folders alone. With `--from`, learning goes on from
//! the weights of that file. `--penalty` is what the square of a weight costs, or that of its way from there.

mod folds;
mod labelled;

use extract::structure::speech::undertaking::weights::{Sample, Weights, train};
use labelled::Sentence;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

/// What a weight's square costs: chosen on bodies left out.
const PENALTY: f64 = 5.0;
/// Rounds of descent: more change no figure.
const ROUNDS: usize = 200;
/// A feature that fewer places have is not learnt from: it would be a peculiarity.
const LEAST_PLACES: usize = 4;
/// From how many bodies a feature must be.
const LEAST_BODIES: usize = 4;
/// Weights below this are left out of the file.
const LEAST_WEIGHT: f64 = 0.005;

#[derive(Default)]
struct Arguments {
    folder: PathBuf,
    every: bool,
    whole: Vec<PathBuf>,
    reports: Vec<PathBuf>,
    sentences: Vec<PathBuf>,
    folds: Option<usize>,
    misses: usize,
    penalty: Option<f64>,
    from: Weights,
}

impl Arguments {
    fn parse() -> Result<Self, Box<dyn Error>> {
        let mut arguments = Self::default();
        let mut given = std::env::args().skip(1);
        while let Some(argument) = given.next() {
            let mut value = || given.next().ok_or(format!("{argument} needs a value"));
            match argument.as_str() {
                "--every" => arguments.every = true,
                "--whole" => arguments.whole.push(value()?.into()),
                "--reports" => arguments.reports.push(value()?.into()),
                "--sentences" => arguments.sentences.push(value()?.into()),
                "--folds" => arguments.folds = Some(value()?.parse()?),
                "--misses" => arguments.misses = value()?.parse()?,
                "--from" => arguments.from = Weights::parse(&std::fs::read_to_string(value()?)?),
                "--penalty" => arguments.penalty = Some(value()?.parse()?),
                option if option.starts_with("--") => return Err(format!("unknown option {option}").into()),
                _ => arguments.folder = argument.into(),
            }
        }
        if arguments.folder.as_os_str().is_empty() {
            return Err("names no folder of labels".into());
        }
        Ok(arguments)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse()?;
    let step = if arguments.every { 1 } else { 2 };
    let mut found = labelled::minutes(&arguments.folder, step, true)?;
    for folder in &arguments.whole {
        found.extend(labelled::minutes(folder, 1, false)?);
    }
    for papers in &arguments.reports {
        found.extend(labelled::reports(&arguments.folder, papers, step)?);
    }
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("learning/commitments.txt");
    for file in std::iter::once(&own).chain(&arguments.sentences) {
        found.extend(labelled::written(&std::fs::read_to_string(file)?));
    }
    prune(&mut found);
    let penalty = arguments.penalty.unwrap_or(PENALTY);
    let learn = |samples: &[Sample]| train(samples, &arguments.from, penalty, ROUNDS);
    folds::leave_out(&found, arguments.folds, arguments.misses, learn);
    print(&learn(&samples(found.iter())));
    Ok(())
}

/// Forgets features that too few places or bodies have.
fn prune(all: &mut [Sentence]) {
    let mut seen: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    for sentence in all.iter() {
        for feature in sentence.places.iter().flatten() {
            let entry = seen.entry(feature.clone()).or_default();
            entry.0 += 1;
            entry.1.insert(sentence.body.clone());
        }
    }
    let common = |f: &String| seen.get(f).is_some_and(|(n, bodies)| *n >= LEAST_PLACES && bodies.len() >= LEAST_BODIES);
    for place in all.iter_mut().flat_map(|s| &mut s.places) {
        place.retain(common);
    }
}

/// Of a sentence that undertakes something the one place, of others all.
pub fn samples<'a>(all: impl Iterator<Item = &'a Sentence>) -> Vec<Sample> {
    all.flat_map(|sentence| {
        let chosen = sentence.places.iter().enumerate();
        let holds = sentence.holds();
        chosen
            .filter(move |(k, _)| !holds || sentence.nearest == Some(*k))
            .map(move |(_, place)| Sample { features: place.clone(), holds })
    })
    .collect()
}

fn print(weights: &Weights) {
    println!("# Weights of what can be seen of a place where somebody may undertake something; see");
    println!(
        "# `structure::speech::undertaking`. Made by `cargo run -p extract --example train_commitments`, never by hand."
    );
    println!("bias\t{:.3}", weights.bias);
    for (feature, weight) in weights.of.iter().filter(|(_, weight)| weight.abs() >= LEAST_WEIGHT) {
        println!("{feature}\t{weight:.3}");
    }
}
