//! Labelled sentences to learn from: of minutes as they are read, of reports, and written ones.

use extract::format::{self, Hint};
use extract::structure::speech::sentences::sentences;
use extract::structure::speech::undertaking::features::features;
use extract::structure::speech::undertaking::pieces::pieces;
use extract::structure::speech::undertaking::{Course, People, Setting, Trail, places};
use extract::structure::speech::words::words;
use extract::{Context, layout, structure};
use record::{Act, Component, Kind};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

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

/// What is labelled of a sentence.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// The words that make it an undertaking; `None` where it is none.
    pub phrase: Option<String>,
    /// Whether that is a promise, not a plan or a request.
    pub promise: bool,
}

/// A sentence of a body.
pub struct Sentence {
    /// Whose paper it stands in.
    pub body: String,
    /// Whether whoever makes rules may read it: half A, and whole folders.
    pub readable: bool,
    /// Its words.
    pub text: String,
    /// Whether it stands in minutes.
    pub minutes: bool,
    /// What is labelled of it.
    pub held: Held,
    /// The features of each place where it may undertake something.
    pub places: Vec<Vec<String>>,
    /// The place that is nearest to the labelled words.
    pub nearest: Option<usize>,
}

impl Sentence {
    fn new(body: &str, readable: bool, text: String, setting: Setting, people: &People, held: Held) -> Self {
        let found = words(&text);
        let all: Vec<_> = places(&found).collect();
        let places = all.iter().map(|place| features(&found, place, setting, people)).collect();
        let nearest = held.phrase.as_deref().and_then(|phrase| {
            let at = text.to_lowercase().find(&phrase.to_lowercase()).unwrap_or(0);
            let end = at + phrase.len();
            let distance = |verb: usize| {
                let start = found.get(verb).map_or(0, |w| w.start);
                if (at..end).contains(&start) { 0 } else { 1 + at.abs_diff(start).min(end.abs_diff(start)) }
            };
            (0..all.len()).min_by_key(|&k| distance(all[k].verb))
        });
        let minutes = setting.minutes;
        Self { body: body.to_owned(), readable, text, minutes, held, places, nearest }
    }

    /// Whether it undertakes anything.
    pub fn holds(&self) -> bool {
        self.held.phrase.is_some()
    }
}

/// The rows of a file of labels.
fn rows<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    text.lines().map(|line| serde_json::from_str(line).map_err(Into::into)).collect()
}

/// The words of a text with one space between them and around: what is compared.
fn plain(text: &str) -> String {
    let folded = text.to_lowercase();
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

/// The sentences of the labelled minutes of a folder, of every body that `step` leaves.
///
/// Where `halves`, the second, fourth … body is not for reading.
pub fn minutes(folder: &Path, step: usize, halves: bool) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let mut bodies: Vec<PathBuf> =
        std::fs::read_dir(folder.join("papers"))?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    bodies.sort();
    let councils = std::fs::read_to_string(folder.join("councils.json")).unwrap_or_default();
    let councils: BTreeMap<String, String> = serde_json::from_str(&councils).unwrap_or_default();
    let labels: Vec<Labelled> = rows(&folder.join("commitments.jsonl"))?;
    let decisions: Vec<Decided> = rows(&folder.join("resolutions.jsonl"))?;
    let mut found = Vec::new();
    for (place, body) in bodies.iter().enumerate().step_by(step) {
        let name = body.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(body)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
        files.sort();
        for file in files {
            let file_name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let content =
                format::read(&std::fs::read(&file)?, &Hint { file_name: file_name.clone(), ..Hint::default() });
            let mut context = Context::default();
            context.facts.file_name.clone_from(&file_name);
            context.facts.council = councils.get(&name).cloned();
            let reading = structure::read(&content, &layout::blocks(&content), &context);
            let own: Vec<&Labelled> = labels.iter().filter(|l| file_name.starts_with(&l.seed)).collect();
            let decided: Vec<String> =
                decisions.iter().filter(|d| file_name.starts_with(&d.seed)).map(|d| plain(&d.text)).collect();
            for component in reading.components.iter().filter(|c| c.kind == Kind::Minutes) {
                let readable = !halves || place.is_multiple_of(2);
                found.extend(of_component(component, &name, readable, &own, &decided));
            }
        }
    }
    Ok(found)
}

/// The sentences of minutes that could undertake something. The words of a decision are neither: they are read as a
/// decision.
fn of_component(
    component: &Component,
    body: &str,
    readable: bool,
    labels: &[&Labelled],
    decided: &[String],
) -> Vec<Sentence> {
    let spoke = component.passages.iter().filter_map(|p| p.attribution.name.as_deref());
    let people = People::named(component.attendance.listed.iter().map(|a| a.name.as_str()).chain(spoke));
    let mut course = Course::default();
    let mut trail = Trail::default();
    let mut found = Vec::new();
    for passage in &component.passages {
        let setting = course.setting(passage.act, passage.form);
        course.pass(&passage.text, passage.act);
        if matches!(passage.act, Act::Attendance | Act::Resolution | Act::Commitment) {
            continue;
        }
        for (text, sentence) in parts(&passage.text) {
            let setting = trail.pass(setting, &words(&text));
            let folded = plain(&text);
            let fits = |l: &&&Labelled| l.phrase.as_deref().is_some_and(|p| folded.contains(&plain(p)));
            // Labelled words that are cut apart make neither part an undertaking nor none.
            let cut = |l: &&Labelled| l.phrase.as_deref().is_some_and(|p| plain(&sentence).contains(&plain(p)));
            if text != sentence && labels.iter().any(cut) && !labels.iter().any(|l| fits(&l)) {
                continue;
            }
            let own = labels.iter().find(fits);
            let decides = |d: &String| d.len() > 15 && (folded.contains(d.as_str()) || d.contains(&folded));
            if own.is_none() && decided.iter().any(decides) {
                continue;
            }
            let held = own.map_or_else(Held::default, |l| Held {
                phrase: l.phrase.clone(),
                promise: matches!(l.kind.as_str(), "promise" | "request_agreed" | "resolution"),
            });
            found.push(Sentence::new(body, readable, text, setting, &people, held));
        }
    }
    found
}

/// The parts of the sentences of a passage, each with its sentence.
fn parts(text: &str) -> Vec<(String, String)> {
    let of = |range: std::ops::Range<usize>| {
        let sentence = text[range].trim().to_owned();
        let own: Vec<String> = pieces(&sentence).into_iter().map(|part| sentence[part].trim().to_owned()).collect();
        own.into_iter().map(move |part| (part, sentence.clone()))
    };
    sentences(text).into_iter().flat_map(of).collect()
}

/// The sentences of the labelled reports of a folder, of every report that `step` leaves.
pub fn reports(folder: &Path, papers: &Path, step: usize) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let labels: Vec<Labelled> = rows(&folder.join("reports.jsonl"))?;
    let seeds: BTreeSet<&str> = labels.iter().map(|l| l.seed.as_str()).collect();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(papers)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut found = Vec::new();
    for (place, seed) in seeds.into_iter().enumerate().step_by(step) {
        let named = |p: &&PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(seed));
        let Some(path) = files.iter().find(named) else { continue };
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let content = format::read(&std::fs::read(path)?, &Hint { file_name, ..Hint::default() });
        let own: Vec<&Labelled> = labels.iter().filter(|l| l.seed == seed).collect();
        for block in layout::blocks(&content).iter().filter(|b| !b.furniture) {
            for range in sentences(&block.text) {
                let text = block.text[range].trim().to_owned();
                let folded = plain(&text);
                let fits = |l: &&&Labelled| l.phrase.as_deref().is_some_and(|p| folded.contains(&plain(p)));
                let (other, true_ones): (Vec<&&Labelled>, Vec<&&Labelled>) =
                    own.iter().filter(fits).partition(|l| matches!(l.kind.as_str(), "other_body" | "unsure"));
                if other.is_empty() || !true_ones.is_empty() {
                    let phrase = true_ones.first().and_then(|l| l.phrase.clone());
                    let held = Held { promise: phrase.is_some(), phrase };
                    let (readable, people) = (place.is_multiple_of(2), People::default());
                    found.push(Sentence::new(seed, readable, text, Setting::paper(), &people, held));
                }
            }
        }
    }
    Ok(found)
}

/// Sentences of a file like `learning/commitments.txt`; `@ NAME` says whose the next ones are, else they are dealt to
/// seven bodies in turn.
pub fn written(text: &str) -> Vec<Sentence> {
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
        let phrase = (sign == "+").then(|| text.to_owned());
        let setting = match paper {
            "m" => Setting::minutes(),
            "a" => Setting { announced: true, ..Setting::minutes() },
            _ => Setting::paper(),
        };
        let whose = body.map_or_else(|| format!("written {}", found.len() % 7), |b| format!("written {b}"));
        let held = Held { promise: phrase.is_some(), phrase };
        found.push(Sentence::new(&whose, true, text.to_owned(), setting, &People::default(), held));
    }
    found
}
