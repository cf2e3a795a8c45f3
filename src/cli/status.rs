//! `status`: what is held and how fresh it is.

use super::Ended;
use super::table::table;
use crate::config::Config;
use crate::store::Catalogue;
use crate::store::DataPaths;
use crate::store::catalogue::held::{Held, KindHeld, ProblemHeld, RunHeld, SilenceHeld, SourceHeld, UnreadFile, held};
use anyhow::Context;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub struct Arguments {
    /// How it is written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Name every file that was not read, or not whole
    #[arg(long)]
    unread: bool,
}

/// Files that are named without `--unread`.
const NAMED: usize = 20;

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Tables for people
    Text,
    /// One object for machines
    Json,
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let paths = DataPaths::below(&config.data.dir);
    if !paths.catalogue().exists() {
        anyhow::bail!("nothing is held in {} yet; run `minutebook update`", config.data.dir.display());
    }
    paths.must_be_whole()?;
    let catalogue = Catalogue::open_to_read(&paths.catalogue()).context("cannot open the catalogue")?;
    let held = held(&catalogue)?;
    let told = match arguments.format {
        Format::Text => text(&held, if arguments.unread { usize::MAX } else { NAMED }),
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&held)?),
    };
    super::print(|out| out.write_all(told.as_bytes()))?;
    Ok(Ended::Done)
}

fn text(held: &Held, named: usize) -> String {
    let tables = [
        sources(held),
        kinds(held),
        format!("{}\npages without text: {}\n", runs(held), held.pages_without_text),
        silences(held),
        unread(held, named),
        problems(held),
    ];
    tables.into_iter().filter(|table| !table.is_empty()).collect::<Vec<_>>().join("\n")
}

fn or_dash(text: Option<&String>) -> String {
    text.cloned().unwrap_or_else(|| "-".to_owned())
}

fn sources(held: &Held) -> String {
    let row = |s: &SourceHeld| {
        let figures = [s.documents, s.pages, s.not_held, s.withdrawn].map(|n| n.to_string());
        let mut row = vec![s.name.clone(), s.kind.clone()];
        row.extend(figures);
        let last_good = minute(&or_dash(s.last_ok_at.as_ref()));
        row.extend([last_good, s.state.to_string(), s.message.clone().unwrap_or_default()]);
        row
    };
    let heads = ["source", "kind", "documents", "pages", "not held", "withdrawn", "last good crawl", "state", ""];
    table(&heads, &held.sources.iter().map(row).collect::<Vec<_>>())
}

fn kinds(held: &Held) -> String {
    let row = |k: &KindHeld| {
        let figures = [k.components, k.passages, k.undated].map(|n| n.to_string());
        let mut row = vec![k.kind.clone()];
        row.extend(figures);
        row.extend([or_dash(k.first.as_ref()), or_dash(k.last.as_ref())]);
        row
    };
    let heads = ["kind", "components", "passages", "undated", "first", "last"];
    table(&heads, &held.kinds.iter().map(row).collect::<Vec<_>>())
}

fn runs(held: &Held) -> String {
    let row = |r: &RunHeld| {
        let outcome = r.outcome.clone().unwrap_or_else(|| "under way, or killed".to_owned());
        vec![r.job.clone(), minute(&r.started_at), minute(&or_dash(r.finished_at.as_ref())), outcome]
    };
    table(&["job", "began", "ended", "outcome"], &held.runs.iter().map(row).collect::<Vec<_>>())
}

/// What is missing where something used to come.
fn silences(held: &Held) -> String {
    if held.silences.is_empty() {
        return String::new();
    }
    let row = |s: &SilenceHeld| vec![s.source.clone(), s.kind.to_string(), s.since.clone(), s.message.clone()];
    table(&["source", "is missing", "since", ""], &held.silences.iter().map(row).collect::<Vec<_>>())
}

/// Files that were not read, or not whole: the first `named` of them.
fn unread(held: &Held, named: usize) -> String {
    if held.unread.is_empty() {
        return String::new();
    }
    let row = |file: &UnreadFile| {
        vec![file.state.to_string(), file.file_name.clone(), file.message.clone().unwrap_or_default()]
    };
    let rows: Vec<_> = held.unread.iter().take(named).map(row).collect();
    let mut out = table(&["not read, or not whole", "file", "why"], &rows);
    if held.unread.len() > named {
        let more = held.unread.len() - named;
        out.push_str(&format!("and {more} more: `minutebook status --unread` names them all\n"));
    }
    out
}

fn problems(held: &Held) -> String {
    if held.problems.is_empty() {
        return String::new();
    }
    let row = |p: &ProblemHeld| vec![p.stage.clone(), p.code.to_string(), p.count.to_string(), p.example.clone()];
    table(&["stage", "problem", "times", "for example"], &held.problems.iter().map(row).collect::<Vec<_>>())
}

/// An instant, seconds and fractions left out.
fn minute(instant: &str) -> String {
    match instant.split_once('T') {
        Some((day, time)) => format!("{day} {} UTC", time.get(..5).unwrap_or(time)),
        None => instant.to_owned(),
    }
}
