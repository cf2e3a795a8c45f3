//! Searches, timelines and who says it: questions of one shape, whose answers are counted exactly.

use super::figures::Figures;
use super::passage::Passage;
use crate::web::error::Ignored;
use serde::Serialize;
use utoipa::ToSchema;

/// How a question was understood.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct QueryEcho {
    /// The query as typed.
    pub q: String,
    /// First day.
    pub since: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// The query and its filters in words.
    pub understood: String,
    /// What was not read as written.
    pub ignored: Vec<Ignored>,
    /// What was cut (the forms that a prefix stands for, a time limit), in words; empty when the answer is whole.
    pub cut: Vec<String>,
    /// What a name that nothing is called by probably meant.
    pub hints: Vec<String>,
}

/// How much was found. Exact.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct Totals {
    /// Occurrences of what was asked for.
    pub mentions: u64,
    /// Passages.
    pub passages: u64,
    /// Documents.
    pub documents: u64,
    /// Meetings.
    pub meetings: u64,
}

/// The answer to a search.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchAnswer {
    /// How it was understood.
    pub query: QueryEcho,
    /// Exact totals; passages that say it in other words are not in them.
    pub total: Totals,
    /// With `related=true`: how many passages say the same in other words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related: Option<u64>,
    /// The same by route, nearest first; each passage counts once, under its nearest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<RouteCount>,
    /// What the filters cover, so that “nothing found” can be believed.
    pub coverage: Figures,
    /// This page.
    pub results: Vec<Passage>,
    /// Counts by value, with `facets=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
    /// The generation of the index that this comes from.
    pub generation: u64,
    /// Milliseconds that it took.
    pub took_ms: f64,
}

/// How many passages came by one route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RouteCount {
    /// The route, as `related=` takes it.
    pub route: String,
    /// Passages.
    pub passages: u64,
}

/// Counts by value; every value with a passage.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Facets {
    /// By year.
    pub year: Vec<Facet>,
    /// By committee.
    pub committee: Vec<Facet>,
    /// By council.
    pub council: Vec<Facet>,
    /// By speaker.
    pub speaker: Vec<Facet>,
    /// By kind.
    pub kind: Vec<Facet>,
    /// By act.
    pub act: Vec<Facet>,
    /// By certainty of the speaker; passages that nobody says are in none.
    pub certainty: Vec<Facet>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Facet {
    /// What the filter takes; absent for passages that have no such value.
    pub value: Option<String>,
    /// What people read.
    pub label: String,
    /// Passages.
    pub passages: u64,
    /// Mentions.
    pub mentions: u64,
    /// Of a speaker: in how many of these passages it is only likely, not sure, that they speak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likely: Option<u64>,
}
