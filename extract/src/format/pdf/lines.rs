//! From glyphs to words and lines, in the order of painting.

use super::glyph::Glyph;
use super::grid::Grid;
use super::rules::Rule;
use crate::format::marks::raised;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

/// A blank between words.
#[derive(Debug, Clone, Copy)]
pub struct Gap {
    /// Where it stands in the text.
    at: usize,
    /// How wide it is, in points.
    width: f32,
    /// Whether a character paints it.
    painted: bool,
}

/// Letters on one baseline without a wide gap. Lengths are points.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Its words.
    pub text: String,
    /// Left edge.
    pub x: f32,
    /// Right edge of its ink.
    pub right: f32,
    /// Baseline.
    pub y: f32,
    /// Size of its largest letters.
    pub size: f32,
    /// Letters, how many of them are bold, and how many bold ones it begins with.
    pub letters: usize,
    /// See `letters`.
    pub bold: usize,
    pub lead: usize,
    /// Blanks: where they stand in the text, how wide the gap is, and whether something paints it.
    pub gaps: Vec<Gap>,
    /// Where it stands for a whole drawn table: which, and how far below its first baseline the last one is.
    pub table: Option<(usize, f32)>,
}

impl Segment {
    /// Baseline of its last line.
    pub fn last_baseline(&self) -> f32 {
        self.y + self.table.map_or(0.0, |(_, height)| height)
    }

    /// Top of its letters.
    pub fn top(&self) -> f32 {
        self.y - 0.8 * self.size
    }

    /// Foot of its letters.
    pub fn foot(&self) -> f32 {
        self.last_baseline() + 0.2 * self.size
    }

    /// Whether another segment stands on the same baseline, scripts included.
    pub fn level_with(&self, other: &Self) -> bool {
        let tables = self.table.is_some() || other.table.is_some();
        !tables && (self.y - other.y).abs() < 0.25 * self.size.max(other.size)
    }
}

/// One line or, once folded, one row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its cells, from left to right; most lines have one.
    pub cells: Vec<Segment>,
    /// Baseline of its last line.
    pub foot: f32,
    /// Number of the drawn cell, or folded row of cells, that it stands in; 0 outside of drawn tables.
    pub cell: u32,
}

impl Row {
    /// Whether it is underlined, as typists mark headings: drawn under most of it and no farther. `margin` is the right
    /// edge of the text around it.
    pub fn is_underlined(&self, rules: &[Rule], margin: f32) -> bool {
        /// An underline begins this near to the first of its words, or at the blank before it, and ends so near to the
        /// last: the wall of a cell reaches farther. Points.
        const BEGIN: f32 = 4.5;
        const END: f32 = 6.0;
        /// Share of a line that is underlined at least.
        const ALL: f32 = 0.85;
        /// The same of a short line, of this share of the margin: "Apologies" before a plain "None".
        const MOST: f32 = 0.6;
        const SHORT_LINE: f32 = 0.75;
        let (left, right, em) = (self.x() - BEGIN, self.right() + END, self.size());
        let under = |rule: &&Rule| {
            let below = rule.at - self.foot;
            !rule.upright && (-0.05 * em..0.35 * em).contains(&below) && rule.from >= left && rule.to <= right
        };
        let drawn: f32 = rules.iter().filter(under).map(|rule| rule.to - rule.from).sum();
        let share = if self.right() < SHORT_LINE * margin { MOST } else { ALL };
        drawn > share * self.cells.iter().map(|cell| cell.right - cell.x).sum::<f32>()
    }

    /// A line that begins with this segment.
    pub fn new(segment: Segment) -> Self {
        Self { foot: segment.last_baseline(), cells: vec![segment], cell: 0 }
    }

    /// Baseline of its first line.
    pub fn y(&self) -> f32 {
        self.cells[0].y
    }

    /// The drawn table that it stands for.
    pub fn table(&self) -> Option<usize> {
        self.cells[0].table.map(|(table, _)| table)
    }

    /// Left edge.
    pub fn x(&self) -> f32 {
        self.cells[0].x
    }

    /// Right edge.
    pub fn right(&self) -> f32 {
        self.cells.iter().map(|cell| cell.right).fold(f32::MIN, f32::max)
    }

    /// Size of its largest letters.
    pub fn size(&self) -> f32 {
        self.cells.iter().map(|cell| cell.size).fold(0.0, f32::max)
    }
}

/// Word breaks within one show operator, and between two, as parts of an em.
/// Measured on 2,200 pages: no missing space, hardly a split word.
const BREAK_WITHIN: f32 = 0.17;
const BREAK_BETWEEN: f32 = 0.11;

/// Widest word gap of justified text, as a part of an em; beyond it stands another cell.
const CELL: f32 = 1.2;

/// Letters may overlap by this part of an em and still follow one another.
const OVERLAP: f32 = 0.45;

/// Joins glyphs into segments, none of which reaches over a wall of these grids.
pub fn segments(glyphs: &[Glyph], grids: &[Grid]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut pen: Option<Pen> = None;
    for glyph in glyphs {
        if let (Some(pen), Some(segment)) = (&mut pen, segments.last_mut())
            && pen.takes(segment, glyph, grids)
        {
            continue;
        }
        if glyph.c.is_whitespace() {
            pen = None;
            continue;
        }
        segments.push(Segment {
            text: glyph.c.to_string(),
            x: glyph.x,
            right: glyph.x + glyph.advance,
            y: glyph.y,
            size: glyph.size,
            letters: 1,
            bold: usize::from(glyph.bold),
            lead: usize::from(glyph.bold),
            gaps: Vec::new(),
            table: None,
        });
        let end = glyph.x + glyph.advance;
        pen = Some(Pen { x: end, ink: end, last: *glyph, blank: false });
    }
    for segment in &mut segments {
        close_spaced_letters(segment);
        lead_dots_to_tab(&mut segment.text);
    }
    segments
}

/// Where the next letter is expected.
struct Pen {
    x: f32,
    /// Where the last letter ends, blanks not counted.
    ink: f32,
    last: Glyph,
    blank: bool,
}

impl Pen {
    /// Adds the glyph to the segment if it belongs there.
    fn takes(&mut self, segment: &mut Segment, glyph: &Glyph, grids: &[Grid]) -> bool {
        let em = segment.size.max(glyph.size);
        let gap = glyph.x - self.x;
        let off = (glyph.y - segment.y).abs();
        // "26th": smaller letters may stand off the baseline if they stand close.
        let script = (glyph.size < 0.8 * segment.size || segment.size < 0.8 * glyph.size) && gap.abs() < 0.35 * em;
        let near = off < if script { 0.5 * em } else { 0.12 * em };
        if !near || gap < -OVERLAP * em || gap > CELL * em + glyph.tracking {
            return false;
        }
        let end = glyph.x + glyph.advance;
        if glyph.c.is_whitespace() {
            self.x = self.x.max(end);
            self.blank = true;
            return true;
        }
        if !self.blank && join_accent(segment, &self.last, glyph, gap) {
            segment.right = segment.right.max(end);
            let end = self.x.max(end);
            *self = Self { x: end, ink: end, last: *glyph, blank: false };
            return true;
        }
        let hugging = is_accented(glyph.c) && self.last.c.is_alphabetic() && gap < HUGGING * em;
        if self.blank || gap > self.word_break(glyph) && !hugging {
            // Text of one operator that runs over a wall overflows its cell; that of two stands in two.
            let middle = glyph.y - 0.3 * glyph.size;
            if self.last.run != glyph.run && grids.iter().any(|grid| grid.parts(segment.right, glyph.x, middle)) {
                return false;
            }
            let width = glyph.x - self.ink;
            segment.gaps.push(Gap { at: segment.text.len(), width, painted: self.blank });
            segment.text.push(' ');
        }
        push_glyph(segment, glyph);
        if is_initial(segment, glyph) {
            (segment.size, segment.y) = (glyph.size, glyph.y);
        }
        segment.right = segment.right.max(end);
        segment.lead += usize::from(glyph.bold && segment.lead == segment.letters);
        segment.letters += 1;
        segment.bold += usize::from(glyph.bold);
        if glyph.size > segment.size {
            segment.size = glyph.size;
            segment.y = glyph.y;
        }
        *self = Self { x: end, ink: end, last: *glyph, blank: false };
        true
    }

    fn word_break(&self, glyph: &Glyph) -> f32 {
        let same_run = self.last.run == glyph.run;
        if glyph.hidden && !same_run {
            // Text layers of scans paint word by word and leave the spaces out.
            return f32::MIN;
        }
        let share = if same_run { BREAK_WITHIN } else { BREAK_BETWEEN };
        share * self.last.size.max(glyph.size) + self.last.tracking.min(glyph.tracking)
    }
}

/// Whether a segment is one large letter before smaller ones, dropped into their lines or standing on the first: the line
/// is one of the smaller letters.
fn is_initial(segment: &Segment, next: &Glyph) -> bool {
    segment.letters == 1
        && next.size < INITIAL * segment.size
        && next.c.is_alphabetic()
        && segment.text.starts_with(char::is_uppercase)
}

/// Letters at most this large, as a part of the size of the one before them, go on from an initial.
const INITIAL: f32 = 0.7;

/// A small figure this far above the baseline of larger letters is a raised mark, as a part of their size.
const RAISED: f32 = 0.2;

/// A gap before an accented letter, as a part of an em, that is no word gap: programs that change fonts for such letters
/// place them by other widths.
const HUGGING: f32 = 0.2;

/// Adds a letter; figures raised beside larger letters become the signs of raised figures, and letters that count notes
/// those of raised letters.
fn push_glyph(segment: &mut Segment, glyph: &Glyph) {
    let is_mark = |small: f32, large: f32, up: f32| small < 0.8 * large && up > RAISED * large;
    let counts = glyph.c.is_ascii_digit() || matches!(glyph.c, 'a'..='i' | 'v' | 'x');
    if counts && is_mark(glyph.size, segment.size, segment.y - glyph.y) {
        let mark = raised(glyph.c.encode_utf8(&mut [0; 4]), &segment.text);
        segment.text.push_str(&mark);
        return;
    }
    if is_mark(segment.size, glyph.size, glyph.y - segment.y)
        && segment.text.bytes().all(|b| b.is_ascii_digit() || b == b' ')
    {
        segment.text = raised(&segment.text, "");
        segment.gaps.clear();
    }
    segment.text.push(glyph.c);
}

fn is_accented(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii() && c.nfd().nth(1).is_some_and(is_combining_mark)
}

/// The mark that an accent of its own puts over a letter.
fn combining(accent: char) -> Option<char> {
    Some(match accent {
        '`' => '\u{300}',
        '´' => '\u{301}',
        'ˆ' | '^' => '\u{302}',
        '˜' => '\u{303}',
        '¯' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30A}',
        '˝' => '\u{30B}',
        'ˇ' => '\u{30C}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        _ => return None,
    })
}

/// Puts an accent that is painted over a letter, before or after it, together with that letter.
fn join_accent(segment: &mut Segment, last: &Glyph, glyph: &Glyph, gap: f32) -> bool {
    let over = gap < -0.5 * last.advance.min(glyph.advance);
    let (letter, mark) = match (combining(last.c), combining(glyph.c)) {
        (Some(mark), None) if glyph.c.is_alphabetic() => (glyph.c, mark),
        (None, Some(mark)) if last.c.is_alphabetic() => (last.c, mark),
        _ => return false,
    };
    // TeX's fonts have an i without a dot for this.
    let letter = if letter == 'ı' { 'i' } else { letter };
    let Some(whole) = compose(letter, mark).filter(|_| over && segment.text.ends_with(last.c)) else { return false };
    segment.text.pop();
    segment.text.push(whole);
    true
}

/// Letters of a line set one by one from which on it can be told to be so.
const SPACED_LETTERS: usize = 8;

/// Takes the blanks out of words whose letters are set apart ("M i n u t e s"): where nearly every word of a line is one
/// letter, its usual gaps part letters and only the wider ones words. Blanks that are painted part the entries of a list as
/// well ("Y N Y"): among those, some must be wider.
fn close_spaced_letters(segment: &mut Segment) {
    let words = segment.text.split(' ');
    let (all, single) =
        words.fold((0usize, 0usize), |(all, single), word| (all + 1, single + usize::from(word.chars().count() <= 1)));
    if all < SPACED_LETTERS || single * 10 < all * 9 || segment.gaps.len() * 10 < (all - 1) * 9 {
        return;
    }
    let mut widths: Vec<f32> = segment.gaps.iter().map(|gap| gap.width).collect();
    widths.sort_by(f32::total_cmp);
    // Most gaps are between letters: words have four or five of them.
    let usual = widths[widths.len() / 3];
    let narrow = |gap: &&Gap| gap.width < 1.6 * usual;
    let closed: Vec<usize> = segment.gaps.iter().filter(narrow).map(|gap| gap.at).collect();
    if segment.gaps.iter().any(|gap| gap.painted) && closed.len() == segment.gaps.len() {
        return;
    }
    let mut text = String::with_capacity(segment.text.len());
    for (at, c) in segment.text.char_indices() {
        if c != ' ' || closed.binary_search(&at).is_err() {
            text.push(c);
        }
    }
    segment.text = text;
    segment.gaps.clear();
}

/// Dot leaders part cells: "signing ...... 8" is a title and a page.
fn lead_dots_to_tab(text: &mut String) {
    let is_leader = |c: char| matches!(c, '.' | '…' | '·' | '_');
    if text.chars().filter(|c| is_leader(*c)).count() < 4 {
        return;
    }
    let mut out = String::with_capacity(text.len());
    let mut leader = String::new();
    for c in text.chars().chain(['\n']) {
        if is_leader(c) || (c == ' ' && !leader.is_empty()) {
            leader.push(c);
            continue;
        }
        let dots = leader.chars().filter(|c| matches!(c, '.' | '…' | '·')).count();
        if dots >= 4 || leader.contains("……") {
            out.push('\t');
        } else {
            out.push_str(&leader);
        }
        leader.clear();
        if c != '\n' {
            out.push(c);
        }
    }
    *text = out.trim().to_owned();
}

/// Joins segments that follow one another on one baseline into lines of cells.
pub fn rows(segments: Vec<Segment>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for segment in segments {
        match rows.last_mut() {
            Some(row) if row.cells.last().is_some_and(|cell| cell.level_with(&segment)) => add_cell(&mut rows, segment),
            _ => rows.push(Row::new(segment)),
        }
    }
    rows.retain(|row| row.table().is_some() || row.cells.iter().any(|cell| !cell.text.trim().is_empty()));
    rows
}

fn add_cell(rows: &mut Vec<Row>, segment: Segment) {
    /// Letters of the longest marker that is painted after its text.
    const MARKER: usize = 6;
    let Some(row) = rows.last_mut() else { return };
    let Some(last) = row.cells.last_mut() else { return };
    let em = last.size.max(segment.size);
    let gap = segment.x - last.right;
    if gap > CELL * em {
        row.cells.push(segment);
    } else if gap > -OVERLAP * em {
        last.text.push(' ');
        last.text.push_str(&segment.text);
        last.right = last.right.max(segment.right);
        last.lead += if last.lead == last.letters { segment.lead } else { 0 };
        last.letters += segment.letters;
        last.bold += segment.bold;
        last.size = last.size.max(segment.size);
    } else if segment.right <= row.x() && segment.letters <= MARKER {
        row.cells.insert(0, segment);
    } else {
        rows.push(Row::new(segment));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs half an em wide at size 10: each string is a show operator at x, y and size.
    fn glyphs(runs: &[(f32, f32, f32, &str)]) -> Vec<Glyph> {
        let mut out = Vec::new();
        for (run, &(x, y, size, text)) in runs.iter().enumerate() {
            for (at, c) in text.chars().enumerate() {
                let (advance, run) = (size / 2.0, run as u32);
                let x = x + advance * at as f32;
                out.push(Glyph { c, x, y, advance, size, run, ..Glyph::default() });
            }
        }
        out
    }

    fn check(runs: &[(f32, f32, f32, &str)], expected: &[&str]) {
        let rows = rows(segments(&glyphs(runs), &[]));
        let shown: Vec<String> = rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_break_at_blanks_and_gaps() {
        check(&[(0.0, 10.0, 10.0, "one two")], &["one two"]);
        check(&[(0.0, 10.0, 10.0, "one"), (15.0, 10.0, 10.0, "two")], &["onetwo"]);
        check(&[(0.0, 10.0, 10.0, "one"), (16.5, 10.0, 10.0, "two")], &["one two"]);
        check(&[(0.0, 10.0, 10.0, "one"), (0.0, 22.0, 10.0, "two")], &["one", "two"]);
    }

    #[test]
    fn scripts_stay_with_their_word() {
        check(&[(0.0, 10.0, 10.0, "26"), (10.0, 6.5, 6.0, "th"), (18.0, 10.0, 10.0, "May")], &["26th May"]);
    }

    #[test]
    fn raised_figures_are_marks_and_accents_belong_to_their_letters() {
        check(&[(0.0, 10.0, 10.0, "oats"), (20.0, 6.0, 6.0, "12"), (28.0, 10.0, 10.0, "are")], &["oats¹² are"]);
        check(&[(0.0, 6.0, 6.0, "1"), (5.0, 10.0, 10.0, "See")], &["¹ See"]);
        check(&[(0.0, 10.0, 10.0, "R"), (6.6, 10.0, 10.0, "ésolution")], &["Résolution"]);
        check(&[(0.0, 10.0, 10.0, "e"), (0.5, 10.0, 10.0, "´"), (5.0, 10.0, 10.0, "tat")], &["état"]);
        check(&[(0.0, 10.0, 10.0, "´"), (0.5, 10.0, 10.0, "e"), (5.5, 10.0, 10.0, "tat")], &["état"]);
    }

    #[test]
    fn a_line_with_an_initial_is_as_large_as_its_other_letters() {
        let runs = [(0.0, 10.0, 30.0, "T"), (17.0, -4.0, 10.0, "he eel"), (17.0, 8.0, 10.0, "trap")];
        let segments = segments(&glyphs(&runs), &[]);
        let shown: Vec<_> = segments.iter().map(|s| (s.text.as_str(), s.size, s.y)).collect();
        assert_eq!(shown, [("The eel", 10.0, -4.0), ("trap", 10.0, 8.0)]);
    }

    #[test]
    fn letters_set_apart_are_words() {
        let runs: Vec<(f32, f32, f32, &str)> = ["t", "h", "e", "", "o", "l", "d", "", "r", "o", "p", "e"]
            .iter()
            .enumerate()
            .map(|(at, letter)| (7.5 * at as f32, 10.0, 10.0, *letter))
            .collect();
        check(&runs, &["the old rope"]);
        check(&[(0.0, 10.0, 10.0, "T H E   O L D   R O P E")], &["THE OLD ROPE"]);
        check(&[(0.0, 10.0, 10.0, "Y N Y Y N Y N N Y Y")], &["Y N Y Y N Y N N Y Y"]);
    }

    #[test]
    fn wide_gaps_and_dot_leaders_part_cells() {
        check(&[(0.0, 10.0, 10.0, "283."), (36.0, 10.0, 10.0, "Apologies")], &["283.|Apologies"]);
        check(&[(36.0, 10.0, 10.0, "Apologies"), (0.0, 10.0, 10.0, "283.")], &["283.|Apologies"]);
        check(&[(0.0, 10.0, 10.0, "signing......8")], &["signing\t8"]);
        check(&[(0.0, 10.0, 10.0, "so on...")], &["so on..."]);
    }
}
