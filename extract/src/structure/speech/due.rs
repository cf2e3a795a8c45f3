//! By when: "by the end of March", "at the next meeting", "within six weeks", and the day that it means seen from a
//! meeting.

use crate::rules::rules;
use crate::structure::dates::{self, Precision};
use jiff::{ToSpan, civil::Date};
use record::Due;
use regex::Captures;

rules! {
    /// Words that set a term.
    TERMS = "due.toml";
}

patterns! {
    /// What makes the date after it a term.
    LEAD = r"(?i)\b(?:(?:by|before|until|at)\s+(?:the\s+)?(?:end|close)\s+of|(?:the\s+)?end\s+of|no\s+later\s+than|by|before|until|on|in|from|for|during|throughout)\s+(?:the\s+)?$";
    /// What stands behind a meeting that has been: "the meeting held on".
    HELD = r"(?i)^\s+(?:that\s+was\s+|which\s+was\s+)?held\b";
    /// "on the 9th", a day of the month or one of many things.
    NTH = r"(?:st|nd|rd|th)$";
    /// What stands behind one of many things: "on the 9th floor".
    THING = r"^\s+(?:floor|hole|green|tee|page|anniversary|birthday|attempt|storey|century|edition|draft|reading)\b";
    /// What stands before a day that is another thing's, or past: "the meeting held on", "the letter dated".
    PAST = r"(?i)\b(?:(?:held|dated|received|signed|opened|adopted|took\s+place|since|was|were|been)\s+(?:\w+\s+)?|of\s+)$";
    /// What a day tells apart from others of its kind: "the notes from May 16th", "reports for October".
    OF_PAPERS = r"(?i)\b(?:notes|minutes|reports?|accounts?|statements?|bills?|figures|payments?|cheques|invoices?|results)\s+$";
    OF_THESE = r"(?i)^(?:from|for)\b";
}

/// The term that a sentence sets, and the day that it means where one can be told: a month without a year is the next
/// such month after the meeting; "the end of" a month is its last day.
pub fn find(text: &str, on: Option<Date>) -> Option<Due> {
    let day = |id: &str| {
        let pattern = &TERMS.rules().iter().find(|rule| rule.id == id)?.pattern;
        pattern.captures_iter(text).filter(|found| !is_past(text, found)).find_map(|found| day_or_month(&found, on))
    };
    let whole = whole_date(text, on).or_else(|| day("due.month-first")).or_else(|| day("due.day-first"));
    let whole = whole.or_else(|| TERMS.first_giving("within", text).and_then(|found| within(&found.captures, on)));
    let period = || TERMS.first_giving("period", text).map(|found| period(&found.captures, on));
    let term = term(text);
    match (whole.or_else(period), term) {
        // The longest words are printed: "at the end of the next meeting cycle" before "next week" inside it, "at the
        // March meeting" before "at the March".
        (Some(day), Some(term)) if term.contains(&day.as_printed) => Some(Due { as_printed: term, date: day.date }),
        (day, term) => day.or(term.map(|as_printed| Due { as_printed, date: None })),
    }
}

/// The term after which a part of the text comes first, and of the text only where that part has none.
pub fn find_from(text: &str, from: usize, on: Option<Date>) -> Option<Due> {
    text.get(from..).and_then(|rest| find(rest, on)).or_else(|| find(text, on))
}

/// The first words that set a term without a day; of those that begin together the longest.
fn term(text: &str) -> Option<String> {
    let all = TERMS.all_matches(text).filter(|m| m.rule.gives == "term").filter_map(|m| m.captures.get(0));
    let first = all
        .filter(|m| !(HELD.is_match(&text[m.end()..]) || NTH.is_match(m.as_str()) && THING.is_match(&text[m.end()..])))
        .filter(|m| !PAST.is_match(&text[..m.start()]))
        .min_by_key(|m| (m.start(), std::cmp::Reverse(m.end())))?;
    Some(first.as_str().trim().to_owned())
}

/// Whether the day is that of something past, or of another thing, by the words before it.
fn is_past(text: &str, found: &Captures) -> bool {
    found.get(0).is_some_and(|whole| {
        let before = &text[..whole.start()];
        PAST.is_match(before) || OF_THESE.is_match(whole.as_str()) && OF_PAPERS.is_match(before)
    })
}

/// A date with its year. One before the meeting is no term: something that has happened.
fn whole_date(text: &str, on: Option<Date>) -> Option<Due> {
    let place = |chars: usize| text.char_indices().nth(chars).map_or(text.len(), |(byte, _)| byte);
    dates::find(text).into_iter().find_map(|date| {
        let (start, end) = (place(date.start), place(date.end));
        let lead = LEAD.find(&text[..start])?.as_str();
        let last = date.precision == Precision::Month && is_limit(lead);
        let day = if last { date.until? } else { date.from? };
        let past = on.is_some_and(|on| date.until.is_none_or(|until| until < on));
        (!past).then(|| Due { as_printed: format!("{lead}{}", &text[start..end]), date: Some(day) })
    })
}

/// "by the 5th of July", "in March": seen from the meeting, the next such day.
fn day_or_month(found: &Captures, on: Option<Date>) -> Option<Due> {
    let name = &found["month"];
    let day = found.name("day").map(|d| d.as_str().parse::<i32>().ok()).unwrap_or_default();
    // "by 1 Nov": beside a day a shortened month is one.
    let shortened = day.is_some() && name.starts_with(char::is_uppercase) && dates::month(name).is_some();
    let full = shortened || dates::is_calendar_word(&name.to_lowercase()) && !name.ends_with("day");
    // "may" is a verb as often as a month.
    if !full || found.name("year").is_some() || (name == "may" && day.is_none()) {
        return None;
    }
    let month = dates::month(name)?;
    let last = is_limit(&found[0]);
    let in_year = |year: i16| {
        let first = dates::day(Some(year.into()), Some(month), Some(day.unwrap_or(1)))?;
        Some(if last && day.is_none() { first.last_of_month() } else { first })
    };
    let date = on.and_then(|on| in_year(on.year()).filter(|date| *date >= on).or_else(|| in_year(on.year() + 1)));
    Some(Due { as_printed: found[0].trim().to_owned(), date })
}

/// Whether the words make the last day of a month the term, not its first.
fn is_limit(lead: &str) -> bool {
    let lead = lead.to_lowercase();
    lead.starts_with("by")
        || lead.starts_with("no later")
        || ["end of", "close of", "late"].iter().any(|w| lead.contains(w))
}

fn within(found: &Captures, on: Option<Date>) -> Option<Due> {
    let n = number(&found["n"])?;
    let unit = found["unit"].to_lowercase();
    let span = match unit.as_str() {
        "day" => Some(n.days()),
        "week" => Some(n.weeks()),
        "month" => Some(n.months()),
        "year" => Some(n.years()),
        _ => None,
    };
    let date = on.zip(span).and_then(|(on, span)| on.checked_add(span).ok());
    Some(Due { as_printed: found[0].to_owned(), date })
}

fn period(found: &Captures, on: Option<Date>) -> Due {
    let part = |name: &str| found.name(name).map(|m| m.as_str().to_lowercase());
    let sunday = |on: Date| on.checked_add((7 - i64::from(on.weekday().to_monday_one_offset())).days()).ok();
    let date = on.and_then(|on| match (part("ends").as_deref(), part("next").as_deref()) {
        (Some("week"), _) if found.name("after").is_some() => sunday(on).and_then(|day| day.checked_add(7.days()).ok()),
        (Some("week"), _) => sunday(on),
        (Some("month"), _) if found.name("after").is_some() => on.checked_add(1.month()).ok().map(Date::last_of_month),
        (Some("month"), _) => Some(on.last_of_month()),
        (Some("financial year"), _) => {
            let ends = i32::from(on.year()) + i32::from(on.month() > 3) + i32::from(found.name("after").is_some());
            dates::day(Some(ends), Some(3), Some(31))
        }
        (Some(_), _) if found.name("after").is_some() => on.checked_add(1.year()).ok().map(Date::last_of_year),
        (Some(_), _) => Some(on.last_of_year()),
        (_, Some("week")) => sunday(on).and_then(|day| day.checked_add(7.days()).ok()),
        (_, Some("month")) => on.checked_add(1.month()).ok().map(Date::last_of_month),
        _ => on.checked_add(1.year()).ok().map(Date::last_of_year),
    });
    Due { as_printed: found[0].to_owned(), date }
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
            ("A plan would come by September 2022.", "by September 2022", Some("2022-09-30")),
            ("A plan would come by 05/07/2022.", "by 05/07/2022", Some("2022-07-05")),
            ("He would write by 1st February.", "by 1st February", Some("2023-02-01")),
            ("The visit in May 2021 went well; a plan comes in June.", "in June", Some("2022-06-01")),
            ("He would write within six weeks.", "within six weeks", Some("2022-03-23")),
            ("He would write within ten working days.", "within ten working days", None),
            ("Work ends by the end of the financial year.", "by the end of the financial year", Some("2022-03-31")),
            ("It comes by the end of next financial year.", "by the end of next financial year", Some("2023-03-31")),
            ("It comes by the end of next year.", "by the end of next year", Some("2023-12-31")),
            ("It closes at the end of the week.", "at the end of the week", Some("2022-02-13")),
            ("It comes next week.", "next week", Some("2022-02-20")),
            ("He would report by April 25th.", "by April 25th", Some("2022-04-25")),
            ("It comes before Friday, May 13th.", "before Friday, May 13th", Some("2022-05-13")),
            ("That it be brought to the next meeting of the Committee.", "to the next meeting of the Committee", None),
            ("The slides would be shared after the meeting.", "after the meeting", None),
            ("It would be sent by the end of the term.", "end of the term", None),
            ("It comes by end of next week.", "by end of next week", Some("2022-02-20")),
            ("It would go to the March meeting.", "to the March meeting", None),
            ("She will attend the October meeting.", "the October meeting", None),
            ("She will write as Clerk of Works in late March.", "in late March", Some("2022-03-31")),
            ("It would be posted prior to the annual meeting.", "prior to the annual meeting", None),
            ("It would be done in the next couple of months.", "in the next couple of months", None),
            ("She would tell members once it had been received.", "once it had been received", None),
            ("JP to ring the bank by Friday.", "by Friday", None),
            ("The authority would apply by 18 Nov.", "by 18 Nov", Some("2022-11-18")),
            ("Jo to send the plan before the Aug. 16 site walk.", "before the Aug. 16", Some("2022-08-16")),
            ("The draft will issue on the 9th.", "on the 9th", None),
            ("The officer would circulate it before the next Committee.", "before the next Committee", None),
            ("JP to bring the keys to the next mtg.", "to the next mtg", None),
            ("She will complete it by half term.", "by half term", None),
            ("Jo will get the bids, due 5/30.", "due 5/30", None),
        ] {
            let due = find(text, on).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (due.as_printed.as_str(), due.date.map(|d| d.to_string()).as_deref()),
                (printed, date),
                "{text}"
            );
        }
        for text in [
            "Members may wish to ask.",
            "It began on 3 January 2022.",
            "He would write.",
            "In marching on.",
            "Two thirds, or 4/5 of them, were there on the 9th floor.",
            "He would write of the accident on the 9th hole.",
            "That the reports for October be accepted as information.",
            "The notes from May 16th are to be accepted as minutes.",
            "He would send the plan laid before the meeting held on Wednesday 18th January.",
        ] {
            assert_eq!(find(text, on), None, "{text}");
        }
    }

    #[test]
    fn without_a_meeting_only_printed_dates_are_days() {
        assert_eq!(find("by the end of March", None).and_then(|d| d.date), None);
        assert!(find("by 5 July 2022", None).is_some_and(|d| d.date.is_some()));
    }
}
