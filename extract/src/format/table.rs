//! The formats that are read.

use super::reader::{Format, Hint, Out};
use super::{archive, doc, docx, html, mail, markdown, odt, pdf, pptx, rtf, subtitles, text, xlsx};

/// Every format that is read, in the order in which they are asked: the first that knows the bytes reads them.
pub const FORMATS: &[Format] = &[
    Format { name: "PDF", sniff: pdf::sniff, read: pdf::read },
    Format { name: "DOCX", sniff: docx::sniff, read: read_docx },
    Format { name: "PPTX", sniff: pptx::sniff, read: pptx::read },
    Format { name: "XLSX", sniff: xlsx::sniff, read: xlsx::read },
    Format { name: "OpenDocument", sniff: odt::sniff, read: odt::read },
    Format { name: "DOC", sniff: doc::sniff, read: read_doc },
    Format { name: "ZIP", sniff: archive::sniff, read: archive::read },
    Format { name: "RTF", sniff: rtf::sniff, read: rtf::read },
    Format { name: "mail", sniff: mail::sniff, read: mail::read },
    Format { name: "subtitles", sniff: subtitles::sniff, read: subtitles::read },
    Format { name: "HTML", sniff: html::sniff, read: html::read },
    Format { name: "Markdown", sniff: markdown::sniff, read: markdown::read },
    Format { name: "text", sniff: text::sniff, read: text::read },
];

/// The format that these bytes are in, if it is one that is read.
pub fn find_format(bytes: &[u8], hint: &Hint) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.sniff)(bytes, hint))
}

/// Files of any format may be merged into the text of a DOCX.
fn read_docx(bytes: &[u8], out: &mut Out) {
    docx::read(bytes, find_format, out);
}

/// What reads a DOC says which formats are read, where the file is of a Word too old for it.
fn read_doc(bytes: &[u8], out: &mut Out) {
    doc::read(bytes, &names(), out);
}

/// The names of the formats that are read, in the order of the table.
pub fn names() -> String {
    FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ")
}
