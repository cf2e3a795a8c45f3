//! Columns that hold JSON.

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A column that holds JSON. What is damaged there is an error that names the column, never an empty value: an owner that
/// cannot be read is not nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let value = serde_json::from_str(value.as_str()?);
        value.map(Self).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = serde_json::to_string(&self.0);
        text.map(ToSqlOutput::from).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn what_is_damaged_is_an_error_and_what_is_whole_comes_back() {
        let connection = Connection::open_in_memory().unwrap();
        let read = |text: &str| connection.query_row("SELECT ?1", [text], |row| row.get::<_, Json<Vec<String>>>(0));
        assert_eq!(read("[\"Elm\"]").unwrap(), Json(vec!["Elm".to_owned()]));
        for damaged in ["", "{", "[1]", "{\"for\": 2}"] {
            assert!(read(damaged).unwrap_err().to_string().contains("index: 0"), "{damaged}");
        }
        let kept: String = connection.query_row("SELECT ?1", [Json(["Elm"])], |row| row.get(0)).unwrap();
        assert_eq!(kept, "[\"Elm\"]");
    }
}
