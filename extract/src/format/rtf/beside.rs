//! What stands in RTF beside its text: notes, which hang on the paragraph that they stand in, the head of the first page,
//! and the names of fonts.

use super::Reader;
use crate::content::Line;
use crate::format::symbols::Signs;
use crate::layout::NOTE;
use std::collections::HashMap;

/// A text of its own inside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// A note at the foot of the page or the end of the paper.
    Note,
    /// The head of pages.
    Head,
}

/// What has been gathered.
#[derive(Debug, Default)]
pub struct Beside {
    /// Lines of the head of the first page.
    pub head: Vec<Line>,
    /// Fonts of signs.
    pub signs: HashMap<i32, Signs>,
    notes: Vec<Line>,
    /// The text around the one that is open, outermost first.
    around: Vec<Text>,
    font: String,
}

/// A text that is interrupted.
#[derive(Debug, Default)]
struct Text {
    text: String,
    letters: usize,
    bold: usize,
    cells: Vec<String>,
    in_table: bool,
    level: Option<u8>,
}

impl Beside {
    /// Takes a line of a text beside the text.
    pub fn put(&mut self, aside: Aside, line: Line) {
        match aside {
            Aside::Note => self.notes.push(line),
            Aside::Head => self.head.push(line),
        }
    }

    /// Takes a piece of the name of a font, which ends with a semicolon.
    pub fn name_font(&mut self, font: Option<i32>, words: &str) {
        for c in words.chars() {
            if c != ';' {
                self.font.push(c);
                continue;
            }
            let signs = Signs::of(std::mem::take(&mut self.font).trim());
            self.signs.extend(font.zip(signs));
        }
    }
}

impl Reader {
    /// Notes what stands beside the text: comments, and sizes of pictures, which are told in twentieths of points.
    pub(super) fn beside(&mut self, word: &str, number: Option<i64>) {
        let points = || number.unwrap_or(0) as f64 / 20.0;
        match word {
            "annotation" => self.left_out.comments += 1,
            // The copy for old programs tells the size once more.
            "nonshppict" => self.in_copy = self.stack.len(),
            "picwgoal" => self.width = points(),
            "pichgoal" if self.in_copy == 0 || self.stack.len() < self.in_copy => {
                self.left_out.picture(std::mem::take(&mut self.width), points());
            }
            _ => {}
        }
    }

    /// Begins a text beside the text; the head of the first page is the last that is told.
    pub(super) fn begin_aside(&mut self, aside: Aside) {
        if self.state.skipped || self.state.aside.is_some() {
            self.state.skipped = true;
            return;
        }
        if aside == Aside::Head {
            self.beside.head.clear();
        }
        self.state.aside = Some(aside);
        let around = Text {
            text: std::mem::take(&mut self.text),
            letters: std::mem::take(&mut self.letters),
            bold: std::mem::take(&mut self.bold),
            cells: std::mem::take(&mut self.cells),
            in_table: std::mem::take(&mut self.in_table),
            level: self.level.take(),
        };
        self.beside.around.push(around);
    }

    /// Ends it, and goes on with the text where it was.
    pub(super) fn end_aside(&mut self) {
        let of_note = self.state.aside == Some(Aside::Note);
        self.in_table = false;
        self.finish(None);
        let Some(around) = self.beside.around.pop() else { return };
        (self.text, self.letters, self.bold) = (around.text, around.letters, around.bold);
        (self.cells, self.in_table, self.level) = (around.cells, around.in_table, around.level);
        if of_note {
            self.text.push(NOTE);
        }
    }

    /// Puts the notes of a paragraph or row behind it.
    pub(super) fn put_notes(&mut self) {
        if self.state.aside.is_none() {
            for note in std::mem::take(&mut self.beside.notes) {
                self.push_line(note);
            }
        }
    }
}
