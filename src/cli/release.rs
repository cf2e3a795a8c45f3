//! `release`: lets a quarantined document through after a person has looked.

use super::{Ended, job};
use crate::config::Config;
use crate::jobs::bring_up_to_date;
use crate::jobs::forget::release;
use crate::jobs::index::Extent;
use crate::jobs::read;
use crate::store::Request;
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The document's id or address
    #[arg(value_name = "ID|URL")]
    document: String,
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let request = Request::Release { document: arguments.document.clone() };
    if let Some(ended) = job::through_running_job(config, &request, &arguments.document)? {
        return Ok(ended);
    }
    let mut released = None;
    let ended = job::run(config, "release", None, |store, setting, report| {
        released = release(store, &arguments.document)?;
        if let Some(document) = &released {
            report.read = Some(read::read_one(store, setting, document)?);
        }
        bring_up_to_date(store, setting, report, Extent::Changed)
    })?;
    if released.is_none() {
        super::tell(&format!("error: no quarantined document has the id or address {}", arguments.document));
        return Ok(Ended::NothingFound);
    }
    super::print(|out| writeln!(out, "{} is released", arguments.document))?;
    Ok(ended)
}
