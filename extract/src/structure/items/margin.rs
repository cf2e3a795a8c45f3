//! What stands beside a title and is no part of it: page ranges, "to follow", the agenda's own number.

patterns! {
    /// The agenda's number under a minute number: `(Item 1)`, `(Agenda Item 4a)`, `[Item 3]`.
    AGENDA_NUMBER = r"(?i)[(\[]\s*(?:agenda\s+)?item\s+(?:no\.?\s*)?(?P<number>\d{1,3}[a-z]?(?:\([a-z0-9]+\))?(?:\.\d+)?)?\s*[)\]]";
    /// A page range at the end: `(Pages 1 - 18)`, `pages 1 to 18`.
    PAGES = r"(?i)\s*\(?\s*pages?\s+\d+(?:\s*(?:[-–]|to)\s*\d+)?\s*\)?\s*$";
    /// A range without the word, set apart: a tab or spaces before it.
    APART = r"(?:\t|\s{2,})\s*\d+\s*[-–]\s*\d+\s*$";
    /// Remarks on papers that are not there.
    REMARK = r"(?i)\s*(?:\(?\bto\s+follow\b\)?|\bverbal\s+(?:report|update)\b|[-–]\s*to\s+follow)\s*$";
    /// A page range alone, which some agendas print as a cell of its own.
    RANGE = r"^\s*\d{1,4}\s*[-–]\s*\d{1,4}\s*$";
}

/// A title without what stands at its right margin, and without the other cells of its row.
pub fn without_margin(title: &str) -> String {
    let mut title = title.trim();
    for margin in [&*PAGES, &*APART, &*REMARK] {
        if let Some(found) = margin.find(title) {
            title = title[..found.start()].trim_end();
        }
    }
    title
        .split('\t')
        .find(|cell| !cell.trim().is_empty() && !RANGE.is_match(cell))
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// Whether a text is a page range and nothing else.
pub fn is_range(text: &str) -> bool {
    RANGE.is_match(text)
}

/// The agenda's number with which a text begins, if one is printed, and whether that is the whole text; `None` where it
/// begins with none. "(Agenda Item No )" numbers nothing.
pub fn agenda_number(text: &str) -> Option<(Option<String>, bool)> {
    let text = text.trim();
    let found = AGENDA_NUMBER.captures(text)?;
    let whole = found.get(0)?;
    let number = found.name("number").map(|n| n.as_str().to_owned());
    (whole.start() == 0).then(|| (number, whole.len() == text.len()))
}

/// Whether nothing that belongs to the words before it stands behind the agenda's number: "J. Elm (item 3); K. Oak" and
/// "Mr Elm (item 6) declared an interest" say for which item somebody came or spoke.
fn ends_title(title: &str, found: &regex::Captures<'_>) -> bool {
    let rest = found.get(0).map_or("", |whole| &title[whole.end()..]).trim_start();
    rest.is_empty() || rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "([-–—:".contains(c))
}

/// A title without the agenda's number, and that number.
pub fn split_agenda_number(title: &str) -> (String, Option<String>) {
    match AGENDA_NUMBER.captures(title).filter(|found| ends_title(title, found)) {
        Some(found) => {
            let at = found.get(0).map_or(0, |m| m.start());
            (title[..at].trim().to_owned(), found.name("number").map(|n| n.as_str().to_owned()))
        }
        None => (title.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_margin_off() {
        for (title, without) in [
            (
                "Minutes of the Meeting held on 30 January 2025 (Pages 1 - 18)",
                "Minutes of the Meeting held on 30 January 2025",
            ),
            ("MINUTES\t1 - 14", "MINUTES"),
            ("English White Paper - To follow", "English White Paper"),
            ("Roads   15 - 56", "Roads"),
            ("Budget 2024 - 2025", "Budget 2024 - 2025"),
        ] {
            assert_eq!(without_margin(title), without);
        }
    }

    #[test]
    fn reads_the_agendas_number() {
        assert_eq!(agenda_number("(Item 4a)"), Some((Some("4a".to_owned()), true)));
        assert_eq!(agenda_number("(Agenda Item No )"), Some((None, true)));
        assert_eq!(agenda_number("Roads (Item 4)"), None);
        assert_eq!(split_agenda_number("Roads (Item 4)"), ("Roads".to_owned(), Some("4".to_owned())));
        // Who came or spoke for an item is no title.
        for words in ["J. Elm, Police (item 3); K. Oak", "Mr Elm (item 6) declared an interest", "P. Ash (items 4-5)"] {
            assert_eq!(split_agenda_number(words), (words.to_owned(), None), "{words}");
        }
    }
}
