//! Days and months that print or scanning damaged, where only a date can be meant: "12 Dcember 2019", "Wednesday, Ilh
//! February 2026", "gth March 2021".
//!
//! A month is mended by one slip of the pen where a day and a year stand beside it. A day is mended where its figures can be
//! read in one way that its ending allows, or in one way that falls on the weekday printed before it.

use super::printed_date::day as calendar_day;
use super::words::{Piece, What, is_year};
use crate::lexicon;
use jiff::civil::Weekday;
use record::text::{fold, ordinal_ending};

/// Letters of the shortest name of a month that a slip leaves recognisable: "Marsh" and "Match" are words.
const SHORTEST: usize = 6;

/// Letters of the longest damaged day: "2lst", "I2lh".
const LONGEST_DAY: usize = 4;

/// What scanners make of a raised "th" and its like.
const WORN_ENDINGS: [&str; 11] = ["st", "nd", "rd", "th", "lh", "ih", "tb", "tl", "fh", "t", "h"];

/// Mends the pieces of a text.
pub(super) fn mend(text: &str, pieces: &mut [Piece]) {
    for at in 0..pieces.len() {
        if pieces[at].what == What::Word && stands_in_date(pieces, at) {
            let misspelt = text.get(pieces[at].start..pieces[at].end).and_then(misspelt_month);
            pieces[at].what = misspelt.map_or(What::Word, |n| What::Month { n, short: false });
        }
    }
    for at in 0..pieces.len() {
        if matches!(pieces[at].what, What::Word | What::Mixed)
            && let Some(value) = worn_day(text, pieces, at)
        {
            pieces[at].what = What::Number { value, digits: 2, ordinal: true };
        }
    }
}

/// The pieces behind this one, but for commas, stops and the links that may stand in a date.
fn behind(pieces: &[Piece], at: usize) -> impl Iterator<Item = What> {
    let whats = pieces.iter().skip(at + 1).map(|piece| piece.what);
    whats.filter(|what| !matches!(what, What::Sign(',' | '.') | What::Link { .. }))
}

/// The piece before this one, as [`behind`].
fn before(pieces: &[Piece], at: usize) -> Option<What> {
    let mut whats = pieces.iter().take(at).rev().map(|piece| piece.what);
    whats.find(|what| !matches!(what, What::Sign(',' | '.') | What::Link { .. }))
}

fn is_day(what: What) -> bool {
    matches!(what, What::Number { value: 1..=31, digits: 0..=2, .. })
}

fn year_of(what: What) -> Option<i32> {
    match what {
        What::Year(year) => Some(year),
        What::Number { value, digits: 4, ordinal: false } if is_year(value) => Some(value),
        _ => None,
    }
}

/// Whether a word has a day before it and a year behind it, or both behind it: "12 Dcember 2019", "Dcember 12, 2019".
fn stands_in_date(pieces: &[Piece], at: usize) -> bool {
    let mut behind = behind(pieces, at);
    match behind.next() {
        Some(next) if year_of(next).is_some() => before(pieces, at).is_some_and(is_day),
        Some(next) if is_day(next) => behind.next().is_some_and(|year| year_of(year).is_some()),
        _ => false,
    }
}

/// The month from whose name a word differs by one letter, or by two that changed places.
fn misspelt_month(word: &str) -> Option<i32> {
    let word: Vec<char> = fold(word).chars().collect();
    let mut near = lexicon::full_months().filter(|(name, _)| {
        let name: Vec<char> = name.chars().collect();
        name.len() >= SHORTEST && name.first() == word.first() && is_one_slip(&name, &word)
    });
    let (_, month) = near.next()?;
    near.all(|(_, other)| other == month).then_some(month.into())
}

/// Whether two words differ by one letter more, less or another, or by two neighbours that changed places.
fn is_one_slip(a: &[char], b: &[char]) -> bool {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([_, rest @ ..], _) if rest == b => true,
        (_, [_, rest @ ..]) if rest == a => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([a1, a2, a @ ..], [b1, b2, b @ ..]) => a1 == b2 && a2 == b1 && a == b,
        _ => false,
    }
}

/// The day that a worn word before a month and a year can only be.
fn worn_day(text: &str, pieces: &[Piece], at: usize) -> Option<i32> {
    let mut behind = behind(pieces, at);
    let Some(What::Month { n: month, .. }) = behind.next() else { return None };
    let year = behind.next().and_then(year_of)?;
    let word = text.get(pieces[at].start..pieces[at].end)?;
    let readings = worn_readings(word);
    let exact: Vec<i32> = readings.iter().filter(|(_, whole)| *whole).map(|(value, _)| *value).collect();
    let weekday = match before(pieces, at) {
        Some(What::Weekday(n)) => i8::try_from(n).ok().and_then(|n| Weekday::from_monday_one_offset(n).ok()),
        _ => None,
    };
    let Some(weekday) = weekday else {
        return exact.first().copied().filter(|_| exact.len() == 1);
    };
    let falls =
        |value: &i32| calendar_day(Some(year), Some(month), Some(*value)).is_some_and(|date| date.weekday() == weekday);
    let mut fitting: Vec<i32> = readings.iter().map(|(value, _)| *value).filter(falls).collect();
    fitting.sort_unstable();
    fitting.dedup();
    fitting.first().copied().filter(|_| fitting.len() == 1)
}

/// The days that a word may be, each with whether it ends as that day's ordinal does.
fn worn_readings(word: &str) -> Vec<(i32, bool)> {
    if !word.is_ascii() || word.len() > LONGEST_DAY || word.len() < 2 {
        return Vec::new();
    }
    let reading = |length: usize| {
        let (figures, ending) = (word.get(..length)?, word.get(length..)?.to_ascii_lowercase());
        let figures: String = figures.chars().map(worn_figure).collect::<Option<_>>()?;
        let value: u8 = figures.parse().ok().filter(|day| (1..=31).contains(day))?;
        let whole = ending == ordinal_ending(value.into());
        WORN_ENDINGS.contains(&ending.as_str()).then_some((value.into(), whole))
    };
    [1, 2].into_iter().filter_map(reading).collect()
}

/// The figure that scanners read as this letter.
fn worn_figure(letter: char) -> Option<char> {
    Some(match letter {
        'O' | 'o' | 'D' => '0',
        'I' | 'l' | 'i' => '1',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        'G' => '6',
        'B' => '8',
        'g' | 'q' => '9',
        figure => return figure.is_ascii_digit().then_some(figure),
    })
}

#[cfg(test)]
mod tests {
    use crate::structure::dates::find;

    fn day(text: &str) -> Option<String> {
        let found = find(text).into_iter().find(|d| d.precision == super::super::Precision::Day && d.oddity.is_none());
        found.and_then(|d| d.from).map(|d| d.to_string())
    }

    #[test]
    fn a_month_may_be_misspelt_beside_its_day_and_year() {
        for (text, expect) in [
            ("Held on 12 Dcember 2019", Some("2019-12-12")),
            ("3rd Febuary 2021", Some("2021-02-03")),
            ("Ocotber 7, 2020", Some("2020-10-07")),
            ("Tuesday, Janurary 5, 2021", Some("2021-01-05")),
            ("the 9th of Septmber, 2014", Some("2014-09-09")),
            ("14 Novemebr 2017", Some("2017-11-14")),
            ("12 Remember 2019", None),
            ("In Dcember 2019 it snowed", None),
            ("12 members 2019", None),
            ("Match 3, 2019", None),
        ] {
            assert_eq!(day(text).as_deref(), expect, "{text}");
        }
    }

    #[test]
    fn a_worn_day_is_told_by_its_ending_or_its_weekday() {
        for (text, expect) in [
            ("Wednesday, Ilh February 2026", Some("2026-02-11")),
            ("held on gth February 2026", Some("2026-02-09")),
            ("Monday Sth May 2023", None),
            ("Friday Sth May 2023", Some("2023-05-05")),
            ("Z1st June 2022", Some("2022-06-21")),
            ("Thursday, I2lh May 2022", Some("2022-05-12")),
            ("Monday, 2lst March 2022", Some("2022-03-21")),
            ("Tuesday BIh March 2022", Some("2022-03-08")),
            ("Ilh February 2026", None),
            ("Both February 2026", None),
            ("the 4h of February 2026", None),
        ] {
            assert_eq!(day(text).as_deref(), expect, "{text}");
        }
    }
}
