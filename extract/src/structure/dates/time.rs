//! Times of day as papers print them.

use super::offsets::Offsets;
use jiff::civil::Time;

/// A time of day as found in a text; the span counts characters, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedTime {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The time, local.
    pub time: Time,
}

patterns! {
    /// `6.30 p.m.`, `8:25pm`, `7 pm`, `19.30`, `noon`. Without am or pm both digits of the minutes are needed.
    TIME = r"(?i)\b(?:(?P<h>\d{1,2})(?:[.:](?P<m>\d{2}))?\s?(?P<half>[ap])\.?\s?m\b\.?|(?P<h24>[01]?\d|2[0-3])(?P<sep>[.:])(?P<m24>[0-5]\d)(?:\s?(?:hrs|hours))?\b|(?P<word>noon|midday|midnight)\b)";
}

/// Every time of day in a text, in order.
///
/// A number such as `19.30` counts as a time here: ask only of texts that speak of time.
pub fn times(text: &str) -> Vec<PrintedTime> {
    let mut chars = Offsets::new(text);
    TIME.captures_iter(text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<i8>().ok());
            let time = match (found.name("word"), number("h24"), number("h")) {
                (Some(word), _, _) if word.as_str().eq_ignore_ascii_case("midnight") => Time::midnight(),
                (Some(_), _, _) => Time::new(12, 0, 0, 0).ok()?,
                (None, Some(hour), _) => Time::new(hour, number("m24")?, 0, 0).ok()?,
                (None, None, Some(hour)) => half_day(hour, number("m").unwrap_or(0), &found["half"])?,
                _ => return None,
            };
            Some(PrintedTime { start: chars.at(whole.start()), end: chars.at(whole.end()), time })
        })
        .collect()
}

/// A time on the twelve-hour clock; one that is already past noon ("19.30 pm") is taken as it stands.
fn half_day(hour: i8, minute: i8, half: &str) -> Option<Time> {
    let afternoon = half.eq_ignore_ascii_case("p");
    let hour = match hour {
        12 if !afternoon => 0,
        1..=11 if afternoon => hour + 12,
        _ => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        for (text, expect) in [
            ("commenced at 6.30 p.m. and finished at 8:38pm.", "18:30:00 20:38:00"),
            ("at 7 pm", "19:00:00"),
            ("19.30 until 21:05", "19:30:00 21:05:00"),
            ("10.00 a.m. to 12 noon", "10:00:00 12:00:00"),
            ("12.15 am", "00:15:00"),
            ("midday", "12:00:00"),
            ("25.00 and 10.75 and 13pmx", ""),
        ] {
            let read: Vec<String> = times(text).iter().map(|t| t.time.to_string()).collect();
            assert_eq!(read.join(" "), expect, "{text}");
        }
    }
}
