//! How well the labelled papers of `tests/gold` are read, as shares of their rows: none may fall below its floor.
//!
//! Scored by the same code as the example `evaluate`, which prints the misses: `cargo run -p extract --example evaluate
//! -- tests/gold --misses 9`. Floors are in `tests/gold/floors.json`; who makes the reading better raises them.

#[path = "../examples/evaluate/compare.rs"]
#[allow(dead_code)] // The example uses more of it.
mod compare;
#[path = "../examples/evaluate/labels.rs"]
#[allow(dead_code)] // The example uses more of it.
mod labels;
#[path = "../examples/evaluate/scoring.rs"]
#[allow(dead_code)] // The example uses more of it.
mod scoring;
#[path = "../examples/evaluate/similarity.rs"]
mod similarity;
#[path = "../examples/evaluate/undertakings.rs"]
mod undertakings;

use extract::format::{self, Hint};
use extract::{Context, layout, structure};
use labels::{Labels, Paper};
use scoring::Scores;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/gold")
}

fn json(name: &str) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(folder().join(name)).unwrap()).unwrap()
}

fn score(paper: &Paper, council: Option<&str>, labels: &Labels) -> Scores {
    let name = paper.path.file_name().unwrap().to_string_lossy().into_owned();
    let content =
        format::read(&std::fs::read(&paper.path).unwrap(), &Hint { file_name: name.clone(), ..Hint::default() });
    let mut context = Context::default();
    context.facts.file_name = name.clone();
    context.facts.council = council.map(str::to_owned);
    let reading = structure::read(&content, &layout::blocks(&content), &context);
    scoring::score(&reading, &labels.of_paper(&name))
}

#[test]
fn no_figure_falls_below_its_floor() {
    let labels = Labels::read(&folder()).unwrap();
    let papers = labels::papers(&folder()).unwrap();
    assert!(papers.len() >= 12, "{} papers", papers.len());
    let councils = json("councils.json");
    let mut scores = Scores::default();
    for paper in &papers {
        scores.merge(&score(paper, councils[&paper.body].as_str(), &labels));
    }
    let floors: BTreeMap<String, f64> = serde_json::from_value(json("floors.json")).unwrap();
    let mut below = Vec::new();
    for (name, floor) in &floors {
        let Some(figure) = scores.0.get(name.as_str()) else {
            below.push(format!("{name}: there is no such figure"));
            continue;
        };
        let share = figure.right as f64 / figure.total.max(1) as f64;
        if share < *floor {
            let misses: Vec<&str> = figure.misses.iter().map(String::as_str).filter(|m| !m.is_empty()).collect();
            below.push(format!("{name}: {share:.3}, floor {floor}\n    {}", misses.join("\n    ")));
        }
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
    let without = scores.0.keys().filter(|name| !floors.contains_key(**name) && !name.contains("beyond the labelled"));
    assert_eq!(without.collect::<Vec<_>>(), Vec::<&&str>::new(), "figures without a floor");
}
