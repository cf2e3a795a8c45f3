//! Dates and times as council sites write them: day first, English, Welsh or Irish.

use jiff::civil::{Date, Time};
use record::text::fold;
use regex::Regex;
use std::sync::LazyLock;

/// The first letters that tell the months apart, English, Welsh and Irish, January first. Accents are left out, and so is
/// the letter that softens an Irish word ("Mhárta").
const MONTHS: [(&str, &str, &str); 12] = [
    ("jan", "iona", "eana"),
    ("feb", "chwe", "feab"),
    ("mar", "mawr", "mart"),
    ("apr", "ebri", "aibr"),
    ("may", "mai", "beal"),
    ("jun", "mehe", "meit"),
    ("jul", "gorf", "iuil"),
    ("aug", "awst", "luna"),
    ("sep", "medi", "mean"),
    ("oct", "hydr", "deir"),
    ("nov", "tach", "samh"),
    ("dec", "rhag", "noll"),
];

#[allow(clippy::unwrap_used, reason = "constant patterns, compiled in the tests below")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

static ISO: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{4})-(\d{2})-(\d{2})\b"));
static SLASHED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b"));
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(\d{1,2})(?:st|nd|rd|th|af|ail|il|ydd|ed|fed|eg|ain|ú)?[\s,-]+(?:(?:of|o|de)\s+)?(\p{L}{3,})(?:\s+fómhair)?[\s,-]+(\d{4})\b",
    )
});
static WITHOUT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(\d{1,2})(?:st|nd|rd|th|af|ail|il|ydd|ed|fed|eg|ain|ú)?[\s,._-]+(?:(?:of|o|de)\s+)?(\p{L}{3,})(?:[^\p{L}]|$)",
    )
});
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(\d{1,2})(?:[.:](\d{2}))?\s*(a\.?m\b|p\.?m\b|o'r gloch|noon|midday)|\b(\d{1,2})[.:](\d{2})\b")
});

/// The first day that stands in a text.
pub(super) fn day(text: &str) -> Option<Date> {
    let number = |text: &str| text.parse::<i16>().ok();
    let civil = |year: i16, month: i16, day: i16| Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok();
    if let Some(found) = ISO.captures(text) {
        return civil(number(&found[1])?, number(&found[2])?, number(&found[3])?);
    }
    if let Some(found) = SLASHED.captures(text) {
        return civil(number(&found[3])?, number(&found[2])?, number(&found[1])?);
    }
    WRITTEN.captures_iter(text).find_map(|found| civil(number(&found[3])?, month(&found[2])?, number(&found[1])?))
}

static FIGURES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^0-9])(\d{1,2})[ ._-](\d{1,2})[ ._-](\d{4}|\d{2})(?:[^0-9]|$)"));
static RUN_TOGETHER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^0-9])(\d{8}|\d{6})(?:[^0-9]|$)"));
static SHORT_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?[\s,._-]+(\p{L}{3,9})[\s,._-]+(\d{2})\b"));
static TURNED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(\p{L}{3,9})[\s._-]+(\d{1,2})(?:st|nd|rd|th)?[\s,._-]+(\d{4})\b"));

/// The day that stands in the words of a link or in the name of a file: besides the written forms "14.05.24", "2024 05 14",
/// "14052024", "20240514", "May 14 2024". Day before month, wherever the two can be mistaken.
pub(super) fn day_in_name(text: &str) -> Option<Date> {
    let spaced = text.replace(['_', '+'], " ");
    if let Some(day) = day(&spaced).or_else(|| day(&spaced.replace('.', " "))) {
        return Some(day);
    }
    let number = |text: &str| text.parse::<i16>().ok();
    let civil = |year: i16, month: i16, day: i16| {
        let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        (1900..2200).contains(&date.year()).then_some(date)
    };
    let full = |year: i16| if year < 100 { 2000 + year } else { year };
    if let Some(found) = TURNED.captures(&spaced) {
        let date = month(&found[1]).and_then(|month| civil(number(&found[3])?, month, number(&found[2])?));
        if date.is_some() {
            return date;
        }
    }
    if let Some(found) = SHORT_YEAR.captures(&spaced) {
        let date = month(&found[2]).and_then(|month| civil(full(number(&found[3])?), month, number(&found[1])?));
        if date.is_some() {
            return date;
        }
    }
    if let Some(found) = FIGURES.captures(&spaced) {
        return civil(full(number(&found[3])?), number(&found[2])?, number(&found[1])?);
    }
    let figures = RUN_TOGETHER.captures(&spaced)?;
    let at = |from: usize, until: usize| number(figures[1].get(from..until)?);
    match figures[1].len() {
        8 => civil(at(0, 4)?, at(4, 6)?, at(6, 8)?).or_else(|| civil(at(4, 8)?, at(2, 4)?, at(0, 2)?)),
        // Six figures may be any number: they are a day where they are one of our time.
        _ => civil(full(at(4, 6)?), at(2, 4)?, at(0, 2)?)
            .or_else(|| civil(full(at(0, 2)?), at(2, 4)?, at(4, 6)?))
            .filter(|date| date.year() < 2040),
    }
}

/// The last year that stands in a text.
pub(super) fn year(text: &str) -> Option<i16> {
    years(text).max()
}

/// Every year that stands in a text; of "2023/24" and "2023-24" both.
pub(super) fn years(text: &str) -> impl Iterator<Item = i16> {
    let mut before = None;
    let figures = text.split(|c: char| !c.is_ascii_digit()).filter_map(move |figures| {
        let number: i16 = figures.parse().ok()?;
        let year = match (figures.len(), before) {
            (4, _) => number,
            // The second half of a year that begins in one and ends in the next.
            (2, Some(year)) if (year + 1) % 100 == number => year + 1,
            _ => return None,
        };
        before = Some(year);
        Some(year)
    });
    figures.filter(|year| (1900..2100).contains(year))
}

/// Where the first written-out day begins, in bytes.
pub(super) fn start_of_day(text: &str) -> Option<usize> {
    WRITTEN.captures_iter(text).find(|found| month(&found[2]).is_some()).and_then(|found| Some(found.get(0)?.start()))
}

/// The first time of day that stands in a text; `.` or `:` between hours and minutes.
pub(super) fn time(text: &str) -> Option<Time> {
    let text = text.replace('’', "'");
    let found = CLOCK.captures(&text)?;
    let group = |i: usize| found.get(i).and_then(|digits| digits.as_str().parse::<i8>().ok());
    if let (Some(hour), Some(minute)) = (group(4), group(5)) {
        return Time::new(hour, minute, 0, 0).ok();
    }
    let half = found.get(3).map(|half| half.as_str().to_lowercase()).unwrap_or_default();
    let hour = match (group(1)?, half.starts_with('p')) {
        (12, true) => 12,
        // "2.00 o'r gloch" names no half of the day; nobody meets at two at night.
        (hour, _) if half.starts_with('o') && hour < 8 => hour + 12,
        (hour, true) if hour < 12 => hour + 12,
        (12, false) if half.starts_with('a') => 0,
        (hour, _) => hour,
    };
    Time::new(hour, group(2).unwrap_or(0), 0, 0).ok()
}

/// The day of a text that names a day and a month and no year, in this year.
pub(super) fn day_of_year(text: &str, year: i16) -> Option<Date> {
    let spaced = text.replace(['_', '+'], " ");
    WITHOUT_YEAR.captures_iter(&spaced).find_map(|found| {
        let day = found[1].parse().ok()?;
        Date::new(year, month(&found[2])?.try_into().ok()?, day).ok()
    })
}

fn month(name: &str) -> Option<i16> {
    let name = fold(name);
    let hard: String =
        name.chars().enumerate().filter(|(at, letter)| *at != 1 || *letter != 'h').map(|of| of.1).collect();
    let at = MONTHS.iter().position(|(english, welsh, irish)| {
        name.starts_with(english) || name.starts_with(welsh) || hard.starts_with(irish)
    })?;
    i16::try_from(at + 1).ok()
}

/// The day of "2026-05-12T00:00:00", which is the body's own, whatever its zone.
pub(super) fn day_of_timestamp(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// The hour of "2026-05-12T18:30:00".
pub(super) fn hour_of_timestamp(text: &str) -> Option<Time> {
    text.get(11..19)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_in_names() {
        for (text, on) in [
            ("Minutes_14.05.24.pdf", "2024-05-14"),
            ("14-05-2024 minutes", "2024-05-14"),
            ("Minutes 14052024", "2024-05-14"),
            ("20240514_FC_minutes", "2024-05-14"),
            ("Minutes-of-14th-May-2024-v2", "2024-05-14"),
            ("Full Council Minutes May 14th, 2024", "2024-05-14"),
            ("minutes 3rd Sept 19", "2019-09-03"),
            ("2024-05-14", "2024-05-14"),
            ("140524 minutes", "2024-05-14"),
            ("Minutes 14th of May 2024", "2024-05-14"),
            ("Cofnodion 8fed o Ionawr 2024", "2024-01-08"),
            ("Miontuairiscí 13 Bealtaine 2024", "2024-05-13"),
            ("11 Mhárta 2024", "2024-03-11"),
            ("9 Meán Fómhair 2024", "2024-09-09"),
            ("an 14ú de Dheireadh Fómhair 2024", "2024-10-14"),
        ] {
            assert_eq!(day_in_name(text).map(|day| day.to_string()).as_deref(), Some(on), "{text}");
        }
        for text in ["Minutes 2024", "Report 12", "document-1234567890", "Minutes of May 2024"] {
            assert_eq!(day_in_name(text), None, "{text}");
        }
        assert_eq!(year("minutes 2019-2020"), Some(2020));
        assert_eq!(years("Minutes 2023/24").collect::<Vec<_>>(), [2023, 2024]);
        for (text, on) in [
            ("13th May - Minutes", "2024-05-13"),
            ("Agenda-10-June.pdf", "2024-06-10"),
            ("9 October (draft)", "2024-10-09"),
        ] {
            assert_eq!(day_of_year(text, 2024).map(|day| day.to_string()).as_deref(), Some(on), "{text}");
        }
        for text in ["31 June", "Item 7 budget", "May 13", "12 committees"] {
            assert_eq!(day_of_year(text, 2024), None, "{text}");
        }
    }

    #[test]
    fn reads_every_form_that_was_seen() {
        for (text, on, at) in [
            ("15 Jan 2026\u{a0}7:30 pm", "2026-01-15", "19:30:00"),
            ("Thursday 15 January 2026 7:30 pm", "2026-01-15", "19:30:00"),
            ("Thursday, 15th January, 2026 6.30 p.m.", "2026-01-15", "18:30:00"),
            ("Wednesday, 9th October, 2024 10.00 am", "2024-10-09", "10:00:00"),
            ("15/01/2026 6.30 pm", "2026-01-15", "18:30:00"),
            ("2026-01-15 12 noon", "2026-01-15", "12:00:00"),
            ("Printed minutes Thursday 15-Jan-2026 19.30 Cabinet.pdf", "2026-01-15", "19:30:00"),
            ("13th-Mar-2025 10.00", "2025-03-13", "10:00:00"),
            ("5 JULY 2022 12.15 am", "2022-07-05", "00:15:00"),
            ("Dydd Iau, 9fed Hydref, 2014 2.00 o’r gloch", "2014-10-09", "14:00:00"),
            ("01 August 2024", "2024-08-01", ""),
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some(on), "{text}");
            assert_eq!(time(text).map(|time| time.to_string()).unwrap_or_default(), at, "{text}");
        }
        for text in ["", "31/02/2020", "14 Committee 2020", "Item 7"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
