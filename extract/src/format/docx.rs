//! DOCX: the paragraphs of its main part with their styles, list numbers, table rows, notes and merged-in files.
//!
//! A DOCX file is a zip of XML files, streamed here without building trees. Tracked changes are read as accepted.
//! Nothing is unpacked beyond a limit. Source: ECMA-376, parts 1 and 2.

mod body;
mod fields;
mod numbering;
mod styles;

use super::drawing::{self, is_of_slide};
use super::left_out::{self, LeftOut};
use super::package::{self, Package};
use super::reader::Finder;
use super::xml::{attribute, each_element};
use super::{Hint, Out, decode, page_head, problem, text};
use crate::content::{Line, Part};
use record::ProblemCode;
use std::collections::HashMap;
use styles::Styles;

/// Whether these bytes are a Word document, or a zip that is broken before its contents can be told.
pub fn sniff(bytes: &[u8], hint: &Hint) -> bool {
    match package::kind(bytes) {
        Some(package::Kind::Word) => true,
        Some(package::Kind::Broken | package::Kind::Other) => is_named_so(hint),
        Some(_) => false,
        None => is_flat(&decode::head(bytes)),
    }
}

/// Whether this is the beginning of a document that Word saved as one XML file: its package, or as Word 2003 wrote it.
fn is_flat(head: &str) -> bool {
    let head = head.trim_start();
    head.starts_with("<?xml") && (head.contains("<pkg:package") || head.contains("<w:wordDocument"))
}

fn is_named_so(hint: &Hint) -> bool {
    let name = hint.file_name.to_lowercase();
    [".docx", ".docm", ".dotx"].iter().any(|ending| name.ends_with(ending))
}

/// Reads it; what is merged into its text is read in the format that `find` finds.
pub fn read(bytes: &[u8], find: Finder, out: &mut Out) {
    if !bytes.starts_with(b"PK") {
        return read_flat(&decode::markup(bytes).text, out);
    }
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(error) => {
            let message = format!("the DOCX is cut off or damaged ({error}); ask its publisher for it again");
            return out(Part::Problem(problem(ProblemCode::Damaged, message)));
        }
    };
    if let Some(xml) = package.text("docProps/core.xml", out) {
        out(Part::Metadata(package::metadata(&xml)));
    }
    let main = package.main_part("officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
    let Some(document) = package.text(&main, out) else {
        return out(Part::Problem(problem(ProblemCode::Damaged, format!("the DOCX holds no readable text ({main})"))));
    };
    let relations = package.relations(&main, out);
    let part = |sort: &str, usual: &str| {
        relations.iter().find(|relation| relation.is(sort)).map_or_else(|| usual.to_owned(), |r| r.target.clone())
    };
    let styles =
        package.text(&part("styles", "word/styles.xml"), out).map(|xml| styles::parse(&xml)).unwrap_or_default();
    let lists = package.text(&part("numbering", "word/numbering.xml"), out);
    let lists = lists.map(|xml| numbering::parse(&xml)).unwrap_or_default();
    let mut notes = HashMap::new();
    for (sort, usual) in [("footnotes", "word/footnotes.xml"), ("endnotes", "word/endnotes.xml")] {
        if let Some(xml) = package.text(&part(sort, usual), out) {
            notes.extend(body::read_notes(&xml, sort, &styles));
        }
    }
    let mut chunks = HashMap::new();
    for relation in relations.iter().filter(|relation| relation.is("aFChunk")) {
        chunks.insert(relation.id.clone(), read_chunk(&mut package, &relation.target, find, out));
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
    let mut pages = body::read(&document, body::Around { styles: &styles, lists, notes, chunks }, out);
    if let Some(head) = first_head(&document)
        && let Some(relation) = relations.iter().find(|relation| relation.id == head)
        && let Some(xml) = package.text(&relation.target, out)
    {
        page_head::put(&mut pages, lines_of(&xml, &styles, out));
    }
    let empty = pages.iter().all(Vec::is_empty);
    if empty && (document.contains("<w:drawing") || document.contains("<w:pict")) {
        out(Part::Problem(problem(ProblemCode::NoText, "the document holds pictures and no text; it was not read")));
    }
    for (lines, number) in pages.into_iter().zip(1..) {
        out(Part::Page(text::page_of(number, lines)));
    }
    left.tell(out);
    package::embedded(&mut package, &relations, out);
}

/// Reads a document that is one XML file: its parts stand in it one after another.
fn read_flat(xml: &str, out: &mut Out) {
    let styles = styles::parse(xml);
    let notes = ["footnotes", "endnotes"].into_iter().flat_map(|sort| body::read_notes(xml, sort, &styles)).collect();
    let from = xml.find("<w:body").and_then(|at| Some(at + xml[at..].find('>')? + 1));
    let Some(from) = from else {
        return out(Part::Problem(problem(ProblemCode::Damaged, "the Word document holds no readable text (w:body)")));
    };
    let body = xml[from..].rfind("</w:body>").map_or(&xml[from..], |end| &xml[from..from + end]);
    let around = body::Around { styles: &styles, lists: numbering::parse(xml), notes, chunks: HashMap::new() };
    for (lines, number) in body::read(body, around, out).into_iter().zip(1..) {
        out(Part::Page(text::page_of(number, lines)));
    }
}

/// The lines of a part beside the text.
fn lines_of(xml: &str, styles: &Styles, out: &mut Out) -> Vec<Line> {
    let around =
        body::Around { styles, lists: numbering::Numbering::default(), notes: HashMap::new(), chunks: HashMap::new() };
    body::read(xml, around, out).into_iter().flatten().collect()
}

/// The relation of the head of the first page: its own where the first section has one, else the usual.
fn first_head(document: &str) -> Option<String> {
    if !document.contains("headerReference") {
        return None;
    }
    let (mut sections, mut own) = (0, false);
    let (mut first, mut usual) = (None, None);
    each_element(document, |name, tag| match name {
        "sectPr" => sections += 1,
        "titlePg" if sections == 1 => own = attribute(tag, "val").is_none_or(|on| styles::is_on(&on)),
        "headerReference" if sections == 1 => match attribute(tag, "type").as_deref() {
            Some("first") => first = attribute(tag, "id"),
            Some("even") => {}
            _ => usual = attribute(tag, "id"),
        },
        _ => {}
    });
    if own { first } else { usual }
}

/// Deepest nesting of files merged into one another.
const DEEPEST: usize = 1;

/// The lines of a file that was merged in, whatever it is.
fn read_chunk(package: &mut Package<'_>, target: &str, find: Finder, out: &mut Out) -> Vec<Line> {
    let Some(bytes) = package.bytes(target, out) else { return Vec::new() };
    let hint = Hint { file_name: target.to_owned(), ..Hint::default() };
    let nested = package::kind(&bytes) == Some(package::Kind::Word);
    let read = if nested && package.depth >= DEEPEST { None } else { find(&bytes, &hint) };
    let Some(format) = read else {
        out(Part::Problem(problem(
            ProblemCode::Attachment,
            format!("the file merged into the document ({target}) was not read"),
        )));
        return Vec::new();
    };
    let mut lines = Vec::new();
    (format.read)(&bytes, &mut |part| match part {
        Part::Page(page) => lines.extend(page.lines),
        Part::Problem(problem) => out(Part::Problem(problem)),
        Part::Inside(inside) => {
            let message = format!("a file inside one merged into the document was not read: {}", inside.name);
            out(Part::Problem(problem(ProblemCode::Attachment, message)));
        }
        Part::Metadata(_) | Part::Outline(_) | Part::Member(_) => {}
    });
    lines
}

#[cfg(test)]
mod tests;
