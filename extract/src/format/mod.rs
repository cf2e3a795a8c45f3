//! Formats: bytes in, pages and lines out.
//!
//! What a file is is told by its bytes; its name only decides between formats that share their bytes (text and
//! Markdown). Reading cannot fail and cannot panic on any input: what could not be read is a [`Problem`] with a stable
//! code. A new format is one file beside this one and one line in [`FORMATS`].

mod archive;
mod cells;
mod codes;
mod compound;
pub mod decode;
mod doc;
mod docx;
mod drawing;
mod html;
mod inside;
mod left_out;
mod mail;
mod markdown;
mod marks;
mod numerals;
mod odt;
mod package;
mod page_head;
pub mod pdf;
mod pptx;
mod quality;
mod rtf;
mod symbols;
mod text;
mod underlined;
mod unread;
mod writer;
mod xlsx;
mod xml;

pub use unread::{ByOffice, read_by_office};

use crate::content::{Content, Line, Part};
use record::{Channel, Problem};

/// What is known of the bytes besides themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hint {
    /// File name as published.
    pub file_name: String,
    /// How the source says the bytes are to be read.
    pub channel: Channel,
}

/// Share of the words of these lines that look like words, 0 to 1: how far a text read by OCR is to be trusted.
pub fn quality_of(lines: &[Line]) -> f32 {
    quality::of_lines(lines).1
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

impl Format {
    /// What it is, for people.
    fn told(&self) -> String {
        let what = match self.name {
            "XLSX" => "an Excel workbook",
            "PPTX" => "PowerPoint slides",
            "DOCX" | "DOC" => "a Word document",
            _ => return self.name.to_owned(),
        };
        format!("{what} ({})", self.name)
    }
}

/// Every format that is read, in the order in which they are asked: the first that knows the bytes reads them.
pub const FORMATS: &[Format] = &[
    Format { name: "PDF", sniff: pdf::sniff, read: pdf::read },
    Format { name: "DOCX", sniff: docx::sniff, read: docx::read },
    Format { name: "PPTX", sniff: pptx::sniff, read: pptx::read },
    Format { name: "XLSX", sniff: xlsx::sniff, read: xlsx::read },
    Format { name: "OpenDocument", sniff: odt::sniff, read: odt::read },
    Format { name: "DOC", sniff: doc::sniff, read: doc::read },
    Format { name: "ZIP", sniff: archive::sniff, read: archive::read },
    Format { name: "RTF", sniff: rtf::sniff, read: rtf::read },
    Format { name: "mail", sniff: mail::sniff, read: mail::read },
    Format { name: "HTML", sniff: html::sniff, read: html::read },
    Format { name: "Markdown", sniff: markdown::sniff, read: markdown::read },
    Format { name: "text", sniff: text::sniff, read: text::read },
];

/// The format that these bytes are in, if it is one that is read.
pub fn of(bytes: &[u8], hint: &Hint) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.sniff)(bytes, hint))
}

/// Reads a whole file.
pub fn read(bytes: &[u8], hint: &Hint) -> Content {
    let mut content = Content::default();
    read_parts(bytes, hint, &mut |part| content.add(part));
    content
}

/// Reads a file and those inside it, and hands over each part as soon as it is known, so that pages read before a crash
/// are kept.
pub fn read_parts(bytes: &[u8], hint: &Hint, out: &mut Out) {
    inside::read(bytes, hint, out);
}

/// The media type that a file's first bytes tell, where they tell one.
pub fn media_type(head: &[u8]) -> Option<&'static str> {
    // Some producers write a few bytes before the header, and every reader of PDF looks further.
    let pdf = head.get(..1024).unwrap_or(head).windows(5).any(|window| window == b"%PDF-");
    if pdf { Some("application/pdf") } else { infer::get(head).map(|kind| kind.mime_type()) }
}

/// A problem of the whole file.
fn problem(code: &str, message: impl Into<String>) -> Problem {
    Problem { code: code.to_owned(), message: message.into(), page: None }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
