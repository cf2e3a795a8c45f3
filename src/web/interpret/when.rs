//! Times in a question: since 2019, before March, between two years, last year, in the last six months.
//!
//! A time is read only where it is plain. `early 2021` or `since the election` is not, and stays among the words.

mod days;
mod years;

pub use days::Period;

use super::text::Token;
use days::{Read, date, exactly, from_then_on, month_number, next, previous, skip, until, year, year_of};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use record::PartialDate;

/// Words that make a year vague.
const VAGUE: &[&str] =
    &["early", "late", "mid", "around", "circa", "spring", "summer", "autumn", "fall", "winter", "christmas", "easter"];

/// The time that the tokens begin with, where it is vague: `early 2021`.
pub fn vague(tokens: &[Token]) -> Option<String> {
    let [first, second, ..] = tokens else { return None };
    let unit = |token: &Token| token.is_any(&["years", "months", "weeks", "days", "year", "month", "week"]);
    let is_vague = (first.is_any(VAGUE) && year_of(second).is_some())
        || (first.is_any(&["last", "this", "next"]) && second.is_any(SEASONS))
        || (first.is_any(&["recent", "few", "several"]) && unit(second))
        || (unit(first) && second.is("ago"));
    is_vague.then(|| format!("{} {}", first.typed, second.typed))
}

/// Whether a month, or a day of one, is named and no year: of what is due, the next one may be meant.
pub fn is_without_year(tokens: &[Token]) -> bool {
    let has = |is: &dyn Fn(&Token) -> bool| tokens.iter().any(|token| !token.is_phrase && is(token));
    let is_told =
        |token: &Token| year_of(token).is_some() || token.is_any(&["last", "past", "previous", "was", "were"]);
    has(&|token| month_number(&token.word).is_some()) && !has(&is_told)
}

/// The same a year later.
pub fn a_year_later(when: PartialDate) -> PartialDate {
    match when {
        PartialDate::Year(year) => PartialDate::Year(year + 1),
        PartialDate::Month(year, month) => PartialDate::Month(year + 1, month),
        PartialDate::Day(day) => PartialDate::Day(day.checked_add(1.years()).unwrap_or(day)),
    }
}

/// Nouns behind which a year is part of a name: the Care Act 2014, the budget 2023.
const DATED: &[&str] = &[
    "act",
    "agenda",
    "bill",
    "budget",
    "census",
    "code",
    "framework",
    "guidance",
    "order",
    "plan",
    "policy",
    "programme",
    "regulations",
    "report",
    "review",
    "scheme",
    "strategy",
    "vision",
];

/// The time of papers and rows that are told by it: minutes from June 2022, agendas for 2023.
pub fn of_papers(before: &[Token], tokens: &[Token], today: Date) -> Read {
    let papers =
        ["minutes", "report", "reports", "papers", "agenda", "agendas", "letter", "letters", "meetings", "votes"];
    before.last().filter(|last| last.is_any(&papers))?;
    let from = skip(tokens, &["from", "for"]);
    let (when, n) = date(tokens.get(from..).filter(|_| from > 0)?, today)?;
    let goes_on =
        tokens.get(from + n).is_some_and(|next| next.is_any(&["on", "onward", "onwards", "to", "until", "till"]));
    (!goes_on).then(|| (exactly(when), from + n))
}

/// A year that stands alone at the end, or before rows of the record that are of it: agency staff 2023, 2023 meetings.
pub fn bare_year(before: &[Token], tokens: &[Token], today: Date) -> Option<Period> {
    let (first, rest) = tokens.split_first()?;
    let when = year_of(first).filter(|when| when.first_day() <= today)?;
    let of_inspectors = before.iter().any(|token| token.is_any(&["inspection", "ofsted"]));
    let is_named = |token: &Token| token.is_phrase || (token.is_any(DATED) && !of_inspectors);
    let ends = rest.is_empty() && before.last().is_some_and(|token| !is_named(token));
    let kinds = ["focused", "monitoring", "ofsted", "meetings", "meeting", "minutes", "inspection", "letters", "votes"];
    let tells_rows = rest.iter().take(2).any(|next| next.is_any(&kinds));
    (ends || tells_rows).then(|| exactly(when))
}

const SEASONS: &[&str] = &["spring", "summer", "autumn", "fall", "winter", "christmas", "easter", "term"];

use years::{decade, financial_year, named_year, part_of_year};

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
    if let Some(read) = years_together(tokens, today).or_else(|| months_together(tokens)) {
        return Some(read);
    }
    let opening = opening + skip(&tokens[opening..], &["in", "during"]);
    let joined = tokens.get(opening)?;
    let (first, last) = joined.word.split_once('-')?;
    span((year(first)?, 0), 0, (year(last)?, 1), opening)
}

/// `2019 to 2021`, `March 2022 to May 2023`, `in 2021 and 2022`, `2019 – 2021` (of which no dash is left).
fn years_together(tokens: &[Token], today: Date) -> Read {
    let at = skip(tokens, &["in", "during", "for"]);
    let (since, n) = date(&tokens[at..], today)?;
    let from = at + n;
    let and = skip(&tokens[from..], &["to", "until", "till", "and", "or"]);
    let (until, m) = date(&tokens[from + and..], today)?;
    let is_range = and == 1 && tokens[from].is_any(&["to", "until", "till"]);
    let is_whole = |when: PartialDate, n: usize| matches!(when, PartialDate::Year(_)) || n > 1;
    let follows =
        matches!((since, until), (PartialDate::Year(a), PartialDate::Year(b)) if a + 1 == b || and == 0 && a < b);
    let plain = (is_range && is_whole(since, n) && is_whole(until, m)) || (follows && (at == 1 || and == 0));
    plain.then_some((Period { since: Some(since), until: Some(until), is_deadline: false }, from + and + m))
}

/// `Jan-Mar 2023`.
fn months_together(tokens: &[Token]) -> Read {
    let at = skip(tokens, &["in", "during", "between", "from"]);
    let (first, last) = tokens.get(at)?.word.split_once(['-', '–'])?;
    let (first, last) = (month_number(first)?, month_number(last)?);
    let PartialDate::Year(year) = tokens.get(at + 1).and_then(year_of)? else { return None };
    let (since, until) = (PartialDate::Month(year, first), PartialDate::Month(year, last));
    (first < last).then_some((Period { since: Some(since), until: Some(until), is_deadline: false }, at + 2))
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
        "tomorrow" => return Some((exactly(PartialDate::Day(today.tomorrow().ok()?)), at + 1)),
        "today" => return Some((exactly(PartialDate::Day(today)), at + 1)),
        "yesterday" => {
            let day = today.yesterday().ok()?;
            let until = if is_since { None } else { on(day) };
            return Some((Period { since: on(day), until, is_deadline: false }, at + 1));
        }
        "last" | "past" | "previous" | "this" | "current" | "next" | "coming" => {}
        _ => return None,
    }
    let next = tokens.get(at + 1)?;
    if matches!(word, "next" | "coming") {
        let is_rolling = (at > 0 && tokens[at - 1].is("the")) || number(next).is_some();
        if let Some((period, n)) = from_today(&tokens[at + 1..], today).filter(|_| is_rolling) {
            return Some((period, at + 1 + n));
        }
        return coming(next, today).map(|period| (period, at + 2));
    }
    // “In the last year” and “the past year” are the twelve months until today; “last year” is the one before this.
    let is_rolling = word == "past" || (word == "last" && at > 0 && tokens[at - 1].is("the"));
    if let Some(span) = Some(next.word.as_str()).filter(|_| is_rolling).and_then(|unit| span(unit, 1)) {
        return Some((from_then_on(PartialDate::Day(today.checked_sub(span).ok()?)), at + 2));
    }
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

/// `by the end of the year`, `until the end of this month`, `by the end of next month`.
fn ending(tokens: &[Token], end: &str, today: Date) -> Option<(PartialDate, usize)> {
    if tokens.first().is_some_and(|token| token.is("next")) {
        return Some((coming(tokens.get(1)?, today)?.until.filter(|_| end == "end")?, 2));
    }
    let n = skip(tokens, &["the", "this"]);
    let unit = tokens.get(n).filter(|_| end == "end" && n == 1)?;
    match unit.word.as_str() {
        "year" => Some((PartialDate::Year(today.year()), n + 1)),
        "month" => Some((PartialDate::Month(today.year(), today.month()), n + 1)),
        _ => None,
    }
}

/// How many words say `on or before`, `on or after`.
fn on_or(tokens: &[Token]) -> Option<usize> {
    let [_, or, side, ..] = tokens else { return None };
    (or.is("or") && side.is_any(&["before", "after"])).then_some(3)
}

/// `next month`, `next year`, `next week`.
fn coming(unit: &Token, today: Date) -> Option<Period> {
    Some(exactly(match unit.word.as_str() {
        "year" => PartialDate::Year(today.year() + 1),
        "month" => {
            let day = today.first_of_month().checked_add(1.months()).ok()?;
            PartialDate::Month(day.year(), day.month())
        }
        "week" => {
            let days = 7 - i64::from(today.weekday().to_monday_zero_offset());
            let monday = today.checked_add(days.days()).ok()?;
            return Some(from_to(monday, monday.checked_add(6.days()).ok()?));
        }
        _ => return None,
    }))
}

/// `the next month`, `the next three weeks`: from today on, as `the last three weeks` is until today.
fn from_today(tokens: &[Token], today: Date) -> Read {
    let first = tokens.first()?;
    let (count, n) = number(first).map_or((1, 0), |count| (count, 1));
    let unit = tokens.get(n)?;
    let span = span(unit.word.strip_suffix('s').unwrap_or(&unit.word), count)?;
    Some((from_to(today, today.checked_add(span).ok()?), n + 1))
}

fn from_to(since: Date, until: Date) -> Period {
    Period { since: Some(PartialDate::Day(since)), until: Some(PartialDate::Day(until)), is_deadline: false }
}

/// `since 2019`, `before March 2020`, `after 3 May 2021`, `until 2022`, `by June 2023`, `from 2019 onwards`.
fn bounded(tokens: &[Token], today: Date) -> Read {
    let mut first = tokens.first().filter(|token| !token.is_phrase)?;
    let mut at = match first.word.as_str() {
        "on" => on_or(tokens)?,
        "up" => 1 + Some(skip(&tokens[1..], &["to"])).filter(|&n| n > 0)?,
        "as" => 1 + Some(skip(&tokens[1..], &["of", "from"])).filter(|&n| n > 0)?,
        "since" | "from" | "after" | "before" | "until" | "till" | "by" | "prior" | "earlier" | "later" => 1,
        _ => return None,
    };
    let ends_there = first.is("on");
    if ends_there {
        first = &tokens[at - 1];
    }
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
    if let Some((year, n)) = named_year(&tokens[at + skip(&tokens[at..], &["the"])..], today) {
        let length = at + skip(&tokens[at..], &["the"]) + n;
        let (since, last) = (year.since?, year.until?);
        let period = match first.word.as_str() {
            "since" | "from" | "as" => from_then_on(since),
            "after" | "later" => from_then_on(next(last)?),
            "before" | "prior" | "earlier" => until(previous(since)?),
            "by" => Period { is_deadline: true, ..until(last) },
            _ => until(last),
        };
        return Some((period, length));
    }
    let (when, n) = date(&tokens[at..], today).or_else(|| ending(&tokens[at..], end.copied()?, today))?;
    let day = |day: jiff::civil::Date| PartialDate::Day(day);
    let length = at + n;
    let period = match (first.word.as_str(), end.copied()) {
        ("since" | "from" | "as", Some("end")) => from_then_on(day(when.last_day())),
        ("since" | "from" | "as", _) => {
            let onwards = skip(&tokens[length..], &["on", "onward", "onwards"]);
            return Some((from_then_on(when), length + onwards));
        }
        ("after" | "later", Some("start" | "beginning")) => from_then_on(day(when.first_day().tomorrow().ok()?)),
        ("after", _) if ends_there => from_then_on(when),
        ("before", _) if ends_there => Period { is_deadline: true, ..until(when) },
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
    // A year that is named as one needs no word before it.
    if let Some((period, n)) = named_year(&tokens[from..], today) {
        return Some((period, from + n));
    }
    let part = |tokens: &[Token]| part_of_year(tokens).or_else(|| decade(tokens)).or_else(|| financial_year(tokens));
    if let Some((period, n)) = part(&tokens[from..]).filter(|_| is_said) {
        return Some((period, from + n));
    }
    // “On the 14th of June”; but “in the 2023 report” leaves “in the report”.
    let is_day = |tokens: &[Token]| date(tokens, today).is_some_and(|(when, _)| matches!(when, PartialDate::Day(_)));
    let at = if is_said && is_day(&tokens[from..]) { from } else { at };
    let from = at + skip(&tokens[at..], &["month", "year"]).min(usize::from(at > 0));
    let (when, n) = date(&tokens[from..], today)?;
    // A year or a month that stands alone may be part of what is asked about; a whole date is not.
    let stands_alone = matches!(when, PartialDate::Day(..)) || n > 1;
    // What is voted on or said on may be of a year as well.
    let is_said = is_said && (!tokens[0].is("on") || matches!(when, PartialDate::Day(..)));
    (is_said || stands_alone).then(|| (exactly(when), from + n))
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
