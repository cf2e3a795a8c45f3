//! The state of one configured source.

use record::SourceState;
use serde::Serialize;
use utoipa::ToSchema;

/// One configured source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SourceStatus {
    /// Name.
    pub name: String,
    /// As the configuration names it: `moderngov`, `cmis`, `links` ...
    pub kind: String,
    /// `never`, `ok`, `failing` or `refused`.
    #[schema(value_type = String)]
    pub state: SourceState,
    /// That in words.
    pub message: Option<String>,
    /// When its last crawl began.
    pub last_started_at: Option<String>,
    /// When its last good crawl ended.
    pub last_ok_at: Option<String>,
    /// Problems on record.
    pub problems: u64,
}
