//! Reading: every held document that is new, changed, or was read by older recognisers.
//!
//! They are read in processes of their own, with limits, so that no file can take the run down. Its reading replaces the one
//! before in one transaction. A document that could not be read is noted and left alone until it changes.

mod document;
mod office;
mod records;
mod report;

pub use report::ReadReport;

use super::{Setting, attend};
use crate::store::catalogue::documents::{self, Unread};
use crate::store::catalogue::{CatalogueError, meetings, runs, takedown};
use crate::store::{Archive, Store};
use crate::worker::{Sort, Workers};
use anyhow::Context as _;
use document::{Rolls, context, keep};
use extract::Context;
use extract::structure::RECOGNISERS;
use jiff::Timestamp;
use record::{Channel, DocumentId, Problem, ProblemCode, Reading};
use report::Count;
use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Instant;

/// Which documents are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Those that are due.
    Unread,
    /// Every one that is held.
    All,
}

/// One document on its way to a worker.
struct Task {
    document: Unread,
    context: Context,
}

/// Reads what is due, or with [`Extent::All`] everything.
///
/// # Errors
/// The catalogue cannot be asked or written to, or no worker can be started.
pub fn read(store: &mut Store, setting: Setting<'_>, extent: Extent) -> anyhow::Result<ReadReport> {
    let started = Instant::now();
    let due = documents::unread(store.catalogue(), RECOGNISERS, setting.source, extent == Extent::All)?;
    let mut report = ReadReport::default();
    if !due.is_empty() {
        setting.progress.begin("reading", Some(due.len() as u64));
        read_due(store, setting, due, &mut report)?;
        store.write(meetings::remove_unspoken)?;
        report.seconds = started.elapsed().as_secs_f64();
        setting.progress.end(&report.in_words());
    }
    if setting.config.read.office {
        office::read_files(store, setting, &mut report)?;
    }
    if setting.config.read.ocr {
        read_pictures(store, setting, &mut report)?;
    }
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}

/// Reads one document, whether it is due or not.
///
/// # Errors
/// As [`read`].
pub fn read_one(store: &mut Store, setting: Setting<'_>, id: &DocumentId) -> anyhow::Result<ReadReport> {
    let mut report = ReadReport::default();
    read_due(store, setting, vec![id.clone()], &mut report)?;
    store.write(meetings::remove_unspoken)?;
    Ok(report)
}

fn read_due(
    store: &mut Store,
    setting: Setting<'_>,
    due: Vec<DocumentId>,
    report: &mut ReadReport,
) -> anyhow::Result<()> {
    for document in read_files(store, setting, due, report)? {
        let read =
            records::read_file(store, &document).with_context(|| format!("reading {}", document.facts.file_name))?;
        report.add(read);
        setting.progress.step(1);
    }
    Ok(())
}

/// Reads pages that are only pictures, one document after another: behind everything else, and dear.
fn read_pictures(store: &mut Store, setting: Setting<'_>, report: &mut ReadReport) -> anyhow::Result<()> {
    let due = documents::with_pictures(store.catalogue(), setting.source)?;
    if due.is_empty() {
        return Ok(());
    }
    if let Some(missing) = Workers::missing_for_pictures() {
        tracing::warn!("[read] ocr is true, but {missing}: {} documents wait for it", due.len());
        return Ok(());
    }
    setting.progress.begin("reading pictures", Some(due.len() as u64));
    let before = report.pages_read_by_ocr;
    let mut rolls = Rolls::default();
    let mut workers = Workers::default();
    for document in due {
        let context = context(store, &document, &mut rolls)?;
        let blob = store.archive().path(&document.hash)?;
        // A scan of hundreds of pages takes hours: what is to be taken down, this one too, does not wait for it.
        let mut goes_on = || {
            attend::attend(store, setting)?;
            Ok(!takedown::is_forgotten(store.catalogue(), &document.id)?)
        };
        let Some(read) = workers.read_pictures(&blob, &context, &mut goes_on)? else { continue };
        match read {
            Ok(reading) => {
                let by_ocr = reading.pages.iter().filter(|p| p.state == record::PageState::Ocr).count();
                report.pages_read_by_ocr += by_ocr as u64;
                // Only PDFs have pages that are pictures.
                let sort = Sort { media_type: Some("application/pdf".to_owned()), charset: None };
                keep(store, &document, &reading, &sort)?;
            }
            Err(problem) => store.write(|t| {
                let place = Some((&document.id, None));
                runs::problem(t, None, place, "read", ProblemCode::OcrFailed, &problem.message, Timestamp::now())
            })?,
        }
        store.write(|t| documents::tried_otherwise(t, &document.id, &document.hash))?;
        setting.progress.step(1);
    }
    setting.progress.end(&format!("read {} pages by OCR", report.pages_read_by_ocr - before));
    Ok(())
}

/// Starts threads that take tasks until there are no more, each with workers of its own; gives what they read.
fn start_reading<'s>(
    scope: &'s std::thread::Scope<'s, '_>,
    archive: &'s Archive,
    workers: usize,
    tasks: mpsc::Receiver<Task>,
) -> mpsc::Receiver<(Unread, anyhow::Result<Read>)> {
    let (give, take) = mpsc::sync_channel(workers);
    let tasks = Arc::new(Mutex::new(tasks));
    for _ in 0..workers {
        let (give, tasks) = (give.clone(), Arc::clone(&tasks));
        scope.spawn(move || {
            let mut reading = Workers::default();
            loop {
                let task = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok(task) = task else { break };
                let read = read_file(archive, &mut reading, &task);
                if give.send((task.document, read)).is_err() {
                    break;
                }
            }
        });
    }
    take
}

/// Hands files to workers and stores what they read as it comes, all writing on this thread. Gives back the documents
/// that are no files.
fn read_files(
    store: &mut Store,
    setting: Setting<'_>,
    due: Vec<DocumentId>,
    report: &mut ReadReport,
) -> anyhow::Result<Vec<Unread>> {
    let workers = match setting.config.read.workers {
        0 => std::thread::available_parallelism().map_or(1, NonZero::get),
        n => n,
    };
    let mut due = due.into_iter();
    let mut records = Vec::new();
    let mut rolls = Rolls::default();
    let archive = store.archive().clone();
    std::thread::scope(|scope| {
        // Bounds: a document is looked up when a worker is about to be free, and readings wait here while the disk is
        // slower than the workers, so that memory does not grow with the number of documents.
        let at_once = 2 * workers;
        let (hand, tasks) = mpsc::sync_channel(at_once);
        let take = start_reading(scope, &archive, workers, tasks);
        let mut under_way = 0;
        loop {
            while under_way < at_once {
                let Some(id) = due.next() else { break };
                let document = documents::to_read(store.catalogue(), &id)?;
                if document.facts.channel == Channel::Records {
                    records.push(document);
                    continue;
                }
                let context = context(store, &document, &mut rolls)?;
                hand.send(Task { document, context }).context("the reading threads have ended")?;
                under_way += 1;
            }
            if under_way == 0 {
                return Ok(records);
            }
            let (document, read) = take.recv().context("the reading threads have ended")?;
            under_way -= 1;
            attend::attend(store, setting)?;
            report.add(match read? {
                Ok((reading, sort)) => keep(store, &document, &reading, &sort)?,
                Err(problem) => keep_as_it_was(store, &document, &problem)?,
            });
            setting.progress.step(1);
        }
    })
}

/// A reading with the sort of file, or why the archive does not give the bytes.
type Read = Result<(Reading, Sort), Problem>;

fn read_file(archive: &Archive, workers: &mut Workers, task: &Task) -> anyhow::Result<Read> {
    let blob = archive.path(&task.document.hash)?;
    match archive.verify(&task.document.hash) {
        Ok(()) => Ok(Ok(workers.read(&blob, &task.context)?)),
        Err(error) => {
            let message = format!("{error}; `minutebook check --repair` has it asked for again");
            Ok(Err(Problem { code: ProblemCode::LostBytes, message, page: None }))
        }
    }
}

/// Notes that the bytes of a document are lost. What was read of them before stays, and they are due until they are back.
fn keep_as_it_was(store: &mut Store, document: &Unread, problem: &Problem) -> Result<Count, CatalogueError> {
    store.write(|t| {
        runs::no_longer(t, &document.id, problem.code)?;
        let place = Some((&document.id, None));
        runs::problem(t, None, place, "read", problem.code, &problem.message, Timestamp::now())
    })?;
    Ok(Count { problems: 1, failed: true, ..Count::default() })
}
