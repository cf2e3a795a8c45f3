//! Rows as a spreadsheet takes them.

use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// What has a flat row of cells, whose fields are the columns.
pub trait Tabular {
    /// The row.
    type Row<'a>: Serialize + Default
    where
        Self: 'a;

    /// The cells of this one.
    fn row(&self) -> Self::Row<'_>;
}

/// A cell. One that a spreadsheet would take for a formula gets an apostrophe before it, and so does one that begins with
/// an apostrophe, so that those that were added can be told. Wide signs are formulas too where they are usual.
/// Source: OWASP, "CSV Injection".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell<'a>(Cow<'a, str>);

/// What a cell that spreadsheets work out begins with, or one that looks as if it was guarded already.
const FORMULA: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'];

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.starts_with(FORMULA) {
            true => serializer.collect_str(&format_args!("'{}", self.0)),
            false => serializer.serialize_str(&self.0),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self(text.into())
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self(text.into())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self(number.to_string().into())
    }
}

impl<'a, T> From<Option<T>> for Cell<'a>
where
    Cell<'a>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map(Self::from).unwrap_or_default()
    }
}

/// Writes the names of the columns.
pub fn write_head<T: Tabular>(out: &mut Vec<u8>) {
    let mut lines = Vec::new();
    write(&mut lines, &T::Row::default(), true);
    // Below the names stands the row that was needed to tell them.
    let end = lines.iter().position(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    out.extend_from_slice(lines.get(..end).unwrap_or_default());
}

/// Writes one row.
pub fn write_row(out: &mut Vec<u8>, row: &impl Serialize) {
    write(out, row, false);
}

fn write(out: &mut Vec<u8>, row: &impl Serialize, has_head: bool) {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).has_headers(has_head).from_writer(out);
    // Writing flat rows into memory cannot fail.
    let _ = writer.serialize(row);
    let _ = writer.flush();
}

/// A row of nothing but JSON: streams that have no CSV form.
pub struct NoCells;

impl Tabular for NoCells {
    type Row<'a> = ();

    fn row(&self) -> Self::Row<'_> {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default, Serialize)]
    struct Row<'a> {
        cell: Cell<'a>,
        other: Cell<'a>,
    }

    impl Tabular for Row<'_> {
        type Row<'a>
            = Row<'a>
        where
            Self: 'a;

        fn row(&self) -> Self::Row<'_> {
            Row { cell: self.cell.clone(), other: self.other.clone() }
        }
    }

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
            ("", ",x\r\n"),
        ] {
            let mut out = Vec::new();
            write_row(&mut out, &Row { cell: cell.into(), other: "x".into() });
            assert_eq!(String::from_utf8(out).unwrap(), line);
        }
    }

    #[test]
    fn the_fields_are_the_columns() {
        let mut out = Vec::new();
        write_head::<Row>(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "cell,other\r\n");
    }
}
