//! By when: "by the end of March", "at the next meeting", "within six weeks".

use jiff::{ToSpan, civil::Date};
use record::Due;

patterns! {
    /// A day or month with the word that makes it a term.
    DAY = r"(?i)\b(?:by|before|in|on|from|until|during|at|no later than|for)\s+(?:the\s+)?(?P<edge>end of|close of|beginning of|start of|early|mid|late)?[\s-]*(?:the\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+)?(?P<month>january|february|march|april|june|july|august|september|october|november|december|may\b)(?:,?\s+(?P<year>\d{4}))?";
    /// So many weeks.
    WITHIN = r"(?i)\b(?:within|in|over)\s+(?:the\s+)?(?:next\s+|coming\s+)?(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|ten|twelve)\s+(?P<unit>day|week|month|year)s?\b";
    /// Terms that name no day.
    TERM = r"(?i)\b(?:(?:at|by|to|for|before|in)\s+(?:the|its|their|a|our)\s+(?:next|following|future|subsequent|\w+)\s+(?:\w+\s+){0,3}?meetings?(?:\s+of\s+the\s+\w+)?|after\s+the\s+meeting|outside\s+(?:of\s+)?the\s+meeting|(?:in|over|during|for)\s+(?:the\s+)?(?:next|coming|new|following|rest of the)\s+(?:few\s+)?(?:financial\s+|municipal\s+|academic\s+|reporting\s+)?(?:year|years|month|months|week|weeks|term|quarter|period)|by\s+(?:the\s+)?(?:spring|summer|autumn|winter|easter|christmas)(?:\s+\d{4})?|as\s+soon\s+as\s+possible|in\s+due\s+course|in\s+(?:the\s+)?(?:spring|summer|autumn|winter)(?:\s+\d{4})?|(?:in\s+)?(?:future|further)\s+reports|next\s+(?:week|month|year|meeting|reporting\s+period)|end\s+of\s+(?:the\s+)?(?:year|term|month|week|financial\s+year)|when\s+available|going\s+forward)\b";
}

const MONTHS: &[&str] = &[
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

/// The term that a sentence sets, and the day that it means where one can be told: a month without a year is the next
/// such month after the meeting; "the end of" a month is its last day.
pub fn find(text: &str, on: Option<Date>) -> Option<Due> {
    if let Some(found) = DAY.captures(text) {
        let printed = found.get(0)?.as_str();
        let month = found.name("month")?.as_str();
        // "may" is a verb as often as a month.
        if month != "may" || found.name("day").is_some() {
            let day = found.name("day").and_then(|d| d.as_str().parse().ok());
            let year = found.name("year").and_then(|y| y.as_str().parse().ok());
            let ends = found
                .name("edge")
                .is_some_and(|e| matches!(e.as_str().to_lowercase().as_str(), "end of" | "close of" | "late"));
            let by = printed.to_lowercase().starts_with("by");
            let date = day_of(month, day, year, on, ends || by);
            // A day before the meeting is no term: something that has happened.
            if date.zip(on).is_none_or(|(date, on)| date >= on) {
                return Some(Due { as_printed: printed.trim().to_owned(), date });
            }
        }
    }
    if let Some(found) = WITHIN.captures(text) {
        let n = number(found.name("n")?.as_str())?;
        let span = match found.name("unit")?.as_str().to_lowercase().as_str() {
            "day" => n.days(),
            "week" => n.weeks(),
            "month" => n.months(),
            _ => n.years(),
        };
        return Some(Due {
            as_printed: found.get(0)?.as_str().to_owned(),
            date: on.and_then(|on| on.checked_add(span).ok()),
        });
    }
    let found = TERM.find(text)?;
    Some(Due { as_printed: found.as_str().to_owned(), date: None })
}

fn day_of(month: &str, day: Option<i8>, year: Option<i16>, on: Option<Date>, last: bool) -> Option<Date> {
    let month = i8::try_from(MONTHS.iter().position(|m| *m == month.to_lowercase())? + 1).ok()?;
    let in_year = |year: i16| {
        let first = Date::new(year, month, day.unwrap_or(1)).ok()?;
        Some(if last && day.is_none() { first.last_of_month() } else { first })
    };
    match year {
        Some(year) => in_year(year),
        None => {
            let on = on?;
            in_year(on.year()).filter(|date| *date >= on).or_else(|| in_year(on.year() + 1))
        }
    }
}

fn number(word: &str) -> Option<i64> {
    const WORDS: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let spelt = || WORDS.iter().position(|w| *w == word.to_lowercase()).and_then(|i| i64::try_from(i + 1).ok());
    word.parse().ok().or_else(spelt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_and_the_days_that_they_mean() {
        let on = Some(jiff::civil::date(2022, 2, 9));
        for (text, printed, date) in [
            ("It would be sent by the end of March.", "by the end of March", Some("2022-03-31")),
            ("A report would come in January.", "in January", Some("2023-01-01")),
            ("It is due on 5 May 2022.", "on 5 May 2022", Some("2022-05-05")),
            ("He would write within six weeks.", "within six weeks", Some("2022-03-23")),
            ("That it be brought to the next meeting of the Committee.", "to the next meeting of the Committee", None),
            ("The slides would be shared after the meeting.", "after the meeting", None),
        ] {
            let due = find(text, on).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (due.as_printed.as_str(), due.date.map(|d| d.to_string()).as_deref()),
                (printed, date),
                "{text}"
            );
        }
        for text in ["Members may wish to ask.", "It began on 3 January 2022.", "He would write."] {
            assert_eq!(find(text, on), None, "{text}");
        }
    }
}
