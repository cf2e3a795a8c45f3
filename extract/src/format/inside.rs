//! Files inside files: members of a ZIP, files attached to PDFs and messages, files embedded in Office documents.
//!
//! A format hands such a file up as it finds it, after its own pages; it is read here like any other, and its pages follow
//! those before it. How many, how large and how deep is bounded, and what is not read is said by name.

use super::decode;
use super::reader::{Format, Hint, Out, problem};
use super::refusals;
use super::table::{find_format, names};
use super::unread;
use crate::content::{Inside, Member, Part};
use crate::layout::clean;
use record::{Problem, ProblemCode};

/// Files inside one file that are read; real packs hold some dozens.
const MOST_FILES: usize = 1_000;

/// Bytes of files inside one file that are read, unpacked.
const MOST_BYTES: u64 = 1 << 30;

/// How many files one inside another are read: a paper attached to a message in a ZIP is the third.
const DEEPEST: usize = 3;

/// Files named that were not read; of more only the number is told.
const MOST_NAMED: usize = 50;

/// Letters of a name that are shown.
const NAME_LENGTH: usize = 200;

/// Reads a file and those inside it.
pub fn read(bytes: &[u8], hint: &Hint, out: &mut Out) {
    let Some(format) = find_format(bytes, hint) else { return out(Part::Problem(unread::why(bytes, &names()))) };
    if let Some(pointer) = refusals::pointer(bytes).filter(|_| format.name == "text") {
        return out(Part::Problem(pointer));
    }
    if let Some(named) = named_otherwise(format, &hint.file_name) {
        let refusal = match format.name {
            "HTML" => refusals::why(bytes),
            "text" => refusals::why_text(bytes),
            _ => None,
        };
        if let Some(refusal) = refusal {
            return out(Part::Problem(refusal));
        }
        let message = format!("the file is named “.{named}” and is {}: it was read as what it is", format.in_words());
        out(Part::Problem(problem(ProblemCode::OtherFormat, message)));
    }
    let mut nest = Nest { out, pages: 0, files: 0, bytes: 0, unread: 0, loss: None };
    let is_text = matches!(format.name, "HTML" | "Markdown" | "subtitles" | "text");
    let served = hint.charset.as_deref().filter(|_| is_text).and_then(|charset| decode::as_served(bytes, charset));
    nest.read(format, served.as_deref().unwrap_or(bytes), &Place::default());
    nest.end();
}

/// Where a file stands.
#[derive(Debug, Default)]
struct Place {
    /// Its name with those of the files around it; empty for the outermost.
    name: String,
    depth: usize,
    /// Pages before its first.
    offset: u32,
}

struct Nest<'a, 'o> {
    out: &'a mut Out<'o>,
    pages: u32,
    files: usize,
    bytes: u64,
    unread: usize,
    /// Why the first file inside that could not be read was not.
    loss: Option<ProblemCode>,
}

impl Nest<'_, '_> {
    fn read(&mut self, format: &Format, bytes: &[u8], place: &Place) {
        (format.read)(bytes, &mut |part| self.take(part, place));
    }

    fn take(&mut self, part: Part, place: &Place) {
        let moved = match part {
            Part::Page(mut page) => {
                page.number = page.number.saturating_add(place.offset);
                self.pages = self.pages.max(page.number);
                Part::Page(page)
            }
            Part::Outline(mut marks) => {
                for page in marks.iter_mut().filter_map(|mark| mark.page.as_mut()) {
                    *page = page.saturating_add(place.offset);
                }
                // A bookmark that leads nowhere is its own file's.
                marks.retain(|mark| place.depth == 0 || mark.page.is_some());
                Part::Outline(marks)
            }
            Part::Problem(found) => Part::Problem(self.problem(found, place)),
            Part::Inside(inside) => return self.inside(&inside, place),
            part @ (Part::Metadata(_) | Part::Member(_)) => part,
        };
        (self.out)(moved);
    }

    /// A problem of a file inside is one of a part of the whole.
    fn problem(&mut self, found: Problem, place: &Place) -> Problem {
        if place.depth == 0 {
            return found;
        }
        let code = match found.code.loss() {
            Some(_) => {
                self.loss.get_or_insert(found.code);
                ProblemCode::Attachment
            }
            None => found.code,
        };
        let page = found.page.map(|page| page.saturating_add(place.offset));
        Problem { code, message: format!("{}: {}", place.name, found.message), page }
    }

    fn inside(&mut self, inside: &Inside, around: &Place) {
        let name = shown_name(&inside.name);
        let name = if around.name.is_empty() { name } else { format!("{}/{name}", around.name) };
        self.files += 1;
        self.bytes += inside.bytes.len() as u64;
        if around.depth >= DEEPEST {
            return self.leave(&name, problem(ProblemCode::PartLimit, "it stands too deep in other files"));
        }
        if self.files > MOST_FILES || self.bytes > MOST_BYTES {
            let message = format!("only the first {MOST_FILES} files or {MOST_BYTES} bytes inside a file are read");
            return self.leave(&name, problem(ProblemCode::PartLimit, message));
        }
        let hint = Hint { file_name: inside.name.clone(), ..Hint::default() };
        match find_format(&inside.bytes, &hint) {
            Some(format) if is_paper(format, &inside.name) => {
                let first_page = self.pages.saturating_add(1);
                let place = Place { name, depth: around.depth + 1, offset: self.pages };
                (self.out)(Part::Member(Member { name: place.name.clone(), first_page, ..Member::default() }));
                self.read(format, &inside.bytes, &place);
            }
            Some(_) => {
                self.leave(&name, problem(ProblemCode::FormatNotRead, "files with its ending are not looked at"))
            }
            None => self.leave(&name, unread::why(&inside.bytes, &names())),
        }
    }

    /// Says that a file inside was not read.
    fn leave(&mut self, name: &str, why: Problem) {
        self.unread += 1;
        if self.unread <= MOST_NAMED {
            (self.out)(Part::Problem(problem(
                ProblemCode::Attachment,
                format!("{name} was not read: {}", why.message),
            )));
        }
        self.loss.get_or_insert(why.code);
    }

    fn end(&mut self) {
        if self.unread > MOST_NAMED {
            let message = format!("{} more files inside were not read", self.unread - MOST_NAMED);
            (self.out)(Part::Problem(problem(ProblemCode::Attachment, message)));
        }
        if let Some(code) = self.loss.take().filter(|_| self.pages == 0) {
            (self.out)(Part::Problem(problem(code, "none of the files inside could be read")));
        }
    }
}

/// A name as it can be shown: no control characters, no step up, not longer than anybody reads.
fn shown_name(name: &str) -> String {
    let name = name.replace('\\', "/");
    let steps = name.split('/').map(clean).filter(|step| !matches!(step.as_str(), "" | "." | ".."));
    let name = steps.collect::<Vec<_>>().join("/").replace(char::is_control, " ");
    let name: String = name.chars().take(NAME_LENGTH).collect();
    if name.is_empty() { "a file without a name".to_owned() } else { name }
}

/// Endings that promise a format.
const PROMISES: [(&str, &str); 12] = [
    ("pdf", "PDF"),
    ("docx", "DOCX"),
    ("docm", "DOCX"),
    ("pptx", "PPTX"),
    ("pptm", "PPTX"),
    ("xlsx", "XLSX"),
    ("xlsm", "XLSX"),
    ("odt", "OpenDocument"),
    ("ods", "OpenDocument"),
    ("odp", "OpenDocument"),
    ("rtf", "RTF"),
    ("zip", "ZIP"),
];

/// The ending of a file that promises another format than it is in.
fn named_otherwise(format: &Format, name: &str) -> Option<String> {
    let ending = name.rsplit_once('.')?.1.to_lowercase();
    let (_, promised) = PROMISES.iter().find(|(other, _)| *other == ending)?;
    (*promised != format.name).then_some(ending)
}

/// Endings of papers in formats whose bytes are plain text, which much else is too.
const TEXT_ENDINGS: [&str; 11] =
    ["txt", "text", "asc", "md", "markdown", "html", "htm", "xhtml", "shtml", "aspx", "php"];

/// Whether a file is one that people read: style sheets, data and scripts are text as well.
fn is_paper(format: &Format, name: &str) -> bool {
    let plain = matches!(format.name, "text" | "Markdown" | "HTML");
    let ending = name.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    !plain || ending.is_none_or(|ending| TEXT_ENDINGS.contains(&ending.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::samples::zip;
    use super::super::{Hint, read};
    use super::shown_name;

    #[test]
    fn members_are_documents_with_pages_of_their_own() {
        let inner = zip(&[("deep/third.txt", "Third paper."), ("style.css", "b {}")]);
        let mut parts = vec![("a/first.txt", b"First page.\x0cSecond page.".as_slice()), ("pack.zip", &inner)];
        parts.extend([("__MACOSX/a/._first.txt", b"junk".as_slice()), ("logo.png", b"\x89PNG\r\n\x1a\n0000")]);
        let content = read(&crate::format::samples::zip_of(&parts), &Hint::default());
        let members: Vec<_> = content.members.iter().map(|m| (m.name.as_str(), m.first_page)).collect();
        assert_eq!(members, [("a/first.txt", 1), ("pack.zip", 3), ("pack.zip/deep/third.txt", 3)]);
        assert_eq!(content.pages.iter().map(|p| p.number).collect::<Vec<_>>(), [1, 2, 3]);
        let told: Vec<_> = content.problems.iter().map(|p| (p.code.as_str(), p.message.as_str())).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].1.starts_with("pack.zip/style.css was not read"), "{told:?}");
        assert!(told[1].1.starts_with("logo.png was not read"), "{told:?}");
        let apart: Vec<_> = content.apart().iter().map(|(m, one)| (m.is_some(), one.pages.len())).collect();
        assert_eq!(apart, [(true, 2), (true, 1)]);
    }

    #[test]
    fn a_pack_of_nothing_that_is_read_says_why() {
        let content = read(&zip(&[("a.css", "b {}")]), &Hint::default());
        let codes: Vec<_> = content.problems.iter().map(|p| p.code.as_str()).collect();
        assert_eq!(codes, ["attachment", "format_not_read"]);
    }

    #[test]
    fn packs_in_packs_end_somewhere() {
        let mut bytes = zip(&[("a.txt", "At the bottom.")]);
        for _ in 0..5 {
            bytes = crate::format::samples::zip_of(&[("in.zip", &bytes)]);
        }
        let content = read(&bytes, &Hint::default());
        assert!(content.pages.is_empty());
        assert!(content.problems.iter().any(|p| p.message.contains("too deep")), "{:?}", content.problems);
    }

    #[test]
    fn names_cannot_lead_anywhere() {
        for (name, shown) in [
            ("../../etc/passwd", "etc/passwd"),
            ("C:\\papers\\a.pdf", "C:/papers/a.pdf"),
            ("a\nb\u{1}.pdf", "a b.pdf"),
            ("///", "a file without a name"),
        ] {
            assert_eq!(shown_name(name), shown);
        }
        assert_eq!(shown_name(&"x".repeat(900)).len(), 200);
    }
}
