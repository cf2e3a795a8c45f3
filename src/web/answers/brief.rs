//! A brief: the turning points of what was asked for, in order of time, each a quotation with its page.
//!
//! The same record gives the same bytes: nothing here looks at the clock.

use super::figures::Figures;
use super::passage::{Item, MeetingRef, Named};
use super::search::{QueryEcho, Totals};
use serde::Serialize;
use utoipa::ToSchema;

/// A brief of what was asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Brief {
    /// How the question was understood.
    pub query: QueryEcho,
    /// Exact totals of all that was found; the brief shows a part of it.
    pub total: Totals,
    /// The turning points, first ones first; those without a date last.
    pub results: Vec<TurningPoint>,
    /// How many there are of each sort, and how many of them are shown.
    pub counts: Vec<TurningCount>,
    /// What the filters cover.
    pub coverage: Figures,
    /// The generation of the index that this comes from.
    pub generation: u64,
}

/// One turning point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TurningPoint {
    /// What happened: `first_said`, `first_asked`, `promised`, `due`, `resolved`, `voted`, `reported`, `inspectors_said`,
    /// `last_said`; several where one passage is all of them.
    pub what: Vec<String>,
    /// When: the date of the paper; of what is due, the day on which it is.
    pub date: Option<String>,
    /// The words, at most 240 characters around what was asked for.
    pub quotation: String,
    /// Who says, promises or moves it: the name where somebody was identified, else as printed.
    pub who: Option<String>,
    /// Whether it is only likely, not sure, that this is who.
    pub likely: bool,
    /// More of it: by when as printed, what came of a motion, why a later passage was linked.
    pub note: Option<String>,
    /// Agenda item.
    pub item: Option<Item>,
    /// Committee.
    pub committee: Option<Named>,
    /// Meeting that the paper records or went to.
    pub meeting: Option<MeetingRef>,
    /// Kind of paper.
    pub kind: String,
    /// The file's title.
    pub document_title: String,
    /// The file.
    pub document: String,
    /// 1-based page of the file.
    pub page: Option<u32>,
    /// Where that page is published.
    pub page_url: Option<String>,
    /// The passage.
    pub passage: String,
}

/// How many turning points of one sort there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TurningCount {
    /// The sort.
    pub what: String,
    /// All that the record has. Of days that are due and of what took something up later, those of what is shown as
    /// promised and resolved; a presentation that took something up counts as both.
    pub total: u64,
    /// How many of them stand in the brief: the first and the last ones.
    pub shown: u64,
}
