//! Plain text: any usual encoding, form feeds as page breaks, blank lines as paragraphs.
//!
//! Lines are handed up as they stand; whether a line goes on from the one before is for the layout to say.

use super::entities::unescaped;
use super::underlined::{Levels, enclosed, sign};
use super::{Hint, Out, cells, decode, problem, quality, wiki};
use crate::content::{Line, Page, Part};
use record::{Form, ProblemCode};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Bytes looked at to tell text from something else.
const SAMPLE: usize = 8192;

/// Whether these bytes are text: hardly any control characters once decoded.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    // The beginning of a ZIP that was cut off may hold more words than anything else, where its members are not packed.
    if bytes.is_empty() || bytes.starts_with(b"PK\x03\x04") {
        return false;
    }
    let text = decode::text(&bytes[..bytes.len().min(SAMPLE)]).text;
    // XML that no other format knows is data: its tags are no words.
    if text.trim_start().starts_with("<?xml") {
        return false;
    }
    let odd = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1a}')).count();
    odd * 50 < text.chars().count().max(1)
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let text = decode::with_problems(decode::text(bytes), out);
    if text.trim().is_empty() {
        let message = "the file is empty: it holds nothing but blanks; ask its publisher for it again";
        out(Part::Problem(problem(ProblemCode::Empty, message)));
    }
    if wiki::is_wiki(&text) {
        return out(Part::Page(page_of(1, wiki::lines(&unescaped(&text)))));
    }
    read_text(&unescaped(&text), out);
}

/// Lines that a mail quotes, at least: one ">" is a sign in a text.
const QUOTED: usize = 3;

/// A text without the marks that mails put before the lines that they quote, where several lines that follow each other
/// have them. Two marks alone (">> MAYOR: Good evening.") begin a turn in captions.
fn unquoted(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.split('\n').collect();
    let is_quoted = |line: &str| line.starts_with('>');
    let runs: Vec<&[&str]> = lines.chunk_by(|a, b| is_quoted(a) == is_quoted(b)).collect();
    let is_quotation =
        |run: &[&str]| run.iter().filter(|line| is_quoted(line) && !line.starts_with(">>")).count() >= QUOTED;
    if !runs.iter().any(|run| is_quotation(run)) {
        return Cow::Borrowed(text);
    }
    let plain = |run: &[&str]| match is_quotation(run) {
        true => run.iter().map(|line| behind_quotation(line).unwrap_or(line)).collect::<Vec<_>>().join("\n"),
        false => run.join("\n"),
    };
    Cow::Owned(runs.into_iter().map(plain).collect::<Vec<_>>().join("\n"))
}

/// What stands behind the marks of a quotation, and of those in it, that a line begins with: "> > Who moved it?".
pub fn behind_quotation(line: &str) -> Option<&str> {
    let mut rest = line;
    while let Some(quoted) = rest.trim_start().strip_prefix('>') {
        rest = quoted;
    }
    (rest.len() < line.len()).then(|| rest.strip_prefix(' ').unwrap_or(rest))
}

/// Reads text that is decoded already.
pub fn read_text(text: &str, out: &mut Out) {
    let text = unquoted(text);
    for (at, page) in text.trim_end_matches('\u{c}').split('\u{c}').enumerate() {
        let lines = lines(page);
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        out(Part::Page(page_of(number, lines)));
    }
}

/// A page of a format without geometry.
pub fn page_of(number: u32, lines: Vec<Line>) -> Page {
    let (state, quality) = quality::measure_lines(&lines);
    Page { number, width: 0.0, height: 0.0, lines, links: Vec::new(), state, quality }
}

/// `**bold**` left behind by converters. Lone asterisks are footnote marks and stay.
static EMPHASIS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\*\*([^*\n]+)\*\*").expect("a constant pattern"));

/// Whether a whole line stands between the marks of bold print.
pub fn is_emphasized(line: &str) -> bool {
    let inner = line.trim().trim_end_matches(':');
    let inner = inner.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains("**"))
}

/// A gap in a line behind the end of a sentence, and the label of the next speaker: "I will.    Ann Elm: So will I."
static NEXT_TURN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"[.?!…)\]”"](?P<gap>\s{3,}|\s*\t\s*)\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3}(?:, \p{Lu}[^:.?!;]{2,80})?:\s"#)
        .expect("a constant pattern")
});

/// Turns in one line that make them the habit of a paper.
const HABIT: usize = 3;

/// Blank lines that a turn is worth which begins within a line: more than between the lines of any paragraph.
const TURN_GAP: usize = 9;

/// The turns that stand in one line.
fn turns(line: &str) -> Vec<&str> {
    let mut turns = Vec::new();
    let mut from = 0;
    while let Some(gap) = NEXT_TURN.captures_at(line, from).and_then(|found| found.name("gap")) {
        turns.push(&line[from..gap.start()]);
        from = gap.end();
    }
    turns.push(&line[from..]);
    turns
}

/// The lines of a page of text.
pub fn lines(page: &str) -> Vec<Line> {
    let mut gap = 0;
    let mut lines: Vec<(Line, usize)> = Vec::new();
    let run_on = NEXT_TURN.find_iter(page).count() >= HABIT;
    let printed: Vec<&str> = page.lines().collect();
    let (mut at, mut levels, mut overlined) = (0, Levels::default(), false);
    while let Some(raw) = printed.get(at) {
        if let Some((taken, rows)) = cells::votes(&printed[at..]) {
            // Rows begin anew whatever gap is usual.
            lines.extend(rows.into_iter().map(|row| (Line::whole(row, Form::TableRow), usize::MAX)));
            (at, gap) = (at + taken, usize::MAX);
            continue;
        }
        at += 1;
        if raw.trim().is_empty() {
            gap = gap.saturating_add(1);
            continue;
        }
        if let Some((level, title)) = enclosed(raw) {
            lines.push((Line { level: Some(level), ..Line::whole(title, Form::Heading) }, usize::MAX));
            gap = usize::MAX;
            continue;
        }
        let below = printed.get(at).copied().unwrap_or_default();
        if let Some(level) = levels.level(raw, below).filter(|_| gap > 0 || lines.is_empty() || overlined) {
            let heading = Line { level: Some(level), ..Line::whole(raw.trim(), Form::Heading) };
            lines.push((heading, usize::MAX));
            (at, gap, overlined) = (at + 1, usize::MAX, false);
            continue;
        }
        // The line above a heading that is drawn above and below it.
        overlined = sign(raw).is_some() && sign(raw) == printed.get(at + 1).and_then(|line| sign(line));
        if overlined {
            continue;
        }
        let text = EMPHASIS.replace_all(raw.trim_end(), "$1").into_owned();
        let bold = is_emphasized(raw);
        for turn in if run_on { turns(&text) } else { vec![text.as_str()] } {
            lines.push((Line { bold, ..Line::plain(turn) }, gap));
            gap = TURN_GAP;
        }
        gap = 0;
    }
    let usual = usize::from(crate::layout::are_double_spaced(&lines));
    let mut lines: Vec<Line> =
        lines.into_iter().map(|(line, gap)| Line { starts_paragraph: gap > usual, ..line }).collect();
    if let Some(first) = lines.first_mut() {
        first.starts_paragraph = true;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_quotes_is_read_without_its_marks() {
        let mail =
            "Fine - Jo\n\n> Elm said that the weir\n> leaks.\n>\n>> Oak asked why.\n> > 20 was too much.\n\nThanks.";
        let plain = "Fine - Jo\n\nElm said that the weir\nleaks.\n\nOak asked why.\n20 was too much.\n\nThanks.";
        assert_eq!(unquoted(mail), plain);
        for text in [
            "The depth was\n> 20 m.\nIt was noted.",
            ">> Mayor Elm: Good evening.\nWe begin.",
            ">> ELM: SO.\n>> OAK: NO.\n>> ASH: WHY?\n>> ELM: YES.",
            "",
        ] {
            assert_eq!(unquoted(text), text, "no quotation");
        }
    }

    #[test]
    fn turns_in_one_line_are_paragraphs() {
        let page =
            "Elm:  Good.  We begin.    Ann Oak: Thank you.\nIt is late.   Elm: Is it?    Mr. B. Ash: Yes, it\nis.";
        let shown: Vec<(String, bool)> = lines(page).into_iter().map(|l| (l.text, l.starts_paragraph)).collect();
        let expected = [
            ("Elm:  Good.  We begin.", true),
            ("Ann Oak: Thank you.", true),
            ("It is late.", false),
            ("Elm: Is it?", true),
            ("Mr. B. Ash: Yes, it", true),
            ("is.", false),
        ];
        assert_eq!(shown, expected.map(|(text, starts)| (text.to_owned(), starts)));
        assert_eq!(lines("Total:    12.    Sum: 3").len(), 1, "one gap is no habit");
    }
}
