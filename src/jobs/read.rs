//! Reading: every held document that is new, changed, or was read by older recognisers.
//!
//! They are read in processes of their own, with limits, so that no file can take the run down. Its reading replaces the one
//! before in one transaction. A document that could not be read is noted and left alone until it changes.

mod office;
mod records;

use super::{Setting, forget};
use crate::store::catalogue::documents::{self, Unread};
use crate::store::catalogue::readings::Writing;
use crate::store::catalogue::{CatalogueError, meetings, people, runs, takedown};
use crate::store::{Archive, Store};
use crate::worker::{Sort, Workers};
use anyhow::Context as _;
use extract::structure::RECOGNISERS;
use extract::{Context, OfficeHolder};
use jiff::Timestamp;
use record::{Channel, DocumentId, Problem, Reading};
use serde::Serialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
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

/// What was read.
#[derive(Debug, Default, Serialize)]
pub struct ReadReport {
    /// Documents read.
    pub documents: u64,
    /// Documents of which nothing could be read.
    pub failed: u64,
    /// Pages of them.
    pub pages: u64,
    /// Pages without usable text.
    pub pages_without_text: u64,
    /// Pages that were pictures and were read by OCR.
    pub pages_read_by_ocr: u64,
    /// Files in other formats that were read by LibreOffice.
    pub files_read_by_office: u64,
    /// Passages found.
    pub passages: u64,
    /// Problems noted.
    pub problems: u64,
    /// Seconds that it took.
    pub seconds: f64,
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
    let due = documents::unread(store.connection(), RECOGNISERS, setting.source, extent == Extent::All)?;
    let mut report = ReadReport::default();
    if !due.is_empty() {
        setting.progress.begin("reading", Some(due.len() as u64));
        read_due(store, setting, due, &mut report)?;
        store.catalogue().write(|t| meetings::remove_unspoken(t))?;
        report.seconds = started.elapsed().as_secs_f64();
        setting.progress.end(&report.told());
    }
    if setting.config.read.office {
        office::read(store, setting, &mut report)?;
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
    store.catalogue().write(|t| meetings::remove_unspoken(t))?;
    Ok(report)
}

fn read_due(
    store: &mut Store,
    setting: Setting<'_>,
    due: Vec<DocumentId>,
    report: &mut ReadReport,
) -> anyhow::Result<()> {
    for document in read_files(store, setting, due, report)? {
        let read = records::read(store, &document).with_context(|| format!("reading {}", document.facts.file_name))?;
        report.add(read);
        setting.progress.step(1);
    }
    Ok(())
}

/// Reads pages that are only pictures, one document after another: behind everything else, and dear.
fn read_pictures(store: &mut Store, setting: Setting<'_>, report: &mut ReadReport) -> anyhow::Result<()> {
    let due = documents::with_pictures(store.connection(), setting.source)?;
    if due.is_empty() {
        return Ok(());
    }
    if !Workers::can_read_pictures() {
        tracing::warn!("[read] ocr is true, but tesseract is not installed: {} documents wait for it", due.len());
        return Ok(());
    }
    setting.progress.begin("reading pictures", Some(due.len() as u64));
    let before = report.pages_read_by_ocr;
    let mut rolls = Rolls::default();
    let mut workers = Workers::default();
    for document in due {
        let context = context(store.connection(), &document, &mut rolls)?;
        match workers.read_pictures(&store.archive().path(&document.hash)?, &context)? {
            Ok(reading) => {
                let by_ocr = reading.pages.iter().filter(|p| p.state == record::PageState::Ocr).count();
                report.pages_read_by_ocr += by_ocr as u64;
                // Only PDFs have pages that are pictures.
                let sort = Sort { media_type: Some("application/pdf".to_owned()), charset: None };
                keep(store, &document, &reading, &sort)?;
            }
            Err(problem) => store.catalogue().write(|t| {
                let place = Some((&document.id, None));
                runs::problem(t, None, place, "read", "ocr_failed", &problem.message, Timestamp::now())
            })?,
        }
        store.catalogue().write(|t| documents::tried_otherwise(t, &document.id, &document.hash))?;
        setting.progress.step(1);
    }
    setting.progress.end(&format!("read {} pages by OCR", report.pages_read_by_ocr - before));
    Ok(())
}

/// What one document came to.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    pages: u64,
    pages_without_text: u64,
    passages: u64,
    problems: u64,
    failed: bool,
}

impl ReadReport {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            documents: self.documents + other.documents,
            failed: self.failed + other.failed,
            pages: self.pages + other.pages,
            pages_without_text: self.pages_without_text + other.pages_without_text,
            pages_read_by_ocr: self.pages_read_by_ocr + other.pages_read_by_ocr,
            files_read_by_office: self.files_read_by_office + other.files_read_by_office,
            passages: self.passages + other.passages,
            problems: self.problems + other.problems,
            seconds: self.seconds + other.seconds,
        }
    }

    fn add(&mut self, count: Count) {
        self.documents += 1;
        self.failed += u64::from(count.failed);
        self.pages += count.pages;
        self.pages_without_text += count.pages_without_text;
        self.passages += count.passages;
        self.problems += count.problems;
    }

    fn told(&self) -> String {
        format!(
            "read {} documents, {} pages ({} without text), {} passages, {} problems, {} failed, in {:.1} s",
            self.documents,
            self.pages,
            self.pages_without_text,
            self.passages,
            self.problems,
            self.failed,
            self.seconds
        )
    }
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
        let (hand, tasks) = mpsc::sync_channel::<Task>(at_once);
        let (give, take) = mpsc::sync_channel(workers);
        let tasks = Arc::new(Mutex::new(tasks));
        for _ in 0..workers {
            let (give, tasks, archive) = (give.clone(), Arc::clone(&tasks), &archive);
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
        drop((give, tasks));
        let mut under_way = 0;
        loop {
            while under_way < at_once {
                let Some(id) = due.next() else { break };
                let document = documents::to_read(store.connection(), &id)?;
                if document.facts.channel == Channel::Records {
                    records.push(document);
                    continue;
                }
                let context = context(store.connection(), &document, &mut rolls)?;
                hand.send(Task { document, context }).context("the reading threads have ended")?;
                under_way += 1;
            }
            if under_way == 0 {
                return Ok(records);
            }
            let (document, read) = take.recv().context("the reading threads have ended")?;
            under_way -= 1;
            forget::attend(store, setting)?;
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
            Ok(Err(Problem { code: runs::LOST_BYTES.to_owned(), message, page: None }))
        }
    }
}

/// Notes that the bytes of a document are lost. What was read of them before stays, and they are due until they are back.
fn keep_as_it_was(store: &mut Store, document: &Unread, problem: &Problem) -> Result<Count, CatalogueError> {
    store.catalogue().write(|t| {
        runs::no_longer(t, &document.id, &problem.code)?;
        let place = Some((&document.id, None));
        runs::problem(t, None, place, "read", &problem.code, &problem.message, Timestamp::now())
    })?;
    Ok(Count { problems: 1, failed: true, ..Count::default() })
}

/// Stores a reading.
fn keep(store: &mut Store, document: &Unread, reading: &Reading, sort: &Sort) -> Result<Count, CatalogueError> {
    if takedown::is_forgotten(store.connection(), &document.id)? {
        return Ok(Count::default());
    }
    store.catalogue().write(|t| {
        let mut writing = Writing::begin(t, &document.id, &document.facts, Timestamp::now())?;
        for page in &reading.pages {
            writing.page(page)?;
        }
        for component in &reading.components {
            writing.component(component, None, None)?;
        }
        writing.finish(RECOGNISERS, &document.hash, reading.title.as_deref(), &reading.problems)?;
        documents::set_media_type(t, &document.id, sort.media_type.as_deref(), sort.charset.as_deref())?;
        match reading.problems.iter().find(|problem| problem.code == "exempt") {
            Some(exempt) => takedown::quarantine(t, &document.id, &exempt.message, Timestamp::now()),
            None => Ok(()),
        }
    })?;
    let without_text = |state| matches!(state, record::PageState::NoText | record::PageState::Nonsense);
    Ok(Count {
        pages: reading.pages.len() as u64,
        pages_without_text: reading.pages.iter().filter(|p| without_text(p.state)).count() as u64,
        passages: reading.components.iter().map(|c| c.passages.len() as u64).sum(),
        problems: reading.problems.len() as u64,
        failed: reading.components.is_empty(),
    })
}

/// Who holds which office, by council. Reading changes none of it, and working it out takes as long as the council's
/// attendance lists are.
type Rolls = HashMap<String, Vec<OfficeHolder>>;

/// What is known of a document before it is read.
fn context(connection: &rusqlite::Connection, document: &Unread, rolls: &mut Rolls) -> Result<Context, CatalogueError> {
    let facts = &document.facts;
    let meeting = match &facts.meeting_key {
        Some(key) => meetings::by_source_key(connection, &facts.scope, key)?.and_then(|(_, facts)| facts),
        None => None,
    };
    let roll = match &facts.council {
        Some(council) => match rolls.entry(council.clone()) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(new) => new.insert(people::roll(connection, council)?).clone(),
        },
        None => Vec::new(),
    };
    Ok(Context { facts: facts.clone(), meeting, roll })
}
