//! Why nothing reads a file, in words that are true of it.

use super::{FORMATS, compound, package, problem};
use record::Problem;

/// Says why nothing reads these bytes.
pub fn why(bytes: &[u8]) -> Problem {
    if bytes.is_empty() {
        return problem("empty", "the file has no bytes; ask its publisher for it again");
    }
    if let Some(kind) = compound::kind(bytes) {
        return of_compound(kind);
    }
    match package::kind(bytes) {
        Some(package::Kind::BinaryWorkbook) => return not_read("an Excel workbook in its binary form (xlsb)"),
        Some(package::Kind::OpenOther) => return not_read("an OpenDocument formula, chart or database"),
        Some(package::Kind::Named) => return not_read("a book or another packed format"),
        Some(package::Kind::Broken) => return problem("damaged", "the file is a ZIP that is cut off or damaged"),
        Some(package::Kind::Other) => {
            return problem(
                "damaged",
                "the file is an Office document without its main part; ask its publisher for it again",
            );
        }
        _ => {}
    }
    let kind = match infer::get(bytes) {
        Some(kind) => format!("{} ({})", kind.extension(), kind.mime_type()),
        None => "of no known format".to_owned(),
    };
    problem("unknown_format", format!("the file is {kind}; what can be read is {}", read_formats()))
}

fn of_compound(kind: compound::Kind) -> Problem {
    match kind {
        compound::Kind::Locked => problem(
            "encrypted",
            "the Office document needs a password to be opened; ask its publisher for an open copy",
        ),
        compound::Kind::Workbook => not_read("an old Excel workbook (xls)"),
        compound::Kind::Slides => not_read("old PowerPoint slides (ppt)"),
        compound::Kind::Mail => not_read("a mail saved by Outlook (msg)"),
        compound::Kind::Word | compound::Kind::Other => {
            problem("damaged", "the file is an old Office document that is damaged or of no known sort")
        }
    }
}

fn not_read(what: &str) -> Problem {
    problem("format_not_read", format!("the file is {what}, which is not read; what can be read is {}", read_formats()))
}

fn read_formats() -> String {
    FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ")
}
