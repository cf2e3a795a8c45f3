//! `release`: lets a quarantined document through after a person has looked.

use super::{Ended, job};
use crate::config::Config;
use crate::jobs::forget::release;
use crate::jobs::index::Extent;
use crate::jobs::update::bring_up_to_date;
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The document's id or address
    #[arg(value_name = "ID|URL")]
    document: String,
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let mut released = false;
    let ended = job::run(config, "release", None, |store, setting, report| {
        released = release(store, &arguments.document)?;
        bring_up_to_date(store, setting, report, Extent::Changed)
    })?;
    if !released {
        eprintln!("error: no quarantined document has the id or address {}", arguments.document);
        return Ok(Ended::NothingFound);
    }
    super::print(|out| writeln!(out, "{} is released", arguments.document))?;
    Ok(ended)
}
