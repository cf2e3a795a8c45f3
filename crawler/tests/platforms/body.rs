//! A made-up body and its papers: what every platform's twin draws in its own way.

use jiff::ToSpan;
use jiff::civil::{Date, Time, date, time};

/// The day of the first visit: meetings lie before and after it.
pub const NOON: &str = "2025-09-15T12:00:00Z";

pub fn today() -> Date {
    date(2025, 9, 15)
}

pub const COMMITTEES: [&str; 4] =
    ["Planning Committee", "Works and Highways Committee", "Full Council", "Licensing Board"];

/// The board that the calendars of some platforms leave out.
pub const BOARD: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Agenda,
    Minutes,
    Report,
}

#[derive(Debug, Clone)]
pub struct Paper {
    pub id: u64,
    pub what: What,
    pub title: String,
    /// Comes between the first and the later visit.
    pub late: bool,
    /// Goes then.
    pub goes: bool,
}

#[derive(Debug, Clone)]
pub struct Meeting {
    pub id: u64,
    pub committee: usize,
    /// The committee's name.
    pub name: &'static str,
    pub on: Date,
    pub at: Time,
    pub place: &'static str,
    pub cancelled: bool,
    pub papers: Vec<Paper>,
}

/// Fourteen months, December to January among them; two meetings of one body on a day; one that was cancelled; some to come.
pub fn meetings() -> Vec<Meeting> {
    let mut out = Vec::new();
    let mut id = 500;
    for month in 0..14 {
        let first = date(2024, 10, 1).checked_add(month.months()).unwrap();
        for committee in 0..COMMITTEES.len() {
            let on = first.checked_add((2 + 7 * i64::try_from(committee).unwrap()).days()).unwrap();
            if committee == BOARD && month % 3 != 0 {
                continue;
            }
            id += 1;
            out.push(meeting(id, committee, on, time(18, 30, 0, 0)));
            if committee == 1 && month == 5 {
                id += 1;
                out.push(meeting(id, committee, on, time(10, 0, 0, 0)));
            }
        }
    }
    if let Some(off) = out.iter_mut().find(|meeting| meeting.on == date(2025, 5, 10)) {
        off.cancelled = true;
        off.papers.retain(|paper| paper.what == What::Agenda);
    }
    out
}

fn meeting(id: u64, committee: usize, on: Date, at: Time) -> Meeting {
    let today = today();
    let mut papers = Vec::new();
    let mut add = |n: u64, what: What, title: &str| {
        papers.push(Paper { id: id * 10 + n, what, title: title.to_owned(), late: false, goes: false });
    };
    // Agendas come a week before, minutes three weeks after.
    if on <= today.checked_add(7.days()).unwrap() {
        add(1, What::Agenda, "Agenda");
        if committee != BOARD {
            add(2, What::Report, "Report on bridges & culverts");
        }
    }
    if on <= today {
        add(3, What::Minutes, "Minutes");
    }
    let recent = on > today.checked_sub(21.days()).unwrap();
    for paper in &mut papers {
        paper.late = recent && paper.what == What::Minutes;
        paper.goes = paper.what == What::Report && on == date(2025, 8, 10);
    }
    Meeting { id, committee, name: COMMITTEES[committee], on, at, place: "Council Chamber", cancelled: false, papers }
}

/// What the committees are called, by their latest meetings.
pub fn names(meetings: &[Meeting]) -> [&'static str; 4] {
    let mut names = COMMITTEES;
    meetings.iter().for_each(|meeting| names[meeting.committee] = meeting.name);
    names
}

impl Meeting {
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The papers that are published before or after the change.
    pub fn published(&self, later: bool) -> impl Iterator<Item = &Paper> {
        self.papers.iter().filter(move |paper| if paper.late { later } else { !(paper.goes && later) })
    }
}

impl Paper {
    pub fn pdf(&self) -> Vec<u8> {
        format!("%PDF-1.7\npaper {} of the made-up body\n", self.id).into_bytes()
    }

    pub fn page(&self) -> Vec<u8> {
        format!("<html><body><div class=\"AgendaItem\">paper {} of the made-up body</div></body></html>", self.id)
            .into_bytes()
    }
}

/// The number that a paper's bytes carry, whatever their form.
pub fn number(bytes: &[u8]) -> Option<u64> {
    let text = String::from_utf8_lossy(bytes);
    let (_, rest) = text.split_once("paper ")?;
    rest.split(' ').next()?.parse().ok()
}
