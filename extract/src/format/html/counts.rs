//! How numbered lists count, and how browsers show their numbers.

use crate::format::numerals::{letters, roman};
use scraper::ElementRef;

/// How a numbered list counts.
pub struct Count {
    next: i64,
    step: i64,
    format: char,
}

impl Count {
    /// How this list counts; `None` where it has bullets, or no marks.
    pub fn of(list: ElementRef<'_>) -> Option<Self> {
        let value = list.value();
        let ordered = value.name() == "ol";
        let bare = value.attr("style").is_some_and(|style| style.replace(' ', "").contains("list-style-type:none"));
        (ordered && !bare).then(|| {
            let reversed = value.attr("reversed").is_some();
            let entries = list.child_elements().filter(|child| child.value().name() == "li").count();
            let first = if reversed { i64::try_from(entries).unwrap_or(1) } else { 1 };
            Self {
                next: value.attr("start").and_then(|n| n.trim().parse().ok()).unwrap_or(first),
                step: if reversed { -1 } else { 1 },
                format: list_format(list),
            }
        })
    }

    /// The number of the next entry as it is shown; `told` is the one that the entry gives itself.
    pub fn next(&mut self, told: Option<i64>) -> String {
        let n = told.unwrap_or(self.next);
        self.next = n.saturating_add(self.step);
        numbered(n, self.format)
    }
}

/// How a numbered list writes its counts: the `type` of the element, as browsers honour it.
fn list_format(list: ElementRef<'_>) -> char {
    let style = list.value().attr("style").unwrap_or_default();
    let styled = [
        ("lower-alpha", 'a'),
        ("lower-latin", 'a'),
        ("upper-alpha", 'A'),
        ("upper-latin", 'A'),
        ("lower-roman", 'i'),
        ("upper-roman", 'I'),
    ];
    let by_style = styled.iter().find(|(name, _)| style.contains(name)).map(|(_, format)| *format);
    by_style.or_else(|| list.value().attr("type").and_then(|sort| sort.trim().chars().next())).unwrap_or('1')
}

fn numbered(n: i64, format: char) -> String {
    let Some(count) = u32::try_from(n).ok().filter(|count| *count > 0) else { return n.to_string() };
    match format {
        'a' => letters(count),
        'A' => letters(count).to_uppercase(),
        'i' => roman(count),
        'I' => roman(count).to_uppercase(),
        _ => n.to_string(),
    }
}
