//! What meetings resolved.

use super::ReadTransaction;
use super::ledger::{self, InPaper, Order, OwnColumns};
use super::{Conditions, Rows, Scope, Slice, row};
use crate::store::CatalogueError;
use crate::store::json::Json;
use record::{FollowUpStatus, ResolutionVerb};
use rusqlite::Row;

row! {
    /// One numbered part of a resolution.
    Own {
        /// Id.
        id: String,
        /// Source passage.
        passage_id: String,
        /// Place within its block, from 1.
        n: u32,
        /// Its words.
        text: String,
        /// The verb of its block.
        verb: ResolutionVerb,
        /// Owner, JSON.
        owner: Option<Json<record::Owner>>,
        /// The owner's id, where identified.
        owner_person: Option<String>,
        /// By when, as printed.
        due_as_printed: Option<String>,
        /// The day that this means.
        due_on: Option<String>,
        /// The rule that found it.
        why: Option<String>,
    }
}

/// A resolution and the paper that it stands in.
pub type Resolution = InPaper<Own>;

/// What is asked of the list besides its scope.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of the owner's name or role, or ids of persons; OR-ed.
    pub owners: Vec<String>,
    /// Due on or before this day.
    pub due_before: Option<String>,
    /// Followed-up state, told from what was found later: `open`, `came_back`.
    pub statuses: Vec<FollowUpStatus>,
    /// In which order.
    pub order: Order,
}

impl OwnColumns for Own {
    const TABLE: &'static str = "resolution";
    const COLUMNS: &'static str =
        "r.id, r.passage_id, r.n, r.text, r.verb, r.owner, r.owner_person, r.due_as_printed, r.due_on, r.why";
    const LAST: &'static str = "r.n";

    fn from_row(row: &Row<'_>, from: usize) -> rusqlite::Result<Self> {
        Self::read_from(row, from)
    }
}

/// Lists resolutions by date, then in the order of their paper.
///
/// # Errors
/// The database's.
pub fn list(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    slice: Slice,
) -> Result<Rows<Resolution>, CatalogueError> {
    Ok(ledger::list(catalogue, &conditions(catalogue, scope, filter)?, filter.order, slice)?)
}

/// Hands every resolution of the list to `take` until it answers false.
///
/// # Errors
/// The database's.
pub fn each(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    take: impl FnMut(Resolution) -> bool,
) -> Result<(), CatalogueError> {
    Ok(ledger::each(catalogue, &conditions(catalogue, scope, filter)?, filter.order, take)?)
}

fn conditions(catalogue: &ReadTransaction, scope: &Scope, filter: &Filter) -> rusqlite::Result<Conditions> {
    let mut conditions = Conditions::default();
    conditions.scope(catalogue, scope)?;
    conditions.taken_from(scope);
    conditions.owned(&filter.owners, filter.due_before.as_deref());
    if !filter.statuses.is_empty() {
        let taken_up =
            "CASE WHEN EXISTS (SELECT 1 FROM follow_up f WHERE f.row_id = r.id) THEN 'came_back' ELSE 'open' END";
        conditions.within(taken_up, &filter.statuses);
    }
    Ok(conditions)
}
