//! What the commands that run a job have in common: the store, progress, and how a job's end becomes an exit status.

use super::{Ended, progress};
use crate::config::Config;
use crate::jobs::{self, Report, Setting};
use crate::store::Store;

/// Runs a job on the store of this configuration.
///
/// # Errors
/// The job could not start. What fails once it has begun is said and told by [`Ended`].
pub fn run(
    config: &Config,
    name: &str,
    source: Option<&str>,
    work: impl FnOnce(&mut Store, Setting<'_>, &mut Report) -> anyhow::Result<()>,
) -> anyhow::Result<Ended> {
    if let Some(source) = source {
        config.source(source)?;
    }
    let mut store = Store::open(&config.data.dir, name)?;
    let progress = progress::for_stderr();
    let setting = Setting { config, source, progress: progress.as_ref() };
    match jobs::run(&mut store, name, |store, report| work(store, setting, report)) {
        Ok(report) if report.has_failures() => Ok(Ended::FailedInPart),
        Ok(_) => Ok(Ended::Done),
        Err(error) => Ok(failed(&error)),
    }
}

/// Says why a job ended before its end.
pub fn failed(error: &anyhow::Error) -> Ended {
    eprintln!("error: {error:#}");
    Ended::FailedInPart
}
