//! Plain text: any usual encoding, form feeds as page breaks, blank lines as paragraphs.
//!
//! Lines are handed up as they stand; whether a line goes on from the one before is for the layout to say.

use super::{Hint, Out, problem, quality};
use crate::content::{Line, Page, Part};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use regex::Regex;
use std::sync::LazyLock;

/// Bytes looked at to tell text from something else.
const SAMPLE: usize = 8192;

/// Whether these bytes are text: hardly any control characters once decoded.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    if bytes.is_empty() {
        return false;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (text, _, _) = encoding(sample).decode(sample);
    let odd = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1a}')).count();
    odd * 50 < text.chars().count().max(1)
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let text = decode(bytes, out);
    for (at, page) in text.trim_end_matches('\u{c}').split('\u{c}').enumerate() {
        let lines = lines(page);
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        out(Part::Page(page_of(number, lines)));
    }
}

/// A page of a format without geometry.
pub fn page_of(number: u32, lines: Vec<Line>) -> Page {
    let (state, quality) = quality::of_lines(&lines);
    Page { number, width: 0.0, height: 0.0, lines, links: Vec::new(), state, quality }
}

/// Decodes text of whatever encoding; says so where it had to be guessed.
pub fn decode(bytes: &[u8], out: &mut Out) -> String {
    let encoding = encoding(bytes);
    let (text, _, malformed) = encoding.decode(bytes);
    if encoding == WINDOWS_1252 || malformed {
        out(Part::Problem(problem(
            "encoding_guessed",
            format!("the text is not valid UTF-8 and was read as {}; odd characters may be wrong", encoding.name()),
        )));
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A byte order mark is believed; then UTF-8 if it is valid, UTF-16 if every other byte is mostly zero; else what
/// Western word processors write.
fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).take(SAMPLE).filter(|b| **b == 0).count();
    let half = bytes.len().min(SAMPLE * 2) / 2;
    if half > 0 && zeros(1) * 10 > half * 7 {
        return UTF_16LE;
    }
    if half > 0 && zeros(0) * 10 > half * 7 {
        return UTF_16BE;
    }
    if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }
}

/// `**bold**` left behind by converters. Lone asterisks are footnote marks and stay.
static EMPHASIS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\*\*([^*\n]+)\*\*").expect("a constant pattern"));

fn lines(page: &str) -> Vec<Line> {
    let usual = usual_gap(page);
    let mut gap = 0;
    let mut lines: Vec<Line> = Vec::new();
    for raw in page.lines() {
        if raw.trim().is_empty() {
            gap += 1;
            continue;
        }
        let text = EMPHASIS.replace_all(raw.trim_end(), "$1").into_owned();
        lines.push(Line { starts_paragraph: lines.is_empty() || gap > usual, ..Line::plain(text) });
        gap = 0;
    }
    lines
}

/// Blank lines that stand between the lines of one paragraph: 1 in double-spaced text, else 0. Told from those lines
/// whose sentence certainly goes on in the next.
fn usual_gap(page: &str) -> usize {
    let mut going_on = [0usize; 2];
    let mut pairs = 0;
    let mut before: Option<&str> = None;
    let mut gap = 0;
    for line in page.lines() {
        let text = line.trim();
        if text.is_empty() {
            gap += 1;
            continue;
        }
        if let Some(before) = before {
            pairs += 1;
            let open = !before.ends_with(['.', ':', ';', '!', '?']) && text.starts_with(char::is_lowercase);
            if open && gap < 2 {
                going_on[gap] += 1;
            }
        }
        before = Some(text);
        gap = 0;
    }
    usize::from(going_on[1] > going_on[0] && going_on[1] * 4 > pairs)
}
