//! `check`: the configuration, and archive, catalogue and index against each other.

use super::{Ended, job, progress};
use crate::config::Config;
use crate::jobs::check::{self, Mending};
use crate::jobs::probe::probe;
use crate::jobs::{self, Setting};
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Mend what can be made again: a damaged catalogue or index is made anew, damaged bytes are asked for again
    #[arg(long)]
    repair: bool,

    /// Also ask each source one polite question, and say what it found
    #[arg(long)]
    probe: bool,
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    super::print(|out| writeln!(out, "the configuration is sound: {} sources", config.source.len()))?;
    let sources = if arguments.probe { probe_sources(config)? } else { Ended::Done };
    if !config.data.dir.exists() {
        super::print(|out| writeln!(out, "nothing is held in {} yet", config.data.dir.display()))?;
        return Ok(sources);
    }
    let mending = if arguments.repair { Mending::Repair } else { Mending::Tell };
    let (mut store, made_again) = check::open(&config.data.dir, mending)?;
    let progress = progress::for_stderr();
    let setting = Setting { config, source: None, progress: progress.as_ref() };
    let mut told = check::CheckReport::default();
    let ran = jobs::run(&mut store, "check", |store, report| {
        if made_again.is_some() {
            report.read = Some(jobs::read::read(store, setting, jobs::read::Extent::Unread)?);
        }
        told = check::check(store, setting, report, mending)?;
        Ok(())
    });
    if let Err(error) = ran {
        return Ok(job::failed(&error));
    }
    told.mended.extend(made_again);
    super::print(|out| {
        writeln!(out, "checked {} facts, {} blobs, {} passages", told.facts, told.blobs, told.passages)?;
        for (word, lines) in [("mended", &told.mended), ("note", &told.notes), ("wrong", &told.wrong)] {
            for line in lines {
                writeln!(out, "{word}: {line}")?;
            }
        }
        if told.wrong.is_empty() { writeln!(out, "nothing is wrong") } else { Ok(()) }
    })?;
    Ok(if told.wrong.is_empty() { sources } else { Ended::FailedInPart })
}

fn probe_sources(config: &Config) -> anyhow::Result<Ended> {
    let setting = Setting { config, source: None, progress: &jobs::Quiet };
    let probed = probe(setting)?;
    super::print(|out| {
        probed.iter().try_for_each(|probed| match &probed.found {
            Ok(found) => writeln!(out, "source {}: {found}", probed.source),
            Err(why) => writeln!(out, "source {}: wrong: {why}", probed.source),
        })
    })?;
    Ok(if probed.iter().all(|probed| probed.found.is_ok()) { Ended::Done } else { Ended::FailedInPart })
}
