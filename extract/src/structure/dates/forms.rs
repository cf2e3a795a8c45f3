//! The forms of dates, as sequences of pieces.

use super::cursor::Cursor;
use super::figures;
use super::printed_date::{PrintedDate, day, month_of, range, single};
use super::words::{Piece, What};
use jiff::civil::{Date, Weekday};

/// A form found: the date without its place, the first piece and one past the last.
pub(super) type Found = (PrintedDate, usize, usize);

/// The date that begins with this piece, in the longest form.
pub(super) fn at(pieces: &[Piece], i: usize) -> Option<Found> {
    let begins = pieces.get(i)?.what;
    if matches!(begins, What::Word | What::Link { .. } | What::To | What::Sign(_)) {
        return None;
    }
    let forms: [fn(Cursor) -> Option<(PrintedDate, Cursor)>; 7] =
        [two_whole_days, days_then_month, day_first, month_then_days, month_first, year_first, month_alone];
    let cursor = Cursor::new(pieces, i);
    let found = forms.iter().find_map(|form| form(cursor)).or_else(|| figures::parse(cursor));
    found.map(|(date, end)| (date, i, end.at))
}

/// "27 January 2015 – 18 February 2015"; converters lose the dash.
fn two_whole_days(cursor: Cursor) -> Option<(PrintedDate, Cursor)> {
    let (from, mut cursor) = whole_day(cursor)?;
    if cursor.to().is_none() && !cursor.pieces.get(cursor.at).is_some_and(|p| p.apart) {
        return None;
    }
    let (until, cursor) = whole_day(cursor)?;
    Some((range(from, until), cursor))
}

fn whole_day(mut cursor: Cursor) -> Option<(Option<Date>, Cursor)> {
    cursor.weekday();
    let d = cursor.day()?;
    cursor.before_month();
    let (m, _) = cursor.month()?;
    cursor.before_year();
    let y = cursor.year()?;
    Some((day(Some(y), Some(m), Some(d)), cursor))
}

/// "21 November to 2 December 2022", "10 and 11 March 2022".
fn days_then_month(mut cursor: Cursor) -> Option<(PrintedDate, Cursor)> {
    cursor.weekday();
    let d1 = cursor.day()?;
    let mut own = cursor;
    own.before_month();
    let m1 = own.month();
    if m1.is_some() {
        cursor = own;
    }
    cursor.to()?;
    cursor.weekday();
    let d2 = cursor.day()?;
    cursor.before_month();
    let (m2, _) = cursor.month()?;
    cursor.before_year();
    let year = cursor.year()?;
    // "Meeting 7 – 3rd March 2020" is no range.
    if m1.is_none() && d1 >= d2 {
        return None;
    }
    let m1 = m1.map_or(m2, |(m, _)| m);
    // A range over the turn of the year prints the later year only.
    let first_year = if m1 > m2 { year - 1 } else { year };
    Some((range(day(Some(first_year), Some(m1), Some(d1)), day(Some(year), Some(m2), Some(d2))), cursor))
}

/// "Thursday, 15th January, 2026", "15-Jan-26", "the third day of July two thousand and twenty-three".
fn day_first(mut cursor: Cursor) -> Option<(PrintedDate, Cursor)> {
    let weekday = cursor.weekday();
    let d = cursor.day()?;
    // "Dienstag, den 5. Juli 2022"; elsewhere "5. May 2022" is the fifth entry of a list.
    if weekday.is_some() {
        cursor.sign(&['.']);
    }
    cursor.before_month();
    let (m, short) = cursor.month()?;
    let mut shortened = cursor;
    cursor.before_year();
    let (year, cursor) = match cursor.year() {
        Some(year) => (year, cursor),
        None => {
            while shortened.sign(&['-', ',', '.']).is_some() {}
            (shortened.short_year(short)?, shortened)
        }
    };
    Some((single(weekday, day(Some(year), Some(m), Some(d))), cursor))
}

/// "July 26-27, 2022", "September 30 to October 1, 2025".
fn month_then_days(mut cursor: Cursor) -> Option<(PrintedDate, Cursor)> {
    cursor.weekday();
    let (m1, _) = cursor.month()?;
    cursor.before_year();
    let d1 = cursor.day()?;
    cursor.to()?;
    let mut own = cursor;
    own.weekday();
    let m2 = own.month();
    if m2.is_some() {
        cursor = own;
        cursor.before_year();
    }
    let d2 = cursor.day()?;
    cursor.before_year();
    let year = cursor.year()?;
    if m2.is_none() && d1 >= d2 {
        return None;
    }
    let m2 = m2.map_or(m1, |(m, _)| m);
    let first_year = if m1 > m2 { year - 1 } else { year };
    Some((range(day(Some(first_year), Some(m1), Some(d1)), day(Some(year), Some(m2), Some(d2))), cursor))
}

/// "June 6, 2023", "May 13th, in the year 2020"; "march-4-2019" in names of files.
fn month_first(mut cursor: Cursor) -> Option<(PrintedDate, Cursor)> {
    let weekday = cursor.weekday();
    let (m, _) = cursor.month()?;
    cursor.before_year();
    let d = cursor.day()?;
    cursor.before_year();
    let year = cursor.year()?;
    Some((single(weekday, day(Some(year), Some(m), Some(d))), cursor))
}

/// "2017 May 16", "2019-December".
fn year_first(mut cursor: Cursor) -> Option<(PrintedDate, Cursor)> {
    let year = cursor.year()?;
    cursor.before_year();
    let (m, short) = cursor.month()?;
    let whole = cursor;
    cursor.before_year();
    if let Some(d) = cursor.day() {
        // "In 2019 May 16 people": figures that count something have a word behind them.
        let date = day(Some(year), Some(m), Some(d));
        return Some((single(None, date), cursor));
    }
    // "2019 May" may go on with anything; "2019-December" is one.
    let tied = cursor.pieces.get(cursor.at.saturating_sub(1)).is_some() && !short;
    let dashed = tied && cursor_dashed(&whole);
    dashed.then(|| month_of(year, m)).flatten().map(|date| (date, whole))
}

fn cursor_dashed(after_month: &Cursor) -> bool {
    let before = after_month.at.checked_sub(2).and_then(|at| after_month.pieces.get(at));
    before.is_some_and(|p| matches!(p.what, What::Sign('-' | '–' | '_')) && !p.apart)
}

/// "March 2022", "Sept ’22"; "January 10" is a day of some year.
fn month_alone(mut cursor: Cursor) -> Option<(PrintedDate, Cursor)> {
    let (m, _) = cursor.month()?;
    while cursor.sign(&['.', ',']).is_some() {}
    let apostrophe = matches!(cursor.what(), Some(What::Sign('\'' | '’' | '‘')));
    let year = if apostrophe { cursor.short_year(false)? } else { cursor.year()? };
    // "December, 2020-12-03" is the day in figures.
    let mut after = cursor;
    if after.sign(&['-', '/']).is_some() && matches!(after.what(), Some(What::Number { digits: 1..=2, .. })) {
        return None;
    }
    month_of(year, m).map(|date| (date, cursor))
}

/// A day and month without a year: "held on Tuesday 12th April", "July 4".
pub(super) fn without_year(pieces: &[Piece], i: usize) -> Option<((i32, i32, Option<Weekday>), usize)> {
    let mut cursor = Cursor::new(pieces, i);
    let weekday = cursor.weekday();
    let (d, m) = match cursor.day() {
        Some(d) => {
            cursor.before_month();
            (d, cursor.month()?.0)
        }
        None => {
            let m = cursor.month()?.0;
            cursor.before_year();
            (cursor.day()?, m)
        }
    };
    Some(((d, m, weekday), cursor.at))
}
