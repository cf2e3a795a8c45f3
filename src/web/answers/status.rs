//! What is held and how fresh it is, per source and kind; and what went wrong.

use super::documents::DocumentProblem;
use super::figures::Figures;
use super::silence::Silence;
use super::source::SourceStatus;
use record::{DocumentState, RunOutcome};
use serde::Serialize;
use utoipa::ToSchema;

/// The state of the record.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Status {
    /// Version of this program.
    pub version: String,
    /// Generation of the index.
    pub generation: u64,
    /// Passages in the index, copies included.
    pub passages: u64,
    /// Figures over everything.
    pub coverage: Figures,
    /// Every configured source.
    pub sources: Vec<SourceStatus>,
    /// What is missing where something used to come.
    pub silences: Vec<Silence>,
    /// What is held, by source, kind and state.
    pub held: Vec<HeldKind>,
    /// The last run of each job.
    pub runs: Vec<Run>,
    /// Every problem on record, newest first.
    pub problems: Vec<DocumentProblem>,
}

/// Documents of one source, kind and state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldKind {
    /// Source.
    pub source: String,
    /// Kind.
    pub kind: String,
    /// State.
    #[schema(value_type = String)]
    pub state: DocumentState,
    /// Documents.
    pub documents: u64,
    /// Pages.
    pub pages: u64,
    /// Those without text that can be searched.
    pub pages_without_text: u64,
    /// First date.
    pub first: Option<String>,
    /// Last date.
    pub last: Option<String>,
}

/// One run of a job.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Run {
    /// Which job.
    pub job: String,
    /// When it began.
    pub started_at: String,
    /// When it ended; absent: under way, or killed.
    pub finished_at: Option<String>,
    /// `done`, `failed_in_part` or `failed`.
    #[schema(value_type = Option<String>)]
    pub outcome: Option<RunOutcome>,
    /// Its report.
    pub report: serde_json::Value,
}
