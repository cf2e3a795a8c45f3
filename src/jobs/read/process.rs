//! The workers' other side: starts them, listens, and stops one when its time is up.

use super::worker::{Answer, Request};
use anyhow::Context as _;
use extract::{Content, Context, Part};
use record::{Problem, Reading};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Time that every file gets, whatever its length.
const PATIENCE: Duration = Duration::from_secs(20);

/// Time for each page on top: an ordinary page takes a hundredth of it.
const PATIENCE_PER_PAGE: Duration = Duration::from_millis(250);

/// Time for each page that is read by OCR: one in small print takes five seconds, on a busy machine several times that.
const PATIENCE_PER_PICTURE: Duration = Duration::from_secs(60);

/// A worker is replaced once it has worked this long: its limit of processor time holds for its whole life, and a file is
/// not to pay for those before it.
const WORKING_LIFE: Duration = Duration::from_secs(super::worker::CPU_SECONDS_BEFORE);

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
    pub fn read(&mut self, blob: &Path, context: &Context) -> anyhow::Result<Reading> {
        let request = Request { blob: Some(blob.to_owned()), parts: 0, context: context.clone(), pictures: false };
        match self.ask(&request, &[], PATIENCE)? {
            Heard { reading: Some(reading), .. } => Ok(reading),
            Heard { parts, end, .. } => {
                let problem = end.problem(&parts);
                self.put_together(context, parts, problem)
            }
        }
    }

    /// Reads a file of which `pictures` pages have no usable text, those by OCR. Where that does not come to an end, the
    /// problem says why, and the reading before stands.
    ///
    /// # Errors
    /// No worker can be started at all.
    pub fn read_pictures(
        &mut self,
        blob: &Path,
        context: &Context,
        pictures: u32,
    ) -> anyhow::Result<Result<Reading, Problem>> {
        let request = Request { blob: Some(blob.to_owned()), parts: 0, context: context.clone(), pictures: true };
        let heard = self.ask(&request, &[], PATIENCE + PATIENCE_PER_PICTURE * pictures)?;
        Ok(heard.reading.ok_or_else(|| heard.end.problem(&heard.parts)))
    }

    /// Reads the pages that are known already.
    fn put_together(&mut self, context: &Context, mut parts: Vec<Part>, problem: Problem) -> anyhow::Result<Reading> {
        parts.push(Part::Problem(problem));
        let request = Request { blob: None, parts: parts.len(), context: context.clone(), pictures: false };
        match self.ask(&request, &parts, PATIENCE)? {
            Heard { reading: Some(reading), .. } => Ok(reading),
            Heard { end, .. } => {
                let also = end.problem(&[]);
                let mut content = Content::default();
                parts.into_iter().for_each(|part| content.add(part));
                let mut problems = content.problems;
                problems.push(also);
                Ok(Reading { recognisers: extract::structure::RECOGNISERS, problems, ..Default::default() })
            }
        }
    }

    fn ask(&mut self, request: &Request, parts: &[Part], patience: Duration) -> anyhow::Result<Heard> {
        let mut lines = serde_json::to_vec(request)?;
        lines.push(b'\n');
        for part in parts {
            serde_json::to_writer(&mut lines, part)?;
            lines.push(b'\n');
        }
        let mut worker = self.idle.take().map_or_else(Worker::start, Ok)?;
        let begun = Instant::now();
        // A worker that is gone takes no more: that is seen where it is listened to.
        let _ = worker.give.send(lines);
        let (parts, reading, late) = gather(&worker.take, patience);
        worker.worked += begun.elapsed();
        if reading.is_some() {
            self.idle = Some(worker).filter(|worker| worker.worked < WORKING_LIFE);
            return Ok(Heard { parts, reading, end: End::Died(String::new()) });
        }
        let end = match late {
            Some(limit) => End::TimeLimit(limit),
            None => End::Died(worker.how_it_ended()?),
        };
        Ok(Heard { parts, reading, end })
    }
}

/// One process, with threads that keep it from waiting for us.
struct Worker {
    child: Child,
    give: mpsc::Sender<Vec<u8>>,
    take: mpsc::Receiver<Answer>,
    last_words: Option<JoinHandle<Option<String>>>,
    worked: Duration,
}

impl Worker {
    fn start() -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("cannot tell which program this is")?;
        let mut child = Command::new(program)
            .arg("read-worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start a process to read in")?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (give, requests) = mpsc::channel::<Vec<u8>>();
        let (answer, take) = mpsc::channel();
        std::thread::spawn(move || {
            if let Some(mut stdin) = stdin {
                let _ = requests.iter().try_for_each(|lines| stdin.write_all(&lines).and_then(|()| stdin.flush()));
            }
        });
        std::thread::spawn(move || {
            for line in stdout.into_iter().flat_map(|out| BufReader::new(out).lines()) {
                let heard = line.ok().and_then(|line| serde_json::from_str::<Answer>(&line).ok());
                let Some(heard) = heard else { break };
                if answer.send(heard).is_err() {
                    break;
                }
            }
        });
        let last_words = std::thread::spawn(move || BufReader::new(stderr?).lines().map_while(Result::ok).last());
        Ok(Self { child, give, take, last_words: Some(last_words), worked: Duration::ZERO })
    }

    /// Why it is not there any more.
    fn how_it_ended(mut self) -> anyhow::Result<String> {
        let status = self.child.wait().context("cannot wait for the process that reads")?;
        let said = self.last_words.take().and_then(|said| said.join().ok().flatten());
        Ok(format!("{status}; {}", said.as_deref().unwrap_or("it said nothing")))
    }
}

impl Drop for Worker {
    /// Whatever happened, it is not left behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came from a worker.
struct Heard {
    parts: Vec<Part>,
    reading: Option<Reading>,
    end: End,
}

/// How a worker ended without a reading.
enum End {
    /// Its time was up.
    TimeLimit(Duration),
    /// It died; what it said last.
    Died(String),
}

impl End {
    fn problem(&self, parts: &[Part]) -> Problem {
        let pages = parts.iter().filter(|part| matches!(part, Part::Page(_))).count();
        let kept = format!("{pages} pages were read before that; the file is left alone until it changes");
        let (code, message) = match self {
            Self::TimeLimit(limit) => {
                ("time_limit", format!("reading it took longer than {} s and was stopped; {kept}", limit.as_secs()))
            }
            Self::Died(how) => ("reader_died", format!("the process that read it ended early ({how}); {kept}")),
        };
        Problem { code: code.to_owned(), message, page: None }
    }
}

/// Takes answers until the reading is there, the worker is gone, or the time for the pages seen so far is up.
fn gather(take: &mpsc::Receiver<Answer>, patience: Duration) -> (Vec<Part>, Option<Reading>, Option<Duration>) {
    let begun = Instant::now();
    let mut parts = Vec::new();
    let mut limit = patience;
    loop {
        match take.recv_timeout(limit.saturating_sub(begun.elapsed())) {
            Ok(Answer::Reading(reading)) => return (parts, Some(*reading), None),
            Ok(Answer::Part(part)) => {
                if matches!(*part, Part::Page(_)) {
                    limit += PATIENCE_PER_PAGE;
                }
                parts.push(*part);
            }
            Err(RecvTimeoutError::Timeout) => return (parts, None, Some(limit)),
            Err(RecvTimeoutError::Disconnected) => return (parts, None, None),
        }
    }
}
