//! The dates that a text prints, in order, and the years and days of which a part is missing.

use super::offsets::Offsets;
use super::printed_date::{Precision, PrintedDate};
use super::time::times;
use super::{damaged, forms, words};
use jiff::civil::Date;

/// Whether a text can hold a date at all: most sentences have no figures, and no year in words.
pub fn may_hold(text: &str) -> bool {
    let in_words = || {
        let small = text.to_lowercase();
        ["thousand", "twenty", "nineteen"].iter().any(|word| small.contains(word))
    };
    text.bytes().any(|b| b.is_ascii_digit()) || in_words()
}

/// The pieces of a text, with what print damaged in its dates mended.
fn pieces(text: &str) -> Vec<words::Piece> {
    let mut pieces = words::pieces(text);
    damaged::mend(text, &mut pieces);
    pieces
}

/// Every date in a text, in order.
pub fn find(text: &str) -> Vec<PrintedDate> {
    if !may_hold(text) {
        return Vec::new();
    }
    let pieces = pieces(text);
    let mut chars = Offsets::new(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < pieces.len() {
        let Some((mut date, from, until)) = forms::at(&pieces, i) else {
            i += 1;
            continue;
        };
        let place = pieces.get(from).zip(pieces.get(until.saturating_sub(1)));
        if let Some((first, last)) = place {
            date.start = chars.at(first.start);
            date.end = chars.at(last.end);
            found.push(date);
        }
        i = until.max(i + 1);
    }
    found
}

/// The years of four figures that a text prints.
pub fn years(text: &str) -> Vec<i32> {
    if !may_hold(text) {
        return Vec::new();
    }
    let pieces = pieces(text);
    let year = |what| match what {
        words::What::Year(year) => Some(year),
        words::What::Number { value, digits: 4, ordinal: false } if words::is_year(value) => Some(value),
        _ => None,
    };
    pieces.iter().filter_map(|p| year(p.what)).collect()
}

/// A day and month printed without a year: "Tuesday 12th April".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yearless {
    /// First character.
    pub start: usize,
    /// Day of the month.
    pub day: i32,
    /// Month.
    pub month: i32,
    /// The weekday before them.
    pub weekday: Option<jiff::civil::Weekday>,
}

/// The days and months that a text prints without a year.
pub fn without_year(text: &str) -> Vec<Yearless> {
    if !may_hold(text) {
        return Vec::new();
    }
    let pieces = pieces(text);
    let mut chars = Offsets::new(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < pieces.len() {
        if let Some((_, _, end)) = forms::at(&pieces, i) {
            i = end.max(i + 1);
            continue;
        }
        match forms::without_year(&pieces, i) {
            Some(((day, month, weekday), end)) => {
                let start = pieces.get(i).map_or(0, |first| chars.at(first.start));
                found.push(Yearless { start, day, month, weekday });
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

/// The first date that is printed to the day, whole and possible.
pub fn first_day(text: &str) -> Option<Date> {
    find(text).into_iter().find(|d| d.precision == Precision::Day).and_then(|d| d.from)
}

/// Whether a text is a date (with or without its time) and nothing else.
pub fn is_only_date(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ',']);
    let mut left: Vec<char> = text.chars().collect();
    let found = find(text);
    for date in found.iter().rev() {
        left.drain(date.start..date.end.min(left.len()));
    }
    let left: String = left.into_iter().collect();
    !found.is_empty() && times_removed(&left).chars().all(|c| !c.is_alphanumeric())
}

/// A text without the times in it and the small words before them ("at", "held on").
fn times_removed(text: &str) -> String {
    let mut left: Vec<char> = text.chars().collect();
    for time in times(text).iter().rev() {
        left.drain(time.start..time.end.min(left.len()));
    }
    let left: String = left.into_iter().collect();
    let small = |word: &&str| !["at", "on", "held", "from", "to", "am", "pm"].contains(&word.to_lowercase().as_str());
    left.split(|c: char| !c.is_alphanumeric()).filter(small).collect()
}
