//! Learns the weights that tell headings of items from other lines of minutes.
//!
//! ```text
//! cargo run -p extract --example train_items -- FOLDER... [--halves] [--folds N] [--misses N] [--from FILE] [--out FILE]
//! ```
//!
//! Each FOLDER holds `items.jsonl` and papers as the example `evaluate` reads them. With `--folds`, bodies are dealt into
//! N groups and the candidates of each are measured with weights learnt from the others; with `--halves`, the second
//! half of the bodies is measured with weights learnt from the first, and those are written. With `--from`, learning goes
//! on from the weights of that file. The same papers give the same bytes.

#[path = "../evaluate/compare.rs"]
#[allow(dead_code, reason = "only single words are compared")]
mod compare;
#[path = "../evaluate/labels.rs"]
#[allow(dead_code, reason = "only the labels of items are learnt from")]
mod labels;
#[path = "../evaluate/similarity.rs"]
#[allow(dead_code, reason = "only letters are compared")]
mod similarity;

use compare::words;
use extract::content::Block;
use extract::format::{self, Hint};
use extract::structure::items::candidate::{Candidate, text_follows};
use extract::structure::items::candidates::candidates;
use extract::structure::items::features::features;
use extract::structure::speech::undertaking::weights::{Sample, Weights, train};
use extract::structure::{head::BlockRole, heads};
use extract::{Context, layout};
use labels::{ItemRow, Labels, Paper, papers};
use record::Kind;
use similarity::letter_similarity;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;

/// What a weight's square costs: chosen on bodies left out, between 0.3 and 100.
const PENALTY: f64 = 80.0;
/// Rounds of descent: more change no figure.
const ROUNDS: usize = 250;
/// A feature of fewer bodies is a peculiarity and not learnt from.
const LEAST_BODIES: usize = 3;
/// Weights nearer to nothing are left out of the file.
const LEAST_WEIGHT: f64 = 0.02;

/// The lines of one meeting's minutes that may head an item.
struct Meeting {
    body: usize,
    candidates: Vec<Candidate>,
    samples: Vec<Sample>,
    /// Labels that no line can be.
    unread: Vec<String>,
    /// Whether only its beginning is there.
    cut: bool,
}

/// The beginnings of papers up to so many of their items are learnt from too: a short paper has no long run of numbers.
const BEGINNINGS: [usize; 3] = [1, 2, 4];

/// How many blocks beyond its last item such a beginning has.
const BEYOND: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut folders, mut folds, mut halves, mut misses, mut out) = (Vec::new(), 0_usize, false, 0_usize, None);
    let mut penalty = PENALTY;
    let mut from = Weights::default();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--folds" => folds = value()?.parse()?,
            "--halves" => halves = true,
            "--misses" => misses = value()?.parse()?,
            "--out" => out = Some(PathBuf::from(value()?)),
            "--from" => from = Weights::parse(&std::fs::read_to_string(value()?)?),
            "--penalty" => penalty = value()?.parse()?,
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    let mut all: Vec<Meeting> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for folder in &folders {
        let labels = Labels::read(folder)?;
        // Each folder's bodies are halved by themselves, as the example `evaluate` halves them.
        names.resize(names.len().next_multiple_of(2), String::new());
        for paper in papers(folder)? {
            if names.last() != Some(&paper.body) {
                names.push(paper.body.clone());
            }
            let rows = labels.of_paper(&file_name(&paper)).items;
            all.extend(meetings(&paper, &rows)?.into_iter().map(|m| Meeting { body: names.len() - 1, ..m }));
        }
    }
    prune(&mut all);
    if halves {
        let weights = learn(&all, &from, penalty, &|body| body % 2 == 0);
        Measured::of(&all, &weights, &|body| body % 2 == 1).print("second half, learnt from the first");
    }
    if folds > 1 {
        let mut sum = Measured::default();
        for fold in 0..folds {
            let weights = learn(&all, &from, penalty, &|body| body % folds != fold);
            sum.add(Measured::of(&all, &weights, &|body| body % folds == fold));
        }
        sum.print("each body, learnt from the others");
        // The second half is looked at as figures only.
        let shown = sum.misses.iter().filter(|(body, _)| body % 2 == 0);
        shown.take(misses).for_each(|(body, line)| println!("  {} {line}", names[*body]));
        let unread =
            all.iter().filter(|m| m.body % 2 == 0 && !m.cut).flat_map(|m| m.unread.iter().map(move |l| (m.body, l)));
        unread.take(misses).for_each(|(body, line)| println!("  {} no such line: {line}", names[body]));
    }
    if let Some(path) = out {
        let weights = learn(&all, &from, penalty, &|body| !halves || body % 2 == 0);
        std::fs::write(path, written(&weights))?;
    }
    Ok(())
}

/// How many lines were told rightly, and which were not.
#[derive(Default)]
struct Measured {
    right: usize,
    wrong: usize,
    missed: usize,
    misses: Vec<(usize, String)>,
}

impl Measured {
    fn of(meetings: &[Meeting], weights: &Weights, chosen: &dyn Fn(usize) -> bool) -> Self {
        let mut measured = Self::default();
        for meeting in meetings.iter().filter(|m| chosen(m.body) && !m.cut) {
            for (candidate, sample) in meeting.candidates.iter().zip(&meeting.samples) {
                let taken = weights.probability(&sample.features) >= 0.5;
                measured.right += usize::from(taken && sample.holds);
                measured.wrong += usize::from(taken && !sample.holds);
                measured.missed += usize::from(!taken && sample.holds);
                if taken != sample.holds {
                    let number = candidate.number.as_ref().map_or("-", |(n, _)| n.printed.as_str());
                    let title: String = candidate.title.chars().take(70).collect();
                    let what = if taken { "wrong" } else { "missed" };
                    measured.misses.push((meeting.body, format!("{what}: {number} {title}")));
                }
            }
        }
        measured
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.misses.extend(other.misses);
    }

    fn print(&self, name: &str) {
        println!("{name}: {} right, {} wrong, {} missed", self.right, self.wrong, self.missed);
    }
}

/// Weights learnt from these bodies.
fn learn(meetings: &[Meeting], from: &Weights, penalty: f64, chosen: &dyn Fn(usize) -> bool) -> Weights {
    let own = meetings.iter().filter(|m| chosen(m.body));
    let samples: Vec<Sample> = own.flat_map(|m| m.samples.iter().cloned()).collect();
    train(&samples, from, penalty, ROUNDS)
}

fn file_name(paper: &Paper) -> String {
    paper.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The lines of a paper that may head an item, and which of them a label says does. A paper without labels says nothing.
fn meetings(paper: &Paper, labels: &[ItemRow]) -> Result<Vec<Meeting>, Box<dyn Error>> {
    if labels.is_empty() {
        return Ok(Vec::new());
    }
    let bytes = std::fs::read(&paper.path).map_err(|e| format!("{}: {e}", paper.path.display()))?;
    let content = format::read(&bytes, &Hint { file_name: file_name(paper), ..Hint::default() });
    let mut context = Context::default();
    context.facts.file_name = file_name(paper);
    context.facts.kind = Some(Kind::Minutes);
    let blocks = layout::blocks(&content);
    let mut found = Vec::new();
    for (own, head) in heads(&content, &blocks, &context, &mut Vec::new()) {
        if head.kind != Kind::Minutes {
            continue;
        }
        let from = head.roles.iter().position(|role| *role != BlockRole::Head).unwrap_or(0);
        let lists: Vec<usize> = (0..own.len()).filter(|&i| head.roles[i] == BlockRole::Attendance).collect();
        let whole = meeting(own, from, &lists, labels);
        let items: Vec<usize> =
            whole.candidates.iter().zip(&whole.samples).filter(|(_, s)| s.holds).map(|(c, _)| c.next()).collect();
        for end in BEGINNINGS.iter().filter_map(|&n| items.get(n - 1).filter(|_| items.len() > n)) {
            let end = (end + BEYOND).min(own.len());
            found.push(Meeting { cut: true, ..meeting(&own[..end], from, &lists, labels) });
        }
        found.push(whole);
    }
    Ok(found)
}

/// The candidates among these blocks, with what the labels say of them.
fn meeting(blocks: &[Block], from: usize, lists: &[usize], labels: &[ItemRow]) -> Meeting {
    let candidates = candidates(blocks, from, lists);
    let holds: BTreeSet<usize> = labels.iter().flat_map(|label| heading_of(&candidates, label)).collect();
    let samples = features(blocks, &candidates).into_iter().enumerate();
    let samples = samples.map(|(at, features)| Sample { features, holds: holds.contains(&at) }).collect();
    let without = |label: &&ItemRow| !candidates.iter().any(|candidate| is_labelled(candidate, label));
    let unread = labels.iter().filter(without).map(|l| format!("{:?} {:?}", l.item_no, l.title)).collect();
    Meeting { body: 0, candidates, samples, unread, cut: false }
}

/// The candidates that a label is about: of several, those that text follows. The others stand in a list of the agenda.
fn heading_of(candidates: &[Candidate], label: &ItemRow) -> Vec<usize> {
    let all: Vec<usize> = (0..candidates.len()).filter(|&at| is_labelled(&candidates[at], label)).collect();
    let heads: Vec<usize> = all.iter().copied().filter(|&at| text_follows(candidates, at)).collect();
    if heads.is_empty() { all } else { heads }
}

/// Whether a label is about this line: the same number, where it has one, and a title alike or one that begins the line.
fn is_labelled(candidate: &Candidate, label: &ItemRow) -> bool {
    let number = candidate.number.as_ref().map(|(n, _)| n.printed.as_str());
    let same_number = match (&label.item_no, number) {
        (Some(label), Some(own)) => words(label) == words(own),
        (Some(label), None) => candidate.agenda_number.as_deref().is_some_and(|own| words(label) == words(own)),
        (None, _) => true,
    };
    let title = label.title.as_deref().unwrap_or_default();
    let (own, labelled) = (words(&candidate.title), words(title));
    let begins = labelled.len() >= 2 && own.len() < labelled.len() + 25 && own.starts_with(&labelled);
    same_number && (begins || letter_similarity(&candidate.title, title) > 0.8)
}

/// Leaves out features that few bodies have.
fn prune(meetings: &mut [Meeting]) {
    let mut bodies: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for meeting in meetings.iter() {
        for feature in meeting.samples.iter().flat_map(|s| &s.features) {
            bodies.entry(feature.clone()).or_default().insert(meeting.body);
        }
    }
    for sample in meetings.iter_mut().flat_map(|m| &mut m.samples) {
        sample.features.retain(|feature| bodies[feature].len() >= LEAST_BODIES);
    }
}

/// The weights as the text of their file, sorted by feature.
fn written(weights: &Weights) -> String {
    let mut text = String::from("# Made by the example `train_items`.\n");
    let _ = writeln!(text, "bias\t{:.3}", weights.bias);
    for (feature, weight) in weights.of.iter().filter(|(_, weight)| weight.abs() >= LEAST_WEIGHT) {
        let _ = writeln!(text, "{feature}\t{weight:.3}");
    }
    text
}
