//! Whether a page can be built as a tree at all: looked at tag by tag, before anything is built.
//!
//! A tree costs more than its page: elements within elements cost stack, and formatting that is left open is made again in
//! every paragraph after it. No page of a council comes near these limits; one that does is broken or hostile.

use std::collections::HashMap;

/// What a page may have.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Elements within elements. The deepest council page seen has 60.
    depth: usize,
    /// Elements in all. A meeting page with every paper of a large council has 20,000.
    elements: usize,
    /// Formatting elements that are open at once, other than the same again.
    formatting: usize,
    /// Bytes of one tag outside quotes. Each name in a tag is compared with all before it. The longest tag seen has 300.
    tag: usize,
}

const LIMITS: Limits = Limits { depth: 400, elements: 200_000, formatting: 64, tag: 4_000 };

/// The same formatting element is not made again more than so often. Source: HTML standard, 13.2.4.3 ("Noah's Ark").
const SAME_FORMATTING: usize = 3;

/// Elements that never have a content. Source: HTML standard, 13.1.2.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that hold text and no elements.
const TEXT_ONLY: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Elements that are made again in every paragraph until they are closed. Source: HTML standard, 13.2.4.3.
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that end when one of the second list begins: most pages leave their end tags out.
const ENDED_BY: &[(&[&str], &[&str])] = &[
    (&["li"], &["li"]),
    (&["dt", "dd"], &["dt", "dd"]),
    (&["td", "th"], &["td", "th", "tr", "tbody", "thead", "tfoot"]),
    (&["tr"], &["tr", "tbody", "thead", "tfoot"]),
    (&["tbody", "thead", "tfoot"], &["tbody", "thead", "tfoot"]),
    (&["option"], &["option", "optgroup"]),
    (&["optgroup"], &["optgroup"]),
    (
        &["p"],
        &[
            "p",
            "div",
            "ul",
            "ol",
            "dl",
            "table",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "pre",
            "form",
            "section",
            "article",
            "aside",
            "header",
            "footer",
            "nav",
            "main",
            "fieldset",
            "blockquote",
            "address",
            "center",
            "li",
            "td",
            "th",
            "tr",
        ],
    ),
];

/// Elements beyond which nothing is ended from inside.
const WALLS: &[&str] = &["table", "ul", "ol", "dl", "select", "div", "body", "html", "button", "object"];

/// What keeps a page from being built, in words; `None` where nothing does.
pub(super) fn unbuildable(page: &[u8]) -> Option<String> {
    beyond(page, LIMITS)
}

fn beyond(page: &[u8], limits: Limits) -> Option<String> {
    let mut open = Open::default();
    let mut rest = page;
    let mut elements = 0;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix(b"!--") {
            rest = after_comment(comment);
            continue;
        }
        let closes = rest.first() == Some(&b'/');
        let tag = &rest[usize::from(closes)..];
        if !tag.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name = tag.split(|b| !b.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        let name = String::from_utf8_lossy(&name).into_owned();
        let (end, unquoted) = end_of_tag(tag);
        if unquoted > limits.tag {
            return Some(format!("a tag of more than {} bytes without its quoted values", limits.tag));
        }
        rest = &tag[end.min(tag.len())..];
        if closes {
            open.close(&name);
            continue;
        }
        elements += 1;
        if elements > limits.elements {
            return Some(format!("more than {} elements", limits.elements));
        }
        if TEXT_ONLY.contains(&name.as_str()) && !open.is_foreign() {
            rest = after_text(rest, &name);
        } else if !VOID.contains(&name.as_str()) {
            open.open(name, &tag[..end.min(tag.len())]);
        }
        if open.elements.len() > limits.depth {
            return Some(format!("elements nested more than {} deep", limits.depth));
        }
        if open.formatting.len() > limits.formatting {
            return Some(format!("more than {} kinds of formatting left open at once", limits.formatting));
        }
    }
    None
}

/// What is open at some point of a page.
#[derive(Default)]
struct Open {
    /// Names, outermost first, each with how much formatting was open when it began.
    elements: Vec<(String, usize)>,
    /// Names and whole tags of formatting that is not closed.
    formatting: Vec<(String, Vec<u8>)>,
    /// How often each of those is open.
    same: HashMap<Vec<u8>, usize>,
}

impl Open {
    fn open(&mut self, name: String, tag: &[u8]) {
        for (ended, by) in ENDED_BY {
            if by.contains(&name.as_str()) {
                self.end(ended);
            }
        }
        if FORMATTING.contains(&name.as_str()) {
            let tag = tag.to_ascii_lowercase();
            let same = self.same.entry(tag.clone()).or_default();
            if *same < SAME_FORMATTING {
                *same += 1;
                self.formatting.push((name.clone(), tag));
            }
        }
        self.elements.push((name, self.formatting.len()));
    }

    /// Whether a drawing or a formula is open: within it a title or style may hold elements.
    fn is_foreign(&self) -> bool {
        self.elements.iter().any(|(name, _)| matches!(name.as_str(), "svg" | "math"))
    }

    /// Ends the nearest of these that is open within the same walls.
    fn end(&mut self, names: &[&str]) {
        for at in (0..self.elements.len()).rev() {
            let name = self.elements[at].0.as_str();
            if names.contains(&name) {
                return self.cut(at);
            }
            if WALLS.contains(&name) {
                return;
            }
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.formatting.iter().rposition(|(open, _)| open == name) {
            let (_, tag) = self.formatting.remove(at);
            self.closed(&tag);
        }
        if let Some(at) = self.elements.iter().rposition(|(open, _)| open == name) {
            self.cut(at);
        }
    }

    fn cut(&mut self, at: usize) {
        let cell = matches!(self.elements[at].0.as_str(), "td" | "th" | "caption");
        let before = at.checked_sub(1).map_or(0, |outer| self.elements[outer].1);
        self.elements.truncate(at);
        // Formatting that is left open in a cell ends with it.
        while cell && self.formatting.len() > before {
            if let Some((_, tag)) = self.formatting.pop() {
                self.closed(&tag);
            }
        }
    }

    fn closed(&mut self, tag: &[u8]) {
        if let Some(same) = self.same.get_mut(tag) {
            *same = same.saturating_sub(1);
        }
    }
}

/// Where in a tag a byte stands. Source: HTML standard, 13.2.5.8 and 13.2.5.32 to 13.2.5.39.
#[derive(Clone, Copy, PartialEq)]
enum In {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Unquoted,
    Quoted(u8),
}

/// Where a tag ends: at the first `>` outside quotes. And how many bytes of it stand outside quotes.
fn end_of_tag(tag: &[u8]) -> (usize, usize) {
    let mut place = In::TagName;
    let mut unquoted = 0;
    for (at, &byte) in tag.iter().enumerate() {
        let blank = byte.is_ascii_whitespace();
        if let In::Quoted(quote) = place {
            if byte == quote {
                place = In::BeforeName;
            }
            continue;
        }
        if byte == b'>' {
            return (at + 1, unquoted);
        }
        unquoted += 1;
        place = match (place, byte) {
            (In::BeforeValue, b'"' | b'\'') => In::Quoted(byte),
            (In::BeforeValue, _) if blank => In::BeforeValue,
            (In::Unquoted, _) if blank => In::BeforeName,
            (In::BeforeValue | In::Unquoted, _) => In::Unquoted,
            (In::Name | In::AfterName, b'=') => In::BeforeValue,
            (In::Name | In::AfterName, _) if blank => In::AfterName,
            (_, b'/') => In::BeforeName,
            (In::TagName | In::BeforeName, _) if blank => In::BeforeName,
            (In::TagName, _) => In::TagName,
            // A sign of equality with no name before it begins one.
            _ => In::Name,
        };
    }
    (tag.len(), unquoted)
}

/// What follows a comment, behind its opening: it ends at `-->` and at `--!>`, and at once at `>` and `->`. Source: HTML
/// standard, 13.2.5.43 to 13.2.5.52.
fn after_comment(comment: &[u8]) -> &[u8] {
    for at_once in [&b">"[..], b"->"] {
        if let Some(rest) = comment.strip_prefix(at_once) {
            return rest;
        }
    }
    let ends = (0..comment.len()).find_map(|at| {
        [&b"-->"[..], b"--!>"].into_iter().find_map(|end| comment[at..].starts_with(end).then_some(at + end.len()))
    });
    ends.map_or(&[], |end| &comment[end..])
}

/// What follows the text of such an element.
fn after_text<'a>(page: &'a [u8], name: &str) -> &'a [u8] {
    let end = format!("</{name}");
    let at = page.windows(end.len()).position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
    at.map_or(&[], |at| &page[at..])
}

#[cfg(test)]
mod tests {
    use super::unbuildable;
    use proptest::prelude::*;

    /// How deep the tree of a page really is.
    fn depth(page: &str) -> usize {
        let page = scraper::Html::parse_document(page);
        page.tree.root().descendants().map(|node| node.ancestors().count()).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn what_is_let_through_is_not_much_deeper_than_its_limits(
            tags in prop::collection::vec(
                prop::sample::select(vec![
                    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i class=x>", "<font size=1>", "<font size=2>",
                    "<ul>", "</ul>", "<li>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<a href=x>", "</a>", "<br>",
                    "<select>", "<option>", "<button>", "<h1>", "</h1>", "words ", "<form>", "<svg>", "<nobr>", "<dl>", "<dt>",
                    "<!-- --!>", "<!-->", "<!--->", "<!-- -->", "<title>", "</title>", "<style>", "</style>", "</svg>", "<a =\">",
                    "<i x=y=\">", "<b / =\">", "<u x = '>'>",
                ]),
                0..400,
            )
        ) {
            let page = tags.concat();
            let limits = super::Limits { depth: 40, elements: 1_000, formatting: 8, tag: 200 };
            if super::beyond(page.as_bytes(), limits).is_none() {
                // Formatting that is left open is made again, each up to three times, wherever text follows.
                prop_assert!(depth(&page) <= limits.depth + 3 * limits.formatting + 12, "{} in {page}", depth(&page));
            }
        }

        #[test]
        fn any_bytes_can_be_judged(page in prop::collection::vec(any::<u8>(), 0..500)) {
            unbuildable(&page);
        }
    }

    fn refused(page: &str) -> bool {
        unbuildable(page.as_bytes()).is_some()
    }

    #[test]
    fn what_would_cost_more_than_a_page_is_refused() {
        assert!(refused(&"<span>".repeat(60_000)));
        assert!(refused(&"<div>".repeat(500)));
        assert!(refused(&"<br>".repeat(250_000)));
        for before in
            ["<!-- --!>", "<!-->", "<!--->", "<svg><title>", "<math><style>", "<a =\">", "<a b=c=\">", "<a / =\">"]
        {
            assert!(refused(&format!("{before}{}", "<span>".repeat(60_000))), "{before}");
        }
        let formatting: String = (0..3_000).map(|n| format!("<font size={n}>")).collect();
        assert!(refused(&format!("{formatting}{}", "<p>x".repeat(3_000))));
        let attributes: String = (0..2_000).map(|n| format!(" a{n}=1")).collect();
        assert!(refused(&format!("<p{attributes}>")));
        assert!(refused(&format!("<p{}", attributes.replace("=1", ""))), "nor is a tag without an end");
    }

    #[test]
    fn pages_as_people_write_them_are_not() {
        assert!(!refused(&"<p>A paragraph without its end".repeat(5_000)));
        assert!(!refused(&format!("<ul>{}</ul>", "<li>one<p>more".repeat(5_000))));
        assert!(!refused(&format!("<table>{}</table>", "<tr><td><font size=2>a<td><b>b".repeat(5_000))));
        assert!(
            !refused(&"<p><b>Bold that is never ended".repeat(2_000)),
            "the same formatting again is not made again"
        );
        assert!(!refused(&format!("<script>{}</script>", "'<div>' + ".repeat(5_000))));
        assert!(!refused(&format!("<!-- {} -->", "<div>".repeat(5_000))));
        assert!(!refused(&"<a title='a > b' href=\"x\">a</a> ".repeat(5_000)));
        assert!(!refused(&format!("<input type=hidden value=\"{}\">", "x y=z ".repeat(50_000))));
        assert!(!refused(&format!("<dl>{}</dl>", "<dt>when<dd>now".repeat(5_000))));
    }
}
