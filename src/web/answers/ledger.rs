//! Rows taken from papers: what was resolved, what was undertaken, and what became of it.

use super::passage::{DocumentRef, Item, MeetingRef, Named, PersonRef};
use record::{FollowUpStatus, ResolutionVerb};
use serde::Serialize;
use utoipa::ToSchema;

/// The paper that a row was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Source {
    /// Agenda item.
    pub item: Option<Item>,
    /// Meeting that the paper records or went to.
    pub meeting: Option<MeetingRef>,
    /// Council.
    pub council: Option<Named>,
    /// Committee.
    pub committee: Option<Named>,
    /// Date of the paper.
    pub date: Option<String>,
    /// Kind of paper.
    pub kind: String,
    /// The file.
    pub document: DocumentRef,
    /// Source passage.
    pub passage: String,
    /// 1-based page of the file.
    pub page: Option<u32>,
    /// Where that page is published.
    pub url: Option<String>,
}

/// Who is to do something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Owner {
    /// The words that name them.
    pub as_printed: Option<String>,
    /// Whom we take that to be.
    pub person: Option<PersonRef>,
    /// Their office.
    pub role: Option<String>,
    /// How person and office were found, as for a speaker; absent where only the words are known.
    pub attribution: Option<String>,
}

/// By when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Due {
    /// The words.
    pub as_printed: String,
    /// The day that they mean, where one can be told.
    pub date: Option<String>,
}

/// A later passage that takes something up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FollowUp {
    /// The passage.
    pub passage: String,
    /// Its date.
    pub date: String,
    /// Why it was linked.
    pub why: String,
}

/// One numbered part of what a meeting resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Resolution {
    /// Its id.
    pub id: String,
    /// Its words, without number and without the word RESOLVED.
    pub text: String,
    /// Its place within its block, from 1.
    pub n: u32,
    /// `resolved`, `recommended`, `agreed` or `noted`.
    #[schema(value_type = String)]
    pub verb: ResolutionVerb,
    /// Who is to do it.
    pub owner: Option<Owner>,
    /// By when.
    pub due: Option<Due>,
    /// `came_back` where a later passage takes it up, else `open`.
    #[schema(value_type = String)]
    pub status: FollowUpStatus,
    /// What took it up later.
    pub followed_by: Vec<FollowUp>,
    /// The rule that found it, by name.
    pub why: Option<String>,
    /// The paper that it stands in.
    #[serde(flatten)]
    pub source: Source,
}

/// One undertaking. Its status says what was and was not seen, never that a promise was broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Commitment {
    /// Its id.
    pub id: String,
    /// The sentence that is its evidence.
    pub text: String,
    /// What it rests on.
    pub basis: String,
    /// `firm` or `soft`.
    pub strength: String,
    /// Who undertook it.
    pub owner: Option<Owner>,
    /// To whom, as printed.
    pub beneficiary: Option<String>,
    /// By when.
    pub due: Option<Due>,
    /// `open`, `came_back`, `reported_done` or `not_seen_again`.
    #[schema(value_type = String)]
    pub status: FollowUpStatus,
    /// How many later meetings of the committee were searched for it.
    pub meetings_since: u32,
    /// What took it up later.
    pub followed_by: Vec<FollowUp>,
    /// The rule that found it, by name.
    pub why: Option<String>,
    /// The paper that it stands in.
    #[serde(flatten)]
    pub source: Source,
}
