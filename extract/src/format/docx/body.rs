//! The text of a Word part: paragraphs, list entries, headings and table rows, page by page.

use super::numbering::Numbering;
use super::styles::{Styles, is_on};
use crate::content::{Line, Part};
use crate::format::writer::{self, Writer};
use crate::format::xml::{self, Walk, attribute};
use crate::format::{Out, problem, raised};
use quick_xml::events::BytesStart;
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
        out(Part::Problem(problem("truncated", format!("the DOCX text is damaged after {at} bytes: {error}"))));
    }
    body.writer.into_pages()
}

/// Reads `word/footnotes.xml` or `word/endnotes.xml`: the lines of each note.
pub fn read_notes(xml: &str, sort: &str, styles: &Styles) -> HashMap<(String, String), Vec<Line>> {
    let around = || Around { styles, lists: Numbering::default(), notes: HashMap::new(), chunks: HashMap::new() };
    let mut notes = HashMap::new();
    let tag = sort.trim_end_matches('s');
    // A note is a body of its own: cut the part at its notes, which never stand in one another.
    for piece in xml.split(&format!("<w:{tag} ")).skip(1) {
        let Some((attributes, inner)) = piece.split_once('>') else { continue };
        let value = |name: &str| attributes.split(&format!("w:{name}=\"")).nth(1)?.split('"').next().map(str::to_owned);
        let Some(id) = value("id").filter(|_| value("type").is_none_or(|sort| sort == "normal")) else { continue };
        let inner = inner.split(&format!("</w:{tag}>")).next().unwrap_or_default();
        let mut body = Body::new(around());
        body.walk(inner);
        notes.insert((sort.to_owned(), id), body.writer.into_pages().into_iter().flatten().collect());
    }
    notes
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
}

/// What a run says of itself.
#[derive(Debug, Default, Clone, Copy)]
struct Run {
    bold: Option<bool>,
    underlined: bool,
    hidden: bool,
    raised: bool,
}

struct Body<'a> {
    around: Around<'a>,
    writer: Writer,
    /// Paragraphs that are open, innermost last.
    open: Vec<Paragraph>,
    run: Run,
    in_text: bool,
    /// Inside the properties of a paragraph, and of its mark.
    in_properties: bool,
    in_mark: bool,
    /// Depth of elements whose text is not part of the document.
    skipped: usize,
}

/// Elements whose content is not read: deleted and moved-away text, old properties, the copy for old programs, field
/// codes, the spelling of ruby text.
fn is_skipped(name: &str) -> bool {
    matches!(name, "Fallback" | "moveFrom" | "instrText" | "delText" | "delInstrText" | "rt")
        || name.ends_with("Change")
}

impl Walk for Body<'_> {
    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        // The deletion of a paragraph's mark stands among its properties.
        let deleted = name == "del" && !self.in_mark;
        if self.skipped > 0 || deleted || is_skipped(name) && !self.in_mark || name.ends_with("Change") {
            self.skipped += 1;
            return;
        }
        match name {
            "p" => {
                self.open.push(Paragraph::default());
                self.writer.begin_paragraph();
                self.run = Run::default();
            }
            "pPr" => self.in_properties = true,
            "rPr" if self.in_properties => self.in_mark = true,
            "del" | "moveFrom" if self.in_mark => self.paragraph(|p| p.runs_on = true),
            "r" => self.run = Run::default(),
            "t" => self.in_text = true,
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
        match name {
            "t" => self.in_text = false,
            "rPr" => self.in_mark = false,
            "pPr" => self.in_properties = false,
            "p" => self.end_paragraph(),
            "tr" => self.writer.end_row(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.skipped == 0 && self.in_text {
            if self.run.raised {
                self.push(&raised(words));
            } else {
                self.push(words);
            }
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
            in_properties: false,
            in_mark: false,
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
                let bold = self.around.styles.is_bold(&value);
                self.paragraph(|p| (p.style, p.bold) = (value, bold));
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
            "vanish" => self.run.hidden = is_on(&value()),
            "vertAlign" => self.run.raised = value() == "superscript",
            "rStyle" => {
                let style = value();
                if self.around.styles.is_bold(&style) {
                    self.run.bold = Some(true);
                }
            }
            "tab" | "ptab" => self.push("\t"),
            "br" if attribute(tag, "type").as_deref() == Some("page") => self.writer.break_page(),
            "lastRenderedPageBreak" => self.writer.break_page(),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => {
                let code = attribute(tag, "char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                if let Some(c) = code.and_then(char::from_u32) {
                    self.push(&c.to_string());
                }
            }
            "footnoteReference" | "endnoteReference" => {
                let sort = if name.starts_with('f') { "footnotes" } else { "endnotes" };
                let id = attribute(tag, "id").unwrap_or_default();
                if let Some(lines) = self.around.notes.remove(&(sort.to_owned(), id)) {
                    self.writer.hang(lines);
                }
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
        if self.run.hidden {
            return;
        }
        let of_style = self.open.last().is_some_and(|p| p.bold);
        self.writer.push(words, self.run.bold.unwrap_or(of_style), self.run.underlined);
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        let styles = self.around.styles;
        let of_style = styles.list(&paragraph.style);
        let level = paragraph.level.or_else(|| of_style.as_ref().and_then(|(_, level)| *level));
        let list = match paragraph.list {
            Some(list) => list,
            None => of_style.map(|(list, _)| list).filter(|list| list != "0"),
        };
        // An empty paragraph counts nothing that a reader sees, nor does one whose end was deleted.
        let marker = list.filter(|_| !paragraph.runs_on && !self.writer.is_blank());
        let marker = marker.and_then(|list| self.around.lists.next(&list, level, &paragraph.style));
        let heading = styles.heading_level(&paragraph.style).or(paragraph.outline.map(|level| level + 1));
        let listed = styles.name(&paragraph.style).starts_with("list");
        let (runs_on, drop_cap) = (paragraph.runs_on, paragraph.drop_cap);
        self.writer.end_paragraph(writer::Style { level: heading, marker, listed, runs_on, drop_cap });
    }
}
