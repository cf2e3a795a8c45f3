//! What was undertaken, and what took it up later.

use super::ReadTransaction;
use super::ledger::{self, InPaper, Order, OwnColumns};
use super::{Conditions, Rows, Scope, Slice, column as column_of, row};
use crate::store::CatalogueError;
use crate::store::json::Json;
use record::FollowUpStatus;
use rusqlite::Row;
use std::collections::HashMap;

row! {
    /// The columns of one undertaking.
    Own {
        /// Id.
        id: String,
        /// Source passage.
        passage_id: String,
        /// The sentence that is its evidence.
        text: String,
        /// What it rests on.
        basis: String,
        /// How binding its words are.
        strength: String,
        /// Owner, JSON.
        owner: Option<Json<record::Owner>>,
        /// The owner's id, where identified.
        owner_person: Option<String>,
        /// To whom, as printed.
        beneficiary: Option<String>,
        /// By when, as printed.
        due_as_printed: Option<String>,
        /// The day that this means.
        due_on: Option<String>,
        /// What the record shows of it since.
        status: FollowUpStatus,
        /// Later meetings of the committee that were searched.
        meetings_since: u32,
        /// The rule that found it.
        why: Option<String>,
    }
}

/// A commitment and the paper that it stands in.
pub type Commitment = InPaper<Own>;

row! {
    /// A later passage that takes up a commitment, resolution or improvement point.
    FollowUp {
        /// What it follows.
        row_id: String,
        /// The passage.
        passage_id: String,
        /// Its date.
        date: String,
        /// Why it was linked.
        why: String,
    }
}

/// What is asked of the list besides its scope; values of one filter are OR-ed.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of the owner's name or role, or ids of persons.
    pub owners: Vec<String>,
    /// What the record shows of it since.
    pub statuses: Vec<FollowUpStatus>,
    /// What it rests on.
    pub bases: Vec<String>,
    /// How binding its words are.
    pub strengths: Vec<String>,
    /// Due after this day.
    pub due_after: Option<String>,
    /// Due on or before this day.
    pub due_before: Option<String>,
    /// In which order.
    pub order: Order,
}

impl OwnColumns for Own {
    const TABLE: &'static str = "commitment";
    const COLUMNS: &'static str = "r.id, r.passage_id, r.text, r.basis, r.strength, r.owner, r.owner_person, r.beneficiary, \
     r.due_as_printed, r.due_on, r.status, r.meetings_since, r.why";

    fn from_row(row: &Row<'_>, from: usize) -> rusqlite::Result<Self> {
        Self::read_from(row, from)
    }
}

/// Lists commitments by date, then in the order of their paper.
///
/// # Errors
/// The database's.
pub fn list(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    slice: Slice,
) -> Result<Rows<Commitment>, CatalogueError> {
    Ok(ledger::list(catalogue, &conditions(catalogue, scope, filter)?, filter.order, slice)?)
}

/// Hands every commitment of the list to `take` until it answers false.
///
/// # Errors
/// The database's.
pub fn each(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    take: impl FnMut(Commitment) -> bool,
) -> Result<(), CatalogueError> {
    Ok(ledger::each(catalogue, &conditions(catalogue, scope, filter)?, filter.order, take)?)
}

/// What a commitment may be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// What the record shows of it since.
    Status,
    /// What it rests on.
    Basis,
    /// The committee whose paper it stands in; empty where none is known.
    Committee,
}

/// How many commitments have each value; a filter on that value itself is left aside.
///
/// # Errors
/// The database's.
pub fn counts(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    by: By,
) -> Result<HashMap<String, u64>, CatalogueError> {
    let (mut scope, mut filter) = (scope.clone(), filter.clone());
    let column = match by {
        By::Status => {
            filter.statuses.clear();
            "r.status"
        }
        By::Basis => {
            filter.bases.clear();
            "r.basis"
        }
        By::Committee => {
            scope.committees.clear();
            "coalesce(c.committee_id, '')"
        }
    };
    let mut counts = HashMap::new();
    let conditions = conditions(catalogue, &scope, &filter)?.grouped(column);
    ledger::each_of::<Own, _>(
        catalogue,
        &conditions,
        &format!("{column}, count(*)"),
        column,
        |row| Ok((row.get::<_, String>(0)?, column_of(row, 1)?)),
        |(value, n)| counts.insert(value, n).is_none(),
    )?;
    Ok(counts)
}

/// What took up these rows later, in date order.
///
/// # Errors
/// The database's.
pub fn follow_ups(catalogue: &ReadTransaction, row_ids: &[&str]) -> Result<Vec<FollowUp>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT row_id, passage_id, date, why FROM follow_up \
         WHERE row_id IN (SELECT value FROM json_each(?)) ORDER BY row_id, date, passage_id",
    )?;
    let rows = statement.query_map([serde_json::json!(row_ids).to_string()], |row| FollowUp::read_from(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn conditions(catalogue: &ReadTransaction, scope: &Scope, filter: &Filter) -> rusqlite::Result<Conditions> {
    let mut conditions = Conditions::default();
    conditions.scope(catalogue, scope)?;
    conditions.taken_from(scope);
    conditions.owned(&filter.owners, filter.due_before.as_deref());
    if let Some(day) = &filter.due_after {
        conditions.with("r.due_on > ?", day.clone());
    }
    conditions.one_of("r.status", &filter.statuses);
    conditions.one_of("r.basis", &filter.bases);
    conditions.one_of("r.strength", &filter.strengths);
    Ok(conditions)
}
