//! What the commands that run a job have in common: the store, progress, and how a job's end becomes an exit status.

use super::{Ended, progress};
use crate::config::Config;
use crate::jobs::{self, Report, Setting};
use crate::store::catalogue::{Catalogue, documents};
use crate::store::{DataPaths, LockError, Request, Store, WriterLock, requests};
use jiff::Timestamp;
use std::time::{Duration, Instant};

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

/// How long a running job is waited for: it looks between two steps, and the longest is the reading of one file.
const WAIT: Duration = Duration::from_secs(60);

/// How often it is looked whether it is done.
const LOOK: Duration = Duration::from_millis(100);

/// Where a job is running, has it do this between two of its steps; `None` where none is.
///
/// # Errors
/// The store cannot be asked.
pub fn through_running_job(config: &Config, request: &Request, document: &str) -> anyhow::Result<Option<Ended>> {
    let paths = DataPaths::below(&config.data.dir);
    if !paths.catalogue().exists() {
        return Ok(None);
    }
    match WriterLock::take(&paths.dir, "request", Timestamp::now()) {
        // Given back at once: the job that does it takes it again.
        Ok(_) => return Ok(None),
        Err(LockError::Held { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    if documents::find(&Catalogue::open_to_read(&paths.catalogue())?, document)?.is_none() {
        super::tell(&format!("error: no document has the id or address {document}"));
        return Ok(Some(Ended::NothingFound));
    }
    let asked = request.submit(&paths)?;
    let begun = Instant::now();
    while requests::is_waiting(&asked) && begun.elapsed() < WAIT {
        std::thread::sleep(LOOK);
        // A job that has ended since does nothing more.
        if WriterLock::take(&paths.dir, "request", Timestamp::now()).is_ok() && requests::is_waiting(&asked) {
            requests::withdraw(&asked)?;
            return Ok(None);
        }
    }
    let told = match requests::is_waiting(&asked) {
        true => "will be done by the running job at its next step",
        false => "is done",
    };
    super::print(|out| writeln!(out, "{document}: {told}"))?;
    Ok(Some(Ended::Done))
}

/// Says why a job ended before its end.
pub fn failed(error: &anyhow::Error) -> Ended {
    super::tell(&format!("error: {error:#}"));
    Ended::FailedInPart
}
