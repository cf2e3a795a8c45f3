//! Learns the weights that tell undertakings from other talk of the future.
//!
//! ```text
//! cargo run -p extract --example train_commitments -- FOLDER [--every] [--reports FOLDER]... [--sentences FILE]...
//! ```
//!
//! FOLDER has `turns.jsonl`, `commitments.jsonl`, `resolutions.jsonl` and `reports.jsonl` with labels and
//! `papers/BODY/FILE`; only the bodies at the first, third, fifth … place of the alphabet are learnt from, and reports
//! likewise, but with `--every` all. `--reports` names folders with the files that `reports.jsonl` is about, `--sentences` more files in the form
//! of `learning/commitments.txt`, which is always learnt from. The weights are written to standard output, the same
//! bytes every time; to standard error goes how well bodies are read that were left out of the learning.

use extract::format::{self, Hint};
use extract::structure::speech::sentences::sentences;
use extract::structure::speech::undertaking::candidates::candidates;
use extract::structure::speech::undertaking::doer::is_decided;
use extract::structure::speech::undertaking::features::features;
use extract::structure::speech::undertaking::weights::{Sample, Weights, train};
use extract::structure::speech::undertaking::{ENOUGH, ENOUGH_IN_PAPERS, Setting};
use extract::structure::speech::words::words;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

/// What a weight's square costs: chosen on bodies left out.
const PENALTY: f64 = 2.0;
/// Rounds of descent: more change no figure.
const ROUNDS: usize = 200;
/// A feature that fewer places have, or places of one body only, is not learnt from: it would be a peculiarity.
const LEAST_PLACES: usize = 3;
/// Weights below this are left out of the file.
const LEAST_WEIGHT: f64 = 0.005;

#[derive(Deserialize)]
struct Turn {
    seed: String,
    sentence: Option<String>,
}

#[derive(Deserialize)]
struct Labelled {
    seed: String,
    phrase: Option<String>,
    #[serde(default)]
    kind: String,
}

#[derive(Deserialize)]
struct Decided {
    seed: String,
    text: String,
}

/// A sentence of a body, with the words that make it an undertaking; `None` where it is none.
struct Sentence {
    body: String,
    minutes: bool,
    text: String,
    phrase: Option<String>,
}

/// The places of a sentence, by their features, and which of them is the undertaking.
struct Places {
    body: String,
    minutes: bool,
    places: Vec<Vec<String>>,
    held: Option<usize>,
    holds: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("names no folder of labels")?);
    let mut arguments: Vec<String> = arguments.collect();
    let every = arguments.iter().any(|a| a == "--every");
    arguments.retain(|a| a != "--every");
    let mut arguments = arguments.into_iter();
    let step = if every { 1 } else { 2 };
    let mut found = labelled_minutes(&folder, step)?;
    let mut files = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("learning/commitments.txt")];
    while let Some(option) = arguments.next() {
        let value = PathBuf::from(arguments.next().ok_or("an option has no value")?);
        match option.as_str() {
            "--reports" => found.extend(labelled_reports(&folder, &value, step)?),
            "--sentences" => files.push(value),
            _ => return Err(format!("unknown option {option}").into()),
        }
    }
    for file in files {
        found.extend(written_sentences(&std::fs::read_to_string(file)?));
    }
    let mut all: Vec<Places> = found.iter().map(places).collect();
    prune(&mut all);
    leave_out(&all);
    print(&train(&samples(all.iter()), PENALTY, ROUNDS));
    Ok(())
}

fn rows<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    text.lines().map(|line| serde_json::from_str(line).map_err(Into::into)).collect()
}

/// The words of a text with one space between them and around: what is compared.
fn plain(text: &str) -> String {
    let folded = text.to_lowercase();
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

fn labelled_minutes(folder: &Path, step: usize) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let mut bodies: Vec<PathBuf> =
        std::fs::read_dir(folder.join("papers"))?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    bodies.sort();
    let mut body_of: BTreeMap<String, String> = BTreeMap::new();
    for body in bodies.iter().step_by(step) {
        let name = body.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for file in std::fs::read_dir(body)? {
            let stem = file?.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
            body_of.insert(stem, name.clone());
        }
    }
    let labels: Vec<Labelled> = rows(&folder.join("commitments.jsonl"))?;
    let decisions: Vec<Decided> = rows(&folder.join("resolutions.jsonl"))?;
    let mut found = Vec::new();
    for turn in rows::<Turn>(&folder.join("turns.jsonl"))? {
        let (Some(body), Some(text)) = (body_of.get(&turn.seed), turn.sentence) else { continue };
        let words = plain(&text);
        let own = labels.iter().filter(|l| l.seed == turn.seed).filter_map(|l| l.phrase.as_deref());
        let phrase = own.map(str::to_owned).find(|p| words.contains(&plain(p)));
        // The words of a decision are neither: they are read as a decision.
        let decided = decisions
            .iter()
            .filter(|d| d.seed == turn.seed)
            .map(|d| plain(&d.text))
            .any(|decision| decision.len() > 15 && (words.contains(&decision) || decision.contains(&words)));
        if phrase.is_some() || !decided {
            found.push(Sentence { body: body.clone(), minutes: true, text, phrase });
        }
    }
    Ok(found)
}

fn labelled_reports(folder: &Path, papers: &Path, step: usize) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let labels: Vec<Labelled> = rows(&folder.join("reports.jsonl"))?;
    let seeds: BTreeSet<&str> = labels.iter().map(|l| l.seed.as_str()).collect();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(papers)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut found = Vec::new();
    for seed in seeds.into_iter().step_by(step) {
        let named = |p: &&PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(seed));
        let Some(path) = files.iter().find(named) else { continue };
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let content = format::read(&std::fs::read(path)?, &Hint { file_name, ..Hint::default() });
        let own: Vec<&Labelled> = labels.iter().filter(|l| l.seed == seed).collect();
        for block in extract::layout::blocks(&content).iter().filter(|b| !b.furniture) {
            for range in sentences(&block.text) {
                let text = block.text[range].trim().to_owned();
                let words = plain(&text);
                let fits = |l: &&&Labelled| l.phrase.as_deref().is_some_and(|p| words.contains(&plain(p)));
                let (other, true_ones): (Vec<&&Labelled>, Vec<&&Labelled>) =
                    own.iter().filter(fits).partition(|l| matches!(l.kind.as_str(), "other_body" | "unsure"));
                if other.is_empty() || !true_ones.is_empty() {
                    let phrase = true_ones.first().and_then(|l| l.phrase.clone());
                    found.push(Sentence { body: seed.to_owned(), minutes: false, text, phrase });
                }
            }
        }
    }
    Ok(found)
}

/// Sentences of a file like `learning/commitments.txt`; `@ NAME` says whose the next ones are, else they are dealt to
/// seven bodies in turn.
fn written_sentences(text: &str) -> Vec<Sentence> {
    let mut body: Option<&str> = None;
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("@ ") {
            body = Some(name);
        }
        let mut parts = line.splitn(3, ' ');
        let (Some(sign @ ("+" | "-")), Some(paper), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        found.push(Sentence {
            body: body.map_or_else(|| format!("written {}", found.len() % 7), |b| format!("written {b}")),
            minutes: paper == "m",
            text: text.to_owned(),
            phrase: (sign == "+").then(|| text.to_owned()),
        });
    }
    found
}

/// The places of a sentence; that which is nearest to the labelled words is the undertaking.
fn places(sentence: &Sentence) -> Places {
    let found = words(&sentence.text);
    let all: Vec<_> = candidates(&found).into_iter().filter(|c| !is_decided(&found, c.mark)).collect();
    let held = sentence.phrase.as_deref().and_then(|phrase| {
        let at = sentence.text.to_lowercase().find(&phrase.to_lowercase()).unwrap_or(0);
        let end = at + phrase.len();
        let distance = |verb: usize| {
            let start = found.get(verb).map_or(0, |w| w.start);
            if (at..end).contains(&start) { 0 } else { 1 + at.abs_diff(start).min(end.abs_diff(start)) }
        };
        (0..all.len()).min_by_key(|&k| distance(all[k].verb))
    });
    let setting = Setting { minutes: sentence.minutes };
    Places {
        body: sentence.body.clone(),
        minutes: sentence.minutes,
        places: all.iter().map(|place| features(&found, place, setting)).collect(),
        held,
        holds: sentence.phrase.is_some(),
    }
}

/// Forgets features that too few places or one body alone have.
fn prune(all: &mut [Places]) {
    let mut seen: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    for sentence in all.iter() {
        for feature in sentence.places.iter().flatten() {
            let entry = seen.entry(feature.clone()).or_default();
            entry.0 += 1;
            entry.1.insert(sentence.body.clone());
        }
    }
    let common = |f: &String| seen.get(f).is_some_and(|(n, bodies)| *n >= LEAST_PLACES && bodies.len() > 1);
    for place in all.iter_mut().flat_map(|s| &mut s.places) {
        place.retain(common);
    }
}

/// Of a sentence that undertakes something the one place, of others all.
fn samples<'a>(all: impl Iterator<Item = &'a Places>) -> Vec<Sample> {
    all.flat_map(|sentence| {
        let chosen = sentence.places.iter().enumerate();
        chosen
            .filter(|(k, _)| !sentence.holds || sentence.held == Some(*k))
            .map(|(_, place)| Sample { features: place.clone(), holds: sentence.holds })
    })
    .collect()
}

/// Reads each body with weights that were learnt from the others, and says how well.
fn leave_out(all: &[Places]) {
    let bodies: BTreeSet<&str> =
        all.iter().map(|s| s.body.as_str()).filter(|body| !body.starts_with("written")).collect();
    for minutes in [true, false] {
        let (mut found, mut wrong, mut held) = (0, 0, 0);
        for &body in &bodies {
            let weights = train(&samples(all.iter().filter(|s| s.body != body)), PENALTY, ROUNDS);
            let enough = if minutes { ENOUGH } else { ENOUGH_IN_PAPERS };
            for sentence in all.iter().filter(|s| s.body == body && s.minutes == minutes) {
                let says = sentence.places.iter().any(|place| weights.probability(place) >= enough);
                held += usize::from(sentence.holds);
                found += usize::from(sentence.holds && says);
                wrong += usize::from(!sentence.holds && says);
            }
        }
        let papers = if minutes { "minutes" } else { "reports" };
        eprintln!("bodies left out, {papers}: {found} of {held} sentences found, {wrong} wrong");
    }
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
