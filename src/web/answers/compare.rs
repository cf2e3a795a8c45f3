//! Two people side by side: what each did, where both were, and how they voted where both are recorded by name.

use super::figures::Figures;
use super::people::PersonDetail;
use super::search::QueryEcho;
use super::votes::Vote;
use serde::Serialize;
use utoipa::ToSchema;

/// Two people, and the votes in which both are recorded.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Comparison {
    /// How the filters of the votes were understood.
    pub query: QueryEcho,
    /// The two, in the order in which they were asked for.
    pub people: Vec<PersonDetail>,
    /// Meetings at which both were.
    pub meetings_together: u64,
    /// Votes in which it is recorded by name how both voted.
    pub both_voted: u64,
    /// Those of them in which both voted the same way.
    pub same: u64,
    /// Those in which they did not.
    pub different: u64,
    /// The votes of this page, the latest first.
    pub results: Vec<SharedVote>,
    /// How many votes there are in the list.
    pub total: u64,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
    /// What the filters cover.
    pub coverage: Figures,
    /// The generation of the index that this comes from.
    pub generation: u64,
}

/// A vote in which both are recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SharedVote {
    /// How the two voted, in their order: `for`, `against` or `abstain`.
    pub sides: Vec<String>,
    /// The vote.
    #[serde(flatten)]
    pub vote: Vote,
}
