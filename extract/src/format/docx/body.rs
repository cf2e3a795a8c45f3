//! The text of a Word part: paragraphs, list entries, headings and table rows, page by page.

use super::fields::Fields;
use super::numbering::Numbering;
use super::styles::{Styles, is_on};
use crate::content::{Line, Part};
use crate::format::marks::raised;
use crate::format::symbols::Signs;
use crate::format::writer::{self, Writer};
use crate::format::xml::{self, Walk, attribute, local};
use crate::format::{Out, problem};
use crate::layout::NOTE;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use record::{Form, ProblemCode};
use std::collections::HashMap;

/// What stands in other parts of the file.
pub struct Around<'a> {
    /// Paragraph styles.
    pub styles: &'a Styles,
    /// Lists.
    pub lists: Numbering,
    /// Lines of notes, by "footnotes" or "endnotes" and their id.
    pub notes: HashMap<(String, String), Vec<Line>>,
    /// Lines of merged-in files, diagrams and charts, by the id of their relation.
    pub chunks: HashMap<String, Vec<Line>>,
}

/// Reads the lines of each page. Pages are told from the breaks that Word wrote when it last laid the text out.
pub fn read(xml: &str, around: Around<'_>, out: &mut Out) -> Vec<Vec<Line>> {
    let mut body = Body::new(around);
    if let Some((at, error)) = body.walk(xml) {
        out(Part::Problem(problem(
            ProblemCode::Truncated,
            format!("the DOCX text is damaged after {at} bytes: {error}"),
        )));
    }
    body.writer.into_pages()
}

/// Reads `word/footnotes.xml` or `word/endnotes.xml`: the lines of each note.
pub fn read_notes(xml: &str, sort: &str, styles: &Styles) -> HashMap<(String, String), Vec<Line>> {
    let around = || Around { styles, lists: Numbering::default(), notes: HashMap::new(), chunks: HashMap::new() };
    let mut notes = HashMap::new();
    // A note is a body of its own: cut the part at its notes, which never stand in one another.
    for (id, inner) in pieces(xml, sort.trim_end_matches('s')) {
        let mut body = Body::new(around());
        body.walk(inner);
        notes.insert((sort.to_owned(), id), body.writer.into_pages().into_iter().flatten().collect());
    }
    notes
}

/// The XML inside of each element of this name that is no line between text and notes, by its id.
fn pieces<'x>(xml: &'x str, name: &str) -> Vec<(String, &'x str)> {
    let place = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    let mut reader = Reader::from_str(xml);
    let mut pieces = Vec::new();
    let mut open: Option<(Option<String>, usize)> = None;
    loop {
        let before = place(&reader);
        match reader.read_event() {
            Ok(Event::Start(tag)) if local(tag.name().as_ref()) == name => {
                let plain = attribute(&tag, "type").is_none_or(|sort| sort == "normal");
                open = Some((attribute(&tag, "id").filter(|_| plain), place(&reader)));
            }
            Ok(Event::End(tag)) if local(tag.name().as_ref()) == name => {
                if let Some((Some(id), from)) = open.take() {
                    pieces.extend(xml.get(from..before).map(|inner| (id, inner)));
                }
            }
            Ok(Event::Eof) | Err(_) => return pieces,
            Ok(_) => {}
        }
    }
}

/// What a paragraph says of itself.
#[derive(Debug, Default)]
struct Paragraph {
    style: String,
    /// Its list; `Some(None)` where it says that it has none.
    list: Option<Option<String>>,
    level: Option<usize>,
    outline: Option<u8>,
    runs_on: bool,
    drop_cap: bool,
    bold: bool,
    hidden: bool,
    /// Whether words of it are hidden.
    unseen: bool,
}

/// What a run says of itself.
#[derive(Debug, Default, Clone, Copy)]
struct Run {
    bold: Option<bool>,
    underlined: bool,
    hidden: Option<bool>,
    raised: bool,
    /// What its font shows, where that is one of signs.
    signs: Option<Signs>,
}

/// Half points above the line from which on words are raised.
const RAISED: i32 = 3;

struct Body<'a> {
    around: Around<'a>,
    writer: Writer,
    /// Paragraphs that are open, innermost last.
    open: Vec<Paragraph>,
    run: Run,
    in_text: bool,
    /// Inside the code of a field.
    in_instruction: bool,
    /// Inside the properties of a paragraph, and of its mark.
    in_properties: bool,
    in_mark: bool,
    /// Inside the properties of a table row.
    in_row: bool,
    fields: Fields,
    /// Whether the content of a control is only what asks to fill it in.
    unfilled: bool,
    /// Depth of elements whose text is not part of the document.
    skipped: usize,
}

/// Elements whose content is not read: deleted and moved-away text, old properties, the copy for old programs, the spelling
/// of ruby text.
fn is_skipped(name: &str) -> bool {
    matches!(name, "Fallback" | "moveFrom" | "delText" | "delInstrText" | "rt") || name.ends_with("Change")
}

impl Walk for Body<'_> {
    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        // The deletion of a paragraph's mark stands among its properties.
        let deleted = name == "del" && !self.in_mark && !self.in_row;
        if self.skipped > 0 || deleted || is_skipped(name) && !self.in_mark || name.ends_with("Change") {
            self.skipped += 1;
            return;
        }
        if self.fields.start(name, tag) {
            if let Some(shown) = self.fields.take_equation() {
                self.push_fraction(&shown);
            }
            return;
        }
        match name {
            "p" => {
                self.open.push(Paragraph::default());
                self.writer.begin_paragraph();
                self.run = Run::default();
            }
            "pPr" => self.in_properties = true,
            // What asks to be filled in was not.
            "showingPlcHdr" => self.unfilled = is_on(&attribute(tag, "val").unwrap_or_default()),
            "sdtContent" if std::mem::take(&mut self.unfilled) => self.skipped = 1,
            "trPr" => self.in_row = true,
            "del" | "hidden" if self.in_row => self.writer.drop_row(),
            "cellDel" => self.writer.drop_cell(),
            "rPr" if self.in_properties => self.in_mark = true,
            "del" | "moveFrom" if self.in_mark => self.paragraph(|p| p.runs_on = true),
            "r" => self.run = Run::default(),
            "t" => self.in_text = true,
            "instrText" => self.in_instruction = true,
            _ if self.in_mark => {}
            _ if self.in_properties => self.property(name, tag),
            _ => self.inline(name, tag),
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if let Some(shown) = self.fields.end(name) {
            return self.push(&shown);
        }
        match name {
            "t" => self.in_text = false,
            "instrText" => self.in_instruction = false,
            "trPr" => self.in_row = false,
            "rPr" => self.in_mark = false,
            "pPr" => self.in_properties = false,
            "p" => self.end_paragraph(),
            "tr" => self.writer.end_row(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_instruction {
            self.fields.instruct(words);
        }
        if self.skipped > 0 || !self.in_text || self.fields.in_code() {
            return;
        }
        if let Some(signs) = self.run.signs {
            self.push(&words.chars().map(|c| signs.shown(c)).collect::<String>());
        } else if self.run.raised {
            self.push(&raised(words, self.writer.text()));
        } else {
            self.push(words);
        }
    }
}

impl<'a> Body<'a> {
    fn new(around: Around<'a>) -> Self {
        Self {
            around,
            writer: Writer::default(),
            open: Vec::new(),
            run: Run::default(),
            in_text: false,
            in_instruction: false,
            in_properties: false,
            in_mark: false,
            in_row: false,
            fields: Fields::default(),
            unfilled: false,
            skipped: 0,
        }
    }

    /// Walks the XML and ends what it leaves open; gives place and error where it is damaged.
    fn walk(&mut self, xml: &str) -> Option<(u64, quick_xml::Error)> {
        let failed = xml::walk(xml, self);
        self.skipped = 0;
        while !self.open.is_empty() {
            self.end("p");
        }
        failed
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.open.last_mut() {
            change(paragraph);
        }
    }

    fn property(&mut self, name: &str, tag: &BytesStart<'_>) {
        let value = attribute(tag, "val").unwrap_or_default();
        match name {
            "pStyle" => {
                let styles = self.around.styles;
                let (bold, hidden) = (styles.is_bold(&value), styles.is_hidden(&value));
                self.paragraph(|p| (p.style, p.bold, p.hidden) = (value, bold, hidden));
            }
            "numId" => self.paragraph(|p| p.list = Some(Some(value).filter(|list| list != "0"))),
            "ilvl" => self.paragraph(|p| p.level = value.parse().ok()),
            "outlineLvl" => self.paragraph(|p| p.outline = value.parse::<u8>().ok().filter(|level| *level < 9)),
            "framePr" => {
                let drop = attribute(tag, "dropCap").is_some_and(|sort| sort == "drop" || sort == "margin");
                self.paragraph(|p| p.drop_cap = drop);
            }
            "pageBreakBefore" if is_on(&value) => self.writer.break_page(),
            _ => {}
        }
    }

    fn inline(&mut self, name: &str, tag: &BytesStart<'_>) {
        let value = || attribute(tag, "val").unwrap_or_default();
        match name {
            "b" => self.run.bold = Some(is_on(&value())),
            "u" => self.run.underlined = is_on(&value()),
            "vanish" => self.run.hidden = Some(is_on(&value())),
            "vertAlign" => self.run.raised = value() == "superscript",
            "position" => self.run.raised |= value().parse::<i32>().is_ok_and(|up| up >= RAISED),
            "rFonts" => self.run.signs = attribute(tag, "ascii").and_then(|font| Signs::of_font(&font)),
            "rStyle" => {
                let (style, styles) = (value(), self.around.styles);
                self.run.bold = styles.is_bold(&style).then_some(true).or(self.run.bold);
                self.run.hidden = styles.is_hidden(&style).then_some(true).or(self.run.hidden);
                self.run.raised |= styles.is_raised(&style);
            }
            "tab" | "ptab" => self.push("\t"),
            "br" if attribute(tag, "type").as_deref() == Some("page") => self.writer.break_page(),
            "lastRenderedPageBreak" => self.writer.break_page(),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            // The parts of a fraction in an equation that stand above and below the line.
            "num" => self.push_fraction(""),
            "den" => self.push("/"),
            "sym" => {
                let code = attribute(tag, "char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                let signs = attribute(tag, "font").and_then(|font| Signs::of_font(&font));
                if let Some(c) = code.and_then(char::from_u32) {
                    self.push(signs.map_or(c, |signs| signs.shown(c)).encode_utf8(&mut [0; 4]));
                }
            }
            "footnoteReference" | "endnoteReference" => {
                let sort = if name.starts_with('f') { "footnotes" } else { "endnotes" };
                let id = attribute(tag, "id").unwrap_or_default();
                self.push(NOTE.encode_utf8(&mut [0; 4]));
                if let Some(lines) = self.around.notes.remove(&(sort.to_owned(), id)) {
                    self.writer.hang(lines);
                }
            }
            // Words drawn as a picture: a stamp across the page.
            "textpath" => {
                let words = attribute(tag, "string").filter(|words| !words.trim().is_empty());
                self.writer.hang(words.map(|words| Line::whole(words, Form::Paragraph)).into_iter().collect());
            }
            "altChunk" | "chart" => self.hang(attribute(tag, "id")),
            "relIds" => self.hang(attribute(tag, "dm")),
            "tr" => self.writer.begin_row(),
            "tc" => self.writer.begin_cell(),
            _ => {}
        }
    }

    /// Puts what another part holds behind the open paragraph.
    fn hang(&mut self, id: Option<String>) {
        if let Some(lines) = id.and_then(|id| self.around.chunks.remove(&id)) {
            self.writer.hang(lines);
        }
    }

    fn push(&mut self, words: &str) {
        let (of_style, hidden) = self.open.last().map_or((false, false), |p| (p.bold, p.hidden));
        if self.run.hidden.unwrap_or(hidden) {
            self.paragraph(|p| p.unseen |= !words.trim().is_empty());
            return;
        }
        self.writer.push(words, self.run.bold.unwrap_or(of_style), self.run.underlined);
    }

    /// Puts a fraction apart from the whole number that it stands behind: "4 1/2" is no "41/2".
    fn push_fraction(&mut self, fraction: &str) {
        if self.writer.text().ends_with(|c: char| c.is_ascii_digit()) {
            self.push(" ");
        }
        self.push(fraction);
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        self.fields.end_paragraph();
        let styles = self.around.styles;
        let of_style = styles.list(&paragraph.style);
        let level = paragraph.level.or_else(|| of_style.as_ref().and_then(|(_, level)| *level));
        let list = match paragraph.list {
            Some(list) => list,
            None => of_style.map(|(list, _)| list).filter(|list| list != "0"),
        };
        // An empty paragraph has its number in Word, which counts on behind it; one that is hidden, or whose end was deleted,
        // has none. In the first cell of a row the number of an empty one stands for the row.
        let blank = self.writer.is_blank();
        let marker = list.filter(|_| !(paragraph.runs_on || blank && paragraph.unseen));
        let marker = marker.and_then(|list| self.around.lists.next(&list, level, &paragraph.style));
        let marker = marker.filter(|_| !blank || self.writer.opens_row());
        if let Some(number) = marker.as_deref().filter(|number| blank && number.contains(char::is_alphanumeric)) {
            self.writer.push(number, false, false);
        }
        let marker = marker.filter(|_| !blank);
        let heading = styles.heading_level(&paragraph.style).or(paragraph.outline.map(|level| level + 1));
        let listed = styles.name(&paragraph.style).starts_with("list");
        let (runs_on, drop_cap) = (paragraph.runs_on, paragraph.drop_cap);
        let depth = marker.as_ref().map_or(0, |_| u32::try_from(level.unwrap_or(0)).unwrap_or(0) + 1);
        self.writer.end_paragraph(writer::Style { level: heading, marker, listed, depth, runs_on, drop_cap });
    }
}
