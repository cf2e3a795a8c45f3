//! From lines to blocks: paragraphs, list entries, table rows and headings, whole across lines, columns and pages.
//!
//! Everything that was printed is in some block, in reading order; furniture too, marked as such. Formats that say
//! what a line is are believed; for the others the layout goes by geometry, print and punctuation.

mod ballot_rows;
mod beside;
mod breaks;
mod clean;
mod counted_rows;
mod dumped;
mod flattened;
mod flow;
mod furniture;
mod heading;
mod labelled;
mod loud;
mod marker;
pub mod number;
mod outdented;
mod place;
pub mod presence;
mod printed;
mod report_columns;
mod run_in;
mod running;
mod signposted;
mod stressed;
pub mod timed;
mod torn_rows;
mod unnumbered;

pub use ballot_rows::{is_empty, is_for, is_side, is_sum, is_tick, make_columns};
pub use breaks::soft_lines;
pub use clean::{NOTE, SOFT_HYPHEN, clean, join};
pub use printed::are_double_spaced;

use crate::content::{Block, Content, Line, Page};
use ballot_rows::Ballots;
use beside::Beside;
use flow::Piece;
use furniture::Furniture;
use marker::Sort;
use place::Place;
use record::Form;

/// Makes blocks of a file's lines; none runs from one file inside it into another.
pub fn blocks(content: &Content) -> Vec<Block> {
    content.apart().iter().flat_map(|(_, one)| blocks_of(one)).collect()
}

fn blocks_of(content: &Content) -> Vec<Block> {
    let pages = printed::made_whole(&content.pages);
    let furniture = Furniture::find(&pages);
    let wrap = flow::wrap_width(&pages);
    let margin = flow::margin(&pages);
    let mut builder = Builder::default();
    let mut ballots = Ballots::default();
    let mut torn = false;
    for (at, page) in pages.iter().enumerate() {
        let edges = column_edges(page);
        for (l, line) in page.lines.iter().enumerate() {
            let text = match furniture.place(at, l) {
                Place::Furniture => {
                    builder.furniture(page, l);
                    torn = page.height == 0.0;
                    continue;
                }
                Place::Cut(rest) => {
                    torn = page.height == 0.0;
                    clean(rest)
                }
                Place::Body => ballots.row(line).unwrap_or_else(|| clean(&report_columns::without_columns(&line.text))),
            };
            if text.is_empty() {
                continue;
            }
            let edge = if line.width > 0.0 { Some(edges[l]) } else { wrap };
            builder.line(Piece {
                line,
                text,
                marker: None,
                page: page.number,
                gap: line.starts_paragraph && !torn,
                torn: std::mem::take(&mut torn),
                edge,
                indented: flow::indentation(line) > margin,
                depth: depth(line),
            });
        }
    }
    let mut blocks = builder.done;
    heading::mark(&mut blocks, content);
    outdented::mark(&mut blocks, &builder.outdented);
    let blocks = timed::split(counted_rows::split(beside::split(blocks, &builder.beside)));
    let blocks = signposted::split(stressed::split_numbered(blocks));
    let blocks = run_in::split(flattened::split(blocks));
    stressed::split_plain(loud::split(labelled::split(unnumbered::split(blocks))))
}

/// Whether a text is nothing but a list marker or hanging number.
pub fn is_marker(text: &str) -> bool {
    marker::take(&format!("{text}\t")).is_some_and(|marked| marked.rest.is_empty())
}

/// Whether a line begins with a list marker or hanging number.
pub fn starts_with_marker(text: &str) -> bool {
    marker::take(text).is_some()
}

/// Whether a line begins with a bullet.
pub fn starts_with_bullet(text: &str) -> bool {
    marker::take(text).is_some_and(|marked| marked.sort == Sort::Bullet)
}

/// The page number printed on each page, where it can be told.
pub fn printed_labels(content: &Content) -> Vec<Option<String>> {
    content.apart().iter().flat_map(|(_, one)| labels_of(one)).collect()
}

fn labels_of(content: &Content) -> Vec<Option<String>> {
    match content.pages.as_slice() {
        // A text copy of a whole pack has many stamps and no pages.
        [only] if only.height == 0.0 => vec![None],
        pages => Furniture::find(pages).into_labels(),
    }
}

#[derive(Default)]
struct Builder<'a> {
    done: Vec<Block>,
    /// The block that may go on, and the last line put into it.
    open: Option<(usize, Piece<'a>)>,
    /// Blocks that are titles at the margin, with what was said indented below.
    outdented: Vec<usize>,
    /// Lines with a title in their margin.
    beside: Vec<Beside>,
}

impl<'a> Builder<'a> {
    fn furniture(&mut self, page: &'a Page, l: usize) {
        let line = &page.lines[l];
        self.done.push(Block {
            furniture: true,
            ..new_block(&Piece {
                line,
                text: clean(&line.text),
                marker: None,
                page: page.number,
                gap: true,
                torn: false,
                edge: None,
                indented: false,
                depth: 0,
            })
        });
    }

    fn line(&mut self, mut piece: Piece<'a>) {
        if torn_rows::take(&mut self.done, &piece) {
            return;
        }
        self.take_marker(&mut piece);
        if let Some((at, before)) = &mut self.open {
            let block = &mut self.done[*at];
            let awaited = block.text.is_empty() && piece.marker.is_none();
            if awaited || flow::goes_on(&block.text, before, &piece) {
                if piece.page != block.last_page {
                    block.page_turns.push((block.text.len(), piece.page));
                }
                if flow::is_softly_parted(&before.line.text) {
                    block.text.push(SOFT_HYPHEN);
                }
                clean::join(&mut block.text, &piece.text);
                block.last_page = piece.page;
                block.bold = (block.bold || awaited) && piece.line.is_stressed();
                if awaited {
                    block.form = form(&piece, block.marker.as_deref());
                }
                *before = piece;
                return;
            }
        }
        let titled = self
            .open
            .as_ref()
            .filter(|(at, before)| self.done[*at].text == before.text && outdented::is_title(before, &piece));
        self.outdented.extend(titled.map(|(at, _)| *at));
        self.beside.extend(beside::find(self.done.len(), &piece));
        self.done.push(new_block(&piece));
        self.open = Some((self.done.len() - 1, piece));
    }

    /// A bullet is a bullet anywhere; a number at the start of a line is a marker unless a sentence runs into it.
    fn take_marker(&self, piece: &mut Piece<'a>) {
        let Some(marked) = marker::take(&piece.text) else { return };
        if let Some((at, before)) = &self.open {
            let block = &self.done[*at];
            let listed = block.marker.as_deref().is_some_and(|marker| marker::follows(marker, marked.marker));
            let free = listed
                || block.text.ends_with([':', ';', '.'])
                || piece.line.text.contains('\t')
                || marked.rest.starts_with(char::is_uppercase) && self.counts_on(marked.marker);
            if marked.sort == Sort::Number && !free && flow::goes_on(&block.text, before, piece) {
                return;
            }
        }
        // "- - Mic: yes": an entry that is the first of a list within it.
        let inner = marker::take(marked.rest).filter(|inner| inner.sort == Sort::Bullet && marked.sort == Sort::Bullet);
        piece.depth += if inner.is_some() { WITHIN } else { 0 };
        let marked = inner.unwrap_or(marked);
        piece.marker = Some((marked.marker.to_owned(), marked.sort));
        piece.text = marked.rest.to_owned();
    }
}

impl Builder<'_> {
    /// Whether a marker is the next behind one of the paragraphs before: "3." where one began with "2.".
    fn counts_on(&self, next: &str) -> bool {
        /// Paragraphs between the numbers of two headings.
        const APART: usize = 60;
        let mut markers = self.done.iter().rev().take(APART).filter_map(|block| block.marker.as_deref());
        markers.any(|before| marker::follows(before, next))
    }
}

/// How much further in a list within a list stands, in spaces, where its first entry is printed on the line of the entry
/// that it belongs to.
const WITHIN: u32 = 2;

/// How deep an entry of a list stands that begins with this line: by the format's own word, the spaces before it, or
/// the points from the left.
fn depth(line: &Line) -> u32 {
    /// Spaces that a tab stands for.
    const TAB: usize = 4;
    /// Points that a space takes.
    const SPACE: f32 = 3.0;
    if line.depth > 0 {
        return line.depth;
    }
    if line.width > 0.0 {
        return (line.x / SPACE) as u32 + 1;
    }
    let blanks = line.text.chars().take_while(|c| matches!(c, ' ' | '\t'));
    let spaces: usize = blanks.map(|blank| if blank == '\t' { TAB } else { 1 }).sum();
    u32::try_from(spaces).unwrap_or(0) + 1
}

fn new_block(piece: &Piece) -> Block {
    let marker = piece.marker.as_ref().map(|(marker, _)| marker.clone());
    let marker_text = marker.clone().unwrap_or_default();
    let form = form(piece, marker.as_deref());
    Block {
        text: piece.text.clone(),
        form,
        depth: if form == Form::ListEntry { piece.depth } else { 0 },
        furniture: false,
        marker,
        level: piece.line.level,
        page: piece.page,
        last_page: piece.page,
        page_turns: Vec::new(),
        x: piece.line.x,
        y: piece.line.y,
        size: piece.line.size,
        bold: piece.line.is_stressed(),
        lead: stressed::end_of_lead(&piece.text, piece.line.lead, &marker_text),
    }
}

fn form(piece: &Piece, marker: Option<&str>) -> Form {
    if let Some(form) = piece.line.form {
        return form;
    }
    if piece.text.contains('\t') {
        return Form::TableRow;
    }
    if piece.has_lost_bullet() {
        return Form::ListEntry;
    }
    match (&piece.marker, marker) {
        (Some((_, Sort::Bullet)), _) => Form::ListEntry,
        (_, Some(marker))
            if marker::enumerates(marker)
                || marker::take(&format!("{marker} ")).is_some_and(|m| m.sort == Sort::Bullet) =>
        {
            Form::ListEntry
        }
        _ => Form::Paragraph,
    }
}

/// For each line, the right edge of the lines near it that begin near its own left edge: its column's edge. A drawn
/// cell is a column of its own.
fn column_edges(page: &Page) -> Vec<f32> {
    /// Hanging indents of list entries, points.
    const INDENT: f32 = 60.0;
    const NEAR: usize = 30;
    /// A line alone at the edge shows where a column ends only if it reaches over this share of the page.
    const REACH: f32 = 0.8;
    /// Lines that end so near the edge end at it. Points.
    const RAGGED: f32 = 40.0;
    page.lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let near = &page.lines[at.saturating_sub(NEAR)..(at + NEAR).min(page.lines.len())];
            let same = |other: &&Line| line.cell == 0 || other.cell == line.cell;
            let rights = || {
                near.iter().filter(same).filter(|o| (o.x - line.x).abs() < INDENT).map(|other| other.x + other.width)
            };
            let edge = rights().fold(line.x + line.width, f32::max);
            let shown = rights().filter(|right| *right > edge - RAGGED).count() > 1;
            if line.cell > 0 || shown { edge } else { edge.max(REACH * page.width) }
        })
        .collect()
}

#[cfg(test)]
mod tests;
