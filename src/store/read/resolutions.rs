//! What meetings resolved.

use super::select::{FROM_PAPER, PAPER, PAPER_COLUMNS, Paper};
use super::{Conditions, Rows, Scope, Slice, row};
use rusqlite::Connection;

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
        verb: String,
        /// Owner, JSON.
        owner: Option<String>,
        /// The owner's id, where identified.
        owner_person: Option<String>,
        /// By when, as printed.
        due_as_printed: Option<String>,
        /// The day that this means.
        due_on: Option<String>,
    }
}

/// A resolution and the paper that it stands in.
#[derive(Debug, Clone)]
pub struct Resolution {
    /// The paper.
    pub paper: Paper,
    /// Its own columns.
    pub own: Own,
}

/// What is asked of the list besides its scope.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Words of the owner's name or role, or ids of persons; OR-ed.
    pub owners: Vec<String>,
    /// Due on or before this day.
    pub due_before: Option<String>,
    /// Followed-up state, told from what was found later: `open`, `came_back`.
    pub statuses: Vec<String>,
}

const OWN: &str = "r.id, r.passage_id, r.n, r.text, r.verb, r.owner, r.owner_person, r.due_as_printed, r.due_on";

/// Lists resolutions by date, then in the order of their paper.
///
/// # Errors
/// The database's.
pub fn list(
    connection: &Connection,
    scope: &Scope,
    wanted: &Wanted,
    slice: Slice,
) -> rusqlite::Result<Rows<Resolution>> {
    let conditions = conditions(connection, scope, wanted)?;
    conditions.list(connection, &columns(), &tables(), ORDER, slice, read)
}

/// Hands every resolution of the list to `take` until it answers false.
///
/// # Errors
/// The database's.
pub fn each(
    connection: &Connection,
    scope: &Scope,
    wanted: &Wanted,
    take: impl FnMut(Resolution) -> bool,
) -> rusqlite::Result<()> {
    let conditions = conditions(connection, scope, wanted)?;
    conditions.each(connection, &columns(), &tables(), ORDER, Slice::ALL, read, take)
}

const ORDER: &str = "c.date IS NULL, c.date, r.document_id, r.component, r.seq, r.n";

fn columns() -> String {
    format!("{PAPER}, {OWN}")
}

fn tables() -> String {
    format!("resolution r {FROM_PAPER}")
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Resolution> {
    Ok(Resolution { paper: Paper::read(row)?, own: Own::read_from(row, PAPER_COLUMNS)? })
}

fn conditions(connection: &Connection, scope: &Scope, wanted: &Wanted) -> rusqlite::Result<Conditions> {
    let mut conditions = Conditions::default();
    conditions.scope(connection, scope)?;
    conditions.taken_from(scope);
    conditions.owned(&wanted.owners, wanted.due_before.as_deref());
    if !wanted.statuses.is_empty() {
        let taken_up =
            "CASE WHEN EXISTS (SELECT 1 FROM follow_up f WHERE f.row_id = r.id) THEN 'came_back' ELSE 'open' END";
        conditions.within(taken_up, &wanted.statuses);
    }
    Ok(conditions)
}
