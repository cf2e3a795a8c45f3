//! A group of RTF, between braces: what it inherits from the one around it and gives back when it ends.

use super::beside::Aside;
use crate::format::symbols::Signs;
use encoding_rs::{Encoding, WINDOWS_1252};

/// What a group inherits and gives back when it ends.
#[derive(Debug, Clone)]
pub struct State {
    /// Whether it holds no words of the paper.
    pub skipped: bool,
    /// Whether its words are not shown.
    pub hidden: bool,
    /// Whether its words were deleted by somebody.
    pub deleted: bool,
    /// Whether it is in bold.
    pub bold: bool,
    /// Field of the metadata that the words go to.
    pub field: Option<Field>,
    /// Fallback characters after each `\u`.
    pub fallback: usize,
    /// Encoding of its bytes.
    pub encoding: &'static Encoding,
    /// Whether the group is one that readers who do not know it are to skip.
    pub starred: bool,
    /// Whether its first control word, which says what it is, is still to come.
    pub begins: bool,
    /// Whether it stands above the line.
    pub raised: bool,
    /// Whether the group is the table of fonts.
    pub in_fonts: bool,
    /// What stands beside the text, where the group is that.
    pub aside: Option<Aside>,
    /// Where a group holds its words twice, in plain letters and in all: whether it is skipped itself.
    pub twice: Option<bool>,
    /// The same of the group around, in either of the two.
    pub of_twice: Option<bool>,
    /// What the font shows that is written in, where that is one of signs.
    pub signs: Option<Signs>,
}

impl State {
    /// That of the whole file.
    pub fn outermost() -> Self {
        Self {
            skipped: false,
            hidden: false,
            deleted: false,
            bold: false,
            field: None,
            fallback: 1,
            encoding: WINDOWS_1252,
            starred: false,
            begins: false,
            raised: false,
            in_fonts: false,
            aside: None,
            twice: None,
            of_twice: None,
            signs: None,
        }
    }
}

/// Fields of the metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The title.
    Title,
    /// Who wrote it.
    Author,
    /// One that is not read.
    Other,
}
