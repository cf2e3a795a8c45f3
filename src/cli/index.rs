//! `index`: the last step of `update` alone.

use super::{Ended, job};
use crate::config::Config;
use crate::jobs::bring_up_to_date;
use crate::jobs::index::Extent;
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Build a new index beside the old one and swap when it is whole
    #[arg(long)]
    rebuild: bool,
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let extent = if arguments.rebuild { Extent::All } else { Extent::Changed };
    job::run(config, "index", None, |store, setting, report| bring_up_to_date(store, setting, report, extent))
}
