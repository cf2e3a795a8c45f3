//! Subtitles of recordings: SubRip, WebVTT, and texts with a time in front of every line. What is said is read as a
//! transcript is, without its times.
//!
//! A cue breaks sentences anywhere, so that words run on from cue to cue until another speaker begins, a pause follows a
//! sentence, or a paragraph is as long as people read. Who speaks is told by voices (`<v Ann Elm>`), by labels, or by the
//! sign of a new speaker alone (`>>`). Captions that were made while people spoke roll: a cue that repeats the lines before
//! it gives only what is new.
//! Source: W3C, WebVTT, chapters 4 and 6.

use super::{Hint, Out, decode, html, text};
use crate::content::{Line, Part};
use record::Form;
use regex::Regex;
use std::sync::LazyLock;

/// Bytes looked at.
const SAMPLE: usize = 4096;

/// Seconds between two cues that part paragraphs behind the end of a sentence.
const PAUSE: f64 = 2.0;

/// Letters of a paragraph behind which the next sentence begins another, and behind which the next cue does.
const LONG: usize = 600;
const LONGEST: usize = 2_000;

/// Lines of a text that begin with a time, at least, and the share of its lines behind the first of them that do.
const TIMED_LINES: usize = 5;
const MOSTLY_TIMED: f32 = 0.7;

/// Words of a label at most: a name, an office and a body.
const LABEL_WORDS: usize = 6;

// The hours may be left out; SubRip writes a comma before the milliseconds.
static TIMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?\s*-->\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?(?:\s|$)",
    )
    .expect("a constant pattern")
});
// "00:01:27 words", "[00:01:27] words": captions that were saved as a text.
static TIMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*[\[(]?(\d{1,2}):(\d{2}):(\d{2})(?:[.,;:]\d{1,3})?[\])]?\s").expect("a constant pattern")
});
static VOICE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^\s*<v(?:\.[\w.-]*)?\s+([^>]+)>").expect("a constant pattern"));
// Tags of voices, styles and times within a line, and the styles of other programs: "{\an8}".
static MARKS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"</?[a-zA-Z0-9][^<>]*>|</>|\{\\[^}]*\}").expect("a constant pattern"));
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\p{Lu}[\p{L}\p{M}.'’()-]*(?: [\p{L}\p{M}.'’()-]+)*):\s+\S").expect("a constant pattern")
});

/// Whether these bytes are subtitles: the mark of WebVTT, or the number and the times of a first cue.
pub fn sniff(bytes: &[u8], hint: &Hint) -> bool {
    if !text::sniff(bytes, hint) {
        return false;
    }
    let head = head_of(bytes);
    is_cued(&head) || is_timed(&head)
}

/// What a file is told by.
fn head_of(bytes: &[u8]) -> String {
    decode::text(&bytes[..bytes.len().min(SAMPLE)]).text
}

/// Whether a text begins as SubRip or WebVTT do.
fn is_cued(head: &str) -> bool {
    let mut lines = head.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return false };
    let marked = first.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    let numbered = first.bytes().all(|byte| byte.is_ascii_digit());
    marked || numbered && lines.next().is_some_and(|line| TIMES.is_match(line))
}

/// Whether the lines of a text begin with times, most of them within sentences: what a clock says beside the items of a
/// meeting stands before whole ones.
fn is_timed(head: &str) -> bool {
    let lines: Vec<&str> = head.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let lines: Vec<&str> = lines.into_iter().skip_while(|line| !TIMED.is_match(line)).collect();
    let timed: Vec<&str> = lines.iter().filter(|line| TIMED.is_match(line)).copied().collect();
    let open = timed.iter().filter(|line| !line.ends_with(['.', '?', '!', '"', '”', ']'])).count();
    timed.len() >= TIMED_LINES && timed.len() as f32 >= MOSTLY_TIMED * lines.len() as f32 && open * 3 > timed.len()
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let source = decode::with_problems(decode::text(bytes), out);
    let mut transcript = Transcript::default();
    let cues = if is_cued(&head_of(bytes)) { cues(&source) } else { timed_lines(&source, &mut transcript.lines) };
    for cue in cues {
        transcript.add(&cue);
    }
    transcript.end();
    out(Part::Page(text::page_of(1, transcript.lines)));
}

/// Words that are shown for a while.
struct Cue<'a> {
    from: f64,
    to: f64,
    lines: Vec<&'a str>,
}

/// The cues of a file; what stands outside of them is no text.
fn cues(source: &str) -> Vec<Cue<'_>> {
    let mut cues: Vec<Cue<'_>> = Vec::new();
    let mut open = false;
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(times) = TIMES.captures(line) {
            let number = |at: usize| times.get(at).map_or(0.0, |n| n.as_str().parse::<f64>().unwrap_or(0.0));
            let seconds = |at: usize| number(at) * 3600.0 + number(at + 1) * 60.0 + number(at + 2);
            cues.push(Cue { from: seconds(1), to: seconds(5), lines: Vec::new() });
            open = true;
        } else if line.trim().is_empty() {
            // SubRip files are found in which an empty line stands within a cue: the next is then no beginning of one.
            let next = lines.peek().map(|next| next.trim()).unwrap_or_default();
            open = open && !next.is_empty() && !begins(next);
        } else if open
            && !(is_number(line) && lines.peek().is_some_and(|next| TIMES.is_match(next)))
            && let Some(cue) = cues.last_mut()
        {
            cue.lines.push(line.trim());
        }
    }
    cues
}

/// The lines of a text with times in front of them, as cues; what stands above the first of them is the head of the text.
fn timed_lines<'a>(source: &'a str, head: &mut Vec<Line>) -> Vec<Cue<'a>> {
    let mut cues: Vec<Cue<'_>> = Vec::new();
    for line in source.lines().filter(|line| !line.trim().is_empty()) {
        match (TIMED.captures(line), cues.last_mut()) {
            (Some(time), last) => {
                let number = |at: usize| time[at].parse::<f64>().unwrap_or(0.0);
                let from = number(1) * 3600.0 + number(2) * 60.0 + number(3);
                if let Some(last) = last {
                    last.to = from;
                }
                cues.push(Cue { from, to: from, lines: vec![line[time[0].len()..].trim()] });
            }
            (None, Some(last)) => last.lines.push(line.trim()),
            (None, None) => head.push(Line::whole(line.trim(), Form::Paragraph)),
        }
    }
    cues
}

/// Whether a line behind an empty one begins something else than words of the cue before.
fn begins(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    is_number(line) || TIMES.is_match(line) || matches!(word, "NOTE" | "STYLE" | "REGION") || is_identifier(line)
}

fn is_number(line: &str) -> bool {
    !line.trim().is_empty() && line.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line is the name of a cue: one word with figures, as programs count them.
fn is_identifier(line: &str) -> bool {
    line.split_whitespace().count() == 1
        && line.contains(|c: char| c.is_ascii_digit())
        && line.contains(['-', '/', '_'])
}

/// The paragraphs, as they grow.
#[derive(Default)]
struct Transcript {
    lines: Vec<Line>,
    /// Who speaks, as it was printed.
    label: Option<String>,
    text: String,
    /// When the last cue ended.
    ended: f64,
    /// The lines of the last cue, without marks.
    shown: Vec<String>,
}

impl Transcript {
    fn add(&mut self, cue: &Cue<'_>) {
        let shown: Vec<(Option<String>, String)> = cue.lines.iter().map(|line| spoken(line)).collect();
        let words = |lines: &[(Option<String>, String)]| -> Vec<String> {
            lines.iter().map(|(_, words)| words.clone()).filter(|words| !words.is_empty()).collect()
        };
        let rolled = rolled(&self.shown, &words(&shown));
        let pause = cue.from - self.ended > PAUSE;
        let fresh = shown.into_iter().filter(|(_, words)| !words.is_empty()).collect::<Vec<_>>();
        for (at, (voice, line)) in fresh.iter().enumerate().skip(rolled) {
            self.line(voice.as_deref(), line, pause && at == rolled);
        }
        if !fresh.is_empty() {
            self.shown = words(&fresh);
            self.ended = cue.to;
        }
    }

    fn line(&mut self, voice: Option<&str>, line: &str, pause: bool) {
        let changed = line.starts_with(">>") || line.starts_with("- ");
        let line = line.trim_start_matches(['>', ' ']);
        let line = if changed { line.strip_prefix("- ").unwrap_or(line) } else { line };
        let (label, words) = match voice {
            Some(voice) => (Some(voice.to_owned()), line),
            None => label_of(line).map_or((None, line), |(label, words)| (Some(label.to_owned()), words)),
        };
        let other = changed && label.is_none() || label.is_some() && label != self.label;
        let sentence = self.text.trim_end().ends_with(['.', '?', '!', '”', '"', '…']);
        let long = self.text.len() > LONG && sentence || self.text.len() > LONGEST;
        if other || pause && sentence || long {
            self.end();
        }
        if other {
            self.label = label;
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(words);
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let text = match &self.label {
            Some(label) => format!("{label}: {text}"),
            None => text,
        };
        self.lines.push(Line::whole(text, Form::Paragraph));
    }
}

/// The voice that a line of a cue names, and its words without marks.
fn spoken(line: &str) -> (Option<String>, String) {
    let voice = VOICE.captures(line).map(|found| html::strip_tags(&found[1]).trim().to_owned());
    let plain = html::strip_tags(&MARKS.replace_all(line, ""));
    (voice.filter(|voice| !voice.is_empty()), plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How many of the first lines of a cue the cue before showed last: captions that roll up.
fn rolled(before: &[String], lines: &[String]) -> usize {
    (1..=lines.len().min(before.len())).rev().find(|&n| before[before.len() - n..] == lines[..n]).unwrap_or(0)
}

/// The label in front of a line, and what stands behind it.
fn label_of(line: &str) -> Option<(&str, &str)> {
    let label = LABEL.captures(line)?.get(1)?.as_str();
    // Of the words of a name only small ones of its own are written small.
    let named = label
        .split_whitespace()
        .all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '(') || word.len() <= 3);
    (named && label.split_whitespace().count() <= LABEL_WORDS).then(|| (label, line[label.len() + 1..].trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::samples::shown_of;

    #[test]
    fn voices_speak_until_another_does() {
        let file = "WEBVTT\n\nNOTE made by a machine\n\n1f2c-7/0\n00:00:01.000 --> 00:00:04.000\n<v Ann Elm>Good evening, and welcome to the</v>\n\n\
            1f2c-7/1\n00:04.000 --> 00:08.000 align:start\n<v Ann Elm>meeting of the <i>bridge</i> wardens.</v>\n\n\
            2d-1/0\n00:00:09.000 --> 00:00:11.000\n<v.loud Tom Barr>Thank you &amp; good night.</v>\n";
        assert_eq!(
            shown_of(file.as_bytes(), "a.txt"),
            [
                "p Ann Elm: Good evening, and welcome to the meeting of the bridge wardens.",
                "p Tom Barr: Thank you & good night."
            ]
        );
    }

    #[test]
    fn cues_are_no_paragraphs_and_labels_are() {
        let file = "1\r\n00:00:01,000 --> 00:00:03,000\r\nThe bells shall be\r\n\r\n2\r\n00:00:03,000 --> 00:00:05,000\r\nmended by 2031.\r\n\r\n\
            3\r\n00:00:09,000 --> 00:00:11,000\r\n{\\an8}CHAIR: Who is for it?\r\n- I am.\r\n>> TOM BARR: So am\r\n\r\n\
            4\r\n00:00:11,000 --> 00:00:12,000\r\n\r\nI.\r\n";
        assert_eq!(
            shown_of(file.as_bytes(), "a.srt"),
            ["p The bells shall be mended by 2031.", "p CHAIR: Who is for it?", "p I am.", "p TOM BARR: So am I."]
        );
    }

    #[test]
    fn captions_that_roll_are_read_once() {
        let file = "WEBVTT\nKind: captions\nLanguage: en\n\n00:00:01.000 --> 00:00:03.000\nthe old rope\n\n\
            00:00:03.000 --> 00:00:05.000\nthe old rope\nof<00:00:03.500><c> the ferry</c>\n\n\
            00:00:05.000 --> 00:00:07.000\nof the ferry\nhas parted\n";
        assert_eq!(shown_of(file.as_bytes(), "a.vtt"), ["p the old rope of the ferry has parted"]);
    }

    #[test]
    fn captions_with_a_time_on_each_line_are_a_transcript() {
        let file = "City of Elm\nCouncil, April 20, 2021\n\n00:00:04 >> Mayor Oak: GOOD EVENING. THE FIRST\n\
            00:00:07 ITEM IS THE BRIDGE. AT 07:30 IT\n00:00:09 ROSE.\n\
            00:00:27 >> Ann Ash: THE RATIO IS 1:12 IN\n00:00:31 THAT TOWN.\n";
        assert_eq!(
            shown_of(file.as_bytes(), "a.txt"),
            [
                "p City of Elm",
                "h Council, April 20, 2021",
                "p Mayor Oak: GOOD EVENING. THE FIRST ITEM IS THE BRIDGE. AT 07:30 IT ROSE.",
                "p Ann Ash: THE RATIO IS 1:12 IN THAT TOWN."
            ]
        );
        // A head of captions says what the file is: what comes behind without times is read too.
        let long = file.repeat(30) + &"It was written by hand that the lamp went out.\n".repeat(900);
        assert!(shown_of(long.as_bytes(), "a.txt").join(" ").contains("the lamp went out"));
        // The clock beside items of minutes.
        let clock: String = (0..9).map(|n| format!("18:0{n}:00 Item {n} was taken.\n")).collect();
        assert!(!sniff(clock.as_bytes(), &Hint::default()));
    }

    #[test]
    fn other_texts_are_none() {
        for text in ["WEBVTTs are files.", "1\nFirst item", "Ann: 00:00:01 --> 00:00:02", ""] {
            assert!(!sniff(text.as_bytes(), &Hint::default()), "{text}");
        }
    }
}
