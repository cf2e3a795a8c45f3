//! Tables of votes on a page: the tick of each voter is told by the head of the column that it stands under.

use super::lines::{Row, Segment};
use crate::layout::{clean, is_empty, is_side, is_sum, is_tick, make_columns};

/// Words of a line that stands between the rows of such a table at most: the name of a group of voters.
const BETWEEN: usize = 8;

/// Heads of such a table at most: sides of a vote are a handful.
const MOST_HEADS: usize = 36;

/// The head of a column, and the middle of it.
struct Head {
    words: String,
    middle: f32,
}

/// Writes the heads of their columns for ticks.
pub fn name_ticks(rows: &mut [Row]) {
    let mut heads: Vec<Head> = Vec::new();
    let mut apart = f32::MAX;
    for row in rows {
        let found = heads_of(row);
        if !found.is_empty() {
            apart = least_apart(&found);
            heads = found;
        } else if row.cells.len() > 1 {
            name_tick(row, &heads, apart);
        } else if row.cells.iter().map(|cell| cell.text.split_whitespace().count()).sum::<usize>() > BETWEEN {
            heads.clear();
        }
    }
}

/// The heads of the sides, where this is the row of them.
fn heads_of(row: &Row) -> Vec<Head> {
    let head = |cell: &Segment| {
        let words = clean(&cell.text);
        is_side(&words).then(|| Head { words, middle: middle(cell) })
    };
    let heads: Vec<Head> = row.cells.iter().filter_map(head).take(MOST_HEADS + 1).collect();
    let columns = heads.len() <= MOST_HEADS && make_columns(heads.iter().map(|head| head.words.as_str()));
    if columns { heads } else { Vec::new() }
}

/// How far apart the nearest neighbours among heads stand.
fn least_apart(heads: &[Head]) -> f32 {
    heads.windows(2).map(|pair| (pair[1].middle - pair[0].middle).abs()).fold(f32::MAX, f32::min)
}

/// Writes the head for the only tick of a row that begins with a name and has nothing else below the heads, which stand
/// so far apart at least.
fn name_tick(row: &mut Row, heads: &[Head], apart: f32) {
    if heads.is_empty() || is_sum(&clean(&row.cells[0].text)) {
        return;
    }
    let below = |cell: &Segment| {
        if is_empty(&clean(&cell.text)) {
            return None;
        }
        let distance = |head: &Head| (head.middle - middle(cell)).abs();
        let head = heads.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        head.filter(|head| distance(head) < apart / 2.0)
    };
    let mut filled = row.cells.iter_mut().skip(1).filter_map(|cell| below(cell).map(|head| (cell, head)));
    let (Some((cell, head)), None) = (filled.next(), filled.next()) else { return };
    if is_tick(&clean(&cell.text)) {
        cell.text.clone_from(&head.words);
    }
}

fn middle(cell: &Segment) -> f32 {
    f32::midpoint(cell.x, cell.right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(f32, &str)]) -> Row {
        let cell = |(x, text): &(f32, &str)| Segment {
            text: (*text).to_owned(),
            x: *x,
            right: *x + 5.0 * text.chars().count() as f32,
            y: 0.0,
            size: 10.0,
            letters: 1,
            bold: 0,
            lead: 0,
            gaps: Vec::new(),
            table: None,
        };
        let cells: Vec<Segment> = cells.iter().map(cell).collect();
        Row { cells, foot: 0.0, cell: 0 }
    }

    #[test]
    fn ticks_are_named_by_the_column_above() {
        let mut rows = vec![
            row(&[(50.0, "Ann Oake"), (200.0, "✓")]),
            row(&[(50.0, "Councillor"), (200.0, "For"), (260.0, "Against"), (320.0, "Abstain")]),
            row(&[(50.0, "Ann Oake"), (205.0, "✓")]),
            row(&[(50.0, "Mill ward")]),
            row(&[(50.0, "Tom Barr"), (275.0, "\u{F0FC}")]),
            row(&[(50.0, "Jo Hale"), (400.0, "X")]),
            row(&[(50.0, "Total"), (205.0, "2"), (275.0, "1")]),
            row(&[(50.0, "The motion was lost by the vote of the one who had moved it.")]),
            row(&[(50.0, "Pat Fenn"), (205.0, "X")]),
        ];
        name_ticks(&mut rows);
        let last: Vec<&str> = rows.iter().map(|row| row.cells.last().unwrap().text.as_str()).collect();
        assert_eq!((last[0], last[2], last[4], last[5], last[6], last[8]), ("✓", "For", "Against", "X", "1", "X"));
    }
}
