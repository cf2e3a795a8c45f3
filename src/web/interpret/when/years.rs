//! Years and parts of them that have names: quarters, decades, financial and municipal years.

use super::super::text::Token;
use super::days::{Period, Read, exactly, skip, year, year_of};
use jiff::civil::Date;
use record::PartialDate;

/// `first quarter of 2022`, `Q1 2022`, `second half of 2021`.
pub fn part_of_year(tokens: &[Token]) -> Read {
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
pub fn decade(tokens: &[Token]) -> Read {
    let PartialDate::Year(first) = year(tokens.first()?.word.strip_suffix('s')?)? else { return None };
    let until = Some(PartialDate::Year(first + 9));
    (first % 10 == 0).then_some((Period { since: Some(PartialDate::Year(first)), until, is_deadline: false }, 1))
}

/// `2021/22`, `the year 2021/22`: from April to March.
pub fn financial_year(tokens: &[Token]) -> Read {
    let at = skip(tokens, &["year"]);
    Some((twelve_months(two_years(tokens.get(at)?)?, 4), at + 1))
}

/// `2021/22`, `2021/2022`, `2021-22`: the first of the two.
fn two_years(token: &Token) -> Option<i16> {
    let (first, last) = token.word.split_once(['/', '-', '–']).filter(|_| !token.is_phrase)?;
    let PartialDate::Year(first) = year(first)? else { return None };
    let next = first + 1;
    (last == next.to_string() || last == format!("{:02}", next % 100)).then_some(first)
}

/// Sorts of years, each with its first month. The year of a council begins with its annual meeting in May.
const YEARS: &[(&[&str], i8)] = &[
    (&["financial", "fiscal", "budget", "tax"], 4),
    (&["municipal", "civic", "council"], 5),
    (&["academic", "school"], 9),
    (&["calendar"], 1),
];

/// `municipal year 2019/20`, `2019/20 municipal year`, `last financial year`, `calendar year 2022`.
pub fn named_year(tokens: &[Token], today: Date) -> Read {
    let [first, second, third, ..] = tokens else { return None };
    let sort = |a: &Token, b: &Token| {
        let month = YEARS.iter().find(|(words, _)| a.is_any(words)).map(|(_, month)| *month);
        month.filter(|_| b.is("year"))
    };
    let of = |token: &Token, month: i8| match (two_years(token), year_of(token)) {
        (Some(first), _) if month > 1 => Some(twelve_months(first, month)),
        (None, Some(year)) if month == 1 => Some(exactly(year)),
        _ => None,
    };
    if let Some(month) = sort(first, second) {
        return Some((of(third, month)?, 3));
    }
    let month = sort(second, third)?;
    if let Some(period) = of(first, month) {
        return Some((period, 3));
    }
    let back = match first.word.as_str() {
        "this" | "current" => 0,
        "last" | "previous" => 1,
        _ => return None,
    };
    Some((twelve_months(today.year() - i16::from(today.month() < month) - back, month), 3))
}

/// The year that begins with this month.
fn twelve_months(first: i16, month: i8) -> Period {
    let until = if month == 1 { PartialDate::Month(first, 12) } else { PartialDate::Month(first + 1, month - 1) };
    Period { since: Some(PartialDate::Month(first, month)), until: Some(until), is_deadline: false }
}
