//! Who was at meetings: by meeting, the latest first, and how often each was there.

use super::address::Address;
use super::fields::{day, text};
use super::ledger::exports;
use super::{Drawn, Shell, draw, words};
use crate::web::answers::Attendance;
use crate::web::params::{AttendanceRequest, Params};
use crate::web::queries::{self, NOT_RECORDED};
use crate::web::state::App;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "attendance.html")]
struct Page {
    shell: Shell,
    committee: String,
    person: String,
    since: String,
    until: String,
    meetings: Vec<Sitting>,
    not_recorded: usize,
    total: u64,
    next: Option<String>,
    exports: Vec<(&'static str, String)>,
}

/// A meeting with those who are listed.
struct Sitting {
    id: String,
    date: String,
    committee: String,
    status: Option<String>,
    /// Words of the list with those under them; nothing where no list is held.
    lists: Vec<(&'static str, Vec<Attendance>)>,
}

/// The words of a list, in the order in which they are shown.
const LISTS: [(&str, &str); 3] =
    [("present", "Present"), ("in_attendance", "In attendance"), ("apologies", "Apologies")];

pub async fn list(State(app): State<App>, Params(request): Params<AttendanceRequest>) -> Drawn {
    let today = jiff::Zoned::now().date();
    let page = app
        .answer(move |context| {
            let here = Address::new("/attendance", &request);
            let found = queries::attendance(context, &request, today)?;
            let meetings = sittings(found.results);
            Ok(Page {
                shell: Shell::new("Attendance", "/meetings"),
                committee: text(request.place.committee.first()),
                person: text(request.attendance.person.first()),
                since: day(request.place.since),
                until: day(request.place.until),
                not_recorded: meetings.iter().filter(|meeting| meeting.lists.is_empty()).count(),
                meetings,
                total: found.total,
                next: found.next.map(|cursor| here.next_page(cursor)),
                exports: exports(&here.at("/api/v1/attendance"), |request| &mut request.format),
            })
        })
        .await?;
    draw(&page)
}

/// Rows of one meeting together.
fn sittings(rows: Vec<Attendance>) -> Vec<Sitting> {
    let mut sittings: Vec<Sitting> = Vec::new();
    for row in rows {
        if sittings.last().is_none_or(|last| last.id != row.meeting) {
            sittings.push(Sitting {
                id: row.meeting.clone(),
                date: row.date.clone(),
                committee: row.committee.name.clone(),
                status: row.status.clone(),
                lists: Vec::new(),
            });
        }
        let Some(sitting) = sittings.last_mut().filter(|_| row.presence != NOT_RECORDED) else { continue };
        let label = LISTS.iter().find(|(word, _)| *word == row.presence).map_or("Listed", |(_, label)| label);
        match sitting.lists.iter_mut().find(|(of, _)| *of == label) {
            Some((_, list)) => list.push(row),
            None => sitting.lists.push((label, vec![row])),
        }
    }
    sittings
}
