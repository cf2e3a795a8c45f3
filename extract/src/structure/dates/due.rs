//! By when something is to be done, as sentences say it, and the day that it means seen from a meeting.

use super::{Precision, day, find, month};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use record::Due;
use regex::Captures;

patterns! {
    /// A deadline that needs no printed date, longest forms first.
    RELATIVE = r"(?ix)\b(?:
        (?:(?:by|before|until|at|to)\s+)?(?:the\s+)?end\s+of\s+(?:(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)(?:\s+(?P<myear>\d{4}))?|(?:the\s+|this\s+)?(?P<period>week|month|(?:calendar\s+)?year|financial\s+year|municipal\s+year|summer\s+term|term))
      | (?:by|before|until|in|during|from)\s+(?:early\s+|mid-?\s?|late\s+)?(?P<bare>january|february|march|april|may|june|july|august|september|october|november|december)\b
      | (?:within|in)\s+(?:the\s+next\s+)?(?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?P<unit>working\s+days|days|weeks|months|years|day|week|month|year)(?:['’]\s?time)?
      | (?:(?:at|to|by|for|before)\s+)?(?:the|its|their)\s+(?:committee['’]s\s+)?next\s+(?:scheduled\s+)?meeting(?:\s+of\s+the\s+\w+)?
      | (?:at|to)\s+a\s+(?:future|later|subsequent)\s+meeting(?:\s+of\s+the\s+\w+)?
      | (?:after|following|outside(?:\s+of)?)\s+(?:the|this)\s+meeting
      | (?:in|by|before)\s+the\s+(?:new\s+year|coming\s+(?:weeks|months|year)|next\s+few\s+(?:weeks|months)|spring|summer|autumn|winter)
      | (?:by|before|after)\s+(?:easter|christmas)
      | (?P<next>next\s+(?:week|month|year))
      | as\s+soon\s+as\s+(?:possible|practicable|they\s+\w+\s+available)
      | in\s+due\s+course | shortly\b | imminently\b | immediately\b
    )";
    /// A printed date with the word that makes it a deadline.
    LEAD = r"(?i)(?:\b(?:no later than|by the end of|by|before|until|on|in|from|for|at the end of|end of|during)\s+(?:the\s+)?)$";
    /// A day and month without a year ("by 5th July").
    DAY_MONTH = r"(?i)\b(?:by|before|until|no later than)\s+(?:\w+day,?\s+)?(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>january|february|march|april|may|june|july|august|september|october|november|december)\b";
}

/// The deadline that a sentence names, if it names one. `meeting_on` is the day from which "next month" counts; a
/// form that means no certain day ("shortly") keeps its words and has no date.
pub fn due(sentence: &str, meeting_on: Option<Date>) -> Option<Due> {
    printed(sentence, meeting_on).or_else(|| day_and_month(sentence, meeting_on)).or_else(|| {
        let found = RELATIVE.captures(sentence)?;
        Some(Due { as_printed: found[0].to_owned(), date: meeting_on.and_then(|on| relative(&found, on)) })
    })
}

/// A deadline with a whole date that is not before the meeting: earlier ones say what happened, not what is due.
fn printed(sentence: &str, meeting_on: Option<Date>) -> Option<Due> {
    let chars: Vec<char> = sentence.chars().collect();
    find(sentence).into_iter().find_map(|date| {
        let until = date.until?;
        if meeting_on.is_some_and(|on| until < on) {
            return None;
        }
        let before: String = chars[..date.start].iter().collect();
        let lead = LEAD.find(&before)?;
        let month = date.precision == Precision::Month;
        let words: String = chars[date.start..date.end].iter().collect();
        let day = if month { until } else { date.from? };
        Some(Due { as_printed: format!("{}{words}", lead.as_str()), date: Some(day) })
    })
}

fn day_and_month(sentence: &str, meeting_on: Option<Date>) -> Option<Due> {
    let found = DAY_MONTH.captures(sentence)?;
    let date = meeting_on.and_then(|on| {
        let this_year = day(Some(on.year().into()), month(&found["m"]), found["d"].parse().ok())?;
        if this_year >= on { Some(this_year) } else { this_year.checked_add(1.year()).ok() }
    });
    Some(Due { as_printed: found[0].to_owned(), date })
}

fn relative(found: &Captures, on: Date) -> Option<Date> {
    if let Some(name) = found.name("month").or(found.name("bare")) {
        let year = found.name("myear").and_then(|y| y.as_str().parse::<i32>().ok());
        let number = month(name.as_str())?;
        let passed = number < i32::from(on.month());
        let year = year.unwrap_or(i32::from(on.year()) + i32::from(passed));
        return day(Some(year), Some(number), Some(1)).map(Date::last_of_month);
    }
    if let Some(period) = found.name("period") {
        let period = period.as_str().to_ascii_lowercase();
        return match period.split_whitespace().next()? {
            "week" => on.checked_add((7 - i64::from(on.weekday().to_monday_one_offset())).days()).ok(),
            "month" => Some(on.last_of_month()),
            "year" | "calendar" => Some(on.last_of_year()),
            "financial" => day(Some(i32::from(on.year()) + i32::from(on.month() > 3)), Some(3), Some(31)),
            _ => None,
        };
    }
    if let (Some(count), Some(unit)) = (found.name("count"), found.name("unit")) {
        let unit = unit.as_str().to_ascii_lowercase();
        // Working days depend on bank holidays: the words are kept, no day is claimed.
        return if unit.starts_with("working") {
            None
        } else {
            on.checked_add(span(number(count.as_str())?, &unit)).ok()
        };
    }
    let next = found.name("next")?.as_str().to_ascii_lowercase();
    match next.split_whitespace().last()? {
        "week" => on.checked_add(7.days()).ok(),
        "month" => on.checked_add(1.month()).ok().map(Date::last_of_month),
        _ => on.checked_add(1.year()).ok().map(Date::last_of_year),
    }
}

fn span(count: i64, unit: &str) -> Span {
    match unit.as_bytes().first() {
        Some(b'w') => count.weeks(),
        Some(b'm') => count.months(),
        Some(b'y') => count.years(),
        _ => count.days(),
    }
}

fn number(word: &str) -> Option<i64> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let word = word.to_ascii_lowercase();
    let named = WORDS.iter().position(|w| *w == word).and_then(|i| i64::try_from(i + 1).ok());
    named.or_else(|| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_deadlines_as_seen_from_the_meeting() {
        let on = jiff::civil::date(2022, 2, 9);
        for (sentence, printed, date) in [
            ("It would be ready by the end of March.", "by the end of March", "2022-03-31"),
            ("It would be ready by January.", "by January", "2023-01-31"),
            ("A plan would come by September 2022.", "by September 2022", "2022-09-30"),
            ("A plan would come by 5 July 2022.", "by 5 July 2022", "2022-07-05"),
            ("He would write by 1st February.", "by 1st February", "2023-02-01"),
            ("The slides were to be shared after the meeting.", "after the meeting", ""),
            ("It will report within two weeks.", "within two weeks", "2022-02-23"),
            ("It will report within ten working days.", "within ten working days", ""),
            ("That it be brought to the next meeting of the Committee.", "to the next meeting of the Committee", ""),
            ("Work ends by the end of the financial year.", "by the end of the financial year", "2022-03-31"),
            ("It closes at the end of the week.", "at the end of the week", "2022-02-13"),
            ("The visit on 2 November 2021 went well.", "", ""),
            ("He may do it.", "", ""),
        ] {
            let read = due(sentence, Some(on));
            let words = read.as_ref().map_or("", |d| d.as_printed.as_str());
            let day = read.as_ref().and_then(|d| d.date).map_or(String::new(), |d| d.to_string());
            assert_eq!((words, day.as_str()), (printed, date), "{sentence}");
        }
    }

    #[test]
    fn without_a_meeting_only_printed_dates_are_days() {
        assert_eq!(due("by the end of March", None).and_then(|d| d.date), None);
        assert!(due("by 5 July 2022", None).is_some_and(|d| d.date.is_some()));
    }
}
