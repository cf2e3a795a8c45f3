//! Pages of a MediaWiki, as they are written: "== Roads ==", "'''Chair'''", "[[Mill|the mill]]", "{{Passed}}", "; Chair : No."
//!
//! Marks are taken off and say what a line is: a heading and its level, an entry and its depth, a row of a table. Names of
//! files and categories, and templates that only lead to other pages, are no words of the paper.

use crate::content::Line;
use record::Form;
use regex::Regex;
use std::sync::LazyLock;

/// A page has so many headings with marks at both ends.
const FEWEST: usize = 2;

static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^(?P<open>={2,6})[ \t]*(?P<title>[^=\s](?:[^\n]*?[^=\s])?)[ \t]*={2,6}[ \t]*\r?$")
        .expect("a constant pattern")
});
static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]").expect("a constant pattern"));
static FILED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\[\[(?:category|file|image)\s*:[^\[\]]*\]\]|__[A-Z]+__|<!--.*?-->|<ref[^>]*/>|<ref[^>]*>.*?</ref>")
        .expect("a constant pattern")
});
// "[https://example.org the minutes]".
static OUTWARD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[https?://\S+\s+([^\]]+)\]").expect("a constant pattern"));
static TEMPLATE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{\{([^{}]*)\}\}").expect("a constant pattern"));
static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"</?[A-Za-z][^<>]*>").expect("a constant pattern"));

/// Whether a text is such a page: several headings have their marks at both ends.
pub fn is_wiki(text: &str) -> bool {
    HEADING.find_iter(text).nth(FEWEST - 1).is_some()
}

/// Its lines.
pub fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut gap = true;
    let mut row: Option<Vec<String>> = None;
    for raw in text.lines() {
        let raw = raw.trim_end();
        if let Some(cells) = row.as_mut() {
            if raw.starts_with("|}") || raw.starts_with("|-") {
                lines.extend(row_of(std::mem::take(cells)));
                if raw.starts_with("|}") {
                    (row, gap) = (None, true);
                }
            } else if let Some(more) = raw.strip_prefix(['|', '!']) {
                cells.extend(more.split("!!").flat_map(|cell| cell.split("||")).map(|cell| plain(without_dress(cell))));
            }
            continue;
        }
        if raw.starts_with("{|") {
            row = Some(Vec::new());
            continue;
        }
        let line = line(raw).filter(|line| !line.text.trim().is_empty());
        let Some(line) = line else {
            gap = true;
            continue;
        };
        lines.push(Line { starts_paragraph: gap || line.form.is_some(), ..line });
        gap = false;
    }
    lines.extend(row.and_then(row_of));
    lines
}

fn row_of(cells: Vec<String>) -> Option<Line> {
    (!cells.is_empty()).then(|| Line::whole(cells.join("\t"), Form::TableRow))
}

/// A cell without the attributes before it: "style=\"x\" | Jo Elm".
fn without_dress(cell: &str) -> &str {
    cell.split_once('|').filter(|(dress, _)| dress.contains('=')).map_or(cell, |(_, own)| own)
}

/// One line by its marks; nothing of one that only leads elsewhere.
fn line(raw: &str) -> Option<Line> {
    if let Some(heading) = HEADING.captures(raw) {
        let level = u8::try_from(heading["open"].len()).ok();
        return Some(Line { level, ..Line::whole(plain(&heading["title"]), Form::Heading) });
    }
    let marks = raw.len() - raw.trim_start_matches(['*', '#', ':', ';']).len();
    let (mark, rest) = raw.split_at(marks);
    let bold =
        rest.trim().strip_prefix("'''").and_then(|inner| inner.strip_suffix("'''")).is_some_and(|b| !b.contains("'''"));
    let words = plain(rest);
    if words.is_empty() {
        return None;
    }
    let entry = mark.ends_with(['*', '#']);
    // "; Trustees : Jo Elm, Kim Oak": what is told of, and what is told.
    let words = if mark == ";" { words.replacen(" : ", ": ", 1) } else { words };
    let line = Line { bold, ..Line::plain(words) };
    if entry {
        return Some(Line { form: Some(Form::ListEntry), depth: u32::try_from(mark.len()).unwrap_or(1), ..line });
    }
    Some(if mark.is_empty() { line } else { Line { form: Some(Form::Paragraph), ..line } })
}

/// Takes the marks off.
fn plain(text: &str) -> String {
    let text = FILED.replace_all(text, "");
    let text = LINK.replace_all(&text, "$1");
    let text = OUTWARD.replace_all(&text, "$1");
    // A template's own word and its values: "{{Decision|24-01}}". One with names for its values lays out the page.
    let text = TEMPLATE.replace_all(&text, |found: &regex::Captures<'_>| {
        let inside = &found[1];
        if inside.contains('=') { String::new() } else { inside.replace('|', " ") }
    });
    let text = TAG.replace_all(&text, " ");
    text.replace("'''", "").replace("''", "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let form = |line: &Line| match line.form {
            Some(Form::Heading) => "h",
            Some(Form::ListEntry) => "l",
            Some(Form::TableRow) => "r",
            _ => "p",
        };
        lines(text).iter().map(|line| format!("{} {}", form(line), line.text)).collect()
    }

    #[test]
    fn marks_say_what_a_line_is() {
        let page = "{{Nav|prev=23|next=25}}\n__NOTOC__\n'''Mill Trust''' – [[Board]], 24th sitting\n\
                    {| class=\"wikitable\"\n! When !! 18 May 2024\n|-\n| Where || style=\"x\" | Weir Hall\n|}\n\
                    ; Trustees : Jo Elm, Kim Oak\n== Roads ==\n''Jo spoke.'' It was late.\n* {{Decision|24-01}} The report is noted.\n\
                    *: {{For}} Jo\n# [https://example.org the plan]\n=== Mill roof===\n[[Mill|The mill]] leaks.<br/>\n[[Category:Minutes]]";
        assert!(is_wiki(page));
        let expect = [
            "p Mill Trust – Board, 24th sitting",
            "r When\t18 May 2024",
            "r Where\tWeir Hall",
            "p Trustees: Jo Elm, Kim Oak",
            "h Roads",
            "p Jo spoke. It was late.",
            "l Decision 24-01 The report is noted.",
            "p For Jo",
            "l the plan",
            "h Mill roof",
            "p The mill leaks.",
        ];
        assert_eq!(shown(page), expect);
        for text in ["= Roads\n== Mill\n== Weir\ntext", "Roads\n=====\nMill\n====\n", "a == b\nc == d"] {
            assert!(!is_wiki(text), "{text}");
        }
    }
}
