//! Motions that were put to the vote, and how members voted.

use super::ledger::Source;
use record::VoteOutcome;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A motion that was put, carried or lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Vote {
    /// Its id.
    pub id: String,
    /// The motion.
    pub motion: String,
    /// Who moved it, as printed.
    pub mover: Option<String>,
    /// Who seconded it, as printed.
    pub seconder: Option<String>,
    /// `carried`, `lost`, `withdrawn`, ...
    #[schema(value_type = Option<String>)]
    pub outcome: Option<VoteOutcome>,
    /// In favour.
    pub r#for: Side,
    /// Against.
    pub against: Side,
    /// Abstaining.
    pub abstain: Side,
    /// The rule that found it, by name.
    pub why: Option<String>,
    /// The paper that it stands in.
    #[serde(flatten)]
    pub source: Source,
}

/// One side of a vote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Side {
    /// How many, as printed; where only names are printed, how many names.
    pub count: Option<u32>,
    /// Who.
    pub names: Vec<SidePerson>,
}

/// Somebody who voted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct SidePerson {
    /// Name as printed.
    pub as_printed: String,
    /// The person's id, where identified.
    pub person: Option<String>,
}

/// How somebody voted, as far as that is recorded by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct VoteTally {
    /// Votes in which they are recorded: as voting, moving or seconding.
    pub total: u64,
    /// In favour.
    pub r#for: u64,
    /// Against.
    pub against: u64,
    /// Abstaining.
    pub abstain: u64,
}
