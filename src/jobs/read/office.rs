//! Files in formats that nothing here reads, read by way of LibreOffice: behind everything else, and dear.

use super::document::{Rolls, context, keep};
use super::report::ReadReport;
use crate::jobs::{Setting, attend};
use crate::store::Store;
use crate::store::catalogue::{documents, runs, takedown};
use crate::worker::{Sort, Workers};
use jiff::Timestamp;
use record::ProblemCode;

/// Reads those that have not been tried yet, one after another.
///
/// # Errors
/// The catalogue cannot be asked or written to, or no worker can be started.
pub fn read_files(store: &mut Store, setting: Setting<'_>, report: &mut ReadReport) -> anyhow::Result<()> {
    let due = documents::of_other_formats(store.catalogue(), setting.source)?;
    store.write(|t| runs::no_longer_at_all(t, "read", ProblemCode::OfficeMissing))?;
    if due.is_empty() {
        return Ok(());
    }
    if !Workers::can_read_by_office() {
        let message = format!(
            "[read] office is true, but LibreOffice (soffice) is not installed: {} documents wait for it",
            due.len()
        );
        tracing::warn!("{message}");
        return Ok(store.write(|t| {
            runs::problem(t, None, None, "read", ProblemCode::OfficeMissing, &message, Timestamp::now())
        })?);
    }
    setting.progress.begin("reading by LibreOffice", Some(due.len() as u64));
    let before = report.files_read_by_office;
    let mut rolls = Rolls::default();
    let mut workers = Workers::default();
    for document in due {
        attend::attend(store, setting)?;
        if takedown::is_forgotten(store.catalogue(), &document.id)? {
            continue;
        }
        let context = context(store, &document, &mut rolls)?;
        match workers.read_by_office(&store.archive().path(&document.hash)?, &context)? {
            Some(Ok(reading)) => {
                report.files_read_by_office += 1;
                // The file itself is of the sort that it was.
                let media_type = documents::media_type(store.catalogue(), &document.id)?;
                keep(store, &document, &reading, &Sort { media_type, charset: None })?;
            }
            Some(Err(problem)) => store.write(|t| {
                let place = Some((&document.id, None));
                runs::problem(t, None, place, "read", problem.code, &problem.message, Timestamp::now())
            })?,
            None => {}
        }
        store.write(|t| documents::tried_otherwise(t, &document.id, &document.hash))?;
        setting.progress.step(1);
    }
    setting.progress.end(&format!("read {} files by LibreOffice", report.files_read_by_office - before));
    Ok(())
}
