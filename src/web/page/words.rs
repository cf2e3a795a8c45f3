//! How the pages say things: days, counts, and the closed vocabularies in plain words.

use crate::web::answers::{Named, Speaker};
use index::RouteKind;
use jiff::civil::Date;
pub use record::text::with_capital as capital;
use std::borrow::Borrow;

/// A day as people write it: `9 February 2022`. Anything else is shown as it is.
pub fn day(iso: &str) -> String {
    match iso.get(..10).unwrap_or(iso).parse::<Date>() {
        Ok(date) => date.strftime("%-d %B %Y").to_string(),
        Err(_) => iso.to_owned(),
    }
}

/// A year, a month or a day as people write it: `2022`, `February 2022`, `9 February 2022`.
pub fn period(iso: &str) -> String {
    match format!("{iso}-01").parse::<Date>() {
        Ok(month) if iso.len() == 7 => month.strftime("%B %Y").to_string(),
        _ => day(iso),
    }
}

/// The date of a paper, which may be known to the month alone, or not at all.
pub fn dated(iso: Option<&str>, basis: Option<&str>) -> String {
    match iso.and_then(|iso| iso.get(..7)) {
        Some(month) if basis == Some("month") => period(month),
        _ => day_or_unknown(iso),
    }
}

/// A day that may not be known.
pub fn day_or_unknown(iso: Option<&str>) -> String {
    iso.map_or_else(|| "date not known".to_owned(), day)
}

/// An instant to the minute, in UTC.
pub fn instant(rfc3339: &str) -> String {
    match (rfc3339.get(..10), rfc3339.get(11..16)) {
        (Some(date), Some(time)) => format!("{} at {time} UTC", day(date)),
        _ => rfc3339.to_owned(),
    }
}

/// A committee and its council; the full council has the name of both.
pub fn bodies(committee: &Option<Named>, council: &Option<Named>) -> String {
    let mut names: Vec<&str> = [committee, council].into_iter().flatten().map(|named| named.name.as_str()).collect();
    names.dedup();
    names.join(", ")
}

/// A number with its noun: `1 mention`, `12,345 mentions`.
pub fn count(n: impl Borrow<u64>, one: &str, many: &str) -> String {
    let n = *n.borrow();
    format!("{} {}", figure(n), if n == 1 { one } else { many })
}

/// A number with thousands set apart.
pub fn figure(n: impl Borrow<u64>) -> String {
    let digits = n.borrow().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A word of a closed vocabulary, for people.
pub fn plain(word: &str) -> String {
    let name = match word {
        "narration" => "no speaker",
        "not_seen_again" => "not seen again",
        "came_back" => "came back",
        "reported_done" => "reported done",
        "request_agreed" => "asked for and agreed",
        "action_log" => "action log",
        "jtai" => "joint targeted area inspection",
        "area_send" => "area SEND inspection",
        other => return capital(&other.replace('_', " ")),
    };
    capital(name)
}

/// A kind of paper, within a sentence: `minutes`, `inspection report`, `paper`.
pub fn paper(kind: &str) -> String {
    if kind == "other" { "paper".to_owned() } else { plain(kind).to_lowercase() }
}

/// What "probably" before a speaker means, in one line.
pub const PROBABLY: &str = "It is likely, not sure, that this is who speaks here";

/// A speaker's name, with "probably" where that is only likely.
pub fn speaker(name: &str, speaker: &Speaker) -> String {
    if speaker.is_likely() { format!("probably {name}") } else { name.to_owned() }
}

/// Why we take a speaker to be who we say.
pub fn because(speaker: &Speaker) -> Option<&'static str> {
    match speaker.attribution.as_str() {
        "named" => Some("named in the passage"),
        "role" => Some("the passage names the office; the attendance or membership of the meeting says who held it"),
        "continued" => Some("goes on from the speaker before"),
        _ => None,
    }
}

/// How an office is known.
pub fn known_from(basis: &str) -> String {
    match basis {
        "membership" => "list of members".to_owned(),
        "attendance" => "attendance in minutes".to_owned(),
        "speech" => "so called where they speak".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A file's size.
pub fn size(bytes: impl Borrow<u64>) -> String {
    let bytes = *bytes.borrow();
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// The names of the routes in a value of `related`.
pub fn routes(value: &str) -> String {
    let named: Vec<&str> = value.split(',').filter_map(RouteKind::parse).map(route).collect();
    named.join(", ")
}

/// What a route is called.
pub fn route(kind: RouteKind) -> &'static str {
    match kind {
        RouteKind::WordOrder => "another order",
        RouteKind::Compound => "joined or split",
        RouteKind::Synonym => "other names",
        RouteKind::Older => "older and newer names",
        RouteKind::Family => "words of the same family",
        RouteKind::Abbreviation => "abbreviations",
        RouteKind::Spelling => "other spellings",
        RouteKind::ShortName => "short names",
        RouteKind::Narrower => "parts and kinds",
        RouteKind::Broader => "wider terms",
        RouteKind::Opposite => "the contrary",
        RouteKind::Abroad => "names in other countries",
        RouteKind::Near => "what is spoken of with it",
        RouteKind::Company => "words in its company",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_council_that_meets_as_itself_is_named_once() {
        let named = |name: &str| Some(Named { id: name.to_lowercase(), name: name.to_owned() });
        assert_eq!(bodies(&named("Cabinet"), &named("Westmere Council")), "Cabinet, Westmere Council");
        assert_eq!(bodies(&named("Westmere Council"), &named("Westmere Council")), "Westmere Council");
        assert_eq!(bodies(&None, &None), "");
    }

    #[test]
    fn days_and_numbers_read_as_people_write_them() {
        for (iso, expect) in
            [("2022-02-09", "9 February 2022"), ("2022-02-09T10:00:00Z", "9 February 2022"), ("2022", "2022")]
        {
            assert_eq!(day(iso), expect);
        }
        assert_eq!(
            ["2022", "2022-02", "2022-02-09", "soon"].map(period),
            ["2022", "February 2022", "9 February 2022", "soon"]
        );
        assert_eq!(dated(Some("2022-05-01"), Some("month")), "May 2022");
        assert_eq!(dated(Some("2022-05-01"), Some("printed")), "1 May 2022");
        assert_eq!(dated(None, None), "date not known");
        assert_eq!(instant("2022-02-09T10:05:00Z"), "9 February 2022 at 10:05 UTC");
        for (n, expect) in [(0, "0 pages"), (1, "1 page"), (999, "999 pages"), (1_234_567, "1,234,567 pages")] {
            assert_eq!(count(n, "page", "pages"), expect);
        }
        assert_eq!(plain("inspection_report"), "Inspection report");
        assert_eq!((size(12), size(1_001), size(2_400_000)), ("12 bytes".into(), "2 kB".into(), "2.4 MB".into()));
    }
}
