//! Rows of tables that are not drawn and whose cells are wrapped: painted cell by cell, they come as lines that jump up to the right.

use super::lines::{Row, Segment};

/// Lines of the tallest cell that is folded into its row. A taller one may as well be a column of prose.
const TALLEST: usize = 8;

/// Width of prose, in ems.
const PROSE: f32 = 20.0;

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

/// The line among the last ones at which the cell begins that lies wholly to the left of this line and has a baseline
/// with it; what was painted since belongs to that cell.
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
            let first =
                (1..=back).rev().take_while(|at| goes_on(&out[at - 1], &out[*at])).last().map_or(back, |at| at - 1);
            return match line.cells[0].text.contains(|c: char| c.is_ascii_digit()) {
                // Figures stand in the middle of their row as often as at its top.
                true => (back - first < TALLEST).then_some(first),
                // Words beside a line of prose, which is wider than cells are, are a note in the margin.
                false => (first == back || row.right() - row.x() < PROSE * em).then_some(back),
            };
        }
    }
    None
}

/// Whether a line goes on right below another.
fn goes_on(above: &Row, line: &Row) -> bool {
    let em = line.size();
    let alone = above.cells.len() == 1 && line.cells.len() == 1 && above.table().is_none();
    let down = line.y() - above.foot;
    alone && (above.x() - line.x()).abs() < 0.2 * em && (0.5 * em..1.45 * em).contains(&down)
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
        Row::new(Segment {
            text: text.into(),
            x,
            right,
            y,
            size: 10.0,
            letters: text.len(),
            bold: 0,
            lead: 0,
            gaps: Vec::new(),
            table: None,
        })
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

    #[test]
    fn a_figure_beside_the_middle_of_a_cell_is_in_its_row_a_note_beside_a_paragraph_is_not() {
        let prose = "The Clerk would ask for one more new price";
        for (text, right, beside, rows) in
            [("Risk of", 90.0, "12.5", 1), (prose, 250.0, "AB", 4), (prose, 250.0, "3", 1)]
        {
            let lines = vec![
                line(0.0, 10.0, text),
                line(0.0, 22.0, &text.to_lowercase()),
                line(0.0, 34.0, "again."),
                line(right, 22.0, beside),
            ];
            assert_eq!(fold(lines).len(), rows, "{text} {beside}");
        }
    }
}
