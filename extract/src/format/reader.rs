//! What a format is: how its bytes are known, and how they are read.

use crate::content::Part;
use record::{Channel, Problem, ProblemCode};

/// What is known of the bytes besides themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hint {
    /// File name as published.
    pub file_name: String,
    /// How the source says the bytes are to be read.
    pub channel: Channel,
    /// Encoding of the text, as its server named it.
    pub charset: Option<String>,
}

/// Where a format puts what it reads.
pub type Out<'a> = dyn FnMut(Part) + 'a;

/// One format.
pub struct Format {
    /// Its usual name, for people.
    pub name: &'static str,
    /// Whether these bytes are of this format.
    pub sniff: fn(&[u8], &Hint) -> bool,
    /// Reads them, part by part.
    pub read: fn(&[u8], &mut Out),
}

/// Finds the format that bytes are in, if it is one that is read: for formats that hold files of any other in their text.
pub type Finder = fn(&[u8], &Hint) -> Option<&'static Format>;

impl Format {
    /// What it is, for people.
    pub(super) fn in_words(&self) -> String {
        let what = match self.name {
            "XLSX" => "an Excel workbook",
            "PPTX" => "PowerPoint slides",
            "DOCX" | "DOC" => "a Word document",
            _ => return self.name.to_owned(),
        };
        format!("{what} ({})", self.name)
    }
}

/// A problem of the whole file.
pub fn problem(code: ProblemCode, message: impl Into<String>) -> Problem {
    Problem { code, message: message.into(), page: None }
}
