//! What changed in the answer to a question since an earlier generation of the index.

use super::passage::Passage;
use super::search::QueryEcho;
use serde::Serialize;
use utoipa::ToSchema;

/// The changes of an answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Changes {
    /// How the question was understood.
    pub query: QueryEcho,
    /// The generation that was compared with.
    pub since_generation: u64,
    /// The generation now: ask with it next time.
    pub generation: u64,
    /// This page.
    pub results: Vec<Change>,
    /// How many changes in all.
    pub total: u64,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
}

/// One passage that came, changed or went.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Change {
    /// `added`, `changed` or `gone`.
    pub what: String,
    /// The generation that made the change.
    pub generation: String,
    /// Id of the passage.
    pub passage_id: String,
    /// The passage: as it is now, or as it last was where it is gone. Absent where it may not be told any more: whoever
    /// keeps something under this id is to remove it, whatever was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
}
