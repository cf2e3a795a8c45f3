//! HTML: whole pages of council sites, and the extracts of them that hold an item's minutes.
//!
//! The HTML5 tree builder repairs any nesting. What stands around the main text (menus, banners, cookie notes, feet) is
//! not read; [`dress`] tells which is which.

mod counts;
mod dress;
mod fields;
mod xhtml;

use super::entities::unescaped;
use super::lead::{Lead, count_characters};
use super::left_out::{self, LeftOut};
use super::marks::raised;
use super::{Hint, Out, decode, problem, text};
use crate::content::{Line, Metadata, Part};
use crate::layout::{clean, soft_lines};
use counts::Count;
use record::{Channel, Form, ProblemCode};
use regex::Regex;
use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};
use std::sync::LazyLock;

/// Whether these bytes are HTML.
pub fn sniff(bytes: &[u8], hint: &Hint) -> bool {
    if hint.channel == Channel::Inline {
        return !bytes.is_empty();
    }
    let head = decode::head(bytes);
    let named = [".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php"];
    let name = hint.file_name.to_lowercase();
    // Markdown may begin with an element or a style sheet.
    let marked_down = [".md", ".markdown"].iter().any(|ending| name.ends_with(ending));
    if marked_down && !ROOT.is_match(&head) {
        return false;
    }
    let start = OPENING.replace(&head, "");
    let tags = TAG.find_iter(&head).take(MANY_TAGS).count();
    let begins = TAG.find(&start).is_some_and(|tag| tag.start() == 0);
    begins || tags > 0 && named.iter().any(|ending| name.ends_with(ending)) || tags == MANY_TAGS && ROOT.is_match(&head)
}

/// Tags in the head of a file from which on it is HTML, whatever stands before them, if it has a root.
const MANY_TAGS: usize = 5;

// What may stand before the first element: comments, processing instructions, a doctype.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)^(?:\s|\u{feff}|<!--.*?-->|<\?[^>]*>|<!doctype[^>]*>)+").expect("a constant pattern")
});
static ROOT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)<(?:html|body)[\s>]").expect("a constant pattern"));
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    let names = [
        "html|head|body|title|meta|link|script|style|base|main|article|section|header|footer|nav|aside",
        "div|span|p|a|b|i|u|em|strong|font|center|br|hr|img|button|form|input|label|time|small|sup|sub",
        "code|kbd|samp|var|tt|abbr|acronym|cite|dfn|mark|del|ins|s|strike|big|q|wbr|details|summary|picture|source",
        "h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|caption|blockquote|pre|address|fieldset|figure",
    ];
    Regex::new(&format!(r#"(?i)<(?:{})(?:\s+[a-z@:_-][^<>]*)?\s*/?>"#, names.join("|"))).expect("a constant pattern")
});

/// Points in a pixel of CSS.
const POINTS_PER_PIXEL: f64 = 0.75;

/// Words of a page that is all dress from which on they are its text.
const FEWEST: usize = 30;

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let source = decode::with_problems(decode::markup(bytes), out);
    read_page(&source, out);
}

/// Reads a page that is decoded already.
pub fn read_page(source: &str, out: &mut Out) {
    let html = Html::parse_document(&xhtml::with_ends(source));
    out(Part::Metadata(metadata(&html)));
    let mut reader = Reader::default();
    reader.element(dress::main_text(&html), 0);
    reader.finish();
    // A list of links in a box called "search" looks like dress and may be all that a page has.
    if reader.lines.is_empty()
        && let Some(body) = select(&html, "body")
    {
        let mut whole = Reader { whole: true, ..Reader::default() };
        whole.element(body, 0);
        whole.finish();
        if whole.lines.iter().map(|line| line.text.split_whitespace().count()).sum::<usize>() >= FEWEST {
            reader = whole;
        }
    }
    if reader.lines.is_empty()
        && let Some(message) = why_empty(&html)
    {
        out(Part::Problem(problem(ProblemCode::NoText, message)));
    }
    let mut page = text::page_of(1, reader.lines);
    page.links = reader.links;
    out(Part::Page(page));
    reader.left_out.tell(out);
}

/// Why a page has no text, where something else stands on it.
fn why_empty(html: &Html) -> Option<&'static str> {
    if select(html, "frameset").is_some() {
        Some("the page only frames other pages, which hold its text; it was not read")
    } else if select(html, "body img, body svg, body canvas, body object, body iframe").is_some() {
        Some("the page holds pictures and no text; it was not read")
    } else if select(html, "script[src], body script, noscript").is_some() {
        Some("the page is filled in by a script when it is looked at, and holds no text of its own; it was not read")
    } else {
        None
    }
}

/// The lines of a piece of a page.
pub fn lines_of(source: &str) -> Vec<Line> {
    let html = Html::parse_fragment(source);
    let mut reader = Reader::default();
    reader.element(html.root_element(), 0);
    reader.finish();
    reader.lines
}

/// Takes the tags and entities of HTML off a line of another format. A line break parts words.
pub fn strip_tags(line: &str) -> String {
    if !line.contains(['<', '&']) {
        return line.to_owned();
    }
    let line = TAG.replace_all(
        line,
        |tag: &regex::Captures<'_>| {
            if tag[0].to_ascii_lowercase().starts_with("<br") { " " } else { "" }
        },
    );
    let line = CLOSING.replace_all(&line, "");
    unescaped(&line).into_owned()
}

static CLOSING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)</[a-z][a-z0-9]{0,12}\s*>").expect("a constant pattern"));
fn select<'a>(html: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    Selector::parse(selector).ok().and_then(|selector| html.select(&selector).next())
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
    lead: Lead,
    /// How many elements around the present one are bold.
    in_bold: usize,
    /// How many of them raise their text.
    in_raised: usize,
    /// Lists that are open, innermost last: how they count, or `None` for bullets.
    lists: Vec<Option<Count>>,
    /// Number of the list entry that has begun and is not written yet.
    marker: Option<String>,
    /// Whether what looks like the site's dress is read too.
    whole: bool,
    /// Pictures as large as a scanned page, and frames.
    left_out: LeftOut,
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
        if depth > dress::DEEPEST {
            // Deeper than any page is: its words are kept, its shape is not.
            self.words(&element.text().collect::<String>());
            return;
        }
        if let Some(shown) = fields::shown_words(element) {
            return self.words(&shown);
        }
        self.left_out.frames += usize::from(dress::frames_another(element));
        let left_out = if self.whole { dress::is_no_text(element) } else { dress::is_dress(element) };
        if left_out {
            return;
        }
        match element.value().name() {
            "br" => self.words("\n"),
            "img" => self.picture(element),
            "pre" => self.printed(element),
            "sup" | "a" if is_note_mark(element) => {
                self.in_raised += 1;
                self.children(element, depth);
                self.in_raised -= 1;
            }
            "ol" | "ul" | "menu" | "dir" => self.list(element, depth),
            "li" => self.entry(element, depth),
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
            "p" if is_word_list(element) => self.block(element, Some(Form::ListEntry), None, depth),
            "p" if is_title(element) => self.block(element, Some(Form::Heading), None, depth),
            "p" | "div" | "section" | "article" | "dl" | "figure" | "figcaption" | "details" | "summary" | "center"
            | "dt" | "dd" | "table" | "blockquote" | "form" | "fieldset" | "header" | "footer" | "nav" | "main"
            | "body" | "caption" | "hr" | "address" => self.block(element, Some(Form::Paragraph), None, depth),
            _ if dress::is_styled(element, "display:block") => {
                self.block(element, Some(Form::Paragraph), None, depth);
            }
            _ => self.children(element, depth),
        }
    }

    /// Text whose lines stand as they were typed: it is read as a text file is.
    fn printed(&mut self, element: ElementRef<'_>) {
        self.finish();
        let mut lines = text::lines(&element.text().collect::<String>());
        if let (Some(marker), Some(first)) = (self.marker.take(), lines.first_mut())
            && !crate::layout::starts_with_marker(&first.text)
        {
            // A list entry may begin with it: Markdown makes such entries of titles that stand far in.
            *first = Line::whole(format!("{marker}\t{}", first.text.trim_start()), Form::ListEntry);
        }
        self.lines.extend(lines);
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

    fn list(&mut self, list: ElementRef<'_>, depth: usize) {
        let count = Count::of(list);
        // The words of the entry that holds this list stand in the list around it.
        if !self.text.trim().is_empty() {
            self.finish();
        }
        self.lists.push(count);
        self.block(list, Some(Form::Paragraph), None, depth);
        self.lists.pop();
    }

    /// A list entry begins with its number as browsers show it, unless its words begin with one.
    fn entry(&mut self, entry: ElementRef<'_>, depth: usize) {
        self.finish();
        self.marker = None;
        if let Some(Some(count)) = self.lists.last_mut() {
            let told = entry.value().attr("value").and_then(|n| n.trim().parse().ok());
            self.marker = Some(format!("{}.", count.next(told)));
        }
        self.block(entry, Some(Form::ListEntry), None, depth);
        self.marker = None;
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
        let mut text: Vec<String> = cells.iter().map(|cell| self.cell(*cell, depth)).collect();
        if text.iter().any(|cell| !cell.is_empty()) {
            // The first cell says whose row it is: a picture in it is an ornament.
            let empty = text.iter_mut().zip(&cells).skip(1).filter(|(words, _)| words.is_empty());
            empty.for_each(|(words, cell)| *words = picture_words(*cell));
            self.lines.push(Line::whole(text.join("\t"), Form::TableRow));
        }
    }

    /// The words of a cell, its lines apart.
    fn cell(&mut self, cell: ElementRef<'_>, depth: usize) -> String {
        let outer = std::mem::take(&mut self.lines);
        self.children(cell, depth + 1);
        self.finish();
        let inner = std::mem::replace(&mut self.lines, outer);
        let words = inner.iter().map(|line| clean(&line.text.replace('\t', " "))).filter(|words| !words.is_empty());
        words.collect::<Vec<_>>().join("\n")
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
        let words = &*unescaped(words);
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        self.letters += letters;
        self.lead.push(words, self.in_bold > 0);
        if self.in_bold > 0 {
            self.bold += letters;
        }
        if words == "\n" {
            self.text.push('\n');
        } else if self.in_raised > 0 {
            self.text.push_str(&raised(words, &self.text));
        } else {
            // Word's HTML is wrapped by hand: line ends are spaces.
            self.text.extend(words.chars().map(|c| if c.is_ascii_whitespace() { ' ' } else { c }));
        }
    }

    /// Ends the present line. Paragraphs of no-break spaces only part others.
    fn finish(&mut self) {
        let bold = self.letters > 0 && self.bold * 10 > self.letters * 9;
        let form = self.form.unwrap_or(Form::Paragraph);
        let text = std::mem::take(&mut self.text);
        // The lines of a list entry are one entry.
        let parts =
            if form == Form::ListEntry { text.split('\n').map(str::to_owned).collect() } else { soft_lines(&text) };
        let mut lead = std::mem::take(&mut self.lead).characters();
        let mut begun = false;
        for part in parts {
            let mut text = clean(&part);
            if text.is_empty() {
                continue;
            }
            let mut lead = std::mem::take(&mut lead);
            if let Some(marker) = self.marker.take()
                && !crate::layout::starts_with_marker(&text)
            {
                lead += if lead > 0 { count_characters(&marker) } else { 0 };
                text = format!("{marker}\t{text}");
            }
            let level = self.level;
            let starts_paragraph = !begun || form != Form::ListEntry;
            let depth = if form == Form::ListEntry { u32::try_from(self.lists.len()).unwrap_or(0) } else { 0 };
            self.lines.push(Line { bold, level, starts_paragraph, lead, depth, ..Line::whole(text, form) });
            begun = true;
        }
        (self.form, self.level, self.bold, self.letters) = (None, None, 0, 0);
    }

    /// Counts a picture that says how large it is.
    fn picture(&mut self, element: ElementRef<'_>) {
        let style = element.value().attr("style").unwrap_or_default();
        let side = |name: &str| {
            let pixels = || element.value().attr(name)?.trim().trim_end_matches("px").parse::<f64>().ok();
            pixels().map(|pixels| pixels * POINTS_PER_PIXEL).or_else(|| left_out::styled_side(style, name))
        };
        if let (Some(width), Some(height)) = (side("width"), side("height")) {
            self.left_out.picture(width, height);
        }
    }

    fn link(&mut self, element: ElementRef<'_>) {
        let Some(address) = element.value().attr("href").filter(|href| !href.starts_with(['#'])) else { return };
        let words = clean(&element.text().collect::<String>());
        if !words.is_empty() {
            self.links.push((address.trim().to_owned(), words));
        }
    }
}

/// The few words that stand for the picture in a cell without text: a tick, a cross.
fn picture_words(cell: ElementRef<'_>) -> String {
    const FEW: usize = 4;
    let pictures = cell.descendants().filter_map(ElementRef::wrap).map(|element| element.value());
    let mut words = pictures.filter_map(|element| {
        let name = if element.name() == "img" { "alt" } else { "aria-label" };
        Some(clean(element.attr(name)?)).filter(|words| (1..=FEW).contains(&words.split_whitespace().count()))
    });
    words.next().unwrap_or_default()
}

/// Whether an element raises its words, as the mark of a note or by its name.
fn is_note_mark(element: ElementRef<'_>) -> bool {
    element.value().name() == "sup"
        || element.value().attr("role") == Some("doc-noteref")
        || has_class(element, |class| {
            matches!(class, "footnote-ref" | "footnote-reference" | "noteref" | "sdfootnoteanc")
        })
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

#[cfg(test)]
mod tests;
