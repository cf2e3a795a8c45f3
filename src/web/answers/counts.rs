//! A search counted: mentions over time, and who says it most.

use super::figures::Figures;
use super::passage::Named;
use super::search::{QueryEcho, RouteCount};
use serde::Serialize;
use utoipa::ToSchema;

/// Mentions over time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Timeline {
    /// How the question was understood.
    pub query: QueryEcho,
    /// Every period between the first and the last, in order; passages without a date last, without a period.
    pub results: Vec<Step>,
    /// How many rows.
    pub total: u64,
    /// Always absent: the list is whole.
    pub next: Option<String>,
    /// What the filters cover.
    pub coverage: Figures,
    /// The generation of the index that this comes from.
    pub generation: u64,
}

/// One period.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Step {
    /// `2022`, `2022-Q1` or `2022-02`.
    pub period: Option<String>,
    /// Mentions.
    pub mentions: u64,
    /// Passages with one.
    pub passages: u64,
    /// Words of all passages within the filters.
    pub words: u64,
    /// Mentions per 10,000 of those words.
    pub per_10_000_words: f64,
    /// With `related`: how many further passages say the same in other words, by route; each counts once, under its nearest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<RouteCount>,
}

/// Who says it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Speakers {
    /// How the question was understood.
    pub query: QueryEcho,
    /// Everyone on this page, most mentions first.
    pub results: Vec<SpeakerCount>,
    /// How many people in all.
    pub total: u64,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
    /// What the filters cover.
    pub coverage: Figures,
    /// The generation of the index that this comes from.
    pub generation: u64,
}

/// How often somebody says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpeakerCount {
    /// The person, where identified.
    pub person: Option<Named>,
    /// Name, or the words as printed where nobody was identified.
    pub name: String,
    /// Mentions.
    pub mentions: u64,
    /// Passages.
    pub passages: u64,
    /// Of these mentions, those in passages where it is only likely, not sure, that they speak.
    pub likely_mentions: u64,
    /// Of these passages, those where it is only likely, not sure, that they speak.
    pub likely_passages: u64,
    /// Date of the first.
    pub first: Option<String>,
    /// Date of the last.
    pub last: Option<String>,
}
