//! Learns the weights that say who speaks and what they do from labelled papers.
//!
//! ```text
//! cargo run --release -p extract --example train -- FOLDER... [--folds N | --halves] [--misses N] [--bodies] [--out FILE]
//! ```
//!
//! Each FOLDER holds labels and papers as the example `evaluate` reads them. With `--folds`, the bodies are dealt into N
//! groups, and the papers of each are measured with weights learnt from the others: what unseen bodies can expect. With
//! `--halves`, weights learnt from the first half of the bodies are measured on the second. With `--out`, weights learnt
//! from all papers are written, with thresholds of certainty from the folds. The same papers give the same bytes.
//!
//! With `--from FILE`, learning goes on from the weights of that file: papers that they were learnt from and that are no
//! longer at hand keep their say. `--held` sets how much it costs to move away from them.
//!
//! To try things: `--without BEGINNING` leaves out the features that begin so, `--penalty` and `--narrow` set how much large
//! weights cost, `--bodies` prints every body's figures.

#[path = "../evaluate/compare.rs"]
mod compare;
mod data;
mod descent;
#[path = "../evaluate/labels.rs"]
#[allow(dead_code, reason = "only the labels of sentences are learnt from")]
mod labels;
mod measure;
mod objective;
mod prior;

use data::{Features, Labelled};
use extract::structure::speech::speakers::state::{STATES, Speech, State};
use extract::structure::speech::speakers::weights::Weights;
use labels::Labels;
use measure::Measured;
use objective::{Objective, Penalty};
use prior::Prior;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A feature of fewer sentences than this is left out: it would be learnt by heart.
const LEAST_SENTENCES: usize = 3;

/// How much large weights cost: tried on folds, of every body between 0.3 and 6, of a single one between 0 and 10.
const PENALTY: Penalty = Penalty { wide: 2.0, narrow: 4.0, held: 8.0 };

/// Steps after which nothing changes any more that a paper would show.
const STEPS: usize = 120;

/// Weights nearer to nothing than this are left out of the file.
const LEAST_WEIGHT: f64 = 0.02;

/// Share of all sentences that may be surely and wrongly named; a fifth of it is left as a margin for bodies that differ
/// from all that were learnt from.
const MOST_WRONG: f64 = 0.004;

/// A speaker less probable than this gets no name.
const LIKELY: f64 = 0.5;

#[derive(Default)]
struct Arguments {
    folders: Vec<PathBuf>,
    folds: usize,
    halves: bool,
    misses: usize,
    by_body: bool,
    out: Option<PathBuf>,
    learning: Learning,
}

/// How is learnt, where it is not as the constants say.
#[derive(Clone)]
struct Learning {
    penalty: Penalty,
    without: Vec<String>,
    from: Prior,
}

impl Default for Learning {
    fn default() -> Self {
        Self { penalty: PENALTY, without: Vec::new(), from: Prior::default() }
    }
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut arguments = Arguments::default();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--folds" => arguments.folds = value()?.parse()?,
            "--halves" => arguments.halves = true,
            "--bodies" => arguments.by_body = true,
            "--misses" => arguments.misses = value()?.parse()?,
            "--out" => arguments.out = Some(value()?.into()),
            "--penalty" => arguments.learning.penalty.wide = value()?.parse()?,
            "--narrow" => arguments.learning.penalty.narrow = value()?.parse()?,
            "--held" => arguments.learning.penalty.held = value()?.parse()?,
            "--from" => arguments.learning.from = Prior::read(Path::new(&value()?))?,
            "--without" => arguments.learning.without.push(value()?),
            _ => arguments.folders.push(argument.into()),
        }
    }
    if arguments.folders.is_empty() { Err("which folders of labelled papers?".into()) } else { Ok(arguments) }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = arguments()?;
    let learning = &arguments.learning;
    let mut papers = Vec::new();
    for folder in &arguments.folders {
        papers.extend(read_folder(folder)?);
    }
    let mut bodies: Vec<&str> = papers.iter().map(|p| p.body.as_str()).collect();
    bodies.dedup();
    let place = |paper: &Labelled| bodies.iter().position(|b| *b == paper.body).unwrap_or_default();
    if arguments.halves {
        let measured = apart(&papers, 2, |p| place(p) % 2, &[1], learning);
        measured.print("second half, learnt from the first");
    }
    let mut thresholds = (1.0, LIKELY);
    if arguments.folds > 1 {
        let folds: Vec<usize> = (0..arguments.folds).collect();
        let measured = apart(&papers, arguments.folds, |p| place(p) % arguments.folds, &folds, learning);
        measured.print("each body, learnt from the others");
        if arguments.by_body {
            measured.print_bodies();
        }
        // Half B is looked at as figures only, as in the example `evaluate`.
        let first_half: Vec<&str> = bodies.iter().copied().step_by(2).collect();
        let shown = measured.misses.iter().filter(|m| first_half.contains(&m.body.as_str()));
        shown.take(arguments.misses).for_each(|m| println!("  - {} {}: {}", m.body, m.kind, m.text));
        thresholds.0 = measured.threshold(MOST_WRONG);
    }
    if let Some(path) = &arguments.out {
        let all: Vec<&Labelled> = papers.iter().collect();
        std::fs::write(path, learn(&all, learning, thresholds))?;
    }
    Ok(())
}

fn read_folder(folder: &Path) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let labels = Labels::read(folder)?;
    let councils = std::fs::read_to_string(folder.join("councils.json")).unwrap_or_default();
    let councils: BTreeMap<String, String> = serde_json::from_str(&councils).unwrap_or_default();
    labels::papers(folder)?.iter().map(|paper| data::read(paper, &labels, councils.get(&paper.body))).collect()
}

/// Measures the papers of each of these groups with weights learnt from all other groups.
fn apart(
    papers: &[Labelled],
    groups: usize,
    group: impl Fn(&Labelled) -> usize,
    measured_groups: &[usize],
    learning: &Learning,
) -> Measured {
    let mut measured = Measured::default();
    for held_out in measured_groups.iter().copied().filter(|g| *g < groups) {
        let others: Vec<&Labelled> = papers.iter().filter(|p| group(p) != held_out).collect();
        let weights = Weights::parse(&learn(&others, learning, (1.0, 0.0)));
        papers.iter().filter(|p| group(p) == held_out).for_each(|p| measured.paper(p, &weights));
    }
    measured
}

/// Weights learnt from these papers, as the text of their file.
fn learn(papers: &[&Labelled], learning: &Learning, thresholds: (f64, f64)) -> String {
    let mut features = Features { without: learning.without.clone(), ..Features::default() };
    learning.from.number(&mut features);
    let meetings = data::in_numbers(papers, LEAST_SENTENCES, &mut features);
    let objective = Objective::new(meetings, &features, learning.penalty, &learning.from);
    let (layout, transitions) = (objective.layout, objective.transitions());
    let weights = descent::minimise(&objective, STEPS);
    written(&weights, &features, layout, transitions, thresholds)
}

/// The weights as text, sorted by feature.
fn written(
    weights: &[f64],
    features: &Features,
    layout: objective::Layout,
    transitions: usize,
    thresholds: (f64, f64),
) -> String {
    let states: Vec<String> = State::ALL.iter().enumerate().map(|(i, s)| format!("{i} {s:?}")).collect();
    let mut lines: Vec<String> = Vec::new();
    let row = |from: usize, length: usize| -> String {
        let kept = (0..length).filter(|i| weights[from + i].abs() >= LEAST_WEIGHT);
        kept.map(|i| format!("{i}:{:.2}", weights[from + i])).collect::<Vec<_>>().join(" ")
    };
    for (i, name) in features.sentence.names.iter().enumerate() {
        lines.push(format!("S\t{name}\t{}", row(layout.sentence(i), STATES)));
    }
    for (i, name) in features.speaker.names.iter().enumerate() {
        lines.push(format!("K\t{name}\t{}", row(layout.speaker(i), Speech::ALL.len())));
    }
    lines.retain(|line| !line.ends_with('\t'));
    for (i, name) in features.mention.names.iter().enumerate() {
        let weight = weights[layout.mention(i)];
        if weight.abs() >= LEAST_WEIGHT {
            lines.push(format!("M\t{name}\t{weight:.2}"));
        }
    }
    lines.sort();
    let mut file = String::from("# Made by the example `train`; states: ");
    file.push_str(&states.join(", "));
    let _ = write!(file, "\nC\tsure\t{:.4}\nC\tlikely\t{}\n", thresholds.0, thresholds.1);
    for before in 0..STATES {
        let _ = writeln!(file, "T\t{before}\t{}", row(transitions + before * STATES, STATES));
    }
    lines.iter().for_each(|line| file.extend([line.as_str(), "\n"]));
    file
}
