//! What an answer rests on: figures in every answer, and the lists behind them.

use super::figures::Figures;
use super::passage::Named;
use super::silence::Silence;
use super::source::SourceStatus;
use record::{FileState, PageState};
use serde::Serialize;
use utoipa::ToSchema;

/// Figures, and everything behind them by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CoverageLists {
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
    /// Meetings whose minutes are not held.
    pub meetings_without_minutes: Vec<MeetingWithoutMinutes>,
    /// Documents that are known but cannot be searched: locked, damaged, of a format that is not read, left alone for
    /// their ending, restricted, refused, withdrawn or held back.
    pub documents_not_searchable: Vec<UnsearchableDocument>,
    /// Documents of which some was not read: an attachment, a form, pages that are pictures, what stands behind damage.
    pub documents_read_in_part: Vec<UnsearchableDocument>,
    /// Pages without text that can be searched.
    pub unread_pages: Vec<UnreadPage>,
    /// Sources whose last crawl failed, with the reason.
    pub failing: Vec<SourceStatus>,
    /// Things that a source's system and the minutes of a meeting say differently; each meeting names its own.
    pub disagreements: u64,
    /// In how many meetings.
    pub meetings_with_disagreements: u64,
    /// What is missing where something used to come, of every source: what these filters cover may be less than it was.
    pub silences: Vec<Silence>,
    /// First and last date by committee and kind.
    pub spans: Vec<Span>,
    /// The generation of the index that this goes with.
    pub generation: u64,
}

/// A meeting whose minutes are not held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeetingWithoutMinutes {
    /// Its id.
    pub id: String,
    /// Its day.
    pub date: String,
    /// Committee.
    pub committee: String,
    /// As its source prints it.
    pub status: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
    /// Whether the source says that minutes are published; absent where it does not say.
    pub minutes_published: Option<bool>,
}

/// A document that cannot be searched, or not whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnsearchableDocument {
    /// Its id.
    pub id: String,
    /// Its title; absent for documents that are held back until a person has looked.
    pub title: Option<String>,
    /// Its file name; absent like the title.
    pub file_name: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
    /// Which of the states that `files` counts it is in.
    #[schema(value_type = String)]
    pub state: FileState,
    /// Why, in words.
    pub message: Option<String>,
}

/// A page without text that can be searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnreadPage {
    /// Document.
    pub document: String,
    /// Its title.
    pub title: String,
    /// Page, 1-based.
    pub page: u32,
    /// `no_text` (a picture) or `nonsense` (a text layer that is none).
    #[schema(value_type = String)]
    pub state: PageState,
    /// Where it is published.
    pub url: Option<String>,
}

/// First and last date of one kind of paper of one committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Span {
    /// Council.
    pub council: Option<String>,
    /// Committee.
    pub committee: Option<Named>,
    /// Kind.
    pub kind: String,
    /// How many papers.
    pub papers: u64,
    /// How many of them have no date that can be told.
    pub undated: u64,
    /// First date.
    pub first: Option<String>,
    /// Last date.
    pub last: Option<String>,
}
