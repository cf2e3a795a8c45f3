//! Alerts: telling programs and people what is new in the answer to a saved query.
//!
//! An alert that is met for the first time takes what is held as seen: it tells of what is published from then on. Each
//! statement is told once, whatever number of papers print it and however often they are read anew. What could not be
//! told waits for the next run, under the same id. Where the query names a speaker, only what is surely theirs is told.

mod confirmation;
mod hook;
mod message;
mod missing;
mod news;
mod post;
mod report;
mod site;
mod telling;
mod watch;

pub use confirmation::send_confirmation_requests;
pub use report::AlertReport;

use super::Setting;
use crate::config::{About, Config};
use crate::store::Store;
use crate::store::catalogue::{alerts, runs};
use crate::store::subscriptions::Subscriptions;
use index::{Index, IndexError};
use jiff::Timestamp;
use record::ProblemCode;
use std::collections::HashSet;
use telling::Teller;
use watch::{VISITORS, watches};

/// Meets alerts that are new, before anything is crawled, so that what this run finds is news to them. An index that holds
/// nothing yet is not met: its first filling is no news.
///
/// # Errors
/// Index or catalogue cannot be asked.
pub fn meet(store: &mut Store, setting: Setting<'_>) -> anyhow::Result<()> {
    let index = match Index::open(&setting.config.index.place(store.paths())?) {
        Ok(index) => index,
        // What cannot be asked now holds what will be no news later.
        Err(error @ IndexError::Cluster(_)) => return Err(error.into()),
        Err(_) => return Ok(()),
    };
    let snapshot = index.snapshot();
    if snapshot.passages() == 0 {
        return Ok(());
    }
    for watch in &watches(setting.config, subscriptions(store, setting.config)?.as_ref())? {
        if watch.about == About::Passages && news::last_asked(store, watch)?.is_none() {
            news::begin(store, watch, &snapshot)?;
        }
    }
    Ok(())
}

/// Asks every alert's query of the index as it is now, and tells what is new and what still waits.
///
/// # Errors
/// Index or catalogue cannot be asked or written to. Somebody who cannot be told is no error but part of the report.
pub fn alert(store: &mut Store, setting: Setting<'_>) -> anyhow::Result<Vec<AlertReport>> {
    store.write(alerts::clear_problems)?;
    let subscriptions = subscriptions(store, setting.config)?;
    let watches = watches(setting.config, subscriptions.as_ref())?;
    let names: HashSet<String> = watches.iter().map(|watch| watch.name.clone()).collect();
    store.write(|t| alerts::end_all_but(t, VISITORS, &names))?;
    if let Some(subscriptions) = &subscriptions {
        note_failed_requests(store, subscriptions)?;
    }
    if watches.is_empty() {
        return Ok(Vec::new());
    }
    let snapshot = Index::open(&setting.config.index.place(store.paths())?)?.snapshot();
    let mut teller = Teller::new(setting.config, &snapshot, subscriptions.as_ref())?;
    let mut reports: Vec<AlertReport> = Vec::new();
    for watch in &watches {
        if reports.last().is_none_or(|report| report.alert != watch.reported_as) {
            if let Some(before) = reports.last() {
                setting.progress.end(&before.summary());
            }
            setting.progress.begin(&format!("alert {}", watch.reported_as), None);
            reports.push(AlertReport { alert: watch.reported_as.clone(), ..AlertReport::default() });
        }
        let new = match watch.about {
            About::Passages => news::queue_news(store, watch, &snapshot)?,
            About::Silence => missing::queue(store, watch)?,
        };
        let outcome = teller.tell(store, watch)?;
        if let Some(report) = reports.last_mut() {
            report.new += new;
            report.told += outcome.told;
            report.waiting += outcome.waiting;
            report.refused += outcome.refused;
            report.error = outcome.error.or(report.error.take());
        }
    }
    if let Some(last) = reports.last() {
        setting.progress.end(&last.summary());
    }
    Ok(reports)
}

/// Who is told by mail, where mail goes out.
fn subscriptions(store: &Store, config: &Config) -> anyhow::Result<Option<Subscriptions>> {
    let wanted = !config.mail.server.is_empty();
    Ok(if wanted { Some(Subscriptions::open(store.paths())?) } else { None })
}

/// Notes who could not be asked whether they want to be told, without saying who.
fn note_failed_requests(store: &mut Store, subscriptions: &Subscriptions) -> anyhow::Result<()> {
    for subscription in subscriptions.failed_requests()? {
        let error = subscription.last_error.unwrap_or_default();
        let message = format!("a visitor could not be asked to confirm a subscription: {error}");
        store.write(|t| runs::problem(t, None, None, "alert", ProblemCode::Undelivered, &message, Timestamp::now()))?;
    }
    Ok(())
}
