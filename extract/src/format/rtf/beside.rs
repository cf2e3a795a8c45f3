//! What stands in RTF beside its text: notes, which hang on the paragraph that they stand in, the head of the first page,
//! and the names of fonts.

use crate::content::Line;
use crate::format::symbols::Signs;
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
    /// Notes of the paragraph or row that is being written.
    pub notes: Vec<Line>,
    /// The text around the one that is open, outermost first.
    around: Vec<Text>,
    font: String,
}

/// A text that is being written, or is interrupted by one beside it.
#[derive(Debug, Default)]
pub struct Text {
    /// The paragraph so far.
    pub text: String,
    /// Its letters, and those of them that are bold.
    pub letters: usize,
    pub bold: usize,
    /// The cells of the row so far.
    pub cells: Vec<String>,
    /// Whether the paragraph stands in a table.
    pub in_table: bool,
    /// Its level, where it is a heading.
    pub level: Option<u8>,
}

impl Beside {
    /// Begins a text beside the one that is open; the head of the first page is the last that is told.
    pub fn begin(&mut self, aside: Aside, open: &mut Text) {
        if aside == Aside::Head {
            self.head.clear();
        }
        self.around.push(std::mem::take(open));
    }

    /// Ends it: the text around it.
    pub fn end(&mut self) -> Option<Text> {
        self.around.pop()
    }

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
            let signs = Signs::of_font(std::mem::take(&mut self.font).trim());
            self.signs.extend(font.zip(signs));
        }
    }
}
