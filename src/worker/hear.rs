//! What a worker says: taken line by line, until all is there, its time is up, or it says too much.

use super::message::{Answer, Sort};
use extract::Part;
use record::{Problem, ProblemCode, Reading};
use std::io::{BufRead, Read};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Time for each page on top: an ordinary page takes a hundredth of it.
const PATIENCE_PER_PAGE: Duration = Duration::from_millis(250);

/// Time for any file at all, however many pages it says that it has.
const LONGEST_PATIENCE: Duration = Duration::from_secs(600);

/// How many times as long a worker may take as it works, while it waits for its turn in between.
const MOST_STRETCH: u32 = 8;

/// What a worker may say of one file, in bytes, pages and reading together: the longest real packs come to 20 MB.
const OUTPUT_BYTES: usize = 128 << 20;

/// What is kept of the pages, in case that the reading does not come to its end.
const KEPT_BYTES: usize = 32 << 20;

/// What is heard from one.
pub(super) enum Output {
    Answer(Answer, usize),
    Picture(Vec<u8>),
    TooMuch,
}

/// Hands on what a worker says, line by line, until it ends, says what is no answer, or says too much at once.
pub(super) fn listen(mut out: impl BufRead, answers: &mpsc::SyncSender<Output>) {
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
pub(super) fn cpu_of(process: u32) -> Option<Duration> {
    let told = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program stands in brackets and may hold anything.
    let mut fields = told.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Duration::from_millis((user + system) * 10))
}

/// What came from a worker.
pub(super) struct Heard {
    pub parts: Vec<Part>,
    /// Whether some parts were not kept.
    pub cut: bool,
    pub end: End,
}

/// How it ended.
pub(super) enum End {
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
    pub fn in_words(&self) -> String {
        match self {
            Self::TimeLimit(limit) => format!("it took longer than {} s and was stopped", limit.as_secs()),
            Self::TooMuch => format!("it came to more than {} MB and was stopped", OUTPUT_BYTES >> 20),
            Self::Died(how) => format!("the process that did it ended early ({how})"),
            Self::NotDrawn(why) => why.clone(),
            Self::Reading(..) | Self::Picture(_) | Self::Built(_) => "it was answered otherwise".to_owned(),
        }
    }

    pub fn problem(&self, parts: &[Part]) -> Problem {
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
pub(super) fn gather(
    take: &mpsc::Receiver<Output>,
    patience: Duration,
    worked: impl Fn() -> Option<Duration>,
) -> Heard {
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
