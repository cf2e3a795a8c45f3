//! Who was at meetings, list by list.

use super::{Catalogue, CatalogueError};
use record::{Appearance, MeetingId};
use rusqlite::params;

/// Keeps who was at a meeting, as one paper (or with an empty document the source's system) lists them.
///
/// # Errors
/// SQLite refuses.
pub fn keep(
    catalogue: &Catalogue,
    document: &str,
    component: u32,
    meeting: &MeetingId,
    listed: &[Appearance],
) -> Result<(), CatalogueError> {
    catalogue
        .prepare_cached("DELETE FROM attendance WHERE document_id = ?1 AND component = ?2 AND meeting_id = ?3")?
        .execute(params![document, component, meeting.as_str()])?;
    let mut insert = catalogue.prepare_cached(
        "INSERT INTO attendance (document_id, component, meeting_id, pos, presence, as_printed, name, role, councillor,
             chair, source_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (pos, row) in listed.iter().enumerate() {
        insert.execute(params![
            document,
            component,
            meeting.as_str(),
            pos as i64,
            row.presence.as_str(),
            row.as_printed,
            row.name,
            row.role,
            row.councillor,
            row.chair,
            row.source_id,
        ])?;
    }
    Ok(())
}
