//! A day, a month or a year as it is written, and the stretches of time that are made of them.

use super::super::text::Token;
use jiff::civil::Date;
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

/// A period and how many words say it.
pub type Read = Option<(Period, usize)>;

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

/// A year, a month or a day, and how many words say it. A month without a year is the last one that has begun.
pub fn date(tokens: &[Token], today: Date) -> Option<(PartialDate, usize)> {
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
    let year = if (0..100).contains(&year) && word.len() > 5 && !word.contains('.') { 2000 + year } else { year };
    let known = (1900..2100).contains(&year);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    known.then_some(PartialDate::Day(date))
}

/// A token that is a year.
pub fn year_of(token: &Token) -> Option<PartialDate> {
    year(&token.word).filter(|_| !token.is_phrase)
}

/// A word that is a year.
pub fn year(word: &str) -> Option<PartialDate> {
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    word.parse().ok().filter(|_| is_year).map(PartialDate::Year)
}

/// A month by its name or its first three letters.
pub fn month_number(word: &str) -> Option<i8> {
    let is_short = word.len() == 3 || word == "sept";
    let place = MONTHS.iter().position(|month| *month == word || is_short && month.starts_with(word))?;
    i8::try_from(place + 1).ok()
}

fn day_number(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// Within one day, month or year.
pub fn exactly(when: PartialDate) -> Period {
    Period { since: Some(when), until: Some(when), is_deadline: false }
}

/// With no end.
pub fn from_then_on(when: PartialDate) -> Period {
    Period { since: Some(when), until: None, is_deadline: false }
}

/// With no beginning.
pub fn until(when: PartialDate) -> Period {
    Period { since: None, until: Some(when), is_deadline: false }
}

/// The year, month or day after.
pub fn next(when: PartialDate) -> Option<PartialDate> {
    let day = when.last_day().tomorrow().ok()?;
    Some(like(when, day))
}

/// The year, month or day before.
pub fn previous(when: PartialDate) -> Option<PartialDate> {
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
pub fn skip(tokens: &[Token], words: &[&str]) -> usize {
    usize::from(tokens.first().is_some_and(|token| token.is_any(words)))
}
