//! What a PDF holds beside its pages' drawing: values of form fields and notes that the viewer is to draw, forms that
//! another program must lay out (XFA), and attached files.

use super::text_string::decode;
use crate::content::Line;
use crate::format::xml::{character, local};
use crate::layout::clean;
use hayro_interpret::TransformExt;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Object, ObjectIdentifier, Rect as PdfRect, Stream, String as PdfString,
};
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::Rect;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Attached files that are looked at.
const MOST_FILES: usize = 1_000;

/// Nodes of a tree that are visited, and parents of a field that are asked.
const MOST_NODES: usize = 2_000;
const MOST_PARENTS: usize = 20;

/// Words of the cover of a portfolio, or of the page that asks to wait for a form, at most: more is text of a paper.
const STUB_WORDS: usize = 120;

/// What there is beside the pages.
#[derive(Debug, Default)]
pub struct Beside<'a> {
    /// Attached files.
    pub files: Vec<Attached<'a>>,
    /// Whether the file only binds others together.
    pub portfolio: bool,
    /// Lines of a form that another program lays out; `None` where there is no such form.
    pub form: Option<Vec<String>>,
    /// Notes stuck on pages, which open where they are clicked.
    pub notes: usize,
}

/// A file attached to a PDF.
#[derive(Debug)]
pub struct Attached<'a> {
    /// Its name.
    pub name: String,
    /// Its bytes, packed; `None` where the PDF only names it.
    pub stream: Option<Stream<'a>>,
    /// The object that describes it: the list of files and a sign on a page may mean the same one.
    id: Option<ObjectIdentifier>,
}

impl<'a> Beside<'a> {
    /// Reads it.
    pub fn read(pdf: &'a Pdf) -> Self {
        let Some(catalog) = pdf.xref().get::<Dict<'a>>(pdf.xref().root_id()) else { return Self::default() };
        let mut files = Vec::new();
        if let Some(tree) = catalog.get::<Dict<'a>>("Names").and_then(|names| names.get::<Dict<'a>>("EmbeddedFiles")) {
            embedded(&tree, &mut files);
        }
        let mut notes = 0;
        for page in pdf.pages().iter().take(MOST_NODES) {
            let annotations = page.raw().get::<Array<'a>>("Annots");
            for annotation in annotations.iter().flat_map(|all| all.iter::<Dict<'a>>()) {
                notes += usize::from(is_note(&annotation));
                let attached =
                    annotation.get::<Dict<'a>>("FS").filter(|_| is_a(&annotation, "Subtype", "FileAttachment"));
                if let Some(file) = attached {
                    add(&file, || "a file without a name".to_owned(), &mut files);
                }
            }
        }
        Self { files, portfolio: catalog.contains_key("Collection"), form: form(&catalog), notes }
    }

    /// Whether a page of so many words only stands for what is not drawn.
    pub fn is_stub(&self, pages: usize, words: usize) -> bool {
        pages == 1 && words <= STUB_WORDS && (self.form.is_some() || self.portfolio && !self.files.is_empty())
    }
}

/// Whether an annotation is a note with words that stand on no page.
fn is_note(annotation: &Dict<'_>) -> bool {
    is_a(annotation, "Subtype", "Text") && is_shown(annotation) && !contents(annotation).is_empty()
}

/// Whether an annotation is neither hidden (bit 2) nor kept from the screen (bit 6).
fn is_shown(annotation: &Dict<'_>) -> bool {
    annotation.get::<i32>("F").unwrap_or(0) & 0b10_0010 == 0
}

fn contents(annotation: &Dict<'_>) -> String {
    annotation.get::<PdfString<'_>>("Contents").map(|words| clean(&decode(words.as_bytes()))).unwrap_or_default()
}

fn is_a(dict: &Dict<'_>, key: &str, name: &str) -> bool {
    matches!(dict.get::<Object<'_>>(key), Some(Object::Name(found)) if found.as_str() == name)
}

/// The files in a tree of names.
fn embedded<'a>(root: &Dict<'a>, files: &mut Vec<Attached<'a>>) {
    let mut waiting = vec![root.clone()];
    let mut visited = 0;
    while let Some(node) = waiting.pop() {
        visited += 1;
        if visited > MOST_NODES {
            return;
        }
        if let Some(names) = node.get::<Array<'a>>("Names") {
            let mut entries = names.flex_iter();
            while let Some(key) = entries.next::<PdfString<'a>>() {
                let Some(file) = entries.next::<Dict<'a>>() else { break };
                add(&file, || clean(&decode(key.as_bytes())), files);
            }
        }
        waiting.extend(node.get::<Array<'a>>("Kids").iter().flat_map(|kids| kids.iter::<Dict<'a>>().take(MOST_NODES)));
    }
}

fn add<'a>(file: &Dict<'a>, otherwise: impl FnOnce() -> String, files: &mut Vec<Attached<'a>>) {
    let id = file.obj_id();
    if files.len() >= MOST_FILES || id.is_some() && files.iter().any(|known| known.id == id) {
        return;
    }
    let held = file.get::<Dict<'a>>("EF");
    let stream = held.and_then(|held| held.get::<Stream<'a>>("UF").or_else(|| held.get::<Stream<'a>>("F")));
    files.push(Attached { name: name_of(file).unwrap_or_else(otherwise), stream, id });
}

fn name_of(file: &Dict<'_>) -> Option<String> {
    let name = file.get::<PdfString<'_>>("UF").or_else(|| file.get::<PdfString<'_>>("F"))?;
    Some(clean(&decode(name.as_bytes()))).filter(|name| !name.is_empty())
}

/// The values of a form whose pages another program makes: it has no fields of its own on the pages that are drawn.
fn form(catalog: &Dict<'_>) -> Option<Vec<String>> {
    let form = catalog.get::<Dict<'_>>("AcroForm")?;
    let packets = form.get::<Object<'_>>("XFA")?;
    let drawn = form.get::<Array<'_>>("Fields").is_some_and(|fields| fields.iter::<Dict<'_>>().next().is_some());
    if drawn {
        return None;
    }
    let mut data = Vec::new();
    match packets {
        Object::Stream(stream) => data.extend(stream.decoded_data().into_iter().map(|bytes| bytes.into_owned())),
        Object::Array(parts) => {
            let mut entries = parts.flex_iter();
            while let Some(name) = entries.next::<PdfString<'_>>() {
                let Some(stream) = entries.next::<Stream<'_>>() else { break };
                if name.as_bytes() == b"datasets" {
                    data.extend(stream.decoded_data().into_iter().map(|bytes| bytes.into_owned()));
                }
            }
        }
        _ => {}
    }
    Some(data.iter().flat_map(|bytes| values(&String::from_utf8_lossy(bytes))).collect())
}

/// The text of the elements that hold the form's data.
fn values(xml: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut reader = Reader::from_str(xml);
    let (mut inside, mut text) = (0usize, String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                text.clear();
                inside += usize::from(inside > 0 || matches!(local(tag.name().as_ref()), "data"));
            }
            Ok(Event::End(_)) => {
                let value = clean(&std::mem::take(&mut text));
                if inside > 0 && !value.is_empty() {
                    lines.push(value);
                }
                inside = inside.saturating_sub(1);
            }
            Ok(Event::Text(words)) => text.push_str(words.as_ref()),
            Ok(Event::GeneralRef(entity)) => text.push_str(&character(entity.as_ref())),
            Ok(Event::Eof) | Err(_) => return lines,
            _ => {}
        }
    }
}

/// A field's value and its place on the page.
pub type Filled = (String, Rect);

/// Values of the text and choice fields of a page, and words typed on it.
pub fn filled(page: &PdfPage<'_>) -> Vec<Filled> {
    let transform = page.initial_transform(true).to_kurbo();
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    let shown = annotations.iter::<Dict<'_>>().filter(is_shown);
    shown
        .filter_map(|annotation| {
            let words = match is_a(&annotation, "Subtype", "FreeText") {
                true => contents(&annotation),
                false => value(&annotation).filter(|_| is_a(&annotation, "Subtype", "Widget"))?,
            };
            let rect = annotation.get::<PdfRect>("Rect")?;
            let place = transform.transform_rect_bbox(Rect::new(rect.x0, rect.y0, rect.x1, rect.y1));
            (!words.is_empty()).then_some((words, place))
        })
        .collect()
}

/// What is filled in a field that is written in.
fn value(field: &Dict<'_>) -> Option<String> {
    let sort = inherited(field, "FT");
    let written = matches!(&sort, Some(Object::Name(name)) if matches!(name.as_str(), "Tx" | "Ch"));
    // Bit 14: a password.
    let secret = matches!(inherited(field, "Ff"), Some(Object::Number(bits)) if bits.as_i64() & (1 << 13) != 0);
    let value = match inherited(field, "V")? {
        Object::String(value) => decode(value.as_bytes()),
        Object::Array(values) => {
            values.iter::<PdfString<'_>>().map(|value| decode(value.as_bytes())).collect::<Vec<_>>().join(", ")
        }
        _ => return None,
    };
    (written && !secret).then(|| clean(&value))
}

/// An entry of a field, or of those that it is a part of.
fn inherited<'a>(field: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    let mut at = field.clone();
    for _ in 0..MOST_PARENTS {
        if let Some(found) = at.get::<Object<'a>>(key) {
            return Some(found);
        }
        at = at.get::<Dict<'a>>("Parent")?;
    }
    None
}

/// Puts values that nothing draws where a reader sees them: before the first line that stands below.
pub fn put(lines: &mut Vec<Line>, undrawn: Vec<Filled>) {
    for (text, place) in undrawn {
        let (x, y) = (place.x0 as f32, place.y1 as f32 - 3.0);
        let at = lines.iter().position(|line| line.y > y + 4.0).unwrap_or(lines.len());
        let width = (place.width() as f32).min(text.chars().count() as f32 * 5.0);
        lines.insert(at, Line { x, y, width, size: 10.0, starts_paragraph: true, ..Line::plain(text) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_form_are_the_texts_of_its_data() {
        let xml = "<xfa:datasets><xfa:data><form><name>Ash &amp; Son</name><sum/><town>Bram</town></form></xfa:data>\
                   <dd:dataDescription>not this</dd:dataDescription></xfa:datasets>";
        assert_eq!(values(xml), ["Ash & Son", "Bram"]);
    }

    #[test]
    fn values_stand_among_the_lines() {
        let line = |text: &str, y| Line { y, ..Line::plain(text) };
        let mut lines = vec![line("Name:", 100.0), line("Post:", 120.0)];
        put(&mut lines, vec![("A. Ash".to_owned(), Rect::new(200.0, 90.0, 300.0, 104.0))]);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Name:", "A. Ash", "Post:"]);
    }
}
