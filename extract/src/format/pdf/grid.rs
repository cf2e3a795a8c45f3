//! Tables whose cells are drawn: lines that touch make a grid, and walls that are not drawn merge its cells.

use super::rules::Rule;

/// Lines and ends within this distance are one. Points.
const NEAR: f32 = 3.0;

/// Joined lines of a page beyond which it is a drawing or a map, and its grids are not looked for.
const MOST_LINES: usize = 1_500;

/// Cells of a grid beyond which it is graph paper.
const MOST_CELLS: usize = 10_000;

/// A drawn table.
#[derive(Debug)]
pub struct Grid {
    /// Places of its upright lines, from the left.
    xs: Vec<f32>,
    /// Places of its level lines, from the top.
    ys: Vec<f32>,
    /// For each square between the lines, row by row: the first square of the cell that it belongs to.
    cells: Vec<usize>,
    /// Its upright lines.
    uprights: Vec<Rule>,
}

impl Grid {
    /// All grids with at least two columns, the smallest first.
    pub fn find(rules: &[Rule]) -> Vec<Self> {
        let uprights = joined(rules, true);
        let levels = joined(rules, false);
        if uprights.is_empty() || levels.is_empty() || uprights.len() + levels.len() > MOST_LINES {
            return Vec::new();
        }
        let mut grids: Vec<Self> =
            connected(&uprights, &levels).into_iter().filter_map(|(u, l)| Self::new(u, &l)).collect();
        grids.sort_by(|a, b| a.area().total_cmp(&b.area()));
        grids
    }

    fn new(uprights: Vec<Rule>, levels: &[Rule]) -> Option<Self> {
        // Tables are often open at their sides: their level lines say how far they reach.
        let xs = places(&uprights, levels);
        let ys = places(levels, &uprights);
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns < 2 || rows < 1 || columns * rows > MOST_CELLS {
            return None;
        }
        let mut cells: Vec<usize> = (0..columns * rows).collect();
        for row in 0..rows {
            for column in 0..columns {
                let (x, y) = (f32::midpoint(xs[column], xs[column + 1]), f32::midpoint(ys[row], ys[row + 1]));
                let square = row * columns + column;
                if column > 0 && !is_wall(&uprights, xs[column], y) {
                    merge(&mut cells, square - 1, square);
                }
                if row > 0 && !is_wall(levels, ys[row], x) {
                    merge(&mut cells, square - columns, square);
                }
            }
        }
        // A name is the number of an earlier square, which has its own last name already.
        (0..cells.len()).for_each(|square| cells[square] = cells[cells[square]]);
        Some(Self { xs, ys, cells, uprights })
    }

    fn area(&self) -> f32 {
        let (left, top, right, foot) = self.bounds();
        (right - left) * (foot - top)
    }

    /// Left, top, right and foot.
    pub fn bounds(&self) -> (f32, f32, f32, f32) {
        (self.xs[0], self.ys[0], self.xs[self.xs.len() - 1], self.ys[self.ys.len() - 1])
    }

    /// The cell at a place. Cells are numbered in reading order.
    pub fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let columns = self.xs.len() - 1;
        let column = self.xs.partition_point(|at| *at <= x).checked_sub(1).filter(|column| *column < columns)?;
        let row = self.ys.partition_point(|at| *at <= y).checked_sub(1).filter(|row| *row + 1 < self.ys.len())?;
        Some(self.cells[row * columns + column])
    }

    /// The row in which a cell begins.
    pub fn row_of(&self, cell: usize) -> usize {
        cell / (self.xs.len() - 1)
    }

    /// Left and right wall of a cell.
    pub fn walls(&self, cell: usize) -> (f32, f32) {
        let columns = self.xs.len() - 1;
        let squares = self.cells.iter().enumerate().filter(|(_, of)| **of == cell).map(|(square, _)| square % columns);
        let (first, last) = squares.fold((columns, 0), |(first, last), c| (first.min(c), last.max(c)));
        (self.xs[first], self.xs[last + 1])
    }

    /// Whether a cell is a rectangle, as cells of tables are and the space between the boxes of a chart is not.
    pub fn is_rectangle(&self, cell: usize) -> bool {
        let columns = self.xs.len() - 1;
        let (mut left, mut right, mut top, mut foot, mut count) = (usize::MAX, 0, usize::MAX, 0, 0);
        for (square, _) in self.cells.iter().enumerate().filter(|(_, of)| **of == cell) {
            let (row, column) = (square / columns, square % columns);
            (left, right) = (left.min(column), right.max(column + 1));
            (top, foot) = (top.min(row), foot.max(row + 1));
            count += 1;
        }
        count == (right - left) * (foot - top)
    }

    /// Whether an upright line of this grid stands between two places on a line of text.
    pub fn parts(&self, left: f32, right: f32, y: f32) -> bool {
        self.uprights.iter().any(|wall| (left..=right).contains(&wall.at) && (wall.from..wall.to).contains(&y))
    }
}

/// Joins the pieces of lines that go on from one another.
fn joined(rules: &[Rule], upright: bool) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.iter().copied().filter(|rule| rule.upright == upright).collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Rule> = Vec::new();
    let mut rest = rules.as_mut_slice();
    while let Some(first) = rest.first().map(|rule| rule.at) {
        let (line, others) = rest.split_at_mut(rest.partition_point(|rule| rule.at <= first + NEAR / 2.0));
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let before = out.len();
        for rule in line.iter() {
            match out[before..].last_mut() {
                Some(last) if rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
                _ => out.push(Rule { at: first, ..*rule }),
            }
        }
        rest = others;
    }
    out
}

/// Groups of lines that touch one another.
fn connected(uprights: &[Rule], levels: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut of: Vec<usize> = (0..uprights.len() + levels.len()).collect();
    for (u, upright) in uprights.iter().enumerate() {
        for (l, level) in levels.iter().enumerate() {
            if covers(upright, level.at) && covers(level, upright.at) {
                merge(&mut of, u, uprights.len() + l);
            }
        }
    }
    let mut groups: Vec<(usize, Vec<Rule>, Vec<Rule>)> = Vec::new();
    for (at, rule) in uprights.iter().chain(levels).enumerate() {
        let root = root(&of, at);
        let group = match groups.iter().position(|group| group.0 == root) {
            Some(known) => known,
            None => {
                groups.push((root, Vec::new(), Vec::new()));
                groups.len() - 1
            }
        };
        let lines = if rule.upright { &mut groups[group].1 } else { &mut groups[group].2 };
        lines.push(*rule);
    }
    groups
        .into_iter()
        .map(|(_, uprights, levels)| (uprights, levels))
        .filter(|(u, l)| !u.is_empty() && !l.is_empty())
        .collect()
}

fn covers(rule: &Rule, at: f32) -> bool {
    rule.from - NEAR < at && at < rule.to + NEAR
}

fn is_wall(rules: &[Rule], at: f32, along: f32) -> bool {
    rules.iter().any(|rule| (rule.at - at).abs() < NEAR && rule.from <= along && along <= rule.to)
}

/// Where the lines of one direction stand, with the ends of those that cross them.
fn places(lines: &[Rule], crossing: &[Rule]) -> Vec<f32> {
    let first = crossing.iter().map(|rule| rule.from).fold(f32::MAX, f32::min);
    let last = crossing.iter().map(|rule| rule.to).fold(f32::MIN, f32::max);
    let mut all: Vec<f32> = lines.iter().map(|rule| rule.at).chain([first, last]).collect();
    all.sort_by(f32::total_cmp);
    all.dedup_by(|next, kept| *next - *kept < NEAR);
    all
}

fn root(of: &[usize], mut at: usize) -> usize {
    while of[at] != at {
        at = of[at];
    }
    at
}

/// Puts two things into one group, whose name is its first.
fn merge(of: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(of, a), root(of, b));
    of[a.max(b)] = a.min(b);
}
