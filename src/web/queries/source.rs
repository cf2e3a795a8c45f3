//! The state of one configured source.

use crate::store::read::status as read;
use crate::web::answers::SourceStatus;

impl SourceStatus {
    /// A row of the catalogue.
    pub fn from_row(row: read::Source) -> Self {
        Self {
            name: row.name,
            kind: row.kind,
            state: row.state,
            message: row.message,
            last_started_at: row.last_started_at,
            last_ok_at: row.last_ok_at,
            problems: row.problems,
        }
    }
}
