//! Lists that stand side by side, each under its label.

use super::Reader;
use super::entry::is_list_like;
use super::label::{self, List};

impl Reader {
    /// A line of several labels heads as many columns.
    pub(super) fn heads_columns(&mut self, line: &str) -> bool {
        let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|c| !c.is_empty()).collect();
        let labels: Vec<List> =
            cells.iter().filter_map(|c| label::read(c).filter(|l| l.end == c.len())).map(|l| l.list).collect();
        let heads = labels.len() > 1 && labels.len() == cells.len();
        if heads {
            self.lists.extend(labels.iter().map(|list| (*list, Vec::new())));
            self.open = labels;
        }
        heads
    }

    /// Puts a row whose cells hold several lines each under the lists that head them.
    pub(super) fn put_cells(&mut self, printed: &[String]) -> bool {
        let text = printed.join("\n");
        let cells: Vec<&str> = text.split('\t').collect();
        if self.open.len() < 2 || printed.len() < 2 || cells.len() != self.open.len() {
            return false;
        }
        for (cell, list) in cells.into_iter().zip(self.open.clone()) {
            cell.lines().filter(|line| is_list_like(line)).for_each(|line| self.put_in(list, line.trim(), false));
        }
        true
    }
}

/// The cells of a line with empty ones kept, so that each stays in its column.
pub(super) fn columns(line: &str) -> Vec<&str> {
    line.split('\t').map(str::trim).collect()
}
