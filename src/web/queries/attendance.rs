//! Who was at meetings, as a record.

use super::ReadContext;
use super::paging::List;
use super::place::scope;
use crate::store::read::{Slice, attendance as read};
use crate::web::answers::{Attendance, Named, Page};
use crate::web::error::Problem;
use crate::web::params::{AttendanceRequest, Text};
use crate::web::stream::Sink;
use jiff::civil::Date;

/// What a row says where no list of its meeting is held.
pub const NOT_RECORDED: &str = "not_recorded";

impl Attendance {
    fn from_row(row: read::Entry) -> Self {
        Self {
            meeting: row.meeting_id,
            date: row.held_on,
            status: row.status,
            council: Named { id: row.council_id, name: row.council },
            committee: Named { id: row.committee_id, name: row.committee },
            presence: row.presence.unwrap_or_else(|| NOT_RECORDED.to_owned()),
            as_printed: row.as_printed,
            name: row.name,
            role: row.role,
            chair: row.chair,
            person: Named::pair(row.person_id, row.person),
            document: row.document_id.filter(|document| !document.is_empty()),
        }
    }
}

/// One page of it, by day, up to today.
///
/// # Errors
/// A cursor that is out of date.
pub fn attendance(
    context: &ReadContext<'_>,
    request: &AttendanceRequest,
    today: Date,
) -> Result<Page<Attendance>, Problem> {
    let (scope, people, today) = (scope(&request.place), Text::list(&request.attendance.person), today.to_string());
    List::new("/api/v1/attendance", request, &request.paging).page(context, |slice| {
        Ok(read::list(context.catalogue, &scope, &people, &today, slice)?.map(Attendance::from_row))
    })
}

/// Sends every row; false when nobody reads any more.
///
/// # Errors
/// The catalogue fails.
pub fn stream_attendance(
    context: &ReadContext<'_>,
    request: &AttendanceRequest,
    today: Date,
    sink: &mut Sink,
) -> Result<bool, Problem> {
    let (scope, people, today) = (scope(&request.place), Text::list(&request.attendance.person), today.to_string());
    sink.begin(Some(read::list(context.catalogue, &scope, &people, &today, Slice::NONE)?.total));
    read::each(context.catalogue, &scope, &people, &today, |row| sink.row(&Attendance::from_row(row)))?;
    Ok(!sink.is_left())
}
