//! Paragraph styles: what a paragraph is where it does not say so itself.

use crate::format::xml::{attribute, local};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;

/// Styles that are based on one another at most: longer chains are circles.
const DEEPEST: usize = 20;

/// One paragraph or character style.
#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    list: Option<String>,
    list_level: Option<usize>,
    outline: Option<u8>,
    bold: Option<bool>,
    hidden: Option<bool>,
    raised: Option<bool>,
}

/// All styles by their id.
#[derive(Debug, Default)]
pub struct Styles(HashMap<String, Style>);

/// Reads `word/styles.xml`.
pub fn parse(xml: &str) -> Styles {
    let mut styles = Styles::default();
    let mut reader = Reader::from_str(xml);
    let (mut id, mut style) = (None, Style::default());
    let mut old = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if local(tag.name().as_ref()).ends_with("Change") || old > 0 => old += 1,
            Ok(Event::End(tag)) => {
                old = old.saturating_sub(1);
                if local(tag.name().as_ref()) == "style"
                    && let Some(id) = id.take()
                {
                    styles.0.insert(id, std::mem::take(&mut style));
                }
            }
            Ok(Event::Start(tag) | Event::Empty(tag)) if old == 0 => {
                let value = || attribute(&tag, "val").unwrap_or_default();
                match local(tag.name().as_ref()) {
                    "style" => (id, style) = (attribute(&tag, "styleId"), Style::default()),
                    "name" => style.name = value().to_lowercase(),
                    "basedOn" => style.based_on = Some(value()),
                    "numId" => style.list = Some(value()),
                    "ilvl" => style.list_level = value().parse().ok(),
                    "outlineLvl" => style.outline = value().parse::<u8>().ok().filter(|level| *level < 9),
                    "b" => style.bold = Some(is_on(&value())),
                    "vanish" => style.hidden = Some(is_on(&value())),
                    "vertAlign" => style.raised = Some(value() == "superscript"),
                    _ => {}
                }
            }
            Ok(Event::Eof) | Err(_) => return styles,
            _ => {}
        }
    }
}

/// Whether a switch without a value, or with this one, is on.
pub fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}

impl Styles {
    /// The style and those that it is based on, nearest first.
    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(style.based_on.as_ref()?)).take(DEEPEST)
    }

    /// Its name in lower case: the ids are translated, the names are not.
    pub fn name(&self, id: &str) -> String {
        self.0.get(id).map_or_else(|| id.to_lowercase(), |style| style.name.clone())
    }

    /// The list and level that a paragraph of this style is numbered by.
    pub fn list(&self, id: &str) -> Option<(String, Option<usize>)> {
        let list = self.chain(id).find_map(|style| style.list.clone())?;
        Some((list, self.chain(id).find_map(|style| style.list_level)))
    }

    /// Whether text of this style is bold.
    pub fn is_bold(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.bold).unwrap_or(false)
    }

    /// Whether text of this style is hidden.
    pub fn is_hidden(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.hidden).unwrap_or(false)
    }

    /// Whether text of this style is raised.
    pub fn is_raised(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.raised).unwrap_or(false)
    }

    /// The level of a heading style, from 1: by its name, or as Word's outline has it.
    pub fn heading_level(&self, id: &str) -> Option<u8> {
        let named = |style: &Style| level_of_name(&style.name);
        let by_name = level_of_name(&self.name(id)).or_else(|| self.chain(id).find_map(named));
        by_name.or_else(|| self.chain(id).find_map(|style| style.outline).map(|level| level + 1))
    }
}

/// "heading 2", "title".
fn level_of_name(name: &str) -> Option<u8> {
    match name {
        "title" => Some(1),
        "subtitle" => Some(2),
        _ => name.strip_prefix("heading").and_then(|level| level.trim().parse().ok()).filter(|level| *level <= 9),
    }
}
