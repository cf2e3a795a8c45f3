//! Inspection letters and reports: what was visited, who came, what they judged, and what followed.

use super::ledger::FollowUp;
use super::passage::{DocumentRef, Named};
use record::LetterKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An inspection letter or report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Letter {
    /// Its id.
    pub id: String,
    /// Its subject line.
    pub title: String,
    /// `focused_visit`, `monitoring_visit`, `inspection`, `jtai`, `area_send`, `single_inspection` or `letter`.
    #[schema(value_type = String)]
    pub kind: LetterKind,
    /// Its own date.
    pub date: Option<String>,
    /// To whom it is addressed, as printed.
    pub addressee: Option<String>,
    /// When the inspectors came.
    pub visit: Option<Visit>,
    /// Who they were.
    pub inspectors: Vec<Inspector>,
    /// What they judged.
    pub judgements: Vec<Judgement>,
    /// What they want improved, and what took that up later.
    pub improvement_points: Vec<ImprovementPoint>,
    /// Council that it is about.
    pub council: Option<Named>,
    /// The file that it stands in.
    pub document: DocumentRef,
    /// The file's component that it is.
    pub component: u32,
    /// First page, 1-based, of the file.
    pub page: u32,
}

/// The days of an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Visit {
    /// First day.
    pub from: String,
    /// Last day.
    pub until: String,
    /// The words.
    pub as_printed: String,
}

/// One inspector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Inspector {
    /// Name as printed.
    pub name: String,
    /// Whether the paper calls them the lead inspector.
    pub lead: bool,
}

/// One judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Judgement {
    /// What was judged.
    pub area: String,
    /// The grade.
    pub grade: String,
}

/// One thing that an inspection asks to be improved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImprovementPoint {
    /// Place in its list, from 1.
    pub n: u32,
    /// Its words.
    pub text: String,
    /// Its passage.
    pub passage: Option<String>,
    /// The page of the file that it stands on, from 1.
    pub page: Option<u32>,
    /// Where that page is published.
    pub page_url: Option<String>,
    /// Later passages of the council's committees that take it up, until the next letter.
    pub followed_by: Vec<FollowUp>,
}
