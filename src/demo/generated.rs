//! A council of any size, for measurements: ten committees, ten years of meetings, printed minutes and reports with words
//! of their own. Papers are made when they are asked for, so that a large council costs no more memory than its lists.

use super::council::{Committee, Council, Meeting, Member, Paper, Seat};
use jiff::ToSpan;
use jiff::civil::Date;

/// Generated papers name themselves so.
const GENERATED: &str = "generated-";

/// What the replaced paper is called in its later version.
const REPLACED: &str = "-replaced";

const FIRST_NAMES: [&str; 7] = ["Ada", "Ben", "Cora", "Dev", "Esme", "Finn", "Gwen"];
const LAST_NAMES: [&str; 10] =
    ["Measure", "Gauge", "Tally", "Rule", "Scale", "Yard", "Ounce", "Peck", "Fathom", "Furlong"];
const COMMITTEES: u64 = LAST_NAMES.len() as u64;
const DAYS: u64 = 3_650;

impl Council {
    /// A council of so many meetings and documents, spread evenly over the ten years up to `last`. The first paper of
    /// every meeting is its minutes, the second its front sheet; the minutes of the last meeting are replaced at the
    /// later stage by some that misprint the day. Every meeting has a pack besides.
    pub fn generated(meetings: u64, documents: u64, last: Date) -> Self {
        let committees = (1..=COMMITTEES)
            .map(|id| Committee { id, name: format!("Measured Committee {id}"), category: "Measured".into() })
            .collect();
        let count = meetings.max(1);
        let meetings: Vec<Meeting> = (0..meetings)
            .map(|n| Meeting {
                id: 10_000 + n,
                agenda: 20_000 + n,
                committee: 1 + n % COMMITTEES,
                date: last.saturating_sub(i64::try_from((count - 1 - n) * DAYS / count).unwrap_or(0).days()),
                time: "6.30 pm".into(),
                status: String::new(),
                items: (1..=5).map(|item| format!("{item}. Measured item {item}")).collect(),
                apologies: Some(Vec::new()),
            })
            .collect();
        let paper = |n: u64| {
            let (of, nth) = (n % count, n / count);
            let t = match nth {
                0 => Some(1),
                1 => Some(0),
                _ => None,
            };
            Paper {
                file: format!("{GENERATED}{n}-{nth}-{}.pdf", meetings[of as usize].date),
                meeting: 10_000 + of,
                label: match t {
                    Some(1) => "Printed minutes".into(),
                    Some(_) => "Agenda frontsheet".into(),
                    None => format!("Measured paper {n}"),
                },
                t,
                s: t.is_none().then_some(100_000 + n),
                b: None,
                item: t.is_none().then(|| format!("{}.", 1 + nth % 5)),
                inline: false,
                state: String::new(),
                welsh: false,
                by: (n == count - 1)
                    .then(|| format!("{GENERATED}{n}-{nth}-{}{REPLACED}.pdf", meetings[of as usize].date)),
            }
        };
        let pack = |meeting: &Meeting| Paper {
            file: format!("{GENERATED}{}-9-{}.pdf", meeting.id, meeting.date),
            meeting: meeting.id,
            label: "Agenda reports pack".into(),
            t: Some(10),
            s: None,
            b: None,
            item: None,
            inline: false,
            state: String::new(),
            by: None,
            welsh: false,
        };
        let papers = match meetings.is_empty() {
            true => Vec::new(),
            false => (0..documents).map(paper).chain(meetings.iter().map(pack)).collect(),
        };
        Self {
            council: "Measured Council".into(),
            urn: 89_999,
            committees,
            members: members(last),
            meetings,
            papers,
            letters: Vec::new(),
            decisions: Vec::new(),
        }
    }
}

/// Seven members a committee, of whom one is its chair.
fn members(last: Date) -> Vec<Member> {
    let from = last.saturating_sub(i64::try_from(DAYS).unwrap_or(0).days());
    let seat = |committee: u64, nth: u64| Seat {
        role: if nth == 0 { "Chair" } else { "Committee Member" }.into(),
        committee,
        from,
        until: None,
    };
    let member = |(committee, nth): (u64, u64)| Member {
        uid: committee * 100 + nth,
        name: format!("Councillor {} {}", FIRST_NAMES[nth as usize], LAST_NAMES[(committee - 1) as usize]),
        party: "Measured".into(),
        ward: format!("Ward {committee}"),
        terms: vec![seat(committee, nth)],
    };
    let places = (1..=COMMITTEES).flat_map(|committee| (0..FIRST_NAMES.len() as u64).map(move |nth| (committee, nth)));
    places.map(member).collect()
}

/// The bytes of a generated paper; `None` for the name of another.
pub(super) fn bytes(file: &str) -> Option<Vec<u8>> {
    let name = file.strip_prefix(GENERATED)?.strip_suffix(".pdf")?;
    let mut parts = name.splitn(3, '-');
    let (n, nth) = (parts.next()?.parse::<u64>().ok()?, parts.next()?.parse::<u64>().ok()?);
    let day = parts.next()?;
    let is_replaced = day.ends_with(REPLACED);
    let day: Date = day.trim_end_matches(REPLACED).parse().ok()?;
    Some(pdf(&if nth == 0 { minutes(n, day, is_replaced) } else { report(n) }))
}

/// Minutes as councils print them: five items, each with a question, an answer that undertakes something, a resolution.
fn minutes(n: u64, day: Date, is_replaced: bool) -> Vec<String> {
    let printed = if is_replaced { day.saturating_sub(1.day()) } else { day };
    let mut lines = vec![
        format!("MEASURED COMMITTEE {}", 1 + n % COMMITTEES),
        String::new(),
        printed.strftime("%-d %B %Y").to_string().to_uppercase(),
        String::new(),
        "PRESENT".into(),
        String::new(),
        "Councillor A. Measure (in the Chair).".into(),
        "Councillors B. Gauge and C. Tally.".into(),
    ];
    if is_replaced {
        lines.extend([String::new(), "These minutes replace those that were published first.".into()]);
    }
    for item in 1..=5 {
        let figure = n * 5 + item;
        lines.extend([
            String::new(),
            format!("{item}. MEASURED ITEM {item}"),
            String::new(),
            format!("Councillor Gauge asked when figure {figure} would be known. The Director of"),
            format!("Measures agreed to circulate figure {figure} before the next meeting."),
            String::new(),
            format!("RESOLVED: That figure {figure} be noted."),
        ]);
    }
    lines
}

fn report(n: u64) -> Vec<String> {
    vec![
        format!("Measured paper {n}"),
        String::new(),
        format!("The Committee is asked to consider report {n} on the measurement of things."),
        String::new(),
        format!("Figure {n} was measured in the year that the report is about, and again later."),
    ]
}

/// A PDF of one page with these lines.
fn pdf(lines: &[String]) -> Vec<u8> {
    let shown: String =
        lines.iter().map(|line| format!("({}) Tj T*\n", line.replace('(', "\\(").replace(')', "\\)"))).collect();
    let text = format!("BT /F1 11 Tf 60 790 Td 14 TL\n{shown}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for offset in &offsets {
        out.push_str(&format!("{offset:010} 00000 n \n"));
    }
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::super::Stage;
    use super::*;

    #[test]
    fn papers_differ_and_one_is_replaced() {
        let council = Council::generated(20, 200, "2025-02-17".parse().unwrap());
        let all = |stage| council.papers.iter().map(move |paper| council_bytes(paper.file_at(stage)));
        let (earlier, later): (Vec<_>, Vec<_>) = (all(Stage::Earlier).collect(), all(Stage::Later).collect());
        let distinct: std::collections::BTreeSet<_> = earlier.iter().collect();
        assert_eq!(distinct.len(), 220, "a pack for every meeting besides");
        assert_eq!(earlier.iter().zip(&later).filter(|(a, b)| a != b).count(), 1);
        assert_eq!(council.meetings.last().unwrap().date, "2025-02-17".parse().unwrap());
    }

    fn council_bytes(file: &str) -> Vec<u8> {
        bytes(file).unwrap_or_else(|| panic!("{file} is no generated paper"))
    }
}
