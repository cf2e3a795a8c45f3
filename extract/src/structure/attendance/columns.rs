//! Lists that stand side by side, each under its label.

use super::entry::is_list_like;
use super::label::{self, List};

/// The lists that a line of several labels heads, a column each.
pub fn headed(line: &str) -> Option<Vec<List>> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|c| !c.is_empty()).collect();
    let labels: Vec<List> =
        cells.iter().filter_map(|c| label::read(c).filter(|l| l.end == c.len())).map(|l| l.list).collect();
    (labels.len() > 1 && labels.len() == cells.len()).then_some(labels)
}

/// The entries in each cell of a row whose cells hold several lines each; `None` where there are not as many cells as
/// columns.
pub fn entries(printed: &[String], columns: usize) -> Option<Vec<Vec<String>>> {
    let text = printed.join("\n");
    let cells: Vec<&str> = text.split('\t').collect();
    if columns < 2 || printed.len() < 2 || cells.len() != columns {
        return None;
    }
    let entries = |cell: &str| cell.lines().filter(|l| is_list_like(l)).map(|l| l.trim().to_owned()).collect();
    Some(cells.into_iter().map(entries).collect())
}

/// The cells of a line with empty ones kept, so that each stays in its column.
pub fn cells(line: &str) -> Vec<&str> {
    line.split('\t').map(str::trim).collect()
}
