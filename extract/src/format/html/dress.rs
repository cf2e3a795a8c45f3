//! What of a page is its text, and what is the site's dress around it: menus, banners, cookie notes, feet.
//!
//! Where a page marks its main text, that is read; else the body without what its elements, roles and names call dress
//! and what is hidden. A block is dropped for its name only where it also looks like dress (mostly links, or a note on
//! cookies): a list of links to papers is text. Source: pages of ModernGov, CMIS, Granicus and other sites, seen 2026.

use regex::Regex;
use scraper::{ElementRef, Html, Selector};
use std::sync::LazyLock;

/// Deepest nesting that is followed; deeper trees are built to break readers.
pub const DEEPEST: usize = 400;

/// Places where pages keep their main text, surest first. Source: ModernGov puts all of its own into `#modgov`.
const MAIN: &[&str] =
    &["#modgov", "main", "[role='main' i]", "article", "#main-content, #maincontent, #main, #content, .main-content"];

/// Share of the body's prose that a marked main text holds at least: some pages leave the mark on an empty shell.
const MAIN_SHARE: f32 = 0.4;

/// Share of words in links from which on a block that is named like a menu is one.
const LINKED: f32 = 0.6;

/// The same for a list of links without such a name.
const ALL_LINKED: f32 = 0.9;

/// Links of a menu without a name at least.
const MANY_LINKS: usize = 6;

/// Words of a box that asks what to search for, or who logs in, at most.
const SEARCH_BOX: usize = 40;

/// Words of a note on cookies at most.
const COOKIE_NOTE: usize = 120;

/// Elements without text of the page.
const NEVER: &[&str] = &[
    "script", "style", "noscript", "template", "head", "svg", "select", "iframe", "button", "textarea", "input",
    "object", "embed", "audio", "video", "canvas", "rp", "rt", "datalist", "nav", "dialog", "noframes",
];

/// Classes of words that only programs that read aloud are to find: "(opens in a new window)".
const UNSEEN: &[&str] =
    &["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "govuk-visually-hidden"];

/// Classes of parts that a click folds out.
const FOLDED: &[&str] =
    &["tab-pane", "tabpanel", "collapse", "accordion-content", "accordion-body", "accordion-panel", "panel-collapse"];

const DRESS_ROLES: &[&str] = &[
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "complementary",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
];

// Tokens of classes and ids, also run together as "topmenu", "mainNav".
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let before = "(?:top|main|side|site|sub|left|right|global|primary|secondary|mega|foot|user|page|header)?";
    let word = "(?:nav|navbar|navigation|menu|menubar|crumb|breadcrumb|sidebar|footer|toolbar|pagination|pager|share|\
                sharing|social|skip|skiplink|banner)s?";
    Regex::new(&format!("(?i)(?:^|[^a-z]){before}{word}(?:[^a-z]|$)")).expect("a constant pattern")
});
// What a search found is named like the box that it was asked in.
static ASKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?:^|[^a-z])(?:login|logon|search)").expect("a constant pattern"));
static COOKIES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)cookie|consent|gdpr|privacy-?(?:notice|banner)").expect("a constant pattern"));
static CONSENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:accept|agree|allow|ok(?:ay)?|got it|dismiss|close|reject|decline|settings|preferences)\b")
        .expect("a constant pattern")
});
static SKIP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:skip|jump|go|back|return)\s+(?:straight\s+)?to\s+(?:the\s+)?\S")
        .expect("a constant pattern")
});
// A link to a paper, or one that is dated or numbered, is no entry of a menu.
static PAPER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\.(?:pdf|docx?|odt|rtf|xlsx?|pptx?)\b|\d").expect("a constant pattern"));

/// The element whose text is read.
pub fn main_text(html: &Html) -> ElementRef<'_> {
    let body = select(html, "body").next().unwrap_or_else(|| html.root_element());
    let all = prose(body);
    for (at, selector) in MAIN.iter().enumerate() {
        let found = select(html, selector).map(|element| (prose(element), element)).max_by_key(|(words, _)| *words);
        let Some((words, element)) = found else { continue };
        if at == 0 || words as f32 >= MAIN_SHARE * all as f32 {
            return element;
        }
    }
    body
}

fn select<'a>(html: &'a Html, selector: &str) -> impl Iterator<Item = ElementRef<'a>> {
    let selector = Selector::parse(selector).ok();
    let found: Vec<ElementRef<'a>> = selector.map(|selector| html.select(&selector).collect()).unwrap_or_default();
    found.into_iter()
}

/// Words of an element that stand in no link.
fn prose(element: ElementRef<'_>) -> usize {
    let words = Words::count(element);
    words.all - words.linked
}

/// Whether an element never holds text of a page, or is hidden.
pub fn is_no_text(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    // Settings of word processors: "<o:Author>", "<w:View>".
    let never = NEVER.contains(&name) && !is_title_of_part(element);
    never || name.starts_with("o:document") || name.starts_with("w:worddoc") || is_hidden(element)
}

/// Whether an element shows another page or file in its place, and is seen.
pub fn frames_another(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let address = match value.name() {
        "iframe" | "embed" => value.attr("src"),
        "object" => value.attr("data"),
        _ => None,
    };
    let tiny =
        |side: &str| value.attr(side).is_some_and(|side| matches!(side.trim_end_matches("px").trim(), "0" | "1"));
    let elsewhere = |address: &str| !address.trim().is_empty() && !address.starts_with("about:");
    address.is_some_and(elsewhere) && !tiny("width") && !tiny("height") && !is_hidden(element)
}

/// Whether an element is the button that folds a part of the page out, which is that part's title: "Item 2: Roads".
fn is_title_of_part(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let heads = || {
        let around = element.parent().and_then(ElementRef::wrap).map(|outer| outer.value().name());
        around.is_some_and(|name| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
    };
    let menu = |inner: &ElementRef<'_>| matches!(inner.value().name(), "nav" | "header" | "form");
    value.name() == "button"
        && (value.attr("aria-expanded").is_some()
            && !element.ancestors().filter_map(ElementRef::wrap).any(|e| menu(&e))
            || heads())
}

/// Whether an element, with all in it, is dress or hidden.
pub fn is_dress(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let name = value.name();
    let role = value.attr("role").unwrap_or_default().to_ascii_lowercase();
    if is_no_text(element) || DRESS_ROLES.contains(&role.as_str()) {
        return true;
    }
    match name {
        "footer" | "aside" if !inside_text(element) => return true,
        "header" if !inside_text(element) => return Words::count(element).share() >= LINKED,
        "a" => return is_skip_link(element),
        "div" | "section" | "ul" | "ol" | "form" | "header" | "footer" | "aside" | "p" | "table" | "span" => {}
        _ => return false,
    }
    let names =
        [value.attr("class"), value.attr("id"), value.attr("aria-label")].map(Option::unwrap_or_default).join(" ");
    if COOKIES.is_match(&names) {
        return Words::count(element).all <= COOKIE_NOTE;
    }
    if NAMED.is_match(&names) && !matches!(name, "p" | "table") {
        let words = Words::count(element);
        return words.links > 0 && words.share() >= LINKED || is_cookie_note(element, &words);
    }
    if ASKED.is_match(&names) && !matches!(name, "p" | "table") {
        let words = Words::count(element);
        return words.links > 0 && words.share() >= LINKED && words.all <= SEARCH_BOX;
    }
    match name {
        "ul" | "ol" => is_bare_menu(element),
        "div" | "section" | "form" if !inside_text(element) && element.child_elements().count() <= MANY_LINKS => {
            is_cookie_note(element, &Words::count(element))
        }
        _ => false,
    }
}

pub fn is_hidden(element: ElementRef<'_>) -> bool {
    let put_away = is_styled(element, "display:none")
        || is_styled(element, "visibility:hidden")
        || element.value().attr("hidden").is_some();
    put_away && !opens_at_a_click(element)
        || element.value().name() == "del"
        || element.value().classes().any(|class| UNSEEN.contains(&class))
}

/// Whether an element is a page of a card file or a part that folds out: a click shows it.
fn opens_at_a_click(element: ElementRef<'_>) -> bool {
    element.value().attr("role") == Some("tabpanel")
        || element.value().classes().any(|class| FOLDED.contains(&class))
        || is_opened_by_button(element)
}

/// Whether a button beside an element says that it opens it: `aria-controls` with the element's name.
fn is_opened_by_button(element: ElementRef<'_>) -> bool {
    let Some(id) = element.value().attr("id") else { return false };
    let beside = element.ancestors().take(OPENED_WITHIN).filter_map(ElementRef::wrap);
    let mut all = beside.flat_map(|around| around.descendants()).filter_map(ElementRef::wrap);
    all.any(|other| {
        let controls = other.value().attr("aria-controls").is_some_and(|named| named.split(' ').any(|n| n == id));
        controls && other.value().attr("aria-expanded").is_some()
    })
}

/// How many elements around a part that folds out its button may stand in.
const OPENED_WITHIN: usize = 2;

/// Whether the element itself says this of its style: a property in small letters without blanks.
pub fn is_styled(element: ElementRef<'_>, property: &str) -> bool {
    element.value().attr("style").is_some_and(|style| style.to_ascii_lowercase().replace(' ', "").contains(property))
}

/// Whether an element stands in what the page calls its text.
fn inside_text(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|outer| {
        let value = outer.value();
        matches!(value.name(), "main" | "article") || value.attr("role") == Some("main") || value.id() == Some("modgov")
    })
}

fn is_skip_link(link: ElementRef<'_>) -> bool {
    let within = link.value().attr("href").is_some_and(|address| address.starts_with('#'));
    within && SKIP.is_match(&link.text().collect::<String>())
}

fn is_cookie_note(element: ElementRef<'_>, words: &Words) -> bool {
    if words.all > COOKIE_NOTE {
        return false;
    }
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    text.to_lowercase().contains("cookie")
        && element.descendants().filter_map(ElementRef::wrap).any(|inner| {
            matches!(inner.value().name(), "button" | "a" | "input") && {
                let label = inner.value().attr("value").unwrap_or_default();
                CONSENT.is_match(&inner.text().collect::<String>()) || CONSENT.is_match(label)
            }
        })
}

/// A list of many short links to pages of the site, on a page that has prose elsewhere.
fn is_bare_menu(list: ElementRef<'_>) -> bool {
    let words = Words::count(list);
    if words.links < MANY_LINKS || words.share() < ALL_LINKED || words.linked > 3 * words.links {
        return false;
    }
    let papers = list.descendants().filter_map(ElementRef::wrap).filter(|inner| inner.value().name() == "a");
    let papers = papers.filter(|link| {
        let address = link.value().attr("href").unwrap_or_default();
        PAPER.is_match(address) || link.text().any(|text| PAPER.is_match(text))
    });
    papers.count() * 4 <= words.links
}

/// Words of an element, and how they stand in links.
#[derive(Debug, Default)]
struct Words {
    all: usize,
    linked: usize,
    links: usize,
}

impl Words {
    fn count(element: ElementRef<'_>) -> Self {
        let mut words = Self::default();
        words.add(element, false, 0);
        words
    }

    fn add(&mut self, element: ElementRef<'_>, linked: bool, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for child in element.children() {
            if let Some(text) = child.value().as_text() {
                let words = text.split_whitespace().count();
                self.all += words;
                self.linked += if linked { words } else { 0 };
            } else if let Some(inner) = ElementRef::wrap(child) {
                let name = inner.value().name();
                if NEVER.contains(&name) || is_hidden(inner) {
                    continue;
                }
                let link = name == "a";
                self.links += usize::from(link);
                self.add(inner, linked || link, depth + 1);
            }
        }
    }

    fn share(&self) -> f32 {
        if self.all == 0 { 0.0 } else { self.linked as f32 / self.all as f32 }
    }
}
