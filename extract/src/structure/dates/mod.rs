//! Dates and times as papers print them.
//!
//! Owns every printed form of a date; refuses nothing: an impossible date ("31 February 2022") or one whose weekday
//! does not fit is kept with its place and flagged. Spans are half-open and count Unicode characters.

mod figures;
mod forms;
mod loose;
mod time;
mod words;

pub use figures::{Order, order};
pub(super) use forms::day;
pub use loose::find_loosely;
pub use time::{PrintedTime, times};

use crate::lexicon;
use jiff::civil::Date;

/// Whether a word in small letters is a month or a day of the week in full.
pub fn is_calendar_word(word: &str) -> bool {
    let full = word.len() > 4 || matches!(word, "may" | "june" | "july");
    full && (lexicon::month(word).is_some() || lexicon::weekday(word).is_some())
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
    /// Whether its day of the week is printed before it.
    pub weekday: bool,
    /// Whether it is printed in figures alone.
    pub figures: bool,
    /// The day that it is where the month stands first ("03/04/2021" is 3 April or 4 March), where that is another.
    pub other: Option<Date>,
}

impl PrintedDate {
    /// What every form fills in.
    const EMPTY: Self = Self {
        start: 0,
        end: 0,
        from: None,
        until: None,
        precision: Precision::Day,
        oddity: None,
        weekday: false,
        figures: false,
        other: None,
    };

    /// A day that was told otherwise than by one printed date.
    pub fn of_day(day: Date) -> Self {
        Self { from: Some(day), until: Some(day), ..Self::EMPTY }
    }

    /// The date as a paper whose figures stand in this order means it; `None` where that is not known.
    pub fn in_order(self, order: Order) -> Option<Self> {
        match (self.other, order) {
            (None, _) => Some(self),
            (Some(_), Order::DayFirst) => Some(Self { other: None, ..self }),
            (Some(day), Order::MonthFirst) => Some(Self { from: Some(day), until: Some(day), other: None, ..self }),
            (Some(_), Order::Unknown) => None,
        }
    }
}

/// Whether a text can hold a date at all: most sentences have no figures, and no year in words.
fn may_hold(text: &str) -> bool {
    let in_words = || {
        let small = text.to_lowercase();
        ["thousand", "twenty", "nineteen"].iter().any(|word| small.contains(word))
    };
    text.bytes().any(|b| b.is_ascii_digit()) || in_words()
}

/// Every date in a text, in order.
pub fn find(text: &str) -> Vec<PrintedDate> {
    if !may_hold(text) {
        return Vec::new();
    }
    let pieces = words::pieces(text);
    let mut chars = Counter::new(text);
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
    let pieces = words::pieces(text);
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
    let pieces = words::pieces(text);
    let mut chars = Counter::new(text);
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

/// The number of a month by its name or abbreviation.
pub(super) fn month(name: &str) -> Option<i32> {
    lexicon::month(name).map(i32::from)
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
    use jiff::civil::Weekday;
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
            let mark = if d.other.is_some() { "?" } else { mark };
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
            ("called to order at 19:01, August 16, 2022", "August 16, 2022=2022-08-16"),
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
            ("this 9TH DAY OF MARCH, 2016 AT 9:15", "9TH DAY OF MARCH, 2016=2016-03-09"),
            (
                "this 5th day of October, A.D. two thousand and nineteen",
                "5th day of October, A.D. two thousand and nineteen=2019-10-05",
            ),
            (
                "on the third day of July two thousand and twenty-three, at noon",
                "third day of July two thousand and twenty-three=2023-07-03",
            ),
            ("the twenty-first of May, twenty twenty", "twenty-first of May, twenty twenty=2020-05-21"),
            ("May 13th, in the year 2020", "May 13th, in the year 2020=2020-05-13"),
            ("6™ NOVEMBER, 2014", "6™ NOVEMBER, 2014=2014-11-06"),
            (
                "Wednesday, ISt April 2026; MONDAY 4 MARCH 2O24",
                "Wednesday, ISt April 2026=2026-04-01; MONDAY 4 MARCH 2O24=2024-03-04",
            ),
            ("the 12'h May 2021, I2th May 2021", "12'h May 2021=2021-05-12; I2th May 2021=2021-05-12"),
            ("12lh May 2021 at 7pm May 2021", "12lh May 2021=2021-05-12; May 2021=2021-05-01..2021-05-31~"),
            ("the 3 rd May 2021", "3 rd May 2021=2021-05-03"),
            ("11eg MEDI 2019, 1af Mai 2020", "11eg MEDI 2019=2019-09-11; 1af Mai 2020=2020-05-01"),
            ("Dydd Mawrth, 12 Mawrth 2019", "Dydd Mawrth, 12 Mawrth 2019=2019-03-12"),
            ("15 Bealtaine 2019, 2 Nollaig 2024", "15 Bealtaine 2019=2019-05-15; 2 Nollaig 2024=2024-12-02"),
            (
                "9 Meán Fómhair 2019, 7 Deireadh Fómhair 2020",
                "9 Meán Fómhair 2019=2019-09-09; 7 Deireadh Fómhair 2020=2020-10-07",
            ),
            ("Plenary December, 2020-12-03", "2020-12-03=2020-12-03"),
            ("2017 May 16, 2019-December", "2017 May 16=2017-05-16; 2019-December=2019-12-01..2019-12-31~"),
            ("march-4-2019, March 6 2019", "march-4-2019=2019-03-04; March 6 2019=2019-03-06"),
            ("July 26-27, 2022", "July 26-27, 2022=2022-07-26..2022-07-27"),
            ("September 30 to October 1, 2025", "September 30 to October 1, 2025=2025-09-30..2025-10-01"),
            ("10.02.25, 26.11.25", "10.02.25=2025-02-10?; 26.11.25=2025-11-26"),
            ("19.5.2011, 02/18/2021", "19.5.2011=2011-05-19; 02/18/2021=2021-02-18"),
            ("Thursday 05/06/2021", "Thursday 05/06/2021=2021-05-06"),
            ("07/05/2021 and 28.11 MB", "07/05/2021=2021-05-07?"),
            ("3. March 2021 accounts", "March 2021=2021-03-01..2021-03-31~"),
            ("16.01.05 Lottery update", ""),
            ("26.11.25 7pm", "26.11.25=2025-11-26"),
            ("item 10.02.25.3, 1.2.2021.4, sort code 20-45-45", ""),
            ("on 15 January 10 people came", ""),
            ("4 March ’24; 15 Jan 26 at noon", "4 March ’24=2024-03-04; 15 Jan 26=2026-01-15"),
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
            ("At 7.30pm on Wednesday 16 September 2009", true),
            ("Room 9", false),
        ] {
            assert_eq!(is_only_date(text), only, "{text}");
        }
    }

    #[test]
    fn a_paper_proves_which_figure_is_the_month() {
        for (texts, expect) in [
            (vec!["03/04/2021", "The minutes of 02/18/2021 were approved."], Order::MonthFirst),
            (vec!["07/05/2021", "The minutes of 26/04/2021 were approved."], Order::DayFirst),
            (vec!["The crane was due on 05/06/2021, a Thursday."], Order::MonthFirst),
            (vec!["held on Monday 05/07/2021"], Order::DayFirst),
            (vec!["05/07/2021", "on the 7th June 2021 and 8 June 2021"], Order::DayFirst),
            (vec!["05/07/2021", "The bill of £20."], Order::DayFirst),
            (vec!["05/07/2021", "on June 7, 2021"], Order::Unknown),
            (vec!["05/07/2021", "13/01/2021 or 01/13/2021"], Order::Unknown),
            (vec!["05/07/2021"], Order::Unknown),
        ] {
            assert_eq!(order(texts.iter().copied()), expect, "{texts:?}");
        }
        let date = find("03/04/2021")[0];
        let read = |order| date.in_order(order).and_then(|d| d.from).map(|d| d.to_string());
        assert_eq!(read(Order::MonthFirst).as_deref(), Some("2021-03-04"));
        assert_eq!(read(Order::DayFirst).as_deref(), Some("2021-04-03"));
        assert_eq!(read(Order::Unknown), None);
    }

    #[test]
    fn a_day_may_lack_its_year() {
        for (text, expect) in [
            ("held on Tuesday 12th April", vec![(8, 12, 4, Some(Weekday::Tuesday))]),
            ("le 18 ebrill, July 4", vec![(3, 18, 4, None), (14, 4, 7, None)]),
            ("March was cold", vec![]),
            ("the year ended 31 December 2019", vec![]),
        ] {
            let found = without_year(text).into_iter().map(|d| (d.start, d.day, d.month, d.weekday));
            assert_eq!(found.collect::<Vec<_>>(), expect, "{text}");
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
