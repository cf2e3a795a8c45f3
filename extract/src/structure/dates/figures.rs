//! Dates in figures alone: three numbers, of which one is the year.

use super::cursor::{Cursor, full_year};
use super::printed_date::{PrintedDate, day, in_figures};
use super::words::{What, is_year};
use jiff::civil::{Date, Weekday};

/// "2026-01-15", "15/01/2026", "10.02.25". Where both readings are days of the calendar the day is taken to come first
/// and the other reading stands beside it.
pub(super) fn parse(cursor: Cursor) -> Option<(PrintedDate, Cursor)> {
    let found = three_numbers(cursor)?;
    let [(a, a_digits), (b, b_digits), (c, c_digits)] = found.parts;
    if a_digits == 4 {
        let year = year_of(a, a_digits).filter(|_| b_digits == 2 && c_digits <= 2)?;
        return Some((in_figures(found.weekday, day(Some(year), Some(b), Some(c)), None), found.end));
    }
    if a_digits > 2 || b_digits > 2 {
        return None;
    }
    let year = year_of(c, c_digits)?;
    let day_first = day(Some(year), Some(b), Some(a));
    let month_first = day(Some(year), Some(a), Some(b));
    // Paragraph numbers ("3.1.12") have no year of four digits: with two, slashes are believed, dots between pairs of
    // figures, and whatever stands behind its own weekday ("Monday 02-10-20").
    let pairs = a_digits == 2 && b_digits == 2;
    let on_weekday = |w| [day_first, month_first].into_iter().flatten().any(|date| date.weekday() == w);
    let shown = found.weekday.is_some_and(on_weekday);
    if c_digits == 2 && found.sign != '/' && !shown && (!pairs || found.sign != '.' || found.numbers_a_heading) {
        return None;
    }
    if c_digits == 2 && found.sign != '/' && day_first.or(month_first).is_none() {
        return None;
    }
    let fits = |date: Option<Date>| found.weekday.is_none_or(|w| date.is_some_and(|d| d.weekday() == w));
    let (date, other) = match (day_first, month_first) {
        (Some(a), Some(b)) if a == b => (Some(a), None),
        (Some(a), Some(b)) if found.weekday.is_some() && fits(Some(a)) != fits(Some(b)) => {
            (Some(if fits(Some(a)) { a } else { b }), None)
        }
        (Some(a), Some(b)) => (Some(a), Some(b)),
        // There is no month 19, and no 31 April: it is the other one.
        (a, b) => (a.or(b), None),
    };
    Some((in_figures(found.weekday, date, other), found.end))
}

/// The parts of a date in figures: three numbers and the signs between them.
pub(super) fn three_numbers<'p>(cursor: Cursor<'p>) -> Option<Figures<'p>> {
    let begins = cursor.at;
    let mut cursor = cursor;
    let weekday = cursor.weekday();
    let number = |w| match w {
        What::Number { value, digits: digits @ 1.., ordinal: false } => Some((value, digits)),
        _ => None,
    };
    let first = cursor.take(number)?;
    let sign = cursor.sign(&['/', '.', '-', '–'])?;
    let glued = |c: &Cursor| c.pieces.get(c.at).is_some_and(|p| !p.apart);
    if !glued(&cursor) {
        return None;
    }
    let second = cursor.take(number)?;
    cursor.sign(&['/', '.', '-', '–'])?;
    if !glued(&cursor) {
        return None;
    }
    let third = cursor.take(number)?;
    // "3.1.12.4" is a paragraph.
    let mut after = cursor;
    let goes_on = after.sign(&['/', '.']).is_some() && glued(&after) && after.take(number).is_some();
    // "8-6-18 (Friday)".
    let mut behind = cursor;
    let bracketed = matches!(behind.what(), Some(What::Sign('('))).then(|| {
        behind.at += 1;
        behind.weekday()
    });
    let weekday = weekday.or(bracketed.flatten());
    let numbers_a_heading = begins == 0 && matches!(cursor.what(), Some(What::Word | What::Link { .. }));
    (!goes_on).then_some(Figures { weekday, parts: [first, second, third], sign, numbers_a_heading, end: cursor })
}

/// A date in figures before it is told which figure is what.
pub(super) struct Figures<'p> {
    pub weekday: Option<Weekday>,
    /// Values with how many figures they have.
    pub parts: [(i32, usize); 3],
    pub sign: char,
    /// Whether they begin a text that goes on with a word: "16.01.05 Lottery" is an item's number.
    pub numbers_a_heading: bool,
    pub end: Cursor<'p>,
}

/// As [`full_year`], for the years of dates in figures.
pub(super) fn year_of(value: i32, digits: usize) -> Option<i32> {
    match digits {
        4 => is_year(value).then_some(value),
        2 => Some(full_year(value)),
        _ => None,
    }
}
