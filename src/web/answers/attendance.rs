//! Who was at meetings, as a record: one row for each who is listed, and one for each meeting of which no list is held.

use super::passage::Named;
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody at a meeting, or a meeting of which it is not recorded who was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Attendance {
    /// The meeting.
    pub meeting: String,
    /// Its day.
    pub date: String,
    /// As its source prints it: a meeting that was cancelled has nobody there.
    pub status: Option<String>,
    /// Council.
    pub council: Named,
    /// Committee.
    pub committee: Named,
    /// `present`, `in_attendance`, `apologies`; `not_recorded` where no list of the meeting is held.
    pub presence: String,
    /// The name as it is printed; absent where nothing is recorded.
    pub as_printed: Option<String>,
    /// The name without title and post.
    pub name: Option<String>,
    /// The post beside the name.
    pub role: Option<String>,
    /// Whether they were in the chair.
    pub chair: Option<bool>,
    /// Whom that is, where it is known.
    pub person: Option<Named>,
    /// The document that lists them; absent where the source's own system does.
    pub document: Option<String>,
}
