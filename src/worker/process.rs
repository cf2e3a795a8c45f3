//! The workers' other side: starts them, listens, and stops one when its time is up or it says too much.

use super::hear::{End, Heard, Output, cpu_of, gather, listen};
use super::message::{Request, Sort, Task};
use super::sandbox::CPU_SECONDS_BEFORE;
use super::{ocr, office, program};
use anyhow::Context as _;
use crawler::client::Form;
use extract::{Content, Context, Part};
use record::{PageState, Problem, ProblemCode, Reading};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Time that every file gets, whatever its length. Where the system tells, it is processor time: on a busy machine a worker
/// waits for its turn, and that is no fault of its file.
const PATIENCE: Duration = Duration::from_secs(20);

/// Time for a picture of one page: what takes longer is no page that a person waits for.
const PATIENCE_FOR_PICTURE: Duration = Duration::from_secs(10);

/// Time for building an answer of a site: the largest pages of councils take a quarter of a second.
const PATIENCE_FOR_TRIAL: Duration = Duration::from_secs(10);

/// How hard an answer is packed for the way to a worker: as quick as can be.
const PACKED_FOR_TRIAL: i32 = 1;

/// A worker is replaced once it has worked this long: its limit of processor time holds for its whole life, and a file is
/// not to pay for those before it.
const WORKING_LIFE: Duration = Duration::from_secs(CPU_SECONDS_BEFORE);

/// Answers that may wait for us.
const ANSWERS_WAITING: usize = 16;

/// Reads files in worker processes: one worker after another, each for many files, since a worker needs ten times as long
/// to start as to read a short paper.
#[derive(Default)]
pub struct Workers {
    idle: Option<Worker>,
}

impl Workers {
    /// Reads a file. Where the worker dies or is stopped, the pages that it had read are put together by another one, and
    /// the reading says what happened.
    ///
    /// # Errors
    /// No worker can be started at all.
    pub fn read(&mut self, blob: &Path, context: &Context) -> anyhow::Result<(Reading, Sort)> {
        let heard =
            self.put(Some(Blob::Kept(open(blob)?)), &Task::Reading(Box::new(context.clone())), &[], PATIENCE)?;
        match heard.end {
            End::Reading(reading, sort) => Ok((*reading, sort)),
            end => {
                let problem = end.problem(&heard.parts);
                Ok((self.put_together(context, heard.parts, problem)?, Sort::default()))
            }
        }
    }

    /// What keeps pages that are only pictures from being read here, if anything does.
    pub fn missing_for_pictures() -> Option<&'static str> {
        ocr::missing()
    }

    /// Reads a file whose pages without usable text are read by OCR. A page that fails leaves a problem, and the others
    /// are kept. Where the file itself does not come to its end, the problem says why, and the reading before stands.
    /// `goes_on` is asked before the file and before each picture whether it is still wanted; nothing where it is not.
    ///
    /// # Errors
    /// No worker can be started at all, or `goes_on` fails.
    pub fn read_pictures(
        &mut self,
        blob: &Path,
        context: &Context,
        goes_on: &mut dyn FnMut() -> anyhow::Result<bool>,
    ) -> anyhow::Result<Option<Result<Reading, Problem>>> {
        if !goes_on()? {
            return Ok(None);
        }
        let heard =
            self.put(Some(Blob::Kept(open(blob)?)), &Task::Reading(Box::new(context.clone())), &[], PATIENCE)?;
        if heard.cut || !matches!(heard.end, End::Reading(..)) {
            return Ok(Some(Err(heard.end.problem(&heard.parts))));
        }
        let mut parts = heard.parts;
        let mut problems = Vec::new();
        for part in &mut parts {
            let Part::Page(page) = part else { continue };
            if !matches!(page.state, PageState::NoText | PageState::Nonsense) {
                continue;
            }
            if !goes_on()? {
                return Ok(None);
            }
            let read = match self.draw(blob, page.number, ocr::DOTS_PER_INCH)? {
                Ok(picture) => ocr::recognise(picture).map_err(|error| (ProblemCode::OcrFailed, format!("{error:#}"))),
                Err(why) => Err((ProblemCode::NotDrawn, why)),
            };
            match read {
                Ok(text) => ocr::take(page, &text),
                Err((code, why)) => problems.push(Problem {
                    code,
                    message: format!("the page cannot be read by OCR: {why}"),
                    page: Some(page.number),
                }),
            }
        }
        parts.extend(problems.into_iter().map(Part::Problem));
        let heard = self.put(None, &Task::Reading(Box::new(context.clone())), &parts, PATIENCE)?;
        Ok(Some(match heard.end {
            End::Reading(reading, _) => Ok(*reading),
            end => Err(end.problem(&[])),
        }))
    }

    /// Whether formats that are not read here can be read at all.
    pub fn can_read_by_office() -> bool {
        office::is_installed()
    }

    /// Reads a file by way of the one that LibreOffice makes of it; `None` where its format is none that LibreOffice is
    /// asked to read. Where it does not come to its end, the problem says why, and the reading before stands.
    ///
    /// # Errors
    /// No worker can be started at all.
    pub fn read_by_office(
        &mut self,
        blob: &Path,
        context: &Context,
    ) -> anyhow::Result<Option<Result<Reading, Problem>>> {
        let failed = |message: String| Problem { code: ProblemCode::OfficeFailed, message, page: None };
        let made = match office::convert(blob) {
            Ok(office::Made::Packed(made)) => made,
            Ok(office::Made::NotItsFormat) => return Ok(None),
            Err(error) => return Ok(Some(Err(failed(format!("LibreOffice cannot read it: {error:#}"))))),
        };
        let heard = self.put(Some(Blob::Kept(made)), &Task::Reading(Box::new(context.clone())), &[], PATIENCE)?;
        Ok(Some(match heard.end {
            // What LibreOffice makes of a damaged file is an empty page.
            End::Reading(reading, _) if reading.components.iter().all(|component| component.passages.is_empty()) => {
                Err(failed("LibreOffice found no text in it; it may be damaged".to_owned()))
            }
            End::Reading(mut reading, _) => {
                let message = "LibreOffice made another file of it, and that was read: pages are those of that file";
                reading.problems.push(Problem { code: ProblemCode::ByOffice, message: message.to_owned(), page: None });
                Ok(*reading)
            }
            end => Err(failed(format!("LibreOffice made another file of it; {}", end.problem(&[]).message))),
        }))
    }

    /// Draws one page (1-based) as PNG, or tells why it cannot be drawn.
    ///
    /// # Errors
    /// No worker can be started at all, or the file is not there.
    pub fn draw(&mut self, blob: &Path, page: u32, dots_per_inch: f32) -> anyhow::Result<Result<Vec<u8>, String>> {
        let task = Task::Picture { page, dots_per_inch };
        let heard = self.put(Some(Blob::Kept(open(blob)?)), &task, &[], PATIENCE_FOR_PICTURE)?;
        Ok(match heard.end {
            End::Picture(png) => Ok(png),
            End::NotDrawn(why) => Err(why),
            end => Err(format!("cannot draw page {page}: {}", end.in_words())),
        })
    }

    /// Builds an answer of a site and drops it, or tells why that did not come to its end.
    ///
    /// # Errors
    /// No worker can be started at all.
    pub fn build(&mut self, form: Form, answer: &[u8]) -> anyhow::Result<Result<(), String>> {
        let packed = zstd::encode_all(answer, PACKED_FOR_TRIAL).context("cannot pack an answer of a site")?;
        let heard = self.put(Some(Blob::Here(packed)), &Task::Trial(form), &[], PATIENCE_FOR_TRIAL)?;
        Ok(match heard.end {
            End::Built(built) => built,
            end => Err(format!("building it: {}", end.in_words())),
        })
    }

    /// Reads the pages that are known already.
    fn put_together(&mut self, context: &Context, mut parts: Vec<Part>, problem: Problem) -> anyhow::Result<Reading> {
        parts.push(Part::Problem(problem));
        let heard = self.put(None, &Task::Reading(Box::new(context.clone())), &parts, PATIENCE)?;
        match heard.end {
            End::Reading(reading, _) => Ok(*reading),
            end => {
                let also = end.problem(&[]);
                let mut content = Content::default();
                parts.into_iter().for_each(|part| content.add(part));
                let mut problems = content.problems;
                problems.push(also);
                Ok(Reading { recognisers: extract::structure::RECOGNISERS, problems, ..Default::default() })
            }
        }
    }

    fn put(&mut self, blob: Option<Blob>, task: &Task, parts: &[Part], patience: Duration) -> anyhow::Result<Heard> {
        let length = blob.as_ref().map(Blob::length).transpose()?;
        let request = Request { blob: length, parts: parts.len(), task: task.clone() };
        let mut lines = serde_json::to_vec(&request)?;
        lines.push(b'\n');
        for part in parts {
            serde_json::to_writer(&mut lines, part)?;
            lines.push(b'\n');
        }
        let mut worker = self.idle.take().map_or_else(Worker::start, Ok)?;
        let begun = Instant::now();
        // A worker that is gone takes no more: that is seen where it is listened to.
        let _ = worker.give.send(Given { lines, blob, length: length.unwrap_or_default() });
        let mut heard = gather(&worker.take, patience, || cpu_of(worker.child.id()));
        worker.worked += begun.elapsed();
        match &mut heard.end {
            End::Reading(..) | End::Picture(_) | End::NotDrawn(_) | End::Built(_) => {
                self.idle = Some(worker).filter(|worker| worker.worked < WORKING_LIFE);
            }
            End::Died(how) => *how = worker.how_it_ended()?,
            // Dropped, and stopped by that.
            End::TimeLimit(_) | End::TooMuch => {}
        }
        Ok(heard)
    }
}

fn open(blob: &Path) -> anyhow::Result<File> {
    File::open(blob).with_context(|| format!("cannot open {}", blob.display()))
}

/// Packed bytes on their way to a worker.
enum Blob {
    /// In a file.
    Kept(File),
    /// In memory.
    Here(Vec<u8>),
}

impl Blob {
    fn length(&self) -> std::io::Result<u64> {
        match self {
            Self::Kept(file) => Ok(file.metadata()?.len()),
            Self::Here(bytes) => Ok(bytes.len() as u64),
        }
    }
}

/// What is handed to a worker.
struct Given {
    lines: Vec<u8>,
    blob: Option<Blob>,
    length: u64,
}

/// One process, with threads that keep it from waiting for us.
struct Worker {
    child: Child,
    give: mpsc::Sender<Given>,
    take: mpsc::Receiver<Output>,
    last_words: Option<JoinHandle<Option<String>>>,
    worked: Duration,
}

impl Worker {
    fn start() -> anyhow::Result<Self> {
        let mut child = program::command()?
            .arg("read-worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start a process to read in")?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (give, requests) = mpsc::channel::<Given>();
        let (answer, take) = mpsc::sync_channel(ANSWERS_WAITING);
        std::thread::spawn(move || {
            if let Some(mut stdin) = stdin {
                let _ = requests.iter().try_for_each(|given| hand_over(&mut stdin, given));
            }
        });
        std::thread::spawn(move || {
            if let Some(stdout) = stdout {
                listen(BufReader::new(stdout), &answer);
            }
        });
        let last_words = std::thread::spawn(move || BufReader::new(stderr?).lines().map_while(Result::ok).last());
        Ok(Self { child, give, take, last_words: Some(last_words), worked: Duration::ZERO })
    }

    /// Why it is not there any more.
    fn how_it_ended(mut self) -> anyhow::Result<String> {
        let status = self.child.wait().context("cannot wait for the process that reads")?;
        let line = self.last_words.take().and_then(|line| line.join().ok().flatten());
        Ok(format!("{status}; {}", line.as_deref().unwrap_or("it said nothing")))
    }
}

impl Drop for Worker {
    /// Whatever happened, it is not left behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn hand_over(stdin: &mut impl Write, given: Given) -> std::io::Result<()> {
    stdin.write_all(&given.lines)?;
    match given.blob {
        Some(Blob::Kept(file)) => drop(std::io::copy(&mut file.take(given.length), stdin)?),
        Some(Blob::Here(bytes)) => stdin.write_all(&bytes)?,
        None => {}
    }
    stdin.flush()
}
