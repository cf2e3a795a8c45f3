//! `status`: what is held and how fresh it is.

use super::Ended;
use super::table::table;
use crate::config::Config;
use crate::store::Catalogue;
use crate::store::DataPaths;
use crate::store::catalogue::held::{Held, held};
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
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let sources: Vec<_> = held
        .sources
        .iter()
        .map(|s| {
            let figures = [s.documents, s.pages, s.not_held, s.withdrawn].map(|n| n.to_string());
            let mut row = vec![s.name.clone(), s.kind.clone()];
            row.extend(figures);
            row.extend([minute(&or_dash(&s.last_ok_at)), s.state.clone(), s.message.clone().unwrap_or_default()]);
            row
        })
        .collect();
    let kinds: Vec<_> = held
        .kinds
        .iter()
        .map(|k| {
            let figures = [k.components, k.passages, k.undated].map(|n| n.to_string());
            let mut row = vec![k.kind.clone()];
            row.extend(figures);
            row.extend([or_dash(&k.first), or_dash(&k.last)]);
            row
        })
        .collect();
    let runs: Vec<_> = held
        .runs
        .iter()
        .map(|r| {
            let outcome = r.outcome.clone().unwrap_or_else(|| "under way, or killed".to_owned());
            vec![r.job.clone(), minute(&r.started_at), minute(&or_dash(&r.finished_at)), outcome]
        })
        .collect();
    let problems: Vec<_> = held
        .problems
        .iter()
        .map(|p| vec![p.stage.clone(), p.code.clone(), p.count.to_string(), p.example.clone()])
        .collect();
    let source_heads =
        ["source", "kind", "documents", "pages", "not held", "withdrawn", "last good crawl", "state", ""];
    let mut out = table(&source_heads, &sources);
    out.push('\n');
    out.push_str(&table(&["kind", "components", "passages", "undated", "first", "last"], &kinds));
    out.push('\n');
    out.push_str(&table(&["job", "began", "ended", "outcome"], &runs));
    out.push_str(&format!("\npages without text: {}\n", held.pages_without_text));
    if !held.unread.is_empty() {
        let rows = held
            .unread
            .iter()
            .take(named)
            .map(|file| vec![file.state.clone(), file.file_name.clone(), file.message.clone().unwrap_or_default()]);
        out.push('\n');
        out.push_str(&table(&["not read, or not whole", "file", "why"], &rows.collect::<Vec<_>>()));
        if held.unread.len() > named {
            let more = held.unread.len() - named;
            out.push_str(&format!("and {more} more: `minutebook status --unread` names them all\n"));
        }
    }
    if !problems.is_empty() {
        out.push('\n');
        out.push_str(&table(&["stage", "problem", "times", "for example"], &problems));
    }
    out
}

/// An instant, seconds and fractions left out.
fn minute(instant: &str) -> String {
    match instant.split_once('T') {
        Some((day, time)) => format!("{day} {} UTC", time.get(..5).unwrap_or(time)),
        None => instant.to_owned(),
    }
}
