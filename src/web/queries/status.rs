//! What is held and how fresh it is, per source and kind; and what went wrong.

use super::{ReadContext, figures, silences};
use crate::store::read::{Scope, status as read};
use crate::web::answers::{DocumentProblem, HeldKind, Run, SourceStatus, Status};
use crate::web::error::Problem;

/// Everything that is known about the state of the record.
///
/// # Errors
/// The catalogue fails.
pub fn status(context: &ReadContext<'_>) -> Result<Status, Problem> {
    Ok(Status {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        generation: context.index.generation(),
        passages: context.index.passages(),
        coverage: figures(context, &Scope::default())?,
        sources: read::sources(context.catalogue)?.into_iter().map(SourceStatus::from_row).collect(),
        silences: silences(context)?,
        held: read::held(context.catalogue)?
            .into_iter()
            .map(|row| HeldKind {
                source: row.source,
                kind: row.kind,
                state: row.state,
                documents: row.documents,
                pages: row.pages,
                pages_without_text: row.pages_without_text,
                first: row.first,
                last: row.last,
            })
            .collect(),
        runs: read::last_runs(context.catalogue)?
            .into_iter()
            .map(|row| Run {
                job: row.job,
                started_at: row.started_at,
                finished_at: row.finished_at,
                outcome: row.outcome,
                report: serde_json::from_str(&row.report).unwrap_or(serde_json::Value::String(row.report)),
            })
            .collect(),
        problems: read::problems(context.catalogue)?.into_iter().map(DocumentProblem::from_row).collect(),
    })
}
