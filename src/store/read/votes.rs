//! Motions that were put to the vote, carried or lost.

use super::select::{FROM_PAPER, PAPER, PAPER_COLUMNS, Paper};
use super::{Conditions, Rows, Scope, Slice, row};
use rusqlite::Connection;

row! {
    /// The columns of one vote.
    Own {
        /// Id.
        id: String,
        /// Source passage.
        passage_id: String,
        /// The motion.
        motion: String,
        /// Who moved it, as printed.
        mover: Option<String>,
        /// Who seconded it, as printed.
        seconder: Option<String>,
        /// What came of it.
        outcome: Option<String>,
        /// Who voted how, JSON.
        sides: String,
    }
}

/// A vote and the paper that it stands in.
#[derive(Debug, Clone)]
pub struct Vote {
    /// The paper.
    pub paper: Paper,
    /// Its own columns.
    pub own: Own,
}

const ORDER: &str = "c.date IS NULL, c.date, r.document_id, r.component, r.seq, r.id";
const OWN: &str = "r.id, r.passage_id, r.motion, r.mover, r.seconder, r.outcome, r.sides";

/// Lists votes by date, then in the order of their paper.
///
/// # Errors
/// The database's.
pub fn list(connection: &Connection, scope: &Scope, slice: Slice) -> rusqlite::Result<Rows<Vote>> {
    let conditions = conditions(connection, scope)?;
    conditions.list(connection, &columns(), &tables(), ORDER, slice, read)
}

/// Hands every vote of the list to `take` until it answers false.
///
/// # Errors
/// The database's.
pub fn each(connection: &Connection, scope: &Scope, take: impl FnMut(Vote) -> bool) -> rusqlite::Result<()> {
    let conditions = conditions(connection, scope)?;
    conditions.each(connection, &columns(), &tables(), ORDER, Slice::ALL, read, take)
}

fn columns() -> String {
    format!("{PAPER}, {OWN}")
}

fn tables() -> String {
    format!("vote r {FROM_PAPER}")
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Vote> {
    Ok(Vote { paper: Paper::read(row)?, own: Own::read_from(row, PAPER_COLUMNS)? })
}

fn conditions(connection: &Connection, scope: &Scope) -> rusqlite::Result<Conditions> {
    let mut conditions = Conditions::default();
    conditions.scope(connection, scope)?;
    conditions.taken_from(scope);
    Ok(conditions)
}
