//! What resolutions, commitments and votes have in common: each row stands in a paper, and lists of them go by the
//! paper's date, then in its order.

use super::ReadTransaction;
use super::select::{Conditions, FROM_PAPER, PAPER, PAPER_COLUMNS, Paper, Rows, Slice};
use rusqlite::Row;

/// In which order rows are listed; within it, as they stand in their papers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By the paper's date, the first one first.
    #[default]
    Oldest,
    /// By the paper's date, the last one first.
    Newest,
    /// The other way round than the oldest first, within a paper too.
    Last,
    /// By the day that they are due, those without one last; the last paper first.
    Due,
    /// By the owner's name, those without one last; the last paper first.
    Owner,
}

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
    fn from_row(row: &Row<'_>, from: usize) -> rusqlite::Result<Self>;
}

/// Lists what meets the conditions.
pub(super) fn list<Own: OwnColumns>(
    catalogue: &ReadTransaction,
    conditions: &Conditions,
    order: Order,
    slice: Slice,
) -> rusqlite::Result<Rows<InPaper<Own>>> {
    conditions.list(catalogue, &columns::<Own>(), &tables::<Own>(), &sorted::<Own>(order), slice, from_row)
}

/// Hands all that meets the conditions to `take` until it answers false.
pub(super) fn each<Own: OwnColumns>(
    catalogue: &ReadTransaction,
    conditions: &Conditions,
    order: Order,
    take: impl FnMut(InPaper<Own>) -> bool,
) -> rusqlite::Result<()> {
    conditions.each(catalogue, &columns::<Own>(), &tables::<Own>(), &sorted::<Own>(order), Slice::ALL, from_row, take)
}

/// Hands other columns of what meets the conditions to `take` until it answers false.
pub(super) fn each_of<Own: OwnColumns, T>(
    catalogue: &ReadTransaction,
    conditions: &Conditions,
    columns: &str,
    order: &str,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
    take: impl FnMut(T) -> bool,
) -> rusqlite::Result<()> {
    conditions.each(catalogue, columns, &tables::<Own>(), order, Slice::ALL, read, take)
}

fn columns<Own: OwnColumns>() -> String {
    format!("{PAPER}, {}", Own::COLUMNS)
}

fn tables<Own: OwnColumns>() -> String {
    format!("{} r {FROM_PAPER}", Own::TABLE)
}

/// The name of a row's owner: of the person where one was identified, else as the paper has it.
const OWNER: &str = "coalesce((SELECT w.name FROM person w WHERE w.id = r.owner_person), r.owner ->> 'name', \
     r.owner ->> 'role', r.owner ->> 'as_printed')";

fn sorted<Own: OwnColumns>(order: Order) -> String {
    let newest = "c.date IS NULL, c.date DESC";
    if let Order::Last = order {
        return format!("{newest}, r.document_id DESC, r.component DESC, r.seq DESC, {} DESC", Own::LAST);
    }
    let first = match order {
        Order::Oldest => "c.date IS NULL, c.date".to_owned(),
        Order::Newest | Order::Last => newest.to_owned(),
        Order::Due => format!("r.due_on IS NULL, r.due_on, {newest}"),
        Order::Owner => format!("{OWNER} IS NULL, lower({OWNER}), {newest}"),
    };
    format!("{first}, r.document_id, r.component, r.seq, {}", Own::LAST)
}

fn from_row<Own: OwnColumns>(row: &Row<'_>) -> rusqlite::Result<InPaper<Own>> {
    Ok(InPaper { paper: Paper::from_row(row)?, own: Own::from_row(row, PAPER_COLUMNS)? })
}
