//! Pages that are only pictures, or whose hidden text is nonsense: drawn and read by tesseract, where it is installed.
//!
//! At a second and a half of processor time a page this is some hundred times dearer than a text layer, so it is done
//! behind all other work, once for each version of a file. What tesseract reads is marked as read by OCR for ever.

use anyhow::{Context as _, bail};
use extract::content::{Content, Line, Page};
use extract::format::{pdf, quality_of};
use record::{PageState, Problem};
use std::io::Write;
use std::process::{Command, Stdio};

/// Dots per inch of the pictures: tesseract reads 200 as well as 300 and faster, and 150 a little worse.
const DOTS_PER_INCH: f32 = 200.0;

/// Words below which a page is a picture with a few letters in it, and stays one.
const FEWEST_WORDS: usize = 5;

/// Whether tesseract is installed.
pub fn can_be_read() -> bool {
    let asked = Command::new("tesseract").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// Reads every page of a PDF that has no usable text. What cannot be read stays as it is; the content says so.
///
/// # Errors
/// Tesseract cannot be started.
pub fn read(bytes: &[u8], content: &mut Content) -> anyhow::Result<()> {
    let mut problems = Vec::new();
    for page in content.pages.iter_mut().filter(|p| matches!(p.state, PageState::NoText | PageState::Nonsense)) {
        match pdf::render(bytes, page.number, DOTS_PER_INCH) {
            Ok(picture) => take(page, &tesseract(&picture)?),
            Err(error) => problems.push(Problem {
                code: "not_drawn".to_owned(),
                message: format!("the page cannot be read by OCR: {error}"),
                page: Some(page.number),
            }),
        }
    }
    content.problems.extend(problems);
    Ok(())
}

/// Makes what tesseract read the text of the page.
fn take(page: &mut Page, text: &str) {
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

fn tesseract(picture: &[u8]) -> anyhow::Result<String> {
    let mut child = Command::new("tesseract")
        .args(["stdin", "stdout", "--psm", "3", "-l", "eng"])
        // One thread: as many pages are read at once as there are workers.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start tesseract")?;
    // It reads the whole picture before it writes: no thread is needed to keep both sides moving.
    child.stdin.take().context("tesseract takes no picture")?.write_all(picture)?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("tesseract failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
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
