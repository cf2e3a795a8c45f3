//! Numbers as a sheet shows them: days, times, sums of money, shares.
//!
//! Source: ECMA-376, part 1, 18.8.30 and 18.8.31.

use crate::format::xml::{attribute, each_element};
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use std::collections::HashMap;

/// How the cells of each style show their number.
#[derive(Debug, Default)]
pub struct Formats {
    /// The pattern of each style.
    of_style: Vec<String>,
    since_1904: bool,
}

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// Places behind the point that are shown at most.
const MOST_PLACES: usize = 12;

impl Formats {
    /// Reads them from the styles.
    pub fn parse(xml: &str, since_1904: bool) -> Self {
        let mut own = HashMap::new();
        let mut of_style = Vec::new();
        let mut in_cells = false;
        each_element(xml, |name, tag| match name {
            "numFmt" => {
                if let (Some(id), Some(code)) = (attribute(tag, "numFmtId"), attribute(tag, "formatCode")) {
                    own.insert(id, code);
                }
            }
            "cellXfs" => in_cells = true,
            "cellStyles" | "dxfs" | "cellStyleXfs" => in_cells = false,
            "xf" if in_cells => {
                let id = attribute(tag, "numFmtId").unwrap_or_default();
                of_style.push(own.get(&id).cloned().unwrap_or_else(|| usual(&id).to_owned()));
            }
            _ => {}
        });
        Self { of_style, since_1904 }
    }

    /// A value as a cell of this style shows it.
    pub fn shown(&self, value: &str, style: usize) -> String {
        let Ok(number) = value.trim().parse::<f64>() else { return value.to_owned() };
        let code = self.of_style.get(style).map_or("General", String::as_str);
        pattern(number, code, self.since_1904).unwrap_or_else(|| general(number))
    }
}

/// The patterns that every program knows by number.
fn usual(id: &str) -> &'static str {
    match id {
        "1" => "0",
        "2" => "0.00",
        "3" => "#,##0",
        "4" => "#,##0.00",
        "5" | "6" | "41" | "42" => "£#,##0",
        "7" | "8" | "43" | "44" => "£#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        "14" => "dd/mm/yyyy",
        "15" => "d-mmm-yy",
        "16" => "d-mmm",
        "17" => "mmm-yy",
        "18" => "h:mm AM/PM",
        "19" => "h:mm:ss AM/PM",
        "20" => "h:mm",
        "21" => "h:mm:ss",
        "22" => "dd/mm/yyyy h:mm",
        "37" | "38" => "#,##0;(#,##0)",
        "39" | "40" => "#,##0.00;(#,##0.00)",
        "45" | "47" => "mm:ss",
        "46" => "h:mm:ss",
        _ => "General",
    }
}

/// A number without a pattern: no more places than a sheet shows.
fn general(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let digits = number.abs().log10().floor() as i32 + 1;
    let places = usize::try_from(10 - digits.max(0)).unwrap_or(0).min(MOST_PLACES);
    let text = format!("{number:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// One thing that a pattern has.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// Written as it stands.
    Text(String),
    /// A run of one letter of days and times.
    Time(char, usize),
    /// Before or after noon.
    Noon,
    /// A run of digits, points and commas.
    Digits(String),
    Percent,
}

/// The number as the pattern writes it; `None` where the pattern is one that is not known.
fn pattern(number: f64, code: &str, since_1904: bool) -> Option<String> {
    let sections = sections(code);
    let at = match sections.len() {
        0 | 1 => 0,
        2 => usize::from(number < 0.0),
        _ if number < 0.0 => 1,
        _ if number == 0.0 => 2,
        _ => 0,
    };
    let tokens = tokens(sections.get(at)?)?;
    if tokens.iter().any(|token| matches!(token, Token::Time(..))) {
        return timed(number, &tokens, since_1904);
    }
    // A section for numbers below nought has its own sign.
    let own_sign = at == 1 && sections.len() > 1;
    let value = if own_sign { number.abs() } else { number };
    let mut text = String::new();
    let mut written = false;
    for token in &tokens {
        match token {
            Token::Text(words) => text.push_str(words),
            Token::Percent => text.push('%'),
            Token::Digits(digits) if !written => {
                written = true;
                let scale = if tokens.contains(&Token::Percent) { 100.0 } else { 1.0 };
                text.push_str(&figures(value * scale, digits));
            }
            Token::Digits(_) => return None,
            Token::Time(..) | Token::Noon => {}
        }
    }
    let text = text.trim().to_owned();
    (written || at > 0).then_some(text)
}

/// The parts of a pattern for numbers above, below and at nought.
fn sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        match c {
            ';' if !quoted && !escaped => {
                sections.push(String::new());
                continue;
            }
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if let Some(last) = sections.last_mut() {
            last.push(c);
        }
    }
    sections
}

fn tokens(section: &str) -> Option<Vec<Token>> {
    let mut found: Vec<Token> = Vec::new();
    let mut rest = section;
    while let Some(c) = rest.chars().next() {
        let (token, length) = token(rest, c)?;
        rest = &rest[length..];
        match (token, found.last_mut()) {
            (Some(Token::Text(more)), Some(Token::Text(words))) => words.push_str(&more),
            (Some(token), _) => found.push(token),
            (None, _) => {}
        }
    }
    Some(found)
}

/// The token at the start of a piece of a pattern, and how many bytes it has.
fn token(rest: &str, c: char) -> Option<(Option<Token>, usize)> {
    let text = |words: &str| Some(Token::Text(words.to_owned()));
    let second = || rest[c.len_utf8()..].chars().next();
    let both = || c.len_utf8() + second().map_or(0, char::len_utf8);
    Some(match c {
        '"' => {
            let words = rest[1..].split('"').next().unwrap_or_default();
            (text(words), (words.len() + 2).min(rest.len()))
        }
        '\\' => (second().and_then(|c| text(&c.to_string())), both()),
        // Room as wide as the next sign, or filled with it.
        '_' => (text(" "), both()),
        '*' => (None, both()),
        '[' => {
            let inside = rest[1..].split(']').next().unwrap_or_default();
            let length = (inside.len() + 2).min(rest.len());
            // "[$£-809]" is a sign of money, "[h]" hours beyond a day; colours and conditions are not written.
            let elapsed = inside.chars().next().filter(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
            match inside.strip_prefix('$') {
                Some(money) => (text(money.split('-').next().unwrap_or_default()), length),
                None if elapsed.is_some() && inside.len() <= 2 => return None,
                None => (None, length),
            }
        }
        _ if rest.len() >= 5 && rest.is_char_boundary(5) && rest[..5].eq_ignore_ascii_case("AM/PM") => {
            (Some(Token::Noon), 5)
        }
        _ if rest.len() >= 7 && rest.is_char_boundary(7) && rest[..7].eq_ignore_ascii_case("General") => return None,
        'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
            let length = rest.chars().take_while(|other| other.eq_ignore_ascii_case(&c)).count();
            (Some(Token::Time(c.to_ascii_lowercase(), length)), length)
        }
        '0' | '#' | '?' | '.' => {
            let length = rest.chars().take_while(|c| matches!(c, '0' | '#' | '?' | '.' | ',')).count();
            (Some(Token::Digits(rest[..length].to_owned())), length)
        }
        '%' => (Some(Token::Percent), 1),
        'E' | 'e' | '@' => return None,
        '/' if rest[1..].starts_with(['?', '#']) => return None,
        c => (text(&c.to_string()), c.len_utf8()),
    })
}

/// Digits with their thousands, places and scale.
fn figures(value: f64, digits: &str) -> String {
    let thousands = digits.trim_end_matches(',');
    let scale = i32::try_from(digits.len() - thousands.len()).unwrap_or(0);
    let value = value / 1000f64.powi(scale);
    let (whole, places) = thousands.split_once('.').unwrap_or((thousands, ""));
    let most = places.chars().count().min(MOST_PLACES);
    let least = places.chars().filter(|c| *c == '0').count().min(most);
    // Halves are rounded up, as sheets do.
    let unit = 10f64.powi(i32::try_from(most).unwrap_or(0));
    let text = format!("{:.most$}", (value.abs() * unit).round() / unit);
    let (mut before, mut behind) = match text.split_once('.') {
        Some((before, behind)) => (before.to_owned(), behind.to_owned()),
        None => (text, String::new()),
    };
    while behind.len() > least && behind.ends_with('0') {
        behind.pop();
    }
    let zeros = whole.chars().filter(|c| *c == '0').count().min(20);
    if zeros == 0 && before == "0" {
        before.clear();
    }
    before = format!("{before:0>zeros$}");
    if whole.contains(',') {
        before = grouped(&before);
    }
    let nought = before.chars().chain(behind.chars()).all(|c| matches!(c, '0' | ','));
    let sign = if value < 0.0 && !nought { "-" } else { "" };
    let point = if behind.is_empty() { "" } else { "." };
    format!("{sign}{before}{point}{behind}")
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text
}

/// A day and a time as the pattern writes them.
fn timed(number: f64, tokens: &[Token], since_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let seconds = ((number.fract() * DAY).round() as i64).min(86_399);
    let day = day(number.trunc() as i64, since_1904)?;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let noon = tokens.contains(&Token::Noon);
    let shown_hour = if noon { (hour + 11) % 12 + 1 } else { hour };
    let near = |at: usize, letter: char| {
        let mut before = tokens[..at].iter().rev().filter_map(letter_of);
        let mut behind = tokens[at + 1..].iter().filter_map(letter_of);
        before.next() == Some('h') || letter == 'm' && behind.next() == Some('s')
    };
    let mut text = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let written = match token {
            Token::Text(words) => words.clone(),
            Token::Noon => if hour < 12 { "AM" } else { "PM" }.to_owned(),
            Token::Time('m', length) if *length <= 2 && near(at, 'm') => padded(minute, *length),
            Token::Time('y', length) if *length <= 2 => format!("{:02}", day.year() % 100),
            Token::Time('y', _) => day.year().to_string(),
            Token::Time('m', 3) => day.strftime("%b").to_string(),
            Token::Time('m', 5) => day.strftime("%b").to_string().chars().take(1).collect(),
            Token::Time('m', 4..) => day.strftime("%B").to_string(),
            Token::Time('m', length) => padded(i64::from(day.month()), *length),
            Token::Time('d', 3) => day.strftime("%a").to_string(),
            Token::Time('d', 4..) => day.strftime("%A").to_string(),
            Token::Time('d', length) => padded(i64::from(day.day()), *length),
            Token::Time('h', length) => padded(shown_hour, *length),
            Token::Time(_, length) => padded(second, *length),
            // Parts of a second.
            Token::Digits(digits) if digits.starts_with('.') => String::new(),
            Token::Digits(_) | Token::Percent => return None,
        };
        text.push_str(&written);
    }
    Some(text.trim().to_owned())
}

fn letter_of(token: &Token) -> Option<char> {
    if let Token::Time(letter, _) = token { Some(*letter) } else { None }
}

fn padded(number: i64, length: usize) -> String {
    if length > 1 { format!("{number:02}") } else { number.to_string() }
}

/// The day of a number. Excel counts a 29 February 1900 that never was.
fn day(number: i64, since_1904: bool) -> Option<Date> {
    let (first, days) = match since_1904 {
        true => (date(1904, 1, 1), number),
        false if number < 60 => (date(1899, 12, 31), number),
        false => (date(1899, 12, 30), number),
    };
    let days: Span = Span::new().try_days(days).ok().unwrap_or_else(|| 0.days());
    first.checked_add(days).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_sheets_show_them() {
        for (number, code, shown) in [
            (1234.5, "General", "1234.5"),
            (0.1 + 0.2, "General", "0.3"),
            (1234.5, "#,##0.00", "1,234.50"),
            (1_234_567.0, "\"£\"#,##0", "£1,234,567"),
            (118_500.5, "#,##0", "118,501"),
            (-1234.0, "#,##0;(#,##0)", "(1,234)"),
            (-1234.0, "[$£-809]#,##0;[Red]-[$£-809]#,##0", "-£1,234"),
            (0.0, "_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-;_-@_-", "-"),
            (0.125, "0.0%", "12.5%"),
            (1_500_000.0, "0.0,,\\m", "1.5m"),
            (7.0, "000", "007"),
            (43_739.0, "dd/mm/yyyy", "01/10/2019"),
            (43_739.0, "[$-809]dddd, d mmmm yyyy;@", "Tuesday, 1 October 2019"),
            (43_739.0, "mmm-yy", "Oct-19"),
            (43_739.75, "d mmm yyyy h:mm AM/PM", "1 Oct 2019 6:00 PM"),
            (0.5208333333, "hh:mm", "12:30"),
            (1.5, "[h]:mm", "1.5"),
            (2.5, "# ?/?", "2.5"),
            (5.0, "0 \"of them\"", "5 of them"),
            (-0.001, "0.00", "0.00"),
        ] {
            let written = pattern(number, code, false).unwrap_or_else(|| general(number));
            assert_eq!(written, shown, "{code}");
        }
    }
}
