//! The worker's other side: starts it, listens, and stops it when its time is up.

use super::worker::{Answer, Request};
use anyhow::Context as _;
use extract::{Content, Context, Part};
use record::{Problem, Reading};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Time that every file gets, whatever its length.
const PATIENCE: Duration = Duration::from_secs(20);

/// Time for each page on top: an ordinary page takes a hundredth of it.
const PATIENCE_PER_PAGE: Duration = Duration::from_millis(250);

/// Time for each page that is read by OCR: one in small print takes five seconds, on a busy machine several times that.
const PATIENCE_PER_PICTURE: Duration = Duration::from_secs(60);

/// Reads a file in a worker. Where the worker dies or is stopped, the pages that it had read are put together by a
/// second one, and the reading says what happened.
///
/// # Errors
/// No worker can be started at all.
pub fn read(blob: &Path, context: &Context) -> anyhow::Result<Reading> {
    let request = Request { blob: Some(blob.to_owned()), context: context.clone(), pictures: false };
    match ask(&request, &[], PATIENCE)? {
        Heard { reading: Some(reading), .. } => Ok(reading),
        Heard { parts, end, .. } => {
            let problem = end.problem(&parts);
            put_together(context, parts, problem)
        }
    }
}

/// Reads parts that are known already (the pages before a crash, pages read by OCR).
///
/// # Errors
/// No worker can be started at all.
pub fn put_together(context: &Context, mut parts: Vec<Part>, problem: Problem) -> anyhow::Result<Reading> {
    parts.push(Part::Problem(problem));
    let request = Request { blob: None, context: context.clone(), pictures: false };
    match ask(&request, &parts, PATIENCE)? {
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

/// Reads a file of which `pictures` pages have no usable text, those by OCR. Where that does not come to an end, the
/// problem says why, and the reading before stands.
///
/// # Errors
/// No worker can be started at all.
pub fn read_pictures(blob: &Path, context: &Context, pictures: u32) -> anyhow::Result<Result<Reading, Problem>> {
    let request = Request { blob: Some(blob.to_owned()), context: context.clone(), pictures: true };
    let heard = ask(&request, &[], PATIENCE + PATIENCE_PER_PICTURE * pictures)?;
    Ok(heard.reading.ok_or_else(|| heard.end.problem(&heard.parts)))
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

fn ask(request: &Request, parts: &[Part], patience: Duration) -> anyhow::Result<Heard> {
    let program = std::env::current_exe().context("cannot tell which program this is")?;
    let mut child = Command::new(program)
        .arg("read-worker")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start a process to read in")?;
    let heard = listen(&mut child, request, parts, patience);
    // Whatever happened, it is not left behind.
    let _ = child.kill();
    let _ = child.wait();
    heard
}

fn listen(child: &mut Child, request: &Request, parts: &[Part], patience: Duration) -> anyhow::Result<Heard> {
    let mut lines = vec![serde_json::to_vec(request)?];
    for part in parts {
        lines.push(serde_json::to_vec(part)?);
    }
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (give, take) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A worker that dies takes no more: that is seen where it is listened to.
            if let Some(mut stdin) = stdin {
                let _ = lines.iter().try_for_each(|line| stdin.write_all(line).and_then(|()| stdin.write_all(b"\n")));
            }
        });
        scope.spawn(move || {
            for line in stdout.into_iter().flat_map(|out| BufReader::new(out).lines()) {
                let answer = line.ok().and_then(|line| serde_json::from_str::<Answer>(&line).ok());
                let Some(answer) = answer else { break };
                if give.send(answer).is_err() {
                    break;
                }
            }
        });
        let said = scope.spawn(move || {
            let mut said = String::new();
            let _ = stderr.map(|err| err.take(4096).read_to_string(&mut said));
            said
        });
        let (parts, reading, late) = gather(&take, patience);
        // The threads end when the process does.
        if reading.is_none() {
            let _ = child.kill();
        }
        let status = child.wait().context("cannot wait for the process that reads")?;
        let said = said.join().unwrap_or_default();
        let end = match late {
            Some(limit) => End::TimeLimit(limit),
            None => End::Died(format!("{status}; {}", said.lines().last().unwrap_or("it said nothing"))),
        };
        Ok(Heard { parts, reading, end })
    })
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
