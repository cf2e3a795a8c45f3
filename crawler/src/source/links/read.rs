//! A page of any site, read: every link with the headings above it.

use super::context;
use super::rule::{Link, is_named_file};
use crate::source::dates;
use crate::source::page::{self, BASE, BODY, FEED_LINK, H, PICTURE, href, words};
use crate::source::xml;
use scraper::{ElementRef, Html, Node};
use url::Url;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub links: Vec<Link>,
    /// Feeds that it offers.
    pub feeds: Vec<Url>,
    /// Words outside menus, head and foot.
    pub words: usize,
    /// Its first heading.
    pub heading: String,
}

/// Where links lead everywhere and nothing is told of papers.
const MENUS: &[&str] = &["nav", "header", "footer", "aside"];

/// Words of classes and ids that menus, heads and feet have on pages without elements for them.
const MENU_NAMES: &[&str] = &["menu", "navbar", "breadcrumb", "footer", "cookie", "site-header", "sidebar"];

pub(super) fn page(html: &Html, at: &Url) -> Read {
    // Where links begin, if the page says so.
    let base = html.select(&BASE).next().and_then(|base| href(base, at));
    let at = base.as_ref().unwrap_or(at);
    let mut read =
        Read { feeds: html.select(&FEED_LINK).filter_map(|link| feed(link, at)).collect(), ..Read::default() };
    read.heading = html.select(&H).next().map(words).unwrap_or_default();
    if let Some(body) = html.select(&BODY).next() {
        let mut walk = Walk { at, headings: Vec::new(), around: Vec::new(), columns: Vec::new(), read: &mut read };
        walk.element(body, false);
    }
    read
}

fn feed(link: ElementRef<'_>, at: &Url) -> Option<Url> {
    let kind = link.value().attr("type")?.to_lowercase();
    let title = link.value().attr("title").unwrap_or_default().to_lowercase();
    // Feeds of comments hold none.
    let is_feed = (kind.contains("rss") || kind.contains("atom")) && !title.contains("comment");
    href(link, at).filter(|url| is_feed && !url.path().contains("comments"))
}

struct Walk<'a> {
    at: &'a Url,
    /// Headings that are open.
    headings: Vec<Heading>,
    /// What open paragraphs, entries and cells say besides their links, the innermost last.
    around: Vec<String>,
    /// What the heads of the columns of open tables say, the innermost last.
    columns: Vec<Vec<String>>,
    read: &'a mut Read,
}

struct Heading {
    rank: u8,
    text: String,
    /// Whether it ends with the element that is open where it stands, and not only at a heading of its rank.
    ends: Option<usize>,
}

impl Walk<'_> {
    fn element(&mut self, element: ElementRef<'_>, in_menu: bool) {
        self.within(element, in_menu, 0);
    }

    /// Goes through an element that stands so deep within others.
    fn within(&mut self, element: ElementRef<'_>, in_menu: bool, depth: usize) {
        let name = element.value().name();
        let in_menu = in_menu || is_menu(element);
        if matches!(name, "script" | "style" | "template" | "noscript") {
            return;
        }
        if let Some(rank) = rank(element).filter(|_| !in_menu) {
            self.open(rank, words(element), None);
        } else if !in_menu && context::is_time_alone(element) {
            self.open(TIME_RANK, words(element), Some(depth));
        }
        match name {
            "a" => self.link(element, in_menu),
            "iframe" | "embed" | "object" if !in_menu => self.shown_file(element),
            _ => {}
        }
        if let Some(told) = context::day_of_row(element) {
            self.headings.push(Heading { rank: ROW_RANK, text: told, ends: Some(depth + 1) });
        }
        if let Some(day) = context::day_of_entry(element) {
            self.headings.push(Heading { rank: ROW_RANK, text: day, ends: Some(depth + 1) });
        }
        if name == "table" {
            self.columns.push(context::columns(element));
        }
        if let Some(head) = context::column(element)
            .and_then(|at| self.columns.last()?.get(at))
            .filter(|head| !head.is_empty())
            .cloned()
        {
            self.headings.push(Heading { rank: COLUMN_RANK, text: head, ends: Some(depth + 1) });
        }
        let around = context::around(element);
        let has_around = around.is_some();
        self.around.extend(around);
        for child in element.children() {
            match child.value() {
                Node::Text(text) if !in_menu => self.read.words += text.split_whitespace().count(),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.within(child, in_menu, depth + 1);
                    }
                }
                _ => {}
            }
        }
        self.headings.retain(|heading| heading.ends.is_none_or(|ends| ends <= depth));
        if name == "table" {
            self.columns.pop();
        }
        if has_around {
            self.around.pop();
        }
    }

    /// Opens a heading: it ends those of its rank and below.
    fn open(&mut self, rank: u8, text: String, ends: Option<usize>) {
        self.headings.retain(|heading| heading.rank < rank);
        if !text.is_empty() {
            self.headings.push(Heading { rank, text, ends });
        }
    }

    fn link(&mut self, element: ElementRef<'_>, in_menu: bool) {
        let Some(url) = href(element, self.at).map(|url| page::as_safe_as(url, self.at)) else { return };
        let said = words(element);
        let text = match (element.value().attr("title"), element.value().attr("aria-label")) {
            // What is read out in place of the words that are seen, where it holds these and says more.
            (_, Some(label)) if label.contains(&said) => label.trim().to_owned(),
            (Some(title), _) if said.is_empty() => title.trim().to_owned(),
            _ if said.is_empty() => words_of_picture(element).unwrap_or(said),
            _ => said,
        };
        let is_next = element.value().attr("rel").is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "next"))
            || is_numbered_page(&url, &text);
        self.add(url, text, in_menu, is_next);
    }

    /// A file that is shown within the page instead of linked to.
    fn shown_file(&mut self, element: ElementRef<'_>) {
        let named = ["src", "data"].iter().find_map(|name| element.value().attr(name));
        let url = named.and_then(|address| page::resolve(self.at, address)).map(|url| page::as_safe_as(url, self.at));
        if let Some(url) = url.filter(is_named_file) {
            let text = element.value().attr("title").unwrap_or_default().trim().to_owned();
            self.add(url, text, false, false);
        }
    }

    fn add(&mut self, url: Url, text: String, in_menu: bool, is_next: bool) {
        let headings = self.headings.iter().map(|heading| heading.text.clone()).collect();
        let around = self.around.last().cloned().unwrap_or_default();
        self.read.links.push(Link { url, text, headings, around, in_menu, is_next });
    }
}

/// What a picture in place of words stands for, where that names a day: of others the file's name says more ("PDF icon").
fn words_of_picture(link: ElementRef<'_>) -> Option<String> {
    let mut told = link.select(&PICTURE).filter_map(|picture| picture.value().attr("alt"));
    told.find(|told| dates::day_in_name(told).is_some()).map(|told| told.trim().to_owned())
}

/// The rank of a heading. What opens a fold or names a table or a list stands below every heading of the page.
fn rank(element: ElementRef<'_>) -> Option<u8> {
    match element.value().name() {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        "summary" | "caption" | "legend" => Some(7),
        "dt" => Some(8),
        // A paragraph that is nothing but bold words.
        "p" => is_bold_alone(element).then_some(9),
        _ => None,
    }
}

/// Below the headings of a page: a day or a year that stands alone in a block, as folds and cards have it.
const TIME_RANK: u8 = 10;

/// Below all that: what a row of a table or an entry of a list says holds for its links alone, and so does the head of a column.
const ROW_RANK: u8 = 11;
const COLUMN_RANK: u8 = 12;

fn is_bold_alone(paragraph: ElementRef<'_>) -> bool {
    let mut bold = false;
    for child in paragraph.children() {
        match child.value() {
            Node::Text(text) if !text.trim().is_empty() => return false,
            Node::Element(element) if matches!(element.name(), "strong" | "b") => bold = true,
            Node::Element(element) if element.name() != "br" => return false,
            _ => {}
        }
    }
    let has_link = paragraph.descendants().filter_map(ElementRef::wrap).any(|e| e.value().name() == "a");
    bold && !has_link
}

fn is_menu(element: ElementRef<'_>) -> bool {
    let about = element.value();
    if MENUS.contains(&about.name()) || about.attr("role") == Some("navigation") {
        return true;
    }
    let is_box = matches!(about.name(), "div" | "ul" | "section");
    let names = about.classes().chain(about.id()).map(str::to_lowercase);
    // "page-with-sidebar" is all of a page but its menu.
    let is_whole = |name: &String| ["with-", "has-", "no-"].iter().any(|word| name.contains(word));
    is_box && names.filter(|name| !is_whole(name)).any(|name| MENU_NAMES.iter().any(|menu| name.contains(menu)))
}

/// Whether a link is one of the numbers below a list, or its "next".
fn is_numbered_page(url: &Url, text: &str) -> bool {
    let words = text.trim().to_lowercase();
    let is_word = words.chars().all(|c| c.is_ascii_digit()) && !words.is_empty() && words.len() <= 3
        || ["next", "next page", "next »", "›", "»", ">", "older", "older posts", "older entries"]
            .contains(&words.as_str());
    let address = url[url::Position::BeforePath..].to_lowercase();
    is_word && ["page=", "paged=", "/page/", "pg=", "start=", "offset="].iter().any(|part| address.contains(part))
}

/// What a feed or a map of a site lists: addresses with their titles.
pub(super) fn entries(body: &[u8], at: &Url) -> Result<Entries, String> {
    let root = xml::parse(body)?;
    let link_of = |element: &xml::Element| {
        let attribute = |name: &str| {
            element
                .all("link")
                .into_iter()
                .find_map(|link| link.attributes.get(name).cloned().filter(|_| is_main(link)))
        };
        element.text("loc").or_else(|| element.text("link")).or_else(|| attribute("href"))
    };
    let mut found = Entries::default();
    for map in root.all("sitemap") {
        found.maps.extend(map.text("loc").and_then(|loc| page::resolve(at, &loc)));
    }
    for name in ["url", "item", "entry"] {
        for entry in root.all(name) {
            let title = entry.text("title").unwrap_or_default();
            let mut addresses: Vec<String> = link_of(entry).into_iter().collect();
            addresses.extend(entry.all("enclosure").into_iter().filter_map(|file| file.attributes.get("url").cloned()));
            for address in addresses {
                let Some(url) = page::resolve(at, &address).map(|url| page::as_safe_as(url, at)) else { continue };
                found.links.push(Link {
                    url,
                    text: title.clone(),
                    headings: vec![],
                    around: String::new(),
                    in_menu: false,
                    is_next: false,
                });
            }
        }
    }
    Ok(found)
}

fn is_main(link: &xml::Element) -> bool {
    link.attributes.get("rel").is_none_or(|rel| rel == "alternate" || rel == "enclosure")
}

/// What a feed or a map of a site lists.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub links: Vec<Link>,
    /// Maps that a map is made of.
    pub maps: Vec<Url>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_know_the_headings_above_them() {
        let html = Html::parse_document(
            "<title>Elm</title><link rel=alternate type=application/rss+xml href=/feed><body><nav><h2>Menu</h2><a href=/m>Minutes</a></nav>\
             <h1>Council papers</h1><h2>Planning Committee</h2><details><summary>2024</summary><a href=a.pdf>14 May</a></details>\
             <h2>Finance Committee</h2><p><strong>2023</strong></p><p><a href=b.pdf>May</a></p>\
             <footer><a href=/privacy.pdf>Privacy</a></footer><a href='?page=2'>2</a></body>",
        );
        let read = page(&html, &"https://elm.example/x".parse().unwrap());
        let told: Vec<_> =
            read.links.iter().map(|l| (l.text.as_str(), l.headings.join(" > "), l.in_menu, l.is_next)).collect();
        assert_eq!(
            told,
            [
                ("Minutes", String::new(), true, false),
                ("14 May", "Council papers > Planning Committee > 2024".into(), false, false),
                ("May", "Council papers > Finance Committee > 2023".into(), false, false),
                ("Privacy", "Council papers > Finance Committee > 2023".into(), true, false),
                ("2", "Council papers > Finance Committee > 2023".into(), false, true),
            ]
        );
        assert_eq!(read.feeds[0].as_str(), "https://elm.example/feed");
    }

    #[test]
    fn a_row_that_says_a_day_speaks_for_its_own_links_alone() {
        let html = Html::parse_document(
            "<body><table><tr><td><h2>Planning Committee</h2><table><tr><th>Name</th><th>Day</th></tr>\
             <tr><td>Special meeting</td><td>May&nbsp;14,&nbsp;2024 - 10:30&nbsp;AM</td><td><a href=a.pdf>Agenda</a></td></tr>\
             <tr><td>Terms of reference</td><td><a href=b.pdf>Report</a></td></tr></table></td></tr></table><a href=c.pdf>Minutes</a>\
             <a href=d.pdf><img alt=\"Agenda of May 15, 2024\"></a><a href=e.pdf><img alt=\"PDF icon\"></a></body>",
        );
        let read = page(&html, &"https://elm.example/x".parse().unwrap());
        let told: Vec<_> = read.links.iter().map(|l| (l.headings.join(" > "), l.day().is_some())).collect();
        assert_eq!(
            told,
            [
                ("Planning Committee > Special meeting, May 14, 2024 - 10:30 AM".into(), true),
                ("Planning Committee".into(), false),
                ("Planning Committee".into(), false),
                ("Planning Committee".into(), true),
                ("Planning Committee".into(), false),
            ]
        );
    }

    #[test]
    fn a_page_says_where_its_links_begin_and_may_show_files_instead_of_linking_to_them() {
        let html = Html::parse_document(
            "<head><base href=/archive/></head><body><div class=page-with-sidebar><h1>Minutes</h1><p>3 June 2024</p>\
             <a href=a.pdf>May</a><iframe src=b.pdf></iframe><object data=c.pdf></object><iframe src=/map></iframe></div>\
             <div class=sidebar><a href=d.pdf>News</a></div></body>",
        );
        let read = page(&html, &"https://elm.example/council/".parse().unwrap());
        let told: Vec<_> = read.links.iter().map(|link| (link.url.path(), link.in_menu)).collect();
        let expected =
            [("/archive/a.pdf", false), ("/archive/b.pdf", false), ("/archive/c.pdf", false), ("/archive/d.pdf", true)];
        assert_eq!(told, expected);
        assert_eq!(read.links[1].day().map(|day| day.to_string()).as_deref(), Some("2024-06-03"));
    }

    #[test]
    fn feeds_and_maps_list_addresses() {
        let at: Url = "https://elm.example/feed".parse().unwrap();
        for (body, links, maps) in [
            (
                "<rss><channel><link>https://elm.example/</link><item><title>Minutes May</title><link>https://elm.example/m1</link><enclosure url='/m1.pdf'/></item></channel></rss>",
                2,
                0,
            ),
            (
                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Agenda</title><link rel='self' href='/self'/><link href='/a1'/></entry></feed>",
                1,
                0,
            ),
            ("<urlset><url><loc>https://elm.example/minutes</loc></url></urlset>", 1, 0),
            ("<sitemapindex><sitemap><loc>https://elm.example/s1.xml</loc></sitemap></sitemapindex>", 0, 1),
        ] {
            let found = entries(body.as_bytes(), &at).unwrap();
            assert_eq!((found.links.len(), found.maps.len()), (links, maps), "{body}");
        }
    }
}
