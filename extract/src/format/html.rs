//! HTML: whole pages of council sites, and the extracts of them that hold an item's minutes.
//!
//! The HTML5 tree builder repairs any nesting. Only what is inside `#modgov` is read where a page has it: around it
//! stands the council's own dress. Source: pages of two ModernGov sites, seen 2026.

use super::{Hint, Out, text};
use crate::content::{Line, Metadata, Part};
use crate::layout::clean;
use record::{Channel, Form};
use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

/// Bytes looked at to tell HTML from text that mentions it.
const SAMPLE: usize = 4096;

/// Deepest nesting that is followed; deeper trees are built to break readers.
const DEEPEST: usize = 400;

/// Whether these bytes are HTML.
pub fn sniff(bytes: &[u8], hint: &Hint) -> bool {
    if hint.channel == Channel::Inline {
        return !bytes.is_empty();
    }
    let sample = String::from_utf8_lossy(&bytes[..bytes.len().min(SAMPLE)]).to_lowercase();
    let start = sample.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let opens = ["<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<p ", "<table"];
    opens.iter().any(|tag| start.starts_with(tag)) || (start.starts_with('<') && sample.contains("<html"))
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let source = text::decode(bytes, out);
    let html = Html::parse_document(&source);
    out(Part::Metadata(metadata(&html)));
    let mut reader = Reader::default();
    if let Some(root) = root(&html) {
        reader.element(root, 0);
        reader.finish();
    }
    let mut page = text::page_of(1, reader.lines);
    page.links = reader.links;
    out(Part::Page(page));
}

fn select<'a>(html: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    Selector::parse(selector).ok().and_then(|selector| html.select(&selector).next())
}

fn root(html: &Html) -> Option<ElementRef<'_>> {
    ["#modgov", "main", "body"].iter().find_map(|selector| select(html, selector)).or(Some(html.root_element()))
}

fn metadata(html: &Html) -> Metadata {
    let meta = |name: &str| {
        let content = select(html, &format!("meta[name='{name}' i]"))?.value().attr("content")?;
        Some(clean(content)).filter(|content| !content.is_empty())
    };
    let title = || Some(clean(&select(html, "title")?.text().collect::<String>())).filter(|title| !title.is_empty());
    Metadata {
        title: meta("DC.title").or_else(title),
        author: meta("author"),
        producer: meta("generator"),
        modified: meta("DC.date.modified"),
    }
}

/// Collects lines while it walks the tree.
#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    links: Vec<(String, String)>,
    text: String,
    form: Option<Form>,
    level: Option<u8>,
    bold: usize,
    letters: usize,
    /// How many elements around the present one are bold.
    in_bold: usize,
}

impl Reader {
    fn children(&mut self, element: ElementRef<'_>, depth: usize) {
        for child in element.children() {
            match child.value() {
                Node::Text(words) => self.words(words),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>, depth: usize) {
        if depth > DEEPEST {
            // Deeper than any page is: its words are kept, its shape is not.
            self.words(&element.text().collect::<String>());
            return;
        }
        match element.value().name() {
            "script" | "style" | "noscript" | "template" | "head" | "svg" | "select" | "iframe" => {}
            "br" => self.words("\n"),
            "a" => {
                self.link(element);
                self.children(element, depth);
            }
            "b" | "strong" => {
                self.in_bold += 1;
                self.children(element, depth);
                self.in_bold -= 1;
            }
            "tr" => self.row(element, depth),
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                let level = name.as_bytes()[1] - b'0';
                self.block(element, Some(Form::Heading), Some(level), depth);
            }
            "li" => self.block(element, Some(Form::ListEntry), None, depth),
            "p" if is_word_list(element) => self.block(element, Some(Form::ListEntry), None, depth),
            "p" if is_title(element) => self.block(element, Some(Form::Heading), None, depth),
            "p" | "div" | "section" | "article" | "ul" | "ol" | "dl" | "dt" | "dd" | "table" | "blockquote"
            | "form" | "fieldset" | "header" | "footer" | "nav" | "main" | "body" | "caption" | "pre" | "hr"
            | "address" => self.block(element, Some(Form::Paragraph), None, depth),
            _ => self.children(element, depth),
        }
    }

    fn block(&mut self, element: ElementRef<'_>, form: Option<Form>, level: Option<u8>, depth: usize) {
        // The paragraph inside a list entry is the entry.
        let inside_entry = self.form == Some(Form::ListEntry) && self.text.trim().is_empty();
        if !inside_entry || form != Some(Form::Paragraph) {
            self.finish();
            (self.form, self.level) = (form, level);
        }
        self.children(element, depth);
        self.finish();
    }

    /// A row is one line with its cells parted by tabs, unless it holds whole paragraphs, as layout tables do.
    fn row(&mut self, row: ElementRef<'_>, depth: usize) {
        self.finish();
        let cells: Vec<ElementRef<'_>> = row
            .children()
            .filter_map(ElementRef::wrap)
            .filter(|cell| matches!(cell.value().name(), "td" | "th"))
            .collect();
        if cells.iter().any(|cell| is_layout(*cell)) {
            self.layout_row(&cells, depth);
            return;
        }
        let text: Vec<String> = cells
            .iter()
            .map(|cell| clean(&cell.text().collect::<Vec<_>>().join(" ").replace(['\n', '\t'], " ")))
            .collect();
        cells.iter().for_each(|cell| self.links_in(*cell));
        if text.iter().any(|cell| !cell.is_empty()) {
            self.lines.push(Line::whole(text.join("\t"), Form::TableRow));
        }
    }

    /// The agenda table of a meeting page: a number in the first cell belongs to the title in the second.
    fn layout_row(&mut self, cells: &[ElementRef<'_>], depth: usize) {
        let mut number = None;
        for cell in cells {
            let text = clean(&cell.text().collect::<String>());
            if number.is_none() && crate::layout::is_marker(&text) {
                number = Some(text);
                continue;
            }
            let first = self.lines.len();
            self.block(*cell, Some(Form::Paragraph), None, depth);
            if let Some(line) = self.lines.get_mut(first)
                && let Some(number) = number.take()
            {
                line.text = format!("{number}\t{}", line.text);
            }
        }
        self.lines.extend(number.map(|number| Line::whole(number, Form::Paragraph)));
    }

    fn words(&mut self, words: &str) {
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        self.letters += letters;
        if self.in_bold > 0 {
            self.bold += letters;
        }
        if words == "\n" {
            self.text.push('\n');
        } else {
            // Word's HTML is wrapped by hand: line ends are spaces.
            self.text.extend(words.chars().map(|c| if c.is_ascii_whitespace() { ' ' } else { c }));
        }
    }

    /// Ends the present line. Paragraphs of no-break spaces only part others.
    fn finish(&mut self) {
        let bold = self.letters > 0 && self.bold * 10 > self.letters * 9;
        let form = self.form.unwrap_or(Form::Paragraph);
        for (at, part) in std::mem::take(&mut self.text).split('\n').enumerate() {
            let text = clean(part);
            if !text.is_empty() {
                let level = self.level;
                let starts_paragraph = at == 0 || form != Form::ListEntry;
                self.lines.push(Line { bold, level, starts_paragraph, ..Line::whole(text, form) });
            }
        }
        (self.form, self.level, self.bold, self.letters) = (None, None, 0, 0);
    }

    fn link(&mut self, element: ElementRef<'_>) {
        let Some(address) = element.value().attr("href").filter(|href| !href.starts_with(['#'])) else { return };
        let words = clean(&element.text().collect::<String>());
        if !words.is_empty() {
            self.links.push((address.trim().to_owned(), words));
        }
    }

    fn links_in(&mut self, element: ElementRef<'_>) {
        for child in element.descendants().filter_map(ElementRef::wrap) {
            if child.value().name() == "a" {
                self.link(child);
            }
        }
    }
}

fn has_class(element: ElementRef<'_>, found: impl Fn(&str) -> bool) -> bool {
    element.value().classes().any(found)
}

/// Word writes list entries as paragraphs of this class, their number or bullet as words.
fn is_word_list(element: ElementRef<'_>) -> bool {
    has_class(element, |class| class.starts_with("MsoListParagraph") || class.starts_with("MsoListBullet"))
}

/// ModernGov's item titles and the titles of the parts below them.
fn is_title(element: ElementRef<'_>) -> bool {
    has_class(element, |class| matches!(class, "mgAiTitleTxt" | "mgSubItemTitleTxt" | "mgSectionTitle"))
}

/// Whether a cell holds paragraphs, lists or tables of its own.
fn is_layout(cell: ElementRef<'_>) -> bool {
    let blocks = cell
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter(|element| matches!(element.value().name(), "p" | "ul" | "ol" | "table" | "h2" | "h3" | "h4"));
    blocks.count() > 1 || has_class(cell, |class| class == "mgItemNumberCell")
}
