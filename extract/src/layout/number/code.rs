//! Codes with a blank before their figures: "C 41/3 ROADS", "PLG 203/24 Apologies", "FS 24-19, Mill Roof", "TOP 4 Budget".
//!
//! Capitals and figures also name years, days, roads and laws; what the figures have to have is a mark between them, as
//! the number of a minute within its year has.

/// Most letters of a code.
const LONGEST: usize = 7;

/// Most figures of one part: a clerk's register may count so far within a year.
const FIGURES: usize = 5;

/// Capitals before figures that are no code: years, days, months, words, and what was voted ("AYES 5-2", "MSC 4-0").
const NO_CODES: [&str; 46] = [
    "A", "I", "Q", "FY", "AY", "CY", "AM", "PM", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN", "JAN", "FEB", "MAR",
    "APR", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC", "AYE", "AYES", "NAY", "NAYS", "YEA", "YEAS", "YES", "NO",
    "NOES", "FOR", "VOTE", "VOTED", "CARRIED", "PASSED", "FAILED", "LOST", "TIED", "MSC", "MSP", "MOTION",
];

/// Words before a plain figure that number the entries of an agenda.
const PLAIN: [&str; 1] = ["TOP"];

/// A code as printed and taken apart.
pub struct Code<'t> {
    /// As printed: "C 41/3".
    pub printed: &'t str,
    /// What stays the same in a series: the letters and the marks.
    pub fixed: String,
    /// What may count.
    pub parts: Vec<u32>,
    /// Whether a mark ends it.
    pub closed: bool,
    /// What stands behind it.
    pub rest: &'t str,
}

/// The code with which a text begins.
pub fn leading(text: &str) -> Option<Code<'_>> {
    let (letters, behind) = text.split_once([' ', '\u{a0}'])?;
    let capitals = letters.bytes().all(|b| b.is_ascii_uppercase());
    if !capitals || letters.len() > LONGEST || NO_CODES.contains(&letters) {
        return None;
    }
    let figures = behind.trim_start();
    let whole = figures.find(char::is_whitespace).unwrap_or(figures.len());
    let token = figures[..whole].trim_end_matches([',', '.', ':', ';', '-', '–', '—', ')']);
    let (marks, parts) = taken_apart(token)?;
    // "UNAN. 6-0": how many voted.
    let voted = marks == "-" && parts.iter().all(|part| *part < 10);
    if voted || parts.len() < 2 && !PLAIN.contains(&letters) {
        return None;
    }
    let end = text.len() - figures.len() + token.len();
    let rest = text[end..].trim_start_matches([',', '.', ':', ';', ')']);
    let mut closed = rest.len() < text.len() - end || rest.is_empty() || rest.starts_with('\t');
    let mut rest = rest.trim_start();
    if let Some(behind) = rest.strip_prefix(['-', '–', '—', ':', '|']) {
        (closed, rest) = (true, behind.trim_start());
    }
    Some(Code { printed: &text[..end], fixed: format!("{letters} {marks}"), parts, closed, rest })
}

/// The marks and the figures of a code: "41/3", "2020-00142", "206/24A".
fn taken_apart(token: &str) -> Option<(String, Vec<u32>)> {
    let last = token.strip_suffix(|c: char| c.is_ascii_uppercase()).unwrap_or(token);
    let mut marks = token[last.len()..].to_owned();
    let mut parts = Vec::new();
    for piece in last.split_inclusive(['/', '-', '.']) {
        let figures = piece.trim_end_matches(['/', '-', '.']);
        marks.push_str(&piece[figures.len()..]);
        let fits = !figures.is_empty() && figures.len() <= FIGURES && figures.bytes().all(|b| b.is_ascii_digit());
        parts.push(figures.parse().ok().filter(|_| fits)?);
    }
    // A decimal is an amount or an hour.
    let told = parts.len() == 1 || marks.contains(['/', '-']);
    (told && parts.len() <= 3).then_some((marks, parts))
}

#[cfg(test)]
mod tests {
    use super::leading;

    #[test]
    fn a_blank_may_stand_within_a_code() {
        for (text, printed, rest) in [
            ("C 41/3 ROADS", "C 41/3", "ROADS"),
            ("PLG 203/24 Apologies", "PLG 203/24", "Apologies"),
            ("FS 24-19, Mill Roof", "FS 24-19", "Mill Roof"),
            ("SB 42-11: AN ACT to mend", "SB 42-11", "AN ACT to mend"),
            ("HDCRMI 2020-00142, 19 Elm Avenue", "HDCRMI 2020-00142", "19 Elm Avenue"),
            ("CC 24/31. Minutes", "CC 24/31", "Minutes"),
            ("PL 12/24A Trees", "PL 12/24A", "Trees"),
            ("FIN 7/2024 – Accounts", "FIN 7/2024", "Accounts"),
            ("C\u{a0}42/3\tMINUTES", "C\u{a0}42/3", "MINUTES"),
            ("TOP 4 Budget", "TOP 4", "Budget"),
            ("ORD 2024-17 | Noise", "ORD 2024-17", "Noise"),
        ] {
            let code = leading(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((code.printed, code.rest), (printed, rest), "{text}");
        }
        for text in [
            "FY 2024-25 Budget",
            "AYES 5-2 Carried",
            "UNAN 6-0 Carried",
            "MON 12/3 Meeting",
            "A 24/7 helpline",
            "ROOM 12 was cold",
            "AGENDA ITEM 3/24",
            "SR 99 Closure",
            "Q 4/24 figures",
            "Elm 41/3 Road",
            "C 4.5 Roads",
        ] {
            assert!(leading(text).is_none(), "{text}");
        }
    }
}
