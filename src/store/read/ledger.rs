//! What resolutions, commitments and votes have in common: each row stands in a paper, and lists of them go by the
//! paper's date, then in its order.

use super::select::{FROM_PAPER, PAPER, PAPER_COLUMNS, Paper};
use super::{Conditions, Rows, Slice};
use rusqlite::{Connection, Row};

/// A row with the paper that it stands in.
#[derive(Debug, Clone)]
pub struct InPaper<Own> {
    /// The paper.
    pub paper: Paper,
    /// The row's own columns.
    pub own: Own,
}

/// The columns of one sort of row.
pub(super) trait OwnColumns: Sized {
    /// Its table.
    const TABLE: &'static str;
    /// Its columns, of a table called `r`.
    const COLUMNS: &'static str;
    /// What tells apart rows of one passage.
    const LAST: &'static str = "r.id";

    /// Reads the columns, which begin at `from`.
    fn read(row: &Row<'_>, from: usize) -> rusqlite::Result<Self>;
}

/// Lists what meets the conditions.
pub(super) fn list<Own: OwnColumns>(
    connection: &Connection,
    conditions: &Conditions,
    slice: Slice,
) -> rusqlite::Result<Rows<InPaper<Own>>> {
    conditions.list(connection, &columns::<Own>(), &tables::<Own>(), &order::<Own>(), slice, read)
}

/// Hands all that meets the conditions to `take` until it answers false.
pub(super) fn each<Own: OwnColumns>(
    connection: &Connection,
    conditions: &Conditions,
    take: impl FnMut(InPaper<Own>) -> bool,
) -> rusqlite::Result<()> {
    conditions.each(connection, &columns::<Own>(), &tables::<Own>(), &order::<Own>(), Slice::ALL, read, take)
}

/// Hands other columns of what meets the conditions to `take` until it answers false.
pub(super) fn each_of<Own: OwnColumns, T>(
    connection: &Connection,
    conditions: &Conditions,
    columns: &str,
    order: &str,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
    take: impl FnMut(T) -> bool,
) -> rusqlite::Result<()> {
    conditions.each(connection, columns, &tables::<Own>(), order, Slice::ALL, read, take)
}

fn columns<Own: OwnColumns>() -> String {
    format!("{PAPER}, {}", Own::COLUMNS)
}

fn tables<Own: OwnColumns>() -> String {
    format!("{} r {FROM_PAPER}", Own::TABLE)
}

fn order<Own: OwnColumns>() -> String {
    format!("c.date IS NULL, c.date, r.document_id, r.component, r.seq, {}", Own::LAST)
}

fn read<Own: OwnColumns>(row: &Row<'_>) -> rusqlite::Result<InPaper<Own>> {
    Ok(InPaper { paper: Paper::read(row)?, own: Own::read(row, PAPER_COLUMNS)? })
}
