//! Alerts: telling an address what is new in the answer to a saved query.
//!
//! An alert that is met for the first time takes what is held as seen: it tells of what is published from then on. Each
//! statement is told once, whatever number of papers print it and however often they are read anew. What could not be
//! told waits for the next run, under the same id. Where the query names a speaker, only what is surely theirs is told.

use super::Setting;
use super::manners::manners;
use crate::config::Alert;
use crate::store::Store;
use crate::store::catalogue::alerts::{self, Delivery, LastAsked};
use crate::store::catalogue::runs;
use anyhow::Context;
use crawler::SystemClock;
use crawler::webhook::{Message, Messenger, Webhook};
use data_encoding::HEXLOWER;
use index::{Copies, Entry, Filters, Index, Query, Snapshot};
use jiff::Timestamp;
use jiff::civil::Date;
use record::{DocumentId, PassageId};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::sync::Arc;
use url::Url;

/// What became of one alert.
#[derive(Debug, Serialize)]
pub struct AlertReport {
    /// Its name.
    pub alert: String,
    /// Passages that are new.
    pub new: u64,
    /// Passages that were told of.
    pub told: u64,
    /// Passages that wait to be told of.
    pub waiting: u64,
    /// Why they wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Most passages of one delivery: receivers commonly refuse bodies of more than a megabyte.
const MOST_PASSAGES: usize = 100;

/// Meets alerts that are new, before anything is crawled, so that what this run finds is news to them. An index that holds
/// nothing yet is not met: its first filling is no news.
///
/// # Errors
/// Index or catalogue cannot be asked.
pub fn meet(store: &mut Store, setting: Setting<'_>) -> anyhow::Result<()> {
    let Ok(index) = Index::open(&store.paths().index()) else { return Ok(()) };
    let snapshot = index.snapshot();
    if snapshot.passages() == 0 {
        return Ok(());
    }
    for alert in &setting.config.alert {
        if last_asked(store, alert)?.is_none() {
            begin(store, alert, &snapshot)?;
        }
    }
    Ok(())
}

/// Asks every alert's query of the index as it is now, and tells what is new and what still waits.
///
/// # Errors
/// Index or catalogue cannot be asked or written to. Somebody who cannot be told is no error but part of the report.
pub fn alert(store: &mut Store, setting: Setting<'_>) -> anyhow::Result<Vec<AlertReport>> {
    store.catalogue().write(|t| alerts::clear_problems(t))?;
    if setting.config.alert.is_empty() {
        return Ok(Vec::new());
    }
    let snapshot = Index::open(&store.paths().index())?.snapshot();
    let messenger = Messenger::new(&manners(&setting.config.crawl), Arc::new(SystemClock))?;
    let mut reports = Vec::new();
    for alert in &setting.config.alert {
        setting.progress.begin(&format!("alert {}", alert.name), None);
        let new = queue_news(store, alert, &snapshot)?;
        let mut report = AlertReport { alert: alert.name.clone(), new, told: 0, waiting: 0, error: None };
        tell(store, setting, alert, &snapshot, &messenger, &mut report)?;
        setting.progress.end(&summary(&report));
        reports.push(report);
    }
    Ok(reports)
}

fn last_asked(store: &Store, alert: &Alert) -> anyhow::Result<Option<LastAsked>> {
    Ok(alerts::asked(store.connection(), &alert.name)?.filter(|asked| asked.query == alert.query))
}

fn begin(store: &mut Store, alert: &Alert, snapshot: &Snapshot) -> anyhow::Result<()> {
    let matching = matching(alert, snapshot, Copies::All)?;
    let asked = LastAsked { query: alert.query.clone(), generation: snapshot.generation() };
    Ok(store.catalogue().write(|t| alerts::begin(t, &alert.name, &asked, &matching))?)
}

/// Queues what is new since the alert was last asked. Gives how many passages that are.
fn queue_news(store: &mut Store, alert: &Alert, snapshot: &Snapshot) -> anyhow::Result<u64> {
    let generation = snapshot.generation();
    match last_asked(store, alert)? {
        None => {
            begin(store, alert, snapshot)?;
            return Ok(0);
        }
        Some(asked) if asked.generation == generation => return Ok(0),
        Some(_) => {}
    }
    let statements = matching(alert, snapshot, Copies::Canonical)?;
    let mut new = Vec::new();
    for passage in statements {
        if alerts::is_news(store.connection(), &alert.name, &passage)? {
            new.push(passage);
        }
    }
    new.sort();
    let seen = matching(alert, snapshot, Copies::All)?;
    let asked = LastAsked { query: alert.query.clone(), generation };
    store.catalogue().write(|t| {
        for passages in new.chunks(MOST_PASSAGES) {
            let delivery = Delivery { id: delivery_id(alert, passages), passages: passages.to_vec() };
            alerts::queue(t, &alert.name, &delivery, Timestamp::now())?;
        }
        alerts::saw(t, &alert.name, &asked, &seen)
    })?;
    Ok(new.len() as u64)
}

fn matching(alert: &Alert, snapshot: &Snapshot, copies: Copies) -> anyhow::Result<HashSet<PassageId>> {
    // Nobody looks at an alert before it is sent: a speaker that it names must be sure.
    let filters = Filters { copies, sure_speakers: true, ..Filters::default() };
    let answer = snapshot.matching(&Query::lenient(&alert.query).query, &filters)?;
    for cut in answer.cut {
        tracing::warn!("alert {}: {cut}", alert.name);
    }
    Ok(answer.found)
}

/// The same passages told by the same alert have the same id.
fn delivery_id(alert: &Alert, passages: &[PassageId]) -> String {
    let mut hash = Sha256::new();
    for part in [alert.name.as_str(), &alert.query].into_iter().chain(passages.iter().map(PassageId::as_str)) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    format!("alert_{}", &HEXLOWER.encode(&hash.finalize())[..32])
}

/// Tells what waits, oldest first, until somebody cannot be told.
fn tell(
    store: &mut Store,
    setting: Setting<'_>,
    alert: &Alert,
    snapshot: &Snapshot,
    messenger: &Messenger,
    report: &mut AlertReport,
) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for delivery in alerts::waiting(store.connection(), &alert.name)? {
        let passages = delivery.passages.len() as u64;
        if report.error.is_some() {
            report.waiting += passages;
            continue;
        }
        let body = body(setting, alert, snapshot, &delivery)?;
        let sent = secret(alert).and_then(|secret| {
            let webhook = Webhook { url: &alert.webhook, secret: secret.as_deref() };
            Ok(runtime.block_on(messenger.tell(webhook, Message { id: &delivery.id, body: &body }))?)
        });
        let error = sent.err().map(|error| format!("{error:#}"));
        store.catalogue().write(|t| {
            if let Some(error) = &error {
                let message = format!("alert {}: {error}; it waits for the next run", alert.name);
                runs::problem(t, None, None, "alert", "undelivered", &message, Timestamp::now())?;
            }
            alerts::told(t, &delivery.id, error.as_deref(), Timestamp::now())
        })?;
        match error {
            None => report.told += passages,
            Some(_) => report.waiting += passages,
        }
        report.error = error;
    }
    Ok(())
}

/// The secret that signs. An alert that is to be signed is not told without.
fn secret(alert: &Alert) -> anyhow::Result<Option<String>> {
    let Some(name) = &alert.secret_env else { return Ok(None) };
    let secret = std::env::var(name).ok().filter(|secret| !secret.is_empty());
    secret.map(Some).with_context(|| format!("the environment variable {name}, which holds its secret, is not set"))
}

#[derive(Serialize)]
struct Told<'a> {
    delivery: &'a str,
    alert: &'a str,
    query: &'a str,
    generation: u64,
    passages: Vec<ToldPassage>,
}

#[derive(Serialize)]
struct ToldPassage {
    #[serde(flatten)]
    entry: Entry,
    /// The page of this site that shows it.
    page_address: Url,
}

/// What is told; passages that were taken down since they were queued are left out.
fn body(setting: Setting<'_>, alert: &Alert, snapshot: &Snapshot, delivery: &Delivery) -> anyhow::Result<Vec<u8>> {
    let mut passages = Vec::new();
    for id in &delivery.passages {
        let Some(entry) = snapshot.entry(id)? else { continue };
        let mut page_address = setting.config.server.public_url.clone();
        page_address.set_path(&format!("{}/passages/{id}", page_address.path().trim_end_matches('/')));
        passages.push(ToldPassage { entry, page_address });
    }
    passages.sort_by(|a, b| place(&a.entry).cmp(&place(&b.entry)));
    let generation = snapshot.generation();
    let told = Told { delivery: &delivery.id, alert: &alert.name, query: &alert.query, generation, passages };
    Ok(serde_json::to_vec(&told)?)
}

/// Oldest first, in reading order.
fn place(entry: &Entry) -> (Option<Date>, &DocumentId, u32) {
    (entry.date, &entry.document.id, entry.seq)
}

fn summary(report: &AlertReport) -> String {
    let AlertReport { alert, new, told, waiting, error } = report;
    let mut summary = format!("alert {alert}: {new} new, {told} told");
    if let Some(error) = error {
        summary.push_str(&format!(", {waiting} waiting: {error}"));
    }
    summary
}
