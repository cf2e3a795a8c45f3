//! Where formats of word processors put paragraphs, cells and page breaks, and get pages of lines back.
//!
//! Paragraphs may begin inside paragraphs (text boxes, notes) and tables inside cells. What stands in a box or a note
//! comes after the paragraph that it hangs on, so that no sentence is cut by it.

use super::lead::{Lead, count_characters};
use super::tabs;
use crate::content::Line;
use crate::layout::{clean, is_marker, soft_lines};
use record::Form;

/// What a paragraph is, as its format says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Style {
    /// Heading level from 1.
    pub level: Option<u8>,
    /// Its number or bullet, as shown.
    pub marker: Option<String>,
    /// Whether it is one of a list, with a marker or without.
    pub listed: bool,
    /// How deep it stands in the lists around it, from 1; 0 where it is in none.
    pub depth: u32,
    /// Whether its end was deleted: the next paragraph goes on in it.
    pub runs_on: bool,
    /// Whether it is a capital letter dropped into the lines of the next paragraph.
    pub drop_cap: bool,
}

/// Text of a paragraph that is open.
#[derive(Debug, Default)]
struct Open {
    text: String,
    letters: usize,
    bold: usize,
    underlined: usize,
    lead: Lead,
}

/// A table row that is open: the lines of its cells.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Vec<Line>>,
    /// Whether the row was deleted or is hidden.
    dropped: bool,
    /// Whether its last cell was.
    cell_dropped: bool,
}

/// Collects lines, page by page.
#[derive(Debug)]
pub struct Writer {
    pages: Vec<Vec<Line>>,
    open: Vec<Open>,
    rows: Vec<Row>,
    /// What stands in boxes and notes of the paragraph that is open.
    hanging: Vec<Line>,
    /// Text that the next paragraph begins with: a drop cap, or a paragraph whose end was deleted.
    before: Option<Open>,
}

/// Characters in one cell from which on a row with a short cell beside it is a page laid out as a table.
const LONG_CELL: usize = 400;

/// Letters of a drop cap: a mark of quotation may stand before it.
const DROPPED: usize = 2;

/// Lines in one cell from which on its row is a page laid out as a table.
const MANY_LINES: usize = 3;

/// A short cell: a number, initials under "Action", a sum.
const SHORT_CELL: usize = 40;

impl Default for Writer {
    fn default() -> Self {
        Self { pages: vec![Vec::new()], open: Vec::new(), rows: Vec::new(), hanging: Vec::new(), before: None }
    }
}

impl Writer {
    /// Begins a paragraph, inside another where one is open.
    pub fn begin_paragraph(&mut self) {
        self.open.push(Open::default());
    }

    /// Whether nothing is written in the open paragraph.
    pub fn is_blank(&self) -> bool {
        self.open.last().is_none_or(|open| open.text.trim().is_empty())
    }

    /// Whether nothing is written in the open row yet.
    pub fn opens_row(&self) -> bool {
        self.rows.last().is_some_and(|row| row.cells.len() <= 1 && row.cells.iter().all(Vec::is_empty))
    }

    /// What is written in the open paragraph.
    pub fn text(&self) -> &str {
        self.open.last().map_or("", |open| open.text.as_str())
    }

    /// Takes back what is written in the open paragraph.
    pub fn blank(&mut self) {
        if let Some(open) = self.open.last_mut() {
            *open = Open::default();
        }
    }

    /// Whether a paragraph is open.
    pub fn in_paragraph(&self) -> bool {
        !self.open.is_empty()
    }

    /// Adds words to the open paragraph; `\n` is a line break within it. Words outside of paragraphs begin one.
    pub fn push(&mut self, words: &str, bold: bool, underlined: bool) {
        if self.open.is_empty() {
            self.begin_paragraph();
        }
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(words);
            open.lead.push(words, bold || underlined);
            open.letters += letters;
            open.bold += if bold { letters } else { 0 };
            open.underlined += if underlined { letters } else { 0 };
        }
    }

    /// Ends the innermost paragraph.
    pub fn end_paragraph(&mut self, style: Style) {
        let Some(mut open) = self.open.pop() else { return };
        let inner = !self.open.is_empty();
        if !inner {
            if let Some(before) = self.before.take() {
                open.text.insert_str(0, &before.text);
                open.letters += before.letters;
                open.bold += before.bold;
                open.underlined += before.underlined;
            }
            let dropped = style.drop_cap && open.text.trim().chars().count() <= DROPPED;
            if dropped {
                open.text = open.text.trim().to_owned();
            }
            if dropped || style.runs_on {
                self.before = Some(open);
                return;
            }
        }
        let lines = lines_of(&open, &style);
        if inner {
            self.hanging.extend(lines);
            return;
        }
        for line in lines {
            self.put(line);
        }
        for line in std::mem::take(&mut self.hanging) {
            self.put(line);
        }
    }

    /// Adds a line that another reader has made.
    pub fn put(&mut self, line: Line) {
        match self.rows.last_mut() {
            Some(row) => match row.cells.last_mut() {
                Some(cell) => cell.push(line),
                None => row.cells.push(vec![line]),
            },
            None => {
                if let Some(page) = self.pages.last_mut() {
                    page.push(line);
                }
            }
        }
    }

    /// Adds lines after the open paragraph, or at once where none is open.
    pub fn hang(&mut self, lines: Vec<Line>) {
        if self.in_paragraph() {
            self.hanging.extend(lines);
        } else {
            lines.into_iter().for_each(|line| self.put(line));
        }
    }

    /// Begins a table row.
    pub fn begin_row(&mut self) {
        self.rows.push(Row::default());
    }

    /// Leaves the open row out: it was deleted, or nobody sees it.
    pub fn drop_row(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.dropped = true;
        }
    }

    /// Leaves the open cell out.
    pub fn drop_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.cell_dropped = true;
        }
    }

    /// Begins the next cell of the row.
    pub fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            if std::mem::take(&mut row.cell_dropped) {
                row.cells.pop();
            }
            row.cells.push(Vec::new());
        }
    }

    /// Ends the row. One that lays out a page gives the paragraphs of its cells, any other is one line.
    pub fn end_row(&mut self) {
        let Some(mut row) = self.rows.pop() else { return };
        if row.cell_dropped {
            row.cells.pop();
        }
        if row.dropped {
            return;
        }
        let cells: Vec<Vec<Line>> = row.cells;
        if is_layout(&cells) {
            self.put_layout(cells);
            return;
        }
        let texts: Vec<String> = cells.iter().map(|cell| cell_text(cell)).collect();
        if texts.iter().all(String::is_empty) {
            return;
        }
        let bold = cells.iter().flatten().all(|line| line.bold);
        // A table inside a cell is lines of the cell.
        self.put(Line { bold, ..Line::whole(texts.join("\t"), Form::TableRow) });
    }

    /// A number in the first cell belongs to the first words of the next.
    fn put_layout(&mut self, cells: Vec<Vec<Line>>) {
        let mut number: Option<String> = None;
        for cell in cells {
            if let [only] = cell.as_slice()
                && number.is_none()
                && is_marker(&clean(&only.text))
            {
                number = Some(clean(&only.text));
                continue;
            }
            for mut line in cell {
                if let Some(number) = number.take() {
                    line.text = format!("{number}\t{}", line.text);
                }
                self.put(line);
            }
        }
        if let Some(number) = number {
            self.put(Line::whole(number, Form::Paragraph));
        }
    }

    /// Ends the page. A break inside a paragraph or table ends the page after it: a paragraph is whole.
    pub fn break_page(&mut self) {
        let begun = self.open.iter().any(|open| !open.text.trim().is_empty()) || !self.rows.is_empty();
        let written = self.pages.last().is_some_and(|page| !page.is_empty());
        if !begun && written && self.before.is_none() {
            self.pages.push(Vec::new());
        }
    }

    /// Ends everything that is open and gives the pages.
    pub fn into_pages(mut self) -> Vec<Vec<Line>> {
        while !self.open.is_empty() {
            self.end_paragraph(Style::default());
        }
        while !self.rows.is_empty() {
            self.end_row();
        }
        if let Some(open) = self.before.take() {
            lines_of(&open, &Style::default()).into_iter().for_each(|line| self.put(line));
        }
        self.pages
    }
}

/// The lines of a paragraph: one, or several where line breaks part what belongs on lines of its own.
fn lines_of(open: &Open, style: &Style) -> Vec<Line> {
    let most = |part: usize| open.letters > 0 && part * 10 > open.letters * 9;
    let (bold, underlined) = (most(open.bold), most(open.underlined));
    let form = match style.level {
        Some(_) => Form::Heading,
        None if style.listed || style.marker.is_some() => Form::ListEntry,
        None => Form::Paragraph,
    };
    let mut marker = style.marker.as_deref();
    let mut lead = open.lead.characters();
    soft_lines(&open.text)
        .into_iter()
        .map(|text| {
            let lead = std::mem::take(&mut lead);
            let number = marker.filter(|_| lead > 0).map_or(0, count_characters);
            let text = if form == Form::Paragraph { tabs::without_blanks(text) } else { text };
            let first = marker.take().map(|marker| format!("{marker}\t{}", text.trim_start()));
            let (level, depth) = (style.level, style.depth);
            Line { bold, underlined, level, depth, lead: lead + number, ..Line::whole(first.unwrap_or(text), form) }
        })
        .collect()
}

fn cell_text(cell: &[Line]) -> String {
    let lines = cell.iter().map(|line| clean(&line.text.replace('\t', " "))).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a row lays out a page: one cell holds paragraphs, and the others at most a number, a name, a word each.
fn is_layout(cells: &[Vec<Line>]) -> bool {
    let long = |cell: &Vec<Line>| {
        let letters: usize = cell.iter().map(|line| line.text.chars().count()).sum();
        cell.len() >= MANY_LINES && letters > LONG_CELL / 2 || cell.len() > 1 && letters > LONG_CELL
    };
    let short = |cell: &&Vec<Line>| {
        cell.iter().map(|line| line.text.chars().count()).sum::<usize>() <= SHORT_CELL * cell.len().max(1)
    };
    let longs = cells.iter().filter(|cell| long(cell)).count();
    if is_item(cells) && cells.iter().skip(2).all(|cell| short(&cell)) {
        return true;
    }
    longs == 1 && cells.iter().filter(|cell| !long(cell)).all(|cell| short(&cell))
        || cells.len() == 1 && cells[0].len() > 1
}

/// "3." in one cell, "Buses" and what was said of them below it in the next: an item of an agenda that is a table.
fn is_item(cells: &[Vec<Line>]) -> bool {
    /// Longest title, in words.
    const TITLE: usize = 12;
    let [number, words, ..] = cells else { return false };
    let ([number], [title, told, ..]) = (number.as_slice(), words.as_slice()) else { return false };
    let (title, told) = (clean(&title.text), clean(&told.text));
    let titled = !title.ends_with(['.', ':', ';', ',', '?']) && title.split_whitespace().count() <= TITLE;
    is_marker(&clean(&number.text)) && titled && told.ends_with(['.', '?']) && told.split_whitespace().count() > 3
}
