//! People: their offices over time, and everything that they said, asked, presented, moved and undertook.

use super::passage::Named;
use super::votes::VoteTally;
use serde::Serialize;
use utoipa::ToSchema;

/// A person, known within one council's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Person {
    /// Its id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Council.
    pub council: Named,
    /// Forms of the name in print.
    pub printed_as: Vec<String>,
    /// Party.
    pub party: Option<String>,
    /// Ward.
    pub ward: Option<String>,
    /// Where their source publishes about them.
    pub url: Option<String>,
    /// Passages that they say.
    pub passages: u64,
    /// Those of them where it is only likely, not sure, that they speak.
    pub likely_passages: u64,
    /// Meetings that they were at.
    pub meetings: u64,
    /// When anything about them last changed.
    pub modified_at: String,
}

/// A person with offices, and counts of what is theirs with the way to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonDetail {
    /// The person.
    #[serde(flatten)]
    pub person: Person,
    /// Offices over time; an unknown end is absent.
    pub offices: Vec<Office>,
    /// What they said, by what it does: questions, answers, statements, presentations.
    pub acts: Vec<ActCount>,
    /// Commitments that they undertook, plans and requests too.
    pub commitments: u64,
    /// Those of them that bind, as the page of commitments counts: promises, requests that were agreed to, decisions and
    /// logged actions.
    pub binding_commitments: u64,
    /// Resolutions that they are to carry out.
    pub resolutions: u64,
    /// Motions that they moved.
    pub moved: u64,
    /// Meetings that they were present at as a member.
    pub present: u64,
    /// Meetings that they attended otherwise.
    pub in_attendance: u64,
    /// Meetings that they sent apologies to.
    pub apologies: u64,
    /// Their committees, the latest first, and how often they were there.
    pub committees: Vec<InCommittee>,
    /// How they voted, where that is recorded by name.
    pub votes: VoteTally,
    /// Where to go on.
    pub links: PersonLinks,
}

/// Somebody's time in one committee, as its attendance lists tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct InCommittee {
    /// Committee.
    pub committee: Named,
    /// The first meeting on whose list they stand.
    pub first: String,
    /// The last one.
    pub last: String,
    /// Meetings at which they were present as a member.
    pub present: u64,
    /// Meetings that they attended otherwise.
    pub in_attendance: u64,
    /// Meetings to which they sent apologies.
    pub apologies: u64,
    /// Meetings from the first to the last one whose list is held and does not name them.
    pub not_listed: u64,
    /// Meetings from the first to the last one of which no list is held: whether they were there is not known.
    pub not_recorded: u64,
}

/// An office and its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Office {
    /// What it is called.
    pub role: String,
    /// Committee, for a seat.
    pub committee: Option<Named>,
    /// First day that it is known of.
    pub from: Option<String>,
    /// Last day that it is known of.
    pub until: Option<String>,
    /// What that rests on: `membership`, `attendance` or `speech`.
    pub basis: String,
}

/// How many passages of one sort are somebody's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ActCount {
    /// What the passages do.
    pub act: String,
    /// How many.
    pub passages: u64,
    /// In how many of them it is only likely, not sure, that they speak.
    pub likely: u64,
    /// Date of the first.
    pub first: Option<String>,
    /// Date of the last.
    pub last: Option<String>,
    /// Those passages.
    pub link: String,
}

/// Where to go on from a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonLinks {
    /// The person, in the API.
    #[serde(rename = "self")]
    pub itself: String,
    /// The page of this site about them.
    pub page: String,
    /// Everything that they said.
    pub passages: String,
    /// What they undertook.
    pub commitments: String,
    /// What they are to carry out.
    pub resolutions: String,
    /// Votes in which they are recorded.
    pub votes: String,
}
