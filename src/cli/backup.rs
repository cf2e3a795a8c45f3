//! `backup` and `restore`: a copy of what cannot be rebuilt, and back.

use super::Ended;
use crate::config::Config;
use crate::store::{DataPaths, Store, backup};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder of the copy
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// Folder of the copy
    #[arg(value_name = "DIR")]
    dir: PathBuf,

    /// What was taken down: a `tombstones.ndjson`, or a data folder or copy that has one. Those in the copy and in folders
    /// beside it or beside the data folder are taken without being named
    #[arg(long, value_name = "PATH")]
    tombstones: Vec<PathBuf>,
}

pub fn backup(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let from = DataPaths::below(&config.data.dir);
    if !from.archive().exists() {
        anyhow::bail!("nothing is held in {} yet", config.data.dir.display());
    }
    let copied = backup::backup(&from, &DataPaths::below(&arguments.dir))?;
    super::print(|out| {
        writeln!(
            out,
            "{} blobs copied to {}, {} were there",
            copied.blobs,
            arguments.dir.display(),
            copied.already_there
        )
    })?;
    Ok(Ended::Done)
}

pub fn restore(config: &Config, arguments: &RestoreArguments) -> anyhow::Result<Ended> {
    let to = DataPaths::below(&config.data.dir);
    let copied = backup::restore(&DataPaths::below(&arguments.dir), &to, &arguments.tombstones)?;
    // Opening it brings the catalogue up to the journal, so that a copy that does not fit is told now.
    Store::open(&to.dir, "restore")?;
    super::print(|out| {
        if copied.taken_down > 0 {
            writeln!(
                out,
                "{} documents were taken down after the copy was made, and are down here",
                copied.taken_down
            )?;
        }
        writeln!(out, "{} blobs restored to {}; `minutebook index` makes the index", copied.blobs, to.dir.display())
    })?;
    Ok(Ended::Done)
}
