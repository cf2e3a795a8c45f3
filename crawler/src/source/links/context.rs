//! What stands around the links of a page and tells what they lead to: rows and columns of tables, entries of lists, paragraphs.

use super::rule::{names_paper, says_time_alone};
use crate::source::dates;
use crate::source::page::{ANCHOR, ROW, words};
use scraper::{ElementRef, Node};

/// Most words that stand around a link and speak of it: what is longer is prose about other things, too.
const MAX_WORDS: usize = 40;

/// What the cells of a row say beside its links, where that is when a meeting was: a list of meetings with their papers. Rows
/// that hold tables are only there to lay out the page.
pub(super) fn day_of_row(row: ElementRef<'_>) -> Option<String> {
    if row.value().name() != "tr" || row.select(&ROW).next().is_some() {
        return None;
    }
    let cells = row.child_elements().filter(|cell| cell.select(&ANCHOR).next().is_none()).map(words);
    let told = cells.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
    dates::day_in_name(&told).map(|_| told)
}

/// What an entry says before the list within it, where that names a day: a meeting with its papers below.
pub(super) fn day_of_entry(entry: ElementRef<'_>) -> Option<String> {
    let has_list = || entry.child_elements().any(|child| matches!(child.value().name(), "ul" | "ol" | "div"));
    if entry.value().name() != "li" || !has_list() {
        return None;
    }
    around(entry).filter(|told| dates::day_in_name(told).is_some())
}

/// Whether a block holds a day, a month or a year and nothing else: the title of a card or of a fold.
pub(super) fn is_time_alone(element: ElementRef<'_>) -> bool {
    if !matches!(element.value().name(), "div" | "span" | "button" | "p" | "time") {
        return false;
    }
    let leads_away =
        |link: ElementRef<'_>| link.value().attr("href").is_some_and(|to| !to.is_empty() && !to.starts_with('#'));
    let told = words(element);
    says_time_alone(&told) && !element.select(&ANCHOR).any(leads_away)
}

/// What the heads of the columns of a table say, where they name a paper ("Agenda", "Minutes"); none where a head goes over
/// several columns.
pub(super) fn columns(table: ElementRef<'_>) -> Vec<String> {
    let Some(first) = table.select(&ROW).next() else { return Vec::new() };
    let cells: Vec<_> = first.child_elements().collect();
    // Many a table has bold words for heads: whatever leads nowhere and names no day.
    let is_head = |cell: &ElementRef<'_>| {
        let is_plain = cell.select(&ANCHOR).next().is_none() && dates::day_in_name(&words(*cell)).is_none();
        is_plain && cell.value().attr("colspan").is_none()
    };
    let named = |cell: ElementRef<'_>| Some(words(cell)).filter(|words| names_paper(words)).unwrap_or_default();
    if cells.iter().all(is_head) { cells.into_iter().map(named).collect() } else { Vec::new() }
}

/// The number of the column that a cell stands in.
pub(super) fn column(cell: ElementRef<'_>) -> Option<usize> {
    let is_cell = |element: &ElementRef<'_>| matches!(element.value().name(), "td" | "th");
    let before = cell.prev_siblings().filter_map(ElementRef::wrap).filter(is_cell);
    (cell.value().name() == "td").then(|| before.count())
}

/// What a paragraph, an entry, a cell or the card of one link says besides its links and the lists within it.
pub(super) fn around(block: ElementRef<'_>) -> Option<String> {
    let is_card = || block.select(&ANCHOR).take(2).count() == 1;
    match block.value().name() {
        "p" | "li" | "td" | "dd" => {}
        "div" | "article" | "section" if is_card() => {}
        _ => return None,
    }
    let mut told = Vec::new();
    let mut open = vec![block.children()];
    while let Some(children) = open.last_mut() {
        let Some(child) = children.next() else {
            open.pop();
            continue;
        };
        match child.value() {
            Node::Text(text) => told.extend(text.split_whitespace()),
            Node::Element(about) if !matches!(about.name(), "a" | "ul" | "ol" | "table" | "script" | "style") => {
                open.push(child.children());
            }
            _ => {}
        }
        if told.len() > MAX_WORDS {
            return Some(String::new());
        }
    }
    Some(told.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::read::page;
    use scraper::Html;

    /// Links as "words: day, headings".
    fn told(body: &str) -> Vec<String> {
        let read = page(&Html::parse_document(body), &"https://elm.example/x".parse().unwrap());
        let day = |link: &super::super::rule::Link| link.day().map(|day| day.to_string()).unwrap_or_default();
        read.links.iter().map(|link| format!("{}: {}, {}", link.text, day(link), link.headings.join(" > "))).collect()
    }

    #[test]
    fn columns_entries_cards_and_folds_speak_for_the_links_within_them_and_for_no_others() {
        assert_eq!(
            told(
                "<body><table><tr><th>Date</th><th>Agenda</th><th>Minutes</th></tr>\
                 <tr><td>13/05/2024</td><td><a href=a.pdf>Click here</a></td><td><a href=b.pdf>Click here</a></td></tr></table>\
                 <a href=c.pdf>Here</a>"
            ),
            ["Click here: 2024-05-13, 13/05/2024 > Agenda", "Click here: 2024-05-13, 13/05/2024 > Minutes", "Here: , ",]
        );
        assert_eq!(
            told(
                "<body><h2>Council</h2><ul><li>Monday 13 May 2024<ul><li><a href=a.pdf>Agenda</a></li></ul></li>\
                 <li><a href=b.pdf>Standing orders</a></li></ul>"
            ),
            ["Agenda: 2024-05-13, Council > Monday 13 May 2024", "Standing orders: , Council"]
        );
        assert_eq!(
            told(
                "<body><h2>Minutes</h2><div class=fold><div role=button><a href=''>2024</a></div><div><a href=a.pdf>13 May</a></div></div>\
                 <div class=card><div>Monday 8 July 2024</div><p><a href=b.pdf>Agenda</a></p></div>\
                 <div class=card><h3><a href=cabinet>Cabinet</a></h3><p>1 July 2024</p></div><a href=c.pdf>3 June</a>"
            ),
            [
                "2024: , Minutes > 2024",
                "13 May: 2024-05-13, Minutes > 2024",
                "Agenda: 2024-07-08, Minutes > Monday 8 July 2024",
                "Cabinet: 2024-07-01, Minutes > Cabinet",
                "3 June: , Minutes > Cabinet",
            ]
        );
    }
}
