//! A council of any size, for measurements: ten committees, ten years of meetings, printed minutes and reports with words
//! of their own. Papers are made when they are asked for, so that a large council costs no more memory than its lists.

use super::council::{Committee, Council, Meeting, Member, Paper, Seat};
use super::generated_papers::{COMMITTEES, GENERATED, REPLACED};
use jiff::ToSpan;
use jiff::civil::Date;

const FIRST_NAMES: [&str; 7] = ["Ada", "Ben", "Cora", "Dev", "Esme", "Finn", "Gwen"];
/// Members of one committee share a last name.
const LAST_NAMES: [&str; COMMITTEES as usize] =
    ["Measure", "Gauge", "Tally", "Rule", "Scale", "Yard", "Ounce", "Peck", "Fathom", "Furlong"];
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

#[cfg(test)]
mod tests {
    use super::super::Stage;
    use super::super::generated_papers::bytes;
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
