//! Whether a line goes on from the line before it.

use super::clean::SOFT_HYPHEN;
use super::marker::{self, Sort};
use super::number;
use crate::content::{Line, Page};
use crate::lexicon;
use record::Form;

/// A line without geometry counts as full from this share of the usual width on: words wrap before the edge.
const FULL: f32 = 0.9;

/// Wrapped text is rarely wider than this many characters; longer lines are whole paragraphs.
const WIDEST_WRAP: usize = 140;

/// Lines wrapped by hand are all about as wide: where of the long ones a third are wider than this share of the usual
/// width, each is a paragraph of its own.
const WIDER: f32 = 1.2;

/// A title that is told from its paragraph by the room that it leaves: its line and the word below would fill no more of
/// the usual width.
const ROOM: f32 = 0.8;

/// Most words of such a title.
const TITLE_WORDS: usize = 10;

/// A line on its way into a block.
#[derive(Debug, Clone)]
pub struct Piece<'a> {
    /// As the format gave it.
    pub line: &'a Line,
    /// Clean text, marker taken off.
    pub text: String,
    /// Marker and its sort.
    pub marker: Option<(String, Sort)>,
    /// 1-based page.
    pub page: u32,
    /// Blank lines or gaps before it that the format reports as the start of a paragraph.
    pub gap: bool,
    /// Whether the head or foot of a page stands between it and the line before, in text that has lost its pages.
    pub torn: bool,
    /// Right edge of its column: points, or characters in formats without geometry. `None`: lines are not wrapped.
    pub edge: Option<f32>,
    /// Whether it stands indented under the line before it in a format without geometry.
    pub indented: bool,
    /// How deep an entry of a list that begins here stands in lists within lists.
    pub depth: u32,
}

impl Piece<'_> {
    /// Text copies lose bullets that are no letters: what is left is one space before a capital, in wrapped text.
    pub fn has_lost_bullet(&self) -> bool {
        let mut start = self.line.text.chars();
        let one_space = start.next() == Some(' ') && start.next().is_some_and(char::is_uppercase);
        one_space && self.line.size == 0.0 && self.edge.is_some()
    }

    fn is_row(&self) -> bool {
        self.text.contains('\t')
    }

    fn letters(&self) -> usize {
        self.text.chars().count()
    }
}

/// Characters that fit into a line, if the lines of these pages are wrapped by hand; `None` if each line is a
/// paragraph of its own.
pub fn wrap_width(pages: &[Page]) -> Option<f32> {
    let mut lengths: Vec<usize> =
        pages.iter().flat_map(|p| &p.lines).map(|l| l.text.trim().chars().count()).filter(|n| *n > 0).collect();
    lengths.sort_unstable();
    let usual = *lengths.get(lengths.len() * 9 / 10)?;
    let longer_than = |share: f32| lengths.iter().filter(|n| **n as f32 > share * usual as f32).count();
    let spread = longer_than(WIDER) * 3 > longer_than(FULL);
    ((40..=WIDEST_WRAP).contains(&usual) && !spread).then_some(usual as f32)
}

/// How many spaces a line begins with.
pub fn indentation(line: &Line) -> usize {
    line.text.len() - line.text.trim_start_matches(' ').len()
}

/// How many spaces the lines of these pages begin with where they are not indented: a text that was taken from the midst
/// of a printed page keeps the page's margin. A few lines, a title perhaps, may stand further out.
pub fn margin(pages: &[Page]) -> usize {
    let lines = pages.iter().flat_map(|page| &page.lines).filter(|line| !line.text.trim().is_empty());
    let mut indentations: Vec<usize> = lines.map(indentation).collect();
    indentations.sort_unstable();
    indentations.get(indentations.len() / 10).copied().unwrap_or(0)
}

/// "10:05", "1:02:33".
fn is_time(text: &str) -> bool {
    text.len() >= 4 && text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || c == ':')
}

/// Whether a line begins with a title, a name and a colon: "MS. ELM: I drew it.", "Councillor Oak (via video): Who?"
fn names_speaker(paragraph: &str, line: &str) -> bool {
    // "[10:05] Unidentified speaker: ...": a time in brackets begins what is said then.
    let timed = line.strip_prefix('[').and_then(|rest| rest.split_once(']')).is_some_and(|(time, _)| is_time(time));
    // "00:01:40 DR HOLM: ..." has it bare.
    let (stamp, rest) = line.split_once(' ').unwrap_or((line, ""));
    let line = if is_time(stamp) { rest } else { line };
    let Some((label, _)) = line.split_once(": ").filter(|_| !timed) else { return timed };
    let name = label.split(['(', '[']).next().unwrap_or(label);
    let mut words = name.split_whitespace();
    // "A MEMBER OF THE PUBLIC: Rubbish!" among labels in capitals; "and / RESOLVED UNANIMOUSLY: that" is none.
    let shouted = is_shouted(name) && ends_sentence(paragraph);
    let first = words.next().is_some_and(|word| lexicon::is_title(&word.to_lowercase().replace('.', ""))) || shouted;
    let capital = |word: &str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let few = (2..=7).contains(&name.split_whitespace().count());
    first && few && words.all(|word| capital(word) || matches!(word, "of" | "de" | "la" | "van" | "von" | "the"))
}

/// Whether `next` goes on in the paragraph that `before` ends so far. `paragraph` is that paragraph's text.
pub fn goes_on(paragraph: &str, before: &Piece, next: &Piece) -> bool {
    let parted = is_parted(&before.text, &next.text) || is_softly_parted(&before.line.text);
    if next.marker.is_none() && !next.gap && parted && may_share_paragraph(before, next) {
        return true;
    }
    let item = number::is_item_line(&next.text) || number::is_item_line(&before.text);
    if next.marker.is_some()
        || item
        || names_speaker(paragraph, &next.text)
        || marker::is_next_letter(paragraph, &next.text)
        || opens_parts(paragraph, before, &next.text)
        || is_rule(&before.text)
        || is_rule(&next.text)
        || ends_sentence(paragraph) && heads(&next.text)
    {
        return false;
    }
    if before.line.form.is_some() || next.line.form.is_some() {
        let torn = next.torn && before.line.form == Some(Form::Paragraph) && is_unfinished(paragraph, &next.text);
        return before.line.form == next.line.form && (torn || !next.line.starts_paragraph);
    }
    if !may_share_paragraph(before, next) || next.torn && ends_sentence(paragraph) {
        return false;
    }
    if before.is_row() || next.is_row() || next.has_lost_bullet() || is_blank_to_fill(&before.text) {
        return false;
    }
    let unfinished = is_unfinished(paragraph, &next.text) && !is_shouted(&before.text);
    // Emphasis that runs over the end of a full line, within a sentence, is no heading.
    let within = !next.gap && is_full(before, next) && !ends_sentence(paragraph);
    let running = next.line.is_stressed() && paragraph.chars().count() > before.letters();
    let emphasis = within && (running || next.text.starts_with(char::is_lowercase));
    if differs_in_size(before.line, next.line) || differs_in_stress(before.line, next.line) && !emphasis {
        return false;
    }
    let across = before.page != next.page;
    if next.gap || across {
        return unfinished && (before.letters() > 40 || paragraph.chars().count() > 60)
            || across && is_full(before, next) && !ends_sentence(paragraph) && before.letters() > 40;
    }
    // Behind the head of a page an indented line may as well begin a paragraph.
    if before.line.size == 0.0 && next.indented && !next.torn {
        return !is_title_line(paragraph, before, next);
    }
    is_full(before, next) || unfinished
}

/// Whether a line is a number with its title, above what is said of it: in typed minutes both may be indented alike below
/// the number, and only the room that the title leaves on its line tells it from a sentence.
fn is_title_line(paragraph: &str, before: &Piece, next: &Piece) -> bool {
    let of_marker = before.marker.as_ref().filter(|(marker, _)| !marker::enumerates(marker));
    let number = match of_marker {
        Some((marker, _)) => number::alone(marker),
        None => number::leading(paragraph).map(|(number, _)| number),
    };
    let counts = number.is_some_and(|number| number.closed || number.scheme == number::Scheme::Reference);
    let words = before.text.split_whitespace().count();
    let next_word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    let broken = before.line.text.trim().chars().count() + 1 + next_word;
    counts
        && paragraph == before.text
        && (1..=TITLE_WORDS).contains(&words)
        && before.edge.is_some_and(|edge| broken as f32 <= ROOM * edge)
        && before.text.starts_with(char::is_uppercase)
        && next.text.starts_with(char::is_uppercase)
        && !asks_for_more(paragraph)
}

/// Whether a hyphen at the end of a line parts a word or figures that go on below: "the 2011-" above "12 estimate".
fn is_parted(before: &str, next: &str) -> bool {
    let Some(head) = before.strip_suffix(['-', '‐']) else { return false };
    let (last, first) = (head.chars().next_back(), next.chars().next());
    let figures = last.is_some_and(|c| c.is_ascii_digit()) && first.is_some_and(|c| c.is_ascii_digit());
    figures || last.is_some_and(char::is_lowercase) && first.is_some_and(char::is_lowercase)
}

/// Whether a line as printed ends in a hyphen that only parts a word.
pub fn is_softly_parted(printed: &str) -> bool {
    printed.trim_end().strip_suffix(SOFT_HYPHEN).is_some_and(|word| word.ends_with(char::is_alphanumeric))
}

/// Whether a line is drawn with marks alone, as what parts two items is: "* * *", "♦♦♦ ♦♦♦". One to be filled in by hand
/// is drawn low.
pub fn is_rule(line: &str) -> bool {
    const SHORTEST: usize = 3;
    let marks = line.chars().filter(|c| !c.is_whitespace()).count();
    marks >= SHORTEST
        && !line.contains('_')
        && line.chars().all(|c| !c.is_alphanumeric() && !".…,;:!?)]}\"”’'".contains(c))
}

/// Whether a line is the first part of the numbered title above it: "a. Roads" below "VI. Consent Agenda", "A. WELCOME"
/// below "I. GENERAL BUSINESS", "1. Treasurer" below "C. Reports".
fn opens_parts(paragraph: &str, before: &Piece, line: &str) -> bool {
    if paragraph != before.text || asks_for_more(paragraph) {
        return false;
    }
    let of_marker = before.marker.as_ref().and_then(|(marker, _)| number::alone(marker));
    let Some(title) = of_marker.or_else(|| Some(number::leading(paragraph)?.0)).filter(|n| n.closed) else {
        return false;
    };
    number::leading(line).is_some_and(|(part, rest)| {
        part.is_first() && part.closed && part.scheme != title.scheme && rest.starts_with(char::is_uppercase)
    })
}

/// Whether a line behind the end of a sentence is a heading: capitals, or a Roman number with its stop and a title.
fn heads(line: &str) -> bool {
    let roman = |(number, rest): (number::Number, &str)| {
        number.scheme == number::Scheme::Roman && number.closed && rest.starts_with(char::is_uppercase)
    };
    is_shouted(line) && line.contains(' ') || number::leading(line).is_some_and(roman)
}

/// Text stays in its cell, and goes over the page in its column.
fn may_share_paragraph(before: &Piece, next: &Piece) -> bool {
    /// Lines of one column begin this near one another. Points.
    const COLUMN: f32 = 30.0;
    if before.page == next.page {
        return before.line.cell == next.line.cell;
    }
    let drawn = before.line.cell > 0 && next.line.cell > 0;
    !drawn || (before.line.x - next.line.x).abs() < COLUMN
}

/// A heading never runs on into a paragraph of another size.
fn differs_in_size(before: &Line, next: &Line) -> bool {
    (before.size - next.size).abs() > 0.12 * before.size.max(next.size)
}

/// Nor into one of another weight, or of plain lines underlined and not.
fn differs_in_stress(before: &Line, next: &Line) -> bool {
    before.bold != next.bold || !before.bold && before.underlined != next.underlined
}

/// "Signed ________ Dated ________": a line to be filled in by hand ends there.
fn is_blank_to_fill(text: &str) -> bool {
    text.contains("_____")
}

/// Whether the first word of `next` would not have fitted behind `before`.
fn is_full(before: &Piece, next: &Piece) -> bool {
    let Some(edge) = before.edge else { return false };
    let first_word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    if before.line.width > 0.0 {
        let per_character = before.line.width / before.letters().max(1) as f32;
        return before.line.x + before.line.width + per_character * (first_word + 1) as f32 > edge - 2.0;
    }
    (before.line.text.trim().chars().count() + 1 + first_word) as f32 > FULL * edge
}

pub fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', ':', ';'])
}

/// Whether the words themselves say that the sentence is not over.
pub fn is_unfinished(paragraph: &str, next: &str) -> bool {
    if ends_sentence(paragraph) {
        return false;
    }
    let goes_on = next.starts_with(|c: char| c.is_lowercase() || c == '(' || c == ',');
    goes_on || asks_for_more(paragraph)
}

/// Whether a text ends with a comma or a word after which a sentence goes on.
pub fn asks_for_more(text: &str) -> bool {
    const LINKS: [&str; 22] = [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "that", "the", "their",
        "to", "which", "with", "was", "were", "is",
    ];
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    text.ends_with(',') || LINKS.contains(&last)
}

/// Written in capitals, as headings are.
pub fn is_shouted(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (upper, all) = letters.fold((0, 0), |(upper, all), c| (upper + usize::from(c.is_uppercase()), all + 1));
    all >= 4 && upper * 10 >= all * 8
}
