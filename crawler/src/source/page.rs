//! Reading pages: words, titles, links and hashes, whatever the site has drawn around them.

use data_encoding::HEXLOWER;
use scraper::{ElementRef, Html, Node, Selector};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use url::Url;

/// What every Modern.gov page must hold to be one: everything of interest is inside that element.
pub(super) const MARKER: &str = "id=\"modgov\"";

/// Declares selectors that are compiled once.
macro_rules! selectors {
    ($($name:ident = $css:literal;)+) => {$(
        pub(super) static $name: LazyLock<Selector> = LazyLock::new(|| {
            #[allow(clippy::unwrap_used, reason = "a constant selector, compiled in a test")]
            Selector::parse($css).unwrap()
        });
    )+
        #[cfg(test)]
        pub(super) fn all() -> Vec<&'static Selector> { vec![$(&*$name),+] }
    };
}

selectors! {
    MODGOV = "#modgov";
    H1 = "h1.mgMainTitleTxt";
    SUBTITLE = ".mgSubTitleTxt";
    ANCHOR = "a[href]";
    ACTION = "ul.mgActionList a[href]";
    LABEL = "span.mgLabel";
    LIST_ENTRY = "li";
    MEETING_LINK = "a.mgMeetingTableLnk";
    ITEM_TABLE = "#mgItemTable";
    TITLE = "p.mgAiTitleTxt";
    NAMED = "a[name]";
    SUB_ITEM = "p.mgSubItemTitleTxt";
    WORD = "div.mgWordPara";
    CONTENT = "#modgov div.mgContent";
    HEADING = "h3.mgSubSubTitleTxt";
    VOTES = "table.mgTableNoBorderFullWidth";
    ROW = "tr";
    CELL = "td";
    META = "meta[name]";
    ATTENDANCE = "table[summary=\"Table of meeting attendance\"] tr";
    GRID_ROW = "table.bpsGridMenu tr";
    GRID_DATE = "td.bpsGridDate";
    GRID_COMMITTEE = "td.bpsGridCommittee";
    SPAN = "span";
    PICTURE = "img[alt]";
    CARD = "div.meeting-row";
    CARD_DATE = ".meeting-date";
    CARD_TIME = ".meeting-time";
    CARD_TITLE = ".meeting-title";
    CARD_PLACE = ".meeting-location";
    CARD_GROUP = ".paper-group-header";
    YEARS = "select[name$=\"ddlYear\"] option[value]";
    CMIS_DAY = "td.SimpleCalendarDate";
    CMIS_LABEL = "div.DNNLabel";
    CMIS_SIZE = "span.FileSize";
    CMIS_CONTENT = ".ModCMISMeetingsC, #dnn_ContentPane";
    AGENDA_ITEM = ".AgendaItemContainer";
    AGENDA_NUMBER = ".AgendaItemCounter";
    AGENDA_TITLE = ".AgendaItemTitle";
    FEED_LINK = "link[rel~=\"alternate\"][href]";
    BASE = "base[href]";
    BODY = "body";
    H = "h1, h2";
    NEXT = "ul.pagination li.next a[href], a[rel=next][href]";
}

/// Where a link leads; control characters within it are dropped and spaces encoded.
pub(super) fn href(link: ElementRef<'_>, page: &Url) -> Option<Url> {
    resolve(page, link.value().attr("href")?)
}

/// Resolves a link of a page.
pub(super) fn resolve(page: &Url, href: &str) -> Option<Url> {
    let href: String = href.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut url = page.join(&href.split_whitespace().collect::<Vec<_>>().join(" ")).ok()?;
    url.set_fragment(None);
    Some(without_credentials(url))
}

/// Addresses are published: nobody's name or password stands in one.
pub(super) fn without_credentials(mut url: Url) -> Url {
    // An address that can have none has none.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    url
}

/// The body of a page as text: UTF-8, or what its bytes look like.
pub(super) fn text(body: &[u8]) -> String {
    let (text, _, broken) = encoding_rs::UTF_8.decode(body);
    if broken { encoding_rs::WINDOWS_1252.decode(body).0.into_owned() } else { text.into_owned() }
}

/// The words of an element: runs of space, no-break spaces too, are one space; scripts are no words.
pub(super) fn words(element: ElementRef<'_>) -> String {
    words_without(element, &[])
}

/// The title that a link or cell shows, without the size of the file, icons and hidden words.
pub(super) fn title(element: ElementRef<'_>) -> String {
    words_without(element, &["mgFileSize", "mgHide"])
}

/// The words of an element itself, without those of the elements within it.
pub(super) fn own_words(element: ElementRef<'_>) -> String {
    let own: Vec<&str> = element.children().filter_map(|child| child.value().as_text()).map(|text| &**text).collect();
    own.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A hash of words, for what a page says apart from the site around it.
pub(super) fn hash_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for part in words {
        hasher.update(part);
        hasher.update([0]);
    }
    HEXLOWER.encode(&hasher.finalize())
}

/// The same address without giving up the encryption of the page that links to it: sites that speak https have links in
/// http to themselves.
pub(super) fn as_safe_as(mut url: Url, page: &Url) -> Url {
    if page.scheme() == "https" && url.scheme() == "http" && url.host_str() == page.host_str() && url.port().is_none() {
        // An address of the web can have either scheme.
        let _ = url.set_scheme("https");
    }
    url
}

pub(super) fn words_without(element: ElementRef<'_>, classes: &[&str]) -> String {
    let mut out = String::new();
    gather(element, classes, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Goes through the elements within an element by a list of its own: pages nest elements deeper than a thread's stack goes.
fn gather(element: ElementRef<'_>, classes: &[&str], out: &mut String) {
    let mut open = vec![(element.children(), "")];
    while let Some((children, parting)) = open.last_mut() {
        let Some(child) = children.next() else {
            out.push_str(parting);
            open.pop();
            continue;
        };
        match child.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(about) => {
                if matches!(about.name(), "script" | "style") || about.classes().any(|c| classes.contains(&c)) {
                    continue;
                }
                // A block or a line break parts words even where the markup has no space between them.
                let parting = if is_inline(about.name()) { "" } else { " " };
                out.push_str(parting);
                open.push((child.children(), parting));
            }
            _ => {}
        }
    }
}

fn is_inline(name: &str) -> bool {
    matches!(name, "a" | "b" | "i" | "em" | "strong" | "span" | "u" | "sup" | "sub" | "font" | "abbr")
}

/// A hash of what a page says: its words and where its links lead, inside `#modgov` only. Two requests for an unchanged
/// page differ in scripts and in the site around it.
pub(super) fn content_hash(page: &Html) -> String {
    let mut hasher = Sha256::new();
    for part in page.select(&MODGOV) {
        hasher.update(words(part));
        for link in part.select(&ANCHOR) {
            hasher.update([0]);
            hasher.update(link.value().attr("href").unwrap_or_default().trim());
        }
    }
    HEXLOWER.encode(&hasher.finalize())
}

/// Text as it stands in HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Undoes escaping until nothing is left to undo, at most twice: titles come escaped twice.
pub(super) fn unescape(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        if !text.contains('&') {
            break;
        }
        let undone: String = Html::parse_fragment(&text.replace('<', "&lt;")).root_element().text().collect();
        text = undone;
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_selectors() {
        assert!(!all().is_empty());
    }

    #[test]
    fn words_are_whole_and_sizes_no_part_of_a_title() {
        let page = Html::parse_fragment(
            "<a href=x>Home&nbsp;\n education<br>&#40;A&#41; <span class=mgHide>, item 12.</span><script>x()</script>\
             <span  class=\"mgFileSize\" ><img alt=\"pdf icon\"> PDF 10 MB</span> </a>",
        );
        let link = page.select(&ANCHOR).next().unwrap();
        assert_eq!(title(link), "Home education (A)");
        assert_eq!(words(link), "Home education (A) , item 12. PDF 10 MB");
    }

    #[test]
    fn links_carry_no_names_or_passwords() {
        let page = Url::parse("https://x.gov.uk/a").unwrap();
        let found = resolve(&page, "https://me:secret@x.gov.uk/b").unwrap();
        assert_eq!(found.as_str(), "https://x.gov.uk/b");
    }

    #[test]
    fn undoes_what_was_escaped_twice() {
        for (escaped, plain) in [
            ("Children and Young People&amp;#39;s Committee", "Children and Young People's Committee"),
            ("A &amp; B", "A & B"),
            ("A & B < C", "A & B < C"),
            ("5 &lt; 6", "5 < 6"),
        ] {
            assert_eq!(unescape(escaped), plain);
        }
    }
}
