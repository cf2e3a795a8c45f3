//! Motions that were put to the vote, carried or lost.

use super::ledger::{self, InPaper, OwnColumns};
use super::{Conditions, Rows, Scope, Slice, row};
use rusqlite::{Connection, Row};

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
        /// The rule that found it.
        why: Option<String>,
    }
}

/// A vote and the paper that it stands in.
pub type Vote = InPaper<Own>;

impl OwnColumns for Own {
    const TABLE: &'static str = "vote";
    const COLUMNS: &'static str = "r.id, r.passage_id, r.motion, r.mover, r.seconder, r.outcome, r.sides, r.why";

    fn read(row: &Row<'_>, from: usize) -> rusqlite::Result<Self> {
        Self::read_from(row, from)
    }
}

/// Lists votes by date, then in the order of their paper.
///
/// # Errors
/// The database's.
pub fn list(connection: &Connection, scope: &Scope, slice: Slice) -> rusqlite::Result<Rows<Vote>> {
    ledger::list(connection, &conditions(connection, scope)?, slice)
}

/// Hands every vote of the list to `take` until it answers false.
///
/// # Errors
/// The database's.
pub fn each(connection: &Connection, scope: &Scope, take: impl FnMut(Vote) -> bool) -> rusqlite::Result<()> {
    ledger::each(connection, &conditions(connection, scope)?, take)
}

fn conditions(connection: &Connection, scope: &Scope) -> rusqlite::Result<Conditions> {
    let mut conditions = Conditions::default();
    conditions.scope(connection, scope)?;
    conditions.taken_from(scope);
    Ok(conditions)
}
