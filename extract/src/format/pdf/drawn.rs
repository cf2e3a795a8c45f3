//! Tables that are drawn: each cell is read by itself, however its lines were painted, and rows become one line of
//! cells where their cells hold one paragraph each.

use super::grid::Grid;
use super::lines::{Row, Segment, rows};
use super::order::by_rows;
use crate::layout;
use std::collections::BTreeMap;

/// Words of the longest row that is one passage; the cells of a longer one are paragraphs of their own.
const LONGEST: usize = 300;

/// Cells of a row that is one passage whatever paragraphs they hold, its words, and the lines of each of its cells. More
/// than a few lines that are broken by hand are a list of their own.
const MANY_CELLS: usize = 3;
const SHORT_ROW: usize = 120;
const FEW_LINES: usize = 4;
const MANY_LINES: usize = 12;

/// The first rows of a table on a page that may go on with a row of the page before: its head is printed once more.
const CONTINUED: usize = 2;

/// Lines of a cell beyond which it is no cell.
const TALLEST: usize = 400;

/// Words of a cell of two lines that is the head of a column, wherever they are broken.
const HEAD: usize = 6;

/// Leading of cells of which nothing else is known, in ems.
const LEADING: f32 = 1.35;

/// Lines between which there is more than this part of the usual leading are paragraphs.
const PARAGRAPH: f32 = 1.35;

/// A word that would have fitted with so many ems to spare was put onto a new line by hand.
const TO_SPARE: f32 = 1.5;

/// Widest padding of a cell; text that stands farther in is centred or indented. Points.
const PADDING: f32 = 8.0;

/// Takes the text of drawn tables out of the stream. Each table leaves one segment that stands for it, where its first
/// text was painted. `cells` counts the cells of the page.
pub fn take(mut segments: Vec<Segment>, grids: &[Grid], cells: &mut u32) -> (Vec<Segment>, Vec<Vec<Row>>) {
    let mut tables = Vec::new();
    for grid in grids {
        let places: Vec<Option<usize>> = segments.iter().map(|segment| place(grid, segment)).collect();
        let Some(first) = places.iter().position(Option::is_some) else { continue };
        let Some(bands) = bands(grid, &segments, &places) else { continue };
        segments[first] = stand_in(grid, tables.len(), segments[first].size);
        let mut at = 0..;
        segments.retain(|_| at.next().is_some_and(|at| at == first || places[at].is_none()));
        let columns = columns(&bands);
        let mut rows = Vec::new();
        for (at, band) in bands.into_iter().enumerate() {
            match at < CONTINUED && goes_on_from_before(&band, &columns) {
                true => rows.push(continuation(&band, &columns, cells)),
                false => rows.extend(read_band(band, cells)),
            }
        }
        tables.push(rows);
    }
    (segments, tables)
}

/// The cells of a table that begin in the same row, row by row; `None` where the lines make no table of cells: text
/// stands in no two cells side by side, in the space between the boxes of a chart, or in columns that are drawn without
/// their rows.
fn bands(grid: &Grid, segments: &[Segment], places: &[Option<usize>]) -> Option<Vec<Vec<Cell>>> {
    let mut text: BTreeMap<usize, Vec<Segment>> = BTreeMap::new();
    for (segment, cell) in segments.iter().zip(places) {
        if let Some(cell) = cell {
            text.entry(*cell).or_default().push(segment.clone());
        }
    }
    if !text.keys().all(|cell| grid.is_rectangle(*cell)) {
        return None;
    }
    let mut bands: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    for (cell, segments) in text {
        let lines = rows(by_rows(segments));
        if lines.len() > TALLEST {
            return None;
        }
        bands.entry(grid.row_of(cell)).or_default().push(Cell { walls: grid.walls(cell), lines });
    }
    let bands: Vec<Vec<Cell>> = bands.into_values().collect();
    (bands.iter().any(|band| band.len() > 1) && !has_columns_alone(&bands)).then_some(bands)
}

/// Whether columns are drawn and their rows are not: sums that stand beside no lines of their band, or a list whose
/// entries stand beside the cells of other bands.
fn has_columns_alone(bands: &[Vec<Cell>]) -> bool {
    let sums = bands.iter().any(|band| band.len() > 1 && band.iter().any(Cell::is_sums) && !is_listed(band));
    let mut lines: Vec<(usize, &Row)> = Vec::new();
    for (at, band) in bands.iter().enumerate() {
        lines.extend(band.iter().flat_map(|cell| &cell.lines).map(|line| (at, line)));
    }
    lines.sort_by(|a, b| a.1.y().total_cmp(&b.1.y()));
    let em = lines.iter().map(|(_, line)| line.size()).fold(0.0, f32::max);
    let beside = |at: usize, entry: &Row| {
        let near = &lines[lines.partition_point(|(_, line)| line.y() < entry.y() - em)..];
        near.iter()
            .take_while(|(_, line)| line.y() < entry.y() + em)
            .any(|(band, line)| *band != at && level(line, entry))
    };
    sums || bands.iter().enumerate().any(|(at, band)| {
        let lists = band.iter().filter(|cell| cell.lines.len() > 2 && cell.is_list());
        lists.flat_map(|list| &list.lines[1..]).any(|entry| beside(at, entry))
    })
}

/// Puts the rows of tables where the segments that stand for them were put.
pub fn put_back(rows: Vec<Row>, mut tables: Vec<Vec<Row>>) -> Vec<Row> {
    fn add(rows: Vec<Row>, tables: &mut [Vec<Row>], out: &mut Vec<Row>) {
        for row in rows {
            match row.table() {
                Some(table) => add(std::mem::take(&mut tables[table]), tables, out),
                None => out.push(row),
            }
        }
    }
    let mut out = Vec::new();
    add(rows, &mut tables, &mut out);
    out
}

/// The cell in which the middle of a segment stands.
fn place(grid: &Grid, segment: &Segment) -> Option<usize> {
    grid.cell_at(f32::midpoint(segment.x, segment.right), f32::midpoint(segment.top(), segment.foot()))
}

fn stand_in(grid: &Grid, table: usize, size: f32) -> Segment {
    let (x, top, right, foot) = grid.bounds();
    let height = (foot - top - size).max(0.0);
    Segment {
        text: String::new(),
        x,
        right,
        y: top + 0.8 * size,
        size,
        letters: 0,
        bold: 0,
        lead: 0,
        gaps: Vec::new(),
        table: Some((table, height)),
    }
}

/// The text of one cell, line by line.
struct Cell {
    walls: (f32, f32),
    lines: Vec<Row>,
}

impl Cell {
    fn words(&self) -> usize {
        self.lines.iter().flat_map(|line| &line.cells).map(|part| part.text.split_whitespace().count()).sum()
    }

    /// Breaks between its lines at which no wrapped paragraph goes on.
    fn breaks(&self) -> usize {
        let downs = || self.lines.windows(2).map(|pair| pair[1].y() - pair[0].foot);
        let em = self.lines.iter().map(Row::size).fold(0.0, f32::max);
        let leading = downs().filter(|down| *down > 0.0).fold(LEADING * em, f32::min);
        let parted = |pair: &[Row], down| {
            let figures = pair.iter().all(is_figures);
            down > PARAGRAPH * leading || figures || starts_entry(&pair[1]) || self.fits(&pair[0], &pair[1])
        };
        self.lines.windows(2).zip(downs()).filter(|(pair, down)| parted(pair, *down)).count()
    }

    /// Whether it is a column of figures.
    fn is_sums(&self) -> bool {
        self.lines.len() > 1 && self.lines.iter().all(is_figures)
    }

    /// Whether its lines are broken by hand, and are no list with bullets.
    fn is_list(&self) -> bool {
        let entries = self.lines.iter().filter(|line| starts_entry(line)).count();
        entries * 2 < self.lines.len() && self.breaks() * 2 > self.lines.len() - 1
    }

    /// Whether it holds more lines than a row has, or a list of its own: names, one below the other. Sentences are none.
    fn is_long_list(&self) -> bool {
        let sentence =
            |line: &Row| line.cells.last().is_some_and(|part| part.text.trim_end().ends_with(['.', ':', '?']));
        self.lines.len() > MANY_LINES
            || self.lines.len() > FEW_LINES && self.is_list() && !self.lines.iter().any(sentence)
    }

    /// Whether it is one paragraph, or two short lines as in the heads of columns.
    fn is_simple(&self) -> bool {
        self.breaks() == 0 || self.lines.len() == 2 && self.words() <= HEAD
    }

    /// Whether the first word of a line would have fitted behind the line before it.
    fn fits(&self, line: &Row, next: &Row) -> bool {
        let (left, right) = self.walls;
        let padding = self.lines.iter().map(|line| line.x() - left).fold(PADDING, f32::min).max(0.0);
        let word = &next.cells[0];
        let letters = word.text.chars().count().max(1) as f32;
        let first = word.text.split_whitespace().next().map_or(0, |word| word.chars().count()) as f32;
        let needed = (word.right - word.x) / letters * (first + 1.0) + TO_SPARE * word.size;
        line.right() - line.x() + needed < right - left - 2.0 * padding
    }

    /// Its lines as one text.
    fn joined(&self) -> Option<Segment> {
        self.lines.iter().flat_map(|line| &line.cells).cloned().reduce(|mut text, part| {
            layout::join(&mut text.text, &part.text);
            text.x = text.x.min(part.x);
            text.right = text.right.max(part.right);
            text.letters += part.letters;
            text.bold += part.bold;
            text
        })
    }
}

/// Whether a line begins with a list marker.
fn starts_entry(line: &Row) -> bool {
    match line.cells.as_slice() {
        [only] => layout::starts_with_bullet(&only.text),
        [first, ..] => layout::is_marker(&first.text),
        [] => false,
    }
}

/// The left edges of the columns in which text stands.
fn columns(bands: &[Vec<Cell>]) -> Vec<f32> {
    let mut edges: Vec<f32> = bands.iter().flatten().map(|cell| cell.walls.0).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < PADDING);
    edges
}

/// Whether a row has nothing in its first column, as one has that a page end cut.
fn goes_on_from_before(band: &[Cell], columns: &[f32]) -> bool {
    let first = band.iter().map(|cell| cell.walls.0).fold(f32::MAX, f32::min);
    let words = band.iter().map(Cell::words).sum::<usize>();
    let nested = band.iter().flat_map(|cell| &cell.lines).any(|line| line.table().is_some());
    columns.len() >= MANY_CELLS && first > columns[0] + PADDING && words <= LONGEST && !nested
}

/// Such a row as one line, with an empty cell in each column before and between its own: the layout puts them where they
/// belong.
fn continuation(band: &[Cell], columns: &[f32], cells: &mut u32) -> Row {
    *cells += 1;
    let texts: Vec<(f32, Segment)> = band.iter().filter_map(|cell| Some((cell.walls.0, cell.joined()?))).collect();
    let foot = band.iter().flat_map(|cell| &cell.lines).map(|line| line.foot).fold(f32::MIN, f32::max);
    let mut row: Vec<Segment> = Vec::new();
    for left in columns {
        let own = texts.iter().find(|(wall, _)| (wall - left).abs() < PADDING).map(|(_, text)| text.clone());
        let empty = texts.first().map(|(_, text)| Segment {
            text: String::new(),
            x: *left,
            right: *left,
            letters: 0,
            bold: 0,
            lead: 0,
            gaps: Vec::new(),
            ..text.clone()
        });
        row.extend(own.or(empty));
    }
    while row.last().is_some_and(|cell| cell.text.is_empty()) {
        row.pop();
    }
    Row { cells: row, foot, cell: *cells }
}

/// The cells of one row of a table, from the left: cells of one paragraph each become one row, others are read as prose.
fn read_band(band: Vec<Cell>, cells: &mut u32) -> Vec<Row> {
    let mut number = || {
        *cells += 1;
        *cells
    };
    if is_listed(&band) {
        let segments = band.into_iter().flat_map(|cell| cell.lines).flat_map(|line| line.cells);
        return rows(by_rows(segments.collect())).into_iter().map(|row| Row { cell: number(), ..row }).collect();
    }
    let words = band.iter().map(Cell::words).sum::<usize>();
    let short = words <= LONGEST;
    // Who asked, how much, what was decided and why: a row of several cells is one passage, though a cell has paragraphs.
    let whole = band.len() >= MANY_CELLS && words <= SHORT_ROW && band.iter().all(|cell| !cell.is_long_list());
    let folds =
        |cell: &Cell| short && (whole || cell.is_simple()) && cell.lines.iter().all(|line| line.table().is_none());
    let mut out = Vec::new();
    for run in band.chunk_by(|a, b| folds(a) && folds(b)) {
        let cell = number();
        if let [alone] = run {
            out.extend(alone.lines.iter().map(|line| Row { cell, ..line.clone() }));
            continue;
        }
        let foot = run.iter().flat_map(|cell| &cell.lines).map(|line| line.foot).fold(f32::MIN, f32::max);
        out.push(Row { cells: run.iter().filter_map(Cell::joined).collect(), foot, cell });
    }
    out
}

/// Whether the lines of several cells are rows of their own: one is a column of figures, and all lines are level with
/// those of the tallest.
fn is_listed(band: &[Cell]) -> bool {
    let Some(tallest) = band.iter().max_by_key(|cell| cell.lines.len()) else { return false };
    band.iter().filter(|cell| cell.lines.len() > 1).count() > 1
        && band.iter().any(Cell::is_sums)
        && band.iter().flat_map(|cell| &cell.lines).all(|line| tallest.lines.iter().any(|other| level(line, other)))
}

/// Whether a line holds figures alone.
fn is_figures(line: &Row) -> bool {
    let letters = || line.cells.iter().flat_map(|part| part.text.chars());
    letters().any(|c| c.is_ascii_digit()) && !letters().any(char::is_alphabetic)
}

fn level(a: &Row, b: &Row) -> bool {
    a.cells[0].level_with(&b.cells[0])
}
