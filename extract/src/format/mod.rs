//! Formats: bytes in, pages and lines out.
//!
//! What a file is is told by its bytes; its name only decides between formats that share their bytes (text and
//! Markdown). Reading cannot fail and cannot panic on any input: what could not be read is a [`record::Problem`] with a stable
//! code. A new format is one file beside this one and one line in `table.rs`.

mod archive;
mod cells;
mod codes;
mod compound;
pub mod decode;
mod doc;
mod docx;
mod drawing;
mod entities;
mod html;
mod inside;
mod lead;
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
mod reader;
mod refusals;
mod rtf;
mod subtitles;
mod symbols;
mod table;
mod tabs;
mod text;
mod underlined;
mod unread;
mod wiki;
mod writer;
mod xlsx;
mod xml;

pub use reader::{Format, Hint, Out};
pub use table::{FORMATS, find_format};
pub use unread::{ByOffice, OFFICE_MAKES, read_by_office};

pub(crate) use reader::problem;

use crate::content::{Content, Line};

/// Share of the words of these lines that look like words, 0 to 1: how far a text read by OCR is to be trusted.
pub fn quality_of(lines: &[Line]) -> f32 {
    quality::measure_lines(lines).1
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

/// The media type that a file's bytes tell, where they tell one.
pub fn media_type(head: &[u8]) -> Option<&'static str> {
    // Some producers write a few bytes before the header, and every reader of PDF looks further.
    if pdf::sniff(head, &Hint::default()) {
        return Some("application/pdf");
    }
    // Markdown and subtitles are texts for whoever looks at the file; pages of HTML are what their server said.
    let reads_as_text = |format: &&Format| matches!(format.name, "Markdown" | "subtitles" | "text");
    let text = || find_format(head, &Hint::default()).filter(reads_as_text).map(|_| "text/plain");
    infer::get(head).map(|kind| kind.mime_type()).or_else(text)
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
