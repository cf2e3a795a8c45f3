//! The old Word format (`.doc`, Word 97 to 2003): its text with cells, page breaks and notes.
//!
//! The text stands in pieces of one stream; a table of runs tells what is bold, hidden or deleted, another which
//! paragraphs end a table row. Numbers that Word computes for lists are not in the text: where a paper has such lists it
//! is said. Source: [MS-DOC], sections 2.4 (retrieving text), 2.5 (Fib), 2.6 (Sprm), 2.9.

use super::codes::Codes;
use super::compound::Compound;
use super::marks::raised;
use super::writer::{Style, Writer};
use super::{Hint, Out, compound, problem, text, unread};
use crate::content::Part;
use encoding_rs::WINDOWS_1252;
use record::ProblemCode;

/// Pieces of text that are followed: real papers have some hundreds.
const MOST_PIECES: usize = 200_000;

/// Bytes of a page of formatting.
const FORMAT_PAGE: usize = 512;

/// Place of the comments among the parts of the text.
const COMMENTS: usize = 4;

/// Whether these bytes are an old Word document.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    compound::kind(bytes) == Some(compound::Kind::Word)
}

/// Reads it; `readable` names the formats that are read.
pub fn read(bytes: &[u8], readable: &str, out: &mut Out) {
    let Some(file) = Compound::open(bytes) else { return damaged(out) };
    let Some(word) = file.stream("WordDocument") else { return damaged(out) };
    let Some(head) = Head::read(&word) else { return out(Part::Problem(unread::why(bytes, readable))) };
    if head.locked {
        let message = "the Word document needs a password to be opened; ask its publisher for an open copy";
        return out(Part::Problem(problem(ProblemCode::Encrypted, message)));
    }
    let Some(table) = file.stream(if head.second_table { "1Table" } else { "0Table" }) else { return damaged(out) };
    let Some(pieces) = pieces(&table, head.pieces) else { return damaged(out) };
    let mut reader = Reader {
        characters: Runs::read(&word, &table, head.characters, Sort::Characters),
        paragraphs: Runs::read(&word, &table, head.paragraphs, Sort::Paragraphs),
        writer: Writer::default(),
        fields: Codes::default(),
        in_row: false,
        lists: false,
    };
    let mut at = 0u32;
    if head.stories[COMMENTS].0 > 0 {
        out(Part::Problem(problem(ProblemCode::LeftOut, "not read: comments")));
    }
    for (length, read) in head.stories {
        if read {
            reader.story(&word, &pieces, at, at.saturating_add(length));
        }
        at = at.saturating_add(length);
    }
    if reader.lists {
        let message = "numbers of lists, which Word computes, were not read: items may stand without their numbers";
        out(Part::Problem(problem(ProblemCode::ListNumbers, message)));
    }
    for (lines, number) in reader.writer.into_pages().into_iter().zip(1..) {
        out(Part::Page(text::page_of(number, lines)));
    }
}

fn damaged(out: &mut Out) {
    out(Part::Problem(problem(
        ProblemCode::Damaged,
        "the Word document is cut off or damaged; ask its publisher for it again",
    )));
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Where a structure stands in the table stream: offset and length.
type Span = (usize, usize);

/// What the file information block says.
struct Head {
    locked: bool,
    second_table: bool,
    pieces: Span,
    characters: Span,
    paragraphs: Span,
    /// Lengths of the parts of the text in their order, and whether each is text of the paper.
    stories: [(u32, bool); 7],
}

impl Head {
    fn read(word: &[u8]) -> Option<Self> {
        let new_enough = u16_at(word, 0)? == 0xA5EC && u16_at(word, 2)? >= 0x00C1;
        if !new_enough {
            return None;
        }
        let flags = u16_at(word, 0x0A)?;
        let span = |at: usize| Some((u32_at(word, at)? as usize, u32_at(word, at + 4)? as usize));
        let length = |at: usize| u32_at(word, at);
        Some(Self {
            locked: flags & 0x0100 != 0,
            second_table: flags & 0x0200 != 0,
            pieces: span(0x01A2)?,
            characters: span(0x00FA)?,
            paragraphs: span(0x0102)?,
            // Main text, footnotes, heads and feet, macros, comments, endnotes, text boxes.
            stories: [
                (length(0x4C)?, true),
                (length(0x50)?, true),
                (length(0x54)?, false),
                (length(0x58)?, false),
                (length(0x5C)?, false),
                (length(0x60)?, true),
                (length(0x64)?, true),
            ],
        })
    }
}

/// A stretch of text: the positions of its characters, and where their bytes begin.
struct Piece {
    from: u32,
    until: u32,
    offset: usize,
    /// One byte a character instead of two.
    narrow: bool,
}

fn pieces(table: &[u8], (at, length): Span) -> Option<Vec<Piece>> {
    let mut rest = table.get(at..at.checked_add(length)?)?;
    // Properties of pieces stand first, each with its length.
    while let [1, low, high, ..] = rest {
        rest = rest.get(3 + usize::from(u16::from_le_bytes([*low, *high]))..)?;
    }
    let [2, ..] = rest else { return None };
    let plc = rest.get(5..5 + u32_at(rest, 1)? as usize)?;
    let count = plc.len().checked_sub(4)? / 12;
    (0..count.min(MOST_PIECES))
        .map(|n| {
            let place = u32_at(plc, 4 * (count + 1) + 8 * n + 2)?;
            let narrow = place & 0x4000_0000 != 0;
            let offset = (place & 0x3FFF_FFFF) as usize;
            Some(Piece {
                from: u32_at(plc, 4 * n)?,
                until: u32_at(plc, 4 * (n + 1))?,
                offset: if narrow { offset / 2 } else { offset },
                narrow,
            })
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Characters,
    Paragraphs,
}

/// What the formatting of a run says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Format {
    bold: bool,
    hidden: bool,
    deleted: bool,
    raised: bool,
    in_table: bool,
    row_end: bool,
    in_list: bool,
    page_before: bool,
    outline: Option<u8>,
}

/// Formatting by offset in the stream, in order.
struct Runs(Vec<(u32, Format)>);

impl Runs {
    fn read(word: &[u8], table: &[u8], (at, length): Span, sort: Sort) -> Self {
        let mut runs = Vec::new();
        let plc = table.get(at..at.saturating_add(length)).unwrap_or_default();
        let count = plc.len().saturating_sub(4) / 8;
        for n in 0..count {
            let Some(page) = u32_at(plc, 4 * (count + 1) + 4 * n) else { break };
            let begin = (page & 0x003F_FFFF) as usize * FORMAT_PAGE;
            if let Some(page) = word.get(begin..begin + FORMAT_PAGE) {
                read_page(page, sort, &mut runs);
            }
        }
        runs.sort_by_key(|(from, _)| *from);
        Self(runs)
    }

    fn at(&self, offset: usize) -> Format {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let after = self.0.partition_point(|(from, _)| *from <= offset);
        after.checked_sub(1).and_then(|at| self.0.get(at)).map(|(_, format)| *format).unwrap_or_default()
    }
}

fn read_page(page: &[u8], sort: Sort, runs: &mut Vec<(u32, Format)>) {
    let count = usize::from(page[FORMAT_PAGE - 1]);
    for n in 0..count {
        let Some(from) = u32_at(page, 4 * n) else { return };
        let width = if sort == Sort::Characters { 1 } else { 13 };
        let place = page.get(4 * (count + 1) + width * n).map_or(0, |place| usize::from(*place) * 2);
        let mut format = Format::default();
        if place > 0 {
            let length = page.get(place).map_or(0, |length| usize::from(*length));
            let properties = match (sort, length) {
                (Sort::Characters, length) => page.get(place + 1..place + 1 + length),
                (Sort::Paragraphs, 0) => {
                    let length = page.get(place + 1).map_or(0, |length| usize::from(*length) * 2);
                    // The first two bytes name the style.
                    page.get(place + 4..place + 2 + length)
                }
                (Sort::Paragraphs, length) => page.get(place + 3..place + 2 * length),
            };
            apply(properties.unwrap_or_default(), &mut format);
        }
        runs.push((from, format));
    }
}

/// Applies property modifiers; what they set and this reader does not use is stepped over by its size.
fn apply(mut rest: &[u8], format: &mut Format) {
    while let Some(code) = u16_at(rest, 0) {
        let operand = &rest[2..];
        let first = operand.first().copied().unwrap_or(0);
        // Bits 13 to 15 give the size of the operand.
        let size = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ if code == 0xD608 => usize::from(u16_at(operand, 0).unwrap_or(0)) + 1,
            _ => 1 + usize::from(first),
        };
        match code {
            0x0835 => format.bold = first & 1 == 1,
            0x0800 => format.deleted = first & 1 == 1,
            0x083C => format.hidden = first & 1 == 1,
            0x2A48 => format.raised = first == 1,
            0x2416 => format.in_table = first == 1,
            0x2417 => format.row_end = first == 1,
            0x2407 => format.page_before = first == 1,
            0x2640 => format.outline = Some(first).filter(|level| *level < 9),
            0x460B => format.in_list = u16_at(operand, 0).is_some_and(|list| list != 0),
            _ => {}
        }
        match operand.get(size..) {
            Some(after) => rest = after,
            None => return,
        }
    }
}

struct Reader {
    characters: Runs,
    paragraphs: Runs,
    writer: Writer,
    fields: Codes,
    in_row: bool,
    lists: bool,
}

impl Reader {
    /// Reads the characters from one position up to another.
    fn story(&mut self, word: &[u8], pieces: &[Piece], from: u32, until: u32) {
        for piece in pieces.iter().filter(|piece| piece.until > from && piece.from < until) {
            let first = piece.from.max(from);
            for position in first..piece.until.min(until) {
                let step = (position - piece.from) as usize;
                let at = piece.offset + if piece.narrow { step } else { step * 2 };
                let unit = if piece.narrow { word.get(at).map(|b| u16::from(*b)) } else { u16_at(word, at) };
                let Some(unit) = unit else { return };
                self.unit(unit, piece.narrow, at);
            }
        }
        self.end_paragraph(Format::default());
        if self.in_row {
            self.writer.end_row();
            self.in_row = false;
        }
    }

    fn unit(&mut self, unit: u16, narrow: bool, at: usize) {
        match unit {
            0x0D => self.end_paragraph(self.paragraphs.at(at)),
            0x07 => self.end_cell(self.paragraphs.at(at)),
            0x0C => {
                self.end_paragraph(self.paragraphs.at(at));
                self.writer.break_page();
            }
            0x13 => self.fields.begin(),
            0x14 => self.fields.separate(),
            0x15 => self.fields.end(),
            0x0B => self.push("\n", at),
            0x09 => self.push("\t", at),
            0x1E => self.push("-", at),
            0x00..=0x1F => {}
            unit if narrow => {
                let byte = [unit as u8];
                let (c, _) = WINDOWS_1252.decode_without_bom_handling(&byte);
                self.push(&c, at);
            }
            unit => {
                let c = char::decode_utf16([unit]).next().and_then(Result::ok).unwrap_or('\u{fffd}');
                self.push(c.encode_utf8(&mut [0; 4]), at);
            }
        }
    }

    fn push(&mut self, words: &str, at: usize) {
        let format = self.characters.at(at);
        if format.hidden || format.deleted || self.fields.in_code() {
            return;
        }
        if format.raised {
            let words = raised(words, self.writer.text());
            self.writer.push(&words, format.bold, false);
        } else {
            self.writer.push(words, format.bold, false);
        }
    }

    fn end_paragraph(&mut self, format: Format) {
        if format.page_before {
            self.writer.break_page();
        }
        if format.in_table && !self.in_row {
            self.begin_row();
        }
        self.lists |= format.in_list && !self.writer.is_blank();
        let level = format.outline.map(|level| level + 1);
        self.writer.end_paragraph(Style { level, listed: format.in_list, ..Style::default() });
    }

    fn end_cell(&mut self, format: Format) {
        if format.row_end {
            self.end_paragraph(Format::default());
            self.writer.end_row();
            self.in_row = false;
            return;
        }
        if !self.in_row {
            self.begin_row();
        }
        self.end_paragraph(format);
        self.writer.begin_cell();
    }
    fn begin_row(&mut self) {
        self.writer.begin_row();
        self.writer.begin_cell();
        self.in_row = true;
    }
}
