//! Rows as a spreadsheet takes them.

use std::borrow::Cow;

/// A row with named cells.
pub trait Cells {
    /// Names of the columns, in order.
    const COLUMNS: &'static [&'static str];

    /// The cells, in the order of the columns.
    fn cells(&self) -> Vec<Cow<'_, str>>;
}

/// Writes one line. A cell that a spreadsheet would take for a formula gets an apostrophe before it, and so does one that
/// begins with an apostrophe, so that those that were added can be told. Wide signs are formulas too where they are usual.
/// Source: OWASP, "CSV Injection".
pub fn write_line<'a>(out: &mut Vec<u8>, cells: impl IntoIterator<Item = Cow<'a, str>>) {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let cells =
        cells.into_iter().map(|cell| if cell.starts_with(FORMULA) { Cow::from(format!("'{cell}")) } else { cell });
    // Writing into memory cannot fail.
    let _ = writer.write_record(cells.map(|cell| cell.into_owned()));
    let _ = writer.flush();
}

/// What a cell that spreadsheets work out begins with, or one that looks as if it was guarded already.
const FORMULA: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'];

/// A row of nothing but JSON: streams that have no CSV form.
pub struct NoCells;

impl Cells for NoCells {
    const COLUMNS: &'static [&'static str] = &[];

    fn cells(&self) -> Vec<Cow<'_, str>> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_made_harmless() {
        for (cell, line) in [
            ("plain", "plain,x\r\n"),
            ("a, b", "\"a, b\",x\r\n"),
            ("he said \"no\"", "\"he said \"\"no\"\"\",x\r\n"),
            ("=1+1", "'=1+1,x\r\n"),
            ("@import", "'@import,x\r\n"),
            ("-5", "'-5,x\r\n"),
            ("＝SUM(1)", "'＝SUM(1),x\r\n"),
            ("'quoted'", "''quoted',x\r\n"),
            ("two\nlines", "\"two\nlines\",x\r\n"),
        ] {
            let mut out = Vec::new();
            write_line(&mut out, [Cow::from(cell), Cow::from("x")]);
            assert_eq!(String::from_utf8(out).unwrap(), line);
        }
    }
}
