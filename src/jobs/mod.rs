//! Jobs: what is done unattended, each safe to run twice and to be killed at any moment.
//!
//! A job takes the open store, works document by document, and gives a report. What fails is noted and counted; only a
//! store that cannot keep anything ends a job before its end.

mod against;
pub mod alert;
mod attend;
mod bring_up;
pub mod check;
mod client;
pub mod crawl;
pub mod fold;
pub mod follow;
pub mod forget;
pub mod identify;
pub mod index;
mod manners;
pub mod probe;
mod progress;
pub mod read;
mod report;
pub mod schedule;
mod setting;
pub mod silence;
pub mod update;

pub use bring_up::bring_up_to_date;
pub use progress::{Progress, Quiet};
pub use report::Report;
pub use setting::Setting;

use crate::store::Store;
use crate::store::catalogue::runs;
use jiff::Timestamp;
use record::RunOutcome;

/// Runs a job and keeps its report. `work` adds to the report as it goes on, so that what was done before a failure is
/// told too.
///
/// # Errors
/// Those of `work`, and a catalogue that cannot keep the report.
pub fn run(
    store: &mut Store,
    name: &str,
    work: impl FnOnce(&mut Store, &mut Report) -> anyhow::Result<()>,
) -> anyhow::Result<Report> {
    let id = store.write(|t| runs::begin(t, name, Timestamp::now()))?;
    let mut report = Report::default();
    let done = work(store, &mut report);
    let outcome = match &done {
        Err(_) => RunOutcome::Failed,
        Ok(()) if report.has_failures() => RunOutcome::FailedInPart,
        Ok(()) => RunOutcome::Done,
    };
    let mut told = serde_json::to_value(&report)?;
    if let Err(error) = &done {
        told["error"] = format!("{error:#}").into();
    }
    store.write(|t| runs::end(t, id, outcome, &told, Timestamp::now()))?;
    done.map(|()| report)
}
