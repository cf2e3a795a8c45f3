//! Zips of XML, which word processors, spreadsheets and slides are: what a zip holds, its parts and their relations.

use super::xml::{attribute, each_element, local};
use super::{Out, problem};
use crate::content::{Inside, Metadata, Part};
use quick_xml::Reader;
use quick_xml::events::Event;
use record::{Problem, ProblemCode};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Unpacked bytes read of one part of the file.
const PART_LIMIT: u64 = 64 * 1024 * 1024;

/// What a zip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A Word document, with or without macros.
    Word,
    /// An Excel workbook.
    Workbook,
    /// PowerPoint slides.
    Slides,
    /// An Excel workbook in its binary form.
    BinaryWorkbook,
    /// A text, a workbook, slides or a drawing of OpenDocument.
    Open,
    /// A formula, a database or another file of OpenDocument without text to read.
    OpenOther,
    /// A book or another packed format with a name of its own.
    Named,
    /// An Office file of which nothing more can be told.
    Other,
    /// A zip that is cut off or damaged.
    Broken,
    /// A zip of files.
    Zip,
}

/// What these bytes are, where they are a zip.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Some(Kind::Broken) };
    let mut start = |name: &str| -> Option<String> {
        let mut text = Vec::new();
        archive.by_name(name).ok()?.take(256 * 1024).read_to_end(&mut text).ok()?;
        Some(String::from_utf8_lossy(&text).into_owned())
    };
    if let Some(media_type) = start("mimetype") {
        return Some(match media_type.trim().strip_prefix("application/vnd.oasis.opendocument.") {
            Some(sort) if ["text", "spreadsheet", "presentation", "graphics"].iter().any(|s| sort.starts_with(s)) => {
                Kind::Open
            }
            Some(_) => Kind::OpenOther,
            None => Kind::Named,
        });
    }
    let types = start("[Content_Types].xml");
    let said = |word: &str| types.as_deref().is_some_and(|types| types.contains(word));
    let holds = |name: &str| archive.index_for_name(name).is_some();
    Some(
        if said("wordprocessingml.document.main")
            || said("word.document.macroEnabled.main")
            || holds("word/document.xml")
        {
            Kind::Word
        } else if said("spreadsheetml.sheet.main") || said("sheet.macroEnabled.main") || holds("xl/workbook.xml") {
            Kind::Workbook
        } else if said("presentationml.presentation.main")
            || said("presentationml.slideshow.main")
            || holds("ppt/presentation.xml")
        {
            Kind::Slides
        } else if said("sheet.binary") || holds("xl/workbook.bin") {
            Kind::BinaryWorkbook
        } else if types.is_some() {
            Kind::Other
        } else {
            Kind::Zip
        },
    )
}

/// Whether a zip says of itself that it is of this sort, or of one that begins with it.
pub fn is_named(bytes: &[u8], sort: &str) -> bool {
    if kind(bytes) != Some(Kind::Named) {
        return false;
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(said) = archive.by_name("mimetype") else { return false };
    let mut name = String::new();
    // What is no text is no name either.
    said.take(256).read_to_string(&mut name).is_ok() && name.starts_with(sort)
}

/// One relation of a part to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its id within the part.
    pub id: String,
    /// The last part of its type's address: `styles`, `footnotes`.
    pub sort: String,
    /// Name of the other part within the package, or an outside address.
    pub target: String,
}

impl Relation {
    /// Whether it is of this sort.
    pub fn is(&self, sort: &str) -> bool {
        self.sort.eq_ignore_ascii_case(sort)
    }
}

/// An open zip.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many packages this one stands in.
    pub depth: usize,
}

impl<'a> Package<'a> {
    /// Opens it.
    ///
    /// # Errors
    /// The bytes are no whole zip.
    pub fn open(bytes: &'a [u8]) -> Result<Self, zip::result::ZipError> {
        Ok(Self { archive: ZipArchive::new(Cursor::new(bytes))?, depth: 0 })
    }

    /// How many members it has.
    pub fn len(&self) -> usize {
        self.archive.len()
    }

    /// The name of a member.
    pub fn name_of(&self, at: usize) -> Option<String> {
        let name = self.archive.name_for_index(at)?;
        Some(name.map_or_else(|_| format!("member {}", at + 1), std::borrow::Cow::into_owned))
    }

    /// Unpacks a member of at most so many bytes.
    ///
    /// # Errors
    /// It is locked, damaged, packed in a way that is not known, or larger.
    pub fn member(&mut self, at: usize, limit: u64) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        match self.archive.by_index(at) {
            Ok(file) => {
                let read = file.take(limit + 1).read_to_end(&mut bytes);
                read.map_err(|error| problem(ProblemCode::Damaged, format!("it is damaged ({error})")))?;
            }
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                return Err(problem(ProblemCode::Encrypted, "it is locked with a password"));
            }
            Err(error) => return Err(problem(ProblemCode::Damaged, format!("it cannot be unpacked ({error})"))),
        }
        if bytes.len() as u64 > limit {
            return Err(problem(ProblemCode::PartLimit, format!("it unpacks to more than {limit} bytes")));
        }
        Ok(bytes)
    }

    /// Unpacks one part; `None` where the file has none.
    pub fn bytes(&mut self, name: &str, out: &mut Out) -> Option<Vec<u8>> {
        let found = self.archive.index_for_name(name).or_else(|| {
            // Names of parts are the same in either case.
            let same = |held: &str| held.trim_start_matches('/').eq_ignore_ascii_case(name);
            self.archive.file_names().position(|held| held.is_ok_and(|held| same(&held)))
        })?;
        let mut bytes = Vec::new();
        match self.archive.by_index(found) {
            Ok(file) => {
                if let Err(error) = file.take(PART_LIMIT + 1).read_to_end(&mut bytes) {
                    out(Part::Problem(problem(
                        ProblemCode::Damaged,
                        format!("{name} could be read only in part: {error}"),
                    )));
                }
            }
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                out(Part::Problem(problem(ProblemCode::Encrypted, format!("{name} is locked with a password"))));
                return None;
            }
            Err(error) => {
                out(Part::Problem(problem(ProblemCode::Damaged, format!("{name} cannot be read: {error}"))));
                return None;
            }
        }
        if bytes.len() as u64 > PART_LIMIT {
            let message = format!("{name} is larger than {PART_LIMIT} bytes; the rest was not read");
            out(Part::Problem(problem(ProblemCode::PartLimit, message)));
            bytes.truncate(PART_LIMIT as usize);
        }
        Some(bytes)
    }

    /// Unpacks one part as text.
    pub fn text(&mut self, name: &str, out: &mut Out) -> Option<String> {
        self.bytes(name, out).map(|bytes| super::decode::markup(&bytes).text)
    }

    /// Name of the part that the package's own relation of this sort leads to.
    pub fn main_part(&mut self, sort: &str) -> Option<String> {
        self.relations("", &mut |_| {}).into_iter().find(|relation| relation.is(sort)).map(|relation| relation.target)
    }

    /// The relations of a part; those of the package itself for the empty name.
    pub fn relations(&mut self, part: &str, out: &mut Out) -> Vec<Relation> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let Some(xml) = self.text(&path, out) else { return Vec::new() };
        let mut relations = Vec::new();
        each_element(&xml, |name, tag| {
            if name == "Relationship" {
                let value = |name| attribute(tag, name).unwrap_or_default();
                let sort = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
                let target = value("Target");
                let outside = value("TargetMode") == "External";
                let target = if outside { target } else { joined(folder, &target) };
                relations.push(Relation { id: value("Id"), sort, target });
            }
        });
        relations
    }
}

/// Files embedded in a document by one of its parts' relations, as the parts hold them.
pub fn embedded(package: &mut Package<'_>, relations: &[Relation], out: &mut Out) {
    for relation in relations {
        let name = relation.target.rsplit('/').next().unwrap_or_default().to_owned();
        if relation.is("package")
            && let Some(bytes) = package.bytes(&relation.target, out)
        {
            out(Part::Inside(Inside { name, bytes }));
        } else if relation.is("oleObject") {
            out(Part::Problem(problem(
                ProblemCode::Attachment,
                format!("an object embedded in the document was not read: {name}"),
            )));
        }
    }
}

/// A target as seen from the package's root.
fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            step => parts.push(step),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

/// What the file says of itself, in Dublin Core as Office and OpenDocument write it.
pub fn metadata(xml: &str) -> Metadata {
    let mut metadata = Metadata::default();
    let mut reader = Reader::from_str(xml);
    let mut inside = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => inside = local(start.name().as_ref()).to_owned(),
            Ok(Event::End(_)) => inside.clear(),
            Ok(Event::Text(words)) => {
                let field = match inside.as_str() {
                    "title" => &mut metadata.title,
                    "creator" => &mut metadata.author,
                    "generator" => &mut metadata.producer,
                    "modified" | "date" => &mut metadata.modified,
                    _ => continue,
                };
                let words: &str = words.as_ref();
                field.get_or_insert_default().push_str(words);
            }
            Ok(Event::Eof) | Err(_) => return metadata,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_the_root() {
        for (folder, target, expected) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../customXml/item1.xml", "customXml/item1.xml"),
            ("", "word/document2.xml", "word/document2.xml"),
        ] {
            assert_eq!(joined(folder, target), expected);
        }
    }
}
