//! In which other documents the statements of a document were published.

use super::ReadContext;
use super::passage::{page_address, web_address};
use crate::store::read::{self, Elsewhere as Row};
use crate::web::answers::{Elsewhere, MeetingRef, Named};
use crate::web::error::Problem;

/// The other documents, the same file first, then those that share most.
pub(super) fn elsewhere(context: &ReadContext<'_>, id: &str) -> Result<Vec<Elsewhere>, Problem> {
    Ok(read::elsewhere(context.catalogue, id)?.into_iter().map(Elsewhere::from_row).collect())
}

impl Elsewhere {
    fn from_row(row: Row) -> Self {
        Self {
            url: web_address(row.url.as_deref()),
            page_url: page_address(row.url.as_deref(), row.media_type.as_deref(), row.page),
            committee: Named::pair(row.committee_id, row.committee),
            meeting: row.meeting_id.map(|id| MeetingRef { id, date: row.held_on }),
            document: row.id,
            title: row.title,
            file_name: row.file_name,
            kind: row.kind,
            date: row.date,
            same_file: row.same_file,
            passages: row.passages,
            page: row.page,
        }
    }
}
