//! Dates and times as papers print them.
//!
//! Owns every printed form of a date; refuses nothing: an impossible date ("31 February 2022") or one whose weekday
//! does not fit is kept with its place and flagged. Spans are half-open and count Unicode characters.

mod time;

pub use time::{PrintedTime, times};

use jiff::civil::{Date, Weekday};
use regex::Captures;

/// The months in full, in order.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a word in small letters is a month or a day of the week in full.
pub fn is_calendar_word(word: &str) -> bool {
    MONTHS.contains(&word) || (word.ends_with("day") && weekday_of(word).is_some())
}

/// How exactly a date is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month: `from` is its first day, `until` its last.
    Month,
}

/// What is odd about a printed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// There is no such day.
    Impossible,
    /// The printed weekday is not that day's.
    Weekday,
}

/// A date, or a range of days, as found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedDate {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// First day; `None` where there is no such day.
    pub from: Option<Date>,
    /// Last day; the same as `from` unless it is a range or a month.
    pub until: Option<Date>,
    /// How exactly it is printed.
    pub precision: Precision,
    /// What is odd about it.
    pub oddity: Option<Oddity>,
}

const WEEKDAY: &str = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,?\s+)";
const DAY: &str = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?";
const MONTH: &str = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?";
const GAP: &str = r"(?:\s*[-,]\s*|\s+(?:of\s+)?)";
const TO: &str = r"(?:\s*[-–—‐−]\s*|\s+(?:to|and|until)\s+|\s*&\s*)";

/// All forms in one pattern, longest first, so that a range is never read as its last day alone.
static FORMS: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
    let forms = [
        // 27 January 2015 – 18 February 2015; converters lose the dash.
        format!(
            r"(?P<ra>{WEEKDAY}?(?P<rad1>{DAY}){GAP}(?P<ram1>{MONTH}){GAP}(?P<ray1>\d{{4}})(?:{TO}|\s+){WEEKDAY}?(?P<rad2>{DAY}){GAP}(?P<ram2>{MONTH}){GAP}(?P<ray2>\d{{4}})\b)"
        ),
        // 21 November to 2 December 2022; 10 and 11 March 2022.
        format!(
            r"(?P<rb>{WEEKDAY}?(?P<rbd1>{DAY})(?:{GAP}(?P<rbm1>{MONTH}))?{TO}{WEEKDAY}?(?P<rbd2>{DAY}){GAP}(?P<rbm2>{MONTH}){GAP}(?P<rby2>\d{{4}})\b)"
        ),
        // Thursday, 15th January, 2026; 15-Jan-2026; 15 Jan 26.
        format!(r"(?P<d>(?P<dw>{WEEKDAY})?(?P<dd>{DAY}){GAP}(?P<dm>{MONTH}){GAP}(?P<dy>\d{{4}}|’?'?\d{{2}})\b)"),
        // June 6, 2023.
        format!(r"(?P<u>(?P<uw>{WEEKDAY})?(?P<um>{MONTH})\s+(?P<ud>{DAY}),?\s+(?P<uy>\d{{4}})\b)"),
        // 2026-01-15, 2023.06.01.
        r"(?P<i>(?P<iy>(?:19|20)\d{2})[-./](?P<im>\d{2})[-./](?P<id>\d{2})\b)".to_owned(),
        // 15/01/2026, 15.1.26: the day comes first in every British paper.
        r"(?P<n>(?P<nd>\d{1,2})(?P<ns>[/.-])(?P<nm>\d{1,2})[/.-](?P<ny>\d{4}|\d{2})\b)".to_owned(),
        // March 2022, Sept ’22; "January 10" is a day of some year.
        format!(r"(?P<m>(?P<mm>{MONTH})(?:,\s*|\s+)(?P<my>(?:19|20)\d{{2}}|[’']\d{{2}})\b)"),
    ];
    let pattern = format!(r"(?i)\b(?:{})", forms.join("|"));
    regex::Regex::new(&pattern).expect("a pattern of the program compiles")
});

/// Every date in a text, in order.
pub fn find(text: &str) -> Vec<PrintedDate> {
    let mut chars = Counter::new(text);
    FORMS
        .captures_iter(text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let mut date = read(&found)?;
            date.start = chars.at(whole.start());
            date.end = chars.at(whole.end());
            Some(date)
        })
        .collect()
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

/// A text without the times in it and the word "at" before them.
fn times_removed(text: &str) -> String {
    let mut left: Vec<char> = text.chars().collect();
    for time in times(text).iter().rev() {
        left.drain(time.start..time.end.min(left.len()));
    }
    let left: String = left.into_iter().collect();
    let rest = left.trim().trim_start_matches([',', '-', '–']).trim();
    rest.strip_prefix("at").or(rest.strip_prefix("AT")).unwrap_or(rest).to_owned()
}

/// Turns one match into a date without its span; `None` where it is no date after all ("may 20" people).
fn read(found: &Captures) -> Option<PrintedDate> {
    let text = |name: &str| found.name(name).map(|m| m.as_str());
    let number = |name: &str| text(name).and_then(digits);
    if text("ra").is_some() {
        let from = day(number("ray1"), text("ram1").and_then(month), number("rad1"));
        let until = day(number("ray2"), text("ram2").and_then(month), number("rad2"));
        return Some(range(from, until));
    }
    if text("rb").is_some() {
        let last = text("rbm2").and_then(month);
        let first = text("rbm1").and_then(month).or(last);
        let year = number("rby2");
        // A range over the turn of the year prints the later year only.
        let first_year = year.map(|y| if first > last { y - 1 } else { y });
        return Some(range(day(first_year, first, number("rbd1")), day(year, last, number("rbd2"))));
    }
    if text("m").is_some() {
        return read_month(text("mm")?, text("my")?);
    }
    let (weekday, date) = if text("d").is_some() {
        let year = text("dy").and_then(digits).map(full_year);
        (text("dw"), day(year, text("dm").and_then(month), number("dd")))
    } else if text("u").is_some() {
        (text("uw"), day(number("uy"), text("um").and_then(month), number("ud")))
    } else if text("i").is_some() {
        (None, day(number("iy"), number("im"), number("id")))
    } else {
        let year = text("ny")?;
        let (d, m) = (number("nd")?, number("nm")?);
        // Paragraph numbers ("3.1.12") have no year of four digits: only slashes are believed with two.
        if year.len() == 2 && text("ns") != Some("/") {
            return None;
        }
        (None, day(digits(year).map(full_year), Some(m), Some(d)))
    };
    let oddity = match (date, weekday.and_then(weekday_of)) {
        (None, _) => Some(Oddity::Impossible),
        (Some(date), Some(printed)) if date.weekday() != printed => Some(Oddity::Weekday),
        _ => None,
    };
    Some(PrintedDate { start: 0, end: 0, from: date, until: date, precision: Precision::Day, oddity })
}

fn range(from: Option<Date>, until: Option<Date>) -> PrintedDate {
    let backwards = matches!((from, until), (Some(a), Some(b)) if a > b);
    let oddity = (from.is_none() || until.is_none() || backwards).then_some(Oddity::Impossible);
    PrintedDate { start: 0, end: 0, from, until, precision: Precision::Day, oddity }
}

fn read_month(name: &str, year: &str) -> Option<PrintedDate> {
    let first = day(digits(year).map(full_year), month(name), Some(1))?;
    Some(PrintedDate {
        start: 0,
        end: 0,
        from: Some(first),
        until: Some(first.last_of_month()),
        precision: Precision::Month,
        oddity: None,
    })
}

/// Two-digit years are of this century up to 69, as `strptime` has it.
fn full_year(year: i32) -> i32 {
    match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        _ => year,
    }
}

pub(super) fn day(year: Option<i32>, month: Option<i32>, day: Option<i32>) -> Option<Date> {
    Date::new(year?.try_into().ok()?, month?.try_into().ok()?, day?.try_into().ok()?).ok()
}

fn digits(text: &str) -> Option<i32> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The number of a month by its first three letters.
pub(super) fn month(name: &str) -> Option<i32> {
    let start = name.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|m| m.starts_with(&start)).and_then(|i| i32::try_from(i + 1).ok())
}

fn weekday_of(name: &str) -> Option<Weekday> {
    let start = name.trim().get(..3)?.to_ascii_lowercase();
    Some(match start.as_str() {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// Turns rising byte offsets into character offsets in one pass.
struct Counter<'t> {
    text: &'t str,
    byte: usize,
    chars: usize,
}

impl<'t> Counter<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, byte: 0, chars: 0 }
    }

    fn at(&mut self, byte: usize) -> usize {
        self.chars += self.text.get(self.byte..byte).map_or(0, |between| between.chars().count());
        self.byte = byte;
        self.chars
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `from` or `from..until`, `~` for a month, `!` for an oddity.
    fn shown(text: &str) -> String {
        let show = |d: &PrintedDate| {
            let mark = match (d.precision, d.oddity) {
                (_, Some(Oddity::Impossible)) => "!impossible",
                (_, Some(Oddity::Weekday)) => "!weekday",
                (Precision::Month, None) => "~",
                (Precision::Day, None) => "",
            };
            let span: String = text.chars().skip(d.start).take(d.end - d.start).collect();
            let days = match (d.from, d.until) {
                (Some(a), Some(b)) if a == b => a.to_string(),
                (Some(a), Some(b)) => format!("{a}..{b}"),
                _ => String::new(),
            };
            format!("{span}={days}{mark}")
        };
        find(text).iter().map(show).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn reads_every_form() {
        for (text, expect) in [
            ("held on 15 Jan 2026 7:30 pm", "15 Jan 2026=2026-01-15"),
            ("Thursday, 15th January, 2026 6.30 p.m.", "Thursday, 15th January, 2026=2026-01-15"),
            ("Thursday 15-Jan-2026 19.30", "Thursday 15-Jan-2026=2026-01-15"),
            ("Printed minutes 15th-Jan-2026 10.00 Panel", "15th-Jan-2026=2026-01-15"),
            ("5 JULY 2022", "5 JULY 2022=2022-07-05"),
            ("the 6th of May 2022", "6th of May 2022=2022-05-06"),
            ("15/01/2026 and 2026-01-15", "15/01/2026=2026-01-15; 2026-01-15=2026-01-15"),
            ("Notice-001-2023.06.01", "2023.06.01=2023-06-01"),
            ("10 and 11 March 2022", "10 and 11 March 2022=2022-03-10..2022-03-11"),
            ("10th & 11th March 2022", "10th & 11th March 2022=2022-03-10..2022-03-11"),
            ("30 September and 1 October 2025", "30 September and 1 October 2025=2025-09-30..2025-10-01"),
            ("21 November to 2 December 2022", "21 November to 2 December 2022=2022-11-21..2022-12-02"),
            ("4 July 2016–28 July 2016", "4 July 2016–28 July 2016=2016-07-04..2016-07-28"),
            ("27 January 2015  18 February 2015", "27 January 2015  18 February 2015=2015-01-27..2015-02-18"),
            ("20 December to 5 January 2023", "20 December to 5 January 2023=2022-12-20..2023-01-05"),
            ("23 – 27 May 2022", "23 – 27 May 2022=2022-05-23..2022-05-27"),
            ("June 6, 2023", "June 6, 2023=2023-06-06"),
            ("in March 2022", "March 2022=2022-03-01..2022-03-31~"),
            ("Update Sept ’22", "Sept ’22=2022-09-01..2022-09-30~"),
            ("JANUARY 10", ""),
            ("31 February 2022", "31 February 2022=!impossible"),
            ("Monday, 5 July 2022", "Monday, 5 July 2022=2022-07-05!weekday"),
            ("paragraph 3.1.12, may 20 people, £1.10.2", ""),
            ("“é” 1st May 2021", "1st May 2021=2021-05-01"),
        ] {
            assert_eq!(shown(text), expect, "{text}");
        }
    }

    #[test]
    fn tells_a_date_line_from_a_sentence() {
        for (text, only) in [
            ("9 FEBRUARY 2022", true),
            ("Thursday, 15th January, 2026 at 6.30 p.m.", true),
            ("– 29 October 2024", true),
            ("The meeting on 9 February 2022", false),
            ("Room 9", false),
        ] {
            assert_eq!(is_only_date(text), only, "{text}");
        }
    }

    proptest! {
        #[test]
        fn spans_lie_inside_the_text(text in "\\PC{0,80}") {
            let length = text.chars().count();
            for date in find(&text) {
                prop_assert!(date.start < date.end && date.end <= length);
            }
            is_only_date(&text);
        }
    }
}
