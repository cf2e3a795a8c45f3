//! XML as sites answer it: elements by their local names in lower case, text with its references undone.

use super::page::unescape;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// One element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// The text of the first child of this name that holds any, however deep the parents of it are not repeated.
    pub fn text(&self, name: &str) -> Option<String> {
        let child = self.children.iter().find(|child| child.name == name)?;
        Some(child.text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        self.text(name).map(|word| word.eq_ignore_ascii_case("true"))
    }

    /// Every element of this name below, in order.
    pub fn all(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            } else {
                found.extend(child.all(name));
            }
        }
        found
    }
}

/// Deepest nesting that is followed; real answers have seven levels.
const MAX_DEPTH: usize = 40;

/// Reads XML, as broken as sites send it.
pub(super) fn parse(body: &[u8]) -> Result<Element, String> {
    let text = crate::source::page::text(body);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().check_end_names = false;
    let mut open = vec![Element::default()];
    loop {
        let event =
            reader.read_event().map_err(|error| format!("broken XML at byte {}: {error}", reader.error_position()))?;
        match event {
            Event::Start(start) if open.len() < MAX_DEPTH => open.push(element(&start)),
            Event::Start(_) => return Err(format!("XML nested deeper than {MAX_DEPTH} levels")),
            Event::Empty(start) => add(&mut open, element(&start)),
            Event::End(_) => match open.pop() {
                Some(closed) if !open.is_empty() => add(&mut open, closed),
                _ => return Err("XML that closes more than it opens".into()),
            },
            Event::Text(text) => push(&mut open, &text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::CData(text) => push(&mut open, &text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => named_reference(&reference.xml_content(quick_xml::XmlVersion::Implicit1_0)),
                };
                push(&mut open, &resolved);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    // An answer that breaks off is no answer.
    let mut root = open.pop().filter(|_| open.is_empty()).ok_or("XML that breaks off")?;
    root.children.pop().ok_or_else(|| "XML without an element".into())
}

/// The five of XML; any other is left as it is for [`unescape`] or the reader of HTML.
fn named_reference(name: &str) -> String {
    match name {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        name => format!("&{name};"),
    }
}

fn push(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn add(open: &mut [Element], closed: Element) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(closed);
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut attributes = BTreeMap::new();
    // Unchecked: the library compares each name with all before it, and a tag may have a million. The first of a name holds.
    for attribute in start.attributes().with_checks(false).flatten() {
        let value: &str = attribute.value.as_ref();
        let name = attribute.key.local_name().as_ref().to_lowercase();
        attributes.entry(name).or_insert_with(|| unescape(value));
    }
    Element { attributes, name: start.local_name().as_ref().to_lowercase(), ..Element::default() }
}
