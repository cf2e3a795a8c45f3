//! How well labelled papers are read, without a server.
//!
//! ```text
//! cargo run -p extract --example evaluate -- FOLDER [--misses N] [--only WORD] [--body BODY] [--reports FOLDER]...
//!                                                   [--by body|form] [--json FILE] [--told]
//!                                                   [--curve]
//! ```
//!
//! FOLDER holds `turns.jsonl`, `attendance.jsonl`, `items.jsonl`, `resolutions.jsonl`, `votes.jsonl` and
//! `commitments.jsonl` with the labels, and `papers/BODY/FILE` with what they are about. `councils.json` there says which
//! council each body belongs to. `--reports` names folders with the files that `reports.jsonl` is about.
//!
//! `--told` says of each paper that it is minutes, of which body and day, as councils' systems do: so lists and items
//! are measured by themselves, whether or not kind, date and body would have been read.
//!
//! `--curve` prints what *sure* would mean from each probability on: the share of right speakers, and of wrong names.
//!
//! The bodies, in the order of their names, are in two halves: the first, third, fifth are A, the others B. Rules are
//! made with the papers of A before one; B is looked at as figures only, and tells what was learnt by heart. So misses
//! are printed of half A, unless a body is named.

mod compare;
mod labels;
mod scoring;
mod similarity;
mod undertakings;

use extract::format::{self, Hint};
use extract::{Context, layout, structure};
use labels::{Labels, Paper};
use record::{Kind, Reading};
use scoring::{Attributions, Figure, Scores};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

#[derive(Default)]
struct Arguments {
    folder: PathBuf,
    /// Misses that are printed of each figure.
    misses: usize,
    /// Only figures whose name has this word.
    only: Option<String>,
    body: Option<String>,
    reports: Vec<PathBuf>,
    by: Option<String>,
    json: Option<PathBuf>,
    told: bool,
    curve: bool,
}

impl Arguments {
    fn parse() -> Result<Self, Box<dyn Error>> {
        let mut arguments = Self::default();
        let mut given = std::env::args().skip(1);
        while let Some(argument) = given.next() {
            let mut value = || given.next().ok_or(format!("{argument} needs a value"));
            match argument.as_str() {
                "--misses" => arguments.misses = value()?.parse()?,
                "--only" => arguments.only = Some(value()?),
                "--body" => arguments.body = Some(value()?),
                "--reports" => arguments.reports.push(value()?.into()),
                "--by" => arguments.by = Some(value()?),
                "--json" => arguments.json = Some(value()?.into()),
                "--told" => arguments.told = true,
                "--curve" => arguments.curve = true,
                _ => arguments.folder = argument.into(),
            }
        }
        if arguments.folder.as_os_str().is_empty() {
            Err("which folder of labelled papers?".into())
        } else {
            Ok(arguments)
        }
    }
}

/// A paper that was scored.
struct Scored {
    body: String,
    /// What the file is: its ending.
    form: String,
    /// Whether its body is in half A.
    seen: bool,
    scores: Scores,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse()?;
    let labels = Labels::read(&arguments.folder)?;
    let councils = councils(&arguments.folder);
    let papers = labels::papers(&arguments.folder)?;
    let mut bodies: Vec<String> = papers.iter().map(|p| p.body.clone()).collect();
    bodies.dedup();
    let mut scored = Vec::new();
    for paper in &papers {
        if arguments.body.as_ref().is_some_and(|b| *b != paper.body) {
            continue;
        }
        let place = bodies.iter().position(|b| *b == paper.body).unwrap_or_default();
        let council = councils.get(&paper.body);
        scored.push(score_paper(paper, place.is_multiple_of(2), council, &labels, arguments.told)?);
    }
    scored.extend(score_reports(&arguments, &labels)?);
    print(&scored, &arguments);
    if let Some(path) = &arguments.json {
        std::fs::write(path, serde_json::to_string_pretty(&as_json(&scored))?)?;
    }
    Ok(())
}

fn score_paper(
    paper: &Paper,
    seen: bool,
    council: Option<&String>,
    labels: &Labels,
    told: bool,
) -> Result<Scored, Box<dyn Error>> {
    let name = file_name(&paper.path);
    let mut context = context(&paper.path, council);
    if let Some(meeting) = labels.of_paper(&name).attendance.first().filter(|_| told) {
        context.facts.kind = Some(Kind::Minutes);
        context.facts.meeting_key = Some("told".into());
        context.facts.meeting_on = meeting.meeting_date.parse().ok();
        context.facts.committee = Some(meeting.meeting_body.clone());
    }
    let reading = read(&paper.path, &context)?;
    let form = paper.path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
    let own = Labels { reports: Vec::new(), ..labels.of_paper(&name) };
    Ok(Scored { body: paper.body.clone(), form, seen, scores: scoring::score(&reading, &own) })
}

/// The reports, in two halves by the order of their names too.
fn score_reports(arguments: &Arguments, labels: &Labels) -> Result<Vec<Scored>, Box<dyn Error>> {
    let mut files = Vec::new();
    for folder in &arguments.reports {
        files.extend(std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?);
    }
    let mut seeds: Vec<&String> = labels.reports.iter().map(|r| &r.seed).collect();
    seeds.sort();
    seeds.dedup();
    let mut scored = Vec::new();
    for (place, seed) in seeds.into_iter().enumerate() {
        let Some(path) = files.iter().find(|path| file_name(path).starts_with(seed.as_str())) else { continue };
        let own = Labels { reports: labels.of_paper(&file_name(path)).reports, ..Labels::default() };
        let scores = scoring::score(&read(path, &context(path, None))?, &own);
        scored.push(Scored { body: seed.clone(), form: "report".into(), seen: place.is_multiple_of(2), scores });
    }
    Ok(scored)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What is known of a paper before it is read.
fn context(path: &Path, council: Option<&String>) -> Context {
    let mut context = Context::default();
    context.facts.file_name = file_name(path);
    context.facts.council = council.cloned();
    context
}

fn read(path: &Path, context: &Context) -> Result<Reading, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let content = format::read(&bytes, &Hint { file_name: file_name(path), ..Hint::default() });
    Ok(structure::read(&content, &layout::blocks(&content), context))
}

fn councils(folder: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(folder.join("councils.json")).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn sum<'a>(scored: impl Iterator<Item = &'a Scored>) -> Scores {
    let mut total = Scores::default();
    scored.for_each(|s| total.merge(&s.scores));
    total
}

fn print(scored: &[Scored], arguments: &Arguments) {
    let wanted = |name: &str| arguments.only.as_ref().is_none_or(|word| name.contains(word.as_str()));
    let (a, b) = (sum(scored.iter().filter(|s| s.seen)), sum(scored.iter().filter(|s| !s.seen)));
    println!("{:50} {:>22} {:>22}", "", "half A", "half B");
    let mut names: Vec<&str> = a.0.keys().chain(b.0.keys()).copied().collect();
    names.sort_unstable();
    names.dedup();
    for name in names.into_iter().filter(|n| wanted(n)) {
        println!("{name:50} {} {}", shown(a.0.get(name)), shown(b.0.get(name)));
        let misses = a.0.get(name).map(|f| f.misses.as_slice()).unwrap_or_default();
        misses.iter().filter(|m| !m.is_empty()).take(arguments.misses).for_each(|miss| println!("    - {miss}"));
        if arguments.body.is_some() {
            let misses = b.0.get(name).map(|f| f.misses.as_slice()).unwrap_or_default();
            misses.iter().filter(|m| !m.is_empty()).take(arguments.misses).for_each(|miss| println!("    - {miss}"));
        }
        if let Some(by) = &arguments.by {
            print_groups(scored, name, by);
        }
    }
    if arguments.curve {
        print_curve(&a.1, &b.1);
    }
}

/// From each probability on: right speakers of all sentences that have one, and wrong names of all sentences.
fn print_curve(a: &Attributions, b: &Attributions) {
    println!("{:50} {:>22} {:>22}", "named from this probability on", "right, wrong", "right, wrong");
    for least in [0.5, 0.6, 0.7, 0.8, 0.9, 0.92, 0.94, 0.96, 0.97, 0.98, 0.985, 0.99, 0.993, 0.995, 0.997, 0.999] {
        let shares = |half: &Attributions| {
            let count =
                |is_right: bool| half.named.iter().filter(|(p, right)| *p >= least && *right == is_right).count();
            let share = |n: usize, total: usize| n as f64 / total.max(1) as f64;
            format!("{:.3} {:.4}", share(count(true), half.spoken), share(count(false), half.sentences))
        };
        println!("{least:<50} {:>22} {:>22}", shares(a), shares(b));
    }
}

fn print_groups(scored: &[Scored], name: &str, by: &str) {
    let mut groups: BTreeMap<String, Figure> = BTreeMap::new();
    for paper in scored {
        let group = if by == "form" { paper.form.clone() } else { paper.body.clone() };
        let Some(figure) = paper.scores.0.get(name) else { continue };
        let sum = groups.entry(group).or_default();
        sum.right += figure.right;
        sum.total += figure.total;
    }
    for (group, figure) in groups {
        println!("    {group:46} {}", shown(Some(&figure)));
    }
}

fn shown(figure: Option<&Figure>) -> String {
    let Some(figure) = figure else { return format!("{:>22}", "-") };
    let share = figure.right as f64 / figure.total.max(1) as f64;
    format!("{:>22}", format!("{}/{} {share:.3}", figure.right, figure.total))
}

fn as_json(scored: &[Scored]) -> serde_json::Value {
    let figures = |scores: &Scores| -> serde_json::Value {
        scores
            .0
            .iter()
            .map(|(name, f)| ((*name).to_owned(), serde_json::json!([f.right, f.total])))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let papers: Vec<_> = scored
        .iter()
        .map(|s| serde_json::json!({ "body": s.body, "form": s.form, "half": if s.seen { "A" } else { "B" }, "figures": figures(&s.scores) }))
        .collect();
    serde_json::json!({
        "half_a": figures(&sum(scored.iter().filter(|s| s.seen))),
        "half_b": figures(&sum(scored.iter().filter(|s| !s.seen))),
        "papers": papers,
    })
}
