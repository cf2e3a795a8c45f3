//! Why nothing reads a file, in words that are true of it.

use super::{compound, package, problem};
use record::{Problem, ProblemCode};

/// Says why nothing reads these bytes; `readable` names the formats that are read.
pub fn why(bytes: &[u8], readable: &str) -> Problem {
    if bytes.is_empty() {
        return problem(ProblemCode::Empty, "the file has no bytes; ask its publisher for it again");
    }
    if let Some(office) = office_format(bytes) {
        return not_read_here(office.name, readable);
    }
    if let Some(kind) = compound::kind(bytes) {
        return of_compound(kind, readable);
    }
    match package::kind(bytes) {
        Some(package::Kind::OpenOther) => return not_read("an OpenDocument formula, chart or database", readable),
        Some(package::Kind::Named) => return not_read("a book or another packed format", readable),
        Some(package::Kind::Broken) => {
            return problem(ProblemCode::Damaged, "the file is a ZIP that is cut off or damaged");
        }
        Some(package::Kind::Other) => {
            return problem(
                ProblemCode::Damaged,
                "the file is an Office document without its main part; ask its publisher for it again",
            );
        }
        _ => {}
    }
    let kind = match infer::get(bytes) {
        Some(kind) => format!("{} ({})", kind.extension(), kind.mime_type()),
        None => "of no known format".to_owned(),
    };
    problem(ProblemCode::UnknownFormat, format!("the file is {kind}; what can be read is {readable}"))
}

fn of_compound(kind: compound::Kind, readable: &str) -> Problem {
    match kind {
        compound::Kind::Locked => problem(
            ProblemCode::Encrypted,
            "the Office document needs a password to be opened; ask its publisher for an open copy",
        ),
        compound::Kind::Mail => not_read("a mail saved by Outlook (msg)", readable),
        _ => problem(ProblemCode::Damaged, "the file is an old Office document that is damaged or of no known sort"),
    }
}

/// How LibreOffice is to read a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByOffice {
    /// The ending by which it knows the format.
    pub ending: &'static str,
    /// The filter that is to read it, where one reads all of the format: left to choose, it takes what is damaged for text.
    pub filter: Option<&'static str>,
    /// What it is to make of it, by its ending. Sheets and slides on paper lose what does not fit into a cell or on a page, so
    /// that they become files of the same sort; texts become PDFs, whose pages can be named.
    pub into: &'static str,
}

/// All that LibreOffice is asked to make.
pub const OFFICE_MAKES: [&str; 3] = ["pdf", "xlsx", "pptx"];

/// A format that nothing here reads and LibreOffice does.
struct OfficeFormat {
    /// What it is, for people.
    name: &'static str,
    by: ByOffice,
    sniff: fn(&[u8]) -> bool,
}

/// All of them. Those that begin with marks of their own: WordPerfect 5 and later, Lotus 1-2-3, Excel 2 to 4, StarOffice 1.
const OFFICE_FORMATS: &[OfficeFormat] = &[
    OfficeFormat {
        name: "an old Excel workbook (xls)",
        by: ByOffice { ending: "xls", filter: Some("MS Excel 97"), into: "xlsx" },
        sniff: |bytes| {
            compound::kind(bytes) == Some(compound::Kind::Workbook)
                || [&b"\x09\x00\x04\x00"[..], b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"]
                    .iter()
                    .any(|m| bytes.starts_with(m))
        },
    },
    OfficeFormat {
        name: "old PowerPoint slides (ppt)",
        by: ByOffice { ending: "ppt", filter: Some("MS PowerPoint 97"), into: "pptx" },
        sniff: |bytes| compound::kind(bytes) == Some(compound::Kind::Slides),
    },
    OfficeFormat {
        name: "a document of a Word older than 97 (doc)",
        by: ByOffice { ending: "doc", filter: None, into: "pdf" },
        sniff: |bytes| compound::is_of_older_word(bytes) || bytes.starts_with(b"\xDB\xA5"),
    },
    OfficeFormat {
        name: "an Excel workbook in its binary form (xlsb)",
        by: ByOffice { ending: "xlsb", filter: Some("Calc MS Excel 2007 Binary"), into: "xlsx" },
        sniff: |bytes| package::kind(bytes) == Some(package::Kind::BinaryWorkbook),
    },
    OfficeFormat {
        name: "a WordPerfect document (wpd)",
        by: ByOffice { ending: "wpd", filter: Some("WordPerfect"), into: "pdf" },
        sniff: |bytes| bytes.starts_with(b"\xFFWPC"),
    },
    OfficeFormat {
        name: "a Lotus 1-2-3 workbook (wk1, 123)",
        by: ByOffice { ending: "123", filter: Some("Lotus"), into: "xlsx" },
        sniff: |bytes| bytes.starts_with(b"\x00\x00\x02\x00\x06\x04") || bytes.starts_with(b"\x00\x00\x1A\x00"),
    },
    OfficeFormat {
        name: "a text of StarOffice (sxw)",
        by: ByOffice { ending: "sxw", filter: Some("StarOffice XML (Writer)"), into: "pdf" },
        sniff: |bytes| package::is_named(bytes, "application/vnd.sun.xml.writer"),
    },
    OfficeFormat {
        name: "a workbook of StarOffice (sxc)",
        by: ByOffice { ending: "sxc", filter: Some("StarOffice XML (Calc)"), into: "xlsx" },
        sniff: |bytes| package::is_named(bytes, "application/vnd.sun.xml.calc"),
    },
    OfficeFormat {
        name: "slides of StarOffice (sxi)",
        by: ByOffice { ending: "sxi", filter: Some("StarOffice XML (Impress)"), into: "pptx" },
        sniff: |bytes| package::is_named(bytes, "application/vnd.sun.xml.impress"),
    },
];

fn office_format(bytes: &[u8]) -> Option<&'static OfficeFormat> {
    OFFICE_FORMATS.iter().find(|format| (format.sniff)(bytes))
}

/// How LibreOffice is to read these bytes, where nothing here reads their format and LibreOffice does.
pub fn read_by_office(bytes: &[u8]) -> Option<ByOffice> {
    office_format(bytes).map(|format| format.by)
}

/// A file that LibreOffice would read.
fn not_read_here(what: &str, readable: &str) -> Problem {
    let mut problem = not_read(what, readable);
    problem.message.push_str("; LibreOffice reads it, where it is installed and `[read] office` is true");
    problem
}

fn not_read(what: &str, readable: &str) -> Problem {
    problem(
        ProblemCode::FormatNotRead,
        format!("the file is {what}, which is not read; what can be read is {readable}"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::samples::zip;
    use super::*;

    #[test]
    fn what_libreoffice_reads_is_said_and_what_it_does_not_is_not() {
        let text = zip(&[("mimetype", "application/vnd.sun.xml.writer"), ("content.xml", "<a/>")]);
        let book = zip(&[("mimetype", "application/epub+zip"), ("a.xhtml", "<p>a</p>")]);
        let binary = zip(&[("xl/workbook.bin", "x")]);
        let cases: [(&[u8], Option<&str>); 7] = [
            (&text, Some("sxw")),
            (&binary, Some("xlsb")),
            (b"\xFFWPC\x10\x00\x00\x00\x01\x0A", Some("wpd")),
            (b"\x09\x04\x06\x00\x00\x00\x10\x00", Some("xls")),
            (&book, None),
            (b"\x89PNG\r\n\x1a\n", None),
            (b"", None),
        ];
        for (bytes, ending) in cases {
            assert_eq!(read_by_office(bytes).map(|by| by.ending), ending);
            let into = read_by_office(bytes).map(|by| by.into);
            assert!(into.is_none_or(|into| OFFICE_MAKES.contains(&into)), "{into:?}");
            let why = why(bytes, "PDF, DOCX");
            assert!(why.message.contains("what can be read is PDF, DOCX") || bytes.is_empty(), "{}", why.message);
            assert_eq!(why.message.contains("LibreOffice"), ending.is_some(), "{}", why.message);
            assert!(ending.is_none() || why.code == ProblemCode::FormatNotRead, "{}", why.code);
        }
    }
}
