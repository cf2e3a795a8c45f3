//! DOCX: the paragraphs of `word/document.xml` with their styles, list numbers, table rows and footnotes.
//!
//! A DOCX file is a zip of XML files, streamed here without building trees. Deleted text of tracked changes is
//! skipped, inserted text is kept. Nothing is unpacked beyond a limit.

mod body;
mod numbering;

use super::{Hint, Out, problem, text};
use crate::content::{Metadata, Part};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Unpacked bytes read of one part of the file.
const PART_LIMIT: u64 = 64 * 1024 * 1024;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Whether these bytes are a DOCX, or a zip that is broken before its contents can be told.
pub fn sniff(bytes: &[u8], hint: &Hint) -> bool {
    if !bytes.starts_with(b"PK\x03\x04") {
        return false;
    }
    match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive.index_for_name("word/document.xml").is_some(),
        Err(_) => hint.file_name.to_lowercase().ends_with(".docx"),
    }
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => {
            let message = format!("the DOCX is cut off or damaged ({error}); ask its publisher for it again");
            return out(Part::Problem(problem("damaged", message)));
        }
    };
    if let Some(xml) = part(&mut archive, "docProps/core.xml", out) {
        out(Part::Metadata(metadata(&xml)));
    }
    let Some(document) = part(&mut archive, "word/document.xml", out) else {
        return out(Part::Problem(problem("damaged", "the DOCX holds no readable text (word/document.xml)")));
    };
    let numbering = part(&mut archive, "word/numbering.xml", out).map(|xml| numbering::read(&xml)).unwrap_or_default();
    let styles = part(&mut archive, "word/styles.xml", out).map(|xml| style_names(&xml)).unwrap_or_default();
    let mut pages = body::read(&document, &styles, numbering, out);
    if let Some(notes) = part(&mut archive, "word/footnotes.xml", out) {
        let notes = body::read(&notes, &styles, numbering::Numbering::default(), out);
        if let Some(last) = pages.last_mut() {
            last.extend(notes.into_iter().flatten());
        }
    }
    for (lines, number) in pages.into_iter().zip(1..) {
        out(Part::Page(text::page_of(number, lines)));
    }
}

/// Unpacks one part; `None` where the file has none.
fn part(archive: &mut Archive<'_>, name: &str, out: &mut Out) -> Option<String> {
    let file = archive.by_name(name).ok()?;
    let mut bytes = Vec::new();
    if let Err(error) = file.take(PART_LIMIT + 1).read_to_end(&mut bytes) {
        out(Part::Problem(problem("damaged", format!("{name} in the DOCX could be read only in part: {error}"))));
    }
    if bytes.len() as u64 > PART_LIMIT {
        let message = format!("{name} in the DOCX is larger than {PART_LIMIT} bytes; the rest was not read");
        out(Part::Problem(problem("part_limit", message)));
        bytes.truncate(PART_LIMIT as usize);
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn metadata(xml: &str) -> Metadata {
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
                    "modified" => &mut metadata.modified,
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

/// Names of paragraph styles by their id: the ids are translated, the names are not.
fn style_names(xml: &str) -> HashMap<String, String> {
    let mut names = HashMap::new();
    let mut reader = Reader::from_str(xml);
    let mut id = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => match local(tag.name().as_ref()) {
                "style" => id = attribute(&tag, "styleId"),
                "name" => {
                    if let (Some(id), Some(name)) = (id.take(), attribute(&tag, "val")) {
                        names.insert(id, name.to_lowercase());
                    }
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return names,
            _ => {}
        }
    }
}

/// A tag's or attribute's name without its namespace.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| local(attribute.key.as_ref()) == name)?;
    Some(AsRef::<str>::as_ref(&found.value).to_owned())
}
