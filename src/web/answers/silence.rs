//! What is missing where something used to come.

use super::passage::Named;
use serde::Serialize;
use utoipa::ToSchema;

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Silence {
    /// Its id.
    pub id: String,
    /// The source.
    pub source: String,
    /// `no_papers`, `late_minutes`, `no_meetings`, `less_than_before`, `moved`, `other_platform`, `refused` or `failing`.
    pub kind: String,
    /// The committee, where it is not the whole source.
    pub committee: Option<Named>,
    /// Id of the meeting, where it is one.
    pub meeting: Option<String>,
    /// The day from which on something is missing.
    pub since: String,
    /// In words.
    pub message: String,
    /// When it was noticed.
    pub noticed_at: String,
    /// When it was over; absent while it lasts.
    pub ended_at: Option<String>,
}
