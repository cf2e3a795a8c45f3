//! Meetings: when and where, who was there, what was dealt with, what is published, and what is missing.

use super::documents::Document;
use super::passage::Named;
use serde::Serialize;
use utoipa::ToSchema;

/// A meeting. The lists are there only where one meeting is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Meeting {
    /// Its id.
    pub id: String,
    /// Council.
    pub council: Named,
    /// Committee.
    pub committee: Named,
    /// Its day.
    pub date: String,
    /// When it began.
    pub starts_at: Option<String>,
    /// When it ended.
    pub ended_at: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// As its source prints it.
    pub status: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
    /// Whether its minutes are held and read.
    pub has_minutes: bool,
    /// Documents published for it.
    pub documents_count: u64,
    /// Resolutions found.
    pub resolutions_count: u64,
    /// Commitments found in its minutes.
    pub commitments_count: u64,
    /// When anything about it last changed.
    pub modified_at: String,
    /// Members who were there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present: Option<Vec<Attendee>>,
    /// Others who were there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_attendance: Option<Vec<Attendee>>,
    /// Who sent apologies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apologies: Option<Vec<Attendee>>,
    /// Agenda items in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<MeetingItem>>,
    /// Documents published for it, or with a component that records it or went to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Vec<Document>>,
    /// What is not held, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Vec<Missing>>,
    /// Where its sources disagree, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disagreements: Option<Vec<String>>,
    /// The committee's meeting before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Neighbour>,
    /// The committee's meeting after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Neighbour>,
    /// Where to go on.
    pub links: MeetingLinks,
}

/// Where to go on from a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeetingLinks {
    /// The meeting itself, in the API.
    #[serde(rename = "self")]
    pub itself: String,
    /// The page of this site about it.
    pub page: String,
    /// What it resolved.
    pub resolutions: String,
    /// What was undertaken in its minutes and papers.
    pub commitments: String,
    /// Its votes.
    pub votes: String,
    /// Its minutes as Akoma Ntoso.
    pub akoma_ntoso: String,
}

/// Somebody on an attendance list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Attendee {
    /// The name without titles and offices; the full name where the person is identified.
    pub name: String,
    /// The entry as printed.
    pub as_printed: String,
    /// Office or post.
    pub role: Option<String>,
    /// Whether they chaired this meeting.
    pub chair: bool,
    /// Whether it is an elected member.
    pub councillor: bool,
    /// Who it is, where identified.
    pub person: Option<Named>,
}

/// One agenda item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeetingItem {
    /// Number as printed.
    pub number: Option<String>,
    /// The agenda's number where the minutes print another.
    pub agenda_number: Option<String>,
    /// Title as printed.
    pub title: String,
    /// The document that it was read in.
    pub document: String,
    /// First page on which something of it stands.
    pub page: Option<u32>,
    /// Its first passage.
    pub passage: Option<String>,
    /// The papers that its source publishes under it.
    pub papers: Vec<Named>,
}

/// Something that is not held of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Missing {
    /// `minutes`, `minutes_not_published`, `restricted_paper` or `document`.
    pub what: String,
    /// In words.
    pub message: String,
}

/// A meeting of the same committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Neighbour {
    /// Its id.
    pub id: String,
    /// Its day.
    pub date: String,
}
