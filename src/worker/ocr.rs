//! Pages that are only pictures, or whose hidden text is nonsense: drawn in a worker and read by tesseract, where it is
//! installed.
//!
//! At a second and a half of processor time a page this is some hundred times dearer than a text layer, so it is done
//! behind all other work, once for each version of a file. What tesseract reads is marked as read by OCR for ever. It
//! runs under a worker's limits, one process a page, and is stopped when its time is up: what was read before is kept.

use super::{program, sandbox};
use anyhow::{Context as _, bail};
use extract::content::{Line, Page};
use extract::format::quality_of;
use record::PageState;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Dots per inch of the pictures: tesseract reads 200 as well as 300 and faster, and 150 a little worse.
pub(super) const DOTS_PER_INCH: f32 = 200.0;

/// Words below which a page is a picture with a few letters in it, and stays one.
const FEWEST_WORDS: usize = 5;

/// Time for one page: one in small print takes five seconds, on a busy machine several times that.
const PATIENCE: Duration = Duration::from_secs(60);

const PROGRAM: &str = "tesseract";

/// Most bytes that are taken of what one page says.
const MOST_BYTES: u64 = 4 << 20;

/// What keeps pictures from being read here, if anything does.
pub(super) fn missing() -> Option<&'static str> {
    match (extract::format::pdf::CAN_RENDER, program::is_installed(PROGRAM)) {
        (false, _) => Some("this program was built without pictures of pages (the feature `render`)"),
        (true, false) => Some("tesseract is not installed"),
        (true, true) => None,
    }
}

/// Makes what tesseract read the text of the page.
pub(super) fn take(page: &mut Page, text: &str) {
    if text.split_whitespace().count() < FEWEST_WORDS {
        return;
    }
    let mut after_gap = true;
    page.lines = Vec::new();
    for line in text.lines().map(str::trim) {
        if !line.is_empty() {
            page.lines.push(Line { starts_paragraph: after_gap, ..Line::plain(line) });
        }
        after_gap = line.is_empty();
    }
    page.state = PageState::Ocr;
    page.quality = quality_of(&page.lines);
}

/// Has a picture read, in a process of its own.
///
/// # Errors
/// It cannot be started, fails, or takes too long.
pub(super) fn recognise(picture: Vec<u8>) -> anyhow::Result<String> {
    let mut child = program::command()?
        .args(["read-worker", "--ocr"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start tesseract")?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let reading = std::thread::spawn(move || program::text_of(stdout, MOST_BYTES));
    let errors = std::thread::spawn(move || program::text_of(stderr, MOST_BYTES));
    std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&picture)));
    let ended = program::wait(&mut child, PATIENCE)?;
    let (text, errors) = (reading.join().unwrap_or_default(), errors.join().unwrap_or_default());
    match ended.is_some_and(|status| status.success()) {
        true => Ok(text),
        false => bail!("tesseract failed or took longer than {} s: {}", PATIENCE.as_secs(), errors.trim()),
    }
}

/// Becomes tesseract, under a worker's limits.
///
/// # Errors
/// It cannot be started.
pub fn run() -> anyhow::Result<()> {
    sandbox::limit(&sandbox::WORKER);
    let languages = std::env::var("TESSDATA_PREFIX").unwrap_or_default();
    let readable: Vec<&str> = program::READABLE.iter().copied().chain(Some(languages.as_str())).collect();
    let readable: Vec<&str> = readable.into_iter().filter(|path| std::path::Path::new(path).exists()).collect();
    sandbox::close_for_program(&readable);
    let mut tesseract = Command::new(PROGRAM);
    // One thread: as many pages are read at once as there are workers.
    tesseract.args(["stdin", "stdout", "--psm", "3", "-l", "eng"]).env("OMP_THREAD_LIMIT", "1");
    program::become_it(tesseract)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        Page {
            number: 1,
            width: 595.0,
            height: 842.0,
            lines: Vec::new(),
            links: Vec::new(),
            state: PageState::NoText,
            quality: 0.0,
        }
    }

    #[test]
    fn paragraphs_are_kept_and_a_few_letters_are_no_text() {
        let mut read = page();
        take(&mut read, "MINUTES of the meeting\nheld in March\n\n \nThose present were\n");
        let lines: Vec<(&str, bool)> = read.lines.iter().map(|l| (l.text.as_str(), l.starts_paragraph)).collect();
        assert_eq!(lines, [("MINUTES of the meeting", true), ("held in March", false), ("Those present were", true)]);
        assert_eq!((read.state, read.quality), (PageState::Ocr, 1.0));
        let mut picture = page();
        take(&mut picture, "a | ~\n\n");
        assert_eq!((picture.state, picture.lines.len()), (PageState::NoText, 0));
    }
}
