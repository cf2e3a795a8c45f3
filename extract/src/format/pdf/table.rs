//! Rows of tables that are not drawn and whose cells are wrapped: painted cell by cell, they come as lines that jump up to the right.

use super::lines::{Row, Segment};

/// Lines of the tallest cell that is folded into its row. A taller one may as well be a column of prose.
const TALLEST: usize = 8;

/// Folds the lines of wrapped cells into the rows that they belong to.
pub fn fold(lines: Vec<Row>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::with_capacity(lines.len());
    for line in lines {
        if line.table().is_some() {
            out.push(line);
            continue;
        }
        if let Some(top) = row_beside(&out, &line) {
            let below = out.split_off(top + 1);
            if let Some(row) = out.last_mut() {
                below.into_iter().for_each(|part| append(row, part));
                row.foot = row.foot.max(line.foot);
                row.cells.extend(line.cells);
            }
            continue;
        }
        match out.last_mut() {
            Some(row) if goes_on_in_last_cell(row, &line) => append(row, line),
            _ => out.push(line),
        }
    }
    out
}

/// The row among the last lines whose first baseline is this line's and which lies wholly to its left, with
/// everything painted since.
fn row_beside(out: &[Row], line: &Row) -> Option<usize> {
    let last = out.last()?;
    let em = line.size();
    if line.y() > last.foot - 0.5 * em {
        return None;
    }
    for (back, row) in out.iter().enumerate().rev().take(TALLEST) {
        if row.table().is_some() || row.right() > line.x() - 0.3 * em || row.foot < line.y() - 0.5 * em {
            return None;
        }
        if (row.y() - line.y()).abs() < 0.5 * em {
            return Some(back);
        }
    }
    None
}

/// Whether a line stands under the last of several cells, and right of all the others.
fn goes_on_in_last_cell(row: &Row, line: &Row) -> bool {
    let [.., before, last] = row.cells.as_slice() else { return false };
    let hanging_number = row.cells.len() == 2 && crate::layout::is_marker(&before.text);
    let down = line.y() - row.foot;
    let em = last.size.max(line.size());
    !hanging_number
        && line.cells.len() == 1
        && down > 0.5 * em
        && down < 1.45 * em
        && line.x() > before.right
        && line.x() < last.right
        && (line.x() - last.x).abs() < 1.5 * em
}

/// Adds a line under the last cell.
fn append(row: &mut Row, line: Row) {
    row.foot = row.foot.max(line.foot);
    let mut cells = line.cells.into_iter();
    if let (Some(last), Some(first)) = (row.cells.last_mut(), cells.next()) {
        join(last, first);
    }
    row.cells.extend(cells);
}

fn join(cell: &mut Segment, next: Segment) {
    crate::layout::join(&mut cell.text, &next.text);
    cell.right = cell.right.max(next.right);
    cell.letters += next.letters;
    cell.bold += next.bold;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(x: f32, y: f32, text: &str) -> Row {
        let right = x + 5.0 * text.len() as f32;
        Row::new(Segment { text: text.into(), x, right, y, size: 10.0, letters: text.len(), bold: 0, table: None })
    }

    #[test]
    fn wrapped_cells_become_one_row() {
        let lines = vec![
            line(0.0, 10.0, "Risk of"),
            line(0.0, 22.0, "floods"),
            line(90.0, 10.0, "Clear the"),
            line(90.0, 22.0, "drains"),
            line(180.0, 10.0, "May"),
            line(0.0, 40.0, "Below"),
        ];
        let rows: Vec<String> = fold(lines)
            .iter()
            .map(|row| row.cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join("|"))
            .collect();
        assert_eq!(rows, ["Risk of floods|Clear the drains|May", "Below"]);
    }
}
