//! Dates in figures that only a line about a meeting may hold: "3.12.19", "26-11-19", "03 03 2020", "20200303". Anywhere
//! else these are paragraphs, references and sums.

use super::offsets::Offsets;
use super::printed_date::PrintedDate;
use super::search::find;

patterns! {
    /// Day, month and year of two figures between dots or dashes, or of four between spaces.
    TIED = r"\b(?P<a>\d{1,2})(?:(?:\.(?P<b>\d{1,2})\.|-(?P<c>\d{1,2})-|–(?P<d>\d{1,2})–)(?P<y>\d{2})|\s(?P<e>\d{1,2})\s(?P<z>(?:19|20)\d{2}))\b";
    /// Eight figures that are a day.
    COMPACT = r"\b(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])\b";
}

/// The dates of a line that is about a meeting and prints no date in any other form.
pub fn find_loosely(text: &str) -> Vec<PrintedDate> {
    let mut found: Vec<PrintedDate> = TIED.captures_iter(text).filter_map(|c| tied(text, &c)).collect();
    found.extend(COMPACT.captures_iter(text).filter_map(|c| {
        let whole = c.get(0)?;
        placed(text, &format!("{}-{}-{}", &c["y"], &c["m"], &c["d"]), whole.start(), whole.end())
    }));
    found.sort_by_key(|date| date.start);
    found
}

fn tied(text: &str, found: &regex::Captures) -> Option<PrintedDate> {
    let whole = found.get(0)?;
    let (before, after) = (text.get(..whole.start())?, text.get(whole.end()..)?);
    // "1.3.12.19" and "3.12.19.1" are paragraphs.
    let goes_on = |c: Option<char>, d: Option<char>| {
        matches!(c, Some('.' | '-' | '/')) && d.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    let mut behind = after.chars();
    let mut ahead = before.chars().rev();
    if goes_on(behind.next(), behind.next()) || goes_on(ahead.next(), ahead.next()) {
        return None;
    }
    let month = ["b", "c", "d", "e"].iter().find_map(|name| found.name(name))?;
    let year = found.name("y").or(found.name("z"))?;
    placed(text, &format!("{}/{}/{}", &found["a"], month.as_str(), year.as_str()), whole.start(), whole.end())
}

/// The date that `written` is, at these bytes of the text.
fn placed(text: &str, written: &str, start: usize, end: usize) -> Option<PrintedDate> {
    let date = find(written).into_iter().next().filter(|date| date.oddity.is_none() && date.from.is_some())?;
    let mut chars = Offsets::new(text);
    Some(PrintedDate { start: chars.at(start), end: chars.at(end), ..date })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_may_stand_between_any_signs() {
        for (text, expect) in [
            ("Meeting held on 3.12.19 at the Hall", vec!["3.12.19=2019-12-03?"]),
            ("Minutes 26-11-19", vec!["26-11-19=2019-11-26"]),
            ("Minutes 13 03 2020", vec!["13 03 2020=2020-03-13"]),
            ("Group minutes 20200303", vec!["20200303=2020-03-03"]),
            ("Paragraph 1.3.12.19", vec![]),
            ("Reference 4-40-19", vec![]),
            ("Rooms 12 and 14", vec![]),
        ] {
            let shown: Vec<String> = find_loosely(text)
                .iter()
                .map(|d| {
                    let span: String = text.chars().skip(d.start).take(d.end - d.start).collect();
                    let mark = if d.other.is_some() { "?" } else { "" };
                    format!("{span}={}{mark}", d.from.map(|d| d.to_string()).unwrap_or_default())
                })
                .collect();
            assert_eq!(shown, expect, "{text}");
        }
    }
}
