//! Times in a question: since 2019, before March, between two years, last year, in the last six months.
//!
//! A time is read only where it is plain. `early 2021` or `since the election` is not, and stays among the words.

use super::text::Token;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use record::PartialDate;

/// A stretch of time, both ends inclusive; at least one of them is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day, month or year.
    pub since: Option<PartialDate>,
    /// Last day, month or year.
    pub until: Option<PartialDate>,
    /// Whether it was said with “by”: of something due, by when; of anything else, until when.
    pub is_deadline: bool,
}

/// Words that make a year vague.
const VAGUE: &[&str] =
    &["early", "late", "mid", "around", "circa", "spring", "summer", "autumn", "fall", "winter", "christmas", "easter"];

/// The time that the tokens begin with, where it is vague: `early 2021`.
pub fn vague(tokens: &[Token]) -> Option<String> {
    let [first, second, ..] = tokens else { return None };
    (first.is_any(VAGUE) && year_of(second).is_some()).then(|| format!("{} {}", first.typed, second.typed))
}

/// A period and how many words say it.
type Read = Option<(Period, usize)>;

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

const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Reads the time that the tokens begin with.
pub fn parse_time(tokens: &[Token], today: Date) -> Read {
    between(tokens, today)
        .or_else(|| recent(tokens, today))
        .or_else(|| bounded(tokens, today))
        .or_else(|| within(tokens, today))
}

/// `between 2019 and 2021`, `from March 2019 to May 2020`, `2019-2021`.
fn between(tokens: &[Token], today: Date) -> Read {
    let opening = skip(tokens, &["between", "from"]);
    let span = |(since, a): (PartialDate, usize), and: usize, (until, b): (PartialDate, usize), opening: usize| {
        Some((Period { since: Some(since), until: Some(until), is_deadline: false }, opening + a + and + b))
    };
    if opening > 0 {
        let first = date(&tokens[opening..], today)?;
        let rest = &tokens[opening + first.1..];
        let and = skip(rest, &["and", "to", "until", "till"]);
        if and > 0 {
            let last = date(&rest[and..], today)?;
            return span((in_year_of(first.0, &tokens[opening..], last.0), first.1), and, last, opening);
        }
    }
    let opening = opening + skip(&tokens[opening..], &["in", "during"]);
    let joined = tokens.get(opening)?;
    let (first, last) = joined.word.split_once('-')?;
    span((year(first)?, 0), 0, (year(last)?, 1), opening)
}

/// A month without a year of its own is of the year that is said after it: between March and May 2021.
fn in_year_of(first: PartialDate, tokens: &[Token], last: PartialDate) -> PartialDate {
    let is_bare = tokens.get(1).is_none_or(|token| year_of(token).is_none());
    match (first, last) {
        (PartialDate::Month(_, month), PartialDate::Month(year, end)) if is_bare && month <= end => {
            PartialDate::Month(year, month)
        }
        _ => first,
    }
}

/// `last year`, `this month`, `in the last two years`, `yesterday`.
fn recent(tokens: &[Token], today: Date) -> Read {
    let mut at = skip(tokens, &["in", "during", "over", "within", "for", "since", "from"]);
    let is_since = tokens.first().is_some_and(|token| token.is("since"));
    at += skip(&tokens[at..], &["the"]);
    let word = tokens.get(at).filter(|token| !token.is_phrase)?.word.as_str();
    let on = |day: Date| Some(PartialDate::Day(day));
    match word {
        "today" => return Some((exactly(PartialDate::Day(today)), at + 1)),
        "yesterday" => {
            let day = today.yesterday().ok()?;
            let until = if is_since { None } else { on(day) };
            return Some((Period { since: on(day), until, is_deadline: false }, at + 1));
        }
        "last" | "past" | "previous" | "this" | "current" => {}
        _ => return None,
    }
    let next = tokens.get(at + 1)?;
    if let Some(count) = number(next) {
        let unit = tokens.get(at + 2)?;
        let span = span(unit.word.strip_suffix('s').unwrap_or(&unit.word), count)?;
        let since = today.checked_sub(span).ok()?;
        return (word != "this").then(|| (from_then_on(PartialDate::Day(since)), at + 3));
    }
    let back = i64::from(!matches!(word, "this" | "current"));
    let whole = match next.stem() {
        "year" => PartialDate::Year(today.checked_sub(back.years()).ok()?.year()),
        "month" => {
            let day = today.first_of_month().checked_sub(back.months()).ok()?;
            PartialDate::Month(day.year(), day.month())
        }
        "week" => {
            let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
            let since = monday.checked_sub(back.weeks()).ok()?;
            let until = if is_since { None } else { on(since.checked_add(6.days()).ok()?) };
            return Some((Period { since: on(since), until, is_deadline: false }, at + 2));
        }
        month => {
            let month = month_number(month)?;
            let before = today.month() < month || (today.month() == month && back == 1);
            PartialDate::Month(today.year() - i16::from(before), month)
        }
    };
    let period = if is_since { from_then_on(whole) } else { exactly(whole) };
    Some((period, at + 2))
}

/// `since 2019`, `before March 2020`, `after 3 May 2021`, `until 2022`, `by June 2023`, `from 2019 onwards`.
fn bounded(tokens: &[Token], today: Date) -> Read {
    let first = tokens.first().filter(|token| !token.is_phrase)?;
    let mut at = match first.word.as_str() {
        "up" => 1 + Some(skip(&tokens[1..], &["to"])).filter(|&n| n > 0)?,
        "as" => 1 + Some(skip(&tokens[1..], &["of", "from"])).filter(|&n| n > 0)?,
        "since" | "from" | "after" | "before" | "until" | "till" | "by" | "prior" | "earlier" | "later" => 1,
        _ => return None,
    };
    match first.word.as_str() {
        "prior" => at += Some(skip(&tokens[at..], &["to"])).filter(|&n| n > 0)?,
        "earlier" | "later" => at += Some(skip(&tokens[at..], &["than"])).filter(|&n| n > 0)?,
        "up" => at += skip(&tokens[at..], &["and", "including"]),
        _ => {}
    }
    let end = ["end", "start", "beginning"].iter().find(|word| {
        let from = at + skip(&tokens[at..], &["the"]);
        tokens.get(from).is_some_and(|token| token.is(word)) && tokens.get(from + 1).is_some_and(|t| t.is("of"))
    });
    if end.is_some() {
        at += skip(&tokens[at..], &["the"]) + 2;
    }
    let (when, n) = date(&tokens[at..], today)?;
    let day = |day: jiff::civil::Date| PartialDate::Day(day);
    let length = at + n;
    let period = match (first.word.as_str(), end.copied()) {
        ("since" | "from" | "as", Some("end")) => from_then_on(day(when.last_day())),
        ("since" | "from" | "as", _) => {
            let onwards = skip(&tokens[length..], &["on", "onward", "onwards"]);
            return Some((from_then_on(when), length + onwards));
        }
        ("after" | "later", Some("start" | "beginning")) => from_then_on(day(when.first_day().tomorrow().ok()?)),
        ("after" | "later", _) => from_then_on(next(when)?),
        // Who wants it before the end of March takes it on the last day too.
        ("before" | "prior" | "earlier", Some("end")) => Period { is_deadline: true, ..until(when) },
        ("before" | "prior" | "earlier", _) => until(previous(when)?),
        ("by", Some("start" | "beginning")) => Period { is_deadline: true, ..until(day(when.first_day())) },
        ("by", _) => Period { is_deadline: true, ..until(when) },
        (_, Some("start" | "beginning")) => until(day(when.first_day())),
        _ => until(when),
    };
    Some((period, length))
}

/// `in 2019`, `in March`, `on 9 February 2022`, `March 2022`, `in 2021/22`, `in the first quarter of 2022`.
fn within(tokens: &[Token], today: Date) -> Read {
    let at = skip(tokens, &["in", "during", "on", "throughout", "of", "dated", "at", "within"]);
    let is_said = at > 0 && !tokens[0].is("of") && !tokens[0].is("at");
    let from = at + skip(&tokens[at..], &["the"]);
    let part = |tokens: &[Token]| part_of_year(tokens).or_else(|| decade(tokens)).or_else(|| financial_year(tokens));
    if let Some((period, n)) = part(&tokens[from..]).filter(|_| is_said) {
        return Some((period, from + n));
    }
    let from = at + skip(&tokens[at..], &["month", "year"]).min(usize::from(at > 0));
    let (when, n) = date(&tokens[from..], today)?;
    // A year or a month that stands alone may be part of what is asked about; a whole date is not.
    let stands_alone = matches!(when, PartialDate::Day(..)) || n > 1;
    // What is voted on or said on may be of a year as well.
    let is_said = is_said && (!tokens[0].is("on") || matches!(when, PartialDate::Day(..)));
    (is_said || stands_alone).then(|| (exactly(when), from + n))
}

/// `first quarter of 2022`, `Q1 2022`, `second half of 2021`.
fn part_of_year(tokens: &[Token]) -> Read {
    let first = tokens.first()?;
    let ordinal = |word: &str| match word {
        "first" => Some(1),
        "second" => Some(2),
        "third" => Some(3),
        "fourth" | "last" => Some(4),
        _ => None,
    };
    let short = first.word.strip_prefix('q').and_then(|n| n.parse::<i8>().ok()).filter(|n| (1..=4).contains(n));
    let (from, months, mut at) = match (short, ordinal(&first.word), tokens.get(1).map(|t| t.word.as_str())) {
        (Some(n), _, _) => (3 * n - 2, 3, 1),
        (_, Some(n), Some("quarter")) => (3 * n - 2, 3, 2),
        (_, Some(n @ (1 | 2)), Some("half")) => (6 * n - 5, 6, 2),
        (_, Some(4), Some("half")) => (7, 6, 2),
        _ => return None,
    };
    at += skip(&tokens[at..], &["of"]);
    let PartialDate::Year(year) = year(&tokens.get(at)?.word)? else { return None };
    let (since, until) = (PartialDate::Month(year, from), PartialDate::Month(year, from + months - 1));
    Some((Period { since: Some(since), until: Some(until), is_deadline: false }, at + 1))
}

/// `2010s`.
fn decade(tokens: &[Token]) -> Read {
    let PartialDate::Year(first) = year(tokens.first()?.word.strip_suffix('s')?)? else { return None };
    let until = Some(PartialDate::Year(first + 9));
    (first % 10 == 0).then_some((Period { since: Some(PartialDate::Year(first)), until, is_deadline: false }, 1))
}

/// `2021/22`, `the financial year 2021/22`: from April to March.
fn financial_year(tokens: &[Token]) -> Read {
    let at = skip(tokens, &["financial"]) + skip(tokens.get(1..).unwrap_or_default(), &["year"]);
    let (first, last) = tokens.get(at)?.word.split_once('/')?;
    let PartialDate::Year(first) = year(first)? else { return None };
    let next = first + 1;
    if last != next.to_string() && last != format!("{:02}", next % 100) {
        return None;
    }
    let (since, until) = (PartialDate::Month(first, 4), PartialDate::Month(next, 3));
    Some((Period { since: Some(since), until: Some(until), is_deadline: false }, at + 1))
}

/// A year, a month or a day, and how many words say it. A month without a year is the last one that has begun.
fn date(tokens: &[Token], today: Date) -> Option<(PartialDate, usize)> {
    let first = tokens.first().filter(|token| !token.is_phrase)?;
    if let Some(day) = in_figures(&first.word) {
        return Some((day, 1));
    }
    if let Some(year) = year(&first.word) {
        return Some((year, 1));
    }
    if let Some(month) = month_number(&first.word) {
        // March 2019; March 9, 2019; March.
        if let Some(PartialDate::Year(year)) = tokens.get(1).and_then(year_of) {
            return Some((PartialDate::Month(year, month), 2));
        }
        if let Some(day) = tokens.get(1).and_then(|token| day_number(&token.word)) {
            let year = tokens.get(2).and_then(year_of);
            return day_of(year, month, day, today).map(|date| (date, 2 + usize::from(year.is_some())));
        }
        let year = today.year() - i16::from(month > today.month());
        return Some((PartialDate::Month(year, month), 1));
    }
    let day = day_number(&first.word)?;
    let at = 1 + skip(&tokens[1..], &["of"]);
    let month = month_number(&tokens.get(at)?.word)?;
    let year = tokens.get(at + 1).and_then(year_of);
    day_of(year, month, day, today).map(|date| (date, at + 1 + usize::from(year.is_some())))
}

fn day_of(year: Option<PartialDate>, month: i8, day: i8, today: Date) -> Option<PartialDate> {
    let dated = |year: i16| Date::new(year, month, day).ok();
    let date = match year {
        Some(PartialDate::Year(year)) => dated(year)?,
        _ => dated(today.year()).filter(|date| *date <= today).or_else(|| dated(today.year() - 1))?,
    };
    Some(PartialDate::Day(date))
}

/// `2019-03`, `2019-03-31`, `31/3/2019`.
fn in_figures(word: &str) -> Option<PartialDate> {
    if let Ok(date) = word.parse::<PartialDate>() {
        return (word.len() > 4).then_some(date);
    }
    let mut parts = word.splitn(3, ['/', '.']).map(|part| part.parse::<i16>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    let known = (1900..2100).contains(&year);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    known.then_some(PartialDate::Day(date))
}

fn year_of(token: &Token) -> Option<PartialDate> {
    year(&token.word).filter(|_| !token.is_phrase)
}

fn year(word: &str) -> Option<PartialDate> {
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    word.parse().ok().filter(|_| is_year).map(PartialDate::Year)
}

fn month_number(word: &str) -> Option<i8> {
    let is_short = word.len() == 3 || word == "sept";
    let place = MONTHS.iter().position(|month| *month == word || is_short && month.starts_with(word))?;
    i8::try_from(place + 1).ok()
}

fn day_number(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn number(token: &Token) -> Option<i64> {
    if token.is("couple") {
        return Some(2);
    }
    let named = NUMBERS.iter().position(|word| token.is(word)).map(|place| place as i64 + 1);
    named.or_else(|| token.word.parse().ok()).filter(|n| (1..=200).contains(n))
}

fn span(unit: &str, count: i64) -> Option<Span> {
    match unit {
        "year" => Some(count.years()),
        "month" => Some(count.months()),
        "week" => Some(count.weeks()),
        "day" => Some(count.days()),
        _ => None,
    }
}

fn exactly(when: PartialDate) -> Period {
    Period { since: Some(when), until: Some(when), is_deadline: false }
}

fn from_then_on(when: PartialDate) -> Period {
    Period { since: Some(when), until: None, is_deadline: false }
}

fn until(when: PartialDate) -> Period {
    Period { since: None, until: Some(when), is_deadline: false }
}

/// The year, month or day after.
fn next(when: PartialDate) -> Option<PartialDate> {
    let day = when.last_day().tomorrow().ok()?;
    Some(like(when, day))
}

/// The year, month or day before.
fn previous(when: PartialDate) -> Option<PartialDate> {
    let day = when.first_day().yesterday().ok()?;
    Some(like(when, day))
}

fn like(when: PartialDate, day: Date) -> PartialDate {
    match when {
        PartialDate::Year(_) => PartialDate::Year(day.year()),
        PartialDate::Month(..) => PartialDate::Month(day.year(), day.month()),
        PartialDate::Day(_) => PartialDate::Day(day),
    }
}

/// How many of the first words are such words, one of each place.
fn skip(tokens: &[Token], words: &[&str]) -> usize {
    usize::from(tokens.first().is_some_and(|token| token.is_any(words)))
}
