//! XLSX: each sheet is a page, each row a table row with a gap between cells, values written as the sheet shows them.
//!
//! Words in boxes and titles of charts follow the rows. Hidden sheets, rows and columns are left out and said to be, as are
//! comments, values of charts and large pictures.
//! Values of formulas are those that were last worked out; where a file holds none, it is said. Source: ECMA-376, part 1, chapter 18.

mod number;

use super::drawing::{self, is_of_slide};
use super::left_out::{self, LeftOut};
use super::package::{self, Package, Relation};
use super::xml::{self, Walk, attribute, each_element, is_true};
use super::{Hint, Out, problem, text};
use crate::content::{Line, Part};
use number::Formats;
use quick_xml::events::BytesStart;
use record::{Form, Problem, ProblemCode};

/// Cells read of one file: a register of a hundred thousand rows has as many.
const MOST_CELLS: usize = 1_000_000;

/// Sheets read of one file.
const MOST_SHEETS: usize = 500;

/// Whether these bytes are a workbook.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    package::kind(bytes) == Some(package::Kind::Workbook)
}

/// One sheet of the list.
struct Entry {
    name: String,
    ids: Vec<String>,
    hidden: bool,
}

/// What all sheets share.
struct Book {
    strings: Vec<String>,
    formats: Formats,
    /// Cells that may still be read.
    left: usize,
    /// What stands beside the cells and is not read.
    left_out: LeftOut,
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(error) => {
            let message = format!("the XLSX is cut off or damaged ({error}); ask its publisher for it again");
            return out(Part::Problem(problem(ProblemCode::Damaged, message)));
        }
    };
    if let Some(xml) = package.text("docProps/core.xml", out) {
        out(Part::Metadata(package::metadata(&xml)));
    }
    let main = package.main_part("officeDocument").unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let Some(xml) = package.text(&main, out) else {
        return out(Part::Problem(problem(ProblemCode::Damaged, format!("the XLSX holds no list of sheets ({main})"))));
    };
    let relations = package.relations(&main, out);
    let (sheets, since_1904) = sheets(&xml);
    let mut part = |sort: &str| {
        let target = relations.iter().find(|relation| relation.is(sort))?.target.clone();
        package.text(&target, out)
    };
    let strings = part("sharedStrings").map(|xml| strings(&xml)).unwrap_or_default();
    let formats = Formats::parse(&part("styles").unwrap_or_default(), since_1904);
    let mut book = Book { strings, formats, left: MOST_CELLS, left_out: LeftOut::default() };
    for (sheet, number) in sheets.iter().take(MOST_SHEETS).zip(1..) {
        let target = relations.iter().find(|relation| sheet.ids.contains(&relation.id));
        let lines = read_sheet(&mut package, &mut book, sheet, target, number, out);
        out(Part::Page(text::page_of(number, lines)));
    }
    book.left_out.tell(out);
    if sheets.len() > MOST_SHEETS {
        let message = format!("the file has {} sheets; the first {MOST_SHEETS} were read", sheets.len());
        out(Part::Problem(problem(ProblemCode::PageLimit, message)));
    }
    if sheets.is_empty() {
        out(Part::Problem(problem(ProblemCode::NoPages, "the XLSX has no sheet that can be found; it may be damaged")));
    }
}

/// The sheets in order, and whether days are counted from 1904.
fn sheets(xml: &str) -> (Vec<Entry>, bool) {
    let (mut sheets, mut since_1904) = (Vec::new(), false);
    each_element(xml, |name, tag| match name {
        "workbookPr" => since_1904 = is_true(tag, "date1904"),
        "sheet" => sheets.push(Entry {
            name: attribute(tag, "name").unwrap_or_default(),
            ids: tag
                .attributes()
                .flatten()
                .filter(|a| a.key.as_ref().ends_with(":id"))
                .map(|a| AsRef::<str>::as_ref(&a.value).to_owned())
                .collect(),
            hidden: attribute(tag, "state").is_some_and(|state| state != "visible"),
        }),
        _ => {}
    });
    (sheets, since_1904)
}

fn read_sheet(
    package: &mut Package<'_>,
    book: &mut Book,
    sheet: &Entry,
    target: Option<&Relation>,
    number: u32,
    out: &mut Out,
) -> Vec<Line> {
    let about = |code: ProblemCode, message: String| Part::Problem(Problem { code, message, page: Some(number) });
    let name = &sheet.name;
    if sheet.hidden {
        out(about(ProblemCode::Hidden, format!("the sheet “{name}” is hidden and was not read")));
        return Vec::new();
    }
    let Some((target, xml)) = target.and_then(|target| Some((target, package.text(&target.target, out)?))) else {
        out(about(ProblemCode::PageFailed, format!("the sheet “{name}” is missing from the file")));
        return Vec::new();
    };
    let mut rows = Rows::new(book);
    if let Some((at, error)) = xml::walk(&xml, &mut rows) {
        out(about(ProblemCode::Truncated, format!("the sheet “{name}” is damaged after {at} bytes: {error}")));
    }
    if rows.hidden {
        out(about(ProblemCode::Hidden, format!("hidden rows or columns of the sheet “{name}” were not read")));
    }
    if rows.over {
        out(about(ProblemCode::PartLimit, format!("the file has more than {MOST_CELLS} cells; the rest was not read")));
    }
    let mut lines = rows.lines;
    let relations = package.relations(&target.target, out);
    for drawing in relations.iter().filter(|relation| relation.is("drawing")) {
        lines.extend(drawn(package, &drawing.target, &mut book.left_out, out));
    }
    for comments in relations.iter().filter(|relation| relation.is("comments")) {
        book.left_out.comments += left_out::comments(&package.text(&comments.target, out).unwrap_or_default());
    }
    package::embedded(package, &relations, out);
    if !lines.is_empty() && !is_bare(name) {
        lines.insert(0, Line { level: Some(1), ..Line::whole(name.as_str(), Form::Heading) });
    }
    lines
}

/// Words in boxes on a sheet, and titles of its charts.
fn drawn(package: &mut Package<'_>, drawing: &str, left: &mut LeftOut, out: &mut Out) -> Vec<Line> {
    let xml = package.text(drawing, out).unwrap_or_default();
    left_out::pictures(&xml).into_iter().for_each(|(width, height)| left.picture(width, height));
    let mut lines = drawing::lines(&xml, is_of_slide).0;
    for chart in package.relations(drawing, out).iter().filter(|relation| relation.is("chart")) {
        left.charts += 1;
        let xml = package.text(&chart.target, out).unwrap_or_default();
        lines.extend(drawing::lines(&xml, is_of_slide).0);
    }
    lines
}

/// Whether a sheet has the name that new sheets get ("Sheet1"), which tells nothing.
pub fn is_bare(name: &str) -> bool {
    name.strip_prefix("Sheet").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
}

/// The strings that cells point to.
fn strings(xml: &str) -> Vec<String> {
    let mut strings = Strings::default();
    xml::walk(xml, &mut strings);
    strings.found
}

#[derive(Default)]
struct Strings {
    found: Vec<String>,
    text: String,
    in_text: bool,
    /// Inside the spelling of what is spoken.
    spelt: bool,
}

impl Walk for Strings {
    fn start(&mut self, name: &str, _: &BytesStart<'_>) {
        match name {
            "si" => self.text.clear(),
            "rPh" => self.spelt = true,
            "t" => self.in_text = !self.spelt,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "si" => self.found.push(std::mem::take(&mut self.text)),
            "rPh" => self.spelt = false,
            "t" => self.in_text = false,
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_text {
            self.text.push_str(words);
        }
    }
}

/// The rows of a sheet while it is walked.
struct Rows<'a> {
    book: &'a mut Book,
    lines: Vec<Line>,
    row: Vec<String>,
    /// Columns that are hidden, first and last.
    hidden_columns: Vec<(usize, usize)>,
    in_hidden_row: bool,
    column: usize,
    sort: String,
    style: usize,
    value: String,
    in_value: bool,
    /// Whether the cell has a formula.
    formula: bool,
    hidden: bool,
    over: bool,
}

impl Walk for Rows<'_> {
    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        let number = |name| attribute(tag, name).and_then(|value| value.parse::<usize>().ok());
        match name {
            "col" if is_true(tag, "hidden") => {
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    self.hidden_columns.push((first, last));
                }
            }
            "row" => {
                self.in_hidden_row = is_true(tag, "hidden");
                self.column = 0;
            }
            "c" => {
                self.column = attribute(tag, "r").and_then(|at| column(&at)).unwrap_or(self.column + 1);
                self.sort = attribute(tag, "t").unwrap_or_default();
                self.style = number("s").unwrap_or(0);
                self.value.clear();
                self.formula = false;
            }
            "f" => self.formula = true,
            "v" | "t" => self.in_value = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "v" | "t" => self.in_value = false,
            "c" => self.end_cell(),
            "row" => self.end_row(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_value {
            self.value.push_str(words);
        }
    }
}

impl<'a> Rows<'a> {
    fn new(book: &'a mut Book) -> Self {
        Self {
            book,
            lines: Vec::new(),
            row: Vec::new(),
            hidden_columns: Vec::new(),
            in_hidden_row: false,
            column: 0,
            sort: String::new(),
            style: 0,
            value: String::new(),
            in_value: false,
            formula: false,
            hidden: false,
            over: false,
        }
    }

    fn end_cell(&mut self) {
        let value = std::mem::take(&mut self.value);
        // A formula whose value is an empty text says that it is a text.
        if self.formula && value.is_empty() && self.sort != "str" && !self.is_hidden() {
            self.book.left_out.formulas += 1;
        }
        let shown = match self.sort.as_str() {
            "s" => value.trim().parse().ok().and_then(|at: usize| self.book.strings.get(at).cloned()),
            "b" => Some(if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            "str" | "inlineStr" | "e" | "d" => Some(value),
            _ => Some(self.book.formats.shown(&value, self.style)),
        };
        let Some(shown) = shown.filter(|shown| !shown.trim().is_empty()) else { return };
        if self.is_hidden() {
            self.hidden = true;
            return;
        }
        if self.book.left == 0 {
            self.over = true;
            return;
        }
        self.book.left -= 1;
        self.row.push(shown.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    /// Whether the cell stands in a row or a column that is hidden.
    fn is_hidden(&self) -> bool {
        let column = self.column;
        self.in_hidden_row || self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }

    fn end_row(&mut self) {
        let cells: Vec<String> = self.row.drain(..).collect();
        let text = cells.join("\t");
        if !text.is_empty() {
            self.lines.push(Line::whole(text, Form::TableRow));
        }
    }
}

/// The number of a cell's column: "C7" is in the third.
fn column(cell: &str) -> Option<usize> {
    let letters = cell.chars().take_while(char::is_ascii_alphabetic);
    let column = letters.take(4).fold(0, |sum, c| sum * 26 + (c.to_ascii_uppercase() as usize - 'A' as usize + 1));
    (column > 0).then_some(column)
}

#[cfg(test)]
mod tests;
