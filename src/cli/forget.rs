//! `forget`: takes a document down.

use super::{Ended, job};
use crate::config::Config;
use crate::jobs::bring_up_to_date;
use crate::jobs::forget::{TakenDown, forget};
use crate::jobs::index::Extent;
use crate::store::Request;
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The document's id or address
    #[arg(value_name = "ID|URL")]
    document: String,

    /// Why it is taken down; kept with its tombstone
    #[arg(long, value_name = "WORDS")]
    reason: String,
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let request = Request::Forget { document: arguments.document.clone(), reason: arguments.reason.clone() };
    if let Some(ended) = job::through_running_job(config, &request, &arguments.document)? {
        return Ok(ended);
    }
    let mut taken_down = TakenDown::default();
    let ended = job::run(config, "forget", None, |store, setting, report| {
        taken_down = forget(store, &arguments.document, &arguments.reason)?;
        bring_up_to_date(store, setting, report, Extent::Changed)
    })?;
    if taken_down.documents.is_empty() {
        super::tell(&format!("error: no document has the id or address {}", arguments.document));
        return Ok(Ended::NothingFound);
    }
    super::print(|out| taken_down.documents.iter().try_for_each(|id| writeln!(out, "{id} is taken down")))?;
    for id in &taken_down.shown_elsewhere {
        super::tell(&format!(
            "{id} is published with bytes that the document once had: it stays until it is taken down too"
        ));
    }
    Ok(ended)
}
