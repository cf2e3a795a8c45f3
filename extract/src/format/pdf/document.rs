//! What a PDF says beside its pages: metadata, bookmarks, links.

use super::glyphs::Collector;
use super::text_string::decode;
use crate::content::{Line, Metadata, OutlineEntry};
use crate::layout::clean;
use hayro_interpret::TransformExt;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, DateTime, Dict, Object, ObjectIdentifier, Rect as PdfRect, String as PdfString,
};
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::Rect;
use std::collections::{HashMap, HashSet};

/// A link: its address, and its place on the page in points from the top left.
pub type Link = (String, Rect);

/// Bookmarks followed in one file; more is a loop or a bomb.
const BOOKMARK_LIMIT: usize = 5_000;

/// Title, author, producer and date.
pub fn metadata(pdf: &Pdf) -> Metadata {
    let metadata = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        let text = clean(&decode(bytes.as_deref()?));
        (!text.is_empty()).then_some(text)
    };
    Metadata {
        title: text(&metadata.title),
        author: text(&metadata.author),
        producer: text(&metadata.producer),
        modified: metadata.modification_date.map(iso),
    }
}

fn iso(date: DateTime) -> String {
    format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", date.year, date.month, date.day, date.hour, date.minute, date.second)
}

/// All bookmarks, in order.
pub fn outline(pdf: &Pdf) -> Vec<OutlineEntry> {
    let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return Vec::new() };
    let Some(root) = catalog.get::<Dict<'_>>("Outlines") else { return Vec::new() };
    let pages = pdf.pages().iter().zip(1..).filter_map(|(page, number)| Some((page.raw().obj_id()?, number))).collect();
    let mut reader = OutlineReader { catalog, pages, seen: HashSet::new(), entries: Vec::new() };
    reader.children(&root);
    reader.entries
}

struct OutlineReader<'a> {
    catalog: Dict<'a>,
    pages: HashMap<ObjectIdentifier, u32>,
    seen: HashSet<ObjectIdentifier>,
    entries: Vec<OutlineEntry>,
}

impl<'a> OutlineReader<'a> {
    fn children(&mut self, root: &Dict<'a>) {
        // A stack of our own: bookmarks of a broken file may nest without end.
        let mut waiting: Vec<(Dict<'a>, u32)> =
            root.get::<Dict<'a>>("First").map(|first| (first, 0)).into_iter().collect();
        while let Some((entry, level)) = waiting.pop() {
            let known = entry.obj_id().is_some_and(|id| !self.seen.insert(id));
            if known || self.entries.len() >= BOOKMARK_LIMIT {
                continue;
            }
            let title = entry.get::<PdfString<'a>>("Title").map(|title| clean(&decode(title.as_bytes())));
            if let Some(title) = title.filter(|title| !title.is_empty()) {
                let page = self.page_of(&entry);
                self.entries.push(OutlineEntry { title, page, level });
            }
            waiting.extend(entry.get::<Dict<'a>>("Next").map(|next| (next, level)));
            waiting.extend(entry.get::<Dict<'a>>("First").map(|first| (first, level + 1)));
        }
    }

    fn page_of(&self, entry: &Dict<'a>) -> Option<u32> {
        let action = || entry.get::<Dict<'a>>("A")?.get::<Object<'a>>("D");
        let target = self.array(entry.get::<Object<'a>>("Dest").or_else(action)?)?;
        let page = target.raw_iter().next()?.as_obj_ref()?;
        self.pages.get(&page.into()).copied()
    }

    /// A destination may be an array, a dictionary with one, or the name of either.
    fn array(&self, target: Object<'a>) -> Option<Array<'a>> {
        match target {
            Object::Array(array) => Some(array),
            Object::Dict(dict) => dict.get::<Array<'a>>("D"),
            Object::Name(name) => {
                let named = self.catalog.get::<Dict<'a>>("Dests")?.get::<Object<'a>>(name.as_str())?;
                match named {
                    Object::Array(array) => Some(array),
                    Object::Dict(dict) => dict.get::<Array<'a>>("D"),
                    _ => None,
                }
            }
            Object::String(name) => {
                let tree = self.catalog.get::<Dict<'a>>("Names")?.get::<Dict<'a>>("Dests")?;
                match find_name(&tree, name.as_bytes())? {
                    Object::Array(array) => Some(array),
                    Object::Dict(dict) => dict.get::<Array<'a>>("D"),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Looks a name up in a name tree.
fn find_name<'a>(root: &Dict<'a>, name: &[u8]) -> Option<Object<'a>> {
    /// Nodes visited; a real tree of thousands of names has some hundreds.
    const NODES: usize = 2_000;
    let mut waiting = vec![root.clone()];
    let mut visited = 0;
    while let Some(node) = waiting.pop() {
        visited += 1;
        if visited > NODES {
            return None;
        }
        if let Some(names) = node.get::<Array<'a>>("Names") {
            let mut entries = names.flex_iter();
            while let Some(key) = entries.next::<PdfString<'a>>() {
                let value = entries.next::<Object<'a>>()?;
                if key.as_bytes() == name {
                    return Some(value);
                }
            }
        }
        if let Some(kids) = node.get::<Array<'a>>("Kids") {
            waiting.extend(kids.iter::<Dict<'a>>().take(NODES));
        }
    }
    None
}

/// The links of a page that lead outside it.
pub fn links(page: &PdfPage<'_>) -> Vec<Link> {
    let transform = page.initial_transform(true).to_kurbo();
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    annotations
        .iter::<Dict<'_>>()
        .filter_map(|annotation| {
            let address = annotation.get::<Dict<'_>>("A")?.get::<PdfString<'_>>("URI")?;
            let rect = annotation.get::<PdfRect>("Rect")?;
            let place = Rect::new(rect.x0, rect.y0, rect.x1, rect.y1);
            Some((decode(address.as_bytes()), transform.transform_rect_bbox(place)))
        })
        .collect()
}

/// Gives each link the words that it covers; of a line that reaches beyond it, those glyphs that lie inside.
pub fn with_words(links: Vec<Link>, collector: &Collector<'_>, lines: &[Line]) -> Vec<(String, String)> {
    if links.is_empty() || lines.is_empty() {
        return Vec::new();
    }
    links
        .into_iter()
        .map(|(address, place)| {
            let covered = collector.glyphs[0].iter().filter(|glyph| {
                place.contains((f64::from(glyph.x + glyph.advance / 2.0), f64::from(glyph.y - glyph.size / 4.0)))
            });
            (address, clean(&covered.map(|glyph| glyph.c).collect::<String>()))
        })
        .collect()
}
