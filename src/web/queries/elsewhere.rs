//! In which other documents the statements of a document were published.

use super::passage::{page_address, web_address};
use super::{MeetingRef, Named, ReadContext};
use crate::store::read::{self, Elsewhere as Row};
use crate::web::error::Problem;
use serde::Serialize;
use utoipa::ToSchema;

/// Another document that says some of the same, or is the same file at another address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Elsewhere {
    /// Its id.
    pub document: String,
    /// Its title.
    pub title: String,
    /// File name as published.
    pub file_name: String,
    /// Kind of the whole file.
    pub kind: String,
    /// Date of its first component.
    pub date: Option<String>,
    /// Committee.
    pub committee: Option<Named>,
    /// Meeting that it was published for.
    pub meeting: Option<MeetingRef>,
    /// Whether it is the same file, byte for byte.
    pub same_file: bool,
    /// How many passages of the document that was asked for stand in it too.
    pub passages: u64,
    /// Its first page with one of them.
    pub page: u32,
    /// Where it is published; absent for files of a folder.
    pub url: Option<String>,
    /// The same, at the page.
    pub page_url: Option<String>,
}

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
