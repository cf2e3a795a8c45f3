//! What is missing where something used to come.

use super::ReadContext;
use crate::store::read::silences as read;
use crate::web::answers::{Named, Silence};
use crate::web::error::Problem;

impl Silence {
    fn from_row(row: read::Silence) -> Self {
        Self {
            id: row.id,
            source: row.source,
            kind: row.kind,
            committee: Named::pair(row.committee_id, row.committee),
            meeting: row.meeting_id,
            since: row.since,
            message: row.message,
            noticed_at: row.noticed_at,
            ended_at: row.ended_at,
        }
    }
}

/// What is missing now.
///
/// # Errors
/// The catalogue fails.
pub fn silences(context: &ReadContext<'_>) -> Result<Vec<Silence>, Problem> {
    Ok(read::open(context.catalogue)?.into_iter().map(Silence::from_row).collect())
}

/// What was missing lately, whether it still is or not, the newest first.
///
/// # Errors
/// The catalogue fails.
pub fn latest_silences(context: &ReadContext<'_>, most: u64) -> Result<Vec<Silence>, Problem> {
    Ok(read::latest(context.catalogue, most)?.into_iter().map(Silence::from_row).collect())
}
