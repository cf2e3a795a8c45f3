//! The text of `word/document.xml`: paragraphs, list entries, headings and table rows, page by page.

use super::numbering::Numbering;
use super::{attribute, local};
use crate::content::{Line, Part};
use crate::format::{Out, problem};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use record::Form;
use std::collections::HashMap;

/// Reads the lines of each page. Pages are told from the breaks that Word wrote when it last laid the text out.
pub fn read(xml: &str, styles: &HashMap<String, String>, numbering: Numbering, out: &mut Out) -> Vec<Vec<Line>> {
    let mut body = Body::new(styles, numbering);
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => body.start(&tag),
            Ok(Event::Empty(tag)) => {
                body.start(&tag);
                body.end(local(tag.name().as_ref()));
            }
            Ok(Event::End(tag)) => body.end(local(tag.name().as_ref())),
            Ok(Event::Text(words)) => body.words(words.as_ref()),
            Ok(Event::GeneralRef(entity)) => body.words(&character(entity.as_ref())),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let message = format!("the DOCX text is damaged after {} bytes: {error}", reader.buffer_position());
                out(Part::Problem(problem("truncated", message)));
                break;
            }
        }
    }
    body.end("p");
    body.pages
}

/// The character that an entity stands for.
fn character(entity: &str) -> String {
    match entity {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        _ => {
            let code = entity.strip_prefix('#').and_then(|code| match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => code.parse().ok(),
            });
            code.and_then(char::from_u32).map(String::from).unwrap_or_default()
        }
    }
}

struct Body<'a> {
    styles: &'a HashMap<String, String>,
    numbering: Numbering,
    pages: Vec<Vec<Line>>,
    text: String,
    /// Style name, list and level of the paragraph.
    style: String,
    list: Option<String>,
    level: usize,
    in_text: bool,
    in_bold: bool,
    bold: usize,
    letters: usize,
    /// Depth of elements whose text is not part of the document.
    skipped: usize,
    /// Cells of the table rows that are open, innermost last.
    rows: Vec<Vec<String>>,
}

impl<'a> Body<'a> {
    fn new(styles: &'a HashMap<String, String>, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            pages: vec![Vec::new()],
            text: String::new(),
            style: String::new(),
            list: None,
            level: 0,
            in_text: false,
            in_bold: false,
            bold: 0,
            letters: 0,
            skipped: 0,
            rows: Vec::new(),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let name = local(name.as_ref());
        if self.skipped > 0 || matches!(name, "del" | "Fallback" | "moveFrom" | "instrText") {
            self.skipped += 1;
            return;
        }
        let value = || attribute(tag, "val").unwrap_or_default();
        match name {
            "p" => self.begin_paragraph(),
            "pStyle" => self.style = self.styles.get(&value()).cloned().unwrap_or_else(|| value().to_lowercase()),
            "numId" => self.list = Some(value()).filter(|list| list != "0"),
            "ilvl" => self.level = value().parse().unwrap_or(0),
            "r" => self.in_bold = false,
            "b" => self.in_bold = !matches!(value().as_str(), "0" | "false"),
            "t" => self.in_text = true,
            "tab" if attribute(tag, "pos").is_none() => self.text.push('\t'),
            "br" if attribute(tag, "type").as_deref() == Some("page") => self.break_page(),
            "lastRenderedPageBreak" => self.break_page(),
            "br" | "cr" => self.text.push(' '),
            "noBreakHyphen" => self.text.push('-'),
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "t" => self.in_text = false,
            "p" => self.finish_paragraph(),
            "tr" => self.finish_row(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.skipped > 0 || !self.in_text {
            return;
        }
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        self.letters += letters;
        if self.in_bold {
            self.bold += letters;
        }
        self.text.push_str(words);
    }

    fn begin_paragraph(&mut self) {
        self.finish_paragraph();
        self.style.clear();
        (self.list, self.level, self.in_bold) = (None, 0, false);
    }

    /// A break inside a paragraph or table ends the page after it: a paragraph is whole.
    fn break_page(&mut self) {
        let begun = !self.text.trim().is_empty() || !self.rows.is_empty();
        let written = self.pages.last().is_some_and(|page| !page.is_empty());
        if !begun && written {
            self.pages.push(Vec::new());
        }
    }

    fn finish_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        let bold = self.letters > 0 && self.bold * 10 > self.letters * 9;
        (self.bold, self.letters) = (0, 0);
        if text.trim().is_empty() {
            return;
        }
        let marker = self.list.take().and_then(|list| self.numbering.next(&list, self.level));
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.extend(marker.iter().flat_map(|marker| [marker.as_str(), " "]));
            cell.push_str(&text.replace('\t', " "));
            return;
        }
        let level = heading_level(&self.style);
        let form = match level {
            Some(_) => Some(Form::Heading),
            None if marker.is_some() || self.style.starts_with("list") => Some(Form::ListEntry),
            None => Some(Form::Paragraph),
        };
        let text = marker.map_or_else(|| text.clone(), |marker| format!("{marker}\t{}", text.trim_start()));
        self.push(Line { bold, level, form, starts_paragraph: true, ..Line::plain(text) });
    }

    fn finish_row(&mut self) {
        let Some(cells) = self.rows.pop() else { return };
        let row = cells.join("\t");
        if row.trim().is_empty() {
            return;
        }
        match self.rows.last_mut().and_then(|outer| outer.last_mut()) {
            // A table inside a cell is part of its words.
            Some(cell) => {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&row.replace('\t', " "));
            }
            None => self.push(Line::whole(row, Form::TableRow)),
        }
    }

    fn push(&mut self, line: Line) {
        if let Some(page) = self.pages.last_mut() {
            page.push(line);
        }
    }
}

/// The level of a heading style: "heading 2", "title".
fn heading_level(style: &str) -> Option<u8> {
    match style {
        "title" => Some(1),
        "subtitle" => Some(2),
        _ => style.strip_prefix("heading").and_then(|level| level.trim().parse().ok()).filter(|level| *level <= 9),
    }
}
