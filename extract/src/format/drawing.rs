//! DrawingML: the words of slides, text boxes, diagrams and charts, shape by shape.
//!
//! Source: ECMA-376, part 1, chapters 20 and 21.

use super::marks::raised;
use super::numerals::{letters, roman};
use super::writer::{Style, Writer};
use super::xml::{self, Walk, attribute, is_true};
use crate::content::Line;
use quick_xml::events::BytesStart;
use record::Form;

/// The lines of a piece of DrawingML, a title first; and where it is damaged.
pub fn lines(xml: &str, wanted: fn(&str) -> bool) -> (Vec<Line>, Option<String>) {
    let mut shapes = Shapes { wanted, ..Shapes::default() };
    let damage = xml::walk(xml, &mut shapes).map(|(at, error)| format!("damaged after {at} bytes: {error}"));
    let lines = shapes.writer.into_pages().into_iter().flatten();
    let lines = lines.map(|line| match line.form {
        Some(Form::Paragraph) => Line { form: Some(Form::SlideBlock), ..line },
        _ => line,
    });
    // Titles may be painted last; a reader sees them first.
    let (mut titles, rest): (Vec<Line>, Vec<Line>) = lines.partition(|line| line.form == Some(Form::Heading));
    titles.extend(rest);
    (titles, damage)
}

/// What a shape stands for: everything but what every slide repeats.
pub fn is_of_slide(placeholder: &str) -> bool {
    !matches!(placeholder, "sldNum" | "dt" | "ftr" | "hdr")
}

/// What a shape of a page of notes stands for: only the notes are its own.
pub fn is_of_notes(placeholder: &str) -> bool {
    placeholder == "body"
}

struct Shapes {
    wanted: fn(&str) -> bool,
    writer: Writer,
    /// What the open shape stands for.
    placeholder: String,
    skipped: usize,
    in_text: bool,
    bold: bool,
    raised: bool,
    level: usize,
    /// How the open paragraph is numbered.
    marker: Option<Marker>,
    /// Numbers reached, by level.
    counts: Vec<u32>,
}

enum Marker {
    Bullet,
    Number { form: String, start: u32 },
}

impl Default for Shapes {
    fn default() -> Self {
        Self {
            wanted: is_of_slide,
            writer: Writer::default(),
            placeholder: String::new(),
            skipped: 0,
            in_text: false,
            bold: false,
            raised: false,
            level: 0,
            marker: None,
            counts: Vec::new(),
        }
    }
}

/// Deepest level of lists.
const DEEPEST: usize = 9;

impl Walk for Shapes {
    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        // The copy for old programs, numbers of slides, the spelling of what is spoken.
        let field = name == "fld" && attribute(tag, "type").is_some_and(|sort| sort.starts_with("slidenum"));
        if self.skipped > 0 || field || matches!(name, "Fallback" | "numRef" | "numLit" | "extLst") {
            self.skipped += 1;
            return;
        }
        match name {
            "sp" | "graphicFrame" => (self.placeholder, self.counts) = (String::new(), Vec::new()),
            "ph" => self.placeholder = attribute(tag, "type").unwrap_or_else(|| "obj".to_owned()),
            "p" => {
                (self.level, self.marker, self.bold, self.raised) = (0, None, false, false);
                self.writer.begin_paragraph();
            }
            "pPr" => {
                let level = attribute(tag, "lvl").and_then(|level| level.parse().ok());
                self.level = level.unwrap_or(0).min(DEEPEST);
            }
            "buChar" => self.marker = Some(Marker::Bullet),
            "buAutoNum" => {
                let start = attribute(tag, "startAt").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.marker = attribute(tag, "type").map(|form| Marker::Number { form, start });
            }
            "r" => (self.bold, self.raised) = (false, false),
            "rPr" => {
                self.bold = is_true(tag, "b");
                self.raised = attribute(tag, "baseline").is_some_and(|at| at != "0" && !at.starts_with('-'));
            }
            "br" => self.push("\n"),
            "t" => self.in_text = true,
            "tr" => self.writer.begin_row(),
            "tc" => self.writer.begin_cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "t" => self.in_text = false,
            "tr" => self.writer.end_row(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.skipped == 0 && self.in_text {
            let words = if self.raised { raised(words, self.writer.text()) } else { words.to_owned() };
            self.push(&words);
        }
    }
}

impl Shapes {
    fn push(&mut self, words: &str) {
        if (self.wanted)(&self.placeholder) && self.writer.in_paragraph() {
            // A vertical tab is a line break within a paragraph.
            self.writer.push(&words.replace('\u{b}', "\n"), self.bold, false);
        }
    }

    fn end_paragraph(&mut self) {
        let blank = self.writer.is_blank();
        let marker = self.marker.take().filter(|_| !blank).and_then(|marker| self.shown(&marker));
        if marker.is_none() && !blank {
            self.counts.truncate(self.level);
        }
        let level = matches!(self.placeholder.as_str(), "title" | "ctrTitle").then_some(1);
        self.writer.end_paragraph(Style { level, marker, ..Style::default() });
    }

    /// The marker as it is shown.
    fn shown(&mut self, marker: &Marker) -> Option<String> {
        let (form, start) = match marker {
            Marker::Bullet => return Some("•".to_owned()),
            Marker::Number { form, start } => (form, *start),
        };
        self.counts.truncate(self.level + 1);
        let known = self.counts.len() > self.level;
        self.counts.resize(self.level + 1, 0);
        let count = &mut self.counts[self.level];
        *count = if known && *count > 0 { count.saturating_add(1) } else { start };
        let number = match form {
            form if form.starts_with("alphaLc") => letters(*count),
            form if form.starts_with("alphaUc") => letters(*count).to_uppercase(),
            form if form.starts_with("romanLc") => roman(*count),
            form if form.starts_with("romanUc") => roman(*count).to_uppercase(),
            _ => count.to_string(),
        };
        Some(match form {
            form if form.ends_with("ParenBoth") => format!("({number})"),
            form if form.ends_with("ParenR") => format!("{number})"),
            form if form.ends_with("Plain") => number,
            _ => format!("{number}."),
        })
    }
}
