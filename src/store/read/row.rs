//! Rows as structs: a field for each column, read in the order in which they are selected.

use crate::store::json::Json;
use crate::store::words::{word, word_if_any};
use record::{
    DocumentState, FileState, FollowUpStatus, LetterKind, PageState, ProblemCode, ResolutionVerb, RunOutcome,
    SourceState, VoteOutcome,
};
use rusqlite::Row;
use serde::de::DeserializeOwned;

/// What a column can be read as.
pub(crate) trait Column: Sized {
    /// Reads it.
    fn from_row(row: &Row<'_>, column: usize) -> rusqlite::Result<Self>;
}

/// Reads one column.
pub(crate) fn column<T: Column>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    T::from_row(row, column)
}

macro_rules! columns {
    ($($type:ty),+) => {$(
        impl Column for $type {
            fn from_row(row: &Row<'_>, column: usize) -> rusqlite::Result<Self> {
                row.get(column)
            }
        }
    )+};
}

macro_rules! words {
    ($($type:ty),+) => {$(
        impl Column for $type {
            fn from_row(row: &Row<'_>, column: usize) -> rusqlite::Result<Self> {
                word(row, column)
            }
        }

        impl Column for Option<$type> {
            fn from_row(row: &Row<'_>, column: usize) -> rusqlite::Result<Self> {
                word_if_any(row, column)
            }
        }
    )+};
}

words!(
    DocumentState,
    FileState,
    FollowUpStatus,
    LetterKind,
    PageState,
    ProblemCode,
    ResolutionVerb,
    RunOutcome,
    SourceState,
    VoteOutcome
);

columns!(String, Option<String>, u32, Option<u32>, i64, f64, bool, Option<bool>);

impl<T: DeserializeOwned> Column for Json<T> {
    fn from_row(row: &Row<'_>, column: usize) -> rusqlite::Result<Self> {
        row.get(column)
    }
}

impl<T: DeserializeOwned> Column for Option<Json<T>> {
    fn from_row(row: &Row<'_>, column: usize) -> rusqlite::Result<Self> {
        row.get(column)
    }
}

impl Column for u64 {
    fn from_row(row: &Row<'_>, column: usize) -> rusqlite::Result<Self> {
        let value: i64 = row.get(column)?;
        Self::try_from(value).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, value))
    }
}

/// Declares a row: its fields are the columns, in the order in which they are selected.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),+ }

        impl $name {
            /// Reads the columns from `first` on.
            pub(crate) fn read_from(row: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<Self> {
                let mut column = first;
                let mut next = || { column += 1; column - 1 };
                Ok(Self { $($field: $crate::store::read::column::<$type>(row, next())?),+ })
            }
        }
    };
}
pub(crate) use row;
