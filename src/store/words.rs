//! Columns that hold a word of a closed vocabulary.

use record::UnknownWord;
use rusqlite::types::Type;
use rusqlite::{Row, RowIndex};
use std::str::FromStr;

/// Reads a word. One that the vocabulary does not have is an error that names the column, never another word.
pub(in crate::store) fn word<T: FromStr<Err = UnknownWord>>(
    row: &Row<'_>,
    column: impl RowIndex,
) -> rusqlite::Result<T> {
    let column = column.idx(row.as_ref())?;
    parse(row.get_ref(column)?.as_str()?, column)
}

/// Reads a word, where there is one.
pub(in crate::store) fn word_if_any<T: FromStr<Err = UnknownWord>>(
    row: &Row<'_>,
    column: impl RowIndex,
) -> rusqlite::Result<Option<T>> {
    let column = column.idx(row.as_ref())?;
    row.get_ref(column)?.as_str_or_null()?.map(|text| parse(text, column)).transpose()
}

fn parse<T: FromStr<Err = UnknownWord>>(text: &str, column: usize) -> rusqlite::Result<T> {
    text.parse().map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::SourceState;
    use rusqlite::Connection;

    #[test]
    fn a_word_that_is_not_known_is_an_error_and_no_word_is_none() {
        let connection = Connection::open_in_memory().unwrap();
        let read = |sql: &str| connection.query_row(sql, [], |row| word_if_any::<SourceState>(row, 0));
        assert_eq!(read("SELECT 'failing'").unwrap(), Some(SourceState::Failing));
        assert_eq!(read("SELECT NULL").unwrap(), None);
        let error = read("SELECT 'lazy'").unwrap_err().to_string();
        assert!(error.contains("“lazy” is none of never, ok, failing, refused"), "{error}");
        assert!(connection.query_row("SELECT NULL", [], |row| word::<SourceState>(row, 0)).is_err());
    }
}
