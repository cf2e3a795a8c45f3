//! PDF: glyphs from hayro, words, lines, reading order and table rows by our own layout.
//!
//! Each page is read by itself and handed up at once. A page that fails is kept as a page without text and a problem;
//! only a file that is no PDF at all, or needs a password, gives no page.

mod actual;
mod ballots;
mod bold;
mod covers;
mod direction;
mod document;
mod drawn;
mod forms;
mod fractions;
mod glyph;
mod glyphs;
mod grid;
mod grounds;
mod image;
mod lines;
mod open;
mod order;
mod rules;
mod table;
mod text_string;

pub use image::{CAN_RENDER, ImageError, render};

use super::left_out::LeftOut;
use super::quality::{self, Signs};
use super::{Hint, Out, problem};
use crate::content::{Inside, Line, Page, Part};
use crate::layout;
use bold::Fonts;
use forms::Beside;
use glyph::DIRECTIONS;
use glyphs::{Collector, GLYPH_LIMIT, Unseen};
use grid::Grid;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};
use lines::{Row, Segment, segments};
use record::{PageState, Problem, ProblemCode};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pages read of one file. The longest real pack seen had 1,100.
const PAGE_LIMIT: usize = 2_000;

/// Bytes in which the mark of a PDF must begin, as readers allow.
const HEAD: usize = 1024;

/// Whether these bytes are a PDF. Some producers write a few bytes before its mark; a ZIP may begin with a PDF that it holds
/// as it is.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    !bytes.starts_with(b"PK\x03\x04") && bytes[..bytes.len().min(HEAD)].windows(5).any(|window| window == b"%PDF-")
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let pdf = match open::open(bytes) {
        Ok(pdf) => pdf,
        Err(problem) => return out(Part::Problem(problem)),
    };
    out(Part::Metadata(document::metadata(&pdf)));
    let outline = document::outline(&pdf);
    if !outline.is_empty() {
        out(Part::Outline(outline));
    }
    let beside = Beside::read(&pdf);
    let cache = InterpreterCache::new();
    let mut fonts = Fonts::new();
    let pages = pdf.pages();
    for (at, page) in pages.iter().take(PAGE_LIMIT).enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        read_page(&pdf, page, number, &cache, &mut fonts, &beside, out);
    }
    tell(&beside, out);
    if pages.len() > PAGE_LIMIT {
        let message = format!("the file has {} pages; the first {PAGE_LIMIT} were read", pages.len());
        out(Part::Problem(problem(ProblemCode::PageLimit, message)));
    }
    if pages.is_empty() {
        out(Part::Problem(problem(ProblemCode::NoPages, "the PDF has no page that can be found; it may be damaged")));
    }
    // The end of file mark may be followed by some rubbish, but a file that lacks it was cut off.
    if !bytes[bytes.len().saturating_sub(2 * HEAD)..].windows(5).any(|window| window == b"%%EOF") {
        let message = "the PDF ends before its end mark: pages may be missing; ask its publisher for it again";
        out(Part::Problem(problem(ProblemCode::Truncated, message)));
    }
}

/// Hands up what is attached, and says what of the file was not read.
fn tell(beside: &Beside<'_>, out: &mut Out) {
    if beside.form.is_some() {
        let message = "the PDF is a form (XFA) whose pages another program makes: what was filled in was read, the form \
                       itself was not";
        out(Part::Problem(problem(ProblemCode::Form, message)));
    }
    LeftOut { comments: beside.notes, ..LeftOut::default() }.tell(out);
    for file in &beside.files {
        // hayro does not panic on any file known; if it ever does, one attachment is lost and not the file.
        let bytes = file.stream.as_ref().and_then(|stream| {
            catch_unwind(AssertUnwindSafe(|| stream.decoded_data().ok().map(|bytes| bytes.into_owned()))).ok()?
        });
        match bytes {
            Some(bytes) => out(Part::Inside(Inside { name: file.name.clone(), bytes })),
            None => {
                let message = format!("a file attached to the PDF was not read: {} cannot be unpacked", file.name);
                out(Part::Problem(problem(ProblemCode::Attachment, message)));
            }
        }
    }
}

/// The page without what only asks to wait, or to open a newer program; the values of the form instead.
fn without_stub(page: Page, beside: &Beside<'_>, pages: usize) -> Page {
    let words = page.lines.iter().map(|line| line.text.split_whitespace().count()).sum();
    if !beside.is_stub(pages, words) {
        return page;
    }
    let values = beside.form.iter().flatten();
    let lines: Vec<Line> = values.map(|value| Line { starts_paragraph: true, ..Line::plain(value.as_str()) }).collect();
    Page { lines, ..page }
}

fn read_page<'a>(
    pdf: &'a Pdf,
    page: &'a PdfPage<'a>,
    number: u32,
    cache: &InterpreterCache<'a>,
    fonts: &mut Fonts<'a>,
    beside: &Beside<'_>,
    out: &mut Out,
) {
    let (width, height) = page.render_dimensions();
    // hayro does not panic on any file known; if it ever does, one page is lost and not the file.
    let collected = catch_unwind(AssertUnwindSafe(|| {
        fonts.look_at(page);
        let mut collector = Collector::new(width, height, &fonts.glyphs);
        let transform = page.initial_transform(true).to_kurbo();
        let clip = Rect::new(0.0, 0.0, 1.0, 1.0);
        let mut context = Context::new(transform, clip, cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut collector);
        let covered = collector.uncover();
        let unseen = collector.drop_unseen();
        let links = document::links(page);
        let mut read = page_of(&collector, number, links);
        let undrawn = forms::filled(page).into_iter().filter(|(_, place)| !collector.paints_in(*place)).collect();
        forms::put(&mut read.lines, undrawn);
        let unmapped = if read.state == PageState::Text { drop_unmapped(&mut read.lines) } else { 0 };
        (without_stub(read, beside, pdf.pages().len()), collector.over_limit, covered, unseen, unmapped)
    }));
    let about = |code: ProblemCode, message: String| Part::Problem(Problem { code, message, page: Some(number) });
    match collected {
        Ok((page, over_limit, covered, unseen, unmapped)) => {
            out(Part::Page(page));
            if unmapped > 0 {
                let message = format!(
                    "{unmapped} letters of page {number} are drawn in a font that does not say which they are: they were \
                     not read"
                );
                out(about(ProblemCode::LeftOut, message));
            }
            if covered > 0 {
                out(about(
                    ProblemCode::LeftOut,
                    format!("words of page {number} lie under dark boxes: they were not read"),
                ));
            }
            match unseen {
                Unseen::Absent => {}
                Unseen::LeftOut => {
                    let message =
                        format!("words of page {number} are white on white or painted invisibly: they were not read");
                    out(about(ProblemCode::LeftOut, message));
                }
                Unseen::Kept => {
                    let message = format!(
                        "most words of page {number} are white or invisible and nothing was seen behind them: they were \
                         read, and may not be there for people"
                    );
                    out(about(ProblemCode::Unseen, message));
                }
            }
            if over_limit > 0 {
                let message = format!(
                    "page {number} paints {} characters; the first {GLYPH_LIMIT} were read",
                    GLYPH_LIMIT + over_limit
                );
                out(about(ProblemCode::GlyphLimit, message));
            }
        }
        Err(_) => {
            let (lines, links) = (Vec::new(), Vec::new());
            out(Part::Page(Page { number, width, height, lines, links, state: PageState::NoText, quality: 0.0 }));
            out(about(
                ProblemCode::PageFailed,
                format!("page {number} could not be interpreted; look at the file itself"),
            ));
        }
    }
}

fn page_of(collector: &Collector<'_>, number: u32, links: Vec<document::Link>) -> Page {
    let mut directions: Vec<usize> = (0..DIRECTIONS).collect();
    directions.sort_by_key(|&direction| std::cmp::Reverse(collector.glyphs[direction].len()));
    let mut lines = Vec::new();
    let mut cells = 0;
    for &direction in &directions {
        let glyphs = &collector.glyphs[direction];
        if glyphs.is_empty() {
            continue;
        }
        let rules = collector.rules(direction);
        let grids = Grid::find(&rules);
        let glyphs = fractions::in_line(glyphs, &rules);
        let (segments, tables) = drawn::take(segments(&glyphs, &grids), &grids, &mut cells);
        let mut rows = drawn::put_back(table::fold(order::in_reading_order(segments)), tables);
        ballots::name_ticks(&mut rows);
        let margin = rows.iter().map(Row::right).fold(0.0, f32::max);
        let read = lines_of(&rows, |row| {
            let linked = direction == 0 && links.iter().any(|(_, place)| covers(place, row));
            !linked && row.is_underlined(&rules, margin)
        });
        let sideways = direction != directions[0];
        lines.extend(read.into_iter().map(|line| Line { sideways, ..line }));
    }
    let glyphs = || collector.glyphs.iter().flatten();
    let characters = glyphs().filter(|glyph| !glyph.c.is_whitespace()).count();
    let hidden = glyphs().filter(|glyph| glyph.hidden).count() * 2 > characters;
    let (state, quality) = quality::measure(
        &lines,
        Signs {
            pictures: collector.pictures,
            paths: collector.paths,
            unreadable: glyphs().filter(|glyph| glyph.c == char::REPLACEMENT_CHARACTER).count(),
            characters,
            hidden,
        },
    );
    let links = document::with_words(links, collector, &lines);
    let (width, height) = collector.frame(directions[0]);
    Page { number, width, height, lines, links, state, quality }
}

/// Takes out the words of which no letter is known, as in fonts that are drawings without names, and counts their letters.
fn drop_unmapped(lines: &mut Vec<Line>) -> usize {
    const UNKNOWN: char = char::REPLACEMENT_CHARACTER;
    let mut letters = 0;
    for line in lines.iter_mut().filter(|line| line.text.contains(UNKNOWN)) {
        let words = line.text.split_inclusive([' ', '\t']);
        let (unknown, known): (Vec<&str>, Vec<&str>) =
            words.partition(|word| word.starts_with(UNKNOWN) && word.trim_end().chars().all(|c| c == UNKNOWN));
        letters += unknown.iter().flat_map(|word| word.chars()).filter(|&c| c == UNKNOWN).count();
        line.text = known.concat().trim_end().to_owned();
    }
    lines.retain(|line| !line.text.is_empty());
    letters
}

/// Whether the middle of a line lies inside a place of the page.
fn covers(place: &Rect, row: &Row) -> bool {
    let (x, y) = (f32::midpoint(row.x(), row.right()), row.y() - row.size() / 4.0);
    place.contains((f64::from(x), f64::from(y)))
}

/// Lines as the layout wants them, with the gaps that part paragraphs.
fn lines_of(rows: &[Row], is_underlined: impl Fn(&Row) -> bool) -> Vec<Line> {
    let leading = usual_leading(rows);
    let mut lines: Vec<Line> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let gap = match at.checked_sub(1).map(|before| &rows[before]) {
            Some(before) => {
                let down = row.y() - before.foot;
                let em = row.size().max(before.size());
                down < 0.0 || down > leading * em + 0.25 * em || row.cell != before.cell
            }
            None => true,
        };
        let (letters, bold) = row.cells.iter().fold((0, 0), |(l, b), cell| (l + cell.letters, b + cell.bold));
        lines.push(Line {
            text: direction::as_read(without_bar(row).join("\t")),
            x: row.x(),
            y: row.y(),
            width: row.right() - row.x(),
            size: row.size(),
            bold: bold * 10 > letters * 9,
            underlined: is_underlined(row),
            depth: 0,
            lead: lead(&row.cells),
            form: None,
            level: None,
            starts_paragraph: gap,
            sideways: false,
            cell: row.cell,
        });
    }
    lines
}

/// The cells of a row without the bar in the margin that says that its line was changed.
fn without_bar(row: &Row) -> Vec<&str> {
    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
    match cells.as_slice() {
        // Tables that are drawn with bars have more of them.
        ["|" | "│" | "¦", rest @ ..] if !rest.is_empty() && !rest.iter().any(|cell| cell.contains(['|', '│'])) => {
            rest.to_vec()
        }
        _ => cells,
    }
}

/// Letters that are bold at the start of a line whose rest is not, with a number before them.
fn lead(cells: &[Segment]) -> u32 {
    let [numbers @ .., words] = cells else { return 0 };
    let numbered = numbers.len() < 2 && numbers.iter().all(|cell| layout::is_marker(&cell.text));
    let leads = numbered && words.lead > 1 && words.lead < words.letters;
    let letters = words.lead + numbers.iter().map(|cell| cell.letters).sum::<usize>();
    if leads { u32::try_from(letters).unwrap_or(0) } else { 0 }
}

/// The distance between the lines of paragraphs, in ems: the lower quartile, since gaps between paragraphs are larger.
fn usual_leading(rows: &[Row]) -> f32 {
    let mut leadings: Vec<f32> = rows
        .windows(2)
        .map(|pair| (pair[1].y() - pair[0].foot) / pair[1].size().max(pair[0].size()))
        .filter(|leading| (0.8..2.5).contains(leading))
        .collect();
    leadings.sort_by(f32::total_cmp);
    leadings.get(leadings.len() / 4).copied().unwrap_or(1.2)
}

#[cfg(test)]
mod tests;
