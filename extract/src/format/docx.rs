//! DOCX: the paragraphs of its main part with their styles, list numbers, table rows, notes and merged-in files.
//!
//! A DOCX file is a zip of XML files, streamed here without building trees. Tracked changes are read as accepted.
//! Nothing is unpacked beyond a limit. Source: ECMA-376, parts 1 and 2.

mod body;
mod numbering;
mod styles;

use super::drawing::{self, is_of_slide};
use super::left_out::{self, LeftOut};
use super::package::{self, Package};
use super::{Hint, Out, problem, text};
use crate::content::Part;
use std::collections::HashMap;

/// Whether these bytes are a Word document, or a zip that is broken before its contents can be told.
pub fn sniff(bytes: &[u8], hint: &Hint) -> bool {
    match package::kind(bytes) {
        Some(package::Kind::Word) => true,
        Some(package::Kind::Broken | package::Kind::Other) => is_named_so(hint),
        _ => false,
    }
}

fn is_named_so(hint: &Hint) -> bool {
    let name = hint.file_name.to_lowercase();
    [".docx", ".docm", ".dotx"].iter().any(|ending| name.ends_with(ending))
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(error) => {
            let message = format!("the DOCX is cut off or damaged ({error}); ask its publisher for it again");
            return out(Part::Problem(problem("damaged", message)));
        }
    };
    if let Some(xml) = package.text("docProps/core.xml", out) {
        out(Part::Metadata(package::metadata(&xml)));
    }
    let main = package.main_part("officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
    let Some(document) = package.text(&main, out) else {
        return out(Part::Problem(problem("damaged", format!("the DOCX holds no readable text ({main})"))));
    };
    let relations = package.relations(&main, out);
    let part = |sort: &str, usual: &str| {
        relations.iter().find(|relation| relation.is(sort)).map_or_else(|| usual.to_owned(), |r| r.target.clone())
    };
    let styles =
        package.text(&part("styles", "word/styles.xml"), out).map(|xml| styles::read(&xml)).unwrap_or_default();
    let lists = package.text(&part("numbering", "word/numbering.xml"), out);
    let lists = lists.map(|xml| numbering::read(&xml)).unwrap_or_default();
    let mut notes = HashMap::new();
    for (sort, usual) in [("footnotes", "word/footnotes.xml"), ("endnotes", "word/endnotes.xml")] {
        if let Some(xml) = package.text(&part(sort, usual), out) {
            notes.extend(body::read_notes(&xml, sort, &styles));
        }
    }
    let mut chunks = HashMap::new();
    for relation in relations.iter().filter(|relation| relation.is("aFChunk")) {
        chunks.insert(relation.id.clone(), chunk(&mut package, &relation.target, out));
    }
    let mut left = LeftOut::default();
    for relation in &relations {
        match relation.sort.as_str() {
            "comments" => left.comments += left_out::comments(&package.text(&relation.target, out).unwrap_or_default()),
            // Words in diagrams, and titles of charts, stand where their picture does.
            "diagramData" | "chart" => {
                left.charts += usize::from(relation.is("chart"));
                let xml = package.text(&relation.target, out).unwrap_or_default();
                chunks.insert(relation.id.clone(), drawing::lines(&xml, is_of_slide).0);
            }
            _ => {}
        }
    }
    left_out::pictures(&document).into_iter().for_each(|(width, height)| left.picture(width, height));
    let pages = body::read(&document, body::Around { styles: &styles, lists, notes, chunks }, out);
    let empty = pages.iter().all(Vec::is_empty);
    if empty && (document.contains("<w:drawing") || document.contains("<w:pict")) {
        out(Part::Problem(problem("no_text", "the document holds pictures and no text; it was not read")));
    }
    for (lines, number) in pages.into_iter().zip(1..) {
        out(Part::Page(text::page_of(number, lines)));
    }
    left.tell(out);
    package::embedded(&mut package, &relations, out);
}

/// Deepest nesting of files merged into one another.
const DEEPEST: usize = 1;

/// The lines of a file that was merged in, whatever it is.
fn chunk(package: &mut Package<'_>, target: &str, out: &mut Out) -> Vec<crate::content::Line> {
    let Some(bytes) = package.bytes(target, out) else { return Vec::new() };
    let hint = Hint { file_name: target.to_owned(), ..Hint::default() };
    let nested = package::kind(&bytes) == Some(package::Kind::Word);
    let read = if nested && package.depth >= DEEPEST { None } else { super::of(&bytes, &hint) };
    let Some(format) = read else {
        out(Part::Problem(problem("attachment", format!("the file merged into the document ({target}) was not read"))));
        return Vec::new();
    };
    let mut lines = Vec::new();
    (format.read)(&bytes, &mut |part| match part {
        Part::Page(page) => lines.extend(page.lines),
        Part::Problem(problem) => out(Part::Problem(problem)),
        Part::Inside(inside) => {
            let message = format!("a file inside one merged into the document was not read: {}", inside.name);
            out(Part::Problem(problem("attachment", message)));
        }
        Part::Metadata(_) | Part::Outline(_) | Part::Member(_) => {}
    });
    lines
}

#[cfg(test)]
mod tests;
