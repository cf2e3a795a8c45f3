//! The workers' other side: starts them, listens, and stops one when its time is up or it says too much.

use super::message::{Answer, Request, Sort, Task};
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
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Time that every file gets, whatever its length. Where the system tells, it is processor time: on a busy machine a worker
/// waits for its turn, and that is no fault of its file.
const PATIENCE: Duration = Duration::from_secs(20);

/// Time for each page on top: an ordinary page takes a hundredth of it.
const PATIENCE_PER_PAGE: Duration = Duration::from_millis(250);

/// Time for any file at all, however many pages it says that it has.
const LONGEST_PATIENCE: Duration = Duration::from_secs(600);

/// Time for a picture of one page: what takes longer is no page that a person waits for.
const PATIENCE_FOR_PICTURE: Duration = Duration::from_secs(10);

/// Time for building an answer of a site: the largest pages of councils take a quarter of a second.
const PATIENCE_FOR_TRIAL: Duration = Duration::from_secs(10);

/// How hard an answer is packed for the way to a worker: as quick as can be.
const PACKED_FOR_TRIAL: i32 = 1;

/// A worker is replaced once it has worked this long: its limit of processor time holds for its whole life, and a file is
/// not to pay for those before it.
const WORKING_LIFE: Duration = Duration::from_secs(CPU_SECONDS_BEFORE);

/// How many times as long a worker may take as it works, while it waits for its turn in between.
const MOST_STRETCH: u32 = 8;

/// What a worker may say of one file, in bytes, pages and reading together: the longest real packs come to 20 MB.
const OUTPUT_BYTES: usize = 128 << 20;

/// What is kept of the pages, in case that the reading does not come to its end.
const KEPT_BYTES: usize = 32 << 20;

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
    ///
    /// # Errors
    /// No worker can be started at all.
    pub fn read_pictures(&mut self, blob: &Path, context: &Context) -> anyhow::Result<Result<Reading, Problem>> {
        let heard =
            self.put(Some(Blob::Kept(open(blob)?)), &Task::Reading(Box::new(context.clone())), &[], PATIENCE)?;
        if heard.cut || !matches!(heard.end, End::Reading(..)) {
            return Ok(Err(heard.end.problem(&heard.parts)));
        }
        let mut parts = heard.parts;
        let mut problems = Vec::new();
        for part in &mut parts {
            let Part::Page(page) = part else { continue };
            if !matches!(page.state, PageState::NoText | PageState::Nonsense) {
                continue;
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
        Ok(match heard.end {
            End::Reading(reading, _) => Ok(*reading),
            end => Err(end.problem(&[])),
        })
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

/// What is heard from one.
enum Output {
    Answer(Answer, usize),
    Picture(Vec<u8>),
    TooMuch,
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

/// Hands on what a worker says, line by line, until it ends, says what is no answer, or says too much at once.
fn listen(mut out: impl BufRead, answers: &mpsc::SyncSender<Output>) {
    loop {
        let mut line = Vec::new();
        let read = out.by_ref().take(OUTPUT_BYTES as u64).read_until(b'\n', &mut line);
        let output = match read {
            Ok(0) | Err(_) => return,
            Ok(_) if line.len() >= OUTPUT_BYTES => Output::TooMuch,
            Ok(length) => match serde_json::from_slice(&line) {
                Ok(Answer::Picture(bytes)) if bytes > OUTPUT_BYTES as u64 => Output::TooMuch,
                Ok(Answer::Picture(bytes)) => {
                    let mut png = Vec::new();
                    match out.by_ref().take(bytes).read_to_end(&mut png) {
                        Ok(read) if read as u64 == bytes => Output::Picture(png),
                        _ => return,
                    }
                }
                Ok(answer) => Output::Answer(answer, length),
                Err(_) => return,
            },
        };
        if answers.send(output).is_err() {
            return;
        }
    }
}

/// The processor time that a process has used, where the system tells. Source: proc_pid_stat(5), fields 14 and 15, in
/// hundredths of a second on every Linux of today.
fn cpu_of(process: u32) -> Option<Duration> {
    let told = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program stands in brackets and may hold anything.
    let mut fields = told.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Duration::from_millis((user + system) * 10))
}

/// What came from a worker.
struct Heard {
    parts: Vec<Part>,
    /// Whether some parts were not kept.
    cut: bool,
    end: End,
}

/// How it ended.
enum End {
    Reading(Box<Reading>, Sort),
    Picture(Vec<u8>),
    NotDrawn(String),
    Built(Result<(), String>),
    /// Its time was up.
    TimeLimit(Duration),
    /// It said more than any file has to say.
    TooMuch,
    /// It died; what it said last.
    Died(String),
}

impl End {
    fn in_words(&self) -> String {
        match self {
            Self::TimeLimit(limit) => format!("it took longer than {} s and was stopped", limit.as_secs()),
            Self::TooMuch => format!("it came to more than {} MB and was stopped", OUTPUT_BYTES >> 20),
            Self::Died(how) => format!("the process that did it ended early ({how})"),
            Self::NotDrawn(why) => why.clone(),
            Self::Reading(..) | Self::Picture(_) | Self::Built(_) => "it was answered otherwise".to_owned(),
        }
    }

    fn problem(&self, parts: &[Part]) -> Problem {
        let pages = parts.iter().filter(|part| matches!(part, Part::Page(_))).count();
        let code = match self {
            Self::TimeLimit(_) => ProblemCode::TimeLimit,
            Self::TooMuch => ProblemCode::PartLimit,
            _ => ProblemCode::ReaderDied,
        };
        let told = self.in_words();
        let message =
            format!("reading it: {told}; {pages} pages were read before that; the file is left alone until it changes");
        Problem { code, message, page: None }
    }
}

/// Takes answers until all is there, the worker is gone, the time for the pages seen so far is up, or it is too much.
/// `worked` tells the processor time that it has used, where that can be told.
fn gather(take: &mpsc::Receiver<Output>, patience: Duration, worked: impl Fn() -> Option<Duration>) -> Heard {
    let begun = Instant::now();
    let before = worked();
    let (mut seen, mut stretched) = (before, Duration::ZERO);
    let (mut parts, mut length, mut limit) = (Vec::new(), 0, patience);
    let end = loop {
        match take.recv_timeout((limit + stretched).saturating_sub(begun.elapsed())) {
            Ok(Output::Answer(answer, bytes)) => {
                length += bytes;
                if length > OUTPUT_BYTES {
                    break End::TooMuch;
                }
                match answer {
                    Answer::Reading(reading, sort) => break End::Reading(reading, sort),
                    Answer::NotDrawn(why) => break End::NotDrawn(why),
                    Answer::Built(built) => break End::Built(built),
                    Answer::Picture(_) => break End::Died(String::new()),
                    Answer::Part(part) => {
                        if matches!(*part, Part::Page(_)) {
                            limit = (limit + PATIENCE_PER_PAGE).min(LONGEST_PATIENCE.max(patience));
                        }
                        if length <= KEPT_BYTES {
                            parts.push(*part);
                        }
                    }
                }
            }
            Ok(Output::Picture(png)) => break End::Picture(png),
            Ok(Output::TooMuch) => break End::TooMuch,
            Err(RecvTimeoutError::Timeout) => {
                let now = worked();
                let used = now.zip(before).map(|(now, before)| now.saturating_sub(before));
                let goes_on = now > seen && used.is_some_and(|used| used < limit);
                if !goes_on || stretched > limit * MOST_STRETCH {
                    break End::TimeLimit(limit);
                }
                seen = now;
                stretched += limit;
            }
            Err(RecvTimeoutError::Disconnected) => break End::Died(String::new()),
        }
    };
    Heard { parts, cut: length > KEPT_BYTES, end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn waiting_for_a_turn_is_not_working() {
        let (_say, take) = mpsc::channel();
        let limit = Duration::from_millis(20);
        let ends = |step: Duration| {
            let used = Cell::new(Duration::ZERO);
            let looks = Cell::new(0);
            let heard = gather(&take, limit, || {
                looks.set(looks.get() + 1);
                used.set(used.get() + step);
                Some(used.get())
            });
            assert!(matches!(heard.end, End::TimeLimit(_)));
            looks.get()
        };
        assert_eq!(ends(Duration::ZERO), 2, "what does nothing is stopped at its limit");
        assert_eq!(ends(limit), 2, "and so is what has worked as long as it may");
        assert!(ends(Duration::from_millis(1)) > 5, "what gets a little time at a time is waited for");
    }

    #[test]
    fn what_says_too_much_is_stopped() {
        let (say, take) = mpsc::channel();
        say.send(Output::Answer(Answer::Built(Ok(())), OUTPUT_BYTES + 1)).unwrap();
        let heard = gather(&take, Duration::from_secs(60), || None);
        assert!(matches!(heard.end, End::TooMuch) && heard.parts.is_empty());
    }

    #[test]
    fn our_own_time_can_be_told() {
        let told = cpu_of(std::process::id());
        assert!(told.is_some() || !cfg!(target_os = "linux"));
    }
}
