//! Crawling: every source in turn, each on its own; what one cannot give does not keep the others from giving.

use super::client::client;
use super::{Setting, attend};
use crate::store::catalogue::runs;
use crate::store::{Keeper, Store};
use crawler::{Client, Detected, Outcome, Plan, Sink, SourceSpec, detect};
use record::{ProblemCode, SourceState};

/// How much is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What is due.
    Due,
    /// Everything.
    Full,
}

/// Crawls the sources that `setting` names.
///
/// # Errors
/// No client can be set up, or the store cannot keep what is found.
pub fn crawl(store: &mut Store, setting: Setting<'_>, extent: Extent) -> anyhow::Result<Vec<crawler::Report>> {
    crawl_with(store, setting, extent, &client(&setting.config.crawl))
}

/// The same by a client that is there already: its clock says when this is.
///
/// # Errors
/// The store cannot keep what is found.
pub fn crawl_with(
    store: &mut Store,
    setting: Setting<'_>,
    extent: Extent,
    client: &Client,
) -> anyhow::Result<Vec<crawler::Report>> {
    let config = &setting.config.crawl;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut reports = Vec::new();
    for spec in setting.config.source.iter().filter(|s| setting.source.is_none_or(|name| s.name == name)) {
        let plan = Plan {
            now: client.now(),
            look_back_days: u16::try_from(config.look_back_days).unwrap_or(u16::MAX),
            full: extent == Extent::Full,
            max_document_bytes: config.max_document_bytes,
        };
        setting.progress.begin(&format!("crawling {}", spec.name), None);
        store.write(|t| runs::source_begins(t, &spec.name, &spec.kind, plan.now))?;
        let source = spec.build()?;
        let between = |store: &mut Store| attend::attend(store, setting).map(drop);
        let mut keeper = Keeper::new(store, &spec.name, &between);
        let report = runtime.block_on(crawler::crawl(source.as_ref(), client, &plan, &mut keeper))?;
        if matches!(report.outcome, Outcome::Failed { .. })
            && let Some(message) = runtime.block_on(other_platform(client, spec))
        {
            keeper.problem(ProblemCode::OtherPlatform, &message)?;
        }
        let (state, message) = match &report.outcome {
            Outcome::Done => (SourceState::Ok, None),
            Outcome::Refused { reason } => (SourceState::Refused, Some(reason.as_str())),
            Outcome::Failed { reason } => (SourceState::Failing, Some(reason.as_str())),
        };
        store.write(|t| runs::source_ends(t, &spec.name, state, message, client.now()))?;
        setting.progress.end(&in_words(&report));
        reports.push(report);
    }
    Ok(reports)
}

/// Whether an address that does not answer as its platform does answers as another one: a body that changes its supplier
/// often keeps its address.
async fn other_platform(client: &Client, spec: &SourceSpec) -> Option<String> {
    let url = spec.url.as_ref()?.parse().ok()?;
    let found = detect(client, &url).await;
    let is_other = match &found {
        Detected::Known { kind, .. } => *kind != spec.kind,
        Detected::Unsupported { .. } => true,
        Detected::Refused(_) | Detected::Unanswered(_) | Detected::Unknown(_) => false,
    };
    is_other.then(|| format!("{url} was {} and is now {}", spec.kind, found.in_words()))
}

fn in_words(report: &crawler::Report) -> String {
    let mut told = format!(
        "{}: {} asked, {} new, {} changed, {} unchanged",
        report.source, report.asked, report.new, report.changed, report.unchanged
    );
    for (count, word) in [(report.withdrawn, "withdrawn"), (report.refused, "refused"), (report.failed, "failed")] {
        if count > 0 {
            told.push_str(&format!(", {count} {word}"));
        }
    }
    match &report.outcome {
        Outcome::Done => {}
        Outcome::Refused { reason } => told.push_str(&format!("; refused: {reason}")),
        Outcome::Failed { reason } => told.push_str(&format!("; failed: {reason}")),
    }
    told
}
