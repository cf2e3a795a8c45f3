//! What was asked while a job runs: done between two of its steps.

use super::bring_up::bring_up_to_date;
use super::forget::attend_in_tables;
use super::{Quiet, Report, Setting, index};
use crate::store::{Store, requests};
use record::DocumentId;

/// Does what was asked while a job runs, between two of its steps, and brings the index up to date with it. Gives the
/// documents that were meant.
///
/// # Errors
/// The store cannot be asked or written to.
pub fn attend(store: &mut Store, setting: Setting<'_>) -> anyhow::Result<Vec<DocumentId>> {
    let done = attend_in_tables(store)?;
    if requests::waits_for_index(store.paths())? {
        let quiet = Setting { progress: &Quiet, ..setting };
        bring_up_to_date(store, quiet, &mut Report::default(), index::Extent::Changed)?;
    }
    Ok(done)
}
