//! `update`: the scheduled job.

use super::{Ended, job};
use crate::config::Config;
use crate::jobs::update::update;
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Only this source
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    job::run(config, "update", arguments.source.as_deref(), update)
}
