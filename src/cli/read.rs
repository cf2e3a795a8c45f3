//! `read`: the second step of `update` alone.

use super::{Ended, job};
use crate::config::Config;
use crate::jobs::read::{Extent, read};
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Only this source
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Read everything in the archive again
    #[arg(long)]
    all: bool,
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let extent = if arguments.all { Extent::All } else { Extent::Unread };
    job::run(config, "read", arguments.source.as_deref(), |store, setting, report| {
        report.read = Some(read(store, setting, extent)?);
        Ok(())
    })
}
