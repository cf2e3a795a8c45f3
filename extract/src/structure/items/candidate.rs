//! A line, or several, that may head an item.

use crate::layout::number::Number;

/// How a number stands to its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Before the title, on its line.
    Before,
    /// On a line of its own, above the title.
    Above,
    /// Behind words that say what is numbered: "Notice of Motion No. 3".
    Behind,
}

/// A line, or several, that may head an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its number and where that stands.
    pub number: Option<(Number, Place)>,
    /// The agenda's number printed beside the minutes' own.
    pub agenda_number: Option<String>,
    /// Its words.
    pub title: String,
    /// The blocks that it consists of.
    pub blocks: Vec<usize>,
    /// Whether it is printed like a heading: larger, bold, underlined, or so marked by the format.
    pub stressed: bool,
    /// Whether it is in capitals throughout.
    pub caps: bool,
}

impl Candidate {
    /// The block after it.
    pub fn next(&self) -> usize {
        self.blocks.last().map_or(0, |last| last + 1)
    }

    /// Its first block.
    pub fn first(&self) -> usize {
        self.blocks.first().copied().unwrap_or(0)
    }
}

/// Whether something stands between this candidate and the next one: text of its own.
pub fn text_follows(candidates: &[Candidate], at: usize) -> bool {
    candidates.get(at + 1).is_none_or(|next| next.first() > candidates[at].next())
}
