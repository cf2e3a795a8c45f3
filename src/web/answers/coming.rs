//! Coming meetings: their agendas, and which items touch what was asked for, what was undertaken, or a person.

use super::figures::Figures;
use super::ledger::Commitment;
use super::meetings::{Meeting, MeetingItem};
use super::passage::Named;
use super::search::QueryEcho;
use serde::Serialize;
use utoipa::ToSchema;

/// Coming meetings, the next one first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Coming {
    /// First day that was looked at.
    pub since: String,
    /// Last day that was looked at.
    pub until: String,
    /// How `q` was understood.
    pub query: QueryEcho,
    /// Whose names and offices were looked for.
    pub people: Vec<Named>,
    /// The meetings of this page.
    pub results: Vec<ComingMeeting>,
    /// How many meetings there are in all.
    pub total: u64,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
    /// What is held of these days, so that “no item” can be believed.
    pub coverage: Figures,
    /// The generation of the index that this comes from.
    pub generation: u64,
}

/// A meeting to come.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComingMeeting {
    /// The meeting.
    #[serde(flatten)]
    pub meeting: Meeting,
    /// Whether its agenda is published: by what its source says, or because one is held.
    pub has_agenda: bool,
    /// The agenda's items, in order.
    pub agenda: Vec<ComingItem>,
    /// What touches it in papers that belong to no item that could be told.
    pub elsewhere: Vec<Touch>,
    /// Undertakings to this committee that fall due after its meeting before and by this one, and were not reported done.
    pub falling_due: Vec<Commitment>,
}

/// An item of an agenda.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComingItem {
    /// The item.
    #[serde(flatten)]
    pub item: MeetingItem,
    /// What touches it, in the order of the papers.
    pub touched_by: Vec<Touch>,
}

/// Words of an agenda or its papers that touch something, with their page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Touch {
    /// What is touched: `query`, `person`, `commitment`, `resolution` or `improvement_point`.
    pub what: String,
    /// Why that is said.
    pub why: String,
    /// The words, at most 240 characters.
    pub quotation: String,
    /// The passage.
    pub passage: String,
    /// The file.
    pub document: String,
    /// Its title.
    pub document_title: String,
    /// 1-based page of the file.
    pub page: u32,
    /// Where that page is published.
    pub page_url: Option<String>,
    /// The person, commitment or resolution.
    pub id: Option<String>,
    /// The words of the commitment or resolution.
    pub undertaken: Option<String>,
    /// The passage in which those stand.
    pub source: Option<String>,
}
