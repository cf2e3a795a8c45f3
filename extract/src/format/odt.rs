//! OpenDocument (`.odt`, `.ods`, `.odp`, their templates, and the same as one XML file): paragraphs, headings, lists,
//! tables and notes of texts; sheets and slides as pages, a slide with its speaker's notes.
//!
//! Hidden sheets, rows and columns are left out and said to be, as are comments, charts and large pictures.
//! Tracked changes are read as accepted: deleted text is kept in a place of its own, which is skipped. List numbers are
//! counted as the list's style says. Source: OASIS OpenDocument 1.3, part 3.

mod lists;

use super::left_out::{self, LeftOut};
use super::marks::raised;
use super::package::{self, Package};
use super::writer::{Style as Shape, Writer};
use super::xml::{self, Walk, attribute, is_true};
use super::{Hint, Out, decode, page_head, problem, text};
use crate::content::{Line, Part};
use crate::layout::NOTE;
use lists::{Lists, OUTLINE};
use quick_xml::events::BytesStart;
use record::{Form, ProblemCode};
use std::collections::HashMap;

/// Blanks that one `text:s` may stand for: more are no text.
const MOST_BLANKS: usize = 100;

/// Whether these bytes are a text, sheets or slides of OpenDocument.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    match package::kind(bytes) {
        Some(kind) => kind == package::Kind::Open,
        None => is_flat(&decode::head(bytes)),
    }
}

fn is_flat(head: &str) -> bool {
    let start = head.trim_start().get(..2000).unwrap_or(head.trim_start());
    let sorts = ["opendocument.text", "opendocument.spreadsheet", "opendocument.presentation"];
    start.starts_with("<?xml") && start.contains("<office:document") && sorts.iter().any(|sort| start.contains(sort))
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let (styles, content) = if bytes.starts_with(b"PK") {
        let mut package = match Package::open(bytes) {
            Ok(package) => package,
            Err(error) => {
                let message =
                    format!("the OpenDocument file is cut off or damaged ({error}); ask its publisher for it again");
                return out(Part::Problem(problem(ProblemCode::Damaged, message)));
            }
        };
        if let Some(xml) = package.text("meta.xml", out) {
            out(Part::Metadata(package::metadata(&xml)));
        }
        let locked = package.text("META-INF/manifest.xml", out).is_some_and(|xml| xml.contains("encryption-data"));
        if locked {
            let message = "the OpenDocument file needs a password to be opened; ask its publisher for an open copy";
            return out(Part::Problem(problem(ProblemCode::Encrypted, message)));
        }
        let Some(content) = package.text("content.xml", out) else {
            return out(Part::Problem(problem(
                ProblemCode::Damaged,
                "the OpenDocument file holds no readable text (content.xml)",
            )));
        };
        (package.text("styles.xml", out).unwrap_or_default(), content)
    } else {
        (String::new(), decode::markup(bytes).text)
    };
    let mut body = Body::default();
    xml::walk(&styles, &mut body);
    if let Some((at, error)) = xml::walk(&content, &mut body) {
        out(Part::Problem(problem(
            ProblemCode::Truncated,
            format!("the OpenDocument text is damaged after {at} bytes: {error}"),
        )));
    }
    if body.hidden {
        out(Part::Problem(problem(
            ProblemCode::Hidden,
            "hidden sheets, rows, columns, slides, sections or paragraphs were not read",
        )));
    }
    body.left_out.tell(out);
    let mut pages = body.writer.into_pages();
    page_head::put(&mut pages, head_of(&styles));
    if pages.iter().all(Vec::is_empty) && content.contains("<draw:image") {
        out(Part::Problem(problem(ProblemCode::NoText, "the document holds pictures and no text; it was not read")));
    }
    for (lines, number) in pages.into_iter().zip(1..) {
        out(Part::Page(text::page_of(number, lines)));
    }
}

/// The lines above the text of the first page: those of the first kind of page that has any.
fn head_of(styles: &str) -> Vec<Line> {
    let masters = styles.find("<office:master-styles").map_or("", |at| &styles[at..]);
    let heads = ["header-first", "header"].into_iter().find_map(|name| {
        let (_, rest) = masters.split_once(&format!("<style:{name}>"))?;
        rest.split_once(&format!("</style:{name}>")).map(|(inner, _)| inner)
    });
    let mut body = Body { in_text: 1, ..Body::default() };
    // A head that is damaged was told with the rest of the styles' part.
    xml::walk(heads.unwrap_or_default(), &mut body);
    body.writer.into_pages().into_iter().flatten().collect()
}

/// What a paragraph or text style says.
#[derive(Debug, Default, Clone)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    raised: Option<bool>,
    hidden: Option<bool>,
    new_page: bool,
    list: Option<String>,
    outline: Option<u8>,
    /// Whether sheets or slides of this style are not shown.
    not_shown: bool,
}

/// One list that is open.
#[derive(Debug, Default, Clone)]
struct List {
    style: Option<String>,
    /// The first paragraph of an entry carries its number.
    awaits: bool,
    /// Number that the entry is told to have.
    start: Option<u32>,
}

#[derive(Debug, Default)]
struct Paragraph {
    style: String,
    level: Option<u8>,
    marker: Option<String>,
    listed: bool,
    hidden: bool,
}

#[derive(Default)]
struct Body {
    styles: HashMap<String, Style>,
    lists: Lists,
    /// Style that is being read.
    style: Option<String>,
    writer: Writer,
    open: Vec<Paragraph>,
    spans: Vec<String>,
    list: Vec<List>,
    /// How many bodies of text are open: what stands outside of them are styles.
    in_text: usize,
    skipped: usize,
    /// Whether what is open are sheets.
    of_sheets: bool,
    /// Whether the open frame holds the title of a slide.
    of_title: bool,
    /// Whether something hidden was left out.
    hidden: bool,
    left_out: LeftOut,
    /// Width and height of the open frame, in points.
    frame: (f64, f64),
}

/// Elements whose text is not the paper's.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "tracked-changes"
            | "annotation"
            | "annotation-end"
            | "title"
            | "desc"
            | "forms"
            | "scripts"
            | "header"
            | "footer"
            | "header-left"
            | "footer-left"
            | "header-first"
            | "footer-first"
            | "note-citation"
            | "ruby-text"
            | "sequence-decls"
            | "variable-decls"
            | "meta"
            | "settings"
            | "binary-data"
            | "object"
    )
}

impl Walk for Body {
    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        if self.skipped > 0 || is_skipped(name) {
            self.left_out.comments += usize::from(self.skipped == 0 && name == "annotation");
            self.left_out.charts += usize::from(self.skipped == 0 && name == "object");
            self.skipped += 1;
            return;
        }
        let value = |name| attribute(tag, name);
        match name {
            "style" | "default-style" => self.begin_style(tag),
            "text-properties" => self.text_properties(tag),
            "paragraph-properties" => {
                let breaks = value("break-before").is_some_and(|sort| sort == "page");
                self.change_style(|style| style.new_page |= breaks);
            }
            "list-style" => self.lists.style = value("name"),
            "outline-style" => self.lists.style = Some(OUTLINE.to_owned()),
            "list-level-style-number"
            | "list-level-style-bullet"
            | "list-level-style-image"
            | "outline-level-style" => {
                self.lists.take_level(name, tag);
            }
            "text" | "spreadsheet" | "presentation" | "drawing" if is_body(tag.name().as_ref()) => {
                self.in_text += 1;
                self.of_sheets = name == "spreadsheet";
            }
            "table-properties" | "drawing-page-properties" => self.hide_style(tag),
            _ if self.in_text == 0 => {}
            "p" | "h" => self.begin_paragraph(name, tag),
            "section" if is_off(tag) => self.leave_out(),
            "hidden-text" if is_true(tag, "is-hidden") => self.leave_out(),
            "hidden-paragraph" => self.hide_paragraph(is_true(tag, "is-hidden")),
            "note" => self.push(NOTE.encode_utf8(&mut [0; 4])),
            "span" => self.spans.push(value("style-name").unwrap_or_default()),
            "s" => {
                let blanks = value("c").and_then(|n| n.parse().ok()).unwrap_or(1usize);
                self.push(&" ".repeat(blanks.min(MOST_BLANKS)));
            }
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "soft-page-break" => self.writer.break_page(),
            "list" => {
                let style = value("style-name").or_else(|| self.list.last().and_then(|list| list.style.clone()));
                let goes_on =
                    value("continue-numbering").is_some_and(|on| on == "true") || value("continue-list").is_some();
                if self.list.is_empty() && !goes_on {
                    self.lists.restart(style.as_deref());
                }
                self.list.push(List { style, ..List::default() });
            }
            "list-item" => {
                let start = value("start-value").and_then(|n| n.parse().ok());
                if let Some(list) = self.list.last_mut() {
                    (list.awaits, list.start) = (true, start);
                }
            }
            "table" => self.begin_table(tag),
            "page" => self.begin_slide(tag),
            "frame" => {
                self.of_title = value("class").is_some_and(|class| class == "title");
                let side = |name| value(name).and_then(|side| left_out::length(&side)).unwrap_or(0.0);
                self.frame = (side("width"), side("height"));
            }
            "image" => self.left_out.picture(self.frame.0, self.frame.1),
            "table-row" if value("visibility").is_some_and(|how| how != "visible") => self.leave_out(),
            "table-row" => self.writer.begin_row(),
            "table-cell" | "covered-table-cell" => {
                self.left_out.formulas += usize::from(value("formula").is_some() && value("value-type").is_none());
                self.writer.begin_cell();
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "style" | "default-style" => self.style = None,
            "list-style" | "outline-style" => self.lists.style = None,
            _ if self.in_text == 0 => {}
            "p" | "h" => self.end_paragraph(),
            "span" => {
                self.spans.pop();
            }
            "list" => {
                self.list.pop();
            }
            "table-row" => self.writer.end_row(),
            "frame" => self.of_title = false,
            "text" | "spreadsheet" | "presentation" | "drawing" => self.in_text = self.in_text.saturating_sub(1),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.skipped > 0 || self.in_text == 0 || self.open.is_empty() {
            return;
        }
        let mut text = String::with_capacity(words.len());
        for c in words.chars() {
            match c {
                ' ' | '\n' | '\r' | '\t' if text.ends_with(' ') => {}
                ' ' | '\n' | '\r' | '\t' => text.push(' '),
                c => text.push(c),
            }
        }
        self.push(&text);
    }
}

/// Whether an element holds a whole text, all sheets or all slides, and is no paragraph or shape of that name.
fn is_body(name: &str) -> bool {
    name.starts_with("office:")
}

/// Whether a section is not shown, at all or by a condition that holds.
fn is_off(tag: &BytesStart<'_>) -> bool {
    match attribute(tag, "display").as_deref() {
        Some("none") => true,
        Some("condition") => is_true(tag, "is-hidden"),
        _ => false,
    }
}

impl Body {
    /// Leaves out what is hidden, up to the end of the element that has just begun.
    fn leave_out(&mut self) {
        self.hidden = true;
        self.skipped = 1;
    }

    /// The open paragraph says whether it is hidden.
    fn hide_paragraph(&mut self, hidden: bool) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.hidden |= hidden;
            self.hidden |= hidden;
        }
    }

    fn hide_style(&mut self, tag: &BytesStart<'_>) {
        let hides = attribute(tag, "display").is_some_and(|shown| shown == "false")
            || attribute(tag, "visibility").is_some_and(|how| how == "hidden");
        self.change_style(|style| style.not_shown |= hides);
    }

    fn is_hidden(&self, tag: &BytesStart<'_>) -> bool {
        attribute(tag, "style-name").and_then(|name| self.styles.get(&name)).is_some_and(|style| style.not_shown)
    }

    /// A table outside of texts is a sheet, which is a page with the sheet's name on it.
    fn begin_table(&mut self, tag: &BytesStart<'_>) {
        if !self.of_sheets {
            return;
        }
        if self.is_hidden(tag) {
            return self.leave_out();
        }
        self.writer.break_page();
        let name = attribute(tag, "name").unwrap_or_default();
        if !super::xlsx::is_bare(&name) {
            self.writer.put(Line { level: Some(1), ..Line::whole(name, Form::Heading) });
        }
    }

    fn begin_slide(&mut self, tag: &BytesStart<'_>) {
        if self.is_hidden(tag) {
            return self.leave_out();
        }
        self.writer.break_page();
    }

    fn begin_style(&mut self, tag: &BytesStart<'_>) {
        let Some(name) = attribute(tag, "name") else { return };
        let style = Style {
            parent: attribute(tag, "parent-style-name"),
            list: attribute(tag, "list-style-name").filter(|list| !list.is_empty()),
            outline: attribute(tag, "default-outline-level").and_then(|level| level.parse().ok()),
            new_page: attribute(tag, "master-page-name").is_some_and(|page| !page.is_empty()),
            ..Style::default()
        };
        self.styles.insert(name.clone(), style);
        self.style = Some(name);
    }

    fn change_style(&mut self, change: impl FnOnce(&mut Style)) {
        if let Some(style) = self.style.as_ref().and_then(|name| self.styles.get_mut(name)) {
            change(style);
        }
    }

    fn text_properties(&mut self, tag: &BytesStart<'_>) {
        let bold = attribute(tag, "font-weight").map(|weight| weight != "normal");
        let position = attribute(tag, "text-position");
        let raised = position.map(|at| at.starts_with("super") || at.starts_with(|c: char| ('1'..='9').contains(&c)));
        let hidden = attribute(tag, "display").map(|display| display == "none");
        // Properties of a list's numbers stand in their level and not in a style.
        if self.lists.style.is_none() {
            self.change_style(|style| (style.bold, style.raised, style.hidden) = (bold, raised, hidden));
        }
    }

    /// The first thing that a style, or one that it is based on, says.
    fn of_style<T>(&self, name: &str, get: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let first = self.styles.get(name);
        let mut chain = std::iter::successors(first, |style| self.styles.get(style.parent.as_ref()?)).take(20);
        chain.find_map(get)
    }

    fn begin_paragraph(&mut self, name: &str, tag: &BytesStart<'_>) {
        let style = attribute(tag, "style-name").unwrap_or_default();
        if self.open.is_empty() && self.of_style(&style, |style| style.new_page.then_some(())).is_some() {
            self.writer.break_page();
        }
        let outline = self.of_style(&style, |style| style.outline).filter(|level| *level > 0);
        let level = match name {
            _ if self.of_title => Some(1),
            "h" => attribute(tag, "outline-level").and_then(|level| level.parse().ok()).or(Some(1)),
            _ => outline,
        };
        let depth = self.list.len().saturating_sub(1);
        let mut marker = None;
        let listed = !self.list.is_empty();
        let of_paragraph = self.of_style(&style, |style| style.list.clone());
        if let Some(list) = self.list.last_mut()
            && std::mem::take(&mut list.awaits)
        {
            let (style, start) = (list.style.clone().or(of_paragraph).unwrap_or_default(), list.start);
            self.lists.count(&style, depth, start);
            marker = self.lists.marker(&style, depth);
        } else if let Some(level) = level.filter(|_| !listed && name == "h") {
            let depth = usize::from(level.saturating_sub(1));
            if self.lists.numbers_headings(depth) {
                self.lists.count(OUTLINE, depth, None);
                marker = self.lists.marker(OUTLINE, depth);
            }
        }
        self.open.push(Paragraph { style, level: level.map(|level| level.min(9)), marker, listed, hidden: false });
        self.writer.begin_paragraph();
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        if paragraph.hidden {
            self.writer.blank();
        }
        let Paragraph { level, marker, listed, .. } = paragraph;
        let depth = if listed { u32::try_from(self.list.len()).unwrap_or(0) } else { 0 };
        self.writer.end_paragraph(Shape { level, marker, listed, depth, ..Shape::default() });
    }

    fn push(&mut self, words: &str) {
        let Some(paragraph) = self.open.last() else { return };
        let says = |get: fn(&Style) -> Option<bool>| {
            let spans = self.spans.iter().rev();
            let of_span = spans.filter_map(|name| self.of_style(name, get)).next();
            of_span.or_else(|| self.of_style(&paragraph.style, get)).unwrap_or(false)
        };
        if says(|style| style.hidden) {
            return;
        }
        let bold = says(|style| style.bold);
        let text = if says(|style| style.raised) { raised(words, self.writer.text()) } else { words.to_owned() };
        self.writer.push(&text, bold, false);
    }
}

#[cfg(test)]
mod tests;
