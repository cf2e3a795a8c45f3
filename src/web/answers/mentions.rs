//! Every occurrence of what was asked for, as flat rows: by the page, or streamed.

use super::figures::Figures;
use super::search::{QueryEcho, RouteCount, Totals};
use serde::Serialize;
use utoipa::ToSchema;

/// One occurrence of what was asked for: a flat row, the same in JSON, NDJSON and CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Mention {
    /// Date of its component.
    pub date: Option<String>,
    /// Council.
    pub council: Option<String>,
    /// Committee.
    pub committee: Option<String>,
    /// Meeting.
    pub meeting_id: Option<String>,
    /// Kind of paper.
    pub kind: String,
    /// Agenda item, number and title as printed.
    pub item: Option<String>,
    /// Speaker: the name where somebody was identified, else as printed.
    pub speaker: Option<String>,
    /// The person.
    pub person_id: Option<String>,
    /// Their office.
    pub role: Option<String>,
    /// How the speaker is known.
    pub attribution: String,
    /// What the passage does.
    pub act: String,
    /// About 80 characters before.
    pub before: String,
    /// The words as printed.
    #[serde(rename = "match")]
    pub matched: String,
    /// About 80 characters after.
    pub after: String,
    /// 1-based page of the file.
    pub page: u32,
    /// Where the file is published.
    pub url: Option<String>,
    /// The same, at the page.
    pub page_url: Option<String>,
    /// File name as published.
    pub file_name: String,
    /// Document.
    pub document_id: String,
    /// Passage.
    pub passage_id: String,
    /// How safely: `sure` or `likely`; absent where nobody is known to speak.
    pub certainty: Option<String>,
    /// The rule or weights that decided who speaks.
    pub why: Option<String>,
    /// With `related`, where it says the same in other words: the route.
    pub route: Option<String>,
    /// And why that is taken to say the same.
    pub route_why: Option<String>,
}

/// A page of mentions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MentionAnswer {
    /// How the question was understood.
    pub query: QueryEcho,
    /// Mentions in date order, undated ones last; with `related`, those in other words behind them, nearest route first.
    pub results: Vec<Mention>,
    /// How many there are in all.
    pub total: u64,
    /// Exact totals of mentions, passages, documents and meetings.
    pub totals: Totals,
    /// With `related`: how many passages say the same in other words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related: Option<u64>,
    /// And how many of them by each route, nearest first; a passage counts once, under its nearest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<RouteCount>,
    /// What the filters cover.
    pub coverage: Figures,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
    /// The generation of the index that this comes from.
    pub generation: u64,
}
