//! The forms of dates, as sequences of pieces.

use super::words::{Piece, What, is_year};
use super::{Oddity, Precision, PrintedDate};
use jiff::civil::{Date, Weekday};

/// A form found: the date without its place, the first piece and one past the last.
pub(super) type Found = (PrintedDate, usize, usize);

/// A place among the pieces.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'p> {
    pieces: &'p [Piece],
    at: usize,
}

impl<'p> Cursor<'p> {
    pub fn new(pieces: &'p [Piece], at: usize) -> Self {
        Self { pieces, at }
    }

    fn what(&self) -> Option<What> {
        self.pieces.get(self.at).map(|p| p.what)
    }

    fn take<T>(&mut self, read: impl Fn(What) -> Option<T>) -> Option<T> {
        let value = read(self.what()?)?;
        self.at += 1;
        Some(value)
    }

    /// Steps over what fits, between two parts of one date.
    fn skip(&mut self, fits: impl Fn(&Piece) -> bool) {
        while self.pieces.get(self.at).is_some_and(&fits) {
            self.at += 1;
        }
    }

    /// Between day and month: "3rd day of May", "15-Jan", "5, May". A full stop would end a number: "3. March 2021".
    fn before_month(&mut self) {
        self.skip(|p| match p.what {
            What::Link { month, .. } => month,
            What::Sign(',') => true,
            What::Sign('-' | '–' | '‑' | '_' | '/') => !p.apart,
            _ => false,
        });
    }

    /// Between month and year, or month and day: "May, 2021", "Jan. 2021", "May in the year 2021".
    fn before_year(&mut self) {
        self.skip(|p| match p.what {
            What::Link { year, .. } => year,
            What::Sign(',' | '.') => true,
            What::Sign('-' | '–' | '‑' | '_' | '/') => !p.apart,
            _ => false,
        });
    }

    fn weekday(&mut self) -> Option<Weekday> {
        let day = self.take(|w| if let What::Weekday(n) = w { Some(n) } else { None })?;
        self.skip(|p| match p.what {
            What::Link { month, .. } => month,
            What::Sign(c) => matches!(c, ',' | '.' | '-' | '–'),
            _ => false,
        });
        Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok()
    }

    fn day(&mut self) -> Option<i32> {
        self.take(|w| match w {
            What::Number { value, digits: 0..=2, .. } if (1..=31).contains(&value) => Some(value),
            _ => None,
        })
    }

    fn month(&mut self) -> Option<(i32, bool)> {
        self.take(|w| if let What::Month { n, short } = w { Some((n, short)) } else { None })
    }

    /// A year of four figures or in words.
    fn year(&mut self) -> Option<i32> {
        self.take(|w| match w {
            What::Year(year) => Some(year),
            What::Number { value, digits: 4, ordinal: false } if is_year(value) => Some(value),
            _ => None,
        })
    }

    /// A year of two figures behind a month: with its apostrophe ("’22"), or where nothing can follow that it counts.
    fn short_year(&mut self, short_month: bool) -> Option<i32> {
        let apostrophe = matches!(self.what(), Some(What::Sign('\'' | '’' | '‘')));
        if apostrophe {
            self.at += 1;
        }
        let year = self.take(|w| match w {
            What::Number { value, digits: 2, ordinal: false } => Some(value),
            _ => None,
        })?;
        let ends = match self.pieces.get(self.at) {
            None => true,
            Some(next) => !next.apart && !matches!(next.what, What::Sign(':' | '%' | '/' | '-' | '–')),
        };
        // "19:01, August 16, 2022": a day whose year stands behind it.
        let behind = self.pieces.get(self.at..).unwrap_or_default();
        let day = matches!(behind, [comma, next, ..] if matches!(comma.what, What::Sign(','))
            && matches!(next.what, What::Number { value, digits: 4, ordinal: false } if is_year(value)));
        (apostrophe || short_month || ends).then(|| full_year(year)).filter(|_| apostrophe || !day)
    }

    /// What stands between the days of a range.
    fn to(&mut self) -> Option<()> {
        self.take(|w| matches!(w, What::Sign('-' | '–' | '—' | '‐' | '−' | '‑' | '&') | What::To).then_some(()))
    }

    fn sign(&mut self, signs: &[char]) -> Option<char> {
        let glued = self.pieces.get(self.at).is_some_and(|p| !p.apart);
        self.take(|w| if let What::Sign(c) = w { (glued && signs.contains(&c)).then_some(c) } else { None })
    }
}

/// Two-digit years are of this century up to 69, as `strptime` has it.
fn full_year(year: i32) -> i32 {
    match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        _ => year,
    }
}

/// The date that begins with this piece, in the longest form.
pub(super) fn at(pieces: &[Piece], i: usize) -> Option<Found> {
    let begins = pieces.get(i)?.what;
    if matches!(begins, What::Word | What::Link { .. } | What::To | What::Sign(_)) {
        return None;
    }
    let forms: [fn(Cursor) -> Option<(PrintedDate, Cursor)>; 7] =
        [two_whole_days, days_then_month, day_first, month_then_days, month_first, year_first, month_alone];
    let cursor = Cursor::new(pieces, i);
    let found = forms.iter().find_map(|form| form(cursor)).or_else(|| super::figures::read(cursor));
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

fn single(weekday: Option<Weekday>, date: Option<Date>) -> PrintedDate {
    let oddity = match (date, weekday) {
        (None, _) => Some(Oddity::Impossible),
        (Some(date), Some(printed)) if date.weekday() != printed => Some(Oddity::Weekday),
        _ => None,
    };
    PrintedDate { from: date, until: date, oddity, weekday: weekday.is_some(), ..PrintedDate::EMPTY }
}

fn range(from: Option<Date>, until: Option<Date>) -> PrintedDate {
    let backwards = matches!((from, until), (Some(a), Some(b)) if a > b);
    let oddity = (from.is_none() || until.is_none() || backwards).then_some(Oddity::Impossible);
    PrintedDate { from, until, oddity, ..PrintedDate::EMPTY }
}

fn month_of(year: i32, month: i32) -> Option<PrintedDate> {
    let first = day(Some(year), Some(month), Some(1))?;
    let until = Some(first.last_of_month());
    Some(PrintedDate { from: Some(first), until, precision: Precision::Month, ..PrintedDate::EMPTY })
}

/// A day of the calendar, where there is one.
pub(in crate::structure) fn day(year: Option<i32>, month: Option<i32>, day: Option<i32>) -> Option<Date> {
    Date::new(year?.try_into().ok()?, month?.try_into().ok()?, day?.try_into().ok()?).ok()
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

/// A date in figures with its weekday compared.
pub(super) fn in_figures(weekday: Option<Weekday>, date: Option<Date>, other: Option<Date>) -> PrintedDate {
    PrintedDate { other, figures: true, ..single(weekday, date) }
}
