//! Dates and times as papers print them.
//!
//! Owns every printed form of a date; refuses nothing: an impossible date ("31 February 2022") or one whose weekday
//! does not fit is kept with its place and flagged. Spans are half-open and count Unicode characters.

mod cursor;
mod damaged;
mod figures;
mod forms;
mod loose;
mod offsets;
mod order;
mod printed_date;
mod search;
mod time;
mod words;

pub use loose::find_loosely;
pub use order::order;
pub(super) use printed_date::day;
pub use printed_date::{Oddity, Order, Precision, PrintedDate};
pub use search::{Yearless, find, first_day, is_only_date, without_year, years};
pub use time::{PrintedTime, times};

use crate::lexicon;

/// Whether a word in small letters is a month or a day of the week in full.
pub fn is_calendar_word(word: &str) -> bool {
    let full = word.len() > 4 || matches!(word, "may" | "june" | "july");
    full && (lexicon::month(word).is_some() || lexicon::weekday(word).is_some())
}

/// The number of a month by its name or abbreviation.
pub(super) fn month(name: &str) -> Option<i32> {
    lexicon::month(name).map(i32::from)
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
            ("Date: 2026-01-15T19:30:00+01:00", "2026-01-15=2026-01-15"),
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
                "Wednesday, ISt April 2026; MONDAY 4 MARCH 2O24; l4th 0ctober, l987",
                "Wednesday, ISt April 2026=2026-04-01; MONDAY 4 MARCH 2O24=2024-03-04; l4th 0ctober, l987=1987-10-14",
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
            ("Called to order Monday 02-10-20 at 6 PM", "Monday 02-10-20=2020-02-10"),
            ("Item 02-10-20", ""),
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
