//! Who was at meetings: by meeting, the latest first, and how often each was there.

use super::address::Address;
use super::fields::{day, text};
use super::ledger::exports;
use super::listing::{ListPage, Listed, draw_list};
use super::{Drawn, Shell, words};
use crate::web::answers::Attendance;
use crate::web::params::{AttendanceRequest, Number, PageSize, PagingParams, Params};
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
    list: Listed<Attendance>,
    /// Whether rows stand on pages before this one.
    goes_on: bool,
    total: u64,
    exports: Vec<(&'static str, String)>,
}

impl ListPage for Page {
    type Row = Attendance;

    fn list(&mut self) -> &mut Listed<Attendance> {
        &mut self.list
    }
}

/// A meeting with those who are listed.
struct Sitting<'a> {
    /// A row of it.
    row: &'a Attendance,
    /// Words of the list with those under them; nothing where no list is held.
    lists: Vec<(&'static str, Vec<&'a Attendance>)>,
    /// Whether rows of it may stand on another page, so that those of this page are not counted.
    goes_on: bool,
}

/// The words of a list, in the order in which they are shown.
const LISTS: [(&str, &str); 3] =
    [("present", "Present"), ("in_attendance", "In attendance"), ("apologies", "Apologies")];

/// Rows of a page: a name each, so that some meetings go onto it.
const ROWS: PageSize = Number(100);

pub async fn list(State(app): State<App>, Params(request): Params<AttendanceRequest>) -> Drawn {
    let today = jiff::Zoned::now().date();
    app.answer(move |context| {
        let here = Address::new("/attendance", &request);
        let rows = |paging| queries::attendance(context, &AttendanceRequest { paging, ..request.clone() }, today);
        let page_size = request.paging.page_size.or(Some(ROWS));
        let found = rows(PagingParams { page_size, ..request.paging.clone() })?;
        let page = Page {
            shell: Shell::new("Attendance", "/meetings"),
            committee: text(request.place.committee.first()),
            person: text(request.attendance.person.first()),
            since: day(request.place.since),
            until: day(request.place.until),
            goes_on: request.paging.cursor.is_some(),
            total: found.total,
            list: Listed::new(found, &here),
            exports: exports(&here.at("/api/v1/attendance"), |request| &mut request.format),
        };
        draw_list(page, &here, &request.paging, |paging| Ok(rows(paging)?.next))
    })
    .await
}

impl Page {
    /// Rows of one meeting together.
    fn meetings(&self) -> Vec<Sitting<'_>> {
        let mut sittings: Vec<Sitting<'_>> = Vec::new();
        for row in &self.list.rows {
            if sittings.last().is_none_or(|last| last.row.meeting != row.meeting) {
                sittings.push(Sitting { row, lists: Vec::new(), goes_on: false });
            }
            let Some(sitting) = sittings.last_mut().filter(|_| row.presence != NOT_RECORDED) else { continue };
            let label = LISTS.iter().find(|(word, _)| *word == row.presence).map_or("Listed", |(_, label)| label);
            match sitting.lists.iter_mut().find(|(of, _)| *of == label) {
                Some((_, list)) => list.push(row),
                None => sitting.lists.push((label, vec![row])),
            }
        }
        if let Some(first) = sittings.first_mut() {
            first.goes_on = self.goes_on;
        }
        if let Some(last) = sittings.last_mut() {
            last.goes_on |= self.list.next.is_some();
        }
        sittings
    }

    /// Meetings of this page of which no list is held.
    fn not_recorded(&self) -> u64 {
        self.list.rows.iter().filter(|row| row.presence == NOT_RECORDED).count() as u64
    }
}
