//! `crawl`: the first step of `update` alone.

use super::{Ended, job};
use crate::config::Config;
use crate::jobs::crawl::{Extent, crawl};
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Only this source
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Ask again for everything, not only for what is due
    #[arg(long)]
    full: bool,
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let extent = if arguments.full { Extent::Full } else { Extent::Due };
    job::run(config, "crawl", arguments.source.as_deref(), |store, setting, report| {
        report.crawl = crawl(store, setting, extent)?;
        Ok(())
    })
}
